//! A text to try brands on.

use earshot_brand::Brand;
use earshot_engine::Unit;
use earshot_engine::messages::{HeardPost, PanelRequest};
use leptos::prelude::*;

use super::{Verdict, reason_sentence, tone_word};
use crate::segments::{Light, Mark, Segment, segments};
use crate::tone::Shown;
use crate::ui::background::answer_once_still;
use crate::ui::format::next_id;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::state;

/// A text field, and below it what Earshot hears in the text.
#[component]
pub(crate) fn TryIt(
    /// What the field is for.
    #[prop(into)]
    label: Signal<String>,
    /// The text until the user changes it.
    #[prop(into)]
    sample: Signal<String>,
    /// Brands instead of the saved ones.
    #[prop(into)]
    brands: Signal<Option<Vec<Brand>>>,
    /// Whether the brands can be tried as they are.
    #[prop(into, default = Signal::stored(true))]
    ready: Signal<bool>,
) -> impl IntoView {
    let state = state();
    let typed = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| typed.get().unwrap_or_else(|| sample.get()));
    let answer = answer_once_still(move || {
        let text = text.get();
        let lang = match state.locale.get() {
            Locale::de => "de",
            Locale::en => "en",
        };
        let request = PanelRequest::Try {
            text: text.clone(),
            lang: Some(lang.to_owned()),
            brands: brands.get(),
        };
        ready.get().then_some((request, text))
    });
    let id = next_id("try");
    view! {
        <div class="field try">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                rows="6"
                dir="auto"
                prop:value=text
                on:input=move |event| typed.set(Some(event_target_value(&event)))
            ></textarea>
            <div class="heard" aria-live="polite">
                {move || answer.get().map(|(text, heard)| match heard {
                    Ok(post) => view! { <Outcome text post/> }.into_any(),
                    Err(failure) => {
                        let sentence = move || failure.sentence(state.locale.get());
                        view! { <p class="problem">{sentence}</p> }.into_any()
                    }
                })}
            </div>
        </div>
    }
}

/// The text as it would look on a page, and the verdicts below it.
#[component]
fn Outcome(
    /// The text.
    text: String,
    /// What was heard in it.
    post: HeardPost,
) -> impl IntoView {
    let HeardPost { mentions, .. } = post;
    if mentions.is_empty() {
        return view! { <p class="hint">{t!(try_it.nothing)}</p> }.into_any();
    }
    let mut marks = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        let light = Light::Mention(number);
        marks.push(Mark {
            start: mention.start,
            end: mention.end,
            light,
        });
    }
    let shown: Vec<Shown> = mentions
        .iter()
        .map(|mention| Shown::from(&mention.verdict))
        .collect();
    let runs = segments(&text, &marks, Unit::Utf16);
    let locale = state().locale;
    let runs = runs.into_iter().map(|Segment { text, light }| match light {
        Some(Light::Mention(number)) => {
            let tone = shown[number].tone;
            if mentions[number].doubtful {
                return view! { <mark class="mention doubtful">{text}</mark> }.into_any();
            }
            // Read out where it stands: colour and line say nothing to the ear.
            let said = move || {
                let locale = locale.get();
                td_string!(locale, try_it.said, word = tone_word(tone, locale))
            };
            view! {
                <mark class="mention" data-tone=tone.name()>{text}</mark>
                <span class="unseen">{said}</span>
            }
            .into_any()
        }
        _ => text.into_any(),
    });
    let runs = runs.collect_view();
    let list = mentions.iter().zip(&shown).map(|(mention, &shown)| {
        let reason = mention.reason.clone();
        view! {
            <li>
                <strong dir="auto">{mention.brand.clone()}</strong>
                <Verdict shown/>
                <small dir="auto">{move || reason_sentence(&reason, locale.get())}</small>
            </li>
        }
    });
    let list = list.collect_view();
    view! {
        <p class="sample" dir="auto">{runs}</p>
        <ol class="verdicts">{list}</ol>
    }
    .into_any()
}
