//! The table of results.

use std::fmt::Write;

/// What was measured, and on what.
#[derive(Debug)]
pub(crate) struct Report {
    machine: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: String,
    value: String,
    aim: Option<(String, bool)>,
}

impl Report {
    /// A report from this machine, described in a few lines.
    pub(crate) fn new(machine: Vec<String>) -> Self {
        Self {
            machine,
            rows: Vec::new(),
        }
    }

    /// Adds a line about the machine or its software.
    pub(crate) fn describe(&mut self, line: String) {
        self.machine.push(line);
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

    /// The report in Markdown.
    pub(crate) fn to_markdown(&self) -> String {
        let mut text = String::from(
            "# Benchmarks\n\nMade by `./build.sh bench`. Times are medians of five runs. Main-thread times are \
             processor times and include style, layout and paint.\n\n",
        );
        for line in &self.machine {
            // Writing to a String cannot fail.
            let _ok = writeln!(text, "- {line}");
        }
        text.push_str("\n| what | measured | aim |\n|---|---|---|\n");
        for Row { what, value, aim } in &self.rows {
            let aim = match aim {
                None => String::new(),
                Some((aim, true)) => format!("{aim}: met"),
                Some((aim, false)) => format!("{aim}: **missed**"),
            };
            let _ok = writeln!(text, "| {what} | {value} | {aim} |");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_aim_is_plain_to_see() {
        let mut report = Report::new(vec!["a machine".into()]);
        report.add("weight", "3 kB");
        report.add_aimed("time", "5 ms", "≤ 4 ms", false);
        let text = report.to_markdown();
        assert!(text.contains("- a machine\n"));
        assert!(text.contains("| weight | 3 kB |  |\n"));
        assert!(text.contains("| time | 5 ms | ≤ 4 ms: **missed** |\n"));
    }
}
