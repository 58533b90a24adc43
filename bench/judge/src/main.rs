//! Measures the judge: how often it is right on labelled texts, beside the
//! commonest label, VADER and the n-gram judge, and how fast it is natively,
//! beside candle's matrix products. Prints JSON.
//!
//! ```text
//! earshot-judge-bench [FOLDER [PYTHON]]
//! ```
//!
//! `FOLDER` has the labelled texts (see `sets`), `PYTHON` is an interpreter with
//! the package vaderSentiment. What is not given is not measured. With
//! `RAYON_NUM_THREADS=1` candle calculates on one core, as the judge does.

mod judges;
mod score;
mod sets;
mod speed;

use std::error::Error;
use std::io::Write;
use std::path::Path;

use earshot_ngram::NgramJudge;
use earshot_sentiment::Judge;
use serde_json::{Value, json};

use crate::score::{Score, score};
use crate::sets::Set;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let model = std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../extension/model/judge.bin"),
    )?;
    // First, while the machine is as cool as it will be.
    let speed = speed::measure(&model)?;
    let sets = match arguments.first() {
        Some(folder) => accuracy(model, Path::new(folder), arguments.get(1))?,
        None => Vec::new(),
    };
    let figures = json!({ "speed": speed, "sets": sets });
    Ok(writeln!(std::io::stdout(), "{figures}")?)
}

/// The scores of every judge on every set.
fn accuracy(model: Vec<u8>, folder: &Path, python: Option<&String>) -> Result<Vec<Value>> {
    let judge = Judge::from_bytes(model)?;
    let ngram = NgramJudge::from_bytes(earshot_ngram::MODEL)?;
    let measure = |set: &Set| {
        let mut scores: Vec<(&str, Score)> = Vec::new();
        let mut add = |name, guesses: Vec<_>| {
            let right = set.texts.iter().map(|text| text.label);
            scores.push((name, score(right, &guesses)));
        };
        add("majority", judges::majority(&set.texts));
        if let Some(python) = python.filter(|_| set.is_english()) {
            add("VADER", judges::vader(python, &set.texts)?);
        }
        add(
            "n-gram judge",
            judges::ask(&set.texts, |it| ngram.judge(it)),
        );
        add("this judge", judges::ask(&set.texts, |it| judge.judge(it)));
        Ok(json!({ "name": set.name, "texts": set.texts.len(), "scores": scores }))
    };
    Set::read_all(folder)?.iter().map(measure).collect()
}
