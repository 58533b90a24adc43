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

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use earshot_sentiment::Judge;
use earshot_sentiment::training::{Calibration, Model};

use calibrate::Sample;
use corpus::Example;
use recipe::SOURCES;
use train::Part;

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
            print!("{}", report::table(&judge, &files));
            Ok(())
        }
    }
}

fn train_model(data: &Path, out: &Path, without: &[String]) -> Result<()> {
    let mut parts = Vec::new();
    let mut development: Vec<(String, Vec<Example>)> = Vec::new();
    let mut calibrated = Vec::new();
    for source in SOURCES {
        let examples = corpus::read(&data.join(source.name).with_extension("tsv"))?;
        let (held, trained): (Vec<_>, Vec<_>) = examples
            .into_iter()
            .partition(|example| corpus::is_development(&example.text));
        let left_out = without.iter().any(|name| name == source.name);
        calibrated.push(source.measured && !left_out);
        development.push((source.name.to_owned(), held));
        if !left_out {
            parts.push(Part {
                source,
                examples: trained,
            });
        }
    }
    let texts: usize = parts.iter().map(|part| part.examples.len()).sum();
    println!("training on {texts} texts of {} files", parts.len());
    let weights = train::train(&parts, |epoch, loss| {
        println!("pass {:>2}: loss {loss:.4}", epoch + 1)
    });

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
    for (part, (_, examples)) in development
        .iter()
        .enumerate()
        .filter(|(part, _)| calibrated[*part])
    {
        for example in examples {
            if let Some(truth) = example.truth.single() {
                let index = Model::calibration_index(example.lang, example.target.is_some());
                let logits = train::raw_logits(&model, example);
                samples[index].push(Sample {
                    part,
                    logits,
                    truth,
                });
            }
        }
    }
    for (calibration, samples) in model.calibrations.iter_mut().zip(&samples) {
        *calibration = calibrate::calibrate(samples);
        println!("{calibration:.2?}");
    }
    let bytes = model.to_bytes();
    if let Some(directory) = out.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(out, &bytes).with_context(|| format!("writing {}", out.display()))?;
    println!(
        "{} bytes written to {}\n\ndevelopment split:",
        bytes.len(),
        out.display()
    );
    print!(
        "{}",
        report::table(&Judge::from_bytes(&bytes)?, &development)
    );
    Ok(())
}
