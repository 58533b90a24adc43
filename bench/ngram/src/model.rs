//! The model file.
//!
//! Little-endian, without padding:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | magic `EARSHOTN` |
//! | 4 | format version, `u32`: 1 |
//! | 4 | number of buckets *n*, `u32`, at least 1 |
//! | 4 × 16 | calibrations: German, German with target, English, English with target; each bias of negative, bias of positive, temperature, unsure below, `f32` |
//! | 4 | mixed above, `f32` |
//! | 4 | scale of the weights, `f32` |
//! | 2 × *n* | weights: for each bucket of negative, of positive, `i8` |
//! | 8 | FNV-1a of everything before, `u64` |
//!
//! Logits are measured against neutral, whose weights and bias are therefore 0
//! and not stored. A stored weight *q* stands for
//! `scale × q × |q| / 127²`: steps grow with the weight, as most weights are
//! small and a few are not.

use crate::hash::fnv1a;
use earshot_sentiment::Lang;

const MAGIC: &[u8; 8] = b"EARSHOTN";
const VERSION: u32 = 1;
const CALIBRATIONS: usize = 4;
const HEADER: usize = 8 + 4 + 4 + CALIBRATIONS * 16 + 4 + 4;
const CHECKSUM: usize = 8;

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The file does not start as a model file does.
    #[error("this is not an Earshot n-gram model")]
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
    /// The file holds a number that no training writes.
    #[error("the model file is not usable: {what} is out of range")]
    OutOfRange {
        /// Which number.
        what: &'static str,
    },
}

/// How logits become a verdict, for one language with or without a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Calibration {
    /// Added to the logits of negative and positive; neutral's is 0.
    pub(crate) bias: [f32; 2],
    /// The logits are divided by it; above 0.
    pub(crate) temperature: f32,
    /// A verdict whose probability is lower is unsure; 0..=1.
    pub(crate) unsure_below: f32,
}

/// A model file, read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Model {
    /// In the order of the file.
    pub(crate) calibrations: [Calibration; CALIBRATIONS],
    /// A text is mixed if negative and positive are both likelier; 0..=1.
    pub(crate) mixed_above: f32,
    /// The largest weight there can be.
    pub(crate) scale: f32,
    /// For each bucket, the weights of negative and positive.
    pub(crate) weights: Vec<[i8; 2]>,
}

impl Model {
    /// The calibration for a language.
    pub(crate) fn calibration(&self, lang: Lang, targeted: bool) -> &Calibration {
        &self.calibrations[Self::calibration_index(lang, targeted)]
    }

    /// Where in [`Model::calibrations`] that one is.
    pub(crate) fn calibration_index(lang: Lang, targeted: bool) -> usize {
        let lang = match lang {
            Lang::De => 0,
            Lang::En => 2,
        };
        lang + usize::from(targeted)
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// If it is not one, is of another version, was cut or damaged, or holds
    /// numbers that cannot be calculated with.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let cut = |expected: usize| ModelError::WrongLength {
            expected: expected as u64,
            found: bytes.len() as u64,
        };
        let mut reader = Reader(&bytes[MAGIC.len()..]);
        let too_short = || cut(HEADER + CHECKSUM);
        let found = reader.u32().ok_or_else(too_short)?;
        if found != VERSION {
            return Err(ModelError::WrongVersion { found });
        }
        let buckets = reader.u32().ok_or_else(too_short)? as usize;
        let expected = HEADER as u64 + 2 * buckets as u64 + CHECKSUM as u64;
        if bytes.len() as u64 != expected {
            return Err(ModelError::WrongLength {
                expected,
                found: bytes.len() as u64,
            });
        }
        let (body, checksum) = bytes.split_at(bytes.len() - CHECKSUM);
        if fnv1a(body).to_le_bytes() != checksum {
            return Err(ModelError::WrongChecksum);
        }
        let mut number = |what, range: std::ops::RangeInclusive<f32>| {
            reader
                .f32()
                .filter(|number| range.contains(number))
                .ok_or(ModelError::OutOfRange { what })
        };
        let mut calibration = || {
            Ok(Calibration {
                bias: [
                    number("a bias", -100.0..=100.0)?,
                    number("a bias", -100.0..=100.0)?,
                ],
                temperature: number("a temperature", 0.01..=100.0)?,
                unsure_below: number("a threshold", 0.0..=1.0)?,
            })
        };
        let calibrations = [
            calibration()?,
            calibration()?,
            calibration()?,
            calibration()?,
        ];
        let mixed_above = number("a threshold", 0.0..=1.0)?;
        let scale = number("the scale", 0.0..=1000.0)?;
        if buckets == 0 {
            return Err(ModelError::OutOfRange {
                what: "the number of buckets",
            });
        }
        let weights = body[HEADER..].chunks_exact(2);
        Ok(Model {
            calibrations,
            mixed_above,
            scale,
            weights: weights.map(|pair| [pair[0] as i8, pair[1] as i8]).collect(),
        })
    }
}

/// The weight a stored one stands for.
pub(crate) fn dequantize(weight: i8, scale: f32) -> f32 {
    let weight = f32::from(weight) / 127.0;
    scale * weight * weight.abs()
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take(&mut self) -> Option<[u8; 4]> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*number)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }
}
