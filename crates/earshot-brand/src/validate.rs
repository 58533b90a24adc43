//! What is wrong with brands as they were entered.

use std::collections::HashMap;

use serde::Serialize;
use thiserror::Error;

use crate::brand::{Brand, MAX_BRANDS, MAX_ENTRIES, MAX_ENTRY_CHARS};
use crate::entry::bare_domain;
use crate::fold::{Case, fold};

/// A reason why brands cannot be listened for. `brand` is the index in the list.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum BrandError {
    /// The name is empty or only white space and invisible characters.
    #[error("brand {brand}: the name is empty")]
    EmptyName {
        /// Index of the brand.
        brand: usize,
    },
    /// A name, alias, product, handle or hashtag has neither letter nor digit.
    #[error("brand {brand}: “{entry}” has neither a letter nor a digit")]
    NoLetterOrDigit {
        /// Index of the brand.
        brand: usize,
        /// The entry as it was entered.
        entry: String,
    },
    /// A name, alias or product is a single letter or digit: it would be found everywhere.
    #[error("brand {brand}: “{entry}” is only one letter")]
    OneLetter {
        /// Index of the brand.
        brand: usize,
        /// The entry as it was entered.
        entry: String,
    },
    /// A name, alias or product consists of words that stand in every text.
    #[error("brand {brand}: “{entry}” is made of words that stand in every text")]
    OnlyStopwords {
        /// Index of the brand.
        brand: usize,
        /// The entry as it was entered.
        entry: String,
    },
    /// A domain has no dot or a character that no host has.
    #[error("brand {brand}: “{entry}” is not a domain")]
    NotADomain {
        /// Index of the brand.
        brand: usize,
        /// The entry as it was entered.
        entry: String,
    },
    /// Two brands have the same name, letter case and the like aside.
    #[error("brand {brand}: brand {first} is called “{name}” too")]
    DuplicateName {
        /// Index of the later brand.
        brand: usize,
        /// Index of the first brand of that name.
        first: usize,
        /// The later brand's name as it was entered.
        name: String,
    },
    /// An entry has more than [`MAX_ENTRY_CHARS`] characters.
    #[error("brand {brand}: “{start}…” has {chars} characters, {MAX_ENTRY_CHARS} are allowed")]
    EntryTooLong {
        /// Index of the brand.
        brand: usize,
        /// The first characters of the entry.
        start: String,
        /// Its length in Unicode scalar values.
        chars: usize,
    },
    /// There are more than [`MAX_BRANDS`] brands.
    #[error("{count} brands, {MAX_BRANDS} are allowed")]
    TooManyBrands {
        /// How many there are.
        count: usize,
    },
    /// All brands together have more than [`MAX_ENTRIES`] entries.
    #[error("{count} entries in all, {MAX_ENTRIES} are allowed")]
    TooManyEntries {
        /// How many there are.
        count: usize,
    },
}

/// Characters of an overlong entry that an error repeats.
const START_CHARS: usize = 20;

/// Every problem of a list of brands; an empty answer means that it compiles.
///
/// Blank entries other than names are no problem: they are skipped.
pub fn validate(brands: &[Brand]) -> Vec<BrandError> {
    let mut errors = Vec::new();
    if brands.len() > MAX_BRANDS {
        errors.push(BrandError::TooManyBrands {
            count: brands.len(),
        });
    }
    let count = brands.iter().map(|brand| brand.entries().count()).sum();
    if count > MAX_ENTRIES {
        errors.push(BrandError::TooManyEntries { count });
    }
    let mut names = HashMap::new();
    for (index, brand) in brands.iter().enumerate() {
        check_entries(index, brand, &mut errors);
        let name = fold(&brand.name, Case::Fold);
        if name.is_empty() {
            errors.push(BrandError::EmptyName { brand: index });
            continue;
        }
        let first = *names.entry(name).or_insert(index);
        if first != index {
            errors.push(BrandError::DuplicateName {
                brand: index,
                first,
                name: brand.name.clone(),
            });
        }
    }
    errors
}

fn check_entries(brand: usize, entered: &Brand, errors: &mut Vec<BrandError>) {
    for entry in entered.entries() {
        let chars = entry.chars().count();
        if chars > MAX_ENTRY_CHARS {
            let start = entry.chars().take(START_CHARS).collect();
            errors.push(BrandError::EntryTooLong {
                brand,
                start,
                chars,
            });
        }
    }
    let names = std::iter::once(&entered.name)
        .chain(&entered.aliases)
        .chain(&entered.products);
    for (entry, letters) in names.filter_map(letters) {
        match letters {
            0 => errors.push(BrandError::NoLetterOrDigit {
                brand,
                entry: entry.clone(),
            }),
            1 => errors.push(BrandError::OneLetter {
                brand,
                entry: entry.clone(),
            }),
            _ if is_only_stopwords(entry) => errors.push(BrandError::OnlyStopwords {
                brand,
                entry: entry.clone(),
            }),
            _ => {}
        }
    }
    for (entry, letters) in entered
        .handles
        .iter()
        .chain(&entered.hashtags)
        .filter_map(letters)
    {
        if letters == 0 {
            errors.push(BrandError::NoLetterOrDigit {
                brand,
                entry: entry.clone(),
            });
        }
    }
    for entry in &entered.domains {
        let folded = fold(entry, Case::Fold);
        if !folded.is_empty() && bare_domain(&folded).is_none() {
            errors.push(BrandError::NotADomain {
                brand,
                entry: entry.clone(),
            });
        }
    }
}

/// Whether an entry is made of words that would be found everywhere.
fn is_only_stopwords(entry: &str) -> bool {
    let folded = fold(entry, Case::Fold);
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| STOPWORDS.binary_search(&word).is_ok())
}

/// Folded, sorted. Names that are also words (`Kind`, `Real`) are not here:
/// for those the neighbourhood decides.
const STOPWORDS: [&str; 119] = [
    "aber", "all", "als", "also", "am", "an", "and", "are", "as", "at", "auch", "auf", "aus", "be",
    "bei", "bin", "bis", "but", "by", "can", "da", "das", "dass", "dem", "den", "der", "des",
    "die", "dir", "do", "doch", "du", "ein", "eine", "einem", "einen", "einer", "er", "es", "euch",
    "for", "from", "fuer", "had", "has", "hat", "have", "he", "her", "his", "i", "ich", "if",
    "ihr", "im", "in", "is", "ist", "it", "ja", "kein", "man", "me", "mein", "mich", "mir", "mit",
    "my", "nach", "nein", "nicht", "no", "noch", "nor", "not", "nun", "nur", "ob", "oder", "of",
    "on", "or", "our", "she", "sich", "sie", "sind", "so", "than", "that", "the", "their", "them",
    "they", "this", "to", "ueber", "um", "und", "uns", "unser", "unter", "us", "vom", "von", "vor",
    "war", "was", "we", "wenn", "were", "wie", "wir", "with", "you", "your", "zu", "zum", "zur",
];

/// How many letters and digits an entry has; none for a blank one.
fn letters(entry: &String) -> Option<(&String, usize)> {
    let folded = fold(entry, Case::Fold);
    let letters = folded.chars().filter(|c| c.is_alphanumeric()).count();
    (!folded.is_empty()).then_some((entry, letters))
}
