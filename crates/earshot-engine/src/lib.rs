//! The way of a sentence: from a post to its mentions and verdicts.
//!
//! [`Engine::listen`] is the whole of it. Around it stand the typed messages
//! between page, background and panel ([`messages`]), the conversion of a
//! heard mention into what is kept ([`capture`]), and what the page shim needs
//! to know ([`PageKit`]).
//!
//! Inside, offsets are bytes. They are converted once, at the edge, by
//! [`Offsets`]: to UTF-16 for JavaScript, to Unicode scalar values for files
//! and records.

mod capture;
mod hear;
mod listen;
mod memo;
pub mod messages;
mod offsets;
mod page_kit;
mod places;
mod quote;

pub use capture::{Capture, capture, site_of};
pub use hear::{hear, within_length};
pub use listen::{Engine, Judged, Listened};
pub use offsets::{Offsets, Unit};
pub use page_kit::{MAX_POST_LENGTH, MAX_POSTS, PageKit};
pub use places::places;
