//! Where words stand in a text, for whoever names a target instead of
//! pointing at it.

use std::ops::Range;

use regex::RegexBuilder;

/// The places of `words` in `text` between word boundaries, in bytes and in
/// order: as they are written, else in any letter case. No words stand nowhere.
/// Linear in the text.
pub fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let pattern = format!(r"\b{{start-half}}{}\b{{end-half}}", regex::escape(words));
    let found = [false, true].into_iter().find_map(|any_case| {
        // Fails only for words too long for a pattern; they are found nowhere.
        let regex = RegexBuilder::new(&pattern)
            .case_insensitive(any_case)
            .build()
            .ok()?;
        let places: Vec<_> = regex
            .find_iter(text)
            .map(|place| place.range())
            .filter(|place| !place.is_empty())
            .collect();
        (!places.is_empty()).then_some(places)
    });
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, expected: &[usize]) {
        let starts: Vec<usize> = places(text, words).iter().map(|it| it.start).collect();
        assert_eq!(starts, expected, "{words:?} in {text:?}");
    }

    #[test]
    fn places_of_targets() {
        check("Das Modell von Dell", "Dell", &[15]);
        check("dell und Dell", "Dell", &[9]);
        check("DELL!", "Dell", &[0]);
        check("Über Äpfel", "äpfel", &[6]);
        check("Modell", "Dell", &[]);
        check("C++ ist C++", "C++", &[0, 8]);
        check("H&M.", "H&M", &[0]);
        check("dell und dell", "Dell", &[0, 9]);
        check("a.c abc", "a.c", &[0]);
        check("", "Dell", &[]);
        check("Dell", "", &[]);
    }
}
