//! What Earshot promises, checked in real browsers.
//!
//! Every scenario is written once and runs in Chromium and in Firefox. It ends
//! with [`Session::close`](earshot_browser_tests::Session::close), which fails
//! if anything was asked of the world outside.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed expectation is how a test says no"
)]

mod budget;
mod card;
mod judging;
mod life;
mod listening;
mod panel;
mod prefilter;
mod privacy;

use earshot_browser_tests::{Browser, Result, Session, Setup};

/// Makes a test per browser of every scenario named.
macro_rules! in_both_browsers {
    ($($scenario:ident),* $(,)?) => {
        mod chromium {
            $(#[test]
            fn $scenario() -> earshot_browser_tests::Result<()> {
                crate::play(earshot_browser_tests::Browser::Chromium, stringify!($scenario), super::$scenario)
            })*
        }
        mod firefox {
            $(#[test]
            fn $scenario() -> earshot_browser_tests::Result<()> {
                crate::play(earshot_browser_tests::Browser::Firefox, stringify!($scenario), super::$scenario)
            })*
        }
    };
}
use in_both_browsers;

/// Plays a scenario in a fresh session that listens for Dell and HP.
fn play(
    browser: Browser,
    name: &str,
    scenario: impl AsyncFnOnce(Session) -> Result<()>,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let session = Session::open(Setup::new(browser, name)).await?;
        session.listen_for(&["Dell", "HP"]).await?;
        scenario(session).await
    })
}
