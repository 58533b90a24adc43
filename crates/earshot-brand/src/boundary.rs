//! What must stand around a form, as pieces of a JavaScript regular expression.

use crate::chars::is_word;
use crate::ending::ends_with_s_sound;
use crate::entry::{Closed, Entry, Part};
use crate::mention::FormKind;
use crate::scan::SHORTEST_BEFORE;
use crate::spell::{Speller, class};

/// Characters at which a word goes on: a part of what [`is_word`] accepts, so
/// that the boundaries never refuse what the matcher takes.
pub(crate) const WORD: [(char, char); 21] = [
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
    ('\u{370}', '\u{373}'),
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

/// Capitals that begin a word within a hashtag, and what they follow there.
const CAPITAL: [(char, char); 3] = [('A', 'Z'), ('À', 'Ö'), ('Ø', 'Þ')];
const SMALL: [(char, char); 3] = [('a', 'z'), ('ß', 'ö'), ('ø', 'ÿ')];
const SMALL_OR_DIGIT: [(char, char); 4] = [('0', '9'), ('a', 'z'), ('ß', 'ö'), ('ø', 'ÿ')];

/// How many invisible characters a boundary is looked for behind; after more,
/// there is one for the expression. Keeps it linear.
const INVISIBLE: &str = "{1,8}";

/// What a form must stand behind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Start {
    /// Anything: it begins with a sign.
    Any,
    /// The beginning of a word.
    Word,
    /// That, or a place where a capital begins a word in a hashtag or a compound
    /// has its last part.
    WordOrPart,
}

/// What must follow a form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// Anything: it ends with a sign, was cut, or has many endings.
    Any,
    /// The end of the word.
    Word,
    /// An ending or a capital that begins a word; with `e` endings that begin
    /// so.
    Ending { e: bool },
    /// That, or the rest of a compound.
    Compound { e: bool },
}

impl Start {
    pub(crate) fn of(entry: &Entry) -> Start {
        match entry.parts.first() {
            Some(Part::Word(text)) if !text.starts_with(is_word) => Start::Any,
            _ if entry.is_name() => Start::WordOrPart,
            _ => Start::Word,
        }
    }
}

impl End {
    pub(crate) fn of(entry: &Entry) -> End {
        match entry.parts.as_slice() {
            [.., Part::Word(text)] if !text.ends_with(is_word) => End::Any,
            _ if !entry.is_name() && entry.kind != FormKind::Hashtag => End::Word,
            [.., Part::Word(text) | Part::Sign(text)] => {
                let e = ends_with_s_sound(text.trim_end_matches(|c| !is_word(c)))
                    || text.ends_with(|c| !is_word(c));
                match entry.closed {
                    Closed::No => End::Ending { e },
                    Closed::Yes | Closed::Capitals => End::Compound { e },
                }
            }
            _ => End::Any,
        }
    }
}

/// The expressions for what stands around forms.
pub(crate) struct Boundaries {
    word: String,
    invisible: String,
    is_tolerant: bool,
}

impl Boundaries {
    pub(crate) fn new(speller: &Speller, is_tolerant: bool) -> Boundaries {
        Boundaries {
            word: class(WORD),
            invisible: speller.invisible().to_owned(),
            is_tolerant,
        }
    }

    pub(crate) fn start(&self, start: Start) -> String {
        let Boundaries {
            word, invisible, ..
        } = self;
        let behind = if self.is_tolerant {
            format!("(?<!{word})(?<!{word}{invisible}{INVISIBLE})")
        } else {
            format!("(?<!{word})")
        };
        let (capital, small, letter) = (class(CAPITAL), class(SMALL_OR_DIGIT), class(SMALL));
        match start {
            Start::Any => String::new(),
            Start::Word => behind,
            Start::WordOrPart => {
                format!(
                    "(?:{behind}|(?<={word}{{{SHORTEST_BEFORE}}})|(?<={small})(?={capital})|(?<={capital})(?={capital}{letter}))"
                )
            }
        }
    }

    fn ending(&self, with_e: bool) -> String {
        let gap = if self.is_tolerant {
            format!("{}*", self.invisible)
        } else {
            String::new()
        };
        let s = format!("(?:{gap}{GENITIVE_S})?");
        if with_e {
            format!("(?:{gap}[eE])?{s}")
        } else {
            s
        }
    }

    pub(crate) fn end(&self, end: End) -> String {
        let Boundaries {
            word, invisible, ..
        } = self;
        let no_word = if self.is_tolerant {
            format!("(?!{word})(?!{invisible}{INVISIBLE}{word})")
        } else {
            format!("(?!{word})")
        };
        let capital = class(CAPITAL);
        match end {
            End::Any => String::new(),
            End::Word => no_word,
            End::Ending { e } => format!("(?:{}{no_word}|(?={capital}))", self.ending(e)),
            End::Compound { e } => {
                // Other letters than ASCII can each be more than one.
                let rest = format!("(?:{word}{{3}}|{word}{{0,2}}[^\\0-\\x7F])");
                format!("(?:{}{no_word}|{rest}|(?={capital}))", self.ending(e))
            }
        }
    }
}

/// What folds to the genitive's `s`.
const GENITIVE_S: &str = "[sSſ]";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chars::is_ignorable;
    use crate::fold::{Case, fold_char};

    #[test]
    fn word_characters_are_the_matchers() {
        for c in WORD.into_iter().flat_map(|(first, last)| first..=last) {
            let mut folded = Vec::new();
            fold_char(c, Case::Fold, None, |f| folded.push(f));
            let ends = [folded.first(), folded.last()];
            assert!(
                !is_ignorable(c) && ends.into_iter().flatten().all(|&end| is_word(end)),
                "{c:?}"
            );
        }
    }
}
