//! The extension APIs as they are called: names and shapes, nothing else.
//! Firefox and Chromium agree on all of them in Manifest V3.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `browser` or `chrome`.
    pub(super) type Api;
    #[wasm_bindgen(method, getter)]
    pub(super) fn storage(this: &Api) -> Storage;
    #[wasm_bindgen(method, getter)]
    pub(super) fn action(this: &Api) -> Action;
    #[wasm_bindgen(method, getter)]
    pub(super) fn permissions(this: &Api) -> Permissions;
    #[wasm_bindgen(method, getter)]
    pub(super) fn scripting(this: &Api) -> Scripting;
    #[wasm_bindgen(method, getter)]
    pub(super) fn tabs(this: &Api) -> Tabs;
    #[wasm_bindgen(method, getter)]
    pub(super) fn runtime(this: &Api) -> Runtime;
    #[wasm_bindgen(method, getter)]
    pub(super) fn i18n(this: &Api) -> I18n;

    pub(super) type Event;
    #[wasm_bindgen(method, js_name = addListener)]
    pub(super) fn add_listener(this: &Event, listener: &Function);
    #[wasm_bindgen(method, js_name = removeListener)]
    pub(super) fn remove_listener(this: &Event, listener: &Function);

    pub(super) type MessageChannel;
    #[wasm_bindgen(constructor)]
    pub(super) fn new() -> MessageChannel;
    #[wasm_bindgen(method, getter)]
    pub(super) fn port1(this: &MessageChannel) -> MessagePort;
    #[wasm_bindgen(method, getter)]
    pub(super) fn port2(this: &MessageChannel) -> MessagePort;

    pub(super) type MessagePort;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_onmessage(this: &MessagePort, listener: &Function);
    #[wasm_bindgen(method, js_name = postMessage)]
    pub(super) fn post_message(this: &MessagePort, message: &JsValue);
    #[wasm_bindgen(method)]
    pub(super) fn close(this: &MessagePort);

    pub(super) type Storage;
    #[wasm_bindgen(method, getter)]
    pub(super) fn local(this: &Storage) -> StorageArea;
    #[wasm_bindgen(method, getter)]
    pub(super) fn session(this: &Storage) -> StorageArea;

    pub(super) type StorageArea;
    #[wasm_bindgen(method, catch)]
    pub(super) async fn get(this: &StorageArea, keys: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getKeys)]
    pub(super) async fn get_keys(this: &StorageArea) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) async fn set(this: &StorageArea, items: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) async fn remove(this: &StorageArea, keys: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, js_name = onChanged)]
    pub(super) fn on_changed(this: &StorageArea) -> Event;

    pub(super) type Action;
    #[wasm_bindgen(method, catch, js_name = setBadgeText)]
    pub(super) async fn set_badge_text(this: &Action, details: &Object)
    -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setBadgeBackgroundColor)]
    pub(super) async fn set_badge_background_color(
        this: &Action,
        details: &Object,
    ) -> Result<JsValue, JsValue>;

    pub(super) type Permissions;
    #[wasm_bindgen(method, catch, js_name = getAll)]
    pub(super) async fn get_all(this: &Permissions) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn request(this: &Permissions, asked: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = remove)]
    pub(super) async fn remove_granted(
        this: &Permissions,
        granted: &Object,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, js_name = onAdded)]
    pub(super) fn on_added(this: &Permissions) -> Event;
    #[wasm_bindgen(method, getter, js_name = onRemoved)]
    pub(super) fn on_removed(this: &Permissions) -> Event;

    pub(super) type Scripting;
    #[wasm_bindgen(method, catch, js_name = getRegisteredContentScripts)]
    pub(super) async fn get_registered_content_scripts(
        this: &Scripting,
    ) -> Result<JsValue, JsValue>;
    // Not async: Chromium throws on a word it does not know before there is a
    // promise, and only a call that returns one catches that.
    #[wasm_bindgen(method, catch, js_name = registerContentScripts)]
    pub(super) fn register_content_scripts(
        this: &Scripting,
        scripts: &Array,
    ) -> Result<Promise, JsValue>;
    // Not async: Chromium throws on a word it does not know before there is a
    // promise, and only a call that returns one catches that.
    #[wasm_bindgen(method, catch, js_name = updateContentScripts)]
    pub(super) fn update_content_scripts(
        this: &Scripting,
        scripts: &Array,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = unregisterContentScripts)]
    pub(super) async fn unregister_content_scripts(
        this: &Scripting,
        filter: &Object,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = executeScript)]
    pub(super) async fn execute_script(
        this: &Scripting,
        injection: &Object,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = insertCSS)]
    pub(super) async fn insert_css(
        this: &Scripting,
        injection: &Object,
    ) -> Result<JsValue, JsValue>;

    pub(super) type Tabs;
    #[wasm_bindgen(method, catch)]
    pub(super) async fn query(this: &Tabs, filter: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getCurrent)]
    pub(super) async fn get_current(this: &Tabs) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn connect(this: &Tabs, tab: i32, info: &Object) -> Result<Port, JsValue>;
    #[wasm_bindgen(method, getter, js_name = onActivated)]
    pub(super) fn on_activated(this: &Tabs) -> Event;
    #[wasm_bindgen(method, getter, js_name = onUpdated)]
    pub(super) fn on_updated(this: &Tabs) -> Event;

    pub(super) type Port;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    pub(super) fn post_message(this: &Port, message: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    pub(super) fn disconnect(this: &Port);
    #[wasm_bindgen(method, getter, js_name = onMessage)]
    pub(super) fn on_message(this: &Port) -> Event;
    #[wasm_bindgen(method, getter, js_name = onDisconnect)]
    pub(super) fn on_disconnect(this: &Port) -> Event;

    pub(super) type Runtime;
    #[wasm_bindgen(method, catch, js_name = sendMessage)]
    pub(super) async fn send_message(this: &Runtime, message: &JsValue)
    -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = getURL)]
    pub(super) fn get_url(this: &Runtime, path: &str) -> String;
    #[wasm_bindgen(method, getter)]
    pub(super) fn id(this: &Runtime) -> String;
    #[wasm_bindgen(method, getter, js_name = onMessage)]
    pub(super) fn on_message(this: &Runtime) -> Event;
    #[wasm_bindgen(method, getter, js_name = lastError)]
    pub(super) fn last_error(this: &Runtime) -> JsValue;

    pub(super) type I18n;
    #[wasm_bindgen(method, js_name = getUILanguage)]
    pub(super) fn get_ui_language(this: &I18n) -> String;

    pub(super) type Response;
    #[wasm_bindgen(catch, js_name = fetch)]
    pub(super) async fn fetch(url: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = arrayBuffer)]
    pub(super) async fn array_buffer(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    pub(super) fn get_random_values(buffer: &js_sys::Uint8Array) -> JsValue;
}

/// The API's root: `browser` where it exists (Firefox, newer Chromium), else
/// `chrome`.
pub(super) fn api() -> Api {
    let global = js_sys::global();
    ["browser", "chrome"]
        .iter()
        .filter_map(|name| Reflect::get(&global, &JsValue::from_str(name)).ok())
        .find(|api| Reflect::get(api, &JsValue::from_str("runtime")).is_ok_and(|r| r.is_object()))
        .unwrap_or(JsValue::UNDEFINED)
        .unchecked_into()
}

/// A plain object with these properties.
pub(super) fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

/// An array of strings.
pub(super) fn strings<S: AsRef<str>>(items: &[S]) -> JsValue {
    let array: Array = items
        .iter()
        .map(|item| JsValue::from_str(item.as_ref()))
        .collect();
    array.into()
}
