//! The one seam to the browser's extension APIs.
//!
//! [`Browser`] is what the background needs of a browser. In the extension it
//! is `WebExt`, which talks to Chromium's and Firefox's `chrome`/`browser`
//! namespaces; in native tests it is `MemoryBrowser`. What only the panel
//! needs (live tabs, ports, permission prompts) are plain functions and drop
//! guards of the `web` module; there is no double for them, browser tests
//! cover them.
//!
//! This crate decides nothing: it converts.

#![allow(
    async_fn_in_trait,
    reason = "one thread, static dispatch: nobody needs to name or send these futures"
)]

use serde_json::{Map, Value};

#[cfg(any(test, feature = "test-support"))]
mod memory;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(any(test, feature = "test-support"))]
pub use memory::{Badge, MemoryBrowser};
#[cfg(target_arch = "wasm32")]
pub use web::*;

/// Stored records by key.
pub type Records = Map<String, Value>;

/// A storage area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// `storage.local`: on disk, kept.
    Local,
    /// `storage.session`: in memory, gone with the browser, but outlives the
    /// background.
    Session,
}

/// What a browser refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrowserError {
    /// There is no room left.
    #[error("storage is full: {0}")]
    QuotaExceeded(String),
    /// Anything else, in the browser's words.
    #[error("{0}")]
    Refused(String),
    /// The browser returned what cannot be read.
    #[error("unreadable answer: {0}")]
    Unreadable(String),
}

/// The files of the page shim, in the order they are injected, relative to the
/// extension.
#[derive(Clone, Copy, Debug)]
pub struct PageFiles {
    /// Scripts.
    pub js: &'static [&'static str],
    /// Style sheets.
    pub css: &'static [&'static str],
}

/// What the background needs of a browser.
///
/// Methods take `&self`: the browser is shared, and every call may interleave
/// with others at its `await`.
pub trait Browser {
    /// The records under `keys`; what does not exist is left out.
    ///
    /// # Errors
    /// When the storage cannot be read.
    async fn read(&self, area: Area, keys: &[String]) -> Result<Records, BrowserError>;

    /// Every record of the area.
    ///
    /// # Errors
    /// When the storage cannot be read.
    async fn read_all(&self, area: Area) -> Result<Records, BrowserError>;

    /// Writes all records or none.
    ///
    /// # Errors
    /// [`BrowserError::QuotaExceeded`] when there is no room.
    async fn write(&self, area: Area, records: Records) -> Result<(), BrowserError>;

    /// Removes the records under `keys`, all or none; absent ones are no error.
    ///
    /// # Errors
    /// When the storage cannot be written.
    async fn remove(&self, area: Area, keys: &[String]) -> Result<(), BrowserError>;

    /// Shows `text` on the toolbar button for `tab`, on `color` (CSS).
    ///
    /// # Errors
    /// When the tab is gone.
    async fn set_badge(&self, tab: i32, text: &str, color: &str) -> Result<(), BrowserError>;

    /// The match patterns of the sites the user granted.
    ///
    /// # Errors
    /// When the browser does not tell.
    async fn granted_origins(&self) -> Result<Vec<String>, BrowserError>;

    /// Has `files` injected into every frame of every page that matches
    /// `matches`, from now on; replaces what was registered before. None:
    /// nothing is injected any more.
    ///
    /// # Errors
    /// When the browser rejects a pattern.
    async fn register_page_files(
        &self,
        files: PageFiles,
        matches: &[String],
    ) -> Result<(), BrowserError>;

    /// Injects `files` into the open tabs that match `matches`. Tabs that
    /// refuse (closing, error pages) are passed over.
    ///
    /// # Errors
    /// When the tabs cannot be listed.
    async fn inject_page_files(
        &self,
        files: PageFiles,
        matches: &[String],
    ) -> Result<(), BrowserError>;

    /// The ids of all open tabs.
    ///
    /// # Errors
    /// When the browser does not tell.
    async fn tab_ids(&self) -> Result<Vec<i32>, BrowserError>;

    /// A file of the extension itself.
    ///
    /// # Errors
    /// When there is no such file.
    async fn bundled_file(&self, path: &str) -> Result<Vec<u8>, BrowserError>;

    /// Lets in what happened meanwhile: events that wait are handled before
    /// this returns.
    async fn pause(&self);

    /// Milliseconds since 1970 UTC.
    fn now_ms(&self) -> i64;

    /// Random bits from the platform's cryptographic generator.
    fn random(&self) -> u128;
}
