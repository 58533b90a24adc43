//! The matcher by itself, natively and as WebAssembly.

use std::process::Command;

use earshot_browser_tests::workspace;
use serde::Deserialize;

use crate::report::Report;
use crate::{Result, output};

const PACKAGE: &str = "earshot-matcher-bench";

/// What the native program prints.
#[derive(Debug, Deserialize)]
struct Native {
    #[serde(flatten)]
    matcher: Figures,
    texts: Vec<String>,
    /// Megabytes a second.
    aho_corasick: f64,
    /// Megabytes a second.
    regex: f64,
}

#[derive(Debug, Deserialize)]
struct Figures {
    compile_ms: f64,
    /// Megabytes a second, for each text.
    rates: Vec<f64>,
}

/// Adds what 50 brands × 10 aliases cost.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let native: Native = serde_json::from_slice(&output(cargo("run").arg("--release"))?)?;
    let wasm = wasm(native.texts.len())?;
    report.note("medians of five runs");
    report.add_aimed(
        "matcher: compiling 50 brands × 10 aliases, WebAssembly",
        format!("{:.1} ms", wasm.compile_ms),
        "≤ 20 ms",
        wasm.compile_ms <= 20.0,
    );
    report.add(
        "the same, native",
        format!("{:.1} ms", native.matcher.compile_ms),
    );
    let rates = native
        .texts
        .iter()
        .zip(&native.matcher.rates)
        .zip(&wasm.rates);
    for (at, ((text, rate), in_wasm)) in rates.enumerate() {
        let what = format!("matcher on {text}, native / WebAssembly");
        let value = format!("{rate:.1} / {in_wasm:.1} MB/s");
        if at == 0 {
            let aim = format!("≥ 1/2 of aho-corasick ({:.1} MB/s)", native.aho_corasick);
            report.add_aimed(what, value, aim, *rate >= native.aho_corasick / 2.0);
        } else {
            report.add(what, value);
        }
    }
    report.add(
        "a bare aho-corasick over the same patterns, on folded text",
        format!("{:.1} MB/s", native.aho_corasick),
    );
    report.add(
        "the `regex` crate\u{2019}s alternation",
        format!("{:.1} MB/s", native.regex),
    );
    Ok(())
}

/// The same under Node, on the texts of these numbers.
fn wasm(texts: usize) -> Result<Figures> {
    let target = "wasm32-unknown-unknown";
    output(
        cargo("rustc")
            .args(["--lib", "--crate-type", "cdylib", "--profile", "wasm"])
            .args(["--target", target]),
    )?;
    let module = workspace().join(format!(
        "target/{target}/wasm/{}.wasm",
        PACKAGE.replace('-', "_")
    ));
    let figures = output(
        Command::new("node")
            .arg(workspace().join("bench/matcher/measure.mjs"))
            .arg(module)
            .arg(texts.to_string()),
    )?;
    Ok(serde_json::from_slice(&figures)?)
}

fn cargo(command: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(workspace())
        .args([command, "--quiet", "--package", PACKAGE]);
    cargo
}
