//! The texts of the interface: `locales/*.json`, checked at compile time.
//!
//! The language is a value like any other (`State::locale`, derived from the
//! settings), so leptos_i18n's own context, which would keep it a second time
//! and ask the page for it, is not used.

#[allow(
    unused,
    unreachable_pub,
    clippy::all,
    clippy::expect_used,
    reason = "generated"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

pub(crate) use generated::i18n::{Locale, td_string};

/// A text in the current language, as a closure that follows it:
/// `t!(brands.title)`, `t!(sites.removed, name = site.get())`. Arguments are
/// evaluated inside the closure.
macro_rules! t {
    ($($text:tt)*) => {{
        let locale = $crate::ui::state::locale();
        move || $crate::ui::i18n::td_string!(locale.get(), $($text)*)
    }};
}

/// The same as a signal, for what takes one.
macro_rules! text {
    ($($text:tt)*) => {{
        let locale = $crate::ui::state::locale();
        leptos::prelude::Signal::derive(move || {
            String::from($crate::ui::i18n::td_string!(locale.get(), $($text)*))
        })
    }};
}
