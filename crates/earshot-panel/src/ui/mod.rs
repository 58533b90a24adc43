//! The panel in the browser.

#![allow(unreachable_pub, reason = "what the component macro writes is public")]

#[macro_use]
mod i18n;
mod app;
mod background;
mod files;
mod format;
mod parts;
mod screens;
mod state;

use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the panel; runs once the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    leptos::mount::mount_to_body(app::App);
}
