//! What the user taught about a brand.

use serde::{Deserialize, Serialize};

use crate::Fingerprint;

/// The record under `learnt/<brand>`: the posts in which the name meant
/// something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Learnt {
    /// Fingerprints of mentions the user said "Not us" to, sorted.
    not_us: Vec<String>,
}

impl Learnt {
    /// Remembers a "Not us"; `false` if it was known.
    pub fn add_not_us(&mut self, fingerprint: Fingerprint) -> bool {
        let text = fingerprint.to_string();
        match self.not_us.binary_search(&text) {
            Ok(_) => false,
            Err(at) => {
                self.not_us.insert(at, text);
                true
            }
        }
    }

    /// Whether the user said "Not us" to this mention.
    pub fn is_not_us(&self, fingerprint: Fingerprint) -> bool {
        !self.not_us.is_empty() && self.not_us.binary_search(&fingerprint.to_string()).is_ok()
    }

    /// How many times the user said "Not us".
    pub fn len(&self) -> usize {
        self.not_us.len()
    }

    /// Nothing learnt yet.
    pub fn is_empty(&self) -> bool {
        self.not_us.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_not_us_is_remembered_once() {
        let juice = Fingerprint::new("Apple", "example.org", None, "an apple a day");
        let phone = Fingerprint::new("Apple", "example.org", None, "my Apple phone");
        let mut learnt = Learnt::default();
        assert!(learnt.add_not_us(juice));
        assert!(!learnt.add_not_us(juice));
        assert!(learnt.is_not_us(juice) && !learnt.is_not_us(phone));
        assert_eq!(learnt.len(), 1);
    }
}
