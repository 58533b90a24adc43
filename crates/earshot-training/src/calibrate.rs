//! Turns logits into honest probabilities, on the development split.

use earshot_sentiment::training::{Calibration, softmax};

use crate::score::{Confusion, mean};

/// A text of the development split: its file, its raw logits, its label.
#[derive(Clone)]
pub(crate) struct Sample {
    /// Index of its file.
    pub(crate) part: usize,
    /// Logits of negative and positive against neutral.
    pub(crate) logits: [f32; 2],
    /// Index of its label.
    pub(crate) truth: usize,
}

/// The share of development texts that are to be sure; aims above 60 % in the
/// wild, where texts are less familiar.
const COVERAGE: f64 = 0.65;

/// Fits one calibration. Every file counts alike, however large it is.
///
/// The biases are those with the best macro-F1, mean over the files; the
/// temperature is the one with the least cross entropy given the biases; the
/// threshold leaves [`COVERAGE`] of the texts sure.
pub(crate) fn calibrate(samples: &[Sample]) -> Calibration {
    let mut files: Vec<Vec<&Sample>> = Vec::new();
    for sample in samples {
        match files.iter_mut().find(|file| file[0].part == sample.part) {
            Some(file) => file.push(sample),
            None => files.push(vec![sample]),
        }
    }
    let mut calibration = Calibration {
        bias: [0.0; 2],
        temperature: 1.0,
        unsure_below: 0.0,
    };
    calibration.bias = best_bias(&files);
    let temperatures = (10..=60).map(|tenths| tenths as f32 / 20.0);
    calibration.temperature = temperatures
        .map(|temperature| Calibration {
            temperature,
            ..calibration
        })
        .min_by(|a, b| cross_entropy(&files, a).total_cmp(&cross_entropy(&files, b)))
        .map_or(1.0, |best| best.temperature);
    calibration.unsure_below = threshold(&files, &calibration);
    calibration
}

fn best_bias(files: &[Vec<&Sample>]) -> [f32; 2] {
    let steps = || (-30..=30).map(|step| step as f32 * 0.05);
    let mut best = (f64::MIN, [0.0; 2]);
    for negative in steps() {
        for positive in steps() {
            let bias = [negative, positive];
            let quality = mean(files.iter().map(|file| {
                let mut confusion = Confusion::default();
                for sample in file {
                    confusion.add(sample.truth, said(sample, bias), false);
                }
                confusion.macro_f1()
            }));
            if quality > best.0 {
                best = (quality, bias);
            }
        }
    }
    best.1
}

fn said(sample: &Sample, bias: [f32; 2]) -> usize {
    let logits = [sample.logits[0] + bias[0], 0.0, sample.logits[1] + bias[1]];
    (0..3)
        .max_by(|&a, &b| logits[a].total_cmp(&logits[b]))
        .unwrap_or(1)
}

/// The probabilities of a text with these raw logits.
pub(crate) fn probabilities(logits: [f32; 2], calibration: &Calibration) -> [f32; 3] {
    let [negative, positive] = calibration.bias;
    softmax(
        [logits[0] + negative, 0.0, logits[1] + positive]
            .map(|logit| logit / calibration.temperature),
    )
}

fn cross_entropy(files: &[Vec<&Sample>], calibration: &Calibration) -> f64 {
    mean(files.iter().map(|file| {
        mean(file.iter().map(|sample| {
            -f64::from(probabilities(sample.logits, calibration)[sample.truth].max(1e-9)).ln()
        }))
    }))
}

fn threshold(files: &[Vec<&Sample>], calibration: &Calibration) -> f32 {
    let confidence = |sample: &&Sample| {
        probabilities(sample.logits, calibration)
            .into_iter()
            .fold(0.0, f32::max)
    };
    let mut weighted: Vec<(f32, f64)> = files
        .iter()
        .flat_map(|file| {
            file.iter()
                .map(|sample| (confidence(sample), 1.0 / file.len() as f64))
        })
        .collect();
    weighted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut left = COVERAGE * files.len() as f64;
    for (confidence, weight) in weighted {
        left -= weight;
        if left <= 0.0 {
            return confidence;
        }
    }
    0.0
}

/// The threshold above which the less likely pole makes a text mixed: the one
/// with the best F1. `texts` are that pole's probability, and whether the file
/// calls the text mixed. Returns the threshold and its F1.
pub(crate) fn mixed_above(texts: &[(f32, bool)]) -> (f32, f64) {
    let thresholds = (5..50).map(|percent| percent as f32 / 100.0);
    let mixed = texts.iter().filter(|(_, mixed)| *mixed).count();
    let f1 = |threshold: f32| {
        let said = texts.iter().filter(|&&(pole, _)| pole > threshold);
        let right = said.clone().filter(|(_, mixed)| *mixed).count();
        2.0 * right as f64 / (said.count() + mixed).max(1) as f64
    };
    thresholds
        .map(|threshold| (threshold, f1(threshold)))
        .fold(
            (1.0, 0.0),
            |best, next| if next.1 > best.1 { next } else { best },
        )
}
