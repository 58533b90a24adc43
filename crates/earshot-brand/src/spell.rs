//! The inverse of folding: by which characters a folded text can be written,
//! as pieces of a JavaScript regular expression.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::fold::{Case, IGNORABLE, fold_char, is_ignorable};
use crate::prefilter::Fit;

/// Characters with what they fold to, by the first character of that.
type Spellings = BTreeMap<char, Vec<(Vec<char>, char)>>;

/// Knows the characters by which the texts it was made for can be written.
pub(crate) struct Speller {
    spellings: Spellings,
    white_space: String,
    white_or_invisible: String,
    invisible: String,
}

/// Characters that may fold to something else. Beyond lie ideographs, Hangul
/// and private use, which stand for themselves.
const FOLDING: [Range<u32>; 3] = [0..0x3400, 0xA000..0xAC00, 0xF900..0x20000];
/// Compatibility ideographs of plane 2.
const FOLDING_IDEOGRAPHS: Range<u32> = 0x2F800..0x2FA20;

/// The longest stretch of characters with overlapping spellings that is
/// written out; longer ones (`sssssss`) are approximated.
const MAX_CLUSTER: usize = 6;

/// The characters that fold to something else, white space aside.
static FOLDED: LazyLock<Spellings> = LazyLock::new(|| {
    let mut folded = Spellings::new();
    let candidates = FOLDING
        .into_iter()
        .chain([FOLDING_IDEOGRAPHS])
        .flatten()
        .filter_map(char::from_u32);
    for source in candidates.filter(|&c| !is_ignorable(c) && !c.is_whitespace()) {
        let mut chars = Vec::new();
        fold_char(source, Case::Fold, |c| chars.push(c));
        if let Some(&first) = chars.first().filter(|_| chars != [source]) {
            folded.entry(first).or_default().push((chars, source));
        }
    }
    folded
});

impl Speller {
    pub(crate) fn new(texts: &BTreeSet<&str>) -> Speller {
        let wanted: BTreeSet<char> = texts
            .iter()
            .flat_map(|text| text.chars())
            .filter(|&c| c != ' ')
            .collect();
        let spellings = |c: char| {
            let mut spellings = FOLDED.get(&c).cloned().unwrap_or_default();
            spellings.push((vec![c], c));
            (c, spellings)
        };
        let white_space: Vec<(char, char)> = ('\0'..'\u{3400}')
            .filter(|c| c.is_whitespace())
            .map(|c| (c, c))
            .collect();
        Speller {
            spellings: wanted.into_iter().map(spellings).collect(),
            white_or_invisible: class(white_space.iter().copied().chain(IGNORABLE)),
            white_space: class(white_space),
            invisible: class(IGNORABLE),
        }
    }

    /// A class of the characters that folding drops.
    pub(crate) fn invisible(&self) -> &str {
        &self.invisible
    }

    /// A class of all characters by which the texts can be written.
    pub(crate) fn any_character(&self, texts: &BTreeSet<&str>) -> String {
        let chars: BTreeSet<char> = self
            .spellings
            .values()
            .flatten()
            .map(|&(_, source)| source)
            .collect();
        let spaced = texts.iter().any(|text| text.contains(' '));
        let any = class(chars.into_iter().map(|c| (c, c)));
        if spaced {
            format!("(?:{any}|{})", self.white_space)
        } else {
            any
        }
    }

    /// A folded text in pieces, none of which allows invisible characters.
    pub(crate) fn pieces(&self, text: &str, fit: Fit) -> Vec<String> {
        let many = if fit == Fit::Exact { '+' } else { '*' };
        self.spell(text, "", &format!("{}{many}", self.white_space))
    }

    /// A folded text in pieces that allow invisible characters between any two
    /// characters. Those after white space are taken with it: each run of them
    /// can be read in one way only.
    pub(crate) fn tolerant_pieces(&self, text: &str, fit: Fit) -> Vec<String> {
        let gap = format!("{}*", self.invisible);
        let first = match fit {
            Fit::Exact => format!("{gap}{}", self.white_space),
            Fit::Loose => String::new(),
        };
        let space = format!("{first}{}*", self.white_or_invisible);
        self.spell(text, &gap, &space)
    }

    /// `gap` stands between any two characters, `space` for a space and the
    /// gaps around it.
    fn spell(&self, text: &str, gap: &str, space: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let mut piece = String::new();
            if chars[at] == ' ' {
                piece.push_str(space);
                at += 1;
            } else {
                if at > 0 && chars[at - 1] != ' ' {
                    piece.push_str(gap);
                }
                let end = self.cluster_end(&chars, at);
                piece.push_str(&self.cluster(&chars[at..end], gap));
                at = end;
            }
            pieces.push(piece);
        }
        pieces
    }

    /// Characters that fold to a beginning of these, by how much of it.
    fn starting<'s>(&'s self, chars: &'s [char]) -> impl Iterator<Item = (usize, char)> + 's {
        let spellings = chars
            .first()
            .and_then(|first| self.spellings.get(first))
            .into_iter()
            .flatten();
        spellings
            .filter(|(folded, _)| chars.starts_with(folded))
            .map(|(folded, source)| (folded.len(), *source))
    }

    /// Where no character's folding reaches across any more.
    fn cluster_end(&self, chars: &[char], start: usize) -> usize {
        let mut end = start + 1;
        let mut at = start;
        while at < end {
            end = self
                .starting(&chars[at..])
                .map(|(length, _)| at + length)
                .fold(end, usize::max);
            at += 1;
        }
        end
    }

    fn cluster(&self, chars: &[char], gap: &str) -> String {
        if chars.len() > MAX_CLUSTER {
            let all = (0..chars.len())
                .flat_map(|at| self.starting(&chars[at..]))
                .map(|(_, c)| (c, c));
            let all = class(all);
            return format!("{all}(?:{gap}{all}){{0,{}}}", chars.len() - 1);
        }
        let spellings = self.spellings(chars, gap);
        match spellings.as_slice() {
            [only] => only.clone(),
            several => format!("(?:{})", several.join("|")),
        }
    }

    /// Every way to divide the characters among characters that fold to them.
    fn spellings(&self, chars: &[char], gap: &str) -> Vec<String> {
        let mut by_length: BTreeMap<usize, Vec<(char, char)>> = BTreeMap::new();
        for (length, source) in self.starting(chars) {
            by_length.entry(length).or_default().push((source, source));
        }
        let mut spellings = Vec::new();
        for (length, sources) in by_length {
            let first = class(sources);
            match &chars[length..] {
                [] => spellings.push(first),
                rest => spellings.extend(
                    self.spellings(rest, gap)
                        .iter()
                        .map(|rest| format!("{first}{gap}{rest}")),
                ),
            }
        }
        spellings
    }
}

/// An expression that matches one character of these ranges.
pub(crate) fn class(ranges: impl IntoIterator<Item = (char, char)>) -> String {
    let mut ranges: Vec<(char, char)> = ranges.into_iter().collect();
    ranges.sort_unstable();
    let mut merged: Vec<(char, char)> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if first as u32 <= before.1 as u32 + 1 => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    // Outside of the first plane a character is two UTF-16 units, which no
    // class can hold.
    let pairs: Vec<(char, char)> = merged
        .extract_if(.., |range| range.1 > '\u{FFFF}')
        .collect();
    let mut alternatives: Vec<String> = pairs
        .into_iter()
        .flat_map(|(first, last)| first..=last)
        .map(escaped)
        .collect();
    match merged.as_slice() {
        [] => {}
        &[(only, last)] if only == last => alternatives.push(escaped(only)),
        ranges => {
            let inner: String = ranges.iter().map(|&range| range_in_class(range)).collect();
            alternatives.push(format!("[{inner}]"));
        }
    }
    match alternatives.as_slice() {
        [only] => only.clone(),
        several => format!("(?:{})", several.join("|")),
    }
}

fn range_in_class((first, last): (char, char)) -> String {
    match last as u32 - first as u32 {
        0 => escaped(first),
        1 => escaped(first) + &escaped(last),
        _ => format!("{}-{}", escaped(first), escaped(last)),
    }
}

/// A character as it may stand in and outside of a class. Only what could be
/// syntax and what needs two UTF-16 units is written by its code: the class of
/// invisible characters stands between any two letters, and the shorter it is,
/// the more forms an expression can hold.
fn escaped(c: char) -> String {
    if c.is_ascii_alphanumeric() || "@#&' _!:,;".contains(c) || ('\u{A0}'..='\u{FFFF}').contains(&c)
    {
        c.to_string()
    } else if c.is_ascii_graphic() {
        format!("\\{c}")
    } else {
        c.encode_utf16(&mut [0; 2])
            .iter()
            .map(|unit| format!("\\u{unit:04X}"))
            .collect()
    }
}
