//! What a brand learns from "Not us" and "It is us" clicks: a small online
//! model of where its name means the brand.
//!
//! The clicks themselves are kept, and the weights are made from them anew
//! after each: so every click counts at once, and taking one back leaves no
//! trace. It is a logistic regression; with the few dozen clicks there are,
//! training takes well under a millisecond.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most clicks a model keeps; of more, the oldest are forgotten. A full
/// model is about 4 kB.
pub const MAX_CLICKS: usize = 64;

/// The most features a place has.
pub(crate) const MAX_FEATURES: usize = 32;

/// How many passes over the clicks make the weights.
const EPOCHS: usize = 40;
const LEARNING_RATE: f32 = 0.4;
/// Pulls weights to zero, so that two clicks do not decide everything.
const DECAY: f32 = 0.002;
/// The weight of what is assumed without clicks, in clicks: for names that
/// mean other things too, and for those that hardly do, where a click more
/// often tells of an odd place than of another sense.
const PRIOR_CLICKS: f32 = 1.0;
const PRIOR_CLICKS_UNAMBIGUOUS: f32 = 6.0;

/// What cues mean for most names, before any click.
const PRIOR: [(&str, f32); 8] = [
    ("trade", 1.2),
    ("<title", -2.0),
    ("<Name", -0.8),
    ("<1", -1.2),
    ("<indefinite", -0.8),
    ("<place", 0.6),
    (">is", 0.4),
    ("lower", -0.6),
];

/// A group of features, by how telling one of them is.
#[derive(Clone, Copy, Debug)]
#[repr(u16)]
pub(crate) enum Group {
    /// A word somewhere near.
    Word = 0,
    /// The word right before or after.
    Neighbour = 1,
    /// How the name is written, where in the sentence, on which site.
    Shape = 2,
    /// What kind of words are near: of trade, of persons …
    Cue = 3,
}

impl Group {
    fn feature(self, text: &str) -> u16 {
        ((self as u16) << GROUP_BITS) | (hash(text) & ((1 << GROUP_BITS) - 1))
    }
}

const GROUP_BITS: u32 = 14;
const GROUP_VALUES: [f32; 4] = [0.5, 1.0, 0.8, 1.2];

/// What a model sees of a mention: hashes of the words around it, of the site,
/// of how it is written. The words cannot be read back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Features(Vec<u16>);

impl Features {
    /// Adds one, unless there are enough.
    pub(crate) fn add(&mut self, group: Group, text: &str) {
        let feature = group.feature(text);
        if self.0.len() < MAX_FEATURES && !self.0.contains(&feature) {
            self.0.push(feature);
        }
    }

    fn values(&self) -> impl Iterator<Item = (u16, f32)> + '_ {
        self.0
            .iter()
            .map(|&feature| (feature, GROUP_VALUES[usize::from(feature >> GROUP_BITS)]))
    }
}

/// FNV-1a, folded to 16 bits: the same on every machine and for ever, since
/// models are stored.
fn hash(text: &str) -> u16 {
    let wide = text.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (wide ^ (wide >> 16)) as u16
}

#[derive(Clone, Debug, PartialEq)]
struct Click {
    features: Features,
    is_us: bool,
}

/// The clicks on one brand's mentions and what follows from them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SenseModel {
    clicks: Vec<Click>,
    bias: f32,
    weights: BTreeMap<u16, f32>,
}

/// Why a stored model cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SenseModelError {
    /// It is not base64.
    #[error("the model is not base64")]
    NotBase64,
    /// Its bytes are not those of a model of a version known here.
    #[error("the model is damaged or of another version")]
    Damaged,
}

/// First byte of a stored model.
const VERSION: u8 = 1;

impl SenseModel {
    /// Learns that a place means the brand, or not.
    pub fn click(&mut self, features: &Features, is_us: bool) {
        let features = Features(features.0.iter().copied().take(MAX_FEATURES).collect());
        self.clicks.push(Click { features, is_us });
        let too_many = self.clicks.len().saturating_sub(MAX_CLICKS);
        self.clicks.drain(..too_many);
        self.train();
    }

    /// Takes the latest such click back, as if it had never been; whether there
    /// was one.
    pub fn unclick(&mut self, features: &Features, is_us: bool) -> bool {
        let is_it = |click: &Click| click.is_us == is_us && click.features == *features;
        let Some(at) = self.clicks.iter().rposition(is_it) else {
            return false;
        };
        self.clicks.remove(at);
        self.train();
        true
    }

    /// How many clicks it was made from.
    pub fn clicks(&self) -> usize {
        self.clicks.len()
    }

    /// What the clicks say about a place, in logits, and how many of them say so.
    pub(crate) fn opinion(&self, features: &Features, ambiguous: bool) -> Opinion {
        // As long as nothing was said to be the brand, only what was clicked away
        // goes, not all that is unlike it too.
        let is_one_sided = self.clicks.iter().all(|click| !click.is_us);
        let (prior_clicks, logit) = if ambiguous || !is_one_sided {
            (PRIOR_CLICKS, self.logit(features))
        } else {
            let logit = self.logit(features) - self.bias.min(0.0);
            (PRIOR_CLICKS_UNAMBIGUOUS, logit)
        };
        let agree = |click: &&Click| click.is_us == (logit > 0.0) && click.shares(features);
        Opinion {
            logit,
            prior_share: prior_clicks / (prior_clicks + self.clicks.len() as f32),
            clicks: self.clicks.iter().filter(agree).count(),
        }
    }

    fn logit(&self, features: &Features) -> f32 {
        let weight = |(feature, value)| self.weights.get(&feature).copied().unwrap_or(0.0) * value;
        self.bias + features.values().map(weight).sum::<f32>()
    }

    fn train(&mut self) {
        self.bias = 0.0;
        self.weights.clear();
        if self.clicks.is_empty() {
            return;
        }
        self.weights = PRIOR
            .iter()
            .map(|(cue, weight)| (Group::Cue.feature(cue), *weight))
            .collect();
        for _ in 0..EPOCHS {
            for at in 0..self.clicks.len() {
                let click = &self.clicks[at];
                let target = if click.is_us { 1.0 } else { 0.0 };
                let step = LEARNING_RATE * (target - sigmoid(self.logit(&click.features)));
                self.bias += 0.5 * step;
                for (feature, value) in click.features.values() {
                    let weight = self.weights.entry(feature).or_default();
                    *weight += step * value - DECAY * *weight;
                }
            }
        }
    }
}

/// What a model says about a place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opinion {
    /// Positive for the brand.
    pub(crate) logit: f32,
    /// How much of what is assumed without clicks still counts, 0 to 1.
    pub(crate) prior_share: f32,
    /// Clicks of the same opinion that have something in common with the place.
    pub(crate) clicks: usize,
}

impl Click {
    fn shares(&self, features: &Features) -> bool {
        self.features
            .0
            .iter()
            .any(|feature| features.0.contains(feature))
    }
}

pub(crate) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

impl From<SenseModel> for String {
    fn from(model: SenseModel) -> String {
        let mut bytes = vec![VERSION];
        for click in &model.clicks {
            bytes.push(u8::from(click.is_us) << 7 | click.features.0.len() as u8);
            bytes.extend(click.features.0.iter().flat_map(|f| f.to_le_bytes()));
        }
        STANDARD_NO_PAD.encode(bytes)
    }
}

impl TryFrom<String> for SenseModel {
    type Error = SenseModelError;

    fn try_from(text: String) -> Result<Self, SenseModelError> {
        let bytes = STANDARD_NO_PAD
            .decode(text)
            .map_err(|_| SenseModelError::NotBase64)?;
        let Some((&VERSION, mut rest)) = bytes.split_first() else {
            return Err(SenseModelError::Damaged);
        };
        let mut model = SenseModel::default();
        while let Some((&head, after)) = rest.split_first() {
            let length = usize::from(head & 0x7F);
            let features = after.get(..2 * length).filter(|_| length <= MAX_FEATURES);
            let features = features.ok_or(SenseModelError::Damaged)?;
            model.clicks.push(Click {
                features: Features(
                    features
                        .chunks_exact(2)
                        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                        .collect(),
                ),
                is_us: head >> 7 == 1,
            });
            rest = &after[2 * length..];
        }
        if model.clicks.len() > MAX_CLICKS {
            return Err(SenseModelError::Damaged);
        }
        model.train();
        Ok(model)
    }
}
