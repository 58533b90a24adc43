//! Judges how the writer of a text feels about what the text mentions.
//!
//! Pure: text in, [`Verdict`] out. No input makes it panic, and the time it
//! takes does not grow with the text beyond a window around the mention.
//!
//! The judge is a logistic regression over hashed word and character n-grams,
//! for German and English. It reads words, not meaning: it is blind to irony,
//! and it is the yardstick that a better judge behind the same interface has
//! to beat. `extension/model/MODEL_CARD.md` says what it was trained on and
//! how often it is right.
//!
//! ```no_run
//! use earshot_sentiment::{Judge, Label, Passage, detect};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let judge = Judge::from_bytes(&std::fs::read("extension/model/ngram.bin")?)?;
//! let text = "Dell top, HP flop";
//! let verdict = judge.judge(&Passage {
//!     text,
//!     lang: detect(text, Some("de-AT")).judged(),
//!     target: &[0..4],
//!     others: &[10..12],
//! });
//! assert_eq!(verdict.label, Label::Positive);
//! # Ok(())
//! # }
//! ```

mod features;
mod hash;
mod judge;
mod language;
mod lexis;
mod model;
mod scope;
mod token;
mod verdict;
mod window;

pub use judge::Judge;
pub use language::{Lang, Language, detect};
pub use model::ModelError;
pub use verdict::{Evidence, Intent, Label, Passage, Probabilities, Topic, Verdict};

/// What earshot-training needs besides: the features the judge sees, and the
/// model file's writer. Not part of the interface; it changes with the judge.
#[doc(hidden)]
pub mod training {
    pub use crate::features::{Feature, Features};
    pub use crate::judge::softmax;
    pub use crate::model::{Calibration, Model, dequantize, quantize};
}
