//! Finds every mention of a brand in a text, and nothing else.
//!
//! A person enters a [`Brand`]; [`BrandSet::compile`] derives its *forms* (the
//! spellings under which it can turn up) and [`BrandSet::find`] reports where
//! they stand, in one pass over the text for all brands together.
//! [`BrandSet::prefilter`] gives the regular expression by which a page decides
//! whether any of this needs to run at all.
//!
//! The way of a text: it is folded (`fold`), the folded forms (`forms`) are
//! looked up in it, what lies in addresses or in someone else's handle is
//! dropped (`address`), what the brand's own rules veto is dropped (`context`),
//! and overlaps are settled (`matcher`).
//!
//! # What is found
//!
//! - Letter case, Unicode composition, the kind of apostrophe or hyphen, runs of
//!   white space and invisible characters make no difference: `De\u{ad}ll`,
//!   `DEUTSCHE\u{a0}Bahn`, `Strasse`/`Straße`.
//! - A form stands between word boundaries. Letters, marks and digits make
//!   words; everything else, the underscore too, separates them. So `Modell` and
//!   `Delle` are not Dell, while `Dell-Laptop`, `Nicht-Dell-Geräte` and `_Dell_`
//!   are; the span covers the form, not the compound.
//! - A form may carry a genitive: `Dells`, `Dell's`, `Bosch’`. The span includes
//!   the ending, because that is the word a reader sees.
//! - Names, aliases and products are also found as `@dell`, `#DeutscheBahn` and
//!   as the name of a host (`www.dell.de`), without being entered that way. The
//!   span then covers the sign, or the whole host.
//! - Within web and e-mail addresses only hosts count. A brand in the path of a
//!   stranger's link or inside another account's handle (`@dell_fan`) is not
//!   something anybody says about the brand.
//!
//! # Cost
//!
//! Linear in the text whatever the text is: folding and the automaton look at
//! each byte once, every other check looks a bounded number of characters
//! around a hit or at each address once.

mod address;
mod brand;
mod context;
pub mod derive;
mod ending;
mod entry;
mod fold;
mod learn;
mod matcher;
mod mention;
mod plural;
mod prefilter;
mod scan;
mod sense;
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
pub use prefilter::Prefilter;
pub use sense::PostContext;
pub use validate::{BrandError, validate};
