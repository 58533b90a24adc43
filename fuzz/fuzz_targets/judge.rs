//! Any text, any spans: a sound verdict, evidence on char boundaries.

#![no_main]

use std::ops::Range;
use std::sync::LazyLock;

use arbitrary::Arbitrary;
use earshot_sentiment::{Judge, Lang, Passage, detect};
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
struct Input {
    text: String,
    prior: Option<String>,
    german: bool,
    target: Vec<Range<usize>>,
    others: Vec<Range<usize>>,
}

static MODEL: &[u8] = include_bytes!("../../extension/model/judge.bin");
static JUDGE: LazyLock<Judge> =
    LazyLock::new(|| Judge::from_bytes(MODEL).expect("the shipped model"));

fuzz_target!(|input: Input| {
    let detected = detect(&input.text, input.prior.as_deref());
    assert!(!detected.code().is_empty());
    let verdict = JUDGE.judge(&Passage {
        text: &input.text,
        lang: Some(if input.german { Lang::De } else { Lang::En }),
        target: &input.target,
        others: &input.others,
    });
    let sum: f32 = verdict.probabilities.to_array().iter().sum();
    assert!((sum - 1.0).abs() < 1e-4);
    for evidence in &verdict.evidence {
        assert!(input.text.get(evidence.span.clone()).is_some());
    }
});
