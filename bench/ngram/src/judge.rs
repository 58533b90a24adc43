//! The judge: features times weights.

use crate::features::Features;
use crate::model::{Model, ModelError, dequantize};
use earshot_sentiment::{Evidence, Label, Passage, Probabilities, Verdict};

/// Judges passages with a model.
#[derive(Debug, Clone)]
pub struct NgramJudge {
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

impl NgramJudge {
    /// A judge from the bytes of a model file ([`MODEL`](crate::MODEL)).
    ///
    /// # Errors
    /// If the bytes are no model file, one of another version, or a damaged one.
    pub fn from_bytes(model: &[u8]) -> Result<NgramJudge, ModelError> {
        let model = Model::from_bytes(model)?;
        let weights = Box::new(std::array::from_fn(|byte| {
            dequantize(byte as u8 as i8, model.scale)
        }));
        Ok(NgramJudge { model, weights })
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
pub(crate) fn softmax(logits: [f32; 3]) -> [f32; 3] {
    let highest = logits.into_iter().fold(f32::MIN, f32::max);
    let exp = logits.map(|logit| libm::expf(logit - highest));
    let sum = exp[0] + exp[1] + exp[2];
    exp.map(|exp| exp / sum)
}
