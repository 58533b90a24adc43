//! The forms a brand can take: what the automaton looks for.

use std::collections::BTreeSet;

use crate::brand::Brand;
use crate::fold::{Case, fold, is_word};
use crate::matcher::FormKind;

/// One folded string to look for, and what finding it means.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// Folded, never empty.
    pub(crate) text: String,
    /// Index of the brand it belongs to.
    pub(crate) brand: usize,
    pub(crate) meaning: Meaning,
    /// The text with its letter case, when only that case counts.
    pub(crate) exact: Option<String>,
}

/// What it means that a pattern stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// A form of the brand.
    Form(FormKind),
    /// The brand's name as the label of a host: the pattern ends with its dot.
    HostLabel,
    /// A phrase within which forms of the brand do not count.
    Exclude,
    /// A word that must be near.
    Near,
    /// A word that must not be near.
    NotNear,
}

/// All patterns of all brands.
pub(crate) fn patterns(brands: &[Brand]) -> Vec<Pattern> {
    brands
        .iter()
        .enumerate()
        .flat_map(|(index, brand)| brand_patterns(index, brand))
        .collect()
}

fn brand_patterns(index: usize, brand: &Brand) -> Vec<Pattern> {
    let mut found = BTreeSet::new();
    let case = if brand.case_sensitive {
        Case::Keep
    } else {
        Case::Fold
    };
    let names = [
        (FormKind::Name, std::slice::from_ref(&brand.name)),
        (FormKind::Alias, &brand.aliases),
        (FormKind::Product, &brand.products),
    ];
    for (kind, entries) in names {
        for entry in entries {
            for exact in spellings(&fold(entry, case)) {
                found.insert((
                    fold(&exact, Case::Fold),
                    Meaning::Form(kind),
                    brand.case_sensitive.then_some(exact),
                ));
            }
            for text in signed_spellings(&fold(entry, Case::Fold)) {
                found.insert((format!("@{text}"), Meaning::Form(FormKind::Handle), None));
                found.insert((format!("#{text}"), Meaning::Form(FormKind::Hashtag), None));
                if is_label(&text) {
                    found.insert((format!("{text}."), Meaning::HostLabel, None));
                }
            }
        }
    }
    let mut add = |entries: &[String], meaning: Meaning, shape: fn(&str) -> Option<String>| {
        let texts = entries
            .iter()
            .map(|entry| fold(entry, Case::Fold))
            .filter(|entry| !entry.is_empty());
        found.extend(texts.filter_map(|text| Some((shape(&text)?, meaning, None))));
    };
    add(&brand.handles, Meaning::Form(FormKind::Handle), |text| {
        signed('@', text)
    });
    add(&brand.hashtags, Meaning::Form(FormKind::Hashtag), |text| {
        signed('#', text)
    });
    add(&brand.domains, Meaning::Form(FormKind::Domain), |text| {
        bare_domain(text).map(str::to_owned)
    });
    let as_is: fn(&str) -> Option<String> = |text| Some(text.to_owned());
    add(&brand.exclude, Meaning::Exclude, as_is);
    add(&brand.context.near, Meaning::Near, as_is);
    add(&brand.context.not_near, Meaning::NotNear, as_is);
    found
        .into_iter()
        .map(|(text, meaning, exact)| Pattern {
            text,
            brand: index,
            meaning,
            exact,
        })
        .collect()
}

/// A name as it is and with all its gaps as spaces or as hyphens: German joins
/// the words of a name with hyphens when it compounds them
/// (`Deutsche-Bahn-Chef`), and hyphens of a name are left out (`Coca Cola`).
fn spellings(name: &str) -> BTreeSet<String> {
    let mut spellings = BTreeSet::from([name.to_owned()]);
    if name.split([' ', '-']).all(|word| word.contains(is_word)) {
        spellings.extend([name.replace('-', " "), name.replace(' ', "-")]);
    }
    spellings.remove("");
    spellings
}

/// The spellings of a name behind `@`, `#` or in a host: also written together.
fn signed_spellings(name: &str) -> BTreeSet<String> {
    let mut spellings = spellings(name);
    spellings.insert(name.replace([' ', '-'], ""));
    spellings.retain(|spelling| spelling.starts_with(is_word));
    spellings
}

fn is_label(text: &str) -> bool {
    text.chars().all(|c| is_word(c) || c == '-')
}

/// A handle or hashtag with its sign, however it was entered.
fn signed(sign: char, entry: &str) -> Option<String> {
    let bare: String = entry.trim_start_matches(sign).split_whitespace().collect();
    (!bare.is_empty()).then(|| format!("{sign}{bare}"))
}

/// A folded domain without scheme, `www.` and trailing slash; none if it is not
/// a domain. A path is kept: `facebook.com/dell`.
pub(crate) fn bare_domain(entry: &str) -> Option<&str> {
    let host_on = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    let bare = host_on
        .strip_prefix("www.")
        .unwrap_or(host_on)
        .trim_end_matches(['/', '.']);
    let host = bare.split('/').next()?;
    let labels_are_right = host
        .split('.')
        .all(|label| !label.is_empty() && is_label(label));
    (labels_are_right && host.contains('.') && !bare.contains(' ')).then_some(bare)
}
