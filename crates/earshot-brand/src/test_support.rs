//! Generated brands and texts full of their forms, for tests of properties
//! that must hold for any.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::brand::{Brand, Context};
use crate::fold::{Case as LetterCase, fold};

use crate::words;

/// Endings that the word list leaves out.
pub const ENDINGS: [&str; 16] = words::ENDINGS;
/// The shortest base form such an ending is taken off from, in bytes.
pub const SHORTEST_BASE: usize = words::SHORTEST_BASE;

/// The bytes and bits a folded word sets in a filter of so many bytes.
pub fn places(word: &str, bytes: usize) -> impl Iterator<Item = (usize, u8)> {
    words::places(word, bytes)
}

/// A word as the matcher compares it; for the builder of the word list.
pub fn fold_word(word: &str) -> String {
    fold(word, LetterCase::Fold)
}

/// Brands and texts to find them in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Case {
    /// One to three brands; most lists compile.
    pub brands: Vec<Brand>,
    /// Texts made of the brands' entries, mangled, and of other words.
    pub texts: Vec<String>,
}

/// The same `count` cases on every call.
pub fn cases(count: usize) -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    let strategy = case();
    (0..count)
        .filter_map(|_| strategy.new_tree(&mut runner).ok())
        .map(|tree| tree.current())
        .collect()
}

/// Cases for property tests.
pub fn case() -> impl Strategy<Value = Case> {
    vec(brand(), 1..=3).prop_flat_map(|brands| {
        let entries = brands.iter().flat_map(Brand::entries).cloned().collect();
        (Just(brands), vec(text(entries), 1..=6)).prop_map(|(brands, texts)| Case { brands, texts })
    })
}

fn brand() -> impl Strategy<Value = Brand> {
    let few = || vec(entry(), 0..=2);
    let context = (vec(word(), 0..=1), vec(word(), 0..=1))
        .prop_map(|(near, not_near)| Context { near, not_near });
    (
        (entry(), few(), few(), few()),
        (
            few(),
            vec("[a-z]{2,5}\\.(de|com|shoes)", 0..=1),
            few(),
            any::<(bool, bool)>(),
            prop_oneof![
                3 => Just(Context::default()),
                1 => context
            ],
        ),
    )
        .prop_map(
            |(
                (name, aliases, handles, hashtags),
                (products, domains, exclude, (case_sensitive, tolerate_typos), context),
            )| {
                Brand {
                    name,
                    aliases,
                    handles,
                    hashtags,
                    domains,
                    products,
                    exclude,
                    case_sensitive,
                    tolerate_typos,
                    context,
                    ..Brand::default()
                }
            },
        )
}

/// An entry as somebody might make it, and as nobody would.
fn entry() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => vec(word(), 1..=3).prop_map(|words| words.join(" ")),
        1 => (word(), "[-&'’.+*!_ ]", word()).prop_map(|(a, sign, b)| a + &sign + &b),
        1 => (word(), "[*!+_]").prop_map(|(word, sign)| word + &sign),
        1 => "[a-zA-Z0-9äßſ]{2,4}",
        1 => "[\u{0}-\u{FFFF}]{1,6}",
        1 => "\\PC{1,6}",
    ]
}

/// Words with everything that folding is hard for.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(WORDS.as_slice()).prop_map(str::to_owned),
        1 => vec(prop::sample::select(SYLLABLES.as_slice()), 1..=3).prop_map(|syllables| syllables.concat()),
    ]
}

const WORDS: [&str; 24] = [
    "Dell",
    "Modell",
    "Bosch",
    "Deutsche",
    "Bahn",
    "Großmann",
    "STRASSE",
    "Nestlé",
    "Škoda",
    "O2",
    "McDonald's",
    "dm",
    "ING",
    "Apple",
    "Post",
    "Netflix",
    "Staffel",
    "İstanbul",
    "ﬁnanz",
    "Ǖber",
    "Ωmega",
    "ΐδα",
    "戴尔",
    "한국",
];
const SYLLABLES: [&str; 14] = [
    "ss", "ß", "ffi", "st", "sss", "a\u{308}", "ǖ", "k", "Å", "ŉ", "i\u{307}", "𐐀", "ae", "x1",
];

/// A text of mangled entries and other words.
fn text(entries: Vec<String>) -> impl Strategy<Value = String> {
    let form = (prop::sample::select(entries), vec(any::<u8>(), 8))
        .prop_map(|(entry, choices)| mangled(&entry, &choices));
    let piece = prop_oneof![
        8 => form,
        4 => word(),
        2 => "[\u{0}-\u{FFFF}]{0,3}",
        1 => prop::sample::select(["http://", "www.", ".de", "/x?q=", "info@", "://", "s", "'s", "’"].as_slice())
            .prop_map(str::to_owned),
    ];
    let between = prop::sample::select(BETWEEN.as_slice());
    vec((piece, between), 0..=12).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, between)| [piece, between.to_owned()])
            .collect()
    })
}

const BETWEEN: [&str; 20] = [
    " ", " ", " ", " ", "", ", ", "-", "@", " @", " #", "#", ".", "/", "\u{AD}", "\u{200B}", "\n",
    "'", "_", "\u{308}", "😀",
];

/// An entry as it might be written: other letter case, composition, spaces and
/// apostrophes, invisible characters in between, endings.
fn mangled(entry: &str, choices: &[u8]) -> String {
    let choice = |at: usize| {
        choices
            .get(at % choices.len().max(1))
            .copied()
            .unwrap_or_default()
    };
    let cased = match choice(0) % 8 {
        0 | 1 => entry.to_lowercase(),
        2 => entry.to_uppercase(),
        3 => with_typo(entry, usize::from(choice(6))),
        4 => in_other_letters(entry, choice(6)),
        _ => entry.to_owned(),
    };
    let composed: String = match choice(1) % 4 {
        0 => cased.nfd().collect(),
        1 => cased.nfc().collect(),
        _ => cased,
    };
    let respelt = match choice(2) % 4 {
        0 => composed
            .replace("ss", "ß")
            .replace("SS", "ẞ")
            .replace("fi", "ﬁ")
            .replace("ae", "ä")
            .replace('ü', "ue")
            .replace("st", "ﬆ"),
        1 => composed
            .replace(' ', "\u{A0}\u{200B} ")
            .replace('\'', "’")
            .replace('k', "\u{212A}"),
        2 => composed.replace(' ', ["", "-", "  ", "\n"][usize::from(choice(3) % 4)]),
        _ => composed,
    };
    let mut mangled = String::new();
    for (at, c) in respelt.chars().enumerate() {
        mangled.push(c);
        if choice(4) % 4 == 0 && choice(at) % 3 == 0 {
            mangled.push(
                ['\u{AD}', '\u{200B}', '\u{FE0F}', '\u{2060}'][usize::from(choice(at + 1) % 4)],
            );
        }
    }
    const BEFORE: [&str; 8] = ["", "", "", "", "", "#Danke", "Dorf", "Nicht-"];
    const AFTER: [&str; 12] = [
        "", "", "", "s", "'s", "’", "-Laptop", "S", "laptop", "Streik", "sbote", "es",
    ];
    let before = BEFORE[usize::from(choice(7) % 8)];
    format!("{before}{mangled}{}", AFTER[usize::from(choice(5) % 12)])
}

/// A letter dropped, doubled or swapped with the next.
fn with_typo(entry: &str, choice: usize) -> String {
    let mut chars: Vec<char> = entry.chars().collect();
    let at = choice % chars.len().max(1);
    match choice % 3 {
        0 if at < chars.len() => drop(chars.remove(at)),
        1 if at + 1 < chars.len() => chars.swap(at, at + 1),
        _ => chars.insert(at, 'x'),
    }
    chars.into_iter().collect()
}

/// Latin letters as full-width ones, adjectives in another case, joined words.
fn in_other_letters(entry: &str, choice: u8) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        c => c,
    };
    match choice % 4 {
        0 => entry.chars().map(wide).collect(),
        1 => entry.replace("e ", "en "),
        2 => entry.replace('&', " & "),
        _ => entry.replace([' ', '-', '\''], ""),
    }
}
