//! What was entered, in the shape in which it is looked for.

use std::collections::BTreeMap;

use crate::brand::Brand;
use crate::chars::is_word;
use crate::fold::{Case, accents, fold, has_umlaut};
use crate::mention::FormKind;
use crate::words;

/// Something a person entered that names the brand.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Index of the brand.
    pub(crate) brand: usize,
    pub(crate) kind: FormKind,
    /// As it was entered, outer white space aside.
    pub(crate) entered: String,
    /// Folded.
    pub(crate) parts: Vec<Part>,
    /// The accents that folding dropped.
    pub(crate) accents: String,
    /// Its letters with their case, when only that case counts.
    pub(crate) letters: Option<String>,
    /// Whether it is found with one letter wrong.
    pub(crate) tolerates_typos: bool,
    /// What may be made of it in closed compounds.
    pub(crate) closed: Closed,
    /// Whether it is also a word that texts write in lower case.
    pub(crate) is_common: bool,
}

/// Whether an entry can be the first part of a closed compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// With any word.
    Yes,
    /// Only where its capitals end and small letters go on: `BMWfahrer`.
    Capitals,
    /// Only in hashtags, where a capital begins the next word.
    No,
}

/// A piece of a folded entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Letters and digits.
    Word(String),
    /// An adjective before the last word, without its ending: `deutsch` of
    /// `Deutsche Bahn`. The ending follows.
    Adjective {
        /// Without the ending.
        stem: String,
        /// The one that was entered.
        ending: String,
    },
    /// What stands between words, in all ways it is written, the longest first.
    Gap(Vec<String>),
    /// Signs at the end that are often left out: `bofrost*`, `Yahoo!`.
    Sign(String),
}

/// The endings of adjectives.
pub(crate) const ADJECTIVE_ENDINGS: [&str; 5] = ["en", "er", "em", "es", "e"];

/// The shortest adjective, in bytes.
const SHORTEST_ADJECTIVE: usize = 4;
/// The shortest name of which closed compounds are made, in letters.
const SHORTEST_CLOSED: usize = 4;
/// The shortest beginning of an entry worth looking for, in bytes; what is
/// shorter stands in every other word.
const SHORTEST_PATTERN: usize = 4;
/// The shortest entry that may have a typo, in letters.
const SHORTEST_WITH_TYPO: usize = 6;
/// How many adjectives an entry may have; keeps their readings few.
const MOST_ADJECTIVES: usize = 3;

/// All entries of all brands, a brand's in the order of the fields.
pub(crate) fn entries(brands: &[Brand]) -> Vec<Entry> {
    let of_brand = |(index, brand): (usize, &Brand)| brand_entries(index, brand);
    brands.iter().enumerate().flat_map(of_brand).collect()
}

fn brand_entries(index: usize, brand: &Brand) -> Vec<Entry> {
    let mut entries: BTreeMap<(FormKind, String), Entry> = BTreeMap::new();
    let mut add = |kind: FormKind, entered: &str, folded: String| {
        if folded.contains(char::is_alphanumeric) {
            let entry = Entry::new(index, brand, kind, entered.trim(), &folded);
            entries.entry((kind, folded)).or_insert(entry);
        }
    };
    add(FormKind::Name, &brand.name, fold(&brand.name, Case::Fold));
    for (kind, list) in [
        (FormKind::Alias, &brand.aliases),
        (FormKind::Product, &brand.products),
    ] {
        for entered in list {
            add(kind, entered, fold(entered, Case::Fold));
        }
    }
    for (kind, sign, list) in [
        (FormKind::Handle, '@', &brand.handles),
        (FormKind::Hashtag, '#', &brand.hashtags),
    ] {
        for entered in list {
            let folded = fold(entered, Case::Fold);
            add(
                kind,
                entered,
                folded.trim_start_matches(sign).replace(' ', ""),
            );
        }
    }
    for entered in &brand.domains {
        if let Some(domain) = bare_domain(&fold(entered, Case::Fold)) {
            add(FormKind::Domain, entered, domain.to_owned());
        }
    }
    entries.into_values().collect()
}

impl Entry {
    fn new(
        brand: usize,
        entered_brand: &Brand,
        kind: FormKind,
        entered: &str,
        folded: &str,
    ) -> Entry {
        let is_name = matches!(kind, FormKind::Name | FormKind::Alias | FormKind::Product);
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
        };
        let count = letters(folded).chars().count();
        Entry {
            brand,
            kind,
            entered: entered.to_owned(),
            parts: if is_name {
                parts(folded, has_umlaut(entered))
            } else {
                vec![Part::Word(folded.to_owned())]
            },
            accents: accents(entered),
            letters: (is_name && entered_brand.case_sensitive)
                .then(|| letters(&fold(entered, Case::Keep))),
            tolerates_typos: is_name && entered_brand.tolerate_typos && count >= SHORTEST_WITH_TYPO,
            closed: if is_name {
                closed(entered, folded)
            } else {
                Closed::No
            },
            is_common: is_name && words::is_common(folded),
        }
    }

    /// Whether forms of it are found without a sign before them.
    pub(crate) fn is_name(&self) -> bool {
        matches!(
            self.kind,
            FormKind::Name | FormKind::Alias | FormKind::Product
        )
    }

    /// The folded entry in its plainest spelling.
    pub(crate) fn plain(&self) -> String {
        self.parts.iter().map(Part::plain).collect()
    }

    /// Beginnings of the entry, one of which begins each of its spellings.
    pub(crate) fn patterns(&self) -> Vec<String> {
        let mut patterns = vec![String::new()];
        for part in &self.parts {
            match part {
                Part::Word(text) => patterns.iter_mut().for_each(|p| p.push_str(text)),
                Part::Adjective { stem, .. } => {
                    patterns.iter_mut().for_each(|p| p.push_str(stem));
                    break;
                }
                Part::Gap(_) if patterns[0].len() >= SHORTEST_PATTERN => break,
                Part::Gap(gaps) => {
                    let with_gap = |p: &String| {
                        gaps.iter()
                            .map(move |gap| format!("{p}{gap}"))
                            .collect::<Vec<_>>()
                    };
                    patterns = patterns.iter().flat_map(with_gap).collect();
                }
                Part::Sign(_) => break,
            }
        }
        patterns
    }
}

impl Part {
    fn plain(&self) -> String {
        match self {
            Part::Word(text) | Part::Sign(text) => text.clone(),
            Part::Adjective { stem, ending } => format!("{stem}{ending}"),
            Part::Gap(gaps) => gaps
                .iter()
                .max_by_key(|gap| gap.len())
                .cloned()
                .unwrap_or_default(),
        }
    }
}

fn closed(entered: &str, folded: &str) -> Closed {
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    let all_capitals = entered.chars().all(char::is_uppercase);
    if all_capitals && letters < SHORTEST_CLOSED && letters > 1 {
        Closed::Capitals
    } else if letters < SHORTEST_CLOSED
        || (letters == SHORTEST_CLOSED && words::is_common(folded))
        || !folded.ends_with(char::is_alphabetic)
    {
        Closed::No
    } else {
        Closed::Yes
    }
}

/// A folded name in its parts.
fn parts(folded: &str, has_umlaut: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = folded;
    while !rest.is_empty() {
        // A sign at the very beginning belongs to its word.
        let sign_end = rest.find(is_word).filter(|_| parts.is_empty()).unwrap_or(0);
        let word_end = rest[sign_end..].find(|c| !is_word(c));
        let word_end = word_end.map_or(rest.len(), |end| sign_end + end);
        if word_end > 0 {
            parts.push(Part::Word(rest[..word_end].to_owned()));
            rest = &rest[word_end..];
            continue;
        }
        let gap_end = rest.find(is_word).unwrap_or(rest.len());
        let gap = &rest[..gap_end];
        let optional = |sign: char| matches!(sign, '*' | '!' | '.' | '?');
        parts.push(match (parts.is_empty(), gap_end == rest.len()) {
            (false, true) if gap.chars().all(optional) => Part::Sign(gap.to_owned()),
            (false, false) => Part::Gap(gaps(gap)),
            _ => Part::Word(gap.to_owned()),
        });
        rest = &rest[gap_end..];
    }
    let last_word = parts
        .iter()
        .rposition(|part| matches!(part, Part::Word(_)))
        .unwrap_or(0);
    let mut adjectives = 0;
    for part in parts.iter_mut().take(last_word) {
        if let Part::Word(word) = part
            && adjectives < MOST_ADJECTIVES
            && let Some(adjective) = adjective(word, has_umlaut)
        {
            *part = adjective;
            adjectives += 1;
        }
    }
    parts
}

/// A word before others as an adjective, if it has the ending of one.
fn adjective(word: &str, has_umlaut: bool) -> Option<Part> {
    let ending = ["e", "er", "es", "en"]
        .into_iter()
        .find(|ending| word.ends_with(ending))?;
    let stem = &word[..word.len() - ending.len()];
    // The `e` of an umlaut (`Menü`) is no ending.
    let may_be_umlaut = has_umlaut && stem.ends_with(['a', 'o', 'u']);
    (word.len() >= SHORTEST_ADJECTIVE && word.is_ascii() && !may_be_umlaut).then(|| {
        Part::Adjective {
            stem: stem.to_owned(),
            ending: ending.to_owned(),
        }
    })
}

/// How what stands between two words of a name is written, the longest first.
fn gaps(gap: &str) -> Vec<String> {
    let bare = gap.trim();
    let alternatives: &[&str] = match bare {
        "" | "-" => &[" - ", " ", "-", "_", ""],
        "&" => &[" & ", " &", "& ", "&"],
        "+" => &[" + ", "+"],
        "'" => &["'", ""],
        "." => &[". ", ".", " ", ""],
        "\"" => &[" \"", "\" ", "\"", "'", "-", " ", ""],
        _ => &[],
    };
    let mut gaps: Vec<String> = alternatives.iter().map(|&gap| gap.to_owned()).collect();
    if gaps.is_empty() {
        gaps.push(gap.to_owned());
    }
    gaps
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
        .all(|label| !label.is_empty() && label.chars().all(|c| is_word(c) || c == '-'));
    (labels_are_right && host.contains('.') && !bare.contains(' ')).then_some(bare)
}
