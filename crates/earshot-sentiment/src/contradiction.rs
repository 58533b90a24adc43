//! Where a verdict on the words and a sign without words say opposite things,
//! the words may be meant ironically.

use crate::Label;

const ANGRY: &str = "😡🤬😠👎🙄😤💩🤮🤢😒🤡🖕😩😫";
const HAPPY: &str = "😍🥰👍👏🎉😊🤩🥳💪💖💕";

/// Whether the emoji of what was read, in one or more parts, contradict what
/// its words were judged as.
pub(crate) fn emoji_contradict(label: Label, read: &[&str]) -> bool {
    let has = |emoji: &str| read.iter().any(|part| part.contains(|c| emoji.contains(c)));
    match label {
        Label::Positive => has(ANGRY) && !has(HAPPY),
        Label::Negative => has(HAPPY) && !has(ANGRY),
        Label::Neutral => false,
    }
}

/// Whether a star rating contradicts what the words were judged as. `share` is
/// the rating as a share of the best possible one, 0 to 1.
pub fn stars_contradict(label: Label, share: f32) -> bool {
    match label {
        Label::Positive => share <= 0.4,
        Label::Negative => share >= 0.8,
        Label::Neutral => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_against_words() {
        let check = |label, text, expected| {
            assert_eq!(emoji_contradict(label, &[text]), expected, "{text}");
        };
        check(Label::Positive, "Na toll 🙄", true);
        check(Label::Positive, "Na toll 🙄👍🏽", false);
        check(Label::Positive, "Toll 😍", false);
        check(Label::Negative, "Kaputt, bravo 👏", true);
        check(Label::Negative, "Kaputt 😡", false);
        check(Label::Neutral, "Hm 🙄", false);
        assert!(!emoji_contradict(Label::Positive, &["Na toll 🙄", "👍"]));
        assert!(stars_contradict(Label::Positive, 0.2));
        assert!(!stars_contradict(Label::Positive, 0.6));
        assert!(stars_contradict(Label::Negative, 1.0));
        assert!(!stars_contradict(Label::Neutral, 0.2));
    }
}
