//! Weights as they lie in the model file, and what is calculated with them.

use std::ops::Range;

use half::f16;
use wide::{i16x8, i32x4};

/// A matrix of 8-bit weights, each row with a scale of its own.
#[derive(Debug)]
pub(crate) struct Int8 {
    scales: Vec<f32>,
    /// The weights' place in the file, row after row.
    codes: Range<usize>,
    columns: usize,
}

/// Rows of activations, quantised to 16 bits each with a scale of its own.
/// With 16 bits nothing is lost that the verdict would show, and the sums are
/// exact: native code and WebAssembly agree to the bit.
#[derive(Debug, Default)]
pub(crate) struct Quantised {
    scales: Vec<f32>,
    codes: Vec<i16>,
}

impl Quantised {
    /// Quantises `rows` of `columns` numbers each.
    pub(crate) fn of(rows: &[f32], columns: usize) -> Self {
        // So that a sum over a row of products with weights up to 127 fits.
        let most = (i32::MAX / (127 * columns as i32)).min(i32::from(i16::MAX)) as f32;
        let mut quantised = Self::default();
        quantised.codes.reserve(rows.len());
        for row in rows.chunks_exact(columns) {
            let highest = row.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
            let (scale, by) = if highest > 0.0 {
                (highest / most, most / highest)
            } else {
                (0.0, 0.0)
            };
            quantised.scales.push(scale);
            let codes = row.iter().map(|x| round(x * by) as i16);
            quantised.codes.extend(codes);
        }
        quantised
    }
}

/// To the nearest integer, for |x| below 2²²: adding 1.5 · 2²³ leaves no bits
/// for a fraction. `f32::round` is a call on targets without an instruction.
fn round(x: f32) -> i32 {
    const MAGIC: f32 = 12_582_912.0;
    (x + MAGIC).to_bits() as i32 - MAGIC.to_bits() as i32
}

impl Int8 {
    /// How many products are summed at once; columns are a multiple.
    pub(crate) const LANES: usize = 16;

    pub(crate) fn new(scales: Vec<f32>, codes: Range<usize>, columns: usize) -> Self {
        Self {
            scales,
            codes,
            columns,
        }
    }

    /// The width of a row.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Adds row `row` to `x`.
    pub(crate) fn add_row(&self, file: &[u8], row: usize, x: &mut [f32]) {
        let codes = &file[self.codes.clone()][row * self.columns..][..self.columns];
        for (x, &code) in x.iter_mut().zip(codes) {
            *x += f32::from(code as i8) * self.scales[row];
        }
    }

    /// The products of all rows with each row of `x`, plus `bias`:
    /// `out[t][o] = x[t] · self[o] + bias[o]`.
    pub(crate) fn multiply(&self, file: &[u8], x: &Quantised, bias: &[f32]) -> Vec<f32> {
        const TOKENS: usize = 4;
        let codes: &[i8] = bytemuck::cast_slice(&file[self.codes.clone()]);
        let weights: Vec<&[i8]> = codes.chunks_exact(self.columns).collect();
        let tokens: Vec<&[i16]> = x.codes.chunks_exact(self.columns).collect();
        let rows = weights.len();
        let mut out = vec![0.0; tokens.len() * rows];
        let mut put = |t: usize, o: usize, sum: i32| {
            out[t * rows + o] = sum as f32 * (x.scales[t] * self.scales[o]) + bias[o];
        };
        let (tiles, rest) = tokens.as_chunks::<TOKENS>();
        let (pairs, last) = weights.as_chunks::<2>();
        for (o, pair) in pairs.iter().enumerate() {
            for (t, tile) in tiles.iter().enumerate() {
                let sums = dot(*pair, *tile);
                for (i, [first, second]) in sums.into_iter().enumerate() {
                    put(t * TOKENS + i, 2 * o, first);
                    put(t * TOKENS + i, 2 * o + 1, second);
                }
            }
            for (i, &token) in rest.iter().enumerate() {
                let [[first, second]] = dot(*pair, [token]);
                put(tiles.len() * TOKENS + i, 2 * o, first);
                put(tiles.len() * TOKENS + i, 2 * o + 1, second);
            }
        }
        for &row in last {
            for (t, &token) in tokens.iter().enumerate() {
                let [[sum]] = dot([row], [token]);
                put(t, rows - 1, sum);
            }
        }
        out
    }
}

/// The products of some rows of weights with some rows of activations, all of
/// the same length. Few enough that the sums stay in registers.
#[inline(always)]
fn dot<const TOKENS: usize, const ROWS: usize>(
    weights: [&[i8]; ROWS],
    tokens: [&[i16]; TOKENS],
) -> [[i32; ROWS]; TOKENS] {
    let weights = weights.map(|row| row.as_chunks::<{ Int8::LANES }>().0);
    let tokens = tokens.map(|row| row.as_chunks::<{ Int8::LANES }>().0);
    // Of one length, so that the bounds are checked once.
    let steps = weights.iter().map(|row| row.len()).min().unwrap_or(0);
    let weights = weights.map(|row| &row[..steps]);
    let tokens = tokens.map(|row| &row[..steps]);
    let mut sums = [[i32x4::ZERO; ROWS]; TOKENS];
    for k in 0..steps {
        let weights = weights.map(|row| {
            let (low, high) = row[k].split_at(8);
            [low, high]
                .map(|half| i16x8::from(std::array::from_fn::<i16, 8, _>(|i| i16::from(half[i]))))
        });
        for (sums, row) in sums.iter_mut().zip(tokens) {
            let (low, high) = row[k].split_at(8);
            let [low, high] =
                [low, high].map(|half| i16x8::from(std::array::from_fn::<i16, 8, _>(|i| half[i])));
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += low.dot(weight[0]) + high.dot(weight[1]);
            }
        }
    }
    sums.map(|row| row.map(|sum| sum.to_array().iter().sum()))
}

/// A matrix of 4-bit weights in groups, each with a scale of its own.
#[derive(Debug)]
pub(crate) struct Int4 {
    /// The groups' place in the file, row after row.
    place: Range<usize>,
    columns: usize,
}

impl Int4 {
    /// Weights of a group.
    pub(crate) const GROUP: usize = 32;
    /// Bytes of a group: its scale and its weights.
    pub(crate) const BLOCK: usize = 2 + Self::GROUP / 2;

    pub(crate) fn new(place: Range<usize>, columns: usize) -> Self {
        Self { place, columns }
    }

    /// Adds row `row` to `x`.
    pub(crate) fn add_row(&self, file: &[u8], row: usize, x: &mut [f32]) {
        let bytes = self.columns / Self::GROUP * Self::BLOCK;
        let blocks = file[self.place.clone()][row * bytes..][..bytes].chunks_exact(Self::BLOCK);
        for (x, block) in x.chunks_exact_mut(Self::GROUP).zip(blocks) {
            let scale = f16::from_le_bytes([block[0], block[1]]).to_f32();
            let (low, high) = x.split_at_mut(Self::GROUP / 2);
            for (i, &codes) in block[2..].iter().enumerate() {
                low[i] += (f32::from(codes & 15) - 8.0) * scale;
                high[i] += (f32::from(codes >> 4) - 8.0) * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_dequantised_matrix() {
        // 3 rows and 5 tokens: a pair and a rest, a tile and a rest.
        let (rows, columns, tokens) = (3, 32, 5);
        let file: Vec<u8> = (0..rows * columns).map(|i| (i * 37) as u8).collect();
        let scales = vec![0.01, 0.02, 0.5];
        let matrix = Int8::new(scales.clone(), 0..file.len(), columns);
        let x: Vec<f32> = (0..tokens * columns)
            .map(|i| ((i * 29) % 101) as f32 / 50.0 - 1.0)
            .collect();
        let bias = [1.0, -2.0, 0.0];
        let out = matrix.multiply(&file, &Quantised::of(&x, columns), &bias);
        for t in 0..tokens {
            for o in 0..rows {
                let exact: f32 = (0..columns)
                    .map(|k| {
                        x[t * columns + k] * f32::from(file[o * columns + k] as i8) * scales[o]
                    })
                    .sum();
                let found = out[t * rows + o];
                assert!(
                    (found - exact - bias[o]).abs() < 2e-3 * scales[o] * 127.0,
                    "{t} {o}"
                );
            }
        }
    }

    #[test]
    fn the_largest_sums_fit() {
        for columns in [16, 384, 1536, 4096] {
            let file = vec![127_u8; columns];
            let matrix = Int8::new(vec![1.0], 0..columns, columns);
            let x = Quantised::of(&vec![3.0; columns], columns);
            let [sum] = matrix.multiply(&file, &x, &[0.0])[..] else {
                panic!("one product");
            };
            let exact = 3.0 * 127.0 * columns as f32;
            assert!((sum / exact - 1.0).abs() < 1e-3, "{columns}: {sum}");
        }
    }

    #[test]
    fn rows_of_nothing_are_nothing() {
        let matrix = Int8::new(vec![1.0], 0..16, 16);
        let x = Quantised::of(&[0.0; 16], 16);
        assert_eq!(matrix.multiply(&[5; 16], &x, &[0.25]), [0.25]);
    }

    #[test]
    fn four_bit_groups() {
        let mut file = vec![0; Int4::BLOCK];
        file[..2].copy_from_slice(&f16::from_f32(0.5).to_le_bytes());
        file[2] = 0x1F;
        let mut x = [1.0; Int4::GROUP];
        Int4::new(0..Int4::BLOCK, Int4::GROUP).add_row(&file, 0, &mut x);
        assert_eq!((x[0], x[16], x[1]), (4.5, -2.5, -3.0));
    }
}
