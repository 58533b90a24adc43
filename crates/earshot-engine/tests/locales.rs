//! What stands on pages has words in both languages.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use earshot_sentiment::{Intent, Topic};
use serde_json::{Map, Value};

fn messages(text: &str) -> BTreeSet<String> {
    let messages: Map<String, Value> = serde_json::from_str(text).unwrap();
    let is_said = |message: &Value| message["message"].as_str().is_some_and(|it| !it.is_empty());
    assert!(messages.values().all(is_said));
    messages.into_iter().map(|(name, _)| name).collect()
}

/// The name of a unit variant on the wire.
fn name(variant: impl serde::Serialize) -> String {
    let name = serde_json::to_value(variant).unwrap();
    name.as_str().unwrap().to_owned()
}

#[test]
fn both_languages_say_everything() {
    let de = messages(include_str!("../../../extension/_locales/de/messages.json"));
    let en = messages(include_str!("../../../extension/_locales/en/messages.json"));
    assert_eq!(de, en);
    let intents = Intent::ALL.map(name).map(|name| format!("facet_{name}"));
    let topics = Topic::ALL.map(name).map(|name| format!("facet_{name}"));
    let flags = ["unsure", "mixed", "irony"].map(|name| format!("flag_{name}"));
    for message in intents.iter().chain(&topics).chain(&flags) {
        assert!(en.contains(message), "{message}");
    }
}
