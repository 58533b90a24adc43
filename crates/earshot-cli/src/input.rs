//! Reading inputs one by one, from JSON lines or CSV.

use std::io::{self, BufRead, Read};

use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

/// What some programs put before UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One text to look at.
#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct Input {
    /// Echoed with its type; the number of the line or row if the input has none.
    #[serde(default)]
    pub(crate) id: Value,
    pub(crate) text: String,
    pub(crate) target: Option<String>,
    /// What the text is said to be written in, a BCP 47 tag.
    pub(crate) lang: Option<String>,
}

/// Why a line is no input.
#[derive(Debug, Error)]
pub(crate) enum LineError {
    #[error("not UTF-8")]
    NotUtf8,
    #[error("not an input: {0}")]
    Json(#[from] serde_json::Error),
    #[error("not a record: {0}")]
    Csv(#[from] csv::Error),
}

/// An input with the number of its line, or for CSV of its row as a spreadsheet
/// shows it: the header is row 1, and a field with line breaks is in one row.
pub(crate) type Numbered = (u64, Result<Input, LineError>);

/// Inputs from JSON lines. Empty lines are skipped, a byte-order mark is
/// dropped; the iterator ends with the first error of the reader itself.
pub(crate) fn json_lines(mut reader: impl BufRead) -> impl Iterator<Item = io::Result<Numbered>> {
    let mut number = 0;
    let mut line = Vec::new();
    std::iter::from_fn(move || {
        loop {
            line.clear();
            match reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => number += 1,
                Err(error) => return Some(Err(error)),
            }
            let content = line
                .strip_prefix(BYTE_ORDER_MARK)
                .filter(|_| number == 1)
                .unwrap_or(&line);
            if !content.trim_ascii().is_empty() {
                return Some(Ok((number, json_input(content, number))));
            }
        }
    })
}

fn json_input(line: &[u8], number: u64) -> Result<Input, LineError> {
    let line = str::from_utf8(line).map_err(|_| LineError::NotUtf8)?;
    Ok(numbered(serde_json::from_str(line)?, number))
}

fn numbered(mut input: Input, number: u64) -> Input {
    if input.id.is_null() {
        input.id = number.into();
    }
    input
}

/// Where the columns of a CSV file are.
struct Columns {
    text: usize,
    id: Option<usize>,
    lang: Option<usize>,
}

/// Inputs from CSV with a header. None if the header has no such text column.
///
/// # Errors
/// If the header cannot be read.
pub(crate) fn csv_records<R: Read>(
    reader: R,
    text_column: &str,
) -> Result<Option<impl Iterator<Item = io::Result<Numbered>> + use<R>>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let headers = reader.byte_headers()?;
    let column = |name: &str| headers.iter().position(|header| header == name.as_bytes());
    let Some(text) = column(text_column) else {
        return Ok(None);
    };
    let columns = Columns {
        text,
        id: column("id"),
        lang: column("lang"),
    };
    let mut number = 1;
    let mut record = csv::ByteRecord::new();
    Ok(Some(std::iter::from_fn(move || {
        number += 1;
        match reader.read_byte_record(&mut record) {
            Ok(false) => None,
            Ok(true) => Some(Ok((number, csv_input(&record, &columns, number)))),
            Err(error) if error.is_io_error() => Some(Err(io::Error::other(error))),
            Err(error) => Some(Ok((number, Err(error.into())))),
        }
    })))
}

fn csv_input(record: &csv::ByteRecord, columns: &Columns, number: u64) -> Result<Input, LineError> {
    let field = |column: usize| {
        let field = record.get(column).unwrap_or_default();
        str::from_utf8(field)
            .map(str::to_owned)
            .map_err(|_| LineError::NotUtf8)
    };
    let optional = |column: Option<usize>| {
        column
            .map(field)
            .transpose()
            .map(|field| field.filter(|field| !field.is_empty()))
    };
    let id = optional(columns.id)?.map_or(Value::Null, Value::String);
    Ok(numbered(
        Input {
            id,
            text: field(columns.text)?,
            target: None,
            lang: optional(columns.lang)?,
        },
        number,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// `expected`: line, id and text of each input, or nothing for a bad line.
    fn check(content: &[u8], expected: &[(u64, Option<(Value, &str)>)]) {
        let found: Vec<_> = json_lines(content).map(Result::unwrap).collect();
        assert_eq!(
            found.len(),
            expected.len(),
            "{}",
            String::from_utf8_lossy(content)
        );
        for ((line, input), (expected_line, expected_input)) in found.iter().zip(expected) {
            let input = input
                .as_ref()
                .ok()
                .map(|input| (input.id.clone(), input.text.as_str()));
            assert_eq!((line, &input), (expected_line, expected_input));
        }
    }

    #[test]
    fn lines() {
        check(b"", &[]);
        check(b"\n\r\n  \n", &[]);
        check(br#"{"text":"a"}"#, &[(1, Some((json!(1), "a")))]);
        check(
            b"\xEF\xBB\xBF{\"text\":\"a\"}\r\n\r\n{\"id\":\"7\",\"text\":\"b\"}",
            &[(1, Some((json!(1), "a"))), (3, Some((json!("7"), "b")))],
        );
        check(
            b"{\"text\":\"\xFF\"}\n{\"text\":1}\n{}\n[]\nx\n{\"id\":[1],\"text\":\"\"}",
            &[
                (1, None),
                (2, None),
                (3, None),
                (4, None),
                (5, None),
                (6, Some((json!([1]), ""))),
            ],
        );
        check(
            br#"{"text":"a","stars":3,"id":null}"#,
            &[(1, Some((json!(1), "a")))],
        );
    }
}
