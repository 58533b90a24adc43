//! The background: routes messages, owns storage.
//!
//! A browser may end it at any moment and start it again with the next
//! message, so it keeps nothing that is not in storage: brands, settings and
//! the judge are loaded on first need and are a cache. It is the only writer
//! of storage; a lock serialises every read-modify-write.
//!
//! [`App`] is all of it, over any [`Browser`](earshot_webext::Browser).
//! `entry` binds it to the real one; `extension/background.js` registers the
//! listeners.

mod answer;
mod app;
mod badge;
#[cfg(target_arch = "wasm32")]
pub mod entry;
mod insights;
mod listening;
mod rehearsal;
mod sites;
mod source;
mod store;

pub use answer::Answer;
pub use app::App;
pub use source::{PageSource, Sender, Source};

#[cfg(test)]
mod tests;
