//! Measures what Earshot costs a page, against mark.js on the same page in
//! the same run, what the matcher costs against aho-corasick and `regex`, how
//! right and how fast the judge is, and what the extension weighs. Prints the
//! tables and writes them to `bench/RESULTS.md`.
//!
//! Measures the parts that are named, or all of them.

mod background;
mod judge;
mod machine;
mod matcher;
mod page;
mod report;
mod results;
mod sizes;
mod trace;
mod work;

use std::error::Error;
use std::io::Write;
use std::process::Command;

use report::Report;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[derive(Clone, Copy)]
enum Part {
    Matcher,
    Page,
    Judge,
    Sizes,
}

impl Part {
    /// In the order in which they are measured.
    const ALL: [Part; 4] = [Part::Matcher, Part::Page, Part::Judge, Part::Sizes];

    fn name(self) -> &'static str {
        match self {
            Part::Matcher => "matcher",
            Part::Page => "page",
            Part::Judge => "judge",
            Part::Sizes => "sizes",
        }
    }

    async fn measure(self) -> Result<Report> {
        let mut report = Report::new(match self {
            Part::Matcher => "The matcher",
            Part::Page => "The page",
            Part::Judge => "The judge",
            Part::Sizes => "What it weighs",
        });
        machine::describe(&mut report);
        match self {
            Part::Matcher => matcher::measure(&mut report)?,
            Part::Page => work::measure(&mut report).await?,
            Part::Judge => judge::measure(&mut report).await?,
            Part::Sizes => sizes::measure(&mut report)?,
        }
        Ok(report)
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let names = Part::ALL.map(Part::name);
    if let Some(unknown) = asked.iter().find(|name| !names.contains(&name.as_str())) {
        let names = names.join(", ");
        return Err(format!("there is no part “{unknown}”, only {names}").into());
    }
    let path = earshot_browser_tests::workspace().join("bench/RESULTS.md");
    for part in Part::ALL {
        if asked.is_empty() || asked.iter().any(|name| name == part.name()) {
            let section = part.measure().await?.to_markdown();
            let before = std::fs::read_to_string(&path).unwrap_or_default();
            std::fs::write(&path, results::put(&before, &section))?;
            writeln!(std::io::stdout(), "{section}")?;
        }
    }
    Ok(())
}

/// What a program prints.
fn output(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output()?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?}: {error}").into());
    }
    Ok(output.stdout)
}
