//! The judge: features times weights.

use crate::features::Features;
use crate::model::{Model, ModelError, dequantize};
use crate::{Evidence, Label, Passage, Probabilities, Verdict};

/// Judges passages with a model.
#[derive(Debug, Clone)]
pub struct Judge {
    model: Model,
    /// What each stored weight stands for, by its byte.
    weights: Box<[f32; 256]>,
}

/// What the tokens of a passage add to its logits, all measured against
/// neutral's and divided by the temperature.
pub(crate) struct Reading {
    /// For each token, what it adds to negative, neutral and positive.
    pub(crate) tokens: Vec<[f32; 3]>,
    /// Their sum and the calibration's bias.
    pub(crate) logits: [f32; 3],
}

impl Judge {
    /// A judge from the bytes of a model file (`extension/model/ngram.bin`).
    ///
    /// # Errors
    /// If the bytes are no model file, one of another version, or a damaged one.
    pub fn from_bytes(model: &[u8]) -> Result<Judge, ModelError> {
        let model = Model::from_bytes(model)?;
        let weights = Box::new(std::array::from_fn(|byte| {
            dequantize(byte as u8 as i8, model.scale)
        }));
        Ok(Judge { model, weights })
    }

    /// Judges how the writer of `passage` feels about its target, or the text
    /// as a whole if it has none.
    ///
    /// Unsure with even probabilities and without evidence if the language is
    /// not judged or the text has no word.
    pub fn judge(&self, passage: &Passage<'_>) -> Verdict {
        let Some(lang) = passage.lang else {
            return Verdict::unknown();
        };
        let features = Features::of(passage, lang);
        if features.list.is_empty() {
            return Verdict::unknown();
        }
        let calibration = self.model.calibration(lang, features.targeted);
        let reading = self.read(&features, calibration.bias, calibration.temperature);
        let probabilities = Probabilities::from_array(softmax(reading.logits));
        let label = probabilities.label();
        let mixed = probabilities.negative.min(probabilities.positive) > self.model.mixed_above;
        Verdict {
            label,
            probabilities,
            mixed,
            unsure: probabilities.of(label) < calibration.unsure_below,
            irony: false,
            intents: Vec::new(),
            topics: Vec::new(),
            evidence: evidence(&features, &reading, label),
        }
    }

    /// Adds up the weights of the features, token by token.
    pub(crate) fn read(&self, features: &Features, bias: [f32; 2], temperature: f32) -> Reading {
        let mut tokens = vec![[0.0_f32; 3]; features.spans.len()];
        for feature in &features.list {
            let bucket = Features::bucket(feature.hash, self.model.weights.len());
            let [negative, positive] = self.model.weights[bucket];
            let token = &mut tokens[feature.token as usize];
            token[0] += feature.value * self.weights[usize::from(negative as u8)];
            token[2] += feature.value * self.weights[usize::from(positive as u8)];
        }
        for token in &mut tokens {
            *token = token.map(|logit| logit / temperature);
        }
        let bias = [bias[0] / temperature, 0.0, bias[1] / temperature];
        let logits = tokens.iter().fold(bias, |sum, token| {
            std::array::from_fn(|k| sum[k] + token[k])
        });
        Reading { tokens, logits }
    }
}

/// What a contribution does to `label`, measured against the mean of the three
/// logits: what moves all labels alike moves none.
pub(crate) fn lean(logits: [f32; 3], label: Label) -> f32 {
    let mean = (logits[0] + logits[1] + logits[2]) / 3.0;
    let own = match label {
        Label::Negative => logits[0],
        Label::Neutral => logits[1],
        Label::Positive => logits[2],
    };
    own - mean
}

/// The strongest tokens, in the order of the text.
fn evidence(features: &Features, reading: &Reading, label: Label) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = features
        .spans
        .iter()
        .zip(&reading.tokens)
        .map(|(span, &token)| Evidence {
            span: span.clone(),
            weight: lean(token, label),
        })
        .filter(|evidence| evidence.weight != 0.0)
        .collect();
    evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    evidence.truncate(Verdict::MAX_EVIDENCE);
    evidence.sort_by_key(|evidence| evidence.span.start);
    evidence
}

/// Probabilities from logits. `libm` instead of the platform's `exp`, so that
/// native code and WebAssembly agree to the bit.
pub fn softmax(logits: [f32; 3]) -> [f32; 3] {
    let highest = logits.into_iter().fold(f32::MIN, f32::max);
    let exp = logits.map(|logit| libm::expf(logit - highest));
    let sum = exp[0] + exp[1] + exp[2];
    exp.map(|exp| exp / sum)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;
    use crate::Lang;
    use crate::model::Calibration;

    /// A model whose weights are noise: properties must hold for any.
    fn noise() -> Judge {
        let calibration = |shift: f32| Calibration {
            bias: [0.3 + shift, -0.2],
            temperature: 0.7 + shift,
            unsure_below: 0.5,
        };
        let model = Model {
            calibrations: [0.0, 0.1, 0.2, 0.3].map(calibration),
            mixed_above: 0.2,
            scale: 2.0,
            weights: (0..997_u32)
                .map(|bucket| {
                    let noise = bucket.wrapping_mul(2_654_435_761).to_le_bytes();
                    [noise[3] as i8, noise[2] as i8]
                })
                .collect(),
        };
        Judge::from_bytes(&model.to_bytes()).unwrap()
    }

    /// Text with everything the tokenizer treats of its own.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "\\PC{0,8}",
            "[a-zA-ZäöüßÄÖÜ]{1,9}",
            Just("nicht ".to_owned()),
            Just("don't".to_owned()),
            Just(", aber ".to_owned()),
            Just(" better than ".to_owned()),
            Just("a\u{308}".to_owned()),
            Just("👩\u{200d}🚀👍🏽".to_owned()),
            Just(":-)) xD <3".to_owned()),
            Just("@me https://x.yz/?!".to_owned()),
            Just(".\n\u{202e}".to_owned()),
            Just("..".to_owned()),
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    fn span() -> impl Strategy<Value = Range<usize>> {
        (0..60_usize, 0..60_usize).prop_map(|(start, end)| start..end)
    }

    proptest! {
        #[test]
        fn any_passage_gets_a_sound_verdict(
            text in text(),
            german in any::<bool>(),
            target in prop::option::of(span()),
            others in prop::collection::vec(span(), 0..4),
        ) {
            let lang = if german { Lang::De } else { Lang::En };
            let passage = Passage { text: &text, lang: Some(lang), target: target.as_slice(), others: &others };
            let verdict = noise().judge(&passage);
            let sum: f32 = verdict.probabilities.to_array().iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-5);
            prop_assert!(verdict.probabilities.to_array().iter().all(|p| (0.0..=1.0).contains(p)));
            prop_assert_eq!(verdict.label, verdict.probabilities.label());
            prop_assert!(verdict.evidence.len() <= Verdict::MAX_EVIDENCE);
            for evidence in &verdict.evidence {
                prop_assert!(text.get(evidence.span.clone()).is_some_and(|word| !word.is_empty()));
                prop_assert!(evidence.weight.is_finite());
            }
            let ordered = verdict.evidence.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
            prop_assert!(ordered);
        }

        #[test]
        fn evidence_adds_up_to_the_logit(text in text(), target in prop::option::of(span())) {
            let judge = noise();
            let passage = Passage { text: &text, lang: Some(Lang::De), target: target.as_slice(), others: &[] };
            let features = Features::of(&passage, Lang::De);
            let calibration = judge.model.calibration(Lang::De, features.targeted);
            let reading = judge.read(&features, calibration.bias, calibration.temperature);
            let bias = judge.read(&Features { list: Vec::new(), ..features }, calibration.bias, calibration.temperature);
            for label in Label::ALL {
                let words: f32 = reading.tokens.iter().map(|&token| lean(token, label)).sum();
                let whole = lean(reading.logits, label);
                prop_assert!((words + lean(bias.logits, label) - whole).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn what_is_not_judged_is_unknown() {
        let judge = noise();
        for (text, lang) in [
            ("Très bien", None),
            ("", Some(Lang::De)),
            (" \n,", Some(Lang::En)),
        ] {
            let passage = Passage {
                text,
                lang,
                target: &[],
                others: &[],
            };
            assert_eq!(judge.judge(&passage), Verdict::unknown());
        }
    }

    #[test]
    fn a_span_that_is_none_is_no_target() {
        let judge = noise();
        let text = "schön, für Öl";
        let whole = Passage {
            text,
            lang: Some(Lang::De),
            target: &[],
            others: &[],
        };
        let expected = judge.judge(&whole);
        #[allow(clippy::reversed_empty_ranges, reason = "a bad span is the point")]
        for span in [0..0, 3..4, 0..99, usize::MAX..usize::MAX, 5..2] {
            let passage = Passage {
                target: std::slice::from_ref(&span),
                ..whole.clone()
            };
            assert_eq!(judge.judge(&passage), expected, "{span:?}");
        }
    }

    #[test]
    fn the_spelling_of_names_does_not_count() {
        let judge = noise();
        let of = |text: &str, target: Range<usize>, other: Range<usize>| {
            let passage = Passage {
                text,
                lang: Some(Lang::En),
                target: &[target],
                others: &[other],
            };
            judge.judge(&passage).probabilities
        };
        assert_eq!(
            of("Good beats Awful, @joe", 0..4, 11..16),
            of("Blah beats Hurra, @ann", 0..4, 11..16),
        );
    }

    #[test]
    fn text_far_from_the_target_is_not_read() {
        let judge = noise();
        let far = "word ".repeat(200_000);
        let of = |text: String| {
            let target = text.find("Dell").map(|at| at..at + 4);
            judge
                .judge(&Passage {
                    text: &text,
                    lang: Some(Lang::En),
                    target: target.as_slice(),
                    others: &[],
                })
                .probabilities
        };
        assert_eq!(of(format!("{far}Dell")), of(format!("{far}{far}Dell")));
    }
}
