//! What the insights are narrowed down to.

use earshot_sentiment::{Intent, Topic};
use leptos::prelude::*;

use crate::facets::{Facet, FacetKind, facets};
use crate::ui::format::{next_id, number};
use crate::ui::parts::facet_word;
use crate::ui::state::state;

/// The intents, and below them the topics, that can be chosen; nothing where
/// there are none.
#[component]
pub(crate) fn FacetFilter(
    /// What can be chosen, with its counts.
    offers: Memo<Vec<(Facet, usize)>>,
    /// What is chosen.
    chosen: RwSignal<Vec<Facet>>,
) -> impl IntoView {
    let all = facets(&Intent::ALL, &Topic::ALL);
    let groups = FacetKind::ALL.map(|kind| {
        let of_kind = move |facet: Facet| facet.kind() == kind;
        let none = move || offers.with(|offers| !offers.iter().any(|&(facet, _)| of_kind(facet)));
        let label = match kind {
            FacetKind::Intent => text!(facet.intents),
            FacetKind::Topic => text!(facet.topics),
        };
        let id = next_id("facets");
        let label_id = id.clone();
        let choices = all.iter().copied().filter(|&facet| of_kind(facet));
        let choices = choices.map(|facet| view! { <Choice facet offers chosen/> });
        view! {
            <div class="facet-filter" role="group" aria-labelledby=id hidden=none>
                <span class="hint" id=label_id>{label}</span>
                {choices.collect_view()}
            </div>
        }
    });
    groups.into_view()
}

/// One of them, on or off.
#[component]
fn Choice(
    /// Which.
    facet: Facet,
    /// The counts.
    offers: Memo<Vec<(Facet, usize)>>,
    /// What is chosen.
    chosen: RwSignal<Vec<Facet>>,
) -> impl IntoView {
    let locale = state().locale;
    let count = move || {
        let offers = offers.read();
        let offer = offers.iter().find(|(offered, _)| *offered == facet);
        offer.map(|&(_, count)| count)
    };
    let on = move || chosen.with(|chosen| chosen.contains(&facet));
    view! {
        <button
            type="button"
            class="filter"
            aria-pressed=move || on().to_string()
            hidden=move || count().is_none()
            disabled=move || count() == Some(0) && !on()
            on:click=move |_| chosen.update(|chosen| {
                match chosen.iter().position(|other| *other == facet) {
                    Some(at) => drop(chosen.remove(at)),
                    None => chosen.push(facet),
                }
            })
        >
            <strong>{move || number(count().unwrap_or(0), locale.get())}</strong>
            " "
            {move || facet_word(facet, locale.get())}
        </button>
    }
}
