//! A form in its text, as far as that tells what it means: the words beside
//! it, how it is written, where the text comes from.

use std::ops::Range;

use crate::learn::{Features, Group};
use crate::mention::Derivation;

/// Where a text comes from, as far as it bears on what a name means there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PostContext<'a> {
    /// The host of the page.
    pub host: Option<&'a str>,
}

/// A form in its original text.
pub(crate) struct Place<'t> {
    pub(crate) text: &'t str,
    pub(crate) span: Range<usize>,
    pub(crate) context: PostContext<'t>,
}

/// How far words are read on either side, in bytes.
const WINDOW: usize = 160;
/// How many words on either side are features.
const WINDOW_WORDS: usize = 8;
/// How much of a word tells it from others and leaves its ending away, in chars.
const STEM: usize = 5;

impl Place<'_> {
    fn form(&self) -> &str {
        self.text.get(self.span.clone()).unwrap_or_default()
    }

    fn before(&self) -> &str {
        let start = (self.span.start.saturating_sub(WINDOW)..=self.span.start)
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(self.span.start);
        &self.text[start..self.span.start]
    }

    fn after(&self) -> &str {
        let limit = (self.span.end + WINDOW).min(self.text.len());
        let end = (self.span.end..=limit)
            .rev()
            .find(|&at| self.text.is_char_boundary(at));
        &self.text[self.span.end..end.unwrap_or(self.span.end)]
    }

    /// The words before, the nearest first, lower case.
    fn words_before(&self) -> impl Iterator<Item = String> + '_ {
        words(self.before())
            .rev()
            .take(WINDOW_WORDS)
            .map(str::to_lowercase)
    }

    fn words_after(&self) -> impl Iterator<Item = String> + '_ {
        words(self.after())
            .take(WINDOW_WORDS)
            .map(str::to_lowercase)
    }

    /// Whether a name that was entered with a capital has none here.
    pub(crate) fn is_written_like_a_word(&self, entered: &str) -> bool {
        entered.starts_with(char::is_uppercase) && self.form().starts_with(char::is_lowercase)
    }

    pub(crate) fn follows_title(&self) -> bool {
        let before = self.before();
        let title = before.trim_end_matches([' ', '.', '\u{A0}']);
        let is_beside = before.len() - title.len() <= 2;
        is_beside
            && words(title).next_back().is_some_and(|word| {
                word.starts_with(char::is_uppercase)
                    && TITLES.contains(&word.to_lowercase().as_str())
            })
    }

    /// Whether a capitalised word stands right before that begins no sentence.
    fn follows_name(&self) -> bool {
        let before = self.before().strip_suffix(' ').unwrap_or_default();
        let word = words(before).next_back().unwrap_or_default();
        let rest = before.strip_suffix(word).unwrap_or_default().trim_end();
        word.starts_with(char::is_uppercase)
            && rest.ends_with(|c: char| c.is_alphanumeric() || c == ',')
    }

    /// Whether the form is a unit after a number: `20 dm`.
    pub(crate) fn is_unit(&self) -> bool {
        UNITS.contains(&self.form().to_lowercase().as_str())
            && self
                .before()
                .trim_end_matches([' ', '\u{A0}', '\u{202F}', '-'])
                .ends_with(|c: char| c.is_ascii_digit())
    }

    /// What a model sees of the place.
    pub(crate) fn features(&self, derivation: Derivation) -> Features {
        let mut features = Features::default();
        let form = self.form();
        let letters = || form.chars().filter(|c| c.is_alphabetic());
        let case = match (
            letters().next().is_some_and(char::is_uppercase),
            letters().skip(1).any(char::is_uppercase),
        ) {
            (true, true) => "ABC",
            (true, false) => "Abc",
            (false, true) => "aBC",
            (false, false) => "abc",
        };
        features.add(Group::Shape, case);
        features.add(Group::Shape, &derivation.to_string());
        let sign = |c: Option<char>| c.filter(|c| !c.is_alphanumeric() && *c != ' ');
        if let Some(c) = sign(self.before().chars().next_back()) {
            features.add(Group::Neighbour, &format!("<{c}"));
        }
        if let Some(c) = sign(self.after().chars().next()) {
            features.add(Group::Neighbour, &format!("{c}>"));
        }
        if let Some(host) = self.context.host {
            features.add(
                Group::Shape,
                &format!("@{}", host.trim_start_matches("www.")),
            );
        }
        let (before, after): (Vec<String>, Vec<String>) =
            (self.words_before().collect(), self.words_after().collect());
        if before.is_empty() {
            features.add(Group::Shape, "first");
        }
        for (side, word) in [("<", before.first()), (">", after.first())] {
            if let Some(word) = word {
                features.add(Group::Neighbour, &format!("{side}{}", stem(word)));
                for (name, class) in CLASSES {
                    if class.contains(&word.as_str()) {
                        features.add(Group::Cue, &format!("{side}{name}"));
                    }
                }
                if word.starts_with(|c: char| c.is_ascii_digit()) {
                    features.add(Group::Cue, &format!("{side}1"));
                }
            }
        }
        if case == "abc" {
            features.add(Group::Cue, "lower");
        }
        if self.follows_name() {
            features.add(Group::Cue, "<Name");
        }
        for word in before.iter().chain(&after) {
            if TRADE.iter().any(|stem| word.starts_with(stem)) {
                features.add(Group::Cue, "trade");
            }
        }
        for word in before
            .iter()
            .chain(&after)
            .filter(|word| word.chars().count() > 2)
        {
            features.add(Group::Word, stem(word));
        }
        features
    }
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn stem(word: &str) -> &str {
    word.char_indices()
        .nth(STEM)
        .map_or(word, |(at, _)| &word[..at])
}

/// What stands before a surname.
const TITLES: &[&str] = &[
    "herr",
    "herrn",
    "frau",
    "hr",
    "fr",
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mister",
    "sir",
    "familie",
    "fam",
    "family",
    "kollege",
    "kollegen",
    "kollegin",
    "onkel",
    "tante",
    "oma",
    "opa",
    "uncle",
    "aunt",
];

/// Names that are also units.
const UNITS: &[&str] = &[
    "dm", "hp", "ps", "gb", "mb", "tb", "kw", "ml", "mm", "cm", "km", "kg", "lb", "oz", "ft", "pt",
    "px", "hz",
];

/// Small words beside a name that say what kind of word it is.
const CLASSES: &[(&str, &[&str])] = &[
    ("title", TITLES),
    (
        "definite",
        &[
            "der", "die", "das", "den", "dem", "des", "the", "this", "that", "dieser", "diese",
            "dieses",
        ],
    ),
    (
        "indefinite",
        &[
            "ein", "eine", "einen", "einem", "einer", "eines", "a", "an", "any", "kein", "keine",
            "no",
        ],
    ),
    (
        "place",
        &[
            "bei", "beim", "im", "in", "vom", "von", "zum", "zur", "zu", "at", "from", "to", "by",
            "with", "aus", "via", "mit", "für", "for",
        ],
    ),
    (
        "owner",
        &[
            "mein", "meine", "meiner", "meinem", "my", "our", "your", "unser", "unsere", "dein",
            "deine",
        ],
    ),
    (
        "is",
        &[
            "ist", "hat", "war", "is", "has", "was", "will", "wird", "kann", "can", "verkauft",
            "sells", "macht", "bietet",
        ],
    ),
    ("and", &["und", "and", "oder", "or", "&"]),
];

/// Beginnings of words of trade.
const TRADE: &[&str] = &[
    "kauf",
    "gekauf",
    "einkauf",
    "verkauf",
    "bestell",
    "liefer",
    "laden",
    "läden",
    "filial",
    "markt",
    "kasse",
    "kund",
    "service",
    "support",
    "preis",
    "angebot",
    "rabatt",
    "gutschein",
    "konto",
    "bank",
    "zins",
    "depot",
    "überweis",
    "karte",
    "kredit",
    "app",
    "online",
    "shop",
    "store",
    "produkt",
    "marke",
    "eigenmarke",
    "sortiment",
    "regal",
    "retour",
    "rückgabe",
    "hotline",
    "umsatz",
    "aktie",
    "konzern",
    "firma",
    "euro",
    "buy",
    "bought",
    "order",
    "deliver",
    "customer",
    "price",
    "discount",
    "account",
    "checkout",
    "brand",
    "product",
    "sale",
    "refund",
    "return",
    "mall",
    "outlet",
    "stock",
    "share",
    "company",
    "ceo",
    "launch",
    "staff",
    "employee",
    "cashier",
    "mitarbeit",
    "update",
    "device",
    "gerät",
];
