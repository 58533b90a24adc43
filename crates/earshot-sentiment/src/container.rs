//! The model file as a container: header, numbers, tensor directory.

use std::ops::Range;

use crate::model::{Calibration, Layer, Linear, ModelError, Norm, Replacement, unusable};
use crate::tensor::{Int4, Int8};
use crate::unigram::Unigram;

const MAGIC: &[u8] = b"EJDG";
/// The format this version reads.
pub(crate) const VERSION: u32 = 2;
/// Bytes before the part that the checksum covers.
pub(crate) const HEADER: usize = 32;
/// The largest of any dimension the file may state. What is beyond would only
/// make us allocate.
const MAX_DIMENSION: u32 = 1 << 17;

/// Checks all that can be wrong with a file as a whole.
pub(crate) fn check_header(bytes: &[u8]) -> Result<(), ModelError> {
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
    if hash(body) != checksum {
        return Err(ModelError::WrongChecksum);
    }
    Ok(())
}

/// CRC-32, in many calls: a browser runs a function slowly until it has
/// compiled it a second time, and changes over only when it is called.
fn hash(bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for part in bytes.chunks(1 << 15) {
        hasher.update(part);
    }
    hasher.finalize()
}

/// Takes numbers off the front.
pub(crate) struct Reader<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
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

    pub(crate) fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, ModelError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub(crate) fn f32(&mut self) -> Result<f32, ModelError> {
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

    pub(crate) fn dimensions<const N: usize>(&mut self) -> Result<[usize; N], ModelError> {
        let mut dimensions = [0; N];
        for dimension in &mut dimensions {
            *dimension = self.dimension()?;
        }
        Ok(dimensions)
    }

    pub(crate) fn calibrations(&mut self) -> Result<[Calibration; 4], ModelError> {
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

    pub(crate) fn normaliser(&mut self) -> Result<Vec<(u32, u32, Replacement)>, ModelError> {
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

    pub(crate) fn unigram(&mut self, rows: usize) -> Result<Unigram, ModelError> {
        let scores: Vec<f32> = (0..rows).map(|_| self.f32()).collect::<Result<_, _>>()?;
        let lengths = self.take(rows)?;
        let total = lengths.iter().map(|&length| usize::from(length)).sum();
        let pieces = self.take(total)?.to_vec();
        Ok(Unigram::new(scores, lengths, pieces))
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
pub(crate) struct Directory<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry<'a>>,
}

impl<'a> Directory<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>, bytes: &'a [u8]) -> Result<Self, ModelError> {
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

    pub(crate) fn f32(
        &self,
        name: &str,
        rows: usize,
        columns: usize,
    ) -> Result<Vec<f32>, ModelError> {
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

    pub(crate) fn int8(&self, name: &str, rows: usize, columns: usize) -> Result<Int8, ModelError> {
        let place = self.data(name, 1, rows, columns, rows * 4 + rows * columns)?;
        let codes = place.start + rows * 4;
        let scales = self.numbers(place.start..codes)?;
        Ok(Int8::new(scales, codes..place.end, columns))
    }

    pub(crate) fn int4(&self, name: &str, rows: usize, columns: usize) -> Result<Int4, ModelError> {
        let size = rows * (columns / Int4::GROUP) * Int4::BLOCK;
        let place = self.data(name, 2, rows, columns, size)?;
        Ok(Int4::new(place, columns))
    }

    pub(crate) fn norm(&self, gain: &str, shift: &str, hidden: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            gain: self.f32(gain, 1, hidden)?,
            shift: self.f32(shift, 1, hidden)?,
        })
    }

    pub(crate) fn layer(&self, n: usize, hidden: usize, inner: usize) -> Result<Layer, ModelError> {
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
