//! Listeners that stop with their owner.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::api::Event;

/// A registered event listener; dropping it removes it.
#[must_use = "a dropped listener stops listening"]
pub struct Listener {
    event: Event,
    closure: Closure<dyn FnMut(JsValue, JsValue, JsValue)>,
}

impl Listener {
    /// Calls `callback` with the first three arguments of every `event`.
    pub(super) fn new(
        event: Event,
        callback: impl FnMut(JsValue, JsValue, JsValue) + 'static,
    ) -> Self {
        let closure = Closure::<dyn FnMut(JsValue, JsValue, JsValue)>::new(callback);
        event.add_listener(closure.as_ref().unchecked_ref());
        Self { event, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.event
            .remove_listener(self.closure.as_ref().unchecked_ref());
    }
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Listener")
    }
}
