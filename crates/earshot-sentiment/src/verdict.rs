//! What goes in and what comes out.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::Lang;

/// How the writer feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Displeased.
    Negative,
    /// No feeling, or none towards the target.
    Neutral,
    /// Pleased.
    Positive,
}

impl Label {
    /// All labels, in the order of [`Probabilities::to_array`].
    pub const ALL: [Label; 3] = [Label::Negative, Label::Neutral, Label::Positive];
}

/// How likely each [`Label`] is. Each is in 0..=1; they sum to 1 (within
/// rounding of `f32`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probabilities {
    /// Probability of [`Label::Negative`].
    pub negative: f32,
    /// Probability of [`Label::Neutral`].
    pub neutral: f32,
    /// Probability of [`Label::Positive`].
    pub positive: f32,
}

impl Probabilities {
    /// Nothing known: every label as likely as the next.
    pub const EVEN: Probabilities = Probabilities {
        negative: 1.0 / 3.0,
        neutral: 1.0 / 3.0,
        positive: 1.0 / 3.0,
    };

    /// The probabilities in the order of [`Label::ALL`].
    pub fn to_array(self) -> [f32; 3] {
        [self.negative, self.neutral, self.positive]
    }

    /// From probabilities in the order of [`Label::ALL`].
    pub fn from_array([negative, neutral, positive]: [f32; 3]) -> Self {
        Probabilities {
            negative,
            neutral,
            positive,
        }
    }

    /// The likeliest label. Ties go to neutral, then to negative: where two
    /// are equally likely, the one that claims less, then the one that must
    /// not be missed.
    pub fn label(self) -> Label {
        if self.neutral >= self.negative && self.neutral >= self.positive {
            Label::Neutral
        } else if self.negative >= self.positive {
            Label::Negative
        } else {
            Label::Positive
        }
    }

    /// The probability of `label`.
    pub fn of(self, label: Label) -> f32 {
        match label {
            Label::Negative => self.negative,
            Label::Neutral => self.neutral,
            Label::Positive => self.positive,
        }
    }
}

/// What the writer is after. A post may have several, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// Says what went wrong.
    Complaint,
    /// Asks something.
    Question,
    /// Says what should be otherwise, or is missing.
    Wish,
    /// Says what is good.
    Praise,
    /// Leaves, or is about to.
    Churn,
    /// Buys, or is about to.
    Purchase,
}

impl Intent {
    /// All intents, in the order of the model's outputs.
    pub const ALL: [Intent; 6] = [
        Intent::Complaint,
        Intent::Question,
        Intent::Wish,
        Intent::Praise,
        Intent::Churn,
        Intent::Purchase,
    ];
}

/// What it is about. A post may have several, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// What it costs.
    Price,
    /// Sending, shipping, transport.
    Delivery,
    /// How customers are helped.
    Service,
    /// How good the thing itself is.
    Quality,
    /// The app, the website, the software.
    App,
    /// The people who work there.
    Staff,
    /// Whether it can be had or reached: stock, opening hours, outages.
    Availability,
}

impl Topic {
    /// All topics, in the order of the model's outputs.
    pub const ALL: [Topic; 7] = [
        Topic::Price,
        Topic::Delivery,
        Topic::Service,
        Topic::Quality,
        Topic::App,
        Topic::Staff,
        Topic::Availability,
    ];
}

/// A word that carried the verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Where the word stands: bytes of [`Passage::text`], end-exclusive, on
    /// char boundaries. Emoji and emoticons are words too.
    pub span: Range<usize>,
    /// How much the word moved the label's logit, measured against the mean
    /// of the three logits. Above 0 it speaks for the label, below against.
    pub weight: f32,
}

/// How the writer feels about the target of a [`Passage`].
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The likeliest label; [`Label::Neutral`] if nothing is known.
    pub label: Label,
    /// How likely each label is.
    pub probabilities: Probabilities,
    /// Praise and blame are both likely: the target probably gets both.
    pub mixed: bool,
    /// The label is a guess: do not show it as a verdict. Always set for a
    /// language that is not judged.
    pub unsure: bool,
    /// The words may mean their opposite; `false` does not mean the text is
    /// sincere.
    pub irony: bool,
    /// What the writer is after, in the order of [`Intent::ALL`].
    pub intents: Vec<Intent>,
    /// What it is about, in the order of [`Topic::ALL`].
    pub topics: Vec<Topic>,
    /// The strongest words, at most [`Verdict::MAX_EVIDENCE`], in the order of
    /// the text.
    pub evidence: Vec<Evidence>,
}

impl Verdict {
    /// The most words [`Verdict::evidence`] names.
    pub const MAX_EVIDENCE: usize = 8;

    /// What is said where nothing can be: even probabilities, unsure.
    pub fn unknown() -> Self {
        Verdict {
            label: Label::Neutral,
            probabilities: Probabilities::EVEN,
            mixed: false,
            unsure: true,
            irony: false,
            intents: Vec::new(),
            topics: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// A text, and which of its words are meant.
///
/// Spans are bytes of `text`, end-exclusive. A span that is empty, out of
/// range or off a char boundary counts as absent.
#[derive(Debug, Clone)]
pub struct Passage<'a> {
    /// The whole text the mention stands in, as the writer wrote it.
    pub text: &'a str,
    /// The language to judge it in; `None` is a language that is not judged.
    pub lang: Option<Lang>,
    /// The words the verdict is about: every mention of the brand, the one
    /// that is asked about first. Without any it is about the whole text.
    pub target: &'a [Range<usize>],
    /// The other brands in the text: what is said of them is not said of the
    /// target. In any order; those that overlap the target are ignored.
    pub others: &'a [Range<usize>],
}
