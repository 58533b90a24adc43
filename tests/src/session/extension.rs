//! The extension's side of a session: its background, storage and documents.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use super::Session;
use crate::browser;
use crate::error::{Error, Result};

/// A file every version of the extension has; shown as text, its document has
/// the extension's API and nothing else.
const CONSOLE_PAGE: &str = "page/highlight.css";

impl Session {
    /// Shows the console's document once the background has registered the
    /// page shim where it may listen.
    pub(super) async fn set_up_console(&self) -> Result<()> {
        self.enter_console().await?;
        self.show_extension_page(CONSOLE_PAGE).await?;
        self.eventually("the extension to listen on granted sites", async || {
            let scripts = self
                .run(
                    "return (await chrome.scripting.getRegisteredContentScripts()).length",
                    json!([]),
                )
                .await?;
            Ok((scripts != 0).then_some(()))
        })
        .await
    }

    /// Has the extension reload itself, as an update does. The page stays
    /// open, and is entered.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn reload_extension(&mut self) -> Result<()> {
        // The documents of the extension close with it. A blank tab keeps
        // their window open and becomes the next console.
        let before = self.driver.windows().await?;
        self.enter_console().await?;
        self.run(
            "await chrome.tabs.create({ url: 'about:blank', active: false })",
            json!([]),
        )
        .await?;
        let next = self
            .eventually("the blank tab", async || {
                let windows = self.driver.windows().await?;
                Ok(windows.into_iter().find(|window| !before.contains(window)))
            })
            .await?;
        // The document may be gone before it can answer.
        let _gone = self.run("chrome.runtime.reload()", json!([])).await;
        self.eventually("the extension's documents to close", async || {
            let windows = self.driver.windows().await?;
            Ok((!windows.contains(&self.console)).then_some(()))
        })
        .await?;
        self.console = next;
        self.enter_console().await?;
        self.eventually("the extension to come back", async || {
            // In between there is nothing to ask about.
            let runs = self.background_runs().await.unwrap_or(false);
            Ok(runs.then_some(()))
        })
        .await?;
        self.set_up_console().await?;
        self.enter_page().await
    }

    /// Opens the panel, past its first run, in a window of its own and enters
    /// it.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn open_panel(&self) -> Result<WindowHandle> {
        self.ask(json!({ "type": "finishFirstRun" })).await?;
        let window = self.driver.new_window().await?;
        self.driver.switch_to_window(window.clone()).await?;
        self.show_extension_page("panel.html").await?;
        self.until_texts("#tab-insights", |tabs| tabs.len() == 1)
            .await?;
        Ok(window)
    }

    /// Opens the panel, past its first run, in a tab beside the current page
    /// and enters it. There it is about that page.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn open_panel_beside(&self) -> Result<WindowHandle> {
        self.ask(json!({ "type": "finishFirstRun" })).await?;
        let before = self.driver.windows().await?;
        let page = self.driver.current_url().await?;
        self.in_console::<()>(
            "const { windowId } = (await chrome.tabs.query({})).find(({ url }) => url === args[0]);
             await chrome.tabs.create({ windowId, url: 'about:blank' })",
            json!([page.as_str()]),
        )
        .await?;
        let panel = self
            .eventually("the panel's tab", async || {
                let windows = self.driver.windows().await?;
                Ok(windows.into_iter().find(|window| !before.contains(window)))
            })
            .await?;
        self.driver.switch_to_window(panel.clone()).await?;
        self.show_extension_page("panel.html").await?;
        self.until_texts("#tab-insights", |tabs| tabs.len() == 1)
            .await?;
        Ok(panel)
    }

    /// Waits until the badge of a tab shows this text.
    ///
    /// # Errors
    /// When it never does.
    pub async fn until_badge(&self, text: &str) -> Result<()> {
        self.eventually(&format!("the badge {text:?}"), async || {
            let shown: Vec<String> = self
                .in_console(
                    "return Promise.all((await chrome.tabs.query({}))
                         .map((tab) => chrome.action.getBadgeText({ tabId: tab.id })))",
                    json!([]),
                )
                .await?;
            Ok(shown.iter().any(|shown| shown == text).then_some(()))
        })
        .await
    }

    /// Opens a document of the extension in the current window.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn show_extension_page(&self, path: &str) -> Result<()> {
        let url = format!("{}{path}", self.origin);
        browser::show(self.browser, &self.driver, &url).await?;
        self.eventually("the extension's page", async || {
            let ready = self
                .run(
                    "return location.href === args[0] && document.readyState === 'complete'
                         && typeof chrome.runtime?.id === 'string'",
                    json!([url]),
                )
                .await;
            // While the window changes processes there is nothing to ask.
            Ok(ready.is_ok_and(|ready| ready == true).then_some(()))
        })
        .await
    }

    /// Runs the body of an async function in the console and comes back to
    /// the window it was called from.
    ///
    /// # Errors
    /// When it throws, or does not return a `T`.
    pub async fn in_console<T: DeserializeOwned>(&self, body: &str, args: Value) -> Result<T> {
        let back = self.driver.window().await?;
        self.enter_console().await?;
        let result = self.run(body, args).await;
        self.driver.switch_to_window(back).await?;
        Ok(serde_json::from_value(result?)?)
    }

    /// Sends a message to the background as the panel does, and returns what
    /// it answers with.
    ///
    /// # Errors
    /// When the answer is an error.
    pub async fn ask(&self, request: Value) -> Result<Value> {
        let reply: Value = self
            .in_console(
                "return chrome.runtime.sendMessage(args[0])",
                json!([request]),
            )
            .await?;
        match reply.get("ok") {
            Some(answer) => Ok(answer.clone()),
            None => Err(Error::Refused {
                request: request.to_string(),
                reply: reply.to_string(),
            }),
        }
    }

    /// Listens for brands of these names from now on.
    ///
    /// # Errors
    /// When the background refuses them.
    pub async fn listen_for(&self, names: &[&str]) -> Result<()> {
        let brands: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        self.ask(json!({ "type": "saveBrands", "brands": brands }))
            .await?;
        Ok(())
    }

    /// Everything in the extension's storage whose key starts with `prefix`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn stored(&self, prefix: &str) -> Result<Vec<(String, Value)>> {
        self.in_console(
            "return Object.entries(await chrome.storage.local.get(null))
                 .filter(([key]) => key.startsWith(args[0]))",
            json!([prefix]),
        )
        .await
    }

    /// Waits until exactly `count` insights are kept, and returns them.
    ///
    /// # Errors
    /// When it never comes to that.
    pub async fn until_kept(&self, count: usize) -> Result<Vec<Value>> {
        self.eventually(&format!("{count} kept insights"), async || {
            let kept = self.stored("insight/").await?;
            let matches = kept.len() == count;
            Ok(matches.then(|| kept.into_iter().map(|(_, insight)| insight).collect()))
        })
        .await
    }

    /// Whether the background is running.
    ///
    /// # Errors
    /// When the browser will not say.
    pub async fn background_runs(&self) -> Result<bool> {
        browser::background_runs(self.browser, &self.extension, &self.driver).await
    }

    /// Kills the background as the browser does with an idle one.
    ///
    /// # Errors
    /// When it stays alive.
    pub async fn stop_background(&self) -> Result<()> {
        let back = self.driver.window().await?;
        self.enter_console().await?;
        browser::stop_background(self.browser, &self.extension, &self.driver).await?;
        self.driver.switch_to_window(back).await?;
        self.eventually("the background to stop", async || {
            Ok((!self.background_runs().await?).then_some(()))
        })
        .await
    }
}
