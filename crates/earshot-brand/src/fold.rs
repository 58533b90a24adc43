//! A text in the form in which it is compared, with the way back.
//!
//! Folding is context-free but for white space: each character is dropped or
//! replaced by zero or more characters. That is what lets the prefilter be
//! derived from it (see `prefilter`): the spellings of a folded text are the
//! characters that fold to its pieces.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

use crate::chars::{is_accent, is_ignorable, stands_for_itself, unified};

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
            text: String::with_capacity(text.len() + text.len() / 16),
            segments: Vec::new(),
        };
        let mut at = 0;
        while at < text.len() {
            let plain = plain_length(&text.as_bytes()[at..], folded.text.ends_with(' '));
            if plain > 0 {
                folded.push_plain(&text[at..at + plain], at);
                at += plain;
            }
            // What is plain ends before a character of its own.
            if let Some(c) = text[at..].chars().next() {
                folded.push(c, at);
                at += c.len_utf8();
            }
        }
        folded
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds ASCII that folds to its lower case, byte by byte.
    fn push_plain(&mut self, text: &str, original: usize) {
        let folded = self.text.len();
        self.begin_parallel(folded, original);
        self.text.push_str(text);
        if let Some(added) = self.text.get_mut(folded..) {
            added.make_ascii_lowercase();
        }
    }

    fn begin_parallel(&mut self, folded: usize, original: usize) {
        let continues = self
            .segments
            .last()
            .is_some_and(|s| s.whole == 0 && original - s.original == folded - s.folded);
        if !continues {
            self.segments.push(Segment {
                folded,
                original,
                whole: 0,
            });
        }
    }

    fn push(&mut self, c: char, original: usize) {
        let folded = self.text.len();
        if c.is_whitespace() && self.text.ends_with(' ') {
            self.extend_white_space(folded - 1, original + c.len_utf8());
            return;
        }
        let before = self.text.chars().next_back();
        fold_char(c, Case::Fold, before, |f| self.text.push(f));
        let added = &self.text[folded..];
        if added.is_empty() {
            return;
        }
        if added.len() == c.len_utf8() && added.chars().nth(1).is_none() && added != " " {
            self.begin_parallel(folded, original);
        } else {
            self.segments.push(Segment {
                folded,
                original,
                whole: c.len_utf8(),
            });
        }
    }

    /// Lets the space at the end of the folded text stand for more.
    fn extend_white_space(&mut self, folded: usize, original_end: usize) {
        match self.segments.last_mut() {
            Some(space) if space.whole > 0 => space.whole = original_end - space.original,
            Some(parallel) => {
                let original = parallel.original + (folded - parallel.folded);
                self.segments.push(Segment {
                    folded,
                    original,
                    whole: original_end - original,
                });
            }
            None => {}
        }
    }

    /// Where in the original the character at this place of the folded text
    /// begins; none at the end and inside of what one original character became.
    pub(crate) fn original_start(&self, at: usize) -> Option<usize> {
        let after = self.segments.partition_point(|s| s.folded <= at);
        let segment = &self.segments[after.checked_sub(1)?];
        match segment.whole {
            _ if at >= self.text.len() => None,
            0 => Some(segment.original + (at - segment.folded)),
            _ => (segment.folded == at).then_some(segment.original),
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

/// How many bytes of a text fold to their ASCII lower case and nothing else;
/// `spaced`: whether white space stands before.
fn plain_length(bytes: &[u8], spaced: bool) -> usize {
    let mut before_is_space = spaced;
    bytes
        .iter()
        .position(|&byte| {
            let is_space = byte == b' ';
            let ends = !PLAIN[usize::from(byte)] || (is_space && before_is_space);
            before_is_space = is_space;
            ends
        })
        .unwrap_or(bytes.len())
}

/// The ASCII bytes that fold to themselves, letter case aside.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = !matches!(byte as u8, b'`' | b'\t'..=b'\r');
        byte += 1;
    }
    plain
};

/// Folds a text whose offsets are of no interest; outer white space is dropped.
pub(crate) fn fold(text: &str, case: Case) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if !(c.is_whitespace() && folded.ends_with(' ')) {
            let before = folded.chars().next_back();
            fold_char(c, case, before, |f| folded.push(f));
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Gives what a character becomes after the folded character `before`: nothing
/// if it is invisible or an accent.
///
/// Compatibility characters become what they stand for (`𝗗`, `Ｄ`, `ﬁ`), and
/// umlauts the two letters they are written with where there are none (`ue`).
/// Other accents go: whether a text has the ones of an entry is asked later.
/// Full case folding is lower ∘ upper ∘ lower of the standard library's full
/// mappings. It differs from Unicode's `CaseFolding.txt` only where that keeps
/// apart what typing habits do not (`ı`/`i`), and it needs no further table.
/// Hangul syllables stay composed.
pub(crate) fn fold_char(c: char, case: Case, before: Option<char>, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        emit(unified(if case == Case::Fold {
            c.to_ascii_lowercase()
        } else {
            c
        }));
        return;
    }
    if is_ignorable(c) {
        return;
    }
    let mut before = before;
    let mut emit_cased = |d: char| {
        if is_accent(d) {
            if d == DIAERESIS
                && before.is_some_and(|b| matches!(b, 'a' | 'o' | 'u' | 'A' | 'O' | 'U'))
            {
                before = Some('e');
                emit('e');
            }
            return;
        }
        let mut emit_one = |f: char| {
            let f = unified(f);
            before = Some(f);
            emit(f);
        };
        match case {
            Case::Keep => emit_one(d),
            Case::Fold => {
                let folded = d
                    .to_lowercase()
                    .flat_map(char::to_uppercase)
                    .flat_map(char::to_lowercase);
                folded.filter(|&f| !is_accent(f)).for_each(emit_one);
            }
        }
    };
    match c {
        '\u{AC00}'..='\u{D7A3}' => emit_cased(c),
        c if unified(c) != c || stands_for_itself(c) => emit_cased(c),
        c => decompose_compatible(c, |d| {
            if !is_ignorable(d) {
                emit_cased(d);
            }
        }),
    }
}

const DIAERESIS: char = '\u{308}';

/// The accents of a text that folding dropped, in order; those of umlauts are
/// not among them.
pub(crate) fn accents(text: &str) -> String {
    let mut accents = String::new();
    let mut before = None;
    for c in text.chars() {
        decompose_compatible(c, |d| {
            let umlaut = d == DIAERESIS && before.is_some_and(|b: char| "aouAOU".contains(b));
            if is_accent(d) && !umlaut {
                accents.push(d);
            }
            if umlaut {
                before = Some('e');
            } else if !is_accent(d) && !is_ignorable(d) {
                before = Some(d);
            }
        });
    }
    accents
}

/// Whether a text has an umlaut that folding writes with two letters.
pub(crate) fn has_umlaut(text: &str) -> bool {
    let mut found = false;
    for c in text.chars() {
        decompose_compatible(c, |d| found |= d == DIAERESIS);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(c: char) -> String {
        let mut folded = String::new();
        fold_char(c, Case::Fold, None, |f| folded.push(f));
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
                !folded(c).is_empty() && !folded(c).contains(is_ignorable)
                    || is_ignorable(c)
                    || is_accent(c),
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
        check("é!", 0..1, Some("é"));
        check("ü!", 0..2, Some("ü"));
        check("ü!", 0..1, None);
        check("u\u{308}!", 0..2, Some("u\u{308}"));
        check("𝗗ell", 0..4, Some("𝗗ell"));
        check("ΐ!", 2..3, Some("!"));
        check("a \u{AD}\n b", 1..2, Some(" \u{AD}\n "));
        check("a \u{AD}\n b", 2..3, Some("b"));
    }
}
