//! What was measured, and on what.

use std::fmt::Write;

/// A section of the results.
#[derive(Debug)]
pub(crate) struct Report {
    title: &'static str,
    notes: Vec<String>,
    rows: Vec<Row>,
    /// What needs more columns than one.
    table: Option<Table>,
}

#[derive(Debug)]
struct Row {
    what: String,
    value: String,
    aim: Option<(String, bool)>,
}

/// A table with columns of its own.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Report {
    /// A section with this heading.
    pub(crate) fn new(title: &'static str) -> Self {
        Self {
            title,
            notes: Vec::new(),
            rows: Vec::new(),
            table: None,
        }
    }

    /// Adds a line about the machine, its software or the measuring.
    pub(crate) fn note(&mut self, line: impl Into<String>) {
        self.notes.push(line.into());
    }

    /// Adds a measurement nobody aims at.
    pub(crate) fn add(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.rows.push(Row {
            what: what.into(),
            value: value.into(),
            aim: None,
        });
    }

    /// Adds a measurement with an aim, and whether it was met.
    pub(crate) fn add_aimed(
        &mut self,
        what: impl Into<String>,
        value: impl Into<String>,
        aim: impl Into<String>,
        met: bool,
    ) {
        self.rows.push(Row {
            what: what.into(),
            value: value.into(),
            aim: Some((aim.into(), met)),
        });
    }

    /// Adds a table below the measurements.
    pub(crate) fn set_table(&mut self, table: Table) {
        self.table = Some(table);
    }

    /// The section in Markdown, from its heading on.
    pub(crate) fn to_markdown(&self) -> String {
        let mut text = format!("## {}\n\n", self.title);
        for note in &self.notes {
            // Writing to a String cannot fail.
            let _ok = writeln!(text, "- {note}");
        }
        let rows = self.rows.iter().map(|Row { what, value, aim }| {
            let aim = aim.as_ref().map(|(aim, met)| judged(aim, *met));
            vec![what.clone(), value.clone(), aim.unwrap_or_default()]
        });
        let measurements = Table {
            columns: vec!["what", "measured", "aim"],
            rows: rows.collect(),
        };
        for table in [Some(&measurements), self.table.as_ref()] {
            text.extend(table.map(|table| format!("\n{}", table.to_markdown())));
        }
        text
    }
}

impl Table {
    fn to_markdown(&self) -> String {
        let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
        let mut text = line(&self.columns);
        text.push_str(&format!("|{}\n", "---|".repeat(self.columns.len())));
        for row in &self.rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            text.push_str(&line(&cells));
        }
        text
    }
}

/// An aim and whether it was met.
pub(crate) fn judged(aim: &str, met: bool) -> String {
    let met = if met { "met" } else { "**missed**" };
    format!("{aim}: {met}")
}

/// The middle of some values, the upper one of two.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// As it is shown.
pub(crate) fn milliseconds(ms: f64) -> String {
    format!("{ms:.1} ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_aim_is_plain_to_see() {
        let mut report = Report::new("Things");
        report.note("a machine");
        report.add("weight", "3 kB");
        report.add_aimed("time", "5 ms", "≤ 4 ms", false);
        report.set_table(Table {
            columns: vec!["a", "b"],
            rows: vec![vec!["1".into(), "2".into()]],
        });
        assert_eq!(
            report.to_markdown(),
            "## Things\n\n- a machine\n\n\
             | what | measured | aim |\n|---|---|---|\n\
             | weight | 3 kB |  |\n| time | 5 ms | ≤ 4 ms: **missed** |\n\n\
             | a | b |\n|---|---|\n| 1 | 2 |\n"
        );
    }
}
