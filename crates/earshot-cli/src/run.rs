//! The commands: inputs in, one line out for each.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use earshot_brand::{Brand, BrandError, BrandFile, BrandSet, PostContext};
use earshot_engine::{Engine, places};
use earshot_sentiment::{Judge, ModelError, detect};
use thiserror::Error;

use crate::input::{BYTE_ORDER_MARK, Input, Numbered, csv_records, json_lines};
use crate::output::{JudgedLine, ListenedLine};
use crate::{Command, Format};

/// The model that the extension ships, so that the binary needs no other file.
const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");

/// Why a command cannot go on.
#[derive(Debug, Error)]
pub(crate) enum RunError {
    #[error("{}: {error}", path.display())]
    Open { path: PathBuf, error: io::Error },
    #[error("{}: {error}", path.display())]
    BrandFile {
        path: PathBuf,
        error: serde_json::Error,
    },
    #[error("the brands cannot be listened for:{}", lines(errors))]
    Brands { errors: Vec<BrandError> },
    #[error("the header has no column “{column}”; name the text's with --text-column")]
    NoTextColumn { column: String },
    #[error("the header cannot be read: {0}")]
    Header(#[from] csv::Error),
    #[error("the built-in model cannot be read: {0}")]
    Model(#[from] ModelError),
    #[error("reading: {0}")]
    Read(io::Error),
    #[error("writing: {0}")]
    Write(io::Error),
}

fn lines(errors: &[BrandError]) -> String {
    errors.iter().map(|error| format!("\n  {error}")).collect()
}

/// Runs a command; answers go to `out`, complaints to `log`. Gives how many
/// lines were bad.
///
/// # Errors
/// If there is nothing to start with, or reading or writing fails.
pub(crate) fn run(command: Command, out: impl Write, log: impl Write) -> Result<u64, RunError> {
    let judge = Some(Arc::new(Judge::from_bytes(MODEL)?));
    match command {
        Command::Judge { file } => {
            let engine = Engine::new(compile(&[])?, judge);
            answer_each(
                json_lines(open(file.as_deref())?),
                out,
                log,
                "line",
                |input| judge_one(&engine, input),
            )
        }
        Command::Listen {
            brands,
            format,
            text_column,
            file,
        } => {
            let engine = Engine::new(compile(&read_brands(&brands)?)?, judge);
            let reader = open(file.as_deref())?;
            let listen = |input: &Input| listen_one(&engine, input);
            match format {
                Format::Ndjson => answer_each(json_lines(reader), out, log, "line", listen),
                Format::Csv => match csv_records(reader, &text_column)? {
                    Some(records) => answer_each(records, out, log, "row", listen),
                    None => Err(RunError::NoTextColumn {
                        column: text_column,
                    }),
                },
            }
        }
    }
}

fn open(file: Option<&Path>) -> Result<Box<dyn BufRead>, RunError> {
    let Some(path) = file else {
        return Ok(Box::new(io::stdin().lock()));
    };
    let opened = File::open(path).map_err(|error| RunError::Open {
        path: path.to_owned(),
        error,
    })?;
    Ok(Box::new(BufReader::new(opened)))
}

fn read_brands(path: &Path) -> Result<Vec<Brand>, RunError> {
    let content = fs::read(path).map_err(|error| RunError::Open {
        path: path.to_owned(),
        error,
    })?;
    let content = content.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&content);
    let file: BrandFile = serde_json::from_slice(content).map_err(|error| RunError::BrandFile {
        path: path.to_owned(),
        error,
    })?;
    Ok(file.brands)
}

fn compile(brands: &[Brand]) -> Result<BrandSet, RunError> {
    BrandSet::compile(brands).map_err(|errors| RunError::Brands { errors })
}

/// What is written for an input, and what there is to say about it.
struct Answer {
    line: serde_json::Result<Vec<u8>>,
    note: Option<&'static str>,
}

fn listen_one(engine: &Engine, input: &Input) -> Answer {
    let listened = engine.listen(
        &input.text,
        input.lang.as_deref(),
        PostContext::default(),
        &[],
    );
    let line = serde_json::to_vec(&ListenedLine::new(
        &input.id,
        &input.text,
        engine,
        &listened,
    ));
    Answer { line, note: None }
}

fn judge_one(engine: &Engine, input: &Input) -> Answer {
    let language = detect(&input.text, input.lang.as_deref());
    let target = input
        .target
        .as_deref()
        .filter(|target| !target.trim().is_empty());
    let places = target.map_or_else(Vec::new, |target| places(&input.text, target.trim()));
    let note = (target.is_some() && places.is_empty())
        .then_some("the target is not in the text; judged as a whole");
    let verdict = engine.judge(&input.text, &language, &places, &[]);
    Answer {
        line: serde_json::to_vec(&JudgedLine::new(
            &input.id,
            &input.text,
            &language,
            &verdict,
        )),
        note,
    }
}

/// Answers each input as it comes. Standard output flushes by line, so that
/// whoever feeds line by line is answered line by line.
fn answer_each(
    inputs: impl Iterator<Item = io::Result<Numbered>>,
    mut out: impl Write,
    mut log: impl Write,
    unit: &str,
    answer: impl Fn(&Input) -> Answer,
) -> Result<u64, RunError> {
    let mut bad = 0;
    for numbered in inputs {
        let (number, input) = numbered.map_err(RunError::Read)?;
        let note = match input {
            Ok(input) => {
                let Answer { line, note } = answer(&input);
                let mut line = line.map_err(|error| RunError::Write(error.into()))?;
                line.push(b'\n');
                out.write_all(&line).map_err(RunError::Write)?;
                note.map(str::to_owned)
            }
            Err(error) => {
                bad += 1;
                Some(error.to_string())
            }
        };
        if let Some(note) = note {
            writeln!(log, "{unit} {number}: {note}").map_err(RunError::Write)?;
        }
    }
    out.flush().map_err(RunError::Write)?;
    Ok(bad)
}
