//! One kept mention.

use std::time::Duration;

use earshot_engine::Unit;
use earshot_engine::messages::PanelRequest;
use earshot_insight::{Insight, InsightId, MAX_NOTE_CHARS};
use earshot_sentiment::Label;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::facets::facets;
use crate::page_state::scheme_and_host;
use crate::segments::{Light, Mark, segments};
use crate::site_patterns::bare;
use crate::tone::{Shown, Tone};
use crate::ui::app::focus_element;
use crate::ui::format;
use crate::ui::i18n::td_string;
use crate::ui::parts::{Facets, Quote, Verdict, tone_word};
use crate::ui::state::{Notice, state};

/// How long after the last key a note is saved.
const SAVE_AFTER: Duration = Duration::from_millis(600);

/// An insight with its source, and what can be done with it.
#[component]
pub(crate) fn InsightCard(
    /// Which one.
    id: InsightId,
    /// The record, as it is now.
    record: ArcRwSignal<Insight>,
) -> impl IntoView {
    let state = state();
    let record = RwSignal::from(record);
    let shown = Memo::new(move |_| record.with(|insight| Shown::from(insight)));
    let tones = Signal::derive(move || vec![shown.get().tone]);
    let quote = Memo::new(move |_| record.with(marked_quote));
    let facets = Memo::new(move |_| record.with(|i| facets(&i.verdict.intents, &i.verdict.topics)));
    let delete = move |_| {
        let deleted = record.get_untracked();
        let request = PanelRequest::DeleteInsight { id: id.to_string() };
        state.request_then(request, move || {
            state
                .notices
                .post(Notice::InsightDeleted(Box::new(deleted)));
            // The button that had it is gone.
            focus_element("insights");
        });
    };
    view! {
        <li class="card" data-id=id.to_string() data-tone=move || shown.get().tone.name()>
            <div class="card-head">
                <strong class="brand" dir="auto">{move || record.with(|i| i.brand.clone())}</strong>
                <Verdict shown/>
            </div>
            <Facets facets/>
            {move || view! { <Quote segments=quote.get() tones/> }}
            <Facts record/>
            <Note id record/>
            <div class="card-foot">
                <Correction id record/>
                <button type="button" class="quiet delete" on:click=delete>
                    {t!(insights.delete)}
                </button>
            </div>
        </li>
    }
}

fn marked_quote(insight: &Insight) -> Vec<crate::segments::Segment> {
    let mention = Mark {
        start: insight.start,
        end: insight.end,
        light: Light::Mention(0),
    };
    let evidence = insight.verdict.evidence.iter().map(|word| Mark {
        start: word.start,
        end: word.end,
        light: if word.weight > 0.0 {
            Light::For
        } else {
            Light::Against
        },
    });
    let marks: Vec<Mark> = std::iter::once(mention).chain(evidence).collect();
    segments(&insight.quote, &marks, Unit::Scalar)
}

/// Where it was found.
#[component]
fn Facts(
    /// The record.
    record: RwSignal<Insight>,
) -> impl IntoView {
    let locale = state().locale;
    let facts = move || {
        let locale = locale.get();
        record.with(|Insight { source, .. }| {
            let written = match (&source.date, &source.date_shown) {
                (Some(date), _) => Some(format::post_date(date, locale)),
                (None, shown) => shown.clone(),
            };
            [
                Some(bare(&source.site).to_owned()).filter(|site| !site.is_empty()),
                source.author.clone(),
                written,
                source.stars.map(|stars| format::stars(stars, locale)),
            ]
            .into_iter()
            .flatten()
            .map(|fact| view! { <span dir="auto">{fact}</span> })
            .collect_view()
        })
    };
    let link =
        move || {
            let address = record.with(|Insight { source, .. }| {
                source
                    .link
                    .clone()
                    .filter(|link| scheme_and_host(link).is_some())
                    .or_else(|| scheme_and_host(&source.url).map(|_| source.url.clone()))
            });
            address.map(|address| view! {
            <a href=address target="_blank" rel="noopener noreferrer">{t!(insights.open)}</a>
        })
        };
    let captured = move || format::moment(record.with(|i| i.captured_at), locale.get());
    view! {
        <p class="facts">
            {facts}
            <span>{t!(insights.captured, when = captured())}</span>
            {link}
        </p>
    }
}

/// The note. What is typed wins over what another window writes meanwhile.
#[component]
fn Note(
    /// Whose note.
    id: InsightId,
    /// The record.
    record: RwSignal<Insight>,
) -> impl IntoView {
    let state = state();
    // What is being typed; until the field is left, nobody else changes it.
    let draft = RwSignal::new(None::<String>);
    // What of it is stored, so that leaving the field does not undo what another
    // window has written since.
    let saved = StoredValue::new(None::<String>);
    let stored = Memo::new(move |_| record.with(|insight| insight.note.clone()));
    let text = move || draft.get().unwrap_or_else(|| stored.get());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop_timer = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop_timer);
    let save = move |leave: bool| {
        let Some(note) = draft.get_untracked() else {
            return;
        };
        if saved.with_value(|saved| saved.as_ref() == Some(&note)) {
            if leave {
                draft.set(None);
            }
            return;
        }
        let request = PanelRequest::SetNote {
            id: id.to_string(),
            note: note.clone(),
        };
        // The card may be gone by the time of the answer.
        state.request_then(request, move || {
            record.try_update(|insight| insight.note.clone_from(&note));
            saved.try_update_value(|saved| *saved = Some(note.clone()));
            if leave
                && draft
                    .try_get_untracked()
                    .flatten()
                    .is_some_and(|draft| draft == note)
            {
                draft.set(None);
            }
        });
    };
    let on_input = move |event| {
        if draft.with_untracked(Option::is_none) {
            saved.set_value(None);
        }
        draft.set(Some(event_target_value(&event)));
        stop_timer();
        timer.set_value(set_timeout_with_handle(move || save(false), SAVE_AFTER).ok());
    };
    let on_leave = move |_| {
        stop_timer();
        save(true);
    };
    // Closing the panel leaves no field.
    let closing = window_event_listener(leptos::ev::pagehide, move |_| {
        stop_timer();
        save(false);
    });
    on_cleanup(move || closing.remove());
    view! {
        <label class="note-field">
            <span>{t!(insights.note)}</span>
            <textarea
                rows="1"
                dir="auto"
                maxlength=MAX_NOTE_CHARS.to_string()
                placeholder=t!(insights.note_hint)
                prop:value=text
                on:input=on_input
                on:blur=on_leave
            ></textarea>
        </label>
    }
}

/// The user's own verdict, or the way back to Earshot's.
#[component]
fn Correction(
    /// Whose verdict.
    id: InsightId,
    /// The record.
    record: RwSignal<Insight>,
) -> impl IntoView {
    let state = state();
    let corrected = Memo::new(move |_| record.with(|insight| insight.corrected));
    let correct = move |event| {
        let value = event_target_value(&event);
        let label = Label::ALL.into_iter().find(|label| name(*label) == value);
        state.request(PanelRequest::CorrectVerdict {
            id: id.to_string(),
            label,
        });
    };
    let own = move || {
        let locale = state.locale.get();
        let judged = record.with(|insight| Shown::from(&insight.verdict).tone);
        td_string!(locale, insights.judged, word = tone_word(judged, locale))
    };
    let choices = Label::ALL.map(|label| {
        view! {
            <option value=name(label) selected=move || corrected.get() == Some(label)>
                {move || tone_word(Tone::new(label, false), state.locale.get())}
            </option>
        }
    });
    view! {
        <label class="correction">
            <span>{t!(insights.correct)}</span>
            <select
                prop:value=move || corrected.get().map_or("", name)
                on:change=correct
            >
                <option value="" selected=move || corrected.get().is_none()>{own}</option>
                {choices}
            </select>
        </label>
    }
}

/// A label as the value of an option.
fn name(label: Label) -> &'static str {
    Tone::new(label, false).name()
}
