//! `earshot`: the engine of the browser extension over files, for people with
//! review exports and for measuring.

mod input;
mod output;
mod run;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::run::RunError;

/// Listens for brands in texts and judges how their writers feel. All of it
/// happens on this machine.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find the mentions of brands, each with its verdict.
    ///
    /// Writes one JSON line per input:
    /// {"id","lang","mentions":[{"brand","form","start","end","kind",
    /// "derivation","status","certainty","reason","verdict":{…}}]}
    ///
    /// A mention with the status "doubtful" may well be about something else;
    /// the reason says why.
    ///
    /// Offsets count Unicode scalar values (as Python does), end-exclusive.
    /// Without an id of its own an input has the number of its line as id, in
    /// CSV that of its row, the header being row 1. What cannot be read is
    /// reported with that number; the rest goes on, and the exit code is 1.
    Listen {
        /// The brands to listen for, as the side panel exports them.
        #[arg(long, value_name = "BRANDS.JSON")]
        brands: PathBuf,
        /// What the input is: JSON lines {"id"?,"text","lang"?}, or CSV with a
        /// header.
        #[arg(long, value_enum, default_value_t = Format::Ndjson)]
        format: Format,
        /// The CSV column with the text; columns "id" and "lang" are used if
        /// there.
        #[arg(long, value_name = "NAME", default_value = "text")]
        text_column: String,
        /// The file to read; standard input without it.
        file: Option<PathBuf>,
    },
    /// Judge texts, or what is said in them about a target.
    ///
    /// Reads JSON lines {"id"?,"text","target"?,"lang"?} and writes for each:
    /// {"id","lang","label","probabilities":{"negative","neutral","positive"},
    /// "mixed","unsure","irony","evidence":[{"start","end","weight"}]}
    ///
    /// The target is the first place where its words stand between word
    /// boundaries, in any letter case. If they stand nowhere, that is reported
    /// with the line number and the whole text is judged.
    Judge {
        /// The file to read; standard input without it.
        file: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// JSON lines.
    Ndjson,
    /// Comma-separated values.
    Csv,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run::run(arguments.command, io::stdout().lock(), io::stderr()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        // Whoever read the output has seen enough.
        Err(RunError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            // There is nobody to tell if this fails.
            let _ = writeln!(io::stderr(), "earshot: {error}");
            ExitCode::FAILURE
        }
    }
}
