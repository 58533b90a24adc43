//! The screens.

mod brand_form;
mod brands;
mod facet_filter;
mod first_run;
mod insight_card;
mod insights;
mod mention_card;
mod sites;
mod this_page;

pub(crate) use brands::Brands;
pub(crate) use first_run::FirstRun;
pub(crate) use insights::Insights;
pub(crate) use sites::Sites;
pub(crate) use this_page::ThisPage;
