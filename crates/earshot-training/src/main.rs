//! Makes the model file of the n-gram judge, and measures it.

#![allow(
    clippy::print_stdout,
    reason = "a program for the terminal; its tables are its result"
)]

mod calibrate;
mod corpus;
mod recipe;
mod report;
mod score;
mod train;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use earshot_sentiment::Judge;
use earshot_sentiment::training::{Calibration, Model};

use calibrate::Sample;
use corpus::Example;
use recipe::SOURCES;
use train::{Part, Weights};

#[derive(Parser)]
#[command(about = "Makes and measures the model file of the n-gram judge.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains a model and measures it on the development split.
    Train {
        /// Directory of the training files.
        #[arg(long)]
        data: PathBuf,
        /// Where to write the model file.
        #[arg(long)]
        out: PathBuf,
        /// Files to leave out of training and calibration, to see how the
        /// judge does on texts of a kind it never met. They are still measured.
        #[arg(long)]
        without: Vec<String>,
    },
    /// Measures a model on files it was not trained on.
    Eval {
        /// Directory of the test files.
        #[arg(long)]
        data: PathBuf,
        /// The model file.
        #[arg(long, default_value = "extension/model/ngram.bin")]
        model: PathBuf,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Train { data, out, without } => train_model(&data, &out, &without),
        Command::Eval { data, model } => {
            let bytes = fs::read(&model).with_context(|| format!("reading {}", model.display()))?;
            let judge = Judge::from_bytes(&bytes)?;
            let mut names: Vec<PathBuf> = fs::read_dir(&data)?
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<_, _>>()?;
            names.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
            names.sort();
            let files = names
                .iter()
                .map(|path| {
                    let name = path
                        .file_stem()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned();
                    Ok((name, corpus::read(path)?))
                })
                .collect::<Result<Vec<_>>>()?;
            let start = Instant::now();
            print!("{}", report::table(&judge, &files));
            let texts: usize = files.iter().map(|(_, examples)| examples.len()).sum();
            let rate = texts as f64 / start.elapsed().as_secs_f64();
            println!("{rate:.0} texts a second on one core");
            Ok(())
        }
    }
}

fn train_model(data: &Path, out: &Path, without: &[String]) -> Result<()> {
    let mut parts = Vec::new();
    let mut development = Vec::new();
    for source in SOURCES {
        let (held, trained): (Vec<_>, Vec<_>) = corpus::read_source(data, source.name)?
            .into_iter()
            .partition(|example| corpus::is_development(&example.text));
        let left_out = without.iter().any(|name| name == source.name);
        development.push(Held {
            name: source.name.to_owned(),
            calibrates: source.measured && !left_out,
            examples: held,
        });
        if !left_out {
            parts.push(Part {
                source,
                examples: trained,
            });
        }
    }
    let texts: usize = parts.iter().map(|part| part.examples.len()).sum();
    println!("training on {texts} texts of {} sources", parts.len());
    let weights = train::train(&parts, |epoch, loss| {
        println!("pass {}: loss {loss:.4}", epoch + 1);
    });
    let model = calibrated(&weights, &development);

    let bytes = model.to_bytes();
    if let Some(directory) = out.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(out, &bytes).with_context(|| format!("writing {}", out.display()))?;
    println!("{} bytes written to {}", bytes.len(), out.display());
    let judge = Judge::from_bytes(&bytes)?;
    let files = development
        .into_iter()
        .map(|held| (held.name, held.examples))
        .collect::<Vec<_>>();
    print!("\ndevelopment split:\n{}", report::table(&judge, &files));
    Ok(())
}

/// The development part of a source.
struct Held {
    name: String,
    /// Whether calibration uses it.
    calibrates: bool,
    examples: Vec<Example>,
}

/// The model with the calibration fitted to the development split.
fn calibrated(weights: &Weights, development: &[Held]) -> Model {
    let (weights, scale) = weights.pack();
    let unset = Calibration {
        bias: [0.0; 2],
        temperature: 1.0,
        unsure_below: 0.0,
    };
    let mut model = Model {
        calibrations: [unset; 4],
        mixed_above: 1.0,
        scale,
        weights,
    };
    let mut samples: [Vec<Sample>; 4] = Default::default();
    for (part, held) in development
        .iter()
        .enumerate()
        .filter(|(_, held)| held.calibrates)
    {
        for example in &held.examples {
            let Some(truth) = example.truth.single() else {
                continue;
            };
            let sample = Sample {
                part,
                logits: train::raw_logits(&model, example),
                truth,
            };
            let targeted = Model::calibration_index(example.lang, true);
            if example.target.is_none() {
                samples[Model::calibration_index(example.lang, false)].push(sample.clone());
            }
            // Whole texts calibrate the targeted verdicts too: the targeted
            // files are of too few kinds (the German one: broken lifts) to say
            // how often people praise or blame.
            samples[targeted].push(sample);
        }
    }
    for (calibration, samples) in model.calibrations.iter_mut().zip(&samples) {
        *calibration = calibrate::calibrate(samples);
        println!("{calibration:.2?}");
    }
    let poles: Vec<(f32, bool)> = development
        .iter()
        .filter(|held| held.calibrates && held.examples.iter().any(|example| example.mixed))
        .flat_map(|held| &held.examples)
        .map(|example| {
            let calibration = model.calibration(example.lang, example.target.is_some());
            let logits = train::raw_logits(&model, example);
            let [negative, _, positive] = calibrate::probabilities(logits, calibration);
            (negative.min(positive), example.mixed)
        })
        .collect();
    let (mixed_above, f1) = calibrate::mixed_above(&poles);
    println!("mixed above {mixed_above:.2}: F1 {f1:.3}");
    model.mixed_above = mixed_above;
    model
}
