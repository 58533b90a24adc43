//! Files that the user picks or saves.

use std::time::Duration;

use js_sys::{Array, JsString};
use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// The browser could not read or save a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileError;

/// The text of a file the user picked.
///
/// # Errors
/// When it is gone or unreadable.
pub(crate) async fn read_text(file: &File) -> Result<String, FileError> {
    let text = JsFuture::from(file.text()).await.map_err(|_| FileError)?;
    Ok(text.unchecked_into::<JsString>().into())
}

/// Has the browser save `text` as a file, as a click on a download link does.
///
/// # Errors
/// When the browser refuses.
pub(crate) fn save_text(name: &str, media_type: &str, text: &str) -> Result<(), FileError> {
    save(name, media_type, text).map_err(|_| FileError)
}

fn save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Firefox reads the blob only after the click.
    set_timeout(
        move || drop(Url::revoke_object_url(&url)),
        Duration::from_secs(60),
    );
    Ok(())
}
