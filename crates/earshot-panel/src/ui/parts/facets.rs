//! Intents and topics as chips.

use earshot_sentiment::{Intent, Topic};
use leptos::prelude::*;

use crate::facets::Facet;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::locale;

/// The word for an intent or a topic.
pub(crate) fn facet_word(facet: Facet, locale: Locale) -> &'static str {
    match facet {
        Facet::Intent(Intent::Complaint) => td_string!(locale, facet.complaint),
        Facet::Intent(Intent::Question) => td_string!(locale, facet.question),
        Facet::Intent(Intent::Wish) => td_string!(locale, facet.wish),
        Facet::Intent(Intent::Praise) => td_string!(locale, facet.praise),
        Facet::Intent(Intent::Churn) => td_string!(locale, facet.churn),
        Facet::Intent(Intent::Purchase) => td_string!(locale, facet.purchase),
        Facet::Topic(Topic::Price) => td_string!(locale, facet.price),
        Facet::Topic(Topic::Delivery) => td_string!(locale, facet.delivery),
        Facet::Topic(Topic::Service) => td_string!(locale, facet.service),
        Facet::Topic(Topic::Quality) => td_string!(locale, facet.quality),
        Facet::Topic(Topic::App) => td_string!(locale, facet.app),
        Facet::Topic(Topic::Staff) => td_string!(locale, facet.staff),
        Facet::Topic(Topic::Availability) => td_string!(locale, facet.availability),
    }
}

/// What the writer is after and what it is about; nothing if that is not known.
#[component]
pub(crate) fn Facets(
    /// What to show.
    #[prop(into)]
    facets: Signal<Vec<Facet>>,
) -> impl IntoView {
    let locale = locale();
    let chips = move || {
        let facets = facets.get().into_iter();
        let chip = |facet: Facet| {
            let word = move || facet_word(facet, locale.get());
            view! { <li data-kind=facet.kind().name()>{word}</li> }
        };
        facets.map(chip).collect_view()
    };
    view! { <ul class="facets" aria-label=t!(facet.label)>{chips}</ul> }
}
