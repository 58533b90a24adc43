//! The table of scores.

use std::fmt::Write;

use earshot_sentiment::{Judge, Label};

use crate::corpus::Example;
use crate::score::Confusion;

/// One line for each file.
pub(crate) fn table(judge: &Judge, files: &[(String, Vec<Example>)]) -> String {
    let mut table = String::from(
        "| file | texts | macro-F1 | macro recall | recall neg/neu/pos | accuracy | sure | right when sure | majority F1/acc |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for (name, examples) in files {
        let confusion = measure(judge, examples);
        let (accuracy, f1) = confusion.majority();
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {name} | {} | {:.3} | {:.3} | {:.2}/{:.2}/{:.2} | {:.3} | {:.2} | {:.3} | {:.2}/{:.2} |",
            confusion.total(),
            confusion.macro_f1(),
            confusion.macro_recall(),
            confusion.recall(0),
            confusion.recall(1),
            confusion.recall(2),
            confusion.accuracy(),
            confusion.coverage(),
            confusion.accuracy_when_sure(),
            f1,
            accuracy,
        );
    }
    table
}

/// Judges the texts whose label is certain.
fn measure(judge: &Judge, examples: &[Example]) -> Confusion {
    let mut confusion = Confusion::default();
    for example in examples {
        if let Some(truth) = example.truth.single() {
            let verdict = judge.judge(&example.passage());
            let said = Label::ALL.iter().position(|&label| label == verdict.label);
            confusion.add(truth, said.unwrap_or(1), verdict.unsure);
        }
    }
    confusion
}
