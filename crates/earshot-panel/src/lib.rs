//! The side panel.
//!
//! It reads `storage.local`, follows its changes and sends requests to the
//! background; it never writes. The live list of a page comes over a port from
//! the shims of the active tab.
//!
//! What can be said without a browser is in the pure modules here; `ui` is the
//! rest: the state (`ui::state`), what screens are made of (`ui::parts`) and
//! the screens themselves (`ui::screens`).

pub mod entries;
pub mod facets;
pub mod insight_list;
pub mod live_page;
pub mod page_state;
pub mod segments;
pub mod site_patterns;
pub mod tone;

#[cfg(target_arch = "wasm32")]
mod ui;
