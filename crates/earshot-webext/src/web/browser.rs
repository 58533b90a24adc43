//! [`Browser`] on the real APIs.

use std::cell::RefCell;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::api::{self, Response, StorageArea, api, object, strings};
use super::{from_js, refused, to_js};
use crate::{Area, Browser, BrowserError, PageFiles, Records};

/// The id of the one content script registration.
const REGISTRATION: &str = "page";

thread_local! {
    /// A file that JavaScript has asked for already: its path and its parts.
    static COMING: RefCell<Option<(String, Promise)>> = const { RefCell::new(None) };
}

/// Says that a file is coming, in time an array of `ArrayBuffer`s that are its
/// parts: the next who wants it waits for that instead of asking again.
pub fn expect_file(path: String, parts: Promise) {
    COMING.set(Some((path, parts)));
}

/// The browser the extension runs in.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebExt;

pub(super) fn area(area: Area) -> StorageArea {
    match area {
        Area::Local => api().storage().local(),
        Area::Session => api().storage().session(),
    }
}

impl Browser for WebExt {
    async fn read(&self, from: Area, keys: &[String]) -> Result<Records, BrowserError> {
        let found = area(from).get(&strings(keys)).await.map_err(refused)?;
        from_js(found)
    }

    async fn read_all(&self, from: Area) -> Result<Records, BrowserError> {
        let found = area(from).get(&JsValue::NULL).await.map_err(refused)?;
        from_js(found)
    }

    async fn write(&self, to: Area, records: Records) -> Result<(), BrowserError> {
        area(to).set(&to_js(&records)?).await.map_err(refused)?;
        Ok(())
    }

    async fn remove(&self, from: Area, keys: &[String]) -> Result<(), BrowserError> {
        area(from).remove(&strings(keys)).await.map_err(refused)?;
        Ok(())
    }

    async fn set_badge(&self, tab: i32, text: &str, color: &str) -> Result<(), BrowserError> {
        let action = api().action();
        let details = object(&[("tabId", tab.into()), ("color", color.into())]);
        action
            .set_badge_background_color(&details)
            .await
            .map_err(refused)?;
        let details = object(&[("tabId", tab.into()), ("text", text.into())]);
        action.set_badge_text(&details).await.map_err(refused)?;
        Ok(())
    }

    async fn granted_origins(&self) -> Result<Vec<String>, BrowserError> {
        granted_origins().await
    }

    async fn register_page_files(
        &self,
        files: PageFiles,
        matches: &[String],
    ) -> Result<(), BrowserError> {
        let scripting = api().scripting();
        let registered = scripting
            .get_registered_content_scripts()
            .await
            .map_err(refused)?;
        let exists = registered.dyn_ref::<Array>().is_some_and(|all| {
            all.iter().any(|script| {
                Reflect::get(&script, &"id".into()).is_ok_and(|id| id == REGISTRATION)
            })
        });
        if matches.is_empty() {
            if exists {
                let ids = object(&[("ids", strings(&[REGISTRATION]))]);
                scripting
                    .unregister_content_scripts(&ids)
                    .await
                    .map_err(refused)?;
            }
            return Ok(());
        }
        let script = object(&[
            ("id", REGISTRATION.into()),
            ("matches", strings(matches)),
            ("js", strings(files.js)),
            ("css", strings(files.css)),
            ("cssOrigin", "user".into()),
            ("allFrames", true.into()),
            ("matchOriginAsFallback", true.into()),
            ("runAt", "document_idle".into()),
            ("persistAcrossSessions", true.into()),
        ]);
        let scripts = Array::of1(&script);
        let put = async || {
            let done = if exists {
                scripting.update_content_scripts(&scripts)
            } else {
                scripting.register_content_scripts(&scripts)
            };
            JsFuture::from(done?).await
        };
        if put().await.is_err() {
            // Only a user style sheet reaches into shadow trees in Firefox.
            // Chromium refuses the word, and needs it not: there a highlight's
            // style is inherited.
            Reflect::delete_property(&script, &"cssOrigin".into()).map_err(refused)?;
            put().await.map_err(refused)?;
        }
        Ok(())
    }

    async fn inject_page_files(
        &self,
        files: PageFiles,
        matches: &[String],
    ) -> Result<(), BrowserError> {
        let scripting = api().scripting();
        for tab in tab_ids(&object(&[("url", strings(matches))])).await? {
            let target = object(&[("tabId", tab.into()), ("allFrames", true.into())]);
            let css = object(&[
                ("target", target.clone().into()),
                ("files", strings(files.css)),
                ("origin", "USER".into()),
            ]);
            let js = object(&[("target", target.into()), ("files", strings(files.js))]);
            // A tab that refuses is closing, or shows a page of the browser's own.
            if scripting.insert_css(&css).await.is_ok() {
                let _ = scripting.execute_script(&js).await;
            }
        }
        Ok(())
    }

    async fn tab_ids(&self) -> Result<Vec<i32>, BrowserError> {
        tab_ids(&Object::new()).await
    }

    async fn bundled_file(&self, path: &str) -> Result<Vec<u8>, BrowserError> {
        let coming = COMING.take().filter(|(coming, _)| coming == path);
        let parts = match coming {
            Some((_, parts)) => JsFuture::from(parts).await.map_err(refused)?,
            None => Array::of1(&fetch(path).await.map_err(refused)?).into(),
        };
        let parts: Vec<Uint8Array> = Array::from(&parts)
            .iter()
            .map(|part| Uint8Array::new(&part))
            .collect();
        let length = |part: &Uint8Array| part.length() as usize;
        let mut bytes = vec![0; parts.iter().map(length).sum()];
        let mut rest = &mut bytes[..];
        for part in &parts {
            let (here, after) = rest.split_at_mut(length(part));
            part.copy_to(here);
            rest = after;
        }
        Ok(bytes)
    }

    async fn pause(&self) {
        // A timer would wait 4 ms once it is nested.
        let channel = api::MessageChannel::new();
        let turn = Promise::new(&mut |resolve, _| {
            channel.port1().set_onmessage(&resolve);
            channel.port2().post_message(&JsValue::NULL);
        });
        // A promise that is only resolved.
        let _turned = JsFuture::from(turn).await;
        channel.port1().close();
    }

    fn now_ms(&self) -> i64 {
        // A time value is an integer of at most 8.64e15 by specification.
        js_sys::Date::now() as i64
    }

    fn random(&self) -> u128 {
        let buffer = Uint8Array::new_with_length(16);
        api::get_random_values(&buffer);
        let mut bytes = [0; 16];
        buffer.copy_to(&mut bytes);
        u128::from_le_bytes(bytes)
    }
}

/// The bytes of a file of the extension, as an `ArrayBuffer`. The browser
/// refuses to fetch one that is not there.
async fn fetch(path: &str) -> Result<JsValue, JsValue> {
    let url = api().runtime().get_url(path);
    let response: Response = api::fetch(&url).await?.unchecked_into();
    response.array_buffer().await
}

/// The match patterns the user granted.
pub(super) async fn granted_origins() -> Result<Vec<String>, BrowserError> {
    let all = api().permissions().get_all().await.map_err(refused)?;
    let origins = Reflect::get(&all, &"origins".into()).map_err(refused)?;
    if origins.is_undefined() {
        return Ok(Vec::new());
    }
    from_js(origins)
}

async fn tab_ids(filter: &Object) -> Result<Vec<i32>, BrowserError> {
    let tabs = api().tabs().query(filter).await.map_err(refused)?;
    Ok(Array::from(&tabs)
        .iter()
        .filter_map(|tab| Reflect::get(&tab, &"id".into()).ok()?.as_f64())
        .map(|id| id as i32)
        .collect())
}
