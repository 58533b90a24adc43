//! What `extension/background.js` calls.

use std::rc::Rc;

use earshot_engine::messages::{ErrorCode, ErrorReply, Reply};
use earshot_webext::{
    BrowserError, WebExt, expect_file, extension_id, extension_url, from_js, to_js,
};
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;

use crate::source::Sender;
use crate::{Answer, App, Source};

thread_local! {
    static APP: Rc<App<WebExt>> = Rc::new(App::new(WebExt));
}

fn app() -> Rc<App<WebExt>> {
    APP.with(Rc::clone)
}

/// A file was asked for before the WebAssembly was ready to do so.
#[wasm_bindgen(js_name = onFileComing)]
pub fn on_file_coming(path: String, parts: Promise) {
    expect_file(path, parts);
}

/// Answers a message. Never rejects: a failure is an answer too.
#[wasm_bindgen(js_name = onMessage)]
pub async fn on_message(message: JsValue, sender: JsValue) -> JsValue {
    let answer = answer(message, &sender).await;
    if answer == Ok(Answer::Unheard) {
        return JsValue::UNDEFINED;
    }
    let reply: Reply<Answer> = answer.into();
    to_js(&reply).unwrap_or(JsValue::UNDEFINED)
}

async fn answer(message: JsValue, sender: &JsValue) -> Result<Answer, ErrorReply> {
    let unreadable =
        |error: BrowserError| ErrorReply::new(ErrorCode::BadRequest, error.to_string());
    match Source::of(read_sender(sender), &extension_id(), &extension_url("")) {
        Some(Source::Page(page)) => {
            let request = from_js(message).map_err(unreadable)?;
            app().on_page(&page, request).await
        }
        Some(Source::Panel) => {
            let request = from_js(message).map_err(unreadable)?;
            app().on_panel(request).await
        }
        None => Err(ErrorReply::new(ErrorCode::NotAllowed, "unknown sender")),
    }
}

fn read_sender(sender: &JsValue) -> Sender {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let text = |name: &str| get(sender, name).as_string();
    // Ids of tabs and frames are integers by specification.
    let number = |value: JsValue| value.as_f64().map(|number| number as i32);
    let tab = get(sender, "tab");
    Sender {
        id: text("id"),
        url: text("url"),
        origin: text("origin"),
        tab: (!tab.is_undefined())
            .then(|| number(get(&tab, "id")))
            .flatten(),
        frame: number(get(sender, "frameId")),
        document: text("documentId"),
    }
}

/// A tab's page was left for another one.
#[wasm_bindgen(js_name = onLeft)]
pub fn on_left(tab: i32) {
    app().on_left(tab);
}

/// The extension was installed or updated.
#[wasm_bindgen(js_name = onInstalled)]
pub async fn on_installed() -> Result<(), JsValue> {
    app().on_installed().await.map_err(thrown)
}

/// The browser started.
#[wasm_bindgen(js_name = onStartup)]
pub async fn on_startup() -> Result<(), JsValue> {
    app().forget_closed_tabs().await.map_err(thrown)
}

/// The user granted access to sites.
#[wasm_bindgen(js_name = onSitesAdded)]
pub async fn on_sites_added(origins: Vec<String>) -> Result<(), JsValue> {
    app().on_sites_added(&origins).await.map_err(thrown)
}

/// The user took access to sites back.
#[wasm_bindgen(js_name = onSitesRemoved)]
pub async fn on_sites_removed() -> Result<(), JsValue> {
    app().on_sites_removed().await.map_err(thrown)
}

/// For the browser's error console: these have nobody to answer to.
fn thrown(error: ErrorReply) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
