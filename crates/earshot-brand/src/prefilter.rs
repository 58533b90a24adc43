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

use crate::fold::is_word;
use crate::forms::Meaning;
use crate::matcher::{BrandSet, FormKind};
use crate::spell::{Speller, class};

/// A JavaScript regular expression, for `new RegExp(source, flags)`, in two
/// precisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefilter {
    /// The pattern, for text as a reader sees it.
    pub source: String,
    /// The same without word boundaries and with spaces left out at will, for
    /// text of which it is not known where elements end words: wherever
    /// `source` matches, this does, also after line feeds have been taken out.
    pub loose: String,
    /// The flags; empty at present.
    pub flags: String,
}

/// The longest source, in UTF-16 units. V8 and SpiderMonkey share a compiler
/// that stops optimising at 20 kB: ten times slower, measured on 4 MB of text.
const MAX_SOURCE: usize = 20_000;

/// To how many pieces forms are cut when all of them are too long together.
const CUTS: [usize; 9] = [usize::MAX, 16, 12, 8, 6, 5, 4, 3, 2];

/// Characters at which a word goes on: a part of what [`is_word`] accepts, so
/// that the boundaries never refuse what the matcher takes.
const WORD: [(char, char); 21] = [
    ('0', '9'),
    ('A', 'Z'),
    ('a', 'z'),
    ('ª', 'ª'),
    ('µ', 'µ'),
    ('º', 'º'),
    ('À', 'Ö'),
    ('Ø', 'ö'),
    ('ø', 'ň'),
    ('Ŋ', '\u{2AF}'),
    ('\u{300}', '\u{373}'),
    ('Ͷ', 'ͷ'),
    ('Ά', 'Ά'),
    ('Έ', 'Ί'),
    ('Ό', 'Ό'),
    ('Ύ', 'Ρ'),
    ('Σ', 'ϵ'),
    ('Ϸ', '\u{481}'),
    ('\u{48A}', '\u{52F}'),
    ('\u{1E00}', '\u{1EFF}'),
    ('\u{2C60}', '\u{2C7F}'),
];

impl BrandSet {
    /// The expression that finds a superset of all mentions; none when there is
    /// nothing to find.
    pub fn prefilter(&self) -> Option<Prefilter> {
        let texts: BTreeSet<&str> = self
            .patterns
            .iter()
            .filter_map(|p| core(&p.text, p.meaning))
            .collect();
        if texts.is_empty() {
            return None;
        }
        let speller = Speller::new(&texts);
        let both = |cut| [Fit::Exact, Fit::Loose].map(|fit| spelled(&speller, &texts, cut, fit));
        let fits = |sources: &[String; 2]| {
            let length = |source: &String| source.encode_utf16().count();
            sources.iter().all(|source| length(source) <= MAX_SOURCE)
        };
        let mut cuts = std::iter::once(None).chain(CUTS.map(Some)).map(both);
        let [source, loose] = cuts.find(fits).unwrap_or_else(|| both(Some(1)));
        Some(Prefilter {
            source,
            loose,
            flags: String::new(),
        })
    }
}

/// How much an expression asks for besides the letters of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Word boundaries and the spaces between words.
    Exact,
    /// Nothing.
    Loose,
}

/// The part of a form that the expression looks for. Signs and the dot after a
/// host label go: they are no word characters, so the form stands between
/// boundaries without them, and it is often there as a name already.
fn core(text: &str, meaning: Meaning) -> Option<&str> {
    match meaning {
        Meaning::Form(FormKind::Handle) => Some(text.trim_start_matches('@')),
        Meaning::Form(FormKind::Hashtag) => Some(text.trim_start_matches('#')),
        Meaning::Form(_) => Some(text),
        Meaning::HostLabel => Some(text.trim_end_matches('.')),
        Meaning::Exclude | Meaning::Near | Meaning::NotNear => None,
    }
}

/// All forms: whole, with invisible characters allowed at every place, or cut
/// to a number of pieces.
fn spelled(speller: &Speller, texts: &BTreeSet<&str>, cut: Option<usize>, fit: Fit) -> String {
    match cut {
        None => tolerant(speller, texts, fit),
        Some(pieces) => brief(speller, texts, pieces, fit),
    }
}

/// Forms with invisible characters allowed at every place.
fn tolerant(speller: &Speller, texts: &BTreeSet<&str>, fit: Fit) -> String {
    let word = class(WORD);
    let invisible = speller.invisible();
    let start = format!("(?<!{word})(?<!{word}{invisible}+)");
    let end = format!("{invisible}*{}?(?!{invisible}*{word})", GENITIVE_S);
    let spelled = texts
        .iter()
        .map(|text| (*text, speller.tolerant_pieces(text, fit), true));
    expression(spelled, fit, &start, &end).join("|")
}

/// Forms cut to a number of pieces; invisible characters only in that any such
/// character between two characters of forms is a match.
fn brief(speller: &Speller, texts: &BTreeSet<&str>, pieces: usize, fit: Fit) -> String {
    let word = class(WORD);
    let start = format!("(?<!{word})");
    let end = format!("{}?(?!{word})", GENITIVE_S);
    let spelled = texts.iter().map(|text| {
        let mut spelled = speller.pieces(text, fit);
        let whole = spelled.len() <= pieces;
        spelled.truncate(pieces);
        (*text, spelled, whole)
    });
    let mut alternatives = expression(spelled, fit, &start, &end);
    let invisible = speller.invisible();
    let any = speller.any_character(texts);
    alternatives.push(format!("{any}{invisible}+{any}"));
    alternatives.join("|")
}

/// What folds to the genitive's `s`.
const GENITIVE_S: &str = "[sSſ]";

/// Alternatives for forms in pieces, grouped by the boundaries they need: a
/// form that begins or ends with a sign needs none there, nor does one that
/// was cut (`whole` is false) at its end.
fn expression<'t>(
    forms: impl Iterator<Item = (&'t str, Vec<String>, bool)>,
    fit: Fit,
    start: &str,
    end: &str,
) -> Vec<String> {
    let mut groups: BTreeMap<(bool, bool), Trie> = BTreeMap::new();
    for (text, pieces, whole) in forms {
        let bounds = match fit {
            Fit::Exact => (text.starts_with(is_word), whole && text.ends_with(is_word)),
            Fit::Loose => (false, false),
        };
        groups.entry(bounds).or_default().insert(pieces);
    }
    let bounded = |((at_start, at_end), trie): (&(bool, bool), &Trie)| {
        let (start, end) = (
            if *at_start { start } else { "" },
            if *at_end { end } else { "" },
        );
        format!("{start}{}{end}", trie.expression())
    };
    groups.iter().map(bounded).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::{Case, fold_char, is_ignorable};

    #[test]
    fn word_characters_are_the_matchers() {
        for c in WORD.into_iter().flat_map(|(first, last)| first..=last) {
            let mut folded = Vec::new();
            fold_char(c, Case::Fold, |f| folded.push(f));
            let ends = [folded.first(), folded.last()];
            assert!(
                !is_ignorable(c) && ends.into_iter().flatten().all(|&end| is_word(end)),
                "{c:?}"
            );
        }
    }
}
