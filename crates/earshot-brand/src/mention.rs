//! What is reported about a place in a text: which form, how it comes from the
//! entry, and how sure it is that the brand is meant.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Mentions less certain than this are [`Status::Doubtful`].
pub const CERTAINTY_THRESHOLD: f32 = 0.5;

/// A form of a brand at a place in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Index of the brand in [`crate::BrandSet::brands`].
    pub brand: usize,
    /// Where the form stands: bytes of the original text, end-exclusive, on
    /// character boundaries; with its ending, sign or whole host. Of a compound
    /// only the brand's part.
    pub span: Range<usize>,
    /// Which kind of entry it is a form of.
    pub kind: FormKind,
    /// How the form comes from the entry.
    pub derivation: Derivation,
    /// Whether it is taken for the brand.
    pub status: Status,
    /// How likely the brand is meant, 0 to 1.
    pub certainty: f32,
    /// What the certainty rests on, the weightiest first; never empty.
    pub reasons: Vec<Reason>,
}

/// Which kind of form stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormKind {
    /// The brand's name.
    Name,
    /// One of its other names.
    Alias,
    /// An account name behind `@`.
    Handle,
    /// A word behind `#`.
    Hashtag,
    /// A host.
    Domain,
    /// A product of the brand.
    Product,
}

/// How a form comes from what was entered. Of several that apply the last in
/// this order is reported.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Derivation {
    /// As entered, but for letter case and white space.
    #[default]
    Exact,
    /// Other letters, signs or gaps: `Mueller`, `𝗗𝗲𝗹𝗹`, `H & M`, `bofrost`.
    Spelling,
    /// `Dells`, `Dell's`, `Bosch’`.
    Genitive,
    /// `zwei Dells`.
    Plural,
    /// A name of several words in another case: `der Deutschen Bahn`.
    Inflected,
    /// Joined to another word by a hyphen: `Dell-Laptop`, `Nicht-Dell`.
    Hyphenated,
    /// First part of a word: `Telekomhotline`, `#LufthansaStreik`.
    Closed,
    /// One letter wrong, missing, too many or swapped.
    Typo,
}

/// Whether a form is taken for the brand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is.
    Accepted,
    /// Less certain than [`CERTAINTY_THRESHOLD`]: listed, not painted.
    Doubtful,
}

/// What a certainty rests on. [`Display`](fmt::Display) says it in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// One of the brand's `near` words stands near.
    Near {
        /// As it was entered.
        word: String,
    },
    /// The brand has `near` words, and none stands near.
    MissingNear,
    /// One of the brand's `not_near` words stands near.
    NotNear {
        /// As it was entered.
        word: String,
    },
    /// One of the brand's products stands near.
    ProductNear {
        /// As it was entered.
        word: String,
    },
    /// Clicks on places like this one decided.
    Learnt {
        /// How many clicks of the brand say so.
        clicks: usize,
        /// Whether they say that it is the brand.
        is_us: bool,
    },
    /// The name is also an ordinary word and is written like one.
    OrdinaryWord,
    /// A surname: a title, a first name or a second surname stands beside it.
    Person,
    /// A number before it: it is a unit.
    Unit,
    /// A handle, link, hashtag or product, which nothing else is called.
    Unmistakable,
    /// Written as it was entered.
    AsEntered,
    /// A form derived from the entry.
    Derived {
        /// How.
        derivation: Derivation,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Near { word } => write!(f, "near: {word}"),
            Reason::MissingNear => f.write_str("none of your near words is near"),
            Reason::NotNear { word } => write!(f, "word of your list: {word}"),
            Reason::ProductNear { word } => write!(f, "product near: {word}"),
            Reason::Learnt { clicks: 1, .. } => f.write_str("learnt from 1 of your clicks"),
            Reason::Learnt { clicks, .. } => write!(f, "learnt from {clicks} of your clicks"),
            Reason::OrdinaryWord => f.write_str("also an ordinary word, and written like one"),
            Reason::Person => f.write_str("a person's name"),
            Reason::Unit => f.write_str("a unit after a number"),
            Reason::Unmistakable => f.write_str("unmistakable"),
            Reason::AsEntered => f.write_str("as entered"),
            Reason::Derived { derivation } => write!(f, "{derivation} form"),
        }
    }
}

impl fmt::Display for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Derivation::Exact => "exact",
            Derivation::Spelling => "spelling",
            Derivation::Genitive => "genitive",
            Derivation::Plural => "plural",
            Derivation::Inflected => "inflected",
            Derivation::Hyphenated => "hyphenated",
            Derivation::Closed => "closed",
            Derivation::Typo => "typo",
        })
    }
}
