//! Questions to the background, and what can go wrong with them.

use earshot_engine::messages::{ErrorCode, PanelRequest, Reply};
use earshot_webext::{BrowserError, send};
use serde::de::DeserializeOwned;

use super::files::FileError;
use super::i18n::{Locale, td_string};

/// Why something did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The background said so.
    Said(ErrorCode),
    /// The background does not answer, or with something else.
    Unreachable,
    /// A file could not be read or saved.
    File,
}

impl From<FileError> for Failure {
    fn from(_: FileError) -> Self {
        Self::File
    }
}

impl From<BrowserError> for Failure {
    fn from(error: BrowserError) -> Self {
        match error {
            BrowserError::QuotaExceeded(_) => Self::Said(ErrorCode::StorageFull),
            BrowserError::Refused(_) => Self::Said(ErrorCode::BrowserRefused),
            BrowserError::Unreadable(_) => Self::Said(ErrorCode::StorageFailed),
        }
    }
}

impl Failure {
    /// What happened and what to do next, in one or two plain sentences.
    pub(crate) fn sentence(self, locale: Locale) -> &'static str {
        let code = match self {
            Self::Said(code) => code,
            Self::Unreachable => return td_string!(locale, failure.unreachable),
            Self::File => return td_string!(locale, failure.file),
        };
        match code {
            ErrorCode::NotAllowed | ErrorCode::BadRequest => td_string!(locale, failure.request),
            ErrorCode::NoJudge => td_string!(locale, failure.no_judge),
            ErrorCode::StorageFull => td_string!(locale, failure.storage_full),
            ErrorCode::StorageFailed => td_string!(locale, failure.storage_failed),
            ErrorCode::UnknownInsight => td_string!(locale, failure.unknown_insight),
            ErrorCode::UnknownMention => td_string!(locale, failure.unknown_mention),
            ErrorCode::InvalidBrands => td_string!(locale, failure.invalid_brands),
            ErrorCode::BrowserRefused => td_string!(locale, failure.browser_refused),
        }
    }
}

/// Asks the background and waits for its answer.
pub(crate) async fn ask<Answer: DeserializeOwned>(
    request: &PanelRequest,
) -> Result<Answer, Failure> {
    match send::<_, Reply<Answer>>(request).await {
        Ok(Reply::Ok(answer)) => Ok(answer),
        Ok(Reply::Error(error)) => Err(Failure::Said(error.code)),
        Err(_) => Err(Failure::Unreachable),
    }
}
