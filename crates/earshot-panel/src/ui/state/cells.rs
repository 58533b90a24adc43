//! Values by key, each a signal of its own.

use std::collections::HashMap;
use std::hash::Hash;

use leptos::prelude::*;

/// Values by key. A keyed list builds its items from these, so that a value
/// that changes updates its item in place, and focus and typing stay where
/// they are.
pub(crate) struct Cells<K: 'static, V: 'static>(StoredValue<HashMap<K, ArcRwSignal<V>>>);

impl<K, V> Clone for Cells<K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Cells<K, V> {}

impl<K, V> Cells<K, V>
where
    K: Eq + Hash + Send + Sync,
    V: PartialEq + Send + Sync,
{
    /// No values yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    /// The signal of `key`.
    pub(crate) fn get(self, key: &K) -> Option<ArcRwSignal<V>> {
        self.0.with_value(|cells| cells.get(key).cloned())
    }

    /// Sets the value of `key`; nobody is told if it was that already.
    pub(crate) fn put(self, key: K, value: V) {
        match self.get(&key) {
            Some(cell) => {
                if cell.with_untracked(|old| *old != value) {
                    cell.set(value);
                }
            }
            None => self.0.update_value(|cells| {
                cells.insert(key, ArcRwSignal::new(value));
            }),
        }
    }

    /// Keeps only the values whose key passes.
    pub(crate) fn retain(self, mut keep: impl FnMut(&K) -> bool) {
        self.0
            .update_value(|cells| cells.retain(|key, _| keep(key)));
    }
}
