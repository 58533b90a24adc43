//! Finds every mention of a brand in a text, and nothing else.
//!
//! A person enters a [`Brand`]; [`BrandSet::compile`] derives its *forms* (the
//! spellings under which it can turn up) and [`BrandSet::find`] reports where
//! they stand, in one pass over the text for all brands together.
//! [`BrandSet::prefilter`] gives the regular expression by which a page decides
//! whether any of this needs to run at all.
//!
//! The way of a text: it is folded (`fold`), the beginnings of entries are looked
//! up in it, each is followed to its end (`walk`), what stands around it decides
//! whether it is a form (`scan`, `ending`, `address`), overlaps are settled
//! (`matcher`), and each form is weighed (`sense`).
//!
//! # What is found
//!
//! - Letter case, Unicode compatibility and composition (`𝗗𝗲𝗹𝗹`), umlauts and
//!   `ae`, `ß` and `ss`, left-out accents, the kind of apostrophe or hyphen, white
//!   space and invisible characters: see [`Derivation::Spelling`].
//! - Endings (`Dells`, `Bosch’`, `Starbuckses`), inflected names of several words
//!   (`der Deutschen Bahn`), hyphen compounds, and closed compounds where the rest
//!   is a real word and the whole is none (`words`): `Telekomhotline`, `Dorfaldi`,
//!   not `Telekommunikation`, `Modell`.
//! - Names, aliases and products are also found as `@dell`, `#DeutscheBahn`,
//!   `#LufthansaStreik` and as the name of a host (`www.dell.de`), without being
//!   entered that way. The span then covers the sign, or the whole host.
//! - Within web addresses only hosts count, in e-mail addresses nothing. A brand
//!   in the path of a stranger's link or inside another account's handle
//!   (`@dell_fan`) is not something anybody says about the brand.
//!
//! # Whether it is meant
//!
//! Every [`Mention`] carries a certainty and what it rests on: the user's near
//! words and products, titles before surnames, units, and what a [`SenseModel`]
//! learnt from clicks. Below [`CERTAINTY_THRESHOLD`] it is doubtful.
//!
//! # Cost
//!
//! Linear in the text whatever the text is: folding and the automaton look at
//! each byte once, every other check looks a bounded number of characters
//! around a hit or at each address once.

mod address;
mod boundary;
mod brand;
mod chars;
mod context;
mod cost;
pub mod derive;
mod ending;
mod entry;
mod fold;
mod learn;
mod matcher;
mod mention;
mod place;
mod plural;
mod prefilter;
mod scan;
mod sense;
mod sign;
mod spell;
#[cfg(feature = "test-support")]
pub mod test_support;
mod typo;
mod validate;
mod walk;
mod words;

pub use brand::{Brand, BrandFile, Context, MAX_BRANDS, MAX_ENTRIES, MAX_ENTRY_CHARS, Role};
pub use learn::{Features, MAX_CLICKS, SenseModel, SenseModelError};
pub use matcher::BrandSet;
pub use mention::{CERTAINTY_THRESHOLD, Derivation, FormKind, Mention, Reason, Status};
pub use place::PostContext;
pub use prefilter::Prefilter;
pub use validate::{BrandError, validate};
