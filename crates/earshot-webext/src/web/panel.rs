//! What only the panel needs: live tabs, ports, permission prompts.

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::api::{Port, api, object, strings};
use super::browser::{area, granted_origins};
use super::{Listener, from_js, refused, to_js};
use crate::{Area, BrowserError, Records};

/// Sends a request to the background and reads its answer.
///
/// # Errors
/// When the background cannot be reached or answers something else.
pub async fn send<Request, Answer>(request: &Request) -> Result<Answer, BrowserError>
where
    Request: Serialize,
    Answer: DeserializeOwned,
{
    let message = to_js(request)?;
    from_js(
        api()
            .runtime()
            .send_message(&message)
            .await
            .map_err(refused)?,
    )
}

/// The keys of all records in `storage.local`, in no order.
///
/// # Errors
/// When the storage cannot be read.
pub async fn storage_keys() -> Result<Vec<String>, BrowserError> {
    from_js(area(Area::Local).get_keys().await.map_err(refused)?)
}

/// Calls `callback` with what changed in `storage.local`: each key with its
/// new value, [`Value::Null`] where the record was removed.
pub fn on_storage_changed(mut callback: impl FnMut(Records) + 'static) -> Listener {
    Listener::new(area(Area::Local).on_changed(), move |changes, _, _| {
        let records = Object::entries(changes.unchecked_ref())
            .iter()
            .filter_map(|entry| {
                let entry: Array = entry.unchecked_into();
                let value = Reflect::get(&entry.get(1), &"newValue".into()).ok()?;
                let value = if value.is_undefined() {
                    Value::Null
                } else {
                    from_js(value).ok()?
                };
                Some((entry.get(0).as_string()?, value))
            })
            .collect();
        callback(records);
    })
}

/// A tab, as far as the browser lets us see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its id.
    pub id: i32,
    /// Its address; `None` where neither the site nor this tab (by a click on
    /// the toolbar button) was granted.
    pub url: Option<String>,
}

/// The tab the panel is about: the active one of its window, or, where the
/// panel itself fills that tab, the one used before it. `None` if there is no
/// other.
///
/// # Errors
/// When the browser does not tell.
pub async fn active_tab() -> Result<Option<Tab>, BrowserError> {
    let tabs = api().tabs();
    // Undefined in the side panel and the sidebar.
    let own = tabs.get_current().await.map_err(refused)?;
    let filter = object(&[("currentWindow", true.into())]);
    let all = tabs.query(&filter).await.map_err(refused)?;
    let get = |tab: &JsValue, name: &str| Reflect::get(tab, &name.into()).ok();
    let number = |tab: &JsValue, name: &str| get(tab, name)?.as_f64();
    let text = |tab: &JsValue, name: &str| get(tab, name)?.as_string();
    let own = number(&own, "id");
    let newest = Array::from(&all)
        .iter()
        .filter(|tab| number(tab, "id") != own)
        .max_by(|left, right| {
            let used = |tab: &JsValue| {
                let active = get(tab, "active").is_some_and(|active| active.is_truthy());
                (active, number(tab, "lastAccessed").unwrap_or_default())
            };
            let (left, right) = (used(left), used(right));
            left.0.cmp(&right.0).then(left.1.total_cmp(&right.1))
        });
    Ok(newest.and_then(|tab| {
        Some(Tab {
            id: number(&tab, "id")? as i32,
            url: text(&tab, "url"),
        })
    }))
}

/// Calls `callback` when another tab becomes active or a tab has loaded.
/// Dropping the returned listeners ends it.
pub fn on_tab_changed(callback: impl Fn() + Clone + 'static) -> [Listener; 2] {
    let tabs = api().tabs();
    let loaded = callback.clone();
    [
        Listener::new(tabs.on_activated(), move |_, _, _| callback()),
        Listener::new(tabs.on_updated(), move |_, change, _| {
            let status = Reflect::get(&change, &"status".into());
            if status.is_ok_and(|status| status == "complete") {
                loaded();
            }
        }),
    ]
}

/// Calls `callback` with tab and frame of every page shim that sends the
/// background something. It only tells that the shim is there; the message is
/// not the panel's.
pub fn on_shim_spoke(mut callback: impl FnMut(i32, i32) + 'static) -> Listener {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    Listener::new(api().runtime().on_message(), move |_, sender, _| {
        let tab = get(&get(&sender, "tab"), "id").as_f64();
        if let (Some(tab), Some(frame)) = (tab, get(&sender, "frameId").as_f64()) {
            callback(tab as i32, frame as i32);
        }
    })
}

/// A connection to the page shims of one tab; dropping it closes it.
#[derive(Debug)]
pub struct TabPort {
    port: PortHandle,
    _listeners: [Listener; 2],
}

/// Closes the port when dropped, after the listeners are gone.
struct PortHandle(Port);

impl std::fmt::Debug for PortHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Port")
    }
}

impl Drop for PortHandle {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

impl TabPort {
    /// Sends `order` to every frame of the tab.
    ///
    /// # Errors
    /// When the tab is gone.
    pub fn post<Order: Serialize>(&self, order: &Order) -> Result<(), BrowserError> {
        self.port.0.post_message(&to_js(order)?).map_err(refused)
    }
}

/// Connects to the page shims of `tab`. `on_event` gets what they send;
/// unreadable events are dropped. `on_closed` is called once no shim is left
/// to talk to, at once where none is there.
///
/// # Errors
/// When the browser refuses.
pub fn connect_to_tab<Event: DeserializeOwned>(
    tab: i32,
    name: &str,
    mut on_event: impl FnMut(Event) + 'static,
    on_closed: impl Fn() + 'static,
) -> Result<TabPort, BrowserError> {
    let info = object(&[("name", name.into())]);
    let port = api().tabs().connect(tab, &info).map_err(refused)?;
    let message = Listener::new(port.on_message(), move |event, _, _| {
        if let Ok(event) = from_js(event) {
            on_event(event);
        }
    });
    let closed = Listener::new(port.on_disconnect(), move |_, _, _| {
        // Reading it tells Chromium that "nobody there" was expected.
        let _ = api().runtime().last_error();
        on_closed();
    });
    Ok(TabPort {
        port: PortHandle(port),
        _listeners: [message, closed],
    })
}

/// The host permissions the user granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Match patterns.
    pub origins: Vec<String>,
}

impl Grants {
    /// What is granted now.
    ///
    /// # Errors
    /// When the browser does not tell.
    pub async fn read() -> Result<Self, BrowserError> {
        let origins = granted_origins().await?;
        Ok(Self { origins })
    }
}

/// Asks the user for access to sites. Call it directly in the handler of a
/// click: the prompt needs the user's gesture. The future tells whether it was
/// granted.
pub fn request_origins(
    patterns: &[String],
) -> impl Future<Output = Result<bool, BrowserError>> + use<> {
    let asked = object(&[("origins", strings(patterns))]);
    // Called here, not in the future: an awaited call would come too late.
    let request = api().permissions().request(&asked);
    async move {
        let promise = js_sys::Promise::from(request.map_err(refused)?);
        let granted = JsFuture::from(promise).await.map_err(refused)?;
        Ok(granted.is_truthy())
    }
}

/// Gives access to sites back.
///
/// # Errors
/// When the browser refuses, for example because it was not optional.
pub async fn remove_origins(patterns: &[String]) -> Result<bool, BrowserError> {
    let granted = object(&[("origins", strings(patterns))]);
    let removed = api()
        .permissions()
        .remove_granted(&granted)
        .await
        .map_err(refused)?;
    Ok(removed.is_truthy())
}

/// Calls `callback` when access was granted or taken back, here or in the
/// browser's own settings.
pub fn on_permissions_changed(callback: impl Fn() + Clone + 'static) -> [Listener; 2] {
    let permissions = api().permissions();
    let removed = callback.clone();
    [
        Listener::new(permissions.on_added(), move |_, _, _| callback()),
        Listener::new(permissions.on_removed(), move |_, _, _| removed()),
    ]
}

/// The extension's id.
pub fn extension_id() -> String {
    api().runtime().id()
}

/// The address of a file of the extension.
pub fn extension_url(path: &str) -> String {
    api().runtime().get_url(path)
}

/// The language of the browser's interface, a BCP 47 tag.
pub fn ui_language() -> String {
    api().i18n().get_ui_language()
}
