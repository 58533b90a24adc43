//! From what an older version stored to what this one reads.

use serde_json::{Map, Value};

use crate::key;

/// The schema version this code reads and writes.
pub const SCHEMA: u32 = 3;

/// A migration, from the version of its place in [`STEPS`] to the next.
type Step = fn(&mut Map<String, Value>) -> Result<(), MigrationError>;

/// Step *n* turns schema *n* into *n + 1*. Schema 0 is an empty storage.
const STEPS: [Step; SCHEMA as usize] = [|_empty| Ok(()), say_what_was_said, have_no_intents];

/// Until schema 1 only "Not us" was remembered, as a list of fingerprints.
fn say_what_was_said(records: &mut Map<String, Value>) -> Result<(), MigrationError> {
    for (_, learnt) in records
        .iter_mut()
        .filter(|(key, _)| key.starts_with(key::LEARNT_PREFIX))
    {
        let not_us = learnt.as_object_mut().and_then(|it| it.remove("notUs"));
        if let Some(Value::Array(not_us)) = not_us {
            let said = not_us.iter().filter_map(Value::as_str);
            learnt["said"] = said
                .map(|fingerprint| (fingerprint.to_owned(), Value::Bool(false)))
                .collect::<Map<_, _>>()
                .into();
        }
    }
    Ok(())
}

/// Until schema 2 the judge knew neither intents nor topics.
fn have_no_intents(records: &mut Map<String, Value>) -> Result<(), MigrationError> {
    for (_, insight) in records
        .iter_mut()
        .filter(|(key, _)| key.starts_with(key::INSIGHT_PREFIX))
    {
        if let Some(verdict) = insight.get_mut("verdict").and_then(Value::as_object_mut) {
            for list in ["intents", "topics"] {
                verdict
                    .entry(list)
                    .or_insert_with(|| Value::Array(Vec::new()));
            }
        }
    }
    Ok(())
}

/// Why stored data cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationError {
    /// The data is from a later version of Earshot.
    #[error("stored by a later version (schema {found}, this one reads {SCHEMA})")]
    TooNew {
        /// The schema found.
        found: u64,
    },
    /// The schema is not a number.
    #[error("the schema record is damaged")]
    Damaged,
}

/// Brings `records` (the whole of storage) to [`SCHEMA`], all or nothing: on
/// an error they are as they were. Returns whether anything changed.
///
/// # Errors
/// When the data is newer than this code, or its schema is unreadable.
pub fn migrate(records: &mut Map<String, Value>) -> Result<bool, MigrationError> {
    let found = match records.get(key::SCHEMA) {
        None => 0,
        Some(value) => value.as_u64().ok_or(MigrationError::Damaged)?,
    };
    let from = usize::try_from(found).map_err(|_| MigrationError::TooNew { found })?;
    let steps = STEPS.get(from..).ok_or(MigrationError::TooNew { found })?;
    if steps.is_empty() {
        return Ok(false);
    }
    let mut migrated = records.clone();
    for step in steps {
        step(&mut migrated)?;
    }
    migrated.insert(key::SCHEMA.to_owned(), SCHEMA.into());
    *records = migrated;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(before: Value, expected: Result<Value, MigrationError>) {
        let mut records = before.as_object().unwrap().clone();
        let result = migrate(&mut records);
        match expected {
            Ok(after) => {
                assert_eq!(result, Ok(before != after));
                assert_eq!(Value::Object(records), after);
            }
            Err(error) => {
                assert_eq!(result, Err(error));
                assert_eq!(Value::Object(records), before, "left as it was");
            }
        }
    }

    #[test]
    fn every_schema_becomes_the_current_one() {
        check(json!({}), Ok(json!({"schema": SCHEMA})));
        check(
            json!({"schema": 1, "settings": {"paused": true}, "learnt/Dell": {"notUs": ["a", "b"]}}),
            Ok(json!({
                "schema": SCHEMA,
                "settings": {"paused": true},
                "learnt/Dell": {"said": {"a": false, "b": false}},
            })),
        );
        check(
            json!({"schema": 2, "insight/1": {"verdict": {"label": "neutral"}}, "insight/2": 7}),
            Ok(json!({
                "schema": SCHEMA,
                "insight/1": {"verdict": {"label": "neutral", "intents": [], "topics": []}},
                "insight/2": 7,
            })),
        );
        check(json!({"schema": SCHEMA}), Ok(json!({"schema": SCHEMA})));
    }

    #[test]
    fn what_cannot_be_read_is_not_touched() {
        let found = u64::from(SCHEMA) + 1;
        check(
            json!({"schema": found}),
            Err(MigrationError::TooNew { found }),
        );
        check(json!({"schema": "one"}), Err(MigrationError::Damaged));
    }
}
