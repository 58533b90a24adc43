//! Everyone who is asked.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use earshot_sentiment::{Label, Passage, Verdict};

use crate::Result;
use crate::score::Guess;
use crate::sets::Text;

/// Whoever always says what is right most often.
pub(crate) fn majority(texts: &[Text]) -> Vec<Guess> {
    let count = |label: Label| texts.iter().filter(|it| it.label == label).count();
    let commonest = Label::ALL.into_iter().max_by_key(|label| count(*label));
    vec![commonest.unwrap_or(Label::Neutral).into(); texts.len()]
}

/// VADER, by a Python interpreter that has it.
pub(crate) fn vader(python: &str, texts: &[Text]) -> Result<Vec<Guess>> {
    let mut vader = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("vader.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = vader.stdin.take().ok_or("no way in")?;
    for text in texts {
        writeln!(input, "{}", serde_json::to_string(&text.text)?)?;
    }
    drop(input);
    let output = vader.wait_with_output()?;
    let labels = String::from_utf8(output.stdout)?;
    let guesses = labels
        .lines()
        .map(|label| Ok(serde_json::from_value::<Label>(label.into())?.into()))
        .collect::<Result<Vec<_>>>()?;
    if !output.status.success() || guesses.len() != texts.len() {
        return Err(format!("VADER: {} labels, {}", guesses.len(), output.status).into());
    }
    Ok(guesses)
}

/// A judge of the project, on all cores.
pub(crate) fn ask(texts: &[Text], judge: impl Fn(&Passage<'_>) -> Verdict + Sync) -> Vec<Guess> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut guesses = vec![Guess::from(Label::Neutral); texts.len()];
    let share = texts.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        for (texts, guesses) in texts.chunks(share).zip(guesses.chunks_mut(share)) {
            let judge = &judge;
            scope.spawn(move || {
                for (text, guess) in texts.iter().zip(guesses) {
                    *guess = judge(&text.passage()).into();
                }
            });
        }
    });
    guesses
}
