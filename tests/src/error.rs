//! What can go wrong around a browser.

use std::path::PathBuf;

/// A result of the harness.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a browser could not be driven, or did not do what was waited for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The driver refused, or the script threw.
    #[error(transparent)]
    WebDriver(#[from] thirtyfour::error::WebDriverError),
    /// A script threw.
    #[error("script: {0}")]
    Script(String),
    /// A file or socket of this machine.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Something was not the JSON it should be.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The extension could not be packed.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// The built extension is missing.
    #[error("{0} is missing: run `./build.sh build` first")]
    NotBuilt(PathBuf),
    /// The driver ended before it listened.
    #[error("{0} did not start; is it installed?")]
    NoDriver(&'static str),
    /// A condition did not come true.
    #[error("waited in vain for {what}; last seen: {last}")]
    Timeout {
        /// What was waited for.
        what: String,
        /// The condition's last value.
        last: String,
    },
    /// The extension answered with an error.
    #[error("the extension refused {request}: {reply}")]
    Refused {
        /// What it was asked.
        request: String,
        /// What it said.
        reply: String,
    },
    /// Something was sent, or about to be sent, to another machine.
    #[error("requests left the machine: {0:?}")]
    LeftTheMachine(Vec<String>),
    /// Something that must be there is not.
    #[error("no {0}")]
    Missing(String),
}

/// Says what was being done when an I/O error struck.
pub(crate) trait Doing<T> {
    /// Names it.
    fn doing(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Doing<T> for std::io::Result<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|source| Error::Io {
            what: what(),
            source,
        })
    }
}
