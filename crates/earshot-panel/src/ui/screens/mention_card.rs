//! One mention in the list of the page.

use earshot_engine::messages::{PageMention, PanelOrder, ReasonCode};
use leptos::prelude::*;

use crate::facets::facets;
use crate::live_page::MentionId;
use crate::segments::quoted;
use crate::tone::Shown;
use crate::ui::format::percent;
use crate::ui::i18n::td_string;
use crate::ui::parts::{Facets, Quote, Verdict, reason_sentence};
use crate::ui::state::state;

/// A mention, with what can be done with it: kept, or said to be somebody
/// else; a doubtful one said to be the brand.
#[component]
pub(crate) fn MentionCard(
    /// Which one.
    id: MentionId,
    /// What is known of it.
    mention: ArcRwSignal<PageMention>,
) -> impl IntoView {
    let state = state();
    let mention = RwSignal::from(mention);
    let shown = Memo::new(move |_| mention.with(|mention| Shown::from(&mention.verdict)));
    let tones = Signal::derive(move || vec![shown.get().tone]);
    let quote = Memo::new(move |_| mention.with(|mention| quoted(&mention.quote)));
    let facets =
        Memo::new(move |_| mention.with(|m| facets(&m.verdict.intents, &m.verdict.topics)));
    let doubtful = Memo::new(move |_| mention.with(|mention| mention.doubtful));
    let author = move || {
        let author = mention.with(|mention| mention.author.clone());
        author.map(|author| view! { <span dir="auto">{author}</span> })
    };
    let why = move || {
        let (reason, certainty) =
            mention.with(|mention| (mention.reason.clone(), mention.certainty));
        let locale = state.locale.get();
        (reason.code != ReasonCode::AsEntered).then(|| {
            let percent = percent(certainty, locale);
            view! {
                <span dir="auto">{reason_sentence(&reason, locale)}</span>
                <span>{td_string!(locale, page.certainty, percent = percent)}</span>
            }
        })
    };
    let order = {
        let MentionId { frame, key } = id.clone();
        move |order: fn(String, String) -> PanelOrder| {
            state.live.order(&order(frame.clone(), key.clone()));
        }
    };
    let order = StoredValue::new(order);
    let send = move |what: fn(String, String) -> PanelOrder| order.with_value(|order| order(what));
    view! {
        <li class="card" data-id=id.key data-tone=move || shown.get().tone.name()>
            <div class="card-head">
                <strong class="brand" dir="auto">{move || mention.with(|m| m.brand.clone())}</strong>
                <Verdict shown/>
            </div>
            <Facets facets/>
            {move || view! { <Quote segments=quote.get() tones/> }}
            <p class="facts">{author} {why}</p>
            <div class="card-foot">
                <button
                    type="button"
                    class="quiet"
                    on:click=move |_| send(|frame, key| PanelOrder::Show { frame, key })
                >
                    {t!(page.show)}
                </button>
                <Show
                    when=move || doubtful.get()
                    fallback=move || view! {
                        <button
                            type="button"
                            class="quiet not-us"
                            on:click=move |_| send(|frame, key| PanelOrder::NotUs { frame, key })
                        >
                            {t!(page.not_us)}
                        </button>
                        <Keep
                            kept=Signal::derive(move || mention.with(|mention| mention.kept))
                            keep=Callback::new(move |()| {
                                send(|frame, key| PanelOrder::Keep { frame, key })
                            })
                        />
                    }
                >
                    <button
                        type="button"
                        class="is-us"
                        on:click=move |_| send(|frame, key| PanelOrder::IsUs { frame, key })
                    >
                        {t!(page.is_us)}
                    </button>
                </Show>
            </div>
        </li>
    }
}

/// The button that keeps a mention, or says that it is kept.
#[component]
fn Keep(
    /// Whether it is.
    kept: Signal<bool>,
    /// Keeps it.
    keep: Callback<()>,
) -> impl IntoView {
    let label = {
        let keep = t!(page.keep);
        let kept_word = t!(page.kept);
        move || if kept.get() { kept_word() } else { keep() }
    };
    view! {
        <button
            type="button"
            class="keep"
            aria-pressed=move || kept.get().to_string()
            aria-disabled=move || kept.get().to_string()
            on:click=move |_| {
                if !kept.get_untracked() {
                    keep.run(());
                }
            }
        >
            {label}
        </button>
    }
}
