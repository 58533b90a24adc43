//! The names of the records in `storage.local`.

use crate::{Fingerprint, InsightId};

/// The schema version, a number.
pub const SCHEMA: &str = "schema";
/// [`Settings`](crate::Settings).
pub const SETTINGS: &str = "settings";
/// The brands, in the shape of a `brands.json`.
pub const BRANDS: &str = "brands";
/// All that the page shim may read.
pub const PAGE_KIT: &str = "page-kit";
/// What the keys of insights start with.
pub const INSIGHT_PREFIX: &str = "insight/";
/// What the keys of the fingerprint index start with.
pub const KEPT_PREFIX: &str = "kept/";
/// What the keys of [`Learnt`](crate::Learnt) start with.
pub const LEARNT_PREFIX: &str = "learnt/";

/// Where an insight is kept. Keys sort by the time of capture.
pub fn insight(id: &InsightId) -> String {
    format!("{INSIGHT_PREFIX}{id}")
}

/// Where the id of the insight with this fingerprint is kept. The index makes
/// "is it kept already?" one look-up among any number of insights.
pub fn kept(fingerprint: Fingerprint) -> String {
    format!("{KEPT_PREFIX}{fingerprint}")
}

/// Where what was learnt about a brand is kept.
pub fn learnt(brand: &str) -> String {
    format!("{LEARNT_PREFIX}{brand}")
}
