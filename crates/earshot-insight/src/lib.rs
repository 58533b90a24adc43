//! What Earshot keeps: the records in the browser's local storage, what makes
//! two of them the same, and how old ones become new ones.
//!
//! One record a key, so that a write is atomic and small. [`key`] names them
//! all. Nothing here touches storage; the background does.

mod fingerprint;
mod insight;
pub mod key;
mod learnt;
mod migration;
mod settings;

pub use fingerprint::Fingerprint;
pub use insight::{Insight, InsightId, KeptEvidence, KeptVerdict, MAX_NOTE_CHARS, Source};
pub use learnt::Learnt;
pub use migration::{MigrationError, SCHEMA, migrate};
pub use settings::{Locale, Settings};
