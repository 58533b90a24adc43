//! Answers, including the ones that failed.

use serde::{Deserialize, Serialize};

/// An answer. A request that fails still gets one: errors travel as plain
/// data, never as a rejected promise nobody awaits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Reply<T> {
    /// It worked.
    Ok(T),
    /// It did not.
    Error(ErrorReply),
}

impl<T> From<Result<T, ErrorReply>> for Reply<T> {
    fn from(result: Result<T, ErrorReply>) -> Self {
        match result {
            Ok(value) => Reply::Ok(value),
            Err(error) => Reply::Error(error),
        }
    }
}

impl<T> From<Reply<T>> for Result<T, ErrorReply> {
    fn from(reply: Reply<T>) -> Self {
        match reply {
            Reply::Ok(value) => Ok(value),
            Reply::Error(error) => Err(error),
        }
    }
}

/// What went wrong: a code the user interfaces translate, and a detail for
/// bug reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[error("{code:?}: {detail}")]
pub struct ErrorReply {
    /// The kind of failure; each has a plain sentence in German and English.
    pub code: ErrorCode,
    /// In English, for bug reports; never holds text from a page.
    pub detail: String,
}

impl ErrorReply {
    /// An error of kind `code`.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The message was not one this sender may send.
    NotAllowed,
    /// The message could not be read.
    BadRequest,
    /// The model file is missing or damaged: mentions are found, not judged.
    NoJudge,
    /// The browser's storage is full.
    StorageFull,
    /// The browser's storage refused or returned something unreadable.
    StorageFailed,
    /// No insight with this id (any more).
    UnknownInsight,
    /// No mention at this place.
    UnknownMention,
    /// The list of brands is not valid.
    InvalidBrands,
    /// The browser refused what was asked of it.
    BrowserRefused,
}
