//! Names with one letter wrong.
//!
//! One edit leaves one half of a name whole: the halves are looked for, and
//! where one stands, the word around it is compared.

use std::ops::Range;

use crate::chars::is_word;
use crate::ending::inflection;
use crate::entry::{Entry, Part};
use crate::words::is_word_of_its_own;

/// A name that tolerates typos, in halves.
#[derive(Debug)]
pub(crate) struct Halves {
    /// Index among the entries.
    pub(crate) entry: usize,
    /// The whole name, folded.
    pub(crate) name: String,
    /// Where the second half begins, in bytes.
    pub(crate) middle: usize,
}

impl Halves {
    /// The halves of an entry that tolerates typos. Only ASCII, after folding:
    /// letters are bytes then.
    pub(crate) fn new(index: usize, entry: &Entry) -> Option<Halves> {
        let name = entry.plain();
        let is_plain = |part: &Part| match part {
            Part::Word(word) => word.chars().all(|c| c.is_ascii_alphanumeric()),
            Part::Adjective { .. } | Part::Gap(_) | Part::Sign(_) => false,
        };
        let fits = entry.tolerates_typos && entry.parts.iter().all(is_plain);
        fits.then_some(Halves {
            entry: index,
            middle: name.len() / 2,
            name,
        })
    }

    pub(crate) fn first(&self) -> &str {
        &self.name[..self.middle]
    }

    pub(crate) fn second(&self) -> &str {
        &self.name[self.middle..]
    }

    /// The name with one edit around a half that stands in a text, without its
    /// ending.
    pub(crate) fn around(
        &self,
        text: &str,
        hit: &Range<usize>,
        is_first: bool,
    ) -> Option<Range<usize>> {
        let start = if is_first {
            hit.start
        } else {
            self.start_before(text, hit.start)?
        };
        if text[..start].ends_with(is_word) {
            return None;
        }
        let lengths = [0, 1, -1];
        lengths.iter().find_map(|&more| {
            let end = start + self.name.len().checked_add_signed(more)?;
            let word = text.get(start..end)?;
            let range = start..end;
            let fits = is_one_edit(self.name.as_bytes(), word.as_bytes())
                && word.bytes().all(|b| b.is_ascii_alphanumeric())
                && inflection(text, &range).is_some()
                && !is_word_of_its_own(word);
            fits.then_some(range)
        })
    }

    /// Where the word begins whose second half stands here, if the first one
    /// can be between.
    fn start_before(&self, text: &str, second: usize) -> Option<usize> {
        let before = text.as_bytes()[..second].iter().rev();
        let length = before
            .take(self.middle + 2)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        (self.middle.saturating_sub(1)..=self.middle + 1)
            .contains(&length)
            .then(|| second - length)
    }
}

/// Whether one letter is replaced, missing or too many, or two neighbours are
/// swapped.
fn is_one_edit(name: &[u8], word: &[u8]) -> bool {
    let common = name.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (name, word) = (&name[common..], &word[common..]);
    match (name, word) {
        ([a, b, name @ ..], [c, d, word @ ..]) if (a, b) == (d, c) && name == word => true,
        ([_, rest @ ..], [_, word @ ..]) if rest == word => true,
        ([_, rest @ ..], word) if rest == word => true,
        (name, [_, rest @ ..]) => name == rest,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit() {
        for word in [
            "lufthnasa",
            "luftansa",
            "lufthhansa",
            "lufthanse",
            "xufthansa",
            "lufthansaa",
            "lufthans",
        ] {
            assert!(is_one_edit(b"lufthansa", word.as_bytes()), "{word}");
        }
        for word in ["lufthansa", "luftnahsa", "lufthnaas", "luft", ""] {
            assert!(!is_one_edit(b"lufthansa", word.as_bytes()), "{word}");
        }
    }
}
