//! Whether a form means the brand: what the user said about its neighbourhood,
//! what was learnt from clicks, and what is likely without either.

use crate::entry::Entry;
use crate::learn::{SenseModel, sigmoid};
use crate::mention::{CERTAINTY_THRESHOLD, Derivation, FormKind, Reason, Status};
use crate::place::Place;

/// What stands near a form that the user has an opinion about.
#[derive(Debug, Default)]
pub(crate) struct Near<'b> {
    pub(crate) near: Option<&'b str>,
    pub(crate) not_near: Option<&'b str>,
    pub(crate) product: Option<&'b str>,
    /// Whether the brand has `near` words at all.
    pub(crate) asked: bool,
}

/// What is made of all that.
#[derive(Debug)]
pub(crate) struct Assessment {
    pub(crate) status: Status,
    pub(crate) certainty: f32,
    pub(crate) reasons: Vec<Reason>,
}

/// Names of so many characters abbreviate other things too.
const SHORT: usize = 3;
/// What nothing else is called.
const UNMISTAKABLE: f32 = 6.0;
const AS_ENTERED: f32 = 2.5;
const DERIVED: f32 = 2.0;
const WITH_TYPO: f32 = 1.0;
const NEAR: f32 = 2.5;
const PRODUCT_NEAR: f32 = 3.0;
const MISSING_NEAR: f32 = -4.0;
const NOT_NEAR: f32 = -6.0;
const ORDINARY_WORD: f32 = -3.5;
const PERSON: f32 = -4.0;
const UNIT: f32 = -4.0;

/// How certain it is that a form means the brand, and why.
pub(crate) fn assess(
    entry: &Entry,
    kind: FormKind,
    derivation: Derivation,
    place: &Place<'_>,
    near: &Near<'_>,
    learnt: Option<&SenseModel>,
) -> Assessment {
    if !entry.is_name()
        || matches!(
            kind,
            FormKind::Handle | FormKind::Domain | FormKind::Product
        )
    {
        return Assessment::from(vec![(UNMISTAKABLE, Reason::Unmistakable)]);
    }
    let mut grounds = vec![match derivation {
        Derivation::Exact => (AS_ENTERED, Reason::AsEntered),
        Derivation::Typo => (WITH_TYPO, Reason::Derived { derivation }),
        _ => (DERIVED, Reason::Derived { derivation }),
    }];
    if kind != FormKind::Hashtag {
        if let Some(word) = near.near {
            grounds.push((
                NEAR,
                Reason::Near {
                    word: word.to_owned(),
                },
            ));
        }
        if let Some(word) = near.product {
            grounds.push((
                PRODUCT_NEAR,
                Reason::ProductNear {
                    word: word.to_owned(),
                },
            ));
        }
        if let Some(word) = near.not_near {
            grounds.push((
                NOT_NEAR,
                Reason::NotNear {
                    word: word.to_owned(),
                },
            ));
        }
        if near.asked && near.near.is_none() && near.product.is_none() {
            grounds.push((MISSING_NEAR, Reason::MissingNear));
        }
        if near.near.is_none() && near.product.is_none() {
            if entry.is_common && place.is_written_like_a_word(&entry.entered) {
                grounds.push((ORDINARY_WORD, Reason::OrdinaryWord));
            }
            if place.follows_title() {
                grounds.push((PERSON, Reason::Person));
            }
            if place.is_unit() {
                grounds.push((UNIT, Reason::Unit));
            }
        }
    }
    if let Some(model) = learnt.filter(|model| model.clicks() > 0) {
        let is_short = entry.entered.chars().count() <= SHORT;
        let ambiguous = entry.is_common || is_short || near.asked || grounds.len() > 1;
        let opinion = model.opinion(&place.features(derivation), ambiguous);
        for (logit, _) in &mut grounds {
            *logit *= opinion.prior_share;
        }
        if opinion.clicks > 0 {
            let reason = Reason::Learnt {
                clicks: opinion.clicks,
                is_us: opinion.logit > 0.0,
            };
            grounds.push((opinion.logit * (1.0 - opinion.prior_share), reason));
        }
    }
    Assessment::from(grounds)
}

impl From<Vec<(f32, Reason)>> for Assessment {
    /// From grounds with their logits. The reasons are those that point where
    /// the sum does, the weightiest first.
    fn from(mut grounds: Vec<(f32, Reason)>) -> Self {
        let logit: f32 = grounds.iter().map(|(logit, _)| logit).sum();
        let certainty = sigmoid(logit);
        grounds.sort_by(|(a, _), (b, _)| (b * logit).total_cmp(&(a * logit)));
        let pointing = grounds
            .iter()
            .take_while(|(ground, _)| ground * logit > 0.0);
        let pointing = pointing.count().max(1);
        let reasons = grounds.into_iter().take(pointing).map(|(_, reason)| reason);
        let reasons = reasons.collect();
        Assessment {
            status: if certainty < CERTAINTY_THRESHOLD {
                Status::Doubtful
            } else {
                Status::Accepted
            },
            certainty,
            reasons,
        }
    }
}
