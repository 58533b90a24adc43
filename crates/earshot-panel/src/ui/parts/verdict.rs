//! A verdict as colour, shape and word.

use leptos::prelude::*;

use super::Glyph;
use crate::tone::{Shown, Tone};
use crate::ui::format::percent;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::locale;

/// The word for a tone.
pub(crate) fn tone_word(tone: Tone, locale: Locale) -> &'static str {
    match tone {
        Tone::Negative => td_string!(locale, tone.negative),
        Tone::Neutral => td_string!(locale, tone.neutral),
        Tone::Positive => td_string!(locale, tone.positive),
        Tone::Unsure => td_string!(locale, tone.unsure),
    }
}

/// A verdict with all that is known of it.
#[component]
pub(crate) fn Verdict(
    /// What to show.
    #[prop(into)]
    shown: Signal<Shown>,
) -> impl IntoView {
    let locale = locale();
    let word = move || tone_word(shown.get().tone, locale.get());
    let confidence = move || {
        shown
            .get()
            .confidence
            .map(|confidence| percent(confidence, locale.get()))
    };
    let notes = move || {
        let Shown {
            mixed, corrected, ..
        } = shown.get();
        let locale = locale.get();
        let mixed_hint = td_string!(locale, verdict.mixed_hint);
        [
            (mixed, td_string!(locale, verdict.mixed), Some(mixed_hint)),
            (corrected, td_string!(locale, verdict.corrected), None),
        ]
        .into_iter()
        .filter(|(holds, ..)| *holds)
        .map(|(_, word, hint)| view! { <span class="note" title=hint>{word}</span> })
        .collect_view()
    };
    view! {
        <span class="verdict" data-tone=move || shown.get().tone.name()>
            <Glyph class="shape"/>
            <span class="word">{word}</span>
            " "
            <span class="confidence" title=t!(verdict.confidence)>
                {confidence}
            </span>
            {notes}
        </span>
        <span class="warning" title=t!(verdict.irony_hint) hidden=move || !shown.get().irony>
            <Glyph class="caution"/>
            <span aria-hidden="true">{t!(verdict.irony)}</span>
            <span class="unseen">{t!(verdict.irony_hint)}</span>
        </span>
    }
}
