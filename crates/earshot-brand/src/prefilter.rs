//! The regular expression by which a page decides whether to ask at all.

use serde::{Deserialize, Serialize};

use crate::BrandSet;

/// A JavaScript `RegExp`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefilter {
    /// Its source.
    pub source: String,
    /// Its flags.
    pub flags: String,
}

impl BrandSet {
    /// What matches wherever [`BrandSet::find`] finds something.
    pub fn prefilter(&self) -> Option<Prefilter> {
        let forms: Vec<&str> = self.patterns.iter().map(|pattern| pattern.text.as_str()).collect();
        (!forms.is_empty()).then(|| Prefilter {
            source: forms.join("|"),
            flags: "iu".to_owned(),
        })
    }
}
