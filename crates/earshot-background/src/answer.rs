//! What a request is answered with.

use earshot_engine::messages::{ErrorCode, ErrorReply, Heard, HeardPost, Kept, Rehearsal};
use earshot_webext::BrowserError;
use serde::Serialize;

/// The answers to all requests; each request documents which one is its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Done; there is nothing to say.
    Nothing,
    /// The page is gone: nobody is there to be answered.
    Unheard,
    /// What was heard in a page's posts.
    Heard(Heard),
    /// What was heard in a text being tried.
    Tried(HeardPost),
    /// What a brand would find.
    Rehearsed(Rehearsal),
    /// A mention was kept.
    Kept(Kept),
}

/// What the browser refused, as the user interfaces tell it.
pub(crate) fn refused(error: BrowserError) -> ErrorReply {
    let code = match error {
        BrowserError::QuotaExceeded(_) => ErrorCode::StorageFull,
        BrowserError::Unreadable(_) => ErrorCode::StorageFailed,
        BrowserError::Refused(_) => ErrorCode::BrowserRefused,
    };
    ErrorReply::new(code, error.to_string())
}
