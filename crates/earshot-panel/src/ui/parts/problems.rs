//! What is wrong with brands as they were entered.

use earshot_brand::{Brand, BrandError, MAX_BRANDS, MAX_ENTRIES, MAX_ENTRY_CHARS};
use leptos::prelude::*;

use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::locale;

/// Problems, each in a plain sentence.
#[component]
pub(crate) fn Problems(
    /// What is wrong.
    #[prop(into)]
    errors: Signal<Vec<BrandError>>,
    /// The list of brands that the errors count in.
    #[prop(into)]
    brands: Signal<Vec<Brand>>,
) -> impl IntoView {
    let locale = locale();
    let items = move || {
        let locale = locale.get();
        brands.with(|brands| {
            let errors = errors.get();
            errors
                .iter()
                .map(|error| view! { <li dir="auto">{problem(error, brands, locale)}</li> })
                .collect_view()
        })
    };
    view! {
        <ul class="problems" role="status">
            {items}
        </ul>
    }
}

/// A problem as a sentence; `brands` is the list that it counts in.
pub(crate) fn problem(error: &BrandError, brands: &[Brand], locale: Locale) -> String {
    match error {
        BrandError::EmptyName { .. } => td_string!(locale, problem.empty_name).to_owned(),
        BrandError::NoLetterOrDigit { entry, .. } => {
            td_string!(locale, problem.no_letter, entry = entry.as_str())
        }
        BrandError::OneLetter { entry, .. } => {
            td_string!(locale, problem.one_letter, entry = entry.as_str())
        }
        BrandError::OnlyStopwords { entry, .. } => {
            td_string!(locale, problem.only_stopwords, entry = entry.as_str())
        }
        BrandError::NotADomain { entry, .. } => {
            td_string!(locale, problem.not_a_domain, entry = entry.as_str())
        }
        BrandError::DuplicateName { first, name, .. } => {
            let other = brands
                .get(*first)
                .map_or(name.as_str(), |brand| brand.name.as_str());
            td_string!(
                locale,
                problem.duplicate,
                name = name.as_str(),
                other = other
            )
        }
        BrandError::EntryTooLong { start, chars, .. } => td_string!(
            locale,
            problem.too_long,
            start = start.as_str(),
            chars = *chars,
            most = MAX_ENTRY_CHARS
        ),
        BrandError::TooManyBrands { count } => {
            td_string!(
                locale,
                problem.too_many_brands,
                count = *count,
                most = MAX_BRANDS
            )
        }
        BrandError::TooManyEntries { count } => {
            td_string!(
                locale,
                problem.too_many_entries,
                count = *count,
                most = MAX_ENTRIES
            )
        }
    }
}
