//! How right the judge is, and how fast.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use earshot_browser_tests::workspace;
use serde::Deserialize;

use crate::background::{self, Mentions};
use crate::report::{Report, Table, judged, milliseconds};
use crate::{Result, output};

/// Labelled texts to measure on. They do not belong to the project.
const TEXTS: &str = "../shared/data/eval";
/// Scores of the model before it was quantised.
const UNQUANTISED: &str = "training/scores_fp32.json";
const VADER: &str = "vaderSentiment==3.3.2";

/// As the program calls them.
const OURS: &str = "this judge";
const VADERS: &str = "VADER";

/// What is aimed at, by the name of the set.
const AIMS: [(&str, Aim); 7] = [
    ("sb10k_test_de", Aim::MacroF1(0.70)),
    ("potts_test_de", Aim::MacroF1(0.72)),
    ("mobasa_test_de", Aim::MacroF1(0.75)),
    ("vader_tweets_en", Aim::PointsAboveVader(10.0)),
    ("vader_amazon_en", Aim::PointsAboveVader(10.0)),
    ("acl14_target_test_en", Aim::Accuracy(0.73)),
    ("mams_dev_target_en", Aim::Accuracy(0.80)),
];

#[derive(Clone, Copy)]
enum Aim {
    MacroF1(f64),
    Accuracy(f64),
    /// Hundredths of macro-F1.
    PointsAboveVader(f64),
}

/// What the program prints.
#[derive(Debug, Deserialize)]
struct Figures {
    speed: Speed,
    sets: Vec<Set>,
}

#[derive(Debug, Deserialize)]
struct Speed {
    mentions: Mentions,
    judge_ms: f64,
    load_ms: f64,
    model_bytes: u32,
    ngram_model_bytes: u32,
    judge_gmacs: f64,
    candle_f32_gmacs: f64,
    candle_q8_gmacs: f64,
}

#[derive(Debug, Deserialize)]
struct Set {
    name: String,
    texts: u32,
    /// By the judge's name.
    scores: Vec<(String, Score)>,
}

#[derive(Debug, Deserialize)]
struct Score {
    macro_f1: f64,
    macro_recall: f64,
    recall: [Option<f64>; 3],
    accuracy: f64,
    confidence: Option<Confidence>,
}

#[derive(Debug, Deserialize)]
struct Confidence {
    coverage: f64,
    accuracy_when_sure: Option<f64>,
    ece: f64,
}

#[derive(Debug, Deserialize)]
struct Unquantised {
    macro_f1: f64,
    accuracy: f64,
}

/// Adds all of it.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let texts = workspace().join(TEXTS);
    let vader = vader().ok();
    let mut program = Command::new("cargo");
    program
        .current_dir(workspace())
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "earshot-judge-bench",
            "--features",
            "peers",
            "--",
        ])
        // candle on one core, as the judge.
        .env("RAYON_NUM_THREADS", "1");
    if texts.is_dir() {
        program.arg(&texts).args(&vader);
    } else {
        report.note(format!(
            "there is no `{TEXTS}`: how right it is was not measured"
        ));
    }
    let figures: Figures = serde_json::from_slice(&output(&mut program)?)?;
    add_speed(report, &figures.speed);
    background::measure(report, &figures.speed.mentions).await?;
    if !figures.sets.is_empty() {
        add_confidence(report, &figures.sets);
        add_accuracy(report, &figures.sets, vader.is_some())?;
    }
    Ok(())
}

/// A Python interpreter that has VADER.
fn vader() -> Result<PathBuf> {
    let venv = workspace().join("target/vader");
    let python = venv.join("bin/python");
    let has_vader = |python: &Path| {
        let import = ["-c", "import vaderSentiment.vaderSentiment"];
        output(Command::new(python).args(import))
    };
    if has_vader(&python).is_err() {
        output(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let install = ["-m", "pip", "install", "--quiet", VADER];
        output(Command::new(&python).args(install))?;
        has_vader(&python)?;
    }
    Ok(python)
}

fn add_speed(report: &mut Report, speed: &Speed) {
    let tokens = speed.mentions.tokens;
    report.note(format!(
        "times are medians of {} mentions, five starts",
        speed.mentions.texts.len()
    ));
    report.add_aimed(
        "model file",
        megabytes(speed.model_bytes),
        "≤ 20 MB",
        speed.model_bytes <= 20_000_000,
    );
    report.add("the n-gram judge’s", megabytes(speed.ngram_model_bytes));
    report.add(
        "from the file’s bytes to a judge, native",
        milliseconds(speed.load_ms),
    );
    report.add(
        format!("mention of {tokens} tokens, native, one core"),
        milliseconds(speed.judge_ms),
    );
    report.add(
        "all the encoder multiplies for it, by the time of the whole verdict",
        format!("{:.1} GMAC/s", speed.judge_gmacs),
    );
    report.add(
        format!(
            "candle’s matrix product at the size of a layer ({tokens} × 384 × 1152), f32 / Q8_0, \
             one core, built for any {}",
            std::env::consts::ARCH
        ),
        format!(
            "{:.1} / {:.1} GMAC/s",
            speed.candle_f32_gmacs, speed.candle_q8_gmacs
        ),
    );
}

/// All sets together: what is said is to be right.
fn add_confidence(report: &mut Report, sets: &[Set]) {
    let (mut texts, mut sure, mut right) = (0.0, 0.0, 0.0);
    for set in sets {
        let confidence = set.score(OURS).and_then(|score| score.confidence.as_ref());
        if let Some(Confidence {
            coverage,
            accuracy_when_sure,
            ..
        }) = confidence
        {
            texts += f64::from(set.texts);
            sure += f64::from(set.texts) * coverage;
            right += f64::from(set.texts) * coverage * accuracy_when_sure.unwrap_or(0.0);
        }
    }
    let (accuracy, coverage) = (right / sure, sure / texts);
    report.add_aimed(
        "right when sure, over all texts below",
        format!(
            "{} of {} that are not unsure",
            percent(accuracy),
            percent(coverage)
        ),
        "≥ 90 % of ≥ 60 %",
        accuracy >= 0.9 && coverage >= 0.6,
    );
}

fn add_accuracy(report: &mut Report, sets: &[Set], has_vader: bool) -> Result<()> {
    let unquantised = unquantised()?;
    report
        .note("right when sure: of the verdicts that are not unsure; their share is the coverage");
    report.note("fp32: the model before it was quantised, recorded when it was made");
    if !has_vader {
        report.note("VADER was not measured: it needs python3 with venv and pip");
    }
    let columns = vec![
        "texts",
        "judge",
        "macro-F1",
        "macro recall",
        "recall − / 0 / +",
        "accuracy",
        "coverage",
        "right when sure",
        "ECE",
        "fp32: macro-F1 / accuracy",
        "aim",
    ];
    let mut rows = Vec::new();
    for set in sets {
        for (judge, score) in &set.scores {
            let mut row = vec![format!("{} ({})", set.name, set.texts), judge.clone()];
            row.extend(score.cells());
            if judge == OURS {
                let [macro_f1, accuracy] = unquantised.get(&set.name).map_or([None; 2], |score| {
                    [score.macro_f1, score.accuracy].map(Some)
                });
                row.push(format!("{} / {}", or_dash(macro_f1), or_dash(accuracy)));
                row.push(set.aim().unwrap_or_default());
            } else {
                row.extend([String::new(), String::new()]);
            }
            rows.push(row);
        }
    }
    report.set_table(Table { columns, rows });
    Ok(())
}

/// What was recorded of the model before it was quantised, where it was.
fn unquantised() -> Result<BTreeMap<String, Unquantised>> {
    match std::fs::read(workspace().join(UNQUANTISED)) {
        Ok(recorded) => Ok(serde_json::from_slice(&recorded)?),
        Err(_) => Ok(BTreeMap::new()),
    }
}

impl Score {
    /// From macro-F1 to ECE.
    fn cells(&self) -> [String; 7] {
        let confidence = self.confidence.as_ref();
        [
            or_dash(Some(self.macro_f1)),
            or_dash(Some(self.macro_recall)),
            self.recall.map(or_dash).join(" / "),
            or_dash(Some(self.accuracy)),
            or_dash(confidence.map(|it| it.coverage)),
            or_dash(confidence.and_then(|it| it.accuracy_when_sure)),
            or_dash(confidence.map(|it| it.ece)),
        ]
    }
}

impl Set {
    fn score(&self, judge: &str) -> Option<&Score> {
        let mut scores = self.scores.iter();
        scores.find_map(|(name, score)| (name == judge).then_some(score))
    }

    /// What is aimed at on these texts, and whether it was met.
    fn aim(&self) -> Option<String> {
        let (_, aim) = AIMS.into_iter().find(|(name, _)| *name == self.name)?;
        let ours = self.score(OURS)?;
        Some(match aim {
            Aim::MacroF1(least) => {
                judged(&format!("macro-F1 ≥ {least:.2}"), ours.macro_f1 >= least)
            }
            Aim::Accuracy(least) => {
                judged(&format!("accuracy ≥ {least:.2}"), ours.accuracy >= least)
            }
            Aim::PointsAboveVader(points) => {
                let aim = format!("≥ {points} points above VADER");
                match self.score(VADERS) {
                    Some(vader) => {
                        let above = 100.0 * (ours.macro_f1 - vader.macro_f1);
                        judged(&format!("{aim} (macro-F1, {above:+.1})"), above >= points)
                    }
                    None => format!("{aim}: not measured"),
                }
            }
        })
    }
}

fn or_dash(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.3}"))
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn megabytes(bytes: u32) -> String {
    format!("{:.1} MB", f64::from(bytes) / 1e6)
}
