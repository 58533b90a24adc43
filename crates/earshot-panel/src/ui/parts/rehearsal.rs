//! What a brand would find, while it is being edited.

use earshot_brand::derive::{DerivedForm, FormVerdict, Veto};
use earshot_brand::{Brand, Derivation, FormKind};
use earshot_engine::messages::{PanelRequest, Rehearsal as Rehearsed};
use leptos::prelude::*;

use super::Quote;
use crate::segments::quoted;
use crate::tone::Tone;
use crate::ui::background::answer_once_still;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::state;

/// The table of forms, and in how many of the last mentions the brand would
/// have been found.
#[component]
pub(crate) fn Rehearsal(
    /// The brand as it is being edited.
    #[prop(into)]
    brand: Signal<Brand>,
    /// Whether it can be rehearsed as it is.
    #[prop(into)]
    ready: Signal<bool>,
) -> impl IntoView {
    let answer = answer_once_still(move || {
        let request = PanelRequest::Rehearse {
            brand: Box::new(brand.get()),
        };
        ready.get().then_some((request, ()))
    });
    move || {
        let ((), rehearsed) = answer.get()?;
        let rehearsed = rehearsed.ok()?;
        Some(view! { <Found rehearsed/> })
    }
}

#[component]
fn Found(
    /// What was found.
    rehearsed: Rehearsed,
) -> impl IntoView {
    let state = state();
    let Rehearsed {
        forms,
        matched,
        of,
        examples,
    } = rehearsed;
    let (found, vetoed): (Vec<_>, Vec<_>) = forms
        .into_iter()
        .partition(|form| form.verdict == FormVerdict::Accepted);
    let matched = move || {
        let locale = state.locale.get();
        match of {
            0 => td_string!(locale, rehearsal.none_yet).to_owned(),
            _ => td_string!(locale, rehearsal.matched, matched = matched, of = of),
        }
    };
    let examples = examples
        .iter()
        .map(|runs| view! { <Quote segments=quoted(runs) tones=vec![Tone::Neutral]/> })
        .collect_view();
    let has_vetoed = !vetoed.is_empty();
    view! {
        <section class="rehearsal" aria-live="polite">
            <h3>{t!(rehearsal.title)}</h3>
            <Forms forms=found/>
            {has_vetoed.then(|| view! {
                <h3>{t!(rehearsal.vetoed)}</h3>
                <Forms forms=vetoed/>
            })}
            <p class="hint matched">{matched}</p>
            {examples}
        </section>
    }
}

#[component]
fn Forms(
    /// The rows.
    forms: Vec<DerivedForm>,
) -> impl IntoView {
    let locale = state().locale;
    let rows = forms.into_iter().map(|form| {
        let text = form.text.clone();
        view! {
            <li>
                <bdi>{text}</bdi>
                " "
                <small>{move || kind(&form, locale.get())}</small>
            </li>
        }
    });
    view! { <ul class="forms">{rows.collect_view()}</ul> }
}

/// What kind of form it is, or why it is none.
fn kind(form: &DerivedForm, locale: Locale) -> String {
    let word = match (form.verdict, form.derivation, form.kind) {
        (FormVerdict::Vetoed { why }, ..) => match why {
            Veto::RealWord => td_string!(locale, rehearsal.real_word),
            Veto::NoCompounds => td_string!(locale, rehearsal.no_compounds),
            Veto::Excluded => td_string!(locale, rehearsal.excluded),
            Veto::LetterCase => td_string!(locale, rehearsal.letter_case),
        },
        (_, Derivation::Spelling, _) => td_string!(locale, reason.spelling),
        (_, Derivation::Genitive, _) => td_string!(locale, reason.genitive),
        (_, Derivation::Plural, _) => td_string!(locale, reason.plural),
        (_, Derivation::Inflected, _) => td_string!(locale, reason.inflected),
        (_, Derivation::Hyphenated, _) => td_string!(locale, reason.hyphenated),
        (_, Derivation::Closed, _) => td_string!(locale, reason.closed),
        (_, Derivation::Typo, _) => td_string!(locale, reason.typo),
        (_, Derivation::Exact, FormKind::Name) => td_string!(locale, rehearsal.name),
        (_, Derivation::Exact, FormKind::Alias) => td_string!(locale, rehearsal.alias),
        (_, Derivation::Exact, FormKind::Handle) => td_string!(locale, rehearsal.handle),
        (_, Derivation::Exact, FormKind::Hashtag) => td_string!(locale, rehearsal.hashtag),
        (_, Derivation::Exact, FormKind::Domain) => td_string!(locale, rehearsal.domain),
        (_, Derivation::Exact, FormKind::Product) => td_string!(locale, rehearsal.product),
    };
    word.to_owned()
}
