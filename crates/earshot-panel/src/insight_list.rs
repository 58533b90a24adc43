//! Which insights exist, and which of them are shown.

use std::collections::BTreeSet;
use std::ops::Bound;

use earshot_insight::{InsightId, key};

/// How many more insights are shown at a time.
pub const PAGE: usize = 50;

/// The ids of all insights, newest first, shown down to some oldest one.
///
/// The shown part is bounded by an id and not by a number: what is kept or
/// deleted meanwhile moves nothing out of it, so nobody's typing is cut off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InsightList {
    ids: BTreeSet<InsightId>,
    oldest_shown: Option<InsightId>,
}

/// The id in the key of an insight's record; `None` for any other record.
pub fn insight_id(key: &str) -> Option<InsightId> {
    key.strip_prefix(key::INSIGHT_PREFIX)?.parse().ok()
}

impl InsightList {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Whether `id` is in the list.
    pub fn contains(&self, id: InsightId) -> bool {
        self.ids.contains(&id)
    }

    /// Adds an insight; `true` if it is among the shown ones.
    pub fn insert(&mut self, id: InsightId) -> bool {
        self.ids.insert(id);
        self.oldest_shown.is_some_and(|oldest| id >= oldest)
    }

    /// Removes an insight.
    pub fn remove(&mut self, id: InsightId) {
        self.ids.remove(&id);
    }

    /// The ids that the next page would add, newest first.
    pub fn next_page(&self) -> Vec<InsightId> {
        self.hidden().take(PAGE).collect()
    }

    /// Shows everything down to `oldest`. With nothing stored yet, that is
    /// everything that may come.
    pub fn show_down_to(&mut self, oldest: InsightId) {
        self.oldest_shown = Some(self.oldest_shown.map_or(oldest, |shown| shown.min(oldest)));
    }

    /// The shown ids, newest first.
    pub fn shown(&self) -> Vec<InsightId> {
        match self.oldest_shown {
            Some(oldest) => self.ids.range(oldest..).rev().copied().collect(),
            None => Vec::new(),
        }
    }

    /// How many are not shown.
    pub fn hidden_count(&self) -> usize {
        self.hidden().count()
    }

    fn hidden(&self) -> impl Iterator<Item = InsightId> {
        let above = self.oldest_shown.map_or(Bound::Unbounded, Bound::Excluded);
        self.ids.range((Bound::Unbounded, above)).rev().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: i64) -> InsightId {
        InsightId::new(n, 0)
    }

    fn list(count: i64) -> InsightList {
        let mut list = InsightList::default();
        for n in 0..count {
            list.insert(id(n));
        }
        list
    }

    fn show_more(list: &mut InsightList) -> usize {
        let page = list.next_page();
        if let Some(&oldest) = page.last() {
            list.show_down_to(oldest);
        }
        page.len()
    }

    #[test]
    fn pages_from_newest_to_oldest() {
        let mut list = list(120);
        assert!(list.shown().is_empty());
        assert_eq!(show_more(&mut list), 50);
        assert_eq!((list.shown()[0], list.shown()[49]), (id(119), id(70)));
        assert_eq!(list.hidden_count(), 70);
        assert_eq!(show_more(&mut list), 50);
        assert_eq!(show_more(&mut list), 20);
        assert_eq!(show_more(&mut list), 0);
        assert_eq!((list.shown().len(), list.hidden_count()), (120, 0));
    }

    #[test]
    fn what_comes_and_goes_moves_nothing_out_of_sight() {
        let mut list = list(60);
        show_more(&mut list);
        assert!(list.insert(id(60)), "a new one is shown");
        assert!(!list.insert(id(-1)), "an old one is not");
        list.remove(id(30));
        assert_eq!(list.shown().len(), 50);
        assert!(list.shown().contains(&id(10)));
        assert!(list.insert(id(30)), "a restored one is shown again");
    }

    #[test]
    fn an_empty_list_shows_what_comes() {
        let mut list = InsightList::default();
        list.show_down_to(id(0));
        assert!(list.insert(id(5)));
        assert_eq!(list.shown(), [id(5)]);
    }

    #[test]
    fn only_insight_keys_have_ids() {
        assert_eq!(insight_id(&key::insight(&id(7))), Some(id(7)));
        for other in ["settings", "kept/ab", "insight/", "insight/nonsense"] {
            assert_eq!(insight_id(other), None, "{other}");
        }
    }
}
