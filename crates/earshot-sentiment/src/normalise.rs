//! A text as the vocabulary knows it: `training/FORMAT.md`, section 2.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::model::Replacement;

/// A normalised character and where it comes from (bytes of the text).
pub(crate) type Normalised = (char, Range<usize>);

/// Normalises a text: replacements, NFKC, runs of spaces to one, none at the
/// ends. What belongs together (a letter and its accents) keeps the place of
/// the whole.
pub(crate) fn normalise(text: &str, table: &[(u32, u32, Replacement)]) -> Vec<Normalised> {
    let mut out: Vec<Normalised> = Vec::with_capacity(text.len());
    let mut put = |c: char, place: &Range<usize>| {
        if c != ' ' || out.last().is_some_and(|(last, _)| *last != ' ') {
            out.push((c, place.clone()));
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let mut cluster = String::new();
        let mut is_kept = false;
        let mut replace = |c: char| match replacement(c, table) {
            None => cluster.push(c),
            Some(Replacement::With(to)) => cluster.push(to),
            Some(Replacement::Removed) => (),
            Some(Replacement::Kept) => {
                is_kept = true;
                cluster.push(c);
            }
        };
        replace(first);
        let mut end = start + first.len_utf8();
        while let Some((at, mark)) = chars.next_if(|(_, c)| canonical_combining_class(*c) != 0) {
            replace(mark);
            end = at + mark.len_utf8();
        }
        let place = start..end;
        if cluster.is_ascii() || is_kept && cluster.chars().nth(1).is_none() {
            cluster.chars().for_each(|c| put(c, &place));
        } else {
            cluster.nfkc().for_each(|c| put(c, &place));
        }
    }
    if out.last().is_some_and(|(last, _)| *last == ' ') {
        out.pop();
    }
    out
}

fn replacement(c: char, table: &[(u32, u32, Replacement)]) -> Option<Replacement> {
    let code = u32::from(c);
    let after = table.partition_point(|(first, _, _)| *first <= code);
    let &(_, last, replacement) = table.get(after.checked_sub(1)?)?;
    (code <= last).then_some(replacement)
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "a list of one range is meant"
)]
mod tests {
    use super::*;

    const TABLE: [(u32, u32, Replacement); 4] = [
        (0x01, 0x08, Replacement::Removed),
        (0x09, 0x0D, Replacement::With(' ')),
        (0x200B, 0x200F, Replacement::With(' ')),
        (0xFF5E, 0xFF5E, Replacement::Kept),
    ];

    #[track_caller]
    fn check(text: &str, expected: &str, places: &[Range<usize>]) {
        let (chars, found): (String, Vec<Range<usize>>) =
            normalise(text, &TABLE).into_iter().unzip();
        assert_eq!(chars, expected, "{text:?}");
        assert_eq!(found, places, "{text:?}");
    }

    #[test]
    fn texts_as_the_vocabulary_knows_them() {
        check("", "", &[]);
        check(" \n ", "", &[]);
        check(" a \t b\n", "a b", &[1..2, 2..3, 5..6]);
        check("a\u{2}b", "ab", &[0..1, 2..3]);
        check("a\u{308}", "ä", &[0..3]);
        check("ﬁx", "fix", &[0..3, 0..3, 3..4]);
        check("\u{FF5E}\u{FF21}", "\u{FF5E}A", &[0..3, 3..6]);
        check("👩\u{200D}🚀", "👩 🚀", &[0..4, 4..7, 7..11]);
    }
}
