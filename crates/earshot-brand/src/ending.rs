//! What may follow a name within a word: endings, and the rest of a compound.

use std::ops::Range;

use crate::chars::is_word;
use crate::context::word_beginning;
use crate::entry::{Closed, Entry};
use crate::words::{self, is_word_of_its_own, words_it_begins_with};

/// What follows a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing of the same word.
    None,
    /// So many bytes that only a genitive ends in.
    Genitive(usize),
    /// So many bytes that only a plural ends in.
    Plural(usize),
    /// An `s`, which can be either.
    S,
    /// Another word, which makes a compound of it.
    Closed,
}

impl Ending {
    /// In bytes; the rest of a compound is no ending.
    pub(crate) fn length(self) -> usize {
        match self {
            Ending::None | Ending::Closed => 0,
            Ending::Genitive(length) | Ending::Plural(length) => length,
            Ending::S => 1,
        }
    }
}

/// What follows a form in a folded text; none if the word goes on in a way
/// that makes it another word.
pub(crate) fn ending(text: &str, form: &Range<usize>, entry: &Entry) -> Option<Ending> {
    let is_closed = || is_closed(entry, &text[form.clone()], &text[form.end..]);
    inflection(text, form).or_else(|| is_closed().then_some(Ending::Closed))
}

/// The same where no compound counts.
pub(crate) fn inflection(text: &str, form: &Range<usize>) -> Option<Ending> {
    let name = &text[form.clone()];
    let rest = &text[form.end..];
    let ends_after = |ending: &str| {
        rest.strip_prefix(ending)
            .is_some_and(|rest| !rest.starts_with(is_word))
    };
    if ends_after("'s") {
        return Some(Ending::Genitive(2));
    }
    // An apostrophe that closes a quotation is no ending.
    let quoted = text[..form.start].ends_with(['\'', '‚', '‹', '›']);
    if ends_with_s_sound(name) && !quoted && ends_after("'") {
        return Some(Ending::Genitive(1));
    }
    if !name.ends_with(is_word) || ends_after("") {
        return Some(Ending::None);
    }
    if !name.ends_with(['s', 'x', 'z']) && ends_after("s") {
        return Some(Ending::S);
    }
    // `Thermomixe`, `Starbuckses`
    if name.ends_with('x') && ends_after("e") {
        Some(Ending::Plural(1))
    } else if ends_with_s_sound(name) && ends_after("es") {
        Some(Ending::Plural(2))
    } else {
        None
    }
}

/// Whether a form ends in a sound after which German sets a bare apostrophe.
pub(crate) fn ends_with_s_sound(form: &str) -> bool {
    ["s", "x", "z", "sch", "ce"]
        .iter()
        .any(|ending| form.ends_with(ending))
}

/// Whether the word that begins with a name is a compound of it.
///
/// The rest must be a word or itself made of words, after a linking letter or
/// without; and the whole must be no word of its own nor begin with a longer
/// one to which the rest is added (`Telekommunikation|s|anbieter`).
fn is_closed(entry: &Entry, name: &str, rest: &str) -> bool {
    if entry.closed == Closed::No {
        return false;
    }
    let Some(rest) = word_beginning(rest) else {
        return false;
    };
    is_compound_end(rest) && !is_another_word(name, rest)
}

/// Whether a word that begins with a name is a word of its own, or made of
/// other parts: `Tele|kommunikation`, `Telekommunikations|anbieter`.
pub(crate) fn is_another_word(name: &str, rest: &str) -> bool {
    let first = name.rsplit(|c| !is_word(c)).next().unwrap_or(name);
    let whole = format!("{first}{rest}");
    let has_other_parts = || {
        // A name that is itself made of words (`Kauf|land`) begins so, too.
        !has_two_parts(first) && is_made_of_words(&whole, Some(first.len()))
    };
    is_word_of_its_own(&whole) || has_other_parts()
}

fn has_two_parts(name: &str) -> bool {
    let firsts = words_it_begins_with(name);
    (SHORTEST_PART..=words::LONGEST)
        .filter(|length| firsts & (1 << length) != 0)
        .filter_map(|length| name.get(length..))
        .any(|second| second.len() >= SHORTEST_PART && is_word_of_its_own(second))
}

/// Whether a name is the last part of a closed compound: `Dorfaldi`. `before`
/// is what the word begins with.
pub(crate) fn closes(entry: &Entry, name: &str, before: &str) -> bool {
    let whole = format!("{before}{name}");
    let is_part = |part: &str| part.len() >= SHORTEST_PART && is_word_of_its_own(part);
    entry.closed == Closed::Yes
        && before.chars().all(char::is_alphabetic)
        && (is_part(before) || before.strip_suffix('s').is_some_and(is_part))
        && !is_word_of_its_own(&whole)
        // `Erd|umlaufbahn`
        && !whole.get(SHORTEST_END..).is_some_and(is_word_of_its_own)
        && !is_made_of_words(&whole, Some(before.len()))
}

/// Letters between the parts of a compound.
const LINKS: [&str; 5] = ["", "s", "es", "n", "en"];
/// The shortest part of a compound with several parts, in bytes.
const SHORTEST_PART: usize = 4;
/// The shortest last part, in bytes.
const SHORTEST_END: usize = 3;

/// Whether a compound can end like this: with one or more real words.
pub(crate) fn is_compound_end(rest: &str) -> bool {
    if rest.len() < SHORTEST_END
        || rest.len() > words::LONGEST
        || !rest.is_ascii()
        || rest.contains(|c: char| c.is_ascii_digit())
    {
        return false;
    }
    LINKS.iter().any(|link| {
        rest.strip_prefix(link)
            .is_some_and(|rest| rest.len() >= SHORTEST_END && is_word_of_its_own(rest))
    }) || is_made_of_words(rest, None)
}

/// Whether a string is one of several words, a linking `s` between them, none
/// of which ends at `not_at`. Each place where a part can begin is looked at
/// once.
fn is_made_of_words(text: &str, not_at: Option<usize>) -> bool {
    let mut begins = vec![false; text.len() + 2];
    begins[0] = true;
    for start in 0..text.len() {
        let Some(rest) = text.get(start..).filter(|_| begins[start]) else {
            continue;
        };
        let words = words_it_begins_with(rest);
        for length in SHORTEST_END..=rest.len().min(words::LONGEST) {
            let end = start + length;
            let is_long_enough = end == text.len() || length >= SHORTEST_PART;
            if words & (1 << length) != 0 && is_long_enough && Some(end) != not_at {
                begins[end] = true;
                // Another part must follow a linking letter.
                begins[end + 1] |= end + 1 < text.len() && text.as_bytes()[end] == b's';
            }
        }
    }
    begins[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_compounds() {
        for rest in [
            "laptop",
            "hotline",
            "kuehlschrank",
            "skandal",
            "flug",
            "kundenservice",
            "aktien",
        ] {
            assert!(is_compound_end(rest), "{rest}");
        }
        for rest in ["e", "en", "ung", "aaaaaaaaaa", "", "haus1"] {
            assert!(!is_compound_end(rest), "{rest}");
        }
    }

    #[test]
    fn words_of_their_own() {
        for (name, rest) in [
            ("bahn", "hof"),
            ("bahn", "hofsvorplatz"),
            ("bahn", "uebergang"),
            ("telekom", "munikation"),
            ("telekom", "munikationsanbieter"),
            ("dell", "en"),
        ] {
            assert!(is_another_word(name, rest), "{name}{rest}");
        }
        for (name, rest) in [
            ("dell", "laptop"),
            ("bosch", "kuehlschrank"),
            ("telekom", "hotline"),
        ] {
            assert!(!is_another_word(name, rest), "{name}{rest}");
        }
    }
}
