//! The inverse of folding: by which characters a folded text can be written,
//! as pieces of a JavaScript regular expression.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::chars::{ACCENTS, IGNORABLE, is_ignorable};
use crate::fold::{Case, fold_char};

/// Characters with what they fold to, by the first character of that.
type Spellings = BTreeMap<char, Vec<(Vec<char>, char)>>;

/// Knows the characters by which the texts it was made for can be written.
pub(crate) struct Speller {
    spellings: Spellings,
    white_space: Vec<(char, char)>,
    is_spaced: bool,
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
        fold_char(source, Case::Fold, None, |c| chars.push(c));
        if let Some(&first) = chars.first().filter(|_| chars != [source]) {
            folded.entry(first).or_default().push((chars, source));
        }
    }
    folded
});

impl Speller {
    pub(crate) fn new(texts: &BTreeSet<String>) -> Speller {
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
            invisible: class(IGNORABLE.into_iter().chain(ACCENTS)),
            white_space,
            is_spaced: texts.iter().any(|text| text.contains(' ')),
        }
    }

    /// A class of the characters that folding drops.
    pub(crate) fn invisible(&self) -> &str {
        &self.invisible
    }

    /// A class of all characters by which the texts can be written.
    pub(crate) fn any_character(&self) -> String {
        let sources = self.spellings.values().flatten().map(|&(_, source)| source);
        let chars: BTreeSet<char> = sources.collect();
        let white_space = self.white_space.iter().copied().filter(|_| self.is_spaced);
        class(chars.into_iter().map(|c| (c, c)).chain(white_space))
    }

    /// A folded text in pieces; `between` is an expression for what may stand
    /// between two characters.
    pub(crate) fn pieces(&self, text: &str, between: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let before = if at > 0 && chars[at - 1] != ' ' {
                between
            } else {
                ""
            };
            if chars[at] == ' ' {
                pieces.push(format!(
                    "{before}{}",
                    self.some_of(&[" ".to_owned()], between)
                ));
                at += 1;
                continue;
            }
            let end = self.cluster_end(&chars, at);
            pieces.push(format!(
                "{before}{}",
                self.cluster(&chars, at..end, between)
            ));
            at = end;
        }
        pieces
    }

    /// One or more characters of some texts; after the first also what
    /// `between` stands for.
    pub(crate) fn some_of(&self, texts: &[String], between: &str) -> String {
        let chars: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
        let sources = chars.iter().filter_map(|c| self.spellings.get(c)).flatten();
        let mut ranges: Vec<(char, char)> = sources
            .filter(|(folded, _)| folded.iter().all(|c| chars.contains(c)))
            .map(|&(_, c)| (c, c))
            .collect();
        if chars.contains(&' ') {
            ranges.extend(&self.white_space);
        }
        let any = class(ranges.iter().copied());
        if !between.is_empty() {
            ranges.extend(IGNORABLE.into_iter().chain(ACCENTS));
        }
        format!("{any}(?:{})*", class(ranges))
    }

    /// Characters that fold to a beginning of what is from `at` on, by how much
    /// of it.
    fn starting<'s>(
        &'s self,
        chars: &'s [char],
        at: usize,
    ) -> impl Iterator<Item = (usize, char)> + 's {
        let spellings = chars.get(at).and_then(|first| self.spellings.get(first));
        let is_umlaut = chars[at] == 'e' && at > 0 && matches!(chars[at - 1], 'a' | 'o' | 'u');
        spellings
            .into_iter()
            .flatten()
            .filter(move |(folded, _)| chars[at..].starts_with(folded))
            .map(|(folded, source)| (folded.len(), *source))
            .chain(is_umlaut.then_some((1, '\u{308}')))
    }

    /// Where no character's folding reaches across any more.
    fn cluster_end(&self, chars: &[char], start: usize) -> usize {
        let mut end = start + 1;
        let mut at = start;
        while at < end {
            end = self
                .starting(chars, at)
                .map(|(length, _)| at + length)
                .fold(end, usize::max);
            at += 1;
        }
        end
    }

    fn cluster(&self, chars: &[char], range: Range<usize>, gap: &str) -> String {
        if range.len() > MAX_CLUSTER {
            let all = range
                .clone()
                .flat_map(|at| self.starting(chars, at))
                .map(|(_, c)| (c, c));
            let all = class(all);
            return format!("{all}(?:{gap}{all}){{0,{}}}", range.len() - 1);
        }
        let spellings = self.spellings(chars, range, gap);
        match spellings.as_slice() {
            [only] => only.clone(),
            several => format!("(?:{})", several.join("|")),
        }
    }

    /// Every way to divide the characters among characters that fold to them.
    fn spellings(&self, chars: &[char], range: Range<usize>, gap: &str) -> Vec<String> {
        let mut by_length: BTreeMap<usize, Vec<(char, char)>> = BTreeMap::new();
        for (length, source) in self.starting(chars, range.start) {
            by_length.entry(length).or_default().push((source, source));
        }
        let mut spellings = Vec::new();
        for (length, sources) in by_length {
            let first = class(sources);
            let rest = range.start + length..range.end;
            if rest.is_empty() {
                spellings.push(first);
            } else {
                let rest = self.spellings(chars, rest, gap);
                spellings.extend(rest.iter().map(|rest| format!("{first}{gap}{rest}")));
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
    // Those of one leading unit are taken together: letters of mathematics come
    // in a dozen styles, and which one it is does not matter.
    let mut trailing: BTreeMap<u16, (u16, u16)> = BTreeMap::new();
    for c in pairs.into_iter().flat_map(|(first, last)| first..=last) {
        let mut units = [0; 2];
        c.encode_utf16(&mut units);
        let range = trailing.entry(units[0]).or_insert((units[1], units[1]));
        *range = (range.0.min(units[1]), range.1.max(units[1]));
    }
    let mut alternatives: Vec<String> = trailing
        .into_iter()
        .map(|(lead, (first, last))| format!("\\u{lead:04X}[\\u{first:04X}-\\u{last:04X}]"))
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
