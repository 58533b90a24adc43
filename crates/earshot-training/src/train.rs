//! Fits the weights: logistic regression by Adagrad.

use earshot_sentiment::training::{Features, Model, softmax};

use crate::corpus::Example;
use crate::recipe::{BALANCE, BUCKETS, DECAY, EPOCHS, SEED, STEP, Source};

/// The texts of one file that are trained on.
pub(crate) struct Part<'a> {
    /// Which file.
    pub(crate) source: &'a Source,
    /// Its texts.
    pub(crate) examples: Vec<Example>,
}

/// Weights during training: for each bucket of negative, neutral, positive.
pub(crate) struct Weights(Vec<[f32; 3]>);

/// Trains on the parts. Deterministic: one thread, a fixed seed.
///
/// While training, each file has a bias of its own, so that what one file calls
/// neutral and the next does not, and which labels it happens to hold, is not
/// put down to the words. The biases are dropped; calibration sets new ones.
pub(crate) fn train(parts: &[Part<'_>], mut progress: impl FnMut(usize, f64)) -> Weights {
    let mut weights = vec![[0.0_f32; 3]; BUCKETS];
    let mut squares = vec![[1e-2_f32; 3]; BUCKETS];
    let mut biases = vec![[0.0_f32; 3]; parts.len()];
    let importances: Vec<[f32; 4]> = parts.iter().map(importances).collect();
    let mut order: Vec<(usize, usize)> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, of)| (0..of.examples.len()).map(move |example| (part, example)))
        .collect();
    let mut random = Random(SEED);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        // The last pass ends near standing still.
        let pace = 1.0 - 0.95 * epoch as f32 / (EPOCHS - 1).max(1) as f32;
        let mut loss = 0.0;
        let mut mass = 0.0;
        for &(part, example) in &order {
            let example = &parts[part].examples[example];
            let importance = importances[part][example.truth.single().unwrap_or(3)];
            let features = Features::of(&example.passage(), example.lang);
            let mut logits = biases[part];
            for feature in &features.list {
                let weight = &weights[Features::bucket(feature.hash, BUCKETS)];
                for k in 0..3 {
                    logits[k] += feature.value * weight[k];
                }
            }
            let said = softmax(logits);
            let allowed: f32 = (0..3)
                .filter(|&k| example.truth.allows(k))
                .map(|k| said[k])
                .sum();
            loss -= f64::from(importance * allowed.max(1e-9).ln());
            mass += f64::from(importance);
            // Of the loss -ln(probability of any allowed label).
            let gradient: [f32; 3] = std::array::from_fn(|k| {
                let wanted = if example.truth.allows(k) {
                    said[k] / allowed.max(1e-9)
                } else {
                    0.0
                };
                importance * (said[k] - wanted)
            });
            for k in 0..3 {
                biases[part][k] -= 0.01 * pace * gradient[k];
            }
            for feature in &features.list {
                let bucket = Features::bucket(feature.hash, BUCKETS);
                for k in 0..3 {
                    let slope = feature.value * gradient[k] + DECAY * weights[bucket][k];
                    squares[bucket][k] += slope * slope;
                    weights[bucket][k] -= STEP * pace * slope / squares[bucket][k].sqrt();
                }
            }
        }
        progress(epoch, loss / mass);
    }
    Weights(weights)
}

/// What a text of each label counts, and last one whose label is not certain.
fn importances(part: &Part<'_>) -> [f32; 4] {
    let mut counts = [0.0_f32; 3];
    for label in part
        .examples
        .iter()
        .filter_map(|example| example.truth.single())
    {
        counts[label] += 1.0;
    }
    let total = part.examples.len() as f32;
    let base = part.source.weight * (part.source.cap / total).min(1.0);
    let present = counts.iter().filter(|&&count| count > 0.0).count() as f32;
    let certain: f32 = counts.iter().sum();
    let lift = counts.map(|count| (certain / (present * count.max(1.0))).powf(BALANCE));
    [base * lift[0], base * lift[1], base * lift[2], base]
}

impl Weights {
    /// The weights as the judge adds them up: measured against neutral, in
    /// whole numbers. Returns them with their scale.
    pub(crate) fn pack(&self) -> (Vec<[i8; 2]>, f32) {
        let against_neutral =
            |&[negative, neutral, positive]: &[f32; 3]| [negative - neutral, positive - neutral];
        let largest = self
            .0
            .iter()
            .flat_map(against_neutral)
            .fold(0.0_f32, |a, b| a.max(b.abs()));
        let scale = largest.max(f32::MIN_POSITIVE);
        let pack = |weight| earshot_sentiment::training::quantize(weight, scale);
        (
            self.0
                .iter()
                .map(|weight| against_neutral(weight).map(pack))
                .collect(),
            scale,
        )
    }
}

/// The model's logits of a text before calibration, measured against neutral.
pub(crate) fn raw_logits(model: &Model, example: &Example) -> [f32; 2] {
    use earshot_sentiment::training::dequantize;
    let features = Features::of(&example.passage(), example.lang);
    let mut logits = [0.0; 2];
    for feature in &features.list {
        let weight = model.weights[Features::bucket(feature.hash, model.weights.len())];
        for k in 0..2 {
            logits[k] += feature.value * dequantize(weight[k], model.scale);
        }
    }
    logits
}

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Fisher–Yates.
    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}
