//! The card, which no page can look into, and a test only through the
//! browser's debugging doors.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::{self, Browser};
use crate::error::{Error, Result};
use crate::session::Session;

/// Describes what is shown in a closed shadow root `this`.
const DESCRIBE: &str = r#"function () {
    const box = this.querySelector("[role]");
    const label = (element) => (element.getAttribute("aria-label") ?? element.textContent).trim();
    return {
        role: box?.getAttribute("role") ?? "",
        name: box?.getAttribute("aria-label")
            ?? this.getElementById(box?.getAttribute("aria-labelledby"))?.textContent ?? "",
        text: (box ?? this).innerText ?? this.textContent,
        focused: this.activeElement ? label(this.activeElement) : null,
        buttons: [...this.querySelectorAll("button")].filter((b) => b.checkVisibility()).map((b) => {
            const { x, y, width, height } = b.getBoundingClientRect();
            return { label: label(b), x: x + width / 2, y: y + height / 2 };
        }),
    };
}"#;

/// Runs in the page's process with the browser's rights: only there can
/// Firefox look into closed shadow roots.
const DESCRIBE_IN_FIREFOX: &str = r#"
    const actor = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal
        .getActor("MarionetteCommands");
    const script = `
        for (const host of document.documentElement.children) {
            const root = host.openOrClosedShadowRoot;
            if (root?.mode === "closed" && root.childElementCount) {
                return JSON.stringify((${args[0]}).call(root));
            }
        }
        return null;`;
    return JSON.parse(await actor.executeScript(script, [], {
        sandboxName: "system", newSandbox: true, async: false, timeout: 10_000,
    }));
"#;

/// What Earshot shows over the page: a card, or a notice.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Card {
    /// The ARIA role.
    pub role: String,
    /// The accessible name.
    pub name: String,
    /// All text shown.
    pub text: String,
    /// The label of what has the keyboard's focus.
    pub focused: Option<String>,
    /// The buttons shown.
    pub buttons: Vec<Button>,
}

/// A button of the card.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Button {
    /// Its label.
    pub label: String,
    /// Its middle in the viewport, CSS pixels.
    pub x: f64,
    /// Its middle in the viewport, CSS pixels.
    pub y: f64,
}

impl Session {
    /// What Earshot shows over the current page, if anything.
    ///
    /// # Errors
    /// When the browser will not say.
    pub async fn card(&self) -> Result<Option<Card>> {
        let described = match self.browser() {
            Browser::Chromium => self.describe_in_chromium().await?,
            Browser::Firefox => {
                browser::privileged(self.driver(), DESCRIBE_IN_FIREFOX, json!([DESCRIBE])).await?
            }
        };
        Ok(serde_json::from_value(described)?)
    }

    async fn describe_in_chromium(&self) -> Result<Value> {
        let cdp = self.driver().cdp();
        let document = cdp
            .send_raw("DOM.getDocument", json!({ "depth": 2, "pierce": true }))
            .await?;
        let Some(root) = closed_root(&document["root"]) else {
            return Ok(Value::Null);
        };
        // Between the two calls the card may have gone: then there is none.
        let Ok(resolved) = cdp
            .send_raw("DOM.resolveNode", json!({ "backendNodeId": root }))
            .await
        else {
            return Ok(Value::Null);
        };
        let called = cdp
            .send_raw(
                "Runtime.callFunctionOn",
                json!({
                    "objectId": resolved["object"]["objectId"],
                    "functionDeclaration": DESCRIBE,
                    "returnByValue": true,
                }),
            )
            .await?;
        Ok(called["result"]["value"].clone())
    }

    /// Waits for the card and returns it.
    ///
    /// # Errors
    /// When none comes.
    pub async fn until_card(&self, what: &str, wanted: impl Fn(&Card) -> bool) -> Result<Card> {
        self.eventually_seen(what, async || {
            let card = self.card().await?;
            Ok(match card {
                Some(card) if wanted(&card) => Ok(card),
                other => Err(Value::String(format!("{other:?}"))),
            })
        })
        .await
    }

    /// Waits until nothing is shown over the page.
    ///
    /// # Errors
    /// When it stays.
    pub async fn until_no_card(&self) -> Result<()> {
        self.eventually("the card to close", async || {
            Ok(self.card().await?.is_none().then_some(()))
        })
        .await
    }

    /// Opens the card of the mention in the element `place` with the pointer.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open_card(&self, place: &str) -> Result<Card> {
        self.point_at_mention(place).await?;
        self.until_card("the card", |card| card.role == "dialog")
            .await
    }

    /// Clicks the card's button with this label.
    ///
    /// # Errors
    /// When there is none.
    pub async fn click_in_card(&self, label: &str) -> Result<()> {
        let card = self.card().await?.unwrap_or_default();
        let button = card
            .buttons
            .iter()
            .find(|button| button.label == label)
            .ok_or_else(|| Error::Missing(format!("button {label:?} in {card:?}")))?;
        self.click_at(button.x, button.y).await
    }
}

/// The first closed shadow root with something in it, on a child of `<html>`.
fn closed_root(document: &Value) -> Option<&Value> {
    fn list<'a>(node: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        node[key].as_array().into_iter().flatten()
    }
    list(document, "children")
        .flat_map(|html| list(html, "children"))
        .flat_map(|host| list(host, "shadowRoots"))
        .find(|root| root["shadowRootType"] == "closed" && root["childNodeCount"] != 0)
        .map(|root| &root["backendNodeId"])
}
