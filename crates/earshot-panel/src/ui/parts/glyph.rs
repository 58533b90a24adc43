//! A shape the style sheet draws.

use leptos::prelude::*;

/// A shape for the eye only. Its class is a value, because Leptos sets
/// elements that never change through `innerHTML`, which we do without.
#[component]
pub(crate) fn Glyph(
    /// What the style sheet knows it by.
    class: &'static str,
) -> impl IntoView {
    view! { <span class=class aria-hidden="true"></span> }
}
