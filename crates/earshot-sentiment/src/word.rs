//! Words as a reader sees them, to show as evidence.

use std::ops::Range;

/// The words of a text (bytes), in order: letters, digits and what joins them;
/// emoji; emoticons. Signs on their own are none.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let kind = kind(c);
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let after = text[at + next.len_utf8()..].chars().next();
            let is_more = match kind {
                Kind::Word => is_word(next) || joins(next) && after.is_some_and(is_word),
                Kind::Emoji => is_emoji(next) || is_joiner(next),
                Kind::Sign => self::kind(next) == Kind::Sign,
                Kind::Space => self::kind(next) == Kind::Space,
            };
            if !is_more {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let is_shown = match kind {
            Kind::Word | Kind::Emoji => true,
            Kind::Sign => end - start > 1 && c.is_ascii() && matches!(c, ':' | ';' | '='),
            Kind::Space => false,
        };
        if is_shown {
            words.push(start..end);
        }
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Emoji,
    Sign,
    Space,
}

fn kind(c: char) -> Kind {
    if is_word(c) {
        Kind::Word
    } else if is_emoji(c) {
        Kind::Emoji
    } else if c.is_whitespace() {
        Kind::Space
    } else {
        Kind::Sign
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) && !is_joiner(c)
}

/// Within a word: "don't", "E-Mail".
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '_')
}

/// The blocks of symbols and pictographs.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// What makes one emoji of several: zero-width joiner, variation selector.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn words_as_a_reader_sees_them() {
        check("", &[]);
        check("Nie wieder, echt!", &["Nie", "wieder", "echt"]);
        check("don't – E-Mail- «so»", &["don't", "E-Mail", "so"]);
        check("scho\u{308}n 4,5", &["scho\u{308}n", "4", "5"]);
        check("super👍🏽👍 :-) !!! ,", &["super", "👍🏽👍", ":-)"]);
        check(
            "❤\u{FE0F}a👩\u{200D}🚀",
            &["❤\u{FE0F}", "a", "👩\u{200D}🚀"],
        );
    }
}
