//! What screens are made of.

mod add_site;
mod chip_input;
mod facets;
mod glyph;
mod known_sites;
mod problems;
mod quote;
mod reason;
mod rehearsal;
mod switch;
mod toasts;
mod try_it;
mod verdict;

pub(crate) use add_site::AddSite;
pub(crate) use chip_input::ChipInput;
pub(crate) use facets::{Facets, facet_word};
pub(crate) use glyph::Glyph;
pub(crate) use known_sites::KnownSites;
pub(crate) use problems::{Problems, problem};
pub(crate) use quote::Quote;
pub(crate) use reason::reason_sentence;
pub(crate) use rehearsal::Rehearsal;
pub(crate) use switch::Switch;
pub(crate) use toasts::Toasts;
pub(crate) use try_it::TryIt;
pub(crate) use verdict::{Verdict, tone_word};
