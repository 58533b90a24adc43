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

use crate::Lang;
use crate::hash::fnv1a;

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
pub struct Calibration {
    /// Added to the logits of negative and positive; neutral's is 0.
    pub bias: [f32; 2],
    /// The logits are divided by it; above 0.
    pub temperature: f32,
    /// A verdict whose probability is lower is unsure; 0..=1.
    pub unsure_below: f32,
}

/// A model file, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// In the order of the file.
    pub calibrations: [Calibration; CALIBRATIONS],
    /// A text is mixed if negative and positive are both likelier; 0..=1.
    pub mixed_above: f32,
    /// The largest weight there can be.
    pub scale: f32,
    /// For each bucket, the weights of negative and positive.
    pub weights: Vec<[i8; 2]>,
}

impl Model {
    /// The calibration for a language.
    pub fn calibration(&self, lang: Lang, targeted: bool) -> &Calibration {
        &self.calibrations[Self::calibration_index(lang, targeted)]
    }

    /// Where in [`Model::calibrations`] that one is.
    pub fn calibration_index(lang: Lang, targeted: bool) -> usize {
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
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
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

    /// Writes the model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER + 2 * self.weights.len() + CHECKSUM);
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((self.weights.len() as u32).to_le_bytes());
        for calibration in &self.calibrations {
            let [negative, positive] = calibration.bias;
            for number in [
                negative,
                positive,
                calibration.temperature,
                calibration.unsure_below,
            ] {
                bytes.extend(number.to_le_bytes());
            }
        }
        bytes.extend(self.mixed_above.to_le_bytes());
        bytes.extend(self.scale.to_le_bytes());
        bytes.extend(self.weights.iter().flatten().map(|&weight| weight as u8));
        bytes.extend(fnv1a(&bytes).to_le_bytes());
        bytes
    }
}

/// The weight a stored one stands for.
pub fn dequantize(weight: i8, scale: f32) -> f32 {
    let weight = f32::from(weight) / 127.0;
    scale * weight * weight.abs()
}

/// The stored weight nearest to a weight.
pub fn quantize(weight: f32, scale: f32) -> i8 {
    let root = (weight.abs() / scale).sqrt().min(1.0) * 127.0;
    root.copysign(weight).round() as i8
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

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let calibration = Calibration {
            bias: [-0.5, 0.25],
            temperature: 1.5,
            unsure_below: 0.6,
        };
        Model {
            calibrations: [calibration; CALIBRATIONS],
            mixed_above: 0.2,
            scale: 3.0,
            weights: vec![[1, -2], [127, -127], [0, 5]],
        }
    }

    /// The bytes with a fresh checksum.
    fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let body = bytes.len() - CHECKSUM;
        let checksum = fnv1a(&bytes[..body]).to_le_bytes();
        bytes[body..].copy_from_slice(&checksum);
        bytes
    }

    fn changed(at: usize, with: &[u8]) -> Vec<u8> {
        let mut bytes = model().to_bytes();
        bytes[at..at + with.len()].copy_from_slice(with);
        bytes
    }

    #[test]
    fn reads_what_it_writes() {
        assert_eq!(Model::from_bytes(&model().to_bytes()), Ok(model()));
    }

    #[test]
    fn bytes_that_are_no_model_say_why() {
        use ModelError::*;
        let whole = model().to_bytes();
        let length = whole.len() as u64;
        let longer = [&whole[..], b"!"].concat();
        for (name, bytes, error) in [
            ("empty", Vec::new(), NotAModel),
            ("another file", b"\x89PNG\r\n\x1a\n ".to_vec(), NotAModel),
            (
                "next version",
                sealed(changed(8, &[2])),
                WrongVersion { found: 2 },
            ),
            (
                "magic only",
                whole[..8].to_vec(),
                WrongLength {
                    expected: (HEADER + CHECKSUM) as u64,
                    found: 8,
                },
            ),
            (
                "cut",
                whole[..20].to_vec(),
                WrongLength {
                    expected: length,
                    found: 20,
                },
            ),
            (
                "longer",
                longer,
                WrongLength {
                    expected: length,
                    found: length + 1,
                },
            ),
            (
                "more buckets",
                changed(12, &[4]),
                WrongLength {
                    expected: length + 2,
                    found: length,
                },
            ),
            ("damaged", changed(HEADER, &[9]), WrongChecksum),
            (
                "not a number",
                sealed(changed(16, &f32::NAN.to_le_bytes())),
                OutOfRange { what: "a bias" },
            ),
            (
                "frozen",
                sealed(changed(24, &0.0_f32.to_le_bytes())),
                OutOfRange {
                    what: "a temperature",
                },
            ),
            (
                "endless",
                sealed(changed(84, &f32::INFINITY.to_le_bytes())),
                OutOfRange { what: "the scale" },
            ),
        ] {
            assert_eq!(Model::from_bytes(&bytes), Err(error), "{name}");
        }
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_noticed() {
        let whole = model().to_bytes();
        for length in 0..whole.len() {
            assert!(
                Model::from_bytes(&whole[..length]).is_err(),
                "cut to {length}"
            );
        }
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(Model::from_bytes(&bytes).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn packed_weights_are_near() {
        for step in -100..=100 {
            let weight = step as f32 / 50.0;
            let packed = dequantize(quantize(weight, 2.0), 2.0);
            assert!((packed - weight).abs() < 0.02, "{weight} became {packed}");
        }
    }
}
