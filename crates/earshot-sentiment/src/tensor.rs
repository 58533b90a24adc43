//! Weights as they lie in the model file, and what is calculated with them.

use std::ops::Range;

use half::f16;
use wide::{f32x4, i16x8, i32x4};

use crate::math::size;

/// How many rows of weights and of activations are multiplied at a time: so
/// few that V8 keeps their sums in registers. More, or more columns a step,
/// were slower.
const ROWS: usize = 2;
const TOKENS: usize = 4;
/// How many times `ROWS` rows of weights are taken together.
const PAIRS: usize = 4;

/// [`Int8::LANES`] columns of `N` rows: what one step of a product needs lies
/// together.
type Step<const N: usize> = [i16x8; N];

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
#[derive(Debug)]
pub(crate) struct Quantised {
    /// How many rows; those that fill up the last tile are zero.
    tokens: usize,
    /// For each tile.
    scales: Vec<f32x4>,
    /// Tile after tile, the steps of each.
    codes: Vec<Step<TOKENS>>,
}

impl Quantised {
    /// Quantises `rows` of `columns` numbers each.
    pub(crate) fn of(rows: &[f32], columns: usize) -> Self {
        // So that a sum over a row of products with weights up to 127 fits.
        let most = (i32::MAX / (127 * columns as i32)).min(i32::from(i16::MAX)) as f32;
        let tokens = rows.len() / columns;
        let (tiles, steps) = (tokens.div_ceil(TOKENS), columns / Int8::LANES);
        let mut scales = vec![f32x4::ZERO; tiles];
        let mut codes = vec![[i16x8::ZERO; TOKENS]; tiles * steps];
        for (t, row) in rows.chunks_exact(columns).enumerate() {
            let (tile, t) = (t / TOKENS, t % TOKENS);
            let highest = size(row);
            if highest > 0.0 {
                scales[tile].as_mut_array()[t] = highest / most;
                let by = most / highest;
                let (chunks, _) = row.as_chunks::<{ Int8::LANES }>();
                for (step, chunk) in codes[tile * steps..].iter_mut().zip(chunks) {
                    step[t] = i16x8::new(chunk.map(|x| round(x * by) as i16));
                }
            }
        }
        Self {
            tokens,
            scales,
            codes,
        }
    }
}

/// To the nearest integer, for |x| below 2²²: adding 1.5 · 2²³ leaves no bits
/// for a fraction. `f32::round` is a call on targets without an instruction.
fn round(x: f32) -> i32 {
    const MAGIC: f32 = 12_582_912.0;
    (x + MAGIC).to_bits() as i32 - MAGIC.to_bits() as i32
}

impl Int8 {
    /// How many columns a step of a product takes; columns are a multiple.
    pub(crate) const LANES: usize = 8;

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
        let codes: &[i8] = bytemuck::cast_slice(&file[self.codes.clone()]);
        let (rows, steps) = (self.scales.len(), self.columns / Self::LANES);
        let mut out = vec![0.0; x.scales.len() * TOKENS * rows];
        // Widened once for all tokens, some rows at a time: few enough to stay
        // near, enough that what is written for a token lies together.
        let mut weights = vec![[i16x8::ZERO; ROWS]; PAIRS * steps];
        for (block, codes) in codes.chunks(PAIRS * ROWS * self.columns).enumerate() {
            for (o, row) in codes.chunks_exact(self.columns).enumerate() {
                let (chunks, _) = row.as_chunks::<{ Self::LANES }>();
                for (step, chunk) in weights[o / ROWS * steps..].iter_mut().zip(chunks) {
                    // By index: a `map` of the array loads byte by byte.
                    let wide = std::array::from_fn(|i| i16::from(chunk[i]));
                    step[o % ROWS] = i16x8::new(wide);
                }
            }
            let first = block * PAIRS * ROWS;
            let tiles = x.codes.chunks_exact(steps).zip(&x.scales);
            let tiles = tiles.zip(out.chunks_exact_mut(TOKENS * rows));
            for ((tokens, &scales), out) in tiles {
                for (pair, weights) in weights.chunks_exact(steps).enumerate() {
                    let sums = dot(weights, tokens);
                    for (o, sums) in (first + pair * ROWS..rows).zip(sums) {
                        let products = sums.round_float() * (scales * self.scales[o]) + bias[o];
                        for (row, product) in out.chunks_exact_mut(rows).zip(products.to_array()) {
                            row[o] = product;
                        }
                    }
                }
            }
        }
        out.truncate(x.tokens * rows);
        out
    }
}

/// The products of each row of weights with all rows of activations.
///
/// Not inlined: a browser runs a function slowly until it has compiled it a
/// second time, and changes over only when it is called.
#[inline(never)]
fn dot(weights: &[Step<ROWS>], tokens: &[Step<TOKENS>]) -> [i32x4; ROWS] {
    let mut sums = [[i32x4::ZERO; TOKENS]; ROWS];
    for (weights, tokens) in weights.iter().zip(tokens) {
        for (t, token) in tokens.iter().enumerate() {
            for (sums, weight) in sums.iter_mut().zip(weights) {
                sums[t] += token.dot(*weight);
            }
        }
    }
    sums.map(|sums| {
        // Only moved, not calculated with: `wide` transposes no integers.
        let lanes: [i32x4; TOKENS] = bytemuck::cast(f32x4::transpose(bytemuck::cast(sums)));
        lanes.into_iter().fold(i32x4::ZERO, |sum, x| sum + x)
    })
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
