//! Lines around a post that are the page's, not the writer's: a name, a date,
//! "Reply", "♥ 7". The encoder has learnt from posts and takes them for a part
//! of what is said.

use std::ops::Range;

/// A line with so many words is somebody's.
const PROSE: usize = 4;
/// What pages put between the parts of a line, and writers hardly ever.
const BETWEEN: [char; 3] = ['·', '|', '•'];
/// What writers start the lines of a list, or a quotation, with.
const LISTED: [char; 6] = ['+', '-', '–', '*', '•', '"'];

/// The places (bytes) of the lines of `text` that are hardly the writer's.
/// Those that `is_meant` are not among them, whatever they look like.
pub(crate) fn asides(text: &str, is_meant: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut start = 0;
    let places = text.split('\n').map(|line| {
        let place = start..start + line.len();
        start = place.end + 1;
        place
    });
    places
        .filter(|place| is_aside(text[place.clone()].trim()) && !is_meant(place))
        .collect()
}

fn is_aside(line: &str) -> bool {
    if !line.contains(char::is_alphanumeric) || line.starts_with(LISTED) {
        return false;
    }
    if line.contains(BETWEEN) {
        return true;
    }
    let words = line.split_whitespace();
    let words = words.filter(|word| word.contains(char::is_alphanumeric));
    let words = words.take(PROSE).count();
    if words == PROSE {
        return false;
    }
    match line.chars().next_back() {
        // Not the end of a sentence, nor a short one: "Murat T.", "vor 3 Std."
        Some('.') => {
            let goes_on = line.starts_with(char::is_lowercase) || words == PROSE - 1;
            !goes_on || line.contains(char::is_numeric)
        }
        Some(last) => last.is_alphanumeric() || ")]:»".contains(last),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_adds() {
        for line in [
            "Grace Whelan",
            "@gracewhelan",
            "Murat T.",
            "vor 3 Std.",
            "27. Oktober 2026",
            "Reply",
            "♥ 7",
            "Hilfreich (14)",
            "Link zur Bewertung",
            "Gefällt mir · Antworten · vor 3 Std. bearbeitet",
        ] {
            assert!(is_aside(line), "{line}");
        }
    }

    #[test]
    fn what_the_writer_says() {
        for line in [
            "",
            "😡😡",
            "★☆☆☆☆",
            "Nie wieder!",
            "Nie wieder 😡",
            "So ein Mist.",
            "ab.",
            "Hallo zusammen,",
            "+ guter Kaffee",
            "- Kundendienst",
            "Wo bleibt mein Paket",
        ] {
            assert!(!is_aside(line), "{line}");
        }
    }

    #[test]
    fn what_is_meant_stays() {
        let text = "Grace\nKaldora\nReply";
        let found = asides(text, |line| line.contains(&8));
        assert_eq!(found, [0..5, 14..19]);
    }
}
