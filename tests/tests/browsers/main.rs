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

use earshot_browser_tests::{Result, Session, Setup};

/// Makes a test per browser of every scenario named. After `with` stands the
/// function that says what is changed in the extension's files.
macro_rules! in_both_browsers {
    ($($scenario:ident $(with $changes:ident)?),* $(,)?) => {
        mod chromium {
            use earshot_browser_tests::{Browser, Result, Setup};
            $(#[test]
            fn $scenario() -> Result<()> {
                let setup = Setup::new(Browser::Chromium, stringify!($scenario));
                crate::play(Setup { $(changes: super::$changes(),)? ..setup }, super::$scenario)
            })*
        }
        mod firefox {
            use earshot_browser_tests::{Browser, Result, Setup};
            $(#[test]
            fn $scenario() -> Result<()> {
                let setup = Setup::new(Browser::Firefox, stringify!($scenario));
                crate::play(Setup { $(changes: super::$changes(),)? ..setup }, super::$scenario)
            })*
        }
    };
}
use in_both_browsers;

/// Plays a scenario in a fresh session that listens for Dell and HP.
fn play(setup: Setup, scenario: impl AsyncFnOnce(Session) -> Result<()>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let session = Session::open(setup).await?;
        session.listen_for(&["Dell", "HP"]).await?;
        scenario(session).await
    })
}
