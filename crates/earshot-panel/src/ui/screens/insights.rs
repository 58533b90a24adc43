//! The kept mentions.

use earshot_insight::InsightId;
use earshot_webext::BrowserError;
use leptos::prelude::*;

use super::facet_filter::FacetFilter;
use super::insight_card::InsightCard;
use crate::facets::{Facet, facets, offers, passes};
use crate::ui::format::number;
use crate::ui::state::state;

/// The screen.
#[component]
pub(crate) fn Insights() -> impl IntoView {
    let state = state();
    let insights = state.insights;
    let count = Memo::new(move |_| insights.count());
    let hidden = Memo::new(move |_| insights.hidden_count());
    let is_empty = move || count.get() == 0 && !insights.is_loading();
    // Empty: no filter.
    let chosen = RwSignal::new(Vec::<Facet>::new());
    let with_facets = Memo::new(move |_| {
        let facets_of = |id: InsightId| {
            let record = insights.record(id)?;
            let facets = record.with(|i| facets(&i.verdict.intents, &i.verdict.topics));
            Some((id, facets))
        };
        let shown = insights.shown().into_iter();
        shown.filter_map(facets_of).collect::<Vec<_>>()
    });
    let offers = Memo::new(move |_| {
        let all = with_facets.read();
        offers(
            &chosen.read(),
            all.iter().map(|(_, facets)| facets.as_slice()),
        )
    });
    let passing = Memo::new(move |_| {
        let chosen = chosen.read();
        let all = with_facets.read();
        let passing = all.iter().filter(|(_, facets)| passes(&chosen, facets));
        passing.map(|&(id, _)| id).collect::<Vec<_>>()
    });
    // With a filter there may be nothing to see on the next page, nor on the one after it.
    let load_more = move || async move {
        let before = passing.with_untracked(Vec::len);
        loop {
            insights.load_more().await?;
            if hidden.get_untracked() == 0 || passing.with_untracked(Vec::len) > before {
                return Ok::<(), BrowserError>(());
            }
        }
    };
    view! {
        <Show when=is_empty>
            <div class="empty">
                <h2>{t!(insights.none)}</h2>
                <p>{t!(insights.none_hint)}</p>
            </div>
        </Show>
        <FacetFilter offers chosen/>
        <p
            class="hint"
            hidden=move || hidden.get() == 0 || offers.with(Vec::is_empty)
        >
            {t!(facet.counted, count = number(count.get() - hidden.get(), state.locale.get()))}
        </p>
        <ol class="cards">
            <For
                each=move || passing.get()
                key=|id| *id
                children=move |id| {
                    insights.record(id).map(|record| view! { <InsightCard id record/> })
                }
            />
        </ol>
        <Show when=move || hidden.get() != 0>
            <button
                type="button"
                id="more-insights"
                class="wide"
                disabled=move || insights.is_loading()
                on:click=move |_| state.run(load_more())
            >
                {t!(insights.more, count = number(hidden.get(), state.locale.get()))}
            </button>
        </Show>
    }
}
