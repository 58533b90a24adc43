//! What the user taught about a brand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Fingerprint;

/// The record under `learnt/<brand>`: what the user said about single
/// mentions, and what follows from that for others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Learnt {
    /// By fingerprint: "It is us" or "Not us".
    said: BTreeMap<String, bool>,
    /// What the clicks taught: a stored sense model; empty for none.
    pub sense: String,
}

impl Learnt {
    /// Remembers what the user said about a mention, or with `None` forgets
    /// it. Returns what was said before.
    pub fn say(&mut self, fingerprint: Fingerprint, is_us: Option<bool>) -> Option<bool> {
        let key = fingerprint.to_string();
        match is_us {
            Some(is_us) => self.said.insert(key, is_us),
            None => self.said.remove(&key),
        }
    }

    /// What the user said about this mention.
    pub fn said(&self, fingerprint: Fingerprint) -> Option<bool> {
        if self.said.is_empty() {
            return None;
        }
        self.said.get(&fingerprint.to_string()).copied()
    }

    /// About how many mentions the user said something.
    pub fn len(&self) -> usize {
        self.said.len()
    }

    /// Nothing learnt yet.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_counts() {
        let juice = Fingerprint::new("Apple", "example.org", None, "an apple a day");
        let phone = Fingerprint::new("Apple", "example.org", None, "my Apple phone");
        let mut learnt = Learnt::default();
        assert_eq!(learnt.say(juice, Some(false)), None);
        assert_eq!(learnt.say(juice, Some(true)), Some(false));
        assert_eq!(learnt.say(juice, Some(false)), Some(true));
        assert_eq!(
            (learnt.said(juice), learnt.said(phone)),
            (Some(false), None)
        );
        assert_eq!(learnt.len(), 1);
        assert_eq!(learnt.say(juice, None), Some(false));
        assert!(learnt.is_empty());
    }
}
