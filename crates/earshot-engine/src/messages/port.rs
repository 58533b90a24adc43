//! Panel ↔ page shim: the live list of a tab's mentions.
//!
//! While the panel shows a tab it holds a port to every frame's shim. Each
//! shim sends its mentions once at the start and again when they change. A
//! closed panel costs a page nothing.

use serde::{Deserialize, Serialize};

use super::{Page, QuoteRun, WireReason, WireVerdict};

/// The name of the port.
pub const PANEL_PORT: &str = "panel";

/// Page shim → panel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ShimEvent {
    /// All mentions this frame shows now, the doubtful too, in reading order.
    Mentions {
        /// A random name for the frame, so that one port can serve many.
        frame: String,
        /// Whether this is the tab's top frame.
        top: bool,
        /// The page in the frame.
        page: Page,
        /// The mentions; at most 500 are listed, `total` counts all.
        mentions: Vec<PageMention>,
        /// How many there are.
        total: u32,
    },
    /// The frame is going away.
    Gone {
        /// Its name.
        frame: String,
    },
}

/// One mention in the panel's list of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PageMention {
    /// The shim's key for it, unique within its frame and stable while shown.
    pub key: String,
    /// The brand's name.
    pub brand: String,
    /// The line it stands in, or the part around it.
    pub quote: Vec<QuoteRun>,
    /// The verdict; its evidence is empty here.
    pub verdict: WireVerdict,
    /// Whether it may well be somebody else.
    pub doubtful: bool,
    /// How likely the brand is meant, 0 to 1.
    pub certainty: f32,
    /// What that rests on.
    pub reason: WireReason,
    /// Whether it is kept.
    pub kept: bool,
    /// The author's name as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub author: Option<String>,
}

/// Panel → page shim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PanelOrder {
    /// Scroll to a mention and flash it.
    Show {
        /// The frame it is in.
        frame: String,
        /// Its key.
        key: String,
    },
    /// Keep a mention, as the card's button does.
    Keep {
        /// The frame it is in.
        frame: String,
        /// Its key.
        key: String,
    },
    /// Say that a mention is not about the brand, as the card's button does.
    NotUs {
        /// The frame it is in.
        frame: String,
        /// Its key.
        key: String,
    },
    /// Say that a doubtful mention is about the brand.
    IsUs {
        /// The frame it is in.
        frame: String,
        /// Its key.
        key: String,
    },
}
