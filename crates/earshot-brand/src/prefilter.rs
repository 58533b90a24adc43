//! The regular expression by which a page decides whether a brand is on it.
//!
//! It matches somewhere in or around every mention that [`BrandSet::find`]
//! reports (a *superset*), because it is derived from the same folding: each
//! piece of a folded form is written as the set of all characters that fold to
//! it. It leaves out what needs memory or judgement (addresses, handles,
//! context, exact letter case), and it knows word characters only of the
//! scripts of Europe: elsewhere it wakes the background once too often.
//!
//! No `i` and no `u` flag: the letter cases are spelled out, since JavaScript's
//! case folding is the simple one and differs between engine versions, and the
//! expression works on UTF-16 units. At any place of a text at most one branch
//! can go on but within the few pieces that have several spellings (`ss`/`ß`),
//! so there is no catastrophic backtracking.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::boundary::{Boundaries, End, Start, WORD};
use crate::entry::{ADJECTIVE_ENDINGS, Entry, Part};
use crate::matcher::BrandSet;
use crate::spell::{Speller, class};

/// A JavaScript regular expression, for `new RegExp(source, flags)`, in two
/// precisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefilter {
    /// The pattern, for text as a reader sees it.
    pub source: String,
    /// The same without what must stand around a form and with gaps left out
    /// at will, for text of which it is not known where elements end words:
    /// it matches all that `source` does, also without its line feeds.
    pub loose: String,
    /// The flags; empty at present.
    pub flags: String,
}

/// The longest source, in UTF-16 units. V8 and SpiderMonkey share a compiler
/// that stops optimising at 20 kB: ten times slower, measured on 4 MB of text.
const MAX_SOURCE: usize = 20_000;

/// To how many pieces forms are cut when all of them are too long together.
const CUTS: [usize; 9] = [usize::MAX, 16, 12, 8, 6, 5, 4, 3, 2];

impl BrandSet {
    /// The expression that finds a superset of all mentions; none when there is
    /// nothing to find.
    pub fn prefilter(&self) -> Option<Prefilter> {
        if self.entries.is_empty() {
            return None;
        }
        let speller = Speller::new(&self.texts());
        Some(Prefilter {
            source: self.fitting(&speller, Fit::Exact),
            loose: self.fitting(&speller, Fit::Loose),
            flags: String::new(),
        })
    }

    /// The most detailed expression that is not too long.
    fn fitting(&self, speller: &Speller, fit: Fit) -> String {
        let details = [
            Detail::Tolerant { checked_last: true },
            Detail::Tolerant {
                checked_last: false,
            },
        ];
        let mut expressions = details
            .into_iter()
            .chain(CUTS.map(Detail::Brief))
            .map(|detail| self.expression(speller, detail, fit));
        expressions
            .find(|source| fits(source))
            .unwrap_or_else(|| self.expression(speller, Detail::Brief(1), fit))
    }

    /// All that any form is written with.
    fn texts(&self) -> BTreeSet<String> {
        let mut texts: BTreeSet<String> = ADJECTIVE_ENDINGS
            .iter()
            .map(|&ending| ending.to_owned())
            .collect();
        for part in self.entries.iter().flat_map(|entry| &entry.parts) {
            match part {
                Part::Word(text) => texts.extend([text.clone()]),
                Part::Adjective { stem, .. } => texts.extend([stem.clone()]),
                Part::Gap(gaps) => texts.extend(gaps.iter().cloned()),
                Part::Sign(_) => {}
            }
        }
        texts
    }

    fn expression(&self, speller: &Speller, detail: Detail, fit: Fit) -> String {
        let mut groups: BTreeMap<(Start, End), Trie> = BTreeMap::new();
        for entry in &self.entries {
            let (mut pieces, whole) = pieces(speller, entry, detail, fit);
            let (start, end) = match fit {
                Fit::Loose => (Start::Any, End::Any),
                Fit::Exact if whole => (Start::of(entry), End::of(entry)),
                Fit::Exact => (Start::of(entry), End::Any),
            };
            if let Detail::Brief(most) = detail {
                pieces.truncate(most);
            }
            groups.entry((start, end)).or_default().insert(pieces);
        }
        let word = match fit {
            Fit::Exact => Start::Word,
            Fit::Loose => Start::Any,
        };
        for half in &self.halves {
            let rest = |half: &str, least: usize| {
                vec![format!(
                    "{}{{{},}}",
                    class(WORD),
                    least.max(half.len() / 2).max(1)
                )]
            };
            let mut first = speller.pieces(half.first(), "");
            first.extend(rest(half.second(), 1));
            groups.entry((word, End::Any)).or_default().insert(first);
            let length = half.first().len();
            let mut second = vec![format!(
                "{}{{{},{}}}",
                class(WORD),
                (length / 2).max(1),
                length + 1
            )];
            second.extend(speller.pieces(half.second(), ""));
            groups.entry((word, End::Any)).or_default().insert(second);
        }
        let boundaries = Boundaries::new(speller, matches!(detail, Detail::Tolerant { .. }));
        let mut alternatives: Vec<String> = groups
            .iter()
            .map(|((start, end), trie)| {
                let (start, forms, end) = (
                    boundaries.start(*start),
                    trie.expression(),
                    boundaries.end(*end),
                );
                match detail {
                    Detail::Tolerant { checked_last: true } if !start.is_empty() => {
                        format!("(?:{forms})(?<={start}(?:{forms})){end}")
                    }
                    _ => format!("{start}(?:{forms}){end}"),
                }
            })
            .collect();
        if let Detail::Brief(_) = detail {
            let any = speller.any_character();
            alternatives.push(format!("{any}{}+{any}", speller.invisible()));
        }
        alternatives.join("|")
    }
}

/// How much an expression asks for besides the letters of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// What must stand around it, and the gaps between its words.
    Exact,
    /// Nothing.
    Loose,
}

/// How much of the forms an expression knows.
#[derive(Clone, Copy)]
enum Detail {
    /// All, with invisible characters at every place. What a form must stand
    /// behind can be checked first or, by far faster, when the rest is there;
    /// but that says each form twice.
    Tolerant { checked_last: bool },
    /// So many pieces; invisible characters only in that any such character
    /// between two characters of forms is a match.
    Brief(usize),
}

fn fits(source: &str) -> bool {
    source.encode_utf16().count() <= MAX_SOURCE
}

/// An entry in pieces, and whether they are all of it.
fn pieces(speller: &Speller, entry: &Entry, detail: Detail, fit: Fit) -> (Vec<String>, bool) {
    let between = match detail {
        Detail::Tolerant { .. } => format!("{}*", speller.invisible()),
        Detail::Brief(_) => String::new(),
    };
    let mut pieces = Vec::new();
    let mut after_gap = true;
    for part in &entry.parts {
        let joined = if after_gap { "" } else { between.as_str() };
        let mut add = |text: &str| {
            let mut of_text = match fit {
                Fit::Exact => speller.pieces(text, &between),
                Fit::Loose => loose_pieces(speller, text, &between),
            };
            if let Some(first) = of_text.first_mut() {
                first.insert_str(0, joined);
            }
            pieces.extend(of_text);
        };
        match part {
            Part::Word(text) => add(text),
            Part::Adjective { stem, .. } => {
                add(stem);
                let endings =
                    ["e", "n", "m", "r", "s"].map(|letter| speller.pieces(letter, "").concat());
                let [e, second @ ..] = endings;
                pieces.push(format!(
                    "{between}(?:{e}|\u{308})(?:{between}(?:{}))?",
                    second.join("|")
                ));
            }
            Part::Gap(gaps) => {
                let optional = if fit == Fit::Loose || gaps.iter().any(String::is_empty) {
                    "?"
                } else {
                    ""
                };
                pieces.push(format!(
                    "{between}(?:{}){optional}",
                    speller.some_of(gaps, &between)
                ));
            }
            Part::Sign(_) => {}
        }
        after_gap = matches!(part, Part::Gap(_));
    }
    let whole = match detail {
        Detail::Tolerant { .. } => true,
        Detail::Brief(most) => pieces.len() <= most,
    };
    (pieces, whole)
}

/// A text in pieces that need not have its spaces.
fn loose_pieces(speller: &Speller, text: &str, between: &str) -> Vec<String> {
    let space = format!(
        "{between}(?:{})?",
        speller.some_of(&[" ".to_owned()], between)
    );
    let mut pieces = Vec::new();
    for (at, word) in text.split(' ').enumerate() {
        pieces.extend((at > 0).then(|| space.clone()));
        pieces.extend(speller.pieces(word, between));
    }
    pieces
}

/// Forms in pieces, with common beginnings shared.
#[derive(Default)]
struct Trie {
    ends: bool,
    next: BTreeMap<String, Trie>,
}

impl Trie {
    fn insert(&mut self, pieces: Vec<String>) {
        let mut node = self;
        for piece in pieces {
            node = node.next.entry(piece).or_default();
        }
        node.ends = true;
    }

    fn expression(&self) -> String {
        let branches: Vec<String> = self
            .next
            .iter()
            .map(|(piece, rest)| format!("{piece}{}", rest.expression()))
            .collect();
        match (branches.as_slice(), self.ends) {
            ([], _) => String::new(),
            ([only], false) => only.clone(),
            (_, ends) => format!("(?:{}){}", branches.join("|"), if ends { "?" } else { "" }),
        }
    }
}
