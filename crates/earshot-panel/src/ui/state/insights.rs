//! The kept mentions, as far as they are loaded.

use earshot_insight::{Insight, InsightId, key};
use earshot_webext::{Area, Browser, BrowserError, Records, WebExt};
use leptos::prelude::*;
use serde_json::Value;

use super::cells::Cells;
use crate::insight_list::{InsightList, insight_id};

/// The insights. Ids are known for all of them, records only for those shown.
#[derive(Clone, Copy)]
pub(crate) struct Insights {
    list: RwSignal<InsightList>,
    records: Cells<InsightId, Insight>,
    loading: RwSignal<bool>,
}

impl Insights {
    pub(super) fn new() -> Self {
        Self {
            list: RwSignal::new(InsightList::default()),
            records: Cells::new(),
            loading: RwSignal::new(true),
        }
    }

    /// The ids of the insights to show, newest first.
    pub(crate) fn shown(self) -> Vec<InsightId> {
        self.list.with(InsightList::shown)
    }

    /// How many there are in all.
    pub(crate) fn count(self) -> usize {
        self.list.with(InsightList::count)
    }

    /// How many are not shown yet.
    pub(crate) fn hidden_count(self) -> usize {
        self.list.with(InsightList::hidden_count)
    }

    /// Whether a page is on its way.
    pub(crate) fn is_loading(self) -> bool {
        self.loading.get()
    }

    /// The record of a shown insight.
    pub(crate) fn record(self, id: InsightId) -> Option<ArcRwSignal<Insight>> {
        self.records.get(&id)
    }

    /// Takes in the names of all records.
    pub(super) fn learn_keys(self, keys: &[String]) {
        self.list.update(|list| {
            for id in keys.iter().filter_map(|key| insight_id(key)) {
                list.insert(id);
            }
        });
    }

    /// Reads and shows the next page.
    pub(crate) async fn load_more(self) -> Result<(), BrowserError> {
        self.loading.set(true);
        let page = self.list.with_untracked(InsightList::next_page);
        let keys: Vec<String> = page.iter().map(key::insight).collect();
        let found = WebExt.read(Area::Local, &keys).await;
        self.loading.set(false);
        let mut found = found?;
        self.list.update(|list| {
            for (id, key) in page.iter().zip(&keys) {
                // What changed while it was read has been taken in already.
                if self.records.get(id).is_none() {
                    match found
                        .remove(key)
                        .and_then(|record| serde_json::from_value(record).ok())
                    {
                        Some(insight) => self.records.put(*id, insight),
                        None => list.remove(*id),
                    }
                }
            }
            list.show_down_to(page.last().copied().unwrap_or(InsightId::new(0, 0)));
        });
        Ok(())
    }

    /// Takes in what changed in storage.
    pub(super) fn apply(self, changes: &Records) {
        let changes: Vec<_> = changes
            .iter()
            .filter_map(|(key, record)| Some((insight_id(key)?, read(record))))
            .collect();
        let is_known = |id| self.list.with_untracked(|list| list.contains(id));
        let (same, other): (Vec<_>, Vec<_>) = changes
            .into_iter()
            .partition(|(id, record)| record.is_some() && is_known(*id));
        for (id, record) in same {
            if let Some(record) = record.filter(|_| self.records.get(&id).is_some()) {
                self.records.put(id, record);
            }
        }
        if other.is_empty() {
            return;
        }
        self.list.update(|list| {
            for (id, record) in other {
                match record {
                    Some(record) => {
                        if list.insert(id) {
                            self.records.put(id, record);
                        }
                    }
                    None => list.remove(id),
                }
            }
            self.records.retain(|id| list.contains(*id));
        });
    }
}

/// `None` for a removed record, and for one that this version cannot read.
fn read(record: &Value) -> Option<Insight> {
    serde_json::from_value(record.clone()).ok()
}
