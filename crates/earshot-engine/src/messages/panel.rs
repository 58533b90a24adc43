//! Panel → background. Rust on both sides.

use earshot_brand::Brand;
use earshot_brand::derive::DerivedForm;
use earshot_insight::{Insight, Locale};
use earshot_sentiment::Label;
use serde::{Deserialize, Serialize};

use super::QuoteRun;

/// What the panel may ask of the background, the only writer of storage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PanelRequest {
    /// Replace the list of brands; refused as a whole unless every one is
    /// valid. Answered with nothing.
    SaveBrands {
        /// All brands, in the order shown.
        brands: Vec<Brand>,
    },
    /// Stop or resume listening everywhere. Answered with nothing.
    SetPaused {
        /// Stop?
        paused: bool,
    },
    /// Stop or resume listening on one site. Answered with nothing.
    SetSite {
        /// A host name, such as `www.example.org`.
        host: String,
        /// Listen?
        on: bool,
    },
    /// Set the interface language; `None` follows the browser. Answered with
    /// nothing.
    SetLocale {
        /// The language.
        locale: Option<Locale>,
    },
    /// The first run is over. Answered with nothing.
    FinishFirstRun,
    /// What would be heard in this text? Answered with
    /// [`HeardPost`](super::HeardPost).
    Try {
        /// Any text.
        text: String,
        /// Its language if known, a BCP 47 tag.
        lang: Option<String>,
        /// With these brands instead of the saved ones.
        brands: Option<Vec<Brand>>,
    },
    /// Can the judge judge? Answered with nothing, or with
    /// [`ErrorCode::NoJudge`](super::ErrorCode::NoJudge).
    CheckJudge,
    /// What does this brand find? Answered with [`Rehearsal`].
    Rehearse {
        /// The brand as it is being edited.
        brand: Box<Brand>,
    },
    /// Write or clear an insight's note. Answered with nothing.
    SetNote {
        /// The insight.
        id: String,
        /// The whole note; empty clears it.
        note: String,
    },
    /// Correct an insight's verdict, or take the correction back. Answered
    /// with nothing.
    CorrectVerdict {
        /// The insight.
        id: String,
        /// The user's verdict; `None` returns to the judge's.
        label: Option<Label>,
    },
    /// Delete an insight. Answered with nothing; the panel keeps the record
    /// for [`PanelRequest::RestoreInsight`].
    DeleteInsight {
        /// The insight.
        id: String,
    },
    /// Undo a deletion. Answered with nothing.
    RestoreInsight {
        /// The record as it was.
        insight: Box<Insight>,
    },
    /// Forget all that was learnt about a brand. Answered with nothing.
    ResetLearnt {
        /// The brand's name.
        brand: String,
    },
}

/// What a brand would find.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal {
    /// Examples of its forms, accepted and vetoed.
    pub forms: Vec<DerivedForm>,
    /// In how many of the quotes heard last it would have been found.
    pub matched: u32,
    /// How many quotes those are.
    pub of: u32,
    /// Some of those it was found in.
    pub examples: Vec<Vec<QuoteRun>>,
}
