//! What `build.sh` calls: makes the extension out of its parts.
//!
//! ```text
//! cargo run -p xtask -- build     wasm + extension/ + manifests → dist/
//! cargo run -p xtask -- package   dist/ → dist/packages/
//! ```

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

mod assemble;
mod budget;
mod files;
mod manifest;
mod package;
mod wasm;

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

const USAGE: &str = "usage: xtask build | package";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let root = root()?;
    match command()?.as_str() {
        "build" => build(&root),
        "package" => package(&root),
        other => bail!("unknown command `{other}`\n{USAGE}"),
    }
}

/// The one argument there is.
fn command() -> Result<String> {
    let mut arguments = lexopt::Parser::from_env();
    let mut command = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(name) if command.is_none() => command = Some(name.string()?),
            _ => bail!("{}\n{USAGE}", argument.unexpected()),
        }
    }
    command.context(USAGE)
}

fn build(root: &Path) -> Result<()> {
    let modules = wasm::compile(root)?;
    // Two builds at once would write the same files.
    let _lock = lock(root)?;
    let bindings = wasm::bind(root, &modules)?;
    for flavour in manifest::Flavour::ALL {
        assemble::assemble(root, flavour, &bindings)?;
    }
    budget::check(root)
}

fn package(root: &Path) -> Result<()> {
    let _lock = lock(root)?;
    package::package(root)
}

/// The workspace. Asked of cargo when it runs, not when it compiles: checkouts
/// may share a target directory.
fn root() -> Result<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").context("run it through cargo")?;
    let root = Path::new(&manifest).parent();
    root.map(Path::to_path_buf)
        .context("xtask lies in the workspace")
}

/// Held until dropped.
fn lock(root: &Path) -> Result<File> {
    let directory = root.join("target");
    fs::create_dir_all(&directory)?;
    let file = File::create(directory.join("xtask.lock"))?;
    if file.try_lock().is_err() {
        println!("waiting for another build to end");
        file.lock()?;
    }
    Ok(file)
}
