//! The corpus beside this file: what is found against what a reader expects,
//! counted per kind and per derivation. See `corpus/README.md` for the format.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and reports what it measured"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use earshot_brand::{BrandFile, BrandSet, Mention, Status};

const BRANDS: &str = include_str!("corpus/brands.json");
const TEXTS: [(&str, &str); 2] = [
    ("de", include_str!("corpus/mentions_de.txt")),
    ("en", include_str!("corpus/mentions_en.txt")),
];

/// One line of the corpus.
struct Line {
    /// Language and number.
    place: String,
    text: String,
    expected: Vec<Marked>,
}

/// A mention as the corpus marks it or the matcher reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Marked {
    span: Range<usize>,
    brand: String,
    kind: String,
    derivation: String,
    is_doubtful: bool,
}

impl Marked {
    fn is_place_of(&self, other: &Marked) -> bool {
        self.span == other.span && self.brand == other.brand
    }
}

fn parse(place: String, line: &str) -> Line {
    let (_theme, marked) = line.split_once('\t').unwrap();
    let marked = unescaped(marked);
    let mut line = Line {
        place,
        text: String::new(),
        expected: Vec::new(),
    };
    let mut rest = marked.as_str();
    while let Some((before, after)) = rest.split_once('⟦') {
        line.text.push_str(before);
        let (form, after) = after.split_once("⟧{").unwrap();
        let (label, after) = after.split_once('}').unwrap();
        let mut label = label.split('|');
        let mut next = || label.next().unwrap().to_owned();
        let start = line.text.len();
        line.text.push_str(form);
        line.expected.push(Marked {
            span: start..line.text.len(),
            brand: next(),
            kind: next(),
            derivation: next(),
            is_doubtful: label.next() == Some("doubtful"),
        });
        rest = after;
    }
    line.text.push_str(rest);
    line
}

/// A text with `\n`, `\t`, `\\` and `\u{…}` read.
fn unescaped(text: &str) -> String {
    let mut read = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            read.push(c);
            continue;
        }
        match chars.next().unwrap() {
            'n' => read.push('\n'),
            't' => read.push('\t'),
            'u' => {
                let code: String = chars.by_ref().skip(1).take_while(|&c| c != '}').collect();
                read.push(char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap());
            }
            other => read.push(other),
        }
    }
    read
}

fn lines() -> Vec<Line> {
    let of_text = |(language, text): (&'static str, &'static str)| {
        text.lines()
            .enumerate()
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(move |(at, line)| parse(format!("{language} {}", at + 1), line))
    };
    TEXTS.into_iter().flat_map(of_text).collect()
}

fn reported(set: &BrandSet, mention: &Mention) -> Marked {
    let said = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    Marked {
        span: mention.span.clone(),
        brand: set.brands()[mention.brand].name.clone(),
        kind: said(serde_json::to_value(mention.kind).unwrap()),
        derivation: said(serde_json::to_value(mention.derivation).unwrap()),
        is_doubtful: mention.status == Status::Doubtful,
    }
}

/// How many were expected, found, and both.
#[derive(Clone, Copy, Default)]
struct Count {
    expected: usize,
    found: usize,
    right: usize,
}

impl Count {
    fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / self.expected.max(1) as f64
    }
}

/// Where the matcher and the corpus disagree; each is a mistake of the matcher.
const MISSES: [&str; 5] = [
    // A word of its own in the word list, like `Bahnhof`.
    "de 144: not found: \"Bahn\" Deutsche Bahn|alias|closed",
    // The word list takes strings for words that are none.
    "de 157: not found: \"Amazon\" Amazon|name|closed",
    "de 166: not found: \"edeka\" Edeka|name|closed",
    // It does not know these words.
    "de 489: wrongly found: \"Otto\" Otto|name|closed|doubtful",
    "de 511: wrongly found: \"Lidl\" Lidl|name|closed",
];

/// The least precision and recall of any kind and derivation.
const LEAST: f64 = 0.98;
/// Closed compounds stand or fall with the word list.
const LEAST_CLOSED: f64 = 0.95;

#[test]
fn finds_what_a_reader_expects() {
    let file: BrandFile = serde_json::from_str(BRANDS).unwrap();
    let set = BrandSet::compile(&file.brands).unwrap();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut misses = Vec::new();
    for line in lines() {
        let found: Vec<Marked> = set
            .find(&line.text)
            .iter()
            .map(|mention| reported(&set, mention))
            .collect();
        for expected in &line.expected {
            let by = found.iter().find(|found| found.is_place_of(expected));
            for key in keys(expected) {
                let count = counts.entry(key.clone()).or_default();
                count.expected += 1;
                count.right += usize::from(by.is_some_and(|found| keys(found).contains(&key)));
            }
            let form = &line.text[expected.span.clone()];
            match by {
                None => misses.push(format!(
                    "{}: not found: {form:?} {}",
                    line.place,
                    label(expected)
                )),
                Some(found) if found != expected => {
                    misses.push(format!(
                        "{}: {form:?} is {}, found as {}",
                        line.place,
                        label(expected),
                        label(found)
                    ));
                }
                Some(_) => {}
            }
        }
        for found in &found {
            for key in keys(found) {
                counts.entry(key).or_default().found += 1;
            }
            if !line
                .expected
                .iter()
                .any(|expected| expected.is_place_of(found))
            {
                let form = &line.text[found.span.clone()];
                misses.push(format!(
                    "{}: wrongly found: {form:?} {}",
                    line.place,
                    label(found)
                ));
            }
        }
    }
    let mut table = String::from("                      expected  precision  recall\n");
    for (key, count) in &counts {
        writeln!(
            table,
            "{key:20} {:>9} {:>10.3} {:>7.3}",
            count.expected,
            count.precision(),
            count.recall()
        )
        .unwrap();
    }
    println!("{table}");
    for (key, count) in &counts {
        let least = if key == "form closed" {
            LEAST_CLOSED
        } else {
            LEAST
        };
        assert!(
            count.precision() >= least && count.recall() >= least,
            "{key}:\n{table}"
        );
    }
    assert_eq!(misses, MISSES, "{}", misses.join("\n"));
}

fn label(marked: &Marked) -> String {
    let doubtful = if marked.is_doubtful { "|doubtful" } else { "" };
    format!(
        "{}|{}|{}{doubtful}",
        marked.brand, marked.kind, marked.derivation
    )
}

/// What a mention counts as.
fn keys(marked: &Marked) -> Vec<String> {
    vec![
        "all".to_owned(),
        format!("kind {}", marked.kind),
        format!("form {}", marked.derivation),
        format!(
            "status {}",
            if marked.is_doubtful {
                "doubtful"
            } else {
                "accepted"
            }
        ),
    ]
}
