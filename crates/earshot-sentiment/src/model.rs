//! The model file: `training/FORMAT.md`, section 1.

use std::borrow::Cow;
use std::ops::Range;

use crate::Lang;
use crate::tensor::{Int4, Int8};
use crate::unigram::{SPECIAL, Unigram};

const MAGIC: &[u8] = b"EJDG";
const VERSION: u32 = 1;
/// Bytes before the part that the checksum covers.
const HEADER: usize = 32;
/// How many outputs the heads have: three labels, mixed, irony, six intents,
/// seven topics.
pub(crate) const OUTPUTS: usize = 18;
/// Of these, the ones after the labels: each has a threshold.
pub(crate) const FLAGS: usize = OUTPUTS - 3;
/// The largest of any dimension the file may state. What is beyond would only
/// make us allocate.
const MAX_DIMENSION: u32 = 1 << 20;

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

fn unusable(what: &'static str) -> ModelError {
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
        if !whole(hidden, heads) || !whole(hidden, group) || !whole(inner, Int8::LANES) {
            return Err(unusable("its dimensions do not fit together"));
        }
        // Special tokens are in every sequence: they must have their rows.
        if positions < 8 || layers > 64 || rows < SPECIAL as usize {
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

fn check_header(bytes: &[u8]) -> Result<(), ModelError> {
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(ModelError::NotAModel);
    }
    let mut reader = Reader {
        bytes,
        at: MAGIC.len(),
    };
    let found = reader.u32()?;
    if found != VERSION {
        return Err(ModelError::WrongVersion { found });
    }
    let expected = reader.u64()?;
    if expected != bytes.len() as u64 {
        return Err(ModelError::WrongLength {
            expected,
            found: bytes.len() as u64,
        });
    }
    let checksum = reader.u32()?;
    let body = bytes.get(HEADER..).unwrap_or_default();
    if crc32fast::hash(body) != checksum {
        return Err(ModelError::WrongChecksum);
    }
    Ok(())
}

/// Takes numbers off the front.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], ModelError> {
        let taken = self
            .at
            .checked_add(len)
            .and_then(|end| self.bytes.get(self.at..end))
            .ok_or(unusable("it ends too early"))?;
        self.at += len;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, ModelError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn f32(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_le_bytes(self.array()?);
        if number.is_finite() {
            Ok(number)
        } else {
            Err(unusable("it has a number that is none"))
        }
    }

    fn dimension(&mut self) -> Result<usize, ModelError> {
        let n = self.u32()?;
        if n > MAX_DIMENSION {
            return Err(unusable("a dimension is out of range"));
        }
        Ok(n as usize)
    }

    fn dimensions<const N: usize>(&mut self) -> Result<[usize; N], ModelError> {
        let mut dimensions = [0; N];
        for dimension in &mut dimensions {
            *dimension = self.dimension()?;
        }
        Ok(dimensions)
    }

    fn calibrations(&mut self) -> Result<[Calibration; 4], ModelError> {
        let mut read = || {
            let calibration = Calibration {
                temperature: self.f32()?,
                bias: [self.f32()?, self.f32()?, self.f32()?],
                sure: self.f32()?,
            };
            if calibration.temperature > 0.0 {
                Ok(calibration)
            } else {
                Err(unusable("a temperature is not above 0"))
            }
        };
        Ok([read()?, read()?, read()?, read()?])
    }

    fn normaliser(&mut self) -> Result<Vec<(u32, u32, Replacement)>, ModelError> {
        (0..self.dimension()?)
            .map(|_| {
                let (first, last) = (self.u32()?, self.u32()?);
                let replacement = match self.u32()? {
                    0xFFFF_FFFF => Replacement::Removed,
                    0xFFFF_FFFE => Replacement::Kept,
                    to => Replacement::With(
                        char::from_u32(to).ok_or(unusable("a replacement is no character"))?,
                    ),
                };
                Ok((first, last, replacement))
            })
            .collect()
    }

    fn unigram(&mut self, rows: usize) -> Result<Unigram, ModelError> {
        let scores: Vec<f32> = (0..rows).map(|_| self.f32()).collect::<Result<_, _>>()?;
        let lengths = self.take(rows)?;
        let total = lengths.iter().map(|&length| usize::from(length)).sum();
        let pieces = std::str::from_utf8(self.take(total)?)
            .map_err(|_| unusable("its vocabulary is not text"))?;
        Unigram::new(scores, lengths, pieces)
            .ok_or(unusable("its vocabulary is not pieces of text"))
    }
}

/// An entry of the tensor directory.
struct Entry<'a> {
    name: &'a [u8],
    kind: u8,
    rows: usize,
    columns: usize,
    at: usize,
}

/// Where the tensors are.
struct Directory<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry<'a>>,
}

impl<'a> Directory<'a> {
    fn read(reader: &mut Reader<'a>, bytes: &'a [u8]) -> Result<Self, ModelError> {
        let entries = (0..reader.dimension()?)
            .map(|_| {
                let [length] = reader.array()?;
                Ok(Entry {
                    name: reader.take(usize::from(length))?,
                    kind: reader.array::<1>()?[0],
                    rows: reader.dimension()?,
                    columns: reader.dimension()?,
                    at: usize::try_from(reader.u64()?).unwrap_or(usize::MAX),
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { bytes, entries })
    }

    /// The place of a tensor's data, `size` bytes long.
    fn data(
        &self,
        name: &str,
        kind: u8,
        rows: usize,
        columns: usize,
        size: usize,
    ) -> Result<Range<usize>, ModelError> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.name == name.as_bytes())
            .ok_or(unusable("a tensor is missing"))?;
        if (entry.kind, entry.rows, entry.columns) != (kind, rows, columns) {
            return Err(unusable("a tensor has another kind or shape"));
        }
        let end = entry.at.checked_add(size);
        end.filter(|&end| end <= self.bytes.len())
            .map(|end| entry.at..end)
            .ok_or(unusable("a tensor lies outside"))
    }

    fn f32(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let place = self.data(name, 0, rows, columns, rows * columns * 4)?;
        self.numbers(place)
    }

    fn numbers(&self, place: Range<usize>) -> Result<Vec<f32>, ModelError> {
        let count = place.len() / 4;
        let mut reader = Reader {
            bytes: self.bytes,
            at: place.start,
        };
        (0..count).map(|_| reader.f32()).collect()
    }

    fn int8(&self, name: &str, rows: usize, columns: usize) -> Result<Int8, ModelError> {
        let place = self.data(name, 1, rows, columns, rows * 4 + rows * columns)?;
        let codes = place.start + rows * 4;
        let scales = self.numbers(place.start..codes)?;
        Ok(Int8::new(scales, codes..place.end, columns))
    }

    fn int4(&self, name: &str, rows: usize, columns: usize) -> Result<Int4, ModelError> {
        let size = rows * (columns / Int4::GROUP) * Int4::BLOCK;
        let place = self.data(name, 2, rows, columns, size)?;
        Ok(Int4::new(place, columns))
    }

    fn norm(&self, gain: &str, shift: &str, hidden: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            gain: self.f32(gain, 1, hidden)?,
            shift: self.f32(shift, 1, hidden)?,
        })
    }

    fn layer(&self, n: usize, hidden: usize, inner: usize) -> Result<Layer, ModelError> {
        let linear = |name: &str, rows: usize, columns: usize| {
            Ok(Linear {
                weight: self.int8(&format!("layer.{n}.{name}.weight"), rows, columns)?,
                bias: self.f32(&format!("layer.{n}.{name}.bias"), 1, rows)?,
            })
        };
        let norm = |name: &str| {
            let part = |part: &str| format!("layer.{n}.{name}.{part}");
            self.norm(&part("gain"), &part("shift"), hidden)
        };
        Ok(Layer {
            qkv: linear("qkv", 3 * hidden, hidden)?,
            attention: linear("attention", hidden, hidden)?,
            attention_norm: norm("attention")?,
            up: linear("up", inner, hidden)?,
            down: linear("down", hidden, inner)?,
            inner_norm: norm("inner")?,
        })
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
            changes in prop::collection::vec((HEADER..4_000_usize, any::<u8>()), 1..8),
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
