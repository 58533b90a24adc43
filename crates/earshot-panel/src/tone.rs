//! How a verdict is shown.

use earshot_engine::messages::{WireProbabilities, WireVerdict};
use earshot_insight::{Insight, KeptVerdict};
use earshot_sentiment::Label;

/// What a verdict is painted as: its label or, where that is only a guess,
/// unsure. Pages and badge use the same four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Displeased.
    Negative,
    /// No feeling.
    Neutral,
    /// Pleased.
    Positive,
    /// Not to be said.
    Unsure,
}

impl Tone {
    /// All tones, the ones that must not be missed first.
    pub const ALL: [Tone; 4] = [Tone::Negative, Tone::Unsure, Tone::Neutral, Tone::Positive];

    /// The tone of a label.
    pub fn new(label: Label, unsure: bool) -> Self {
        match label {
            _ if unsure => Tone::Unsure,
            Label::Negative => Tone::Negative,
            Label::Neutral => Tone::Neutral,
            Label::Positive => Tone::Positive,
        }
    }

    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Negative => "negative",
            Tone::Neutral => "neutral",
            Tone::Positive => "positive",
            Tone::Unsure => "unsure",
        }
    }
}

/// All that is shown of a verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Its colour, shape and word.
    pub tone: Tone,
    /// The probability of the label, 0 to 1. None where it would mislead: for
    /// a guess, and for what a person said.
    pub confidence: Option<f32>,
    /// The target gets both praise and blame.
    pub mixed: bool,
    /// May be meant ironically.
    pub irony: bool,
    /// A person said so.
    pub corrected: bool,
}

impl From<&WireVerdict> for Shown {
    fn from(verdict: &WireVerdict) -> Self {
        let WireProbabilities {
            negative,
            neutral,
            positive,
        } = verdict.probabilities;
        let confidence = match verdict.label {
            Label::Negative => negative,
            Label::Neutral => neutral,
            Label::Positive => positive,
        };
        Self {
            tone: Tone::new(verdict.label, verdict.unsure),
            confidence: (!verdict.unsure).then_some(confidence),
            mixed: verdict.mixed,
            irony: verdict.irony,
            corrected: false,
        }
    }
}

impl From<&KeptVerdict> for Shown {
    fn from(verdict: &KeptVerdict) -> Self {
        let &KeptVerdict {
            negative,
            neutral,
            positive,
            ..
        } = verdict;
        Self::from(&WireVerdict {
            label: verdict.label,
            probabilities: WireProbabilities {
                negative,
                neutral,
                positive,
            },
            mixed: verdict.mixed,
            unsure: verdict.unsure,
            irony: verdict.irony,
            intents: Vec::new(),
            topics: Vec::new(),
            evidence: Vec::new(),
        })
    }
}

impl From<&Insight> for Shown {
    fn from(insight: &Insight) -> Self {
        match insight.corrected {
            None => Self::from(&insight.verdict),
            Some(label) => Self {
                tone: Tone::new(label, false),
                confidence: None,
                mixed: false,
                irony: false,
                corrected: true,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_has_no_confidence() {
        let mut verdict = KeptVerdict {
            label: Label::Negative,
            negative: 0.75,
            neutral: 0.25,
            positive: 0.0,
            mixed: true,
            unsure: false,
            irony: true,
            intents: Vec::new(),
            topics: Vec::new(),
            evidence: Vec::new(),
        };
        let sure = Shown::from(&verdict);
        assert_eq!((sure.tone, sure.confidence), (Tone::Negative, Some(0.75)));
        verdict.unsure = true;
        let unsure = Shown::from(&verdict);
        assert_eq!((unsure.tone, unsure.confidence), (Tone::Unsure, None));
        assert!(unsure.mixed && unsure.irony, "they may be why");
    }
}
