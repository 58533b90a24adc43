//! Whether a name with a bare `s` is a plural or a genitive: the words beside
//! it tell, most of the time.

use std::ops::Range;

/// Words before a plural.
const BEFORE: &[&str] = &[
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "zwölf",
    "beide",
    "beiden",
    "viele",
    "vielen",
    "alle",
    "allen",
    "mehrere",
    "mehreren",
    "einige",
    "einigen",
    "wenige",
    "wenigen",
    "paar",
    "manche",
    "diese",
    "diesen",
    "jene",
    "keine",
    "keinen",
    "meine",
    "meinen",
    "unsere",
    "unseren",
    "eure",
    "ihre",
    "ihren",
    "seine",
    "seinen",
    "die",
    "den",
    "alten",
    "neuen",
    "anderen",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "both",
    "many",
    "all",
    "several",
    "some",
    "few",
    "these",
    "those",
    "our",
    "my",
    "their",
    "your",
    "his",
    "her",
    "more",
    "most",
    "other",
    "old",
    "new",
    "used",
    "dozen",
    "of",
    "gebrauchte",
    "alte",
    "neue",
    "andere",
];

/// Whether the name at this place of a text is a plural.
pub(crate) fn is_plural(text: &str, name: &Range<usize>) -> bool {
    let before = text[..name.start].trim_end_matches([' ', '\u{A0}']);
    let word_start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric())
        .take(20)
        .last()
        .map_or(before.len(), |(at, _)| at);
    let before = before[word_start..].to_lowercase();
    if before.chars().all(|c| c.is_ascii_digit()) && !before.is_empty() {
        return true;
    }
    let after = &text[name.end..];
    let possessed = after
        .strip_prefix(' ')
        .is_some_and(|after| after.starts_with(char::is_uppercase));
    BEFORE.contains(&before.as_str()) && !possessed
}
