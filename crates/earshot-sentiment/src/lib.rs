//! Judges how the writer of a text feels about what the text mentions.
//!
//! Pure: text in, [`Verdict`] out. No input makes it panic, and the time it
//! takes does not grow with the text beyond a window around the mention.
//!
//! The judge is a small transformer for German and English: [`Judge`] cuts the
//! passage to what bears on the mention (`part`), cuts that into tokens
//! (`normalise`, `unigram`, `sequence`), runs the encoder over them (`tensor`,
//! `encoder`) and reads verdict, intents, topics and evidence off it.
//! `extension/model/MODEL_CARD.md` says what it was trained on and how often
//! it is right, `training/FORMAT.md` what the model file holds.
//!
//! ```no_run
//! use earshot_sentiment::{Judge, Label, Passage, detect};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let judge = Judge::from_bytes(std::fs::read("extension/model/judge.bin")?)?;
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

mod aside;
mod container;
mod contradiction;
mod encoder;
mod judge;
mod language;
mod lexis;
mod math;
mod model;
mod normalise;
mod part;
mod sequence;
mod tensor;
mod unigram;
mod verdict;
mod word;

pub use contradiction::stars_contradict;
pub use judge::Judge;
pub use language::{Lang, Language, detect};
pub use model::ModelError;
pub use verdict::{Evidence, Intent, Label, Passage, Probabilities, Topic, Verdict};

#[cfg(test)]
mod tests;
