//! Kinds of characters: which ones make up words, which are not seen, which
//! are the same to a reader.

use unicode_normalization::char::is_combining_mark;

/// Marks over and under letters.
pub(crate) fn is_accent(c: char) -> bool {
    in_ranges(&ACCENTS, c)
}

pub(crate) const ACCENTS: [(char, char); 4] = [
    ('\u{300}', '\u{36F}'),
    ('\u{1AB0}', '\u{1AFF}'),
    ('\u{1DC0}', '\u{1DFF}'),
    ('\u{20D0}', '\u{20FF}'),
];

/// Whether a character has a compatibility mapping that would change what a
/// reader sees: figures and signs behind a word, and what becomes white space.
pub(crate) fn stands_for_itself(c: char) -> bool {
    in_ranges(&ORNAMENTS, c)
        || matches!(
            c,
            '™' | '℠' | '…' | '¨' | '¯' | '¸' | '˘'..='˝' | '\u{37A}' | '\u{384}' | '\u{385}'
        )
        || matches!(c, '\u{1FBD}' | '\u{1FBF}'..='\u{1FC1}' | '\u{1FCD}'..='\u{1FCF}' | '\u{1FDD}'..='\u{1FDF}' | '\u{1FED}'..='\u{1FEF}' | '\u{1FFD}' | '\u{1FFE}' | 'Ŀ' | 'ŀ' | '\u{2017}' | '\u{203E}' | '\u{FE49}'..='\u{FE4C}')
        || matches!(c, '\u{FC5E}'..='\u{FC63}' | '\u{FE70}'..='\u{FE7F}' | '\u{FDFA}' | '\u{FDFB}')
        || c.is_whitespace()
}

/// One character for all that are the same sign to a reader.
pub(crate) fn unified(c: char) -> char {
    match c {
        '`' | '’' | '‘' | '\u{02BC}' | '\u{02BB}' | '´' | '′' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '“' | '”' | '„' | '‟' | '″' => '"',
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
/// figures, circled figures, fractions, flags.
const ORNAMENTS: [(char, char); 11] = [
    ('²', '³'),
    ('¹', '¹'),
    ('¼', '¾'),
    ('\u{2070}', '\u{207F}'),
    ('\u{208A}', '\u{209C}'),
    ('\u{2139}', '\u{2139}'),
    ('\u{2150}', '\u{215F}'),
    ('\u{2460}', '\u{24B5}'),
    ('\u{24EA}', '\u{24FF}'),
    ('\u{1F100}', '\u{1F12F}'),
    ('\u{1F150}', '\u{1F1FF}'),
];

/// Whether a word goes on at this character.
#[inline]
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        is_word_beyond_ascii(c)
    }
}

fn is_word_beyond_ascii(c: char) -> bool {
    (c.is_alphanumeric() || is_combining_mark(c))
        && !in_ranges(&SPACELESS, c)
        && !in_ranges(&ORNAMENTS, c)
}

fn in_ranges(ranges: &[(char, char)], c: char) -> bool {
    ranges
        .iter()
        .any(|&(first, last)| (first..=last).contains(&c))
}
