//! A text in the form in which it is compared, with the way back.
//!
//! Folding is context-free but for white space: each character is dropped or
//! replaced by zero or more characters. That is what lets the prefilter be
//! derived from it (see `prefilter`): the spellings of a folded text are the
//! characters that fold to its pieces.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// How letter case is treated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Fold,
    Keep,
}

/// A folded text and the way from its offsets back to the original's.
pub(crate) struct Folded {
    text: String,
    /// In ascending order of `folded`, the first at 0.
    segments: Vec<Segment>,
}

/// From `folded` on (to the next segment), the folded text stands for the
/// original from `original` on.
struct Segment {
    folded: usize,
    original: usize,
    /// Bytes of the original that the segment stands for as a whole; 0 when
    /// it runs parallel to the original, byte by byte.
    whole: usize,
}

impl Folded {
    pub(crate) fn new(text: &str) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(text.len()),
            segments: Vec::new(),
        };
        for (at, c) in text.char_indices() {
            folded.push(c, at);
        }
        folded
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    fn push(&mut self, c: char, original: usize) {
        if is_ignorable(c) {
            return;
        }
        let folded = self.text.len();
        if c.is_whitespace() && self.text.ends_with(' ') {
            self.extend_white_space(original + c.len_utf8());
            return;
        }
        fold_char(c, Case::Fold, |f| self.text.push(f));
        let added = &self.text[folded..];
        let parallel =
            added.len() == c.len_utf8() && added.chars().nth(1).is_none() && added != " ";
        let whole = if parallel { 0 } else { c.len_utf8() };
        let continues = parallel
            && self
                .segments
                .last()
                .is_some_and(|s| s.whole == 0 && original - s.original == folded - s.folded);
        if !continues {
            self.segments.push(Segment {
                folded,
                original,
                whole,
            });
        }
    }

    fn extend_white_space(&mut self, original_end: usize) {
        if let Some(space) = self.segments.last_mut() {
            space.whole = original_end - space.original;
        }
    }

    /// The original's range for a range of the folded text, in bytes; none if
    /// an end lies inside of what one original character became.
    pub(crate) fn original(&self, range: Range<usize>) -> Option<Range<usize>> {
        let first = &self.segments[self
            .segments
            .partition_point(|s| s.folded <= range.start)
            .checked_sub(1)?];
        let start = match first.whole {
            0 => first.original + (range.start - first.folded),
            _ if first.folded == range.start => first.original,
            _ => return None,
        };
        let after_last = self.segments.partition_point(|s| s.folded < range.end);
        let last = &self.segments[after_last.checked_sub(1)?];
        let end = match last.whole {
            0 => last.original + (range.end - last.folded),
            whole
                if self
                    .segments
                    .get(after_last)
                    .map_or(self.text.len(), |s| s.folded)
                    == range.end =>
            {
                last.original + whole
            }
            _ => return None,
        };
        Some(start..end)
    }
}

/// Folds a text whose offsets are of no interest; outer white space is dropped.
pub(crate) fn fold(text: &str, case: Case) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.trim().chars().filter(|&c| !is_ignorable(c)) {
        if !(c.is_whitespace() && folded.ends_with(' ')) {
            fold_char(c, case, |f| folded.push(f));
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Gives what a character that is not ignorable becomes.
///
/// Full case folding is lower ∘ upper ∘ lower of the standard library's full
/// mappings. It differs from Unicode's `CaseFolding.txt` only where that keeps
/// apart what typing habits do not (`ı`/`i`), and it needs no further table.
/// Hangul syllables stay composed.
pub(crate) fn fold_char(c: char, case: Case, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        emit(unified(if case == Case::Fold {
            c.to_ascii_lowercase()
        } else {
            c
        }));
        return;
    }
    let mut emit_cased = |d: char| match case {
        Case::Keep => emit(unified(d)),
        Case::Fold => {
            let folded = d
                .to_lowercase()
                .flat_map(char::to_uppercase)
                .flat_map(char::to_lowercase);
            folded.map(unified).for_each(&mut emit);
        }
    };
    match c {
        '\u{AC00}'..='\u{D7A3}' => emit_cased(c),
        c => decompose_canonical(c, emit_cased),
    }
}

/// One character for all that are the same sign to a reader.
fn unified(c: char) -> char {
    match c {
        '`' | '’' | '‘' | '\u{02BC}' | '\u{02BB}' | '´' | '′' | '＇' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '＠' => '@',
        '＃' => '#',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Characters that a reader does not see and that do not part a word: soft
/// hyphen, zero-width space and joiners, directional marks, variation
/// selectors. The part of Unicode's `Default_Ignorable_Code_Point` that is met
/// in running text.
pub(crate) const IGNORABLE: [(char, char); 6] = [
    ('\u{AD}', '\u{AD}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
];

pub(crate) fn is_ignorable(c: char) -> bool {
    c >= '\u{AD}' && in_ranges(&IGNORABLE, c)
}

/// Scripts that write no spaces between words: their characters are no
/// evidence that a word goes on.
const SPACELESS: [(char, char); 7] = [
    ('\u{0E00}', '\u{0EFF}'),
    ('\u{1000}', '\u{109F}'),
    ('\u{1780}', '\u{17FF}'),
    ('\u{3040}', '\u{30FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{9FFF}'),
    ('\u{F900}', '\u{FAFF}'),
];

/// Letters and figures that mark a word rather than spell it: footnote
/// figures, circled and squared letters.
const ORNAMENTS: [(char, char); 6] = [
    ('²', '³'),
    ('¹', '¹'),
    ('\u{2070}', '\u{209C}'),
    ('\u{2139}', '\u{2139}'),
    ('\u{2460}', '\u{24FF}'),
    ('\u{1F100}', '\u{1F1FF}'),
];

/// Whether a word goes on at this character.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() || is_combining_mark(c))
        && !in_ranges(&SPACELESS, c)
        && !in_ranges(&ORNAMENTS, c)
}

fn in_ranges(ranges: &[(char, char)], c: char) -> bool {
    ranges
        .iter()
        .any(|&(first, last)| (first..=last).contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(c: char) -> String {
        let mut folded = String::new();
        fold_char(c, Case::Fold, |f| folded.push(f));
        folded
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            let once = folded(c);
            let twice: String = once.chars().map(folded).collect();
            assert_eq!(once, twice, "{c:?}");
        }
    }

    #[test]
    fn no_character_vanishes_but_the_ignorable() {
        for c in '\0'..=char::MAX {
            assert!(
                !folded(c).is_empty() && !folded(c).contains(is_ignorable) || is_ignorable(c),
                "{c:?}"
            );
        }
    }

    /// `folded` is a range of the folded text; `expected` the original's text there.
    fn check(text: &str, range: Range<usize>, expected: Option<&str>) {
        let folded = Folded::new(text);
        assert_eq!(
            folded.original(range.clone()).map(|span| &text[span]),
            expected,
            "{text:?} {range:?}"
        );
    }

    #[test]
    fn offsets_lead_back() {
        check("Dell", 0..4, Some("Dell"));
        check("De\u{AD}ll", 0..4, Some("De\u{AD}ll"));
        check("\u{AD}Dell\u{AD} x", 0..4, Some("Dell"));
        check("Maß x", 2..4, Some("ß"));
        check("Maß x", 3..4, None);
        check("Maß x", 2..3, None);
        check("Maß x", 5..6, Some("x"));
        check("é!", 0..3, Some("é"));
        check("é!", 0..1, None);
        check("ΐ!", 6..7, Some("!"));
        check("ΐ!", 2..7, None);
        check("a \u{AD}\n b", 1..2, Some(" \u{AD}\n "));
        check("a \u{AD}\n b", 2..3, Some("b"));
    }
}
