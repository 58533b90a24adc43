//! Intents and topics, as they are shown and as what narrows a list down.

use earshot_sentiment::{Intent, Topic};

/// What a writer is after, or what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// What the writer is after.
    Intent(Intent),
    /// What it is about.
    Topic(Topic),
}

/// The kinds of facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetKind {
    /// Of [`Facet::Intent`].
    Intent,
    /// Of [`Facet::Topic`].
    Topic,
}

impl FacetKind {
    /// Both, in the order in which they are shown.
    pub const ALL: [FacetKind; 2] = [FacetKind::Intent, FacetKind::Topic];

    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            FacetKind::Intent => "intent",
            FacetKind::Topic => "topic",
        }
    }
}

impl Facet {
    /// Its kind.
    pub fn kind(self) -> FacetKind {
        match self {
            Facet::Intent(_) => FacetKind::Intent,
            Facet::Topic(_) => FacetKind::Topic,
        }
    }
}

/// The facets of a verdict, intents first.
pub fn facets(intents: &[Intent], topics: &[Topic]) -> Vec<Facet> {
    let intents = intents.iter().copied().map(Facet::Intent);
    intents
        .chain(topics.iter().copied().map(Facet::Topic))
        .collect()
}

/// Whether what has these facets passes: of each kind of which some are chosen,
/// it must have at least one of them.
pub fn passes(chosen: &[Facet], facets: &[Facet]) -> bool {
    FacetKind::ALL.into_iter().all(|kind| {
        let mut wanted = chosen
            .iter()
            .filter(|facet| facet.kind() == kind)
            .peekable();
        wanted.peek().is_none() || wanted.any(|facet| facets.contains(facet))
    })
}

/// The facets to choose from in the order of [`facets`], each with how many of `all` would pass for having
/// it, given what is chosen of the other kind. What is chosen is offered even
/// if nothing has it any more, so that it can be let go of.
pub fn offers<'a>(
    chosen: &[Facet],
    all: impl Iterator<Item = &'a [Facet]> + Clone,
) -> Vec<(Facet, usize)> {
    let offer = |facet: Facet| {
        let mut others = chosen.to_vec();
        others.retain(|other| other.kind() != facet.kind());
        let having = all.clone().filter(|facets| facets.contains(&facet));
        let count = having
            .clone()
            .filter(|facets| passes(&others, facets))
            .count();
        let is_offered = chosen.contains(&facet) || having.clone().next().is_some();
        is_offered.then_some((facet, count))
    };
    let every = facets(&Intent::ALL, &Topic::ALL);
    every.into_iter().filter_map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Facet::{Intent as I, Topic as T};
    use Intent::{Churn, Complaint, Praise};
    use Topic::{Delivery, Price};

    fn all() -> Vec<Vec<Facet>> {
        vec![
            facets(&[Complaint, Churn], &[Delivery]),
            facets(&[Complaint], &[Price]),
            facets(&[Praise], &[Price]),
            facets(&[], &[]),
        ]
    }

    #[track_caller]
    fn check(chosen: &[Facet], passing: &[usize], offered: &[(Facet, usize)]) {
        let all = all();
        let shown: Vec<usize> = (0..all.len())
            .filter(|&at| passes(chosen, &all[at]))
            .collect();
        let offers = offers(chosen, all.iter().map(Vec::as_slice));
        assert_eq!((shown, offers), (passing.to_vec(), offered.to_vec()));
    }

    #[test]
    fn without_a_choice_all_pass_and_all_are_offered() {
        let offered = [
            (I(Complaint), 2),
            (I(Praise), 1),
            (I(Churn), 1),
            (T(Price), 2),
            (T(Delivery), 1),
        ];
        check(&[], &[0, 1, 2, 3], &offered);
    }

    #[test]
    fn one_of_a_kind_is_enough_and_every_kind_counts() {
        let offered = [
            (I(Complaint), 2),
            (I(Praise), 1),
            (I(Churn), 1),
            (T(Price), 1),
            (T(Delivery), 1),
        ];
        check(&[I(Complaint)], &[0, 1], &offered);
        let offered = [
            (I(Complaint), 1),
            (I(Praise), 1),
            (I(Churn), 0),
            (T(Price), 2),
            (T(Delivery), 1),
        ];
        check(&[I(Complaint), I(Praise), T(Price)], &[1, 2], &offered);
    }

    #[test]
    fn what_is_chosen_stays_on_offer() {
        let gone = T(Topic::Staff);
        assert_eq!(offers(&[gone], std::iter::empty()), [(gone, 0)]);
    }
}
