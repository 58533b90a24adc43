//! Whether a name with a bare `s` is a plural or a genitive: the words beside
//! it tell, most of the time.

use std::ops::Range;

/// Words before a genitive.
const OF: &[&str] = &[
    "des", "eines", "wegen", "trotz", "statt", "anstatt", "dank", "seitens", "unseres", "meines",
    "deines",
];

/// Words before a plural.
const NUMBERS: &[&str] = &[
    "zwei", "drei", "vier", "fünf", "sechs", "beide", "viele", "alle", "mehrere", "einige", "two",
    "three", "four", "five", "six", "both", "many", "all", "several", "some", "few", "these",
    "those",
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
    let is_figure = !before.is_empty() && before.chars().all(|c| c.is_ascii_digit());
    let counted = is_figure || NUMBERS.contains(&before.as_str());
    let mut after = text[name.end..]
        .strip_prefix(' ')
        .unwrap_or_default()
        .splitn(3, ' ');
    let (next, then) = (
        after.next().unwrap_or_default(),
        after.next().unwrap_or_default(),
    );
    let is_noun = |word: &str| word.starts_with(char::is_uppercase);
    let is_adjective = |word: &str| {
        word.len() > 4
            && ["e", "er", "es", "en", "em"]
                .iter()
                .any(|ending| word.ends_with(ending))
    };
    // `Dells Service`, `Dells neuer Laptop`
    let has_possession = is_noun(next) || (is_adjective(next) && is_noun(then));
    !OF.contains(&before.as_str()) && (counted || !has_possession)
}
