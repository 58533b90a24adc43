//! The runtime against the reference: `training/reference.py` wrote what it
//! found for each text in `training/golden.json`.

use std::ops::Range;

use serde::Deserialize;

use crate::model::Model;
use crate::sequence::{Mark, Sequence};
use crate::{Judge, Label, Lang, Passage, Verdict};

const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");
const GOLDEN: &str = include_str!("../../../training/golden.json");

/// Places are in Unicode scalar values.
#[derive(Deserialize)]
struct Golden {
    lang: String,
    text: String,
    targets: Vec<[usize; 2]>,
    others: Vec<[usize; 2]>,
    ids: Vec<u32>,
    mention: Vec<u8>,
    spans: Vec<Option<[usize; 2]>>,
    logits: Vec<f32>,
    label: Label,
    probabilities: Chances,
    unsure: bool,
}

#[derive(Deserialize)]
struct Chances {
    negative: f32,
    neutral: f32,
    positive: f32,
}

impl Golden {
    fn all() -> Vec<Golden> {
        serde_json::from_str(GOLDEN).unwrap()
    }

    fn bytes(&self, [start, end]: [usize; 2]) -> Range<usize> {
        let byte = |at: usize| {
            let mut chars = self.text.char_indices().map(|(byte, _)| byte);
            chars.nth(at).unwrap_or(self.text.len())
        };
        byte(start)..byte(end)
    }

    fn marks(&self) -> Vec<Mark> {
        let mark = |is_target| {
            move |span: &[usize; 2]| Mark {
                place: self.bytes(*span),
                is_target,
            }
        };
        let others = self.others.iter().map(mark(false));
        let mut marks: Vec<Mark> = self.targets.iter().map(mark(true)).chain(others).collect();
        marks.sort_by_key(|mark| mark.place.start);
        marks
    }
}

fn model() -> Model {
    Model::from_bytes(MODEL.into()).unwrap()
}

#[test]
fn tokens_are_the_reference_tokens() {
    let model = model();
    for golden in Golden::all() {
        let tokens = Sequence::of(&model.tokens(&golden.text, &golden.marks())).tokens;
        let ids: Vec<u32> = tokens.iter().map(|token| token.id).collect();
        assert_eq!(ids, golden.ids, "{}", golden.text);
        let mention: Vec<u8> = tokens
            .iter()
            .map(|token| u8::from(token.is_target))
            .collect();
        assert_eq!(mention, golden.mention, "{}", golden.text);
        let places: Vec<_> = tokens.into_iter().map(|token| token.place).collect();
        let spans: Vec<_> = golden
            .spans
            .iter()
            .map(|span| span.map(|span| golden.bytes(span)))
            .collect();
        assert_eq!(places, spans, "{}", golden.text);
    }
}

#[test]
fn logits_are_the_reference_logits() {
    let model = model();
    let mut worst = 0.0_f32;
    for golden in Golden::all() {
        let sequence = Sequence::of(&model.tokens(&golden.text, &golden.marks()));
        let reading = model.read(&sequence);
        for (found, expected) in reading.logits.iter().zip(&golden.logits) {
            worst = worst.max((found - expected).abs() / (1.0 + expected.abs()));
        }
    }
    assert!(worst < 5e-3, "off by {worst}");
}

#[test]
fn verdicts_are_the_reference_verdicts() {
    let judge = Judge::from_bytes(MODEL).unwrap();
    for golden in Golden::all() {
        let spans = |of: &[[usize; 2]]| of.iter().map(|span| golden.bytes(*span)).collect();
        let (target, others): (Vec<_>, Vec<_>) = (spans(&golden.targets), spans(&golden.others));
        let lang = match golden.lang.as_str() {
            "de" => Some(Lang::De),
            "en" => Some(Lang::En),
            _ => None,
        };
        let verdict = judge.judge(&Passage {
            text: &golden.text,
            lang,
            target: &target,
            others: &others,
        });
        if lang.is_none() || golden.ids.len() == 2 {
            assert_eq!(verdict, Verdict::unknown(), "{}", golden.text);
            continue;
        }
        let Chances {
            negative,
            neutral,
            positive,
        } = golden.probabilities;
        let expected = [negative, neutral, positive];
        for (found, expected) in verdict.probabilities.to_array().iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-3,
                "{}: {verdict:?}",
                golden.text
            );
        }
        assert_eq!(
            (verdict.label, verdict.unsure),
            (golden.label, golden.unsure)
        );
    }
}

/// Nobody who reads on for a page has the same in mind still.
#[test]
fn emoji_far_from_the_mention_do_not_contradict() {
    let judge = Judge::from_bytes(MODEL).unwrap();
    let praise = "Mein Dell ist großartig, schnell und leise, ich liebe ihn.";
    let between = " Danach ging es am Fluss entlang bis zur Brücke.".repeat(40);
    let is_irony = |text: &str, target: Option<Range<usize>>| {
        let passage = Passage {
            text,
            lang: Some(Lang::De),
            target: target.as_slice(),
            others: &[],
        };
        let verdict = judge.judge(&passage);
        assert_eq!(verdict.label, Label::Positive, "{text}");
        verdict.irony
    };
    assert!(is_irony(&format!("{praise} 🙄"), Some(5..9)));
    assert!(!is_irony(&format!("{praise}{between} 🙄"), Some(5..9)));
    // Of several parts, all count.
    let parts = format!("{praise} ").repeat(8);
    assert!(is_irony(&format!("{parts}🙄"), None));
    assert!(!is_irony(&format!("👍 {parts}🙄"), None));
}

#[test]
fn lines_of_the_page_do_not_count() {
    let judge = Judge::from_bytes(MODEL).unwrap();
    let verdict = |before: &str, after: &str| {
        let post = "Returned my Kaldora. It leaks every single day.";
        let target = before.len() + 12..before.len() + 19;
        let verdict = judge.judge(&Passage {
            text: &format!("{before}{post}{after}"),
            lang: Some(Lang::En),
            target: &[target],
            others: &[],
        });
        verdict.probabilities
    };
    let alone = verdict("", "");
    assert_eq!(
        verdict("Grace Whelan\n@grace\nOct 28\n", "\nReply\nRepost\n♥ 7"),
        alone
    );
    assert_ne!(verdict("", "\nBut I love the colour."), alone);
}
