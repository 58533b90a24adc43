//! The compiled brands and the one pass over a text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};

use crate::brand::Brand;
use crate::context::Surroundings;
use crate::fold::Folded;
use crate::forms::{Meaning, Pattern, patterns};
use crate::scan::{Form, Scan, with_genitive};
use crate::validate::{BrandError, validate};

/// Which kind of form stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormKind {
    /// The brand's name.
    Name,
    /// One of its other names.
    Alias,
    /// An account name behind `@`.
    Handle,
    /// A word behind `#`.
    Hashtag,
    /// A host.
    Domain,
    /// A product of the brand.
    Product,
}

/// A form of a brand at a place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Index of the brand in [`BrandSet::brands`].
    pub brand: usize,
    /// Where the form stands: bytes of the original text, end-exclusive, on
    /// character boundaries; with its genitive ending, sign or whole host.
    pub span: Range<usize>,
    /// What was found.
    pub kind: FormKind,
}

/// Brands, compiled for finding them.
#[derive(Debug)]
pub struct BrandSet {
    brands: Vec<Brand>,
    pub(crate) patterns: Vec<Pattern>,
    automaton: AhoCorasick,
}

impl BrandSet {
    /// Compiles brands.
    ///
    /// # Errors
    /// What [`validate`] finds.
    pub fn compile(brands: &[Brand]) -> Result<BrandSet, Vec<BrandError>> {
        let errors = validate(brands);
        if !errors.is_empty() {
            return Err(errors);
        }
        let patterns = patterns(brands);
        let automaton =
            AhoCorasick::new(patterns.iter().map(|pattern| &pattern.text)).map_err(|_| {
                vec![BrandError::TooManyEntries {
                    count: patterns.len(),
                }]
            })?;
        Ok(BrandSet {
            brands: brands.to_vec(),
            patterns,
            automaton,
        })
    }

    /// The brands it was compiled from.
    pub fn brands(&self) -> &[Brand] {
        &self.brands
    }

    /// The mentions in a text, by start.
    ///
    /// No two overlap: of forms that do, the longest is reported; of equally
    /// long ones that of the first brand.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let folded = Folded::new(text);
        let mut scan = Scan::new(text, &folded);
        let mut forms = Vec::new();
        let mut evidence = Vec::new();
        for hit in self.automaton.find_overlapping_iter(folded.as_str()) {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            match pattern.meaning {
                Meaning::Form(_) | Meaning::HostLabel => {
                    forms.extend(scan.form(pattern, hit.range()))
                }
                meaning => {
                    let range = with_genitive(folded.as_str(), hit.range());
                    evidence.extend(range.map(|range| (pattern.brand, meaning, range)));
                }
            }
        }
        if forms.is_empty() {
            return Vec::new();
        }
        let surroundings = Surroundings::new(folded.as_str(), &self.brands, &evidence);
        forms.retain(|form| self.stands(&surroundings, form));
        settle(forms)
    }

    /// Whether what stands around a form lets it count.
    fn stands(&self, surroundings: &Surroundings, form: &Form) -> bool {
        let Mention { brand, kind, .. } = form.mention;
        let asked = matches!(kind, FormKind::Name | FormKind::Alias);
        !surroundings.excludes(brand, &form.folded)
            && (!asked || surroundings.allows(brand, &self.brands[brand], &form.folded))
    }
}

/// Settles overlaps: the longest first, then the first brand.
fn settle(mut forms: Vec<Form>) -> Vec<Mention> {
    forms.sort_by_key(|Form { folded, mention }| {
        (
            Reverse(folded.len()),
            mention.brand,
            mention.span.start,
            mention.kind,
        )
    });
    let mut chosen: BTreeMap<usize, Mention> = BTreeMap::new();
    for Form { mention, .. } in forms {
        let before = chosen.range(..mention.span.end).next_back();
        if before.is_none_or(|(_, other)| other.span.end <= mention.span.start) {
            chosen.insert(mention.span.start, mention);
        }
    }
    chosen.into_values().collect()
}
