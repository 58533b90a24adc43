//! The model file: `training/FORMAT.md`, section 1.

use std::borrow::Cow;

use crate::Lang;
use crate::container::{Directory, HEADER, Reader, VERSION, check_header};
use crate::math::LANES;
use crate::tensor::{Int4, Int8};
use crate::unigram::{SPECIAL, Unigram};

/// How many outputs the heads have: three labels, mixed, irony, six intents,
/// seven topics.
pub(crate) const OUTPUTS: usize = 18;
/// Of these, the ones after the labels: each has a threshold.
pub(crate) const FLAGS: usize = OUTPUTS - 3;
/// The widest a layer may be, and its inner part: with them and
/// `container::MAX_DIMENSION`, no product of sizes overflows 32 bits.
const MAX_HIDDEN: usize = 1 << 12;
const MAX_INNER: usize = 1 << 14;

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The file does not start as a model file does.
    #[error("this is not an Earshot model")]
    NotAModel,
    /// The file is of a format this version does not read.
    #[error("the model file has format version {found}, expected {VERSION}")]
    WrongVersion {
        /// The version the file states.
        found: u32,
    },
    /// The file is shorter or longer than its header says.
    #[error("the model file has {found} bytes, expected {expected}")]
    WrongLength {
        /// Bytes there should be.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// The file was changed or damaged.
    #[error("the model file is damaged: its checksum does not match")]
    WrongChecksum,
    /// The file is whole, but not as a model has to be.
    #[error("the model file is not usable: {what}")]
    Unusable {
        /// What is wrong.
        what: &'static str,
    },
}

pub(crate) fn unusable(what: &'static str) -> ModelError {
    ModelError::Unusable { what }
}

/// How logits become a verdict, for one language with or without a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Calibration {
    /// The logits are divided by it; above 0.
    pub(crate) temperature: f32,
    /// Added to the logits of the labels before.
    pub(crate) bias: [f32; 3],
    /// A verdict whose probability is lower is unsure.
    pub(crate) sure: f32,
}

/// Gain and shift of a layer normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) gain: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

/// A matrix and what is added to its products.
#[derive(Debug)]
pub(crate) struct Linear {
    pub(crate) weight: Int8,
    pub(crate) bias: Vec<f32>,
}

/// A layer of the encoder.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) qkv: Linear,
    pub(crate) attention: Linear,
    pub(crate) attention_norm: Norm,
    pub(crate) up: Linear,
    pub(crate) down: Linear,
    pub(crate) inner_norm: Norm,
}

/// What is read off the last layer, `OUTPUTS` rows of `hidden`.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) score: Vec<f32>,
    pub(crate) mention: Vec<f32>,
    pub(crate) value: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// What a character becomes before Unicode's own normalisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replacement {
    /// Another one.
    With(char),
    /// Nothing.
    Removed,
    /// Itself, and NFKC does not see it.
    Kept,
}

/// A model file, read. Large tensors stay in the file's bytes.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) bytes: Cow<'static, [u8]>,
    pub(crate) hidden: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    /// The most tokens of one pass, special ones included.
    pub(crate) positions: usize,
    pub(crate) epsilon: f32,
    calibrations: [Calibration; 4],
    /// For each output after the labels, the probability from which it holds.
    pub(crate) thresholds: [f32; FLAGS],
    /// Disjoint, by first code point: first, last, what they become.
    pub(crate) normaliser: Vec<(u32, u32, Replacement)>,
    pub(crate) unigram: Unigram,
    pub(crate) embedding: Int4,
    pub(crate) position: Int8,
    pub(crate) embedding_norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) head: Head,
}

impl Model {
    /// Reads a model file.
    pub(crate) fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Model, ModelError> {
        check_header(&bytes)?;
        let mut reader = Reader {
            bytes: &bytes,
            at: HEADER,
        };
        let [
            hidden,
            layers,
            heads,
            inner,
            rows,
            positions,
            outputs,
            group,
            _pad,
        ] = reader.dimensions()?;
        let epsilon = reader.f32()?;
        if outputs != OUTPUTS || group != Int4::GROUP {
            return Err(unusable("it has other outputs or groups than this version"));
        }
        let whole = |n: usize, part: usize| part > 0 && n > 0 && n.is_multiple_of(part);
        if !whole(hidden, group) || !whole(hidden, heads * LANES) || !whole(inner, Int8::LANES) {
            return Err(unusable("its dimensions do not fit together"));
        }
        // Special tokens are in every sequence: they must have their rows.
        let is_small = hidden <= MAX_HIDDEN && inner <= MAX_INNER && layers <= 64;
        if positions < 8 || !is_small || rows < SPECIAL as usize {
            return Err(unusable("its dimensions are out of range"));
        }
        let calibrations = reader.calibrations()?;
        let mut thresholds = [0.0; FLAGS];
        for threshold in &mut thresholds {
            *threshold = reader.f32()?;
        }
        let normaliser = reader.normaliser()?;
        let unigram = reader.unigram(rows)?;
        let directory = Directory::read(&mut reader, &bytes)?;
        let layers = (0..layers)
            .map(|n| directory.layer(n, hidden, inner))
            .collect::<Result<_, _>>()?;
        Ok(Model {
            hidden,
            heads,
            inner,
            positions,
            epsilon,
            calibrations,
            thresholds,
            normaliser,
            unigram,
            embedding: directory.int4("embedding", rows, hidden)?,
            position: directory.int8("position", positions, hidden)?,
            embedding_norm: directory.norm("embedding.gain", "embedding.bias", hidden)?,
            layers,
            head: Head {
                score: directory.f32("head.score", OUTPUTS, hidden)?,
                mention: directory.f32("head.mention", 1, OUTPUTS)?,
                value: directory.f32("head.value", OUTPUTS, hidden)?,
                bias: directory.f32("head.bias", 1, OUTPUTS)?,
            },
            bytes,
        })
    }

    /// The calibration for a language.
    pub(crate) fn calibration(&self, lang: Lang, targeted: bool) -> &Calibration {
        let lang = match lang {
            Lang::De => 0,
            Lang::En => 2,
        };
        &self.calibrations[lang + usize::from(targeted)]
    }
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "a list of one range is meant"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Judge, Passage};

    const FILE: &[u8] = include_bytes!("../../../extension/model/judge.bin");

    #[track_caller]
    fn check(change: impl FnOnce(&mut Vec<u8>), expected: ModelError) {
        let mut file = FILE.to_vec();
        change(&mut file);
        assert_eq!(Judge::from_bytes(file).err(), Some(expected));
    }

    #[test]
    fn what_is_wrong_is_said() {
        check(Vec::clear, ModelError::NotAModel);
        check(|file| file[0] = 0, ModelError::NotAModel);
        check(|file| file[4] = 9, ModelError::WrongVersion { found: 9 });
        let length = FILE.len() as u64;
        check(
            |file| {
                file.pop();
            },
            ModelError::WrongLength {
                expected: length,
                found: length - 1,
            },
        );
        check(|file| file[5_000] ^= 1, ModelError::WrongChecksum);
    }

    /// Makes the header fit the rest.
    fn seal(file: &mut [u8]) {
        let length = file.len() as u64;
        file[8..16].copy_from_slice(&length.to_le_bytes());
        let checksum = crc32fast::hash(&file[HEADER..]);
        file[16..20].copy_from_slice(&checksum.to_le_bytes());
    }

    #[test]
    fn a_vocabulary_has_the_special_tokens() {
        const ROWS: usize = HEADER + 4 * 4;
        let few = |file: &mut Vec<u8>| {
            file[ROWS..ROWS + 4].copy_from_slice(&(SPECIAL - 1).to_le_bytes());
            seal(file);
        };
        check(few, unusable("its dimensions are out of range"));
    }

    #[test]
    fn a_file_that_ends_anywhere_is_refused() {
        for end in (HEADER..FILE.len()).step_by(FILE.len() / 40) {
            let mut file = FILE[..end].to_vec();
            seal(&mut file);
            assert!(matches!(
                Judge::from_bytes(file),
                Err(ModelError::Unusable { .. })
            ));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn a_forged_file_is_refused_or_judges(
            // What comes before the scores, and the lengths and pieces of the vocabulary.
            changes in prop::collection::vec(
                (prop_oneof![HEADER..4_000_usize, 128_400..363_000_usize], any::<u8>()),
                1..8,
            ),
        ) {
            let mut file = FILE.to_vec();
            for (at, byte) in changes {
                file[at] = byte;
            }
            seal(&mut file);
            if let Ok(judge) = Judge::from_bytes(file) {
                judge.judge(&Passage {
                    text: "Der neue Dell ist großartig.",
                    lang: Some(Lang::De),
                    target: &[9..13],
                    others: &[],
                });
            }
        }
    }
}
