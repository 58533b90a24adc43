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
/// Of how many rows the sums are scaled and written at a time.
const SUMS: usize = 2 * ROWS;
/// How many rows of weights are widened at a time.
const BLOCK: usize = Int8::LANES;

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
#[derive(Debug, Default)]
pub(crate) struct Quantised {
    /// For each row.
    scales: Vec<f32>,
    /// Tile after tile of `TOKENS` rows, the steps of each. What fills up the
    /// last tile means nothing.
    codes: Vec<Step<TOKENS>>,
}

impl Quantised {
    /// Quantises `rows` of `columns` numbers each, in the place of what was.
    pub(crate) fn set(&mut self, rows: &[f32], columns: usize) {
        // So that a sum over a row of products with weights up to 127 fits.
        let most = (i32::MAX / (127 * columns as i32)).min(i32::from(i16::MAX)) as f32;
        let steps = columns / Int8::LANES;
        let tiles = (rows.len() / columns).div_ceil(TOKENS);
        self.codes.resize(tiles * steps, [i16x8::ZERO; TOKENS]);
        self.scales.clear();
        for (t, row) in rows.chunks_exact(columns).enumerate() {
            let (tile, t) = (t / TOKENS, t % TOKENS);
            let highest = size(row);
            self.scales.push(highest / most);
            let by = if highest > 0.0 { most / highest } else { 0.0 };
            let (chunks, _) = row.as_chunks::<{ Int8::LANES }>();
            for (step, chunk) in self.codes[tile * steps..].iter_mut().zip(chunks) {
                step[t] = i16x8::new(chunk.map(|x| round(x * by) as i16));
            }
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
    /// `out[t][o] = x[t] · self[o] + bias[o]`. Rows are a multiple of
    /// [`Int8::LANES`], as columns are.
    pub(crate) fn multiply(&self, file: &[u8], x: &Quantised, bias: &[f32], out: &mut [f32]) {
        let codes: &[i8] = bytemuck::cast_slice(&file[self.codes.clone()]);
        let (rows, steps) = (self.scales.len(), self.columns / Self::LANES);
        // Widened once for all tokens, some rows at a time: few enough to stay
        // near, enough that what is written for a token lies together.
        let mut weights = vec![[i16x8::ZERO; ROWS]; BLOCK / ROWS * steps];
        for (block, codes) in codes.chunks_exact(BLOCK * self.columns).enumerate() {
            for (o, row) in codes.chunks_exact(self.columns).enumerate() {
                let (chunks, _) = row.as_chunks::<{ Self::LANES }>();
                for (step, chunk) in weights[o / ROWS * steps..].iter_mut().zip(chunks) {
                    // By index: a `map` of the array loads byte by byte.
                    let wide = std::array::from_fn(|i| i16::from(chunk[i]));
                    step[o % ROWS] = i16x8::new(wide);
                }
            }
            let tiles = x.codes.chunks_exact(steps).zip(x.scales.chunks(TOKENS));
            for ((tokens, scales), out) in tiles.zip(out.chunks_mut(TOKENS * rows)) {
                for (n, weights) in weights.chunks_exact(steps * 2).enumerate() {
                    let (first, second) = weights.split_at(steps);
                    let (first, second) = (dot(first, tokens), dot(second, tokens));
                    let at = block * BLOCK / SUMS + n;
                    let own = f32x4::new(self.scales.as_chunks().0[at]);
                    let bias = f32x4::new(bias.as_chunks().0[at]);
                    for (t, (row, scale)) in out.chunks_exact_mut(rows).zip(scales).enumerate() {
                        let sums = sum_each([first[0][t], first[1][t], second[0][t], second[1][t]]);
                        let products = sums.round_float() * (own * *scale) + bias;
                        row.as_chunks_mut().0[at] = products.to_array();
                    }
                }
            }
        }
    }
}

/// The products of each row of weights with all rows of activations; each is
/// still to be summed.
///
/// Not inlined: a browser runs a function slowly until it has compiled it a
/// second time, and changes over only when it is called.
#[inline(never)]
fn dot(weights: &[Step<ROWS>], tokens: &[Step<TOKENS>]) -> [[i32x4; TOKENS]; ROWS] {
    let mut sums = [[i32x4::ZERO; TOKENS]; ROWS];
    for (weights, tokens) in weights.iter().zip(tokens) {
        for (t, token) in tokens.iter().enumerate() {
            for (sums, weight) in sums.iter_mut().zip(weights) {
                sums[t] += token.dot(*weight);
            }
        }
    }
    sums
}

/// The sum of each.
#[inline(always)]
fn sum_each(all: [i32x4; SUMS]) -> i32x4 {
    // Only moved, not calculated with: `wide` transposes no integers.
    let lanes: [i32x4; SUMS] = bytemuck::cast(f32x4::transpose(bytemuck::cast(all)));
    lanes.into_iter().fold(i32x4::ZERO, |sum, x| sum + x)
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

    fn product(matrix: &Int8, file: &[u8], x: &[f32], bias: &[f32]) -> Vec<f32> {
        let mut quantised = Quantised::default();
        // What was there before leaves no trace.
        quantised.set(&[7.0; 4 * 64], 64);
        quantised.set(x, matrix.columns());
        let mut out = vec![9.0; x.len() / matrix.columns() * bias.len()];
        matrix.multiply(file, &quantised, bias, &mut out);
        out
    }

    #[test]
    fn products_are_those_of_the_dequantised_matrix() {
        // A tile of tokens and a rest.
        let (rows, columns, tokens) = (16, 32, 5);
        let file: Vec<u8> = (0..rows * columns).map(|i| (i * 37) as u8).collect();
        let scales: Vec<f32> = (1..=rows).map(|o| o as f32 / 50.0).collect();
        let matrix = Int8::new(scales.clone(), 0..file.len(), columns);
        let x: Vec<f32> = (0..tokens * columns)
            .map(|i| ((i * 29) % 101) as f32 / 50.0 - 1.0)
            .collect();
        let bias: Vec<f32> = (0..rows).map(|o| o as f32 - 2.0).collect();
        let out = product(&matrix, &file, &x, &bias);
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
            let file = vec![127_u8; columns * 8];
            let matrix = Int8::new(vec![1.0; 8], 0..file.len(), columns);
            let sum = product(&matrix, &file, &vec![3.0; columns], &[0.0; 8])[0];
            let exact = 3.0 * 127.0 * columns as f32;
            assert!((sum / exact - 1.0).abs() < 1e-3, "{columns}: {sum}");
        }
    }

    #[test]
    fn rows_of_nothing_are_nothing() {
        let matrix = Int8::new(vec![1.0; 8], 0..16 * 8, 16);
        let products = product(&matrix, &[5; 16 * 8], &[0.0; 16], &[0.25; 8]);
        assert_eq!(products, [0.25; 8]);
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
