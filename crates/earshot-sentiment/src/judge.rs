//! The judge: from a passage to a verdict.

use std::borrow::Cow;

use crate::contradiction::emoji_contradict;
use crate::encoder::Reading;
use crate::lexis;
use crate::math::{sigmoid, softmax};
use crate::model::{Model, ModelError, OUTPUTS};
use crate::sequence::{Mark, Sequence};
use crate::word::words;
use crate::{Evidence, Intent, Label, Lang, Passage, Probabilities, Topic, Verdict};

/// Where the outputs after the labels start.
const LABELS: usize = 3;
const MIXED: usize = 0;
const IRONY: usize = 1;
const INTENTS: usize = 2;
const TOPICS: usize = INTENTS + Intent::ALL.len();

/// A word whose weight is less than this share of the strongest one's is not
/// shown: it did not carry the verdict.
const FAINT: f32 = 0.2;

/// Judges passages with a model.
#[derive(Debug)]
pub struct Judge {
    model: Model,
}

impl Judge {
    /// A judge from the bytes of a model file (`extension/model/judge.bin`).
    /// They stay where they are; nothing large is copied.
    ///
    /// # Errors
    /// If the bytes are no model file, one of another version, or a damaged one.
    pub fn from_bytes(model: impl Into<Cow<'static, [u8]>>) -> Result<Judge, ModelError> {
        Model::from_bytes(model.into()).map(|model| Judge { model })
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
        let (sequences, marks) = self.model.sequences(passage);
        if sequences.is_empty() {
            return Verdict::unknown();
        }
        let readings: Vec<Reading> = sequences
            .iter()
            .map(|sequence| self.model.read(sequence))
            .collect();
        let weights = weights(&sequences);
        let places = sequences.iter().filter_map(Sequence::place);
        let read: Vec<&str> = places.map(|place| &passage.text[place]).collect();
        let mut logits = [0.0; OUTPUTS];
        for (reading, weight) in readings.iter().zip(&weights) {
            for (logit, part) in logits.iter_mut().zip(reading.logits) {
                *logit += part * weight;
            }
        }
        let is_targeted = marks.iter().any(|mark| mark.is_target);
        let calibration = self.model.calibration(lang, is_targeted);
        let mut chances: [f32; LABELS] =
            std::array::from_fn(|i| (logits[i] + calibration.bias[i]) / calibration.temperature);
        softmax(&mut chances);
        let probabilities = Probabilities::from_array(chances);
        let label = probabilities.label();
        let holds = |flag: usize| sigmoid(logits[LABELS + flag]) >= self.model.thresholds[flag];
        Verdict {
            label,
            probabilities,
            mixed: holds(MIXED),
            unsure: probabilities.of(label) < calibration.sure,
            irony: holds(IRONY) || emoji_contradict(label, &read),
            intents: pick(&Intent::ALL, |at| holds(INTENTS + at)),
            topics: pick(&Topic::ALL, |at| holds(TOPICS + at)),
            evidence: evidence(
                passage.text,
                lang,
                label,
                &marks,
                &sequences,
                &readings,
                &weights,
            ),
        }
    }
}

fn pick<T: Copy>(all: &[T], holds: impl Fn(usize) -> bool) -> Vec<T> {
    let held = all.iter().enumerate().filter(|(at, _)| holds(*at));
    held.map(|(_, one)| *one).collect()
}

/// How much each part counts: by its length. They sum to 1.
fn weights(sequences: &[Sequence]) -> Vec<f32> {
    let lengths = sequences.iter().map(|it| it.tokens.len() as f32);
    let all: f32 = lengths.clone().sum();
    lengths.map(|length| length / all).collect()
}

/// The strongest words for and against `label`, in the order of the text.
/// There are none for neutral: nothing speaks for the absence of a feeling.
fn evidence(
    text: &str,
    lang: Lang,
    label: Label,
    marks: &[Mark],
    sequences: &[Sequence],
    readings: &[Reading],
    weights: &[f32],
) -> Vec<Evidence> {
    let own = match label {
        Label::Neutral => return Vec::new(),
        Label::Negative => 0,
        Label::Positive => 2,
    };
    // By where they end, which is in the order of the text.
    let mut contributions: Vec<(usize, f32)> = Vec::new();
    for ((sequence, reading), weight) in sequences.iter().zip(readings).zip(weights) {
        for (token, gain) in sequence.tokens.iter().zip(&reading.gains) {
            if let Some(place) = token.place.as_ref().filter(|place| !place.is_empty()) {
                let others = (gain[0] + gain[1] + gain[2] - gain[own]) / 2.0;
                contributions.push((place.end, (gain[own] - others) * weight));
            }
        }
    }
    let (Some(&(first, _)), Some(&(last, _))) = (contributions.first(), contributions.last())
    else {
        return Vec::new();
    };
    // Whole words, though the first and last token may be parts of theirs.
    let is_space = |c: char| c.is_whitespace();
    let start = text[..text.floor_char_boundary(first.saturating_sub(1))]
        .rfind(is_space)
        .unwrap_or(0);
    let end = text[last..]
        .find(is_space)
        .map_or(text.len(), |at| last + at);
    let mut marks = marks.iter().map(|mark| &mark.place).peekable();
    let mut contributions = contributions.into_iter().peekable();
    let mut found: Vec<Evidence> = Vec::new();
    for word in words(&text[start..end]) {
        let span = word.start + start..word.end + start;
        let mut weight = 0.0;
        while let Some((end, contribution)) = contributions.next_if(|(end, _)| *end <= span.end) {
            if end > span.start {
                weight += contribution;
            }
        }
        while marks.next_if(|mark| mark.end <= span.start).is_some() {}
        let is_marked = marks.peek().is_some_and(|mark| mark.start < span.end);
        if !is_marked && says_something(lang, &text[span.clone()]) {
            found.push(Evidence { span, weight });
        }
    }
    strongest(found)
}

fn strongest(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let most = evidence.first().map_or(0.0, |word| word.weight.abs());
    evidence.retain(|word| word.weight != 0.0 && word.weight.abs() >= FAINT * most);
    evidence.truncate(Verdict::MAX_EVIDENCE);
    evidence.sort_by_key(|word| word.span.start);
    evidence
}

/// Whether a word can be shown as a reason: an article cannot, though the
/// encoder may have gathered there what its neighbours say.
fn says_something(lang: Lang, word: &str) -> bool {
    let word = word.to_lowercase();
    match lang {
        Lang::De => {
            lexis::negates(&word) || word == "aber" || !lexis::is_german_function_word(&word)
        }
        Lang::En => {
            lexis::negates(&word) || word == "but" || !lexis::is_english_function_word(&word)
        }
    }
}
