//! How right guesses are.

use earshot_sentiment::{Label, Verdict};
use serde::Serialize;

/// What a judge says about a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guess {
    label: Label,
    confidence: Option<Confidence>,
}

/// How sure it is, where it says so.
#[derive(Clone, Copy, Debug)]
struct Confidence {
    /// Of the label, 0..=1.
    probability: f32,
    is_sure: bool,
}

impl From<Label> for Guess {
    fn from(label: Label) -> Self {
        Self {
            label,
            confidence: None,
        }
    }
}

impl From<Verdict> for Guess {
    fn from(verdict: Verdict) -> Self {
        Self {
            label: verdict.label,
            confidence: Some(Confidence {
                probability: verdict.probabilities.of(verdict.label),
                is_sure: !verdict.unsure,
            }),
        }
    }
}

/// Shares, 0..=1; a mean over labels is over those that occur.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Score {
    macro_f1: f64,
    macro_recall: f64,
    /// By label, where it occurs.
    recall: [Option<f64>; 3],
    accuracy: f64,
    confidence: Option<ConfidenceScore>,
}

/// How well a judge knows how right it is.
#[derive(Debug, PartialEq, Serialize)]
struct ConfidenceScore {
    /// The share of texts whose verdict is not unsure.
    coverage: f64,
    /// The share of those that are right; `None` if there are none.
    accuracy_when_sure: Option<f64>,
    /// The expected calibration error.
    ece: f64,
}

/// Scores guesses against what is right.
pub(crate) fn score(right: impl Iterator<Item = Label>, guesses: &[Guess]) -> Score {
    let pairs: Vec<(Label, Guess)> = right.zip(guesses.iter().copied()).collect();
    let count = |of: &dyn Fn(Label, Label) -> bool| {
        let found = pairs
            .iter()
            .filter(|(right, guess)| of(*right, guess.label));
        found.count() as f64
    };
    let mut recall = [None; 3];
    let mut f1 = Vec::new();
    for (recall, label) in recall.iter_mut().zip(Label::ALL) {
        let hits = count(&|right, guess| right == label && guess == label);
        let there = count(&|right, _| right == label);
        let guessed = count(&|_, guess| guess == label);
        if there > 0.0 {
            *recall = Some(hits / there);
            f1.push(2.0 * hits / (there + guessed));
        }
    }
    Score {
        macro_f1: mean(f1),
        macro_recall: mean(recall.into_iter().flatten()),
        recall,
        accuracy: mean(
            pairs
                .iter()
                .map(|(right, guess)| one_if(*right == guess.label)),
        ),
        confidence: confidence(&pairs),
    }
}

/// `None` unless every guess says how sure it is.
fn confidence(pairs: &[(Label, Guess)]) -> Option<ConfidenceScore> {
    const BINS: usize = 10;
    let all: Vec<(f64, Confidence)> = pairs
        .iter()
        .map(|(right, guess)| Some((one_if(*right == guess.label), guess.confidence?)))
        .collect::<Option<_>>()?;
    let sure = all.iter().filter(|(_, it)| it.is_sure).map(|(hit, _)| *hit);
    // By bin, how far probabilities and hits are apart, summed up.
    let mut gaps = [0.0_f64; BINS];
    for (hit, Confidence { probability, .. }) in &all {
        let bin = (probability * BINS as f32) as usize;
        gaps[bin.min(BINS - 1)] += f64::from(*probability) - hit;
    }
    Some(ConfidenceScore {
        coverage: mean(all.iter().map(|(_, it)| one_if(it.is_sure))),
        accuracy_when_sure: (sure.clone().count() > 0).then(|| mean(sure)),
        ece: gaps.iter().map(|gap| gap.abs()).sum::<f64>() / all.len().max(1) as f64,
    })
}

fn one_if(condition: bool) -> f64 {
    f64::from(u8::from(condition))
}

/// 0 of nothing.
fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0_u32);
    for value in values {
        sum += value;
        count += 1;
    }
    sum / f64::from(count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use earshot_sentiment::Label::{Negative, Neutral, Positive};

    fn guess(label: Label, probability: f32, is_sure: bool) -> Guess {
        Guess {
            label,
            confidence: Some(Confidence {
                probability,
                is_sure,
            }),
        }
    }

    #[test]
    fn labels_that_do_not_occur_are_not_averaged() {
        let right = [Negative, Negative, Negative, Positive];
        let guesses = [Negative, Negative, Neutral, Negative].map(Guess::from);
        let score = score(right.into_iter(), &guesses);
        // Negative: precision 2/3, recall 2/3. Positive: never found.
        assert_eq!(score.recall, [Some(2.0 / 3.0), None, Some(0.0)]);
        assert_eq!((score.macro_f1, score.macro_recall), (1.0 / 3.0, 1.0 / 3.0));
        assert_eq!(score.accuracy, 0.5);
        assert_eq!(score.confidence, None);
    }

    #[test]
    fn confidence_is_held_against_what_was_right() {
        let right = [Negative, Negative, Positive, Positive];
        let guesses = [
            guess(Negative, 0.75, true),
            guess(Positive, 0.75, true),
            guess(Positive, 1.0, true),
            guess(Negative, 0.5, false),
        ];
        let confidence = score(right.into_iter(), &guesses).confidence.unwrap();
        assert_eq!(confidence.coverage, 0.75);
        assert_eq!(confidence.accuracy_when_sure, Some(2.0 / 3.0));
        // Two at 0.75 of which one is right, one at 1 that is, one at 0.5 that is not.
        assert_eq!(confidence.ece, (0.5 + 0.0 + 0.5) / 4.0);
    }

    #[test]
    fn where_nothing_is_sure_nothing_is_said_about_it() {
        let score = score([Neutral].into_iter(), &[guess(Neutral, 0.4, false)]);
        assert_eq!(score.confidence.unwrap().accuracy_when_sure, None);
    }
}
