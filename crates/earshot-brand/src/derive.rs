//! What a brand's entries turn into: examples for the table in the brand editor.
//!
//! Nothing is said here that the matcher does not do: every example is put
//! before it, and what it answers is what the table shows.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::brand::{Brand, Context};
use crate::chars::is_word;
use crate::ending::is_another_word;
use crate::fold::{Case, fold};
use crate::matcher::BrandSet;
use crate::mention::{Derivation, FormKind, Status};
use crate::words::is_word_of_its_own;

/// The most rows [`forms`] gives.
pub const MAX_ROWS: usize = 40;

/// An example of a form, and whether it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DerivedForm {
    /// The example: the form, in a compound the whole word.
    pub text: String,
    /// Which kind of entry it comes from.
    pub kind: FormKind,
    /// How.
    pub derivation: Derivation,
    /// Whether it is taken for the brand.
    pub verdict: FormVerdict,
}

/// Whether an example is taken for the brand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "verdict")]
pub enum FormVerdict {
    /// It is.
    Accepted,
    /// It looks like a form and is none.
    Vetoed {
        /// Why not.
        why: Veto,
    },
}

/// Why something that looks like a form is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Veto {
    /// It is a word of its own: `Delle`.
    RealWord,
    /// Compounds are not looked for: the name is too short for that, or an
    /// ordinary word itself.
    NoCompounds,
    /// The brand excludes it.
    Excluded,
    /// The name counts only in the letter case given.
    LetterCase,
}

/// Examples of a brand's forms: first what is found, then what is vetoed, at
/// most [`MAX_ROWS`]; none if the brand does not compile. `near` and
/// `not_near` words play no part.
pub fn forms(brand: &Brand) -> Vec<DerivedForm> {
    let alone = Brand {
        context: Context::default(),
        ..brand.clone()
    };
    let Ok(set) = BrandSet::compile(std::slice::from_ref(&alone)) else {
        return Vec::new();
    };
    let name = alone.name.trim();
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    let names = std::iter::once(name).chain(alone.aliases.iter().map(|alias| alias.trim()));
    let of_names = names.take(MOST_NAMES).flat_map(examples);
    let entered = alone
        .products
        .iter()
        .chain(&alone.handles)
        .chain(&alone.hashtags)
        .chain(&alone.domains);
    for text in of_names.chain(entered.map(|entry| entry.trim().to_owned())) {
        let found = set
            .find(&text)
            .into_iter()
            .find(|mention| mention.status == Status::Accepted);
        rows.extend(
            found
                .filter(|_| seen.insert(text.clone()))
                .map(|mention| DerivedForm {
                    text,
                    kind: mention.kind,
                    derivation: mention.derivation,
                    verdict: FormVerdict::Accepted,
                }),
        );
    }
    rows.truncate(MAX_ROWS - MOST_VETOED);
    let mut vetoed = refused(&alone, name);
    vetoed.retain(|(text, _)| seen.insert(text.clone()) && set.find(text).is_empty());
    rows.extend(
        vetoed
            .into_iter()
            .take(MOST_VETOED)
            .map(|(text, why)| DerivedForm {
                text,
                kind: FormKind::Name,
                derivation: Derivation::Closed,
                verdict: FormVerdict::Vetoed { why },
            }),
    );
    rows
}

/// Names and aliases that examples are made of.
const MOST_NAMES: usize = 2;
/// How many rows are about what is vetoed.
const MOST_VETOED: usize = 12;

/// What a name can look like in a text; the matcher says which of it counts.
fn examples(name: &str) -> Vec<String> {
    let joined: String = name.split([' ', '-']).collect();
    let umlauts = name
        .replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue")
        .replace('ß', "ss");
    let bold = name.chars().map(|c| bold(c).unwrap_or(c)).collect();
    let mut examples = vec![
        name.to_owned(),
        name.to_uppercase(),
        format!("{name}s Service"),
        format!("{name}’s"),
        format!("zwei {name}s"),
    ];
    examples.extend(inflected(name));
    examples.extend([
        format!("{}-Service", name.replace(' ', "-")),
        format!("Nicht-{name}"),
        format!("{name}laptop"),
        format!("{name}hotline"),
        umlauts,
        name.replace('&', " & "),
        name.replace(' ', "-"),
        name.replace('-', " "),
        joined.clone(),
        name.trim_end_matches(['*', '!', '.']).to_owned(),
        name.replace('\'', ""),
        fold(name, Case::Keep),
        bold,
        swapped(name),
        format!("#{joined}"),
        format!("#{joined}Streik"),
        format!("@{}", joined.to_lowercase()),
        format!("www.{}.de", joined.to_lowercase()),
    ]);
    examples
}

/// `der Deutschen Bahn`, `Deutscher Bahn`.
fn inflected(name: &str) -> Vec<String> {
    let Some((adjective, noun)) = name.split_once(' ') else {
        return Vec::new();
    };
    let stem = adjective
        .strip_suffix("er")
        .or_else(|| adjective.strip_suffix('e'));
    stem.map_or_else(Vec::new, |stem| {
        vec![format!("der {stem}en {noun}"), format!("{stem}er {noun}")]
    })
}

/// A Latin letter as a mathematical one.
fn bold(c: char) -> Option<char> {
    match c {
        'A'..='Z' => char::from_u32(0x1D5D4 + (c as u32 - 'A' as u32)),
        'a'..='z' => char::from_u32(0x1D5EE + (c as u32 - 'a' as u32)),
        _ => None,
    }
}

/// The name with two letters in its middle swapped.
fn swapped(name: &str) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    let middle = chars.len() / 2;
    if middle > 0 {
        chars.swap(middle - 1, middle);
    }
    chars.into_iter().collect()
}

/// What a naive search would take for the brand, and why it is not.
fn refused(brand: &Brand, name: &str) -> Vec<(String, Veto)> {
    let mut refused: Vec<(String, Veto)> = Vec::new();
    refused.extend(
        brand
            .exclude
            .iter()
            .map(|phrase| (phrase.trim().to_owned(), Veto::Excluded)),
    );
    if brand.case_sensitive {
        refused.extend(
            [name.to_lowercase(), name.to_uppercase()].map(|text| (text, Veto::LetterCase)),
        );
    }
    let folded = fold(name, Case::Fold);
    let real = |text: String| {
        is_word_of_its_own(&fold(&text, Case::Fold)).then_some((text, Veto::RealWord))
    };
    if folded.chars().all(is_word) {
        refused.extend(
            AFTER
                .iter()
                .filter(|end| is_another_word(&folded, &fold(end, Case::Fold)))
                .map(|end| (format!("{name}{end}"), Veto::RealWord)),
        );
        refused.extend(
            BEFORE
                .iter()
                .filter_map(|start| real(format!("{start}{}", name.to_lowercase()))),
        );
        refused.push((format!("{name}hotline"), Veto::NoCompounds));
    }
    refused
}

/// Ends and beginnings of words that happen to contain a name.
const AFTER: &[&str] = &[
    "e",
    "en",
    "in",
    "ung",
    "chen",
    "lein",
    "heit",
    "isch",
    "ist",
    "ismus",
    "ation",
    "munikation",
    "hof",
    "haus",
    "motor",
    "meister",
    "garten",
    "wagen",
    "eimer",
    "land",
    "stadt",
    "berg",
    "weg",
    "straße",
    "rad",
    "saft",
    "tum",
    "schaft",
    "less",
    "ed",
    "ing",
    "ly",
    "man",
    "ton",
    "ery",
];
const BEFORE: &[&str] = &[
    "Mo", "Bor", "Auto", "Ge", "Be", "Ver", "Gari", "Sand", "Haupt", "Straßen", "Ein", "An", "Um",
    "Un",
];
