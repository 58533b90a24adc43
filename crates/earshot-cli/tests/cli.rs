//! The binary as a person uses it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const BRANDS: &str = "tests/brands.json";

fn earshot(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_earshot"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A binary that stops early closes its input; that is what it may do.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn json_lines(output: &Output) -> Vec<Value> {
    let text = str::from_utf8(&output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// For every answer: id and, for each mention, brand, form, start and end.
fn check_listen(arguments: &[&str], input: &str, expected: Value) {
    let output = earshot(
        &[&["listen", "--brands", BRANDS], arguments].concat(),
        input.as_bytes(),
    );
    let found: Vec<Value> = json_lines(&output)
        .iter()
        .map(|line| {
            let mentions = line["mentions"].as_array().unwrap();
            let mentions: Vec<Value> = mentions
                .iter()
                .map(|m| json!([m["brand"], m["form"], m["start"], m["end"]]))
                .collect();
            json!([line["id"], mentions])
        })
        .collect();
    assert_eq!(
        Value::Array(found),
        expected,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success());
}

#[test]
fn listens_to_json_lines() {
    check_listen(
        &[],
        r#"{"id":"a","text":"😀 Dells Modell"}"#,
        json!([["a", [["Dell", "Dells", 2, 7]]]]),
    );
    check_listen(
        &[],
        "\u{FEFF}{\"text\":\"Bosch\"}\r\n\r\n{\"id\":2.5,\"text\":\"\"}\n",
        json!([[1, [["Bosch", "Bosch", 0, 5]]], [2.5, []]]),
    );
    check_listen(&[], "", json!([]));
}

#[test]
fn listens_to_csv() {
    check_listen(
        &["--format", "csv", "--text-column", "Bewertung"],
        "\u{FEFF}Sterne,Bewertung,id\r\n1,\"Nie wieder\nDell, ehrlich\",x7\r\n5,Bosch top,\r\n",
        json!([
            ["x7", [["Dell", "Dell", 11, 15]]],
            [3, [["Bosch", "Bosch", 0, 5]]]
        ]),
    );
}

#[test]
fn a_mention_has_a_whole_verdict() {
    let output = earshot(
        &["listen", "--brands", BRANDS],
        "{\"text\":\"Der Service von Dell ist furchtbar.\"}".as_bytes(),
    );
    let answer = &json_lines(&output)[0];
    assert_eq!(answer["lang"], "de");
    let verdict = answer["mentions"][0]["verdict"].as_object().unwrap();
    let mut fields: Vec<&str> = verdict.keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "evidence",
            "intents",
            "irony",
            "label",
            "mixed",
            "probabilities",
            "topics",
            "unsure"
        ]
    );
    assert_eq!(verdict["label"], "negative");
}

#[test]
fn a_mention_says_what_it_is_and_how_sure() {
    let output = earshot(
        &["listen", "--brands", BRANDS],
        "{\"text\":\"Ein Delllaptop\"}".as_bytes(),
    );
    let mention = &json_lines(&output)[0]["mentions"][0];
    let said = ["kind", "derivation", "status", "reason"].map(|field| &mention[field]);
    assert_eq!(said, ["name", "closed", "accepted", "closed form"]);
    assert!(
        mention["certainty"]
            .as_f64()
            .is_some_and(|certainty| (0.5..=1.0).contains(&certainty))
    );
}

#[test]
fn judges() {
    let text = "Ich finde dieses Gerät großartig, alles funktioniert perfekt!";
    let output = earshot(
        &["judge"],
        json!({"id": [1], "text": text}).to_string().as_bytes(),
    );
    let answer = &json_lines(&output)[0];
    assert_eq!(
        (&answer["id"], &answer["lang"], &answer["label"]),
        (&json!([1]), &json!("de"), &json!("positive"))
    );
    let sum: f64 = answer["probabilities"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_f64)
        .sum();
    assert!((sum - 1.0).abs() < 1e-5);
    let length = text.chars().count() as u64;
    let evidence = answer["evidence"].as_array().unwrap();
    assert!(!evidence.is_empty());
    for word in evidence {
        assert!(
            word["start"].as_u64() < word["end"].as_u64() && word["end"].as_u64() <= Some(length)
        );
    }
    assert!(output.stderr.is_empty() && output.status.success());
}

/// What is said on standard error, and the exit code.
fn check_complaints(
    arguments: &[&str],
    input: &[u8],
    answers: usize,
    complaints: &[&str],
    code: i32,
) {
    let output = earshot(arguments, input);
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!(json_lines(&output).len(), answers, "{log}");
    assert_eq!(log.lines().count(), complaints.len(), "{log}");
    for (line, complaint) in log.lines().zip(complaints) {
        assert!(line.starts_with(complaint), "{line:?} is not {complaint:?}");
    }
    assert_eq!(output.status.code(), Some(code));
}

#[test]
fn a_bad_line_is_reported_and_the_rest_goes_on() {
    check_complaints(
        &["judge"],
        b"{\"text\":\"gut\"}\n{\"text\":\nnonsense\n\n{\"text\":\"\xFF\"}\n{\"text\":\"bad\"}",
        2,
        &[
            "line 2: not an input",
            "line 3: not an input",
            "line 5: not UTF-8",
        ],
        1,
    );
    check_complaints(
        &["listen", "--brands", BRANDS, "--format", "csv"],
        b"text\n\"a\nb\"\n\xFF\nDell\n",
        2,
        &["row 3: not UTF-8"],
        1,
    );
}

#[test]
fn a_target_that_is_not_there_is_said() {
    check_complaints(
        &["judge"],
        "{\"text\":\"Dell ist gut\",\"target\":\"Bosch\"}".as_bytes(),
        1,
        &["line 1: the target"],
        0,
    );
    check_complaints(
        &["judge"],
        "{\"text\":\"Dell ist gut\",\"target\":\"dell\"}".as_bytes(),
        1,
        &[],
        0,
    );
}

#[test]
fn what_cannot_start_says_why() {
    check_complaints(
        &["judge", "there/is/none"],
        b"",
        0,
        &["earshot: there/is/none: "],
        1,
    );
    check_complaints(
        &["listen", "--brands", "src/main.rs"],
        b"",
        0,
        &["earshot: src/main.rs: "],
        1,
    );
    check_complaints(
        &["listen", "--brands", BRANDS, "--format", "csv"],
        b"a,b\n",
        0,
        &["earshot: the header"],
        1,
    );
    let unusable = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("unusable.json");
    std::fs::write(&unusable, r#"{"brands":[{"name":"x"}]}"#).unwrap();
    check_complaints(
        &["listen", "--brands", unusable.to_str().unwrap()],
        b"",
        0,
        &["earshot: the brands", "  brand 0: “x” is only one letter"],
        1,
    );
}

#[test]
fn answers_before_the_input_ends_and_bears_that_nobody_reads_on() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_earshot"))
        .arg("judge")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = std::io::BufReader::new(child.stdout.take().unwrap());
    input.write_all(b"{\"text\":\"gut\"}\n").unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut output, &mut line).unwrap();
    assert!(line.starts_with("{\"id\":1"));
    drop(output);
    // Ends as soon as it notices; writing more may then fail.
    let _ = input.write_all(b"{\"text\":\"gut\"}\n");
    drop(input);
    let ended = child.wait_with_output().unwrap();
    assert!(
        ended.status.success() && ended.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}
