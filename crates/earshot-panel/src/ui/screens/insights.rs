//! The kept mentions.

use leptos::prelude::*;

use super::insight_card::InsightCard;
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
    view! {
        <Show when=is_empty>
            <div class="empty">
                <h2>{t!(insights.none)}</h2>
                <p>{t!(insights.none_hint)}</p>
            </div>
        </Show>
        <ol class="cards">
            <For
                each=move || insights.shown()
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
                on:click=move |_| state.run(insights.load_more())
            >
                {t!(insights.more, count = number(hidden.get(), state.locale.get()))}
            </button>
        </Show>
    }
}
