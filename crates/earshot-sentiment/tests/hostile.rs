//! Whatever a page says, a verdict is sound, and takes its time only.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::single_range_in_vec_init,
    reason = "a list of one range is meant"
)]

use std::ops::Range;
use std::sync::LazyLock;

use earshot_sentiment::{Judge, Lang, Passage, Verdict};
use proptest::prelude::*;

const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::from_bytes(MODEL).unwrap());

/// Text with everything the tokenizer treats of its own.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,8}",
        "[a-zA-ZäöüßÄÖÜ]{1,9}",
        Just(" nicht schlecht. ".to_owned()),
        Just("a\u{308}\u{308}\u{308}".to_owned()),
        Just("👩\u{200d}🚀👍🏽".to_owned()),
        Just("ﷺ ﬃ Ⅷ ½".to_owned()),
        Just("\u{202e}.\n\u{feff}\u{2028}".to_owned()),
        Just("▁▁ ▁".to_owned()),
        Just("\u{0}\u{1}\t\r\n".to_owned()),
        Just("Wort ".repeat(90)),
        Just("x".repeat(700)),
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn span() -> impl Strategy<Value = Range<usize>> {
    (0..900_usize, 0..40_usize).prop_map(|(start, length)| start..start + length)
}

fn check(verdict: &Verdict, text: &str) {
    let chances = verdict.probabilities.to_array();
    assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    assert!(chances.iter().all(|chance| (0.0..=1.0).contains(chance)));
    assert_eq!(verdict.label, verdict.probabilities.label());
    assert!(verdict.evidence.len() <= Verdict::MAX_EVIDENCE);
    for evidence in &verdict.evidence {
        let word = text.get(evidence.span.clone());
        assert!(word.is_some_and(|word| !word.is_empty()));
        assert!(evidence.weight.is_finite());
    }
    let ordered = |pair: &[earshot_sentiment::Evidence]| pair[0].span.end <= pair[1].span.start;
    assert!(verdict.evidence.windows(2).all(ordered));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_passage_gets_a_sound_verdict(
        text in text(),
        german in any::<bool>(),
        target in prop::collection::vec(span(), 0..4),
        others in prop::collection::vec(span(), 0..4),
    ) {
        let lang = if german { Lang::De } else { Lang::En };
        let passage = Passage { text: &text, lang: Some(lang), target: &target, others: &others };
        let verdict = JUDGE.judge(&passage);
        check(&verdict, &text);
        for evidence in &verdict.evidence {
            for marked in target.iter().chain(&others) {
                let is_span = !marked.is_empty() && text.get(marked.clone()).is_some();
                let overlap = marked.start < evidence.span.end && evidence.span.start < marked.end;
                // Where spans overlap each other, only one of them counts.
                let alone = target.len() + others.len() == 1;
                prop_assert!(!(is_span && alone && overlap), "names are no evidence");
            }
        }
    }
}

#[test]
fn what_is_not_judged_is_unknown() {
    for (text, lang) in [
        ("Très bien", None),
        ("", Some(Lang::De)),
        (" \n\u{200b}", Some(Lang::En)),
    ] {
        let passage = Passage {
            text,
            lang,
            target: &[],
            others: &[],
        };
        assert_eq!(JUDGE.judge(&passage), Verdict::unknown());
    }
}

#[test]
fn a_span_that_is_none_is_no_target() {
    let whole = Passage {
        text: "schön, für Öl",
        lang: Some(Lang::De),
        target: &[],
        others: &[],
    };
    let expected = JUDGE.judge(&whole);
    #[allow(clippy::reversed_empty_ranges, reason = "a bad span is the point")]
    for span in [0..0, 3..4, 0..99, usize::MAX..usize::MAX, 5..2] {
        let target = [span];
        let passage = Passage {
            target: &target,
            ..whole.clone()
        };
        assert_eq!(JUDGE.judge(&passage), expected, "{target:?}");
    }
}

#[test]
fn text_far_from_the_target_is_not_read() {
    let far = "Davon war am Montag auch schon die Rede. ".repeat(20_000);
    let of = |before: &str, after: &str| {
        let text = format!("{before}Der neue Dell ist großartig. {after}");
        let at = before.len() + "Der neue ".len();
        JUDGE
            .judge(&Passage {
                text: &text,
                lang: Some(Lang::De),
                target: &[at..at + 4],
                others: &[],
            })
            .probabilities
    };
    assert_eq!(of(&far, &far), of(&far.repeat(2), &far.repeat(2)));
}

#[test]
fn long_words_and_piles_of_marks_end() {
    for text in [
        "x".repeat(1_000_000),
        "a".to_owned() + &"\u{308}".repeat(1_000_000),
        "👍".repeat(300_000),
        "\u{FDFA}".repeat(300_000),
        ". ".repeat(500_000),
        "▁".repeat(300_000),
    ] {
        let passage = Passage {
            text: &text,
            lang: Some(Lang::De),
            target: &[0..1, 2..3],
            others: &[],
        };
        check(&JUDGE.judge(&passage), &text);
    }
}
