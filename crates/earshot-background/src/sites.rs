//! Where the page shim is injected: exactly where the user granted access.

use earshot_engine::messages::ErrorReply;
use earshot_webext::{Browser, BrowserError, PageFiles};

use crate::App;
use crate::answer::refused;

/// The page shim. Later files use earlier ones.
pub(crate) const PAGE_FILES: PageFiles = PageFiles {
    js: &[
        "page/text.js",
        "page/posts.js",
        "page/paint.js",
        "page/card.js",
        "page/shim.js",
    ],
    css: &["page/highlight.css"],
};

impl<B: Browser> App<B> {
    /// Registers the page shim for all that is granted now.
    pub(crate) async fn register_sites(&self) -> Result<(), BrowserError> {
        let browser = &self.store.browser;
        let mut origins = browser.granted_origins().await?;
        origins.retain(|origin| !origin.starts_with("file:"));
        origins.sort_unstable();
        browser.register_page_files(PAGE_FILES, &origins).await
    }

    /// The user granted access to `origins`: listens there from now on, in
    /// tabs already open too.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn on_sites_added(&self, origins: &[String]) -> Result<(), ErrorReply> {
        self.register_sites().await.map_err(refused)?;
        if origins.is_empty() {
            return Ok(());
        }
        let browser = &self.store.browser;
        browser
            .inject_page_files(PAGE_FILES, origins)
            .await
            .map_err(refused)
    }

    /// The user took access to some sites back.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn on_sites_removed(&self) -> Result<(), ErrorReply> {
        self.register_sites().await.map_err(refused)
    }
}
