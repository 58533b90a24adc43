//! How fast the judge is natively.

use std::hint::black_box;
use std::time::Instant;

use candle_core::quantized::{GgmlDType, QMatMul, QTensor};
use candle_core::{Device, Module, Tensor};
use earshot_engine::places;
use earshot_ngram::MODEL;
use earshot_sentiment::{Judge, Lang, Passage};
use serde::Serialize;

use crate::Result;

/// Times other than the judge's are medians of so many runs.
const RUNS: usize = 51;
/// Files are read so many times.
const LOADS: usize = 9;

const BRAND: &str = "Dell";
const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const AWAITED: [&str; 8] = [
    "Techniker",
    "Berater",
    "Monteur",
    "Handwerker",
    "Boten",
    "Anruf",
    "Rückruf",
    "Bescheid",
];

/// Tokens of a mention with its marks, as the judge's vocabulary cuts it.
const TOKENS: usize = 40;
/// Rows and columns of the largest matrices of a layer.
const MATRIX: (usize, usize) = (1152, 384);

/// Texts of one length, each another, so that no verdict is remembered.
#[derive(Debug, Serialize)]
struct Mentions {
    texts: Vec<String>,
    brand: &'static str,
    tokens: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct Speed {
    /// What is measured here and in the browser.
    mentions: Mentions,
    /// For one mention, milliseconds.
    judge_ms: f64,
    /// From the file's bytes to a judge, milliseconds.
    load_ms: f64,
    /// Bytes.
    model_bytes: usize,
    ngram_model_bytes: usize,
    /// Thousand million multiplications a second: the judge's own, all that is
    /// no product of a matrix included in the time.
    judge_gmacs: f64,
    /// candle's for `tokens` rows of activations and the largest matrix.
    candle_f32_gmacs: f64,
    candle_q8_gmacs: f64,
}

pub(crate) fn measure(model: &[u8]) -> Result<Speed> {
    let texts = texts();
    let judge = Judge::from_bytes(model.to_vec())?;
    let judge_ms = median(texts.iter().map(|text| {
        let target = places(text, BRAND);
        let passage = Passage {
            text,
            lang: Some(Lang::De),
            target: &target,
            others: &[],
        };
        milliseconds(|| judge.judge(&passage))
    }));
    let loads: Vec<f64> = (0..LOADS)
        .map(|_| {
            let model = model.to_vec();
            milliseconds(|| Judge::from_bytes(model))
        })
        .collect();
    let (rows, columns) = MATRIX;
    let weights = Tensor::randn(0_f32, 1.0, MATRIX, &Device::Cpu)?;
    let x = Tensor::randn(0_f32, 1.0, (TOKENS, columns), &Device::Cpu)?;
    let quantised = QMatMul::from_qtensor(QTensor::quantize(&weights, GgmlDType::Q8_0)?)?;
    let transposed = weights.t()?;
    let gmacs = |product: &dyn Fn() -> candle_core::Result<Tensor>| {
        let ms = median((0..RUNS).map(|_| milliseconds(product)));
        (TOKENS * rows * columns) as f64 / 1e6 / ms
    };
    Ok(Speed {
        judge_ms,
        load_ms: median(loads.into_iter()),
        model_bytes: model.len(),
        ngram_model_bytes: MODEL.len(),
        judge_gmacs: multiplications(model)? / 1e6 / judge_ms,
        candle_f32_gmacs: gmacs(&|| x.matmul(&transposed)),
        candle_q8_gmacs: gmacs(&|| quantised.forward(&x)),
        mentions: Mentions {
            texts,
            brand: BRAND,
            tokens: TOKENS,
        },
    })
}

fn texts() -> Vec<String> {
    let pairs = MONTHS
        .iter()
        .flat_map(|month| AWAITED.map(|awaited| (month, awaited)));
    pairs
        .map(|(month, awaited)| {
            format!(
                "Seit {month} warte ich auf den {awaited} von {BRAND}: Dreimal war ein Termin \
                 ausgemacht, dreimal kam keiner, und am Telefon heißt es, man habe keine Auskunft."
            )
        })
        .collect()
}

/// What the layers of a model multiply for a mention: queries, keys, values
/// and their output, up and down, and the attention between all tokens.
/// The dimensions are where `training/FORMAT.md` says.
fn multiplications(model: &[u8]) -> Result<f64> {
    let dimension = |at: usize| -> Result<f64> {
        let bytes = model.get(at..at + 4).ok_or("no model")?;
        Ok(f64::from(u32::from_le_bytes(bytes.try_into()?)))
    };
    let (hidden, layers, inner) = (dimension(32)?, dimension(36)?, dimension(44)?);
    let tokens = TOKENS as f64;
    let weights = 4.0 * hidden * hidden + 2.0 * hidden * inner;
    Ok(layers * tokens * (weights + 2.0 * tokens * hidden))
}

fn milliseconds<T>(run: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = black_box(run());
    let time = start.elapsed();
    drop(result);
    1e3 * time.as_secs_f64()
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
