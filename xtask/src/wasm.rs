//! Rust → WebAssembly with its JavaScript: cargo, then wasm-bindgen, then wasm-opt.
//!
//! wasm-bindgen is used as a library, so `Cargo.lock` pins the driver together
//! with the crate it must agree with, and nothing has to be installed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

/// The crates that become WebAssembly.
const CRATES: [&str; 2] = ["earshot-background", "earshot-panel"];

/// How modules are shrunk, and what rustc emits for wasm32-unknown-unknown;
/// both browsers had all of it years before our minimum versions.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    // No object lies below 1 KiB, where the stack ends: so constants are added
    // by the loads themselves, which makes the judge's inner loop faster.
    "--low-memory-unused",
    // Browsers exchange slow code for fast between two calls. A hot function
    // that is inlined into one called once stays slow until the end.
    "--one-caller-inline-max-function-size=20",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Runs cargo; returns the modules it says it made.
pub(crate) fn compile(root: &Path) -> Result<Vec<PathBuf>> {
    println!("wasm: compiling {}", CRATES.join(" and "));
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(root)
        .args(["build", "--lib", "--profile", "wasm"])
        .args(["--target", "wasm32-unknown-unknown"])
        .arg("--message-format=json-render-diagnostics")
        .stdout(Stdio::piped());
    for name in CRATES {
        command.args(["--package", name]);
    }
    let mut cargo = command.spawn().context("starting cargo")?;
    let output = cargo.stdout.take().context("cargo's output")?;

    let mut modules = Vec::new();
    for line in BufReader::new(output).lines() {
        let message: Value = serde_json::from_str(&line?).context("reading cargo's output")?;
        // A dependency may be a module of its own too.
        let target = message["target"]["name"].as_str().unwrap_or_default();
        if !CRATES.iter().any(|name| name.replace('-', "_") == target) {
            continue;
        }
        let files = message["filenames"].as_array().into_iter().flatten();
        modules.extend(
            files
                .filter_map(Value::as_str)
                .filter(|file| file.ends_with(".wasm"))
                .map(PathBuf::from),
        );
    }
    ensure!(cargo.wait()?.success(), "cargo failed, see above");
    ensure!(
        modules.len() == CRATES.len(),
        "expected one module for each of {CRATES:?}, got {modules:?}"
    );
    Ok(modules)
}

/// Makes what ships of each module; returns the directories it is in, to be
/// laid over `extension/`.
pub(crate) fn bind(root: &Path, modules: &[PathBuf]) -> Result<Vec<PathBuf>> {
    modules
        .iter()
        .map(|module| bind_one(root, module).with_context(|| module.display().to_string()))
        .collect()
}

/// Binds and shrinks one module, unless the last build did exactly that.
fn bind_one(root: &Path, module: &Path) -> Result<PathBuf> {
    let name = module
        .file_stem()
        .and_then(|stem| stem.to_str())
        .context("a module has a name")?;
    let directory = root.join("target/bindgen").join(name);
    let stamp_file = directory.join("stamp");
    let stamp = stamp(root, module)?;
    if fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp) {
        return Ok(directory);
    }

    if directory.exists() {
        fs::remove_dir_all(&directory)?;
    }
    let output = directory.join("wasm");
    println!("wasm: binding {name}");
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(false)
        .generate(&output)?;
    optimise(root, &output.join(format!("{name}_bg.wasm")))?;
    fs::write(stamp_file, stamp)?;
    Ok(directory)
}

fn optimise(root: &Path, module: &Path) -> Result<()> {
    let before = fs::metadata(module)?.len();
    let status = Command::new(root.join("node_modules/.bin/wasm-opt"))
        .args(WASM_OPT)
        .arg(module)
        .arg("-o")
        .arg(module)
        .status()
        .context("starting wasm-opt; `npm ci` installs it")?;
    ensure!(status.success(), "wasm-opt failed, see above");
    let after = fs::metadata(module)?.len();
    println!("wasm: {} bytes, {before} before wasm-opt", after);
    Ok(())
}

/// Changes whenever the outcome could: with the module, the tools and this recipe.
fn stamp(root: &Path, module: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    fs::read(module)?.hash(&mut hasher);
    fs::read(root.join("Cargo.lock"))?.hash(&mut hasher);
    fs::read(root.join("package-lock.json"))?.hash(&mut hasher);
    include_str!("wasm.rs").hash(&mut hasher);
    Ok(format!("{:016x}\n", hasher.finish()))
}
