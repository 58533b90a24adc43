//! Measures what Earshot costs a page, against mark.js on the same page in
//! the same run, what the matcher costs against aho-corasick and `regex`, and
//! what the extension weighs. Prints a table and writes it to
//! `bench/RESULTS.md`.

mod machine;
mod matcher;
mod page;
mod report;
mod sizes;
mod trace;
mod work;

use std::io::Write;

use report::Report;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut report = Report::new(machine::describe());
    matcher::measure(&mut report)?;
    work::measure(&mut report).await?;
    sizes::measure(&mut report)?;
    let table = report.to_markdown();
    std::fs::write(
        earshot_browser_tests::workspace().join("bench/RESULTS.md"),
        &table,
    )?;
    std::io::stdout().write_all(table.as_bytes())?;
    Ok(())
}
