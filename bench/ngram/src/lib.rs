//! The first judge: a logistic regression over hashed word and character
//! n-grams, for German and English. It does not ship any more; it is the
//! yardstick in the bench. `MODEL_CARD.md` says what it was trained on.

mod features;
mod hash;
mod judge;
mod lexis;
mod model;
mod scope;
mod token;
mod window;

pub use judge::NgramJudge;
pub use model::ModelError;

/// Its model file.
pub const MODEL: &[u8] = include_bytes!("../ngram.bin");
