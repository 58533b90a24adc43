//! The harness of the browser tests: real browsers with Earshot installed, a
//! strict local site to browse, and a proxy that catches what would leave the
//! machine. The scenarios are in `tests/tests/`.

mod browser;
mod capabilities;
mod card;
mod driver;
mod error;
mod extension;
mod outside;
mod page;
mod session;
mod site;

use std::path::Path;

pub use browser::Browser;
pub use capabilities::View;
pub use card::{Button, Card};
pub use error::{Error, Result};
pub use extension::Changes;
pub use outside::Outside;
pub use page::Painted;
pub use session::{Session, Setup};
pub use site::{STRICT_CSP, Site};

/// The root of the source tree.
pub fn workspace() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}
