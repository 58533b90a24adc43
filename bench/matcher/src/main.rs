//! Measures the matcher natively, against a bare aho-corasick over the same
//! folded patterns on already folded text, and against the `regex` crate's
//! alternation, in one run. Prints JSON: milliseconds for compiling, megabytes
//! a second for the rest.

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use aho_corasick::AhoCorasick;
use earshot_brand::BrandSet;
use earshot_matcher_bench::{TEXTS, Text, brands, names};
use regex::RegexBuilder;
use serde_json::json;

/// Times are medians of so many runs.
const RUNS: usize = 5;
/// How much of the text the `regex` crate gets: it is so slow on it that a part
/// must do.
const REGEX_BYTES: usize = 200_000;

fn main() -> Result<(), Box<dyn Error>> {
    let brands = brands();
    let set = BrandSet::compile(&brands).map_err(|errors| format!("{errors:?}"))?;
    let compile_ms =
        1e3 * seconds(|| BrandSet::compile(&brands).map_or(0, |set| set.brands().len()));
    let rates = TEXTS.map(|(_, text)| {
        let text = text.write();
        rate(&text, || set.find(&text).len())
    });
    let text = Text::Mixed.write();
    let folded = fold(&text);
    let bare = AhoCorasick::new(names(&brands).map(fold))?;
    let start = text
        .split_at_checked(REGEX_BYTES)
        .map_or(text.as_str(), |(start, _)| start);
    let alternation: Vec<String> = names(&brands).map(regex::escape).collect();
    let regex = RegexBuilder::new(&format!(r"\b(?:{})\b", alternation.join("|")))
        .case_insensitive(true)
        .size_limit(1 << 28)
        .build()?;
    let figures = json!({
        "compile_ms": compile_ms,
        "texts": TEXTS.map(|(name, _)| name),
        "rates": rates,
        "aho_corasick": rate(&folded, || bare.find_overlapping_iter(&folded).count()),
        "regex": rate(start, || regex.find_iter(start).count()),
    });
    Ok(writeln!(std::io::stdout(), "{figures}")?)
}

/// As the matcher folds these texts, which have no other letters.
fn fold(text: &str) -> String {
    let mut folded = text.to_lowercase();
    for (letter, letters) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")] {
        folded = folded.replace(letter, letters);
    }
    folded
}

fn seconds(mut run: impl FnMut() -> usize) -> f64 {
    let mut times = [(); RUNS].map(|()| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64()
    });
    times.sort_unstable_by(f64::total_cmp);
    times[RUNS / 2]
}

/// In megabytes a second.
fn rate(text: &str, run: impl FnMut() -> usize) -> f64 {
    text.len() as f64 / 1e6 / seconds(run)
}
