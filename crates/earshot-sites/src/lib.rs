//! How to read a site.
//!
//! A [`SiteProfile`] is data: CSS selectors the page shim follows to find the
//! post around a hit and what belongs to it. What the shim reads there (a date
//! as written, a star rating as labelled) arrives here as text and is parsed
//! by [`parse_date`] and [`parse_stars`]. [`KNOWN_SITES`] lists the sites a
//! user can grant with one click.

mod date;
mod known;
mod profile;
mod reader;
mod stars;
mod token;

pub use date::{PostDate, Precision, parse_date};
pub use known::{KNOWN_SITES, KnownSite};
pub use profile::{SiteProfile, profiles};
pub use reader::{Around, FieldReader, INLINE, PostReader, SiteReader};
pub use stars::{Stars, parse_stars};
