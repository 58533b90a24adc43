//! The matcher's speed against a bare aho-corasick over the same folded
//! patterns on already folded text, and against the `regex` crate's
//! alternation, in one run: 50 brands × 10 aliases, 10 MB of mixed German and
//! English text, and texts made to be slow.
//!
//! `cargo run --release -p earshot-brand --features test-support --example speed`
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::error::Error;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use earshot_brand::test_support::fold_word;
use earshot_brand::{Brand, BrandSet, Context};
use regex::RegexBuilder;

/// Times are medians of so many runs.
const RUNS: usize = 5;
const TEXT_BYTES: usize = 10_000_000;
/// How much of the text the `regex` crate gets.
const REGEX_BYTES: usize = TEXT_BYTES / 50;
const BRANDS: usize = 50;
const ALIASES: usize = 10;

/// Syllables of made-up names.
const SYLLABLES: [&str; 12] = [
    "ka", "ro", "schu", "tel", "mi", "lo", "da", "wex", "pi", "gra", "nor", "fü",
];
/// Words of the texts; every name comes after some dozens of them.
const WORDS: &str = "Die Lieferung kam leider erst nach drei Wochen und der Kundenservice war überhaupt nicht erreichbar \
    the battery lasts for days but I would not buy it again because support never answered Straße größer deutsche \
    Telekommunikation Modelle können for everyone about it while we waited Bewertung schlecht super günstig";

fn main() -> Result<(), Box<dyn Error>> {
    let brands: Vec<Brand> = (0..BRANDS).map(brand).collect();
    let set = BrandSet::compile(&brands).map_err(|errors| format!("{errors:?}"))?;
    let compiled = median(|| BrandSet::compile(&brands).map_or(0, |set| set.brands().len()));
    let names: Vec<&String> = brands
        .iter()
        .flat_map(|brand| std::iter::once(&brand.name).chain(&brand.aliases))
        .collect();
    let text = text(&names);
    let folded = fold_word(&text);
    let bare = AhoCorasick::new(names.iter().map(|name| fold_word(name)))?;
    let alternation: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    let regex = RegexBuilder::new(&format!(r"\b(?:{})\b", alternation.join("|")))
        .case_insensitive(true)
        .size_limit(1 << 28)
        .build()?;
    println!("compiling {BRANDS} brands × {ALIASES} aliases: {compiled:?}");
    let ours = rate("earshot-brand", &text, || set.find(&text).len());
    let theirs = rate("aho-corasick, folded", &folded, || {
        bare.find_overlapping_iter(&folded).count()
    });
    if std::env::args().nth(1).is_some() {
        return Ok(());
    }
    // It is so slow on this that a part must do.
    let start = text
        .split_at_checked(REGEX_BYTES)
        .map_or(text.as_str(), |(start, _)| start);
    rate("regex, 1/50 of the text", start, || {
        regex.find_iter(start).count()
    });
    println!("{:.2} of aho-corasick", ours / theirs);
    let name = &brands[0].name;
    for (what, text) in [
        ("near misses", format!("{name}x ").repeat(500_000)),
        ("a word of a megabyte", name.repeat(200_000)),
        ("a megabyte of @", "@".repeat(1_000_000)),
        ("a chain of hyphens", format!("{name}-").repeat(200_000)),
        (
            "a hashtag of a megabyte",
            format!("#{}", name.repeat(200_000)),
        ),
        ("a host of a megabyte", format!("{name}.").repeat(200_000)),
        (
            "words of a compound",
            format!("{name}kundenservicehotline ").repeat(100_000),
        ),
        ("a megabyte of zero-width", "\u{200B}".repeat(400_000)),
    ] {
        rate(what, &text, || set.find(&text).len());
    }
    Ok(())
}

fn brand(index: usize) -> Brand {
    Brand {
        aliases: (1..=ALIASES)
            .map(|alias| name(index * (ALIASES + 1) + alias))
            .collect(),
        exclude: vec![format!("{} Platz", name(index * (ALIASES + 1)))],
        context: Context {
            near: vec!["Lieferung".into(), "support".into()],
            not_near: vec!["Saft".into()],
        },
        tolerate_typos: index.is_multiple_of(10),
        name: name(index * (ALIASES + 1)),
        ..Brand::default()
    }
}

/// A made-up name: three syllables, every fourth time with a second word.
fn name(index: usize) -> String {
    let syllable = |n: usize| SYLLABLES[n % SYLLABLES.len()];
    let word = format!(
        "{}{}{}",
        syllable(index),
        syllable(index / 12),
        syllable(index / 7 + 5)
    );
    if index % 4 == 3 {
        format!("{word} Werk{index}")
    } else {
        format!("{word}{}", syllable(index / 60 + 3))
    }
}

fn text(names: &[&String]) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text = String::with_capacity(TEXT_BYTES + 100);
    let mut state = 1_usize;
    while text.len() < TEXT_BYTES {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let chosen = state >> 33;
        text.push_str(if chosen.is_multiple_of(60) {
            names[chosen / 60 % names.len()]
        } else {
            words[chosen % words.len()]
        });
        text.push(' ');
    }
    text
}

fn median(mut run: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// Measures and prints; in megabytes a second.
fn rate(what: &str, text: &str, run: impl FnMut() -> usize) -> f64 {
    let seconds = median(run).as_secs_f64();
    let rate = text.len() as f64 / 1e6 / seconds;
    println!("{what:28} {rate:8.1} MB/s, {:7.1} ms", seconds * 1e3);
    rate
}
