//! The transformer: `training/FORMAT.md`, sections 3 and 4.

use wide::f32x8;

use crate::math::{LANES, dot, gelu, softmax, sum};
use crate::model::{Head, Layer, Linear, Model, Norm, OUTPUTS};
use crate::sequence::Sequence;
use crate::tensor::Quantised;

/// What the heads read off a sequence.
pub(crate) struct Reading {
    pub(crate) logits: [f32; OUTPUTS],
    /// For each token, what it adds to the logits of the three labels, measured
    /// against what an average token adds: one that says nothing adds 0.
    pub(crate) gains: Vec<[f32; 3]>,
}

impl Model {
    /// Reads a sequence of at most [`Model::positions`] tokens.
    pub(crate) fn read(&self, sequence: &Sequence) -> Reading {
        let x = self.encode(sequence);
        let tokens: Vec<&[f32]> = x.chunks_exact(self.hidden).collect();
        let mut logits = [0.0; OUTPUTS];
        let mut gains = vec![[0.0; 3]; tokens.len()];
        for (output, logit) in logits.iter_mut().enumerate() {
            let Head {
                score,
                mention,
                value,
                bias,
            } = &self.head;
            let row = output * self.hidden..(output + 1) * self.hidden;
            let mut shares: Vec<f32> = tokens
                .iter()
                .zip(&sequence.tokens)
                .map(|(x, token)| {
                    let meant = if token.is_target {
                        mention[output]
                    } else {
                        0.0
                    };
                    dot(x, &score[row.clone()]) + meant
                })
                .collect();
            softmax(&mut shares);
            let values: Vec<f32> = tokens.iter().map(|x| dot(x, &value[row.clone()])).collect();
            let pooled = dot(&shares, &values);
            *logit = pooled + bias[output];
            if output < 3 {
                for (gain, (share, value)) in gains.iter_mut().zip(shares.iter().zip(&values)) {
                    gain[output] = share * (value - pooled);
                }
            }
        }
        Reading { logits, gains }
    }

    /// The last layer, a row for each token.
    fn encode(&self, sequence: &Sequence) -> Vec<f32> {
        let mut scratch = Scratch::new(self, sequence.tokens.len());
        let mut x = vec![0.0; sequence.tokens.len() * self.hidden];
        let rows = x.chunks_exact_mut(self.hidden);
        for (position, (row, token)) in rows.zip(&sequence.tokens).enumerate() {
            self.embedding.add_row(&self.bytes, token.id as usize, row);
            self.position.add_row(&self.bytes, position, row);
        }
        self.normalise(&mut x, &self.embedding_norm);
        for layer in &self.layers {
            self.pass(layer, &mut x, &mut scratch);
        }
        x
    }

    fn pass(&self, layer: &Layer, x: &mut [f32], scratch: &mut Scratch) {
        let Scratch {
            quantised,
            qkv,
            inner,
            narrow,
            seen,
        } = scratch;
        let mut multiply = |linear: &Linear, x: &[f32], out: &mut [f32]| {
            quantised.set(x, linear.weight.columns());
            linear
                .weight
                .multiply(&self.bytes, quantised, &linear.bias, out);
        };
        multiply(&layer.qkv, x, qkv);
        attend(qkv, self.hidden, self.heads, seen);
        multiply(&layer.attention, seen, narrow);
        add(x, narrow);
        self.normalise(x, &layer.attention_norm);
        multiply(&layer.up, x, inner);
        gelu(inner);
        multiply(&layer.down, inner, narrow);
        add(x, narrow);
        self.normalise(x, &layer.inner_norm);
    }

    fn normalise(&self, x: &mut [f32], norm: &Norm) {
        for row in x.chunks_exact_mut(self.hidden) {
            let mean = sum(row) / self.hidden as f32;
            for x in row.iter_mut() {
                *x -= mean;
            }
            let variance = dot(row, row) / self.hidden as f32;
            let by = 1.0 / (variance + self.epsilon).sqrt();
            for (x, (gain, shift)) in row.iter_mut().zip(norm.gain.iter().zip(&norm.shift)) {
                *x = *x * by * gain + shift;
            }
        }
    }
}

/// What the layers write into, one after the other; a row for each token.
struct Scratch {
    quantised: Quantised,
    qkv: Vec<f32>,
    seen: Vec<f32>,
    narrow: Vec<f32>,
    inner: Vec<f32>,
}

impl Scratch {
    fn new(model: &Model, tokens: usize) -> Self {
        let rows = |columns: usize| vec![0.0; tokens * columns];
        Self {
            quantised: Quantised::default(),
            qkv: rows(3 * model.hidden),
            seen: rows(model.hidden),
            narrow: rows(model.hidden),
            inner: rows(model.inner),
        }
    }
}

fn add(x: &mut [f32], y: &[f32]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += y;
    }
}

/// Attention of all tokens to all tokens. A row of `qkv` is a token's query,
/// key and value, each `hidden` wide, head after head; a head's width is a
/// multiple of [`LANES`].
fn attend(qkv: &[f32], hidden: usize, heads: usize, out: &mut [f32]) {
    let size = hidden / heads;
    let by = 1.0 / (size as f32).sqrt();
    let rows: Vec<&[f32]> = qkv.chunks_exact(3 * hidden).collect();
    // Column after column, for `LANES` tokens at a time: so a query is compared
    // with as many keys at once, and nothing is summed across lanes.
    let mut keys = vec![f32x8::ZERO; rows.len().div_ceil(LANES) * size];
    let mut shares = vec![f32x8::ZERO; rows.len().div_ceil(LANES)];
    for head in 0..heads {
        let part = |which: usize| which * hidden + head * size..which * hidden + (head + 1) * size;
        for (keys, rows) in keys.chunks_exact_mut(size).zip(rows.chunks(LANES)) {
            for (lane, row) in rows.iter().enumerate() {
                for (keys, key) in keys.iter_mut().zip(&row[part(1)]) {
                    keys.as_mut_array()[lane] = *key;
                }
            }
        }
        for (token, row) in rows.iter().enumerate() {
            let query = &row[part(0)];
            for (share, keys) in shares.iter_mut().zip(keys.chunks_exact(size)) {
                let products = query.iter().zip(keys).map(|(x, keys)| *keys * *x);
                *share = products.fold(f32x8::ZERO, |sum, x| sum + x) * by;
            }
            let shares = &mut bytemuck::cast_slice_mut(&mut shares)[..rows.len()];
            softmax(shares);
            let out = &mut out[token * hidden + head * size..][..size];
            let (out, _) = out.as_chunks_mut::<LANES>();
            for (out, at) in out.iter_mut().zip(part(2).step_by(LANES)) {
                let mut sum = f32x8::ZERO;
                for (share, other) in shares.iter().zip(&rows) {
                    let (values, _) = other[at..].as_chunks::<LANES>();
                    sum += f32x8::new(values[0]) * *share;
                }
                *out = sum.to_array();
            }
        }
    }
}
