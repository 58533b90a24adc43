//! An on/off switch.

use leptos::prelude::*;

use super::Glyph;

/// A switch. It shows what is, not what was clicked: it moves once the change
/// is stored.
#[component]
pub(crate) fn Switch(
    /// What it switches.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with what the user wants.
    #[prop(into)]
    change: Callback<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || on.get().to_string()
            aria-label=label
            on:click=move |_| change.run(!on.get_untracked())
        >
            <Glyph class="knob"/>
        </button>
    }
}
