//! The prefilter in the RegExp engine of Node, which is that of Chromium.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::io::Write;
use std::process::{Command, Stdio};

use earshot_brand::test_support::cases;
use earshot_brand::{Brand, BrandSet, MAX_ENTRIES};
use serde_json::{Value, json};

fn named(name: &str) -> Brand {
    Brand {
        name: name.into(),
        ..Brand::default()
    }
}

fn compile(brands: &[Brand]) -> BrandSet {
    BrandSet::compile(brands).unwrap()
}

/// What a script prints, as JSON, for an input given as JSON.
fn node(script: &str, input: &Value) -> Value {
    let mut child = Command::new("node")
        .args(["--input-type=module", "--eval", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test needs Node on the path");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Prints every mention that no match of its prefilter overlaps.
const MISSED: &str = r#"
import { readFileSync } from "node:fs";
const missed = [];
for (const { source, loose, flags, texts } of JSON.parse(readFileSync(0, "utf8"))) {
  const expression = new RegExp(source, flags + "g");
  const loosely = new RegExp(loose, flags);
  for (const { text, mentions } of texts) {
    const matches = [...text.matchAll(expression)].map((m) => [m.index, m.index + m[0].length]);
    for (const [start, end] of mentions) {
      if (!matches.some(([from, to]) => from < end && start < to)) {
        missed.push({ source, text, mention: text.slice(start, end) });
      }
      // As it is when nobody knows yet where a line ends.
      const joined = text.slice(start, end).replaceAll("\n", "");
      if (!loosely.test(joined)) missed.push({ loose, text, joined });
    }
  }
}
console.log(JSON.stringify(missed));
"#;

/// A set, texts, and where its mentions are in UTF-16 units.
fn question(set: &BrandSet, texts: &[String]) -> Option<(Value, usize)> {
    let prefilter = set.prefilter()?;
    let mut count = 0;
    let texts: Vec<Value> = texts
        .iter()
        .map(|text| {
            let units = |at: usize| text[..at].encode_utf16().count();
            let mentions: Vec<[usize; 2]> = set
                .find(text)
                .iter()
                .map(|m| [units(m.span.start), units(m.span.end)])
                .collect();
            count += mentions.len();
            json!({"text": text, "mentions": mentions})
        })
        .collect();
    Some((
        json!({
            "source": prefilter.source,
            "loose": prefilter.loose,
            "flags": prefilter.flags,
            "texts": texts,
        }),
        count,
    ))
}

#[test]
fn matches_wherever_the_matcher_does() {
    let questions: Vec<(Value, usize)> = cases(3_000)
        .iter()
        .filter_map(|case| question(&BrandSet::compile(&case.brands).ok()?, &case.texts))
        .collect();
    let mentions: usize = questions.iter().map(|(_, mentions)| mentions).sum();
    assert!(
        questions.len() > 1_000 && mentions > 3_000,
        "{} sets, {mentions} mentions",
        questions.len()
    );
    let questions = Value::Array(
        questions
            .into_iter()
            .map(|(question, _)| question)
            .collect(),
    );
    assert_eq!(node(MISSED, &questions), json!([]));
}

/// Enough brands that the expression must be cut, each with another name.
fn crowd(count: usize) -> Vec<Brand> {
    let syllables = [
        "ka", "ro", "schu", "tel", "mi", "ßen", "löf", "da", "wex", "pi", "gra",
    ];
    let name = |n: usize| {
        let word: String = (0..6)
            .map(|at| syllables[(n * 7 + n / 11 * 5 + at * n) % syllables.len()])
            .collect();
        format!("{word}{n} Werk")
    };
    let aliases = (1..count).map(name).collect();
    vec![Brand {
        aliases,
        ..named(&name(0))
    }]
}

#[test]
fn matches_wherever_the_matcher_does_when_cut() {
    for count in [150, 600, MAX_ENTRIES - 1] {
        let brands = crowd(count);
        let set = compile(&brands);
        let texts: Vec<String> = brands[0]
            .aliases
            .iter()
            .flat_map(|alias| {
                [
                    alias.clone(),
                    alias.to_uppercase(),
                    alias.replace("ro", "r\u{AD}o").replace('w', "W\u{200B}"),
                ]
            })
            .collect();
        let (question, mentions) = question(&set, &texts).unwrap();
        assert!(mentions >= texts.len());
        assert_eq!(node(MISSED, &json!([question])), json!([]), "{count} names");
    }
}

/// Prints for each text whether the prefilter matches in it.
const MATCHES: &str = r#"
import { readFileSync } from "node:fs";
const { source, flags, texts } = JSON.parse(readFileSync(0, "utf8"));
const expression = new RegExp(source, flags);
console.log(JSON.stringify(texts.map((text) => expression.test(text))));
"#;

#[test]
fn lets_pages_without_the_brand_sleep() {
    let brands = [
        named("Dell"),
        named("Deutsche Bahn"),
        named("Großmann"),
        named("O2"),
        named("H&M"),
    ];
    let prefilter = compile(&brands).prefilter().unwrap();
    let texts = [
        "Modell, Delle, Dellen, Bordell, MODELL",
        "Mo\u{AD}dell und Del\u{AD}le",
        "Ädell, Adell und Del l",
        "deutsche Bohnen, deutschbahn",
        "CO2, O22, KO2",
        "Großmannxy, Straßmann",
        "H & N, HM",
        "Weiche Tren\u{AD}nung, \u{200B}überall\u{FEFF}",
    ];
    let input = json!({"source": prefilter.source, "flags": prefilter.flags, "texts": texts});
    assert_eq!(node(MATCHES, &input), json!(texts.map(|_| false)));
}

#[test]
fn as_written() {
    for (name, brands) in [
        ("one-name", vec![named("Dell")]),
        ("sharp-s-and-two-words", vec![named("Großmann Söhne")]),
        ("signs", vec![named("Yahoo!"), named("H&M")]),
        (
            "shared-beginnings",
            vec![Brand {
                aliases: vec!["Boschung".into(), "Bosch Rexroth".into()],
                ..named("Bosch")
            }],
        ),
    ] {
        let source = compile(&brands).prefilter().unwrap().source;
        let visible: String = source
            .chars()
            .flat_map(|c| {
                if c.is_ascii() || c.is_alphabetic() {
                    vec![c]
                } else {
                    c.escape_unicode().collect()
                }
            })
            .collect();
        insta::assert_snapshot!(name, visible);
    }
}

#[test]
fn nothing_to_find_needs_none() {
    assert_eq!(compile(&[]).prefilter(), None);
}
