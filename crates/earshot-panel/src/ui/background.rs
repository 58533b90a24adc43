//! Questions to the background, and what can go wrong with them.

use std::time::Duration;

use earshot_engine::messages::{ErrorCode, PanelRequest, Reply};
use earshot_webext::{BrowserError, send};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::files::FileError;
use super::i18n::{Locale, td_string};

/// How long a question must stay the same before it is asked.
const STILL: Duration = Duration::from_millis(250);

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

/// What the background answers to a question that changes while somebody
/// types: it is asked once it has been the same for a moment, and only the
/// newest one's answer counts. With the answer comes what was given with the
/// question. None until there is an answer, and while there is no question.
pub(crate) fn answer_once_still<Of, Answer>(
    question: impl Fn() -> Option<(PanelRequest, Of)> + 'static,
) -> ReadSignal<Option<(Of, Result<Answer, Failure>)>>
where
    Of: Send + Sync + 'static,
    Answer: DeserializeOwned + Send + Sync + 'static,
{
    let (answered, set_answered) = signal(None);
    // Counts questions. It ends with the owner, and then nothing is current.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let mine = turn.get_value().wrapping_add(1);
        turn.set_value(mine);
        let is_current = move || turn.try_get_value() == Some(mine);
        let Some((request, of)) = question() else {
            set_answered.set(None);
            return;
        };
        let listen = async move {
            if !is_current() {
                return;
            }
            let answer = ask(&request).await;
            if is_current() {
                set_answered.set(Some((of, answer)));
            }
        };
        set_timeout(move || spawn_local(listen), STILL);
    });
    answered
}
