//! The real thing: the extension APIs of Chromium and Firefox.

mod api;
mod browser;
mod listener;
mod panel;

pub use browser::{WebExt, expect_file};
pub use listener::Listener;
pub use panel::{
    Grants, Tab, TabPort, active_tab, connect_to_tab, extension_id, extension_url,
    on_permissions_changed, on_shim_spoke, on_storage_changed, on_tab_changed, remove_origins,
    request_origins, send, storage_keys, ui_language,
};

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::BrowserError;

/// A value for JavaScript: maps become plain objects, `None` becomes
/// `undefined` inside structures.
///
/// # Errors
/// When the value has no such form.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, BrowserError> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| BrowserError::Unreadable(error.to_string()))
}

/// A value from JavaScript. Lone surrogates in strings become U+FFFD, which
/// is one UTF-16 unit too: offsets stay right.
///
/// # Errors
/// When it is not a `T`.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, BrowserError> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| BrowserError::Unreadable(error.to_string()))
}

/// What the browser threw, as an error.
fn refused(thrown: JsValue) -> BrowserError {
    let message = match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_else(|| format!("{thrown:?}")),
    };
    // Chromium: "QUOTA_BYTES quota exceeded", "Resource::kQuotaBytes quota
    // exceeded"; Firefox: "QuotaExceededError: …".
    if message.to_ascii_lowercase().contains("quota") {
        BrowserError::QuotaExceeded(message)
    } else {
        BrowserError::Refused(message)
    }
}
