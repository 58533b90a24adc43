//! What the words around a form say: phrases that veto it, words that must or
//! must not be near.

use std::ops::Range;

use crate::brand::Brand;
use crate::fold::is_word;
use crate::forms::Meaning;

/// How many words on either side count as near.
const NEAR_WORDS: usize = 12;

/// What was found in one text that bears on the brands' forms.
pub(crate) struct Surroundings {
    brands: Vec<Evidence>,
    word_starts: Vec<usize>,
}

#[derive(Clone, Default)]
struct Evidence {
    /// Phrases that veto forms within them, by start.
    excluded: Vec<Range<usize>>,
    /// Ordinals of the words at which `near` entries stand, ascending.
    near: Vec<usize>,
    not_near: Vec<usize>,
}

impl Surroundings {
    /// `found`: where the brands' excluding phrases and context words stand.
    pub(crate) fn new(
        text: &str,
        brands: &[Brand],
        found: &[(usize, Meaning, Range<usize>)],
    ) -> Self {
        let asks = brands
            .iter()
            .any(|brand| !brand.context.near.is_empty() || !brand.context.not_near.is_empty());
        let word_starts = if asks { word_starts(text) } else { Vec::new() };
        let mut evidence = vec![Evidence::default(); brands.len()];
        for (brand, meaning, range) in found {
            let of_brand = &mut evidence[*brand];
            match meaning {
                Meaning::Exclude => of_brand.excluded.push(range.clone()),
                Meaning::Near => of_brand.near.push(ordinal(&word_starts, range.start)),
                Meaning::NotNear => of_brand.not_near.push(ordinal(&word_starts, range.start)),
                Meaning::Form(_) | Meaning::HostLabel => {}
            }
        }
        for of_brand in &mut evidence {
            of_brand.near.sort_unstable();
            of_brand.not_near.sort_unstable();
            keep_outermost(&mut of_brand.excluded);
        }
        Surroundings {
            brands: evidence,
            word_starts,
        }
    }

    /// Whether a phrase that the brand excludes covers the form.
    pub(crate) fn excludes(&self, brand: usize, form: &Range<usize>) -> bool {
        let excluded = &self.brands[brand].excluded;
        let after = excluded.partition_point(|phrase| phrase.start <= form.start);
        after > 0 && form.end <= excluded[after - 1].end
    }

    /// Whether the words near the form allow it.
    pub(crate) fn allows(&self, index: usize, brand: &Brand, form: &Range<usize>) -> bool {
        let is_near = |ordinals: &[usize]| {
            let at = ordinal(&self.word_starts, form.start);
            let first = ordinals.partition_point(|&other| other + NEAR_WORDS < at);
            ordinals
                .get(first)
                .is_some_and(|&other| other <= at + NEAR_WORDS)
        };
        let evidence = &self.brands[index];
        (brand.context.near.is_empty() || is_near(&evidence.near)) && !is_near(&evidence.not_near)
    }
}

/// Sorts ranges and drops those within others: afterwards starts and ends ascend.
fn keep_outermost(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_unstable_by_key(|range| (range.start, usize::MAX - range.end));
    let mut end = 0;
    ranges.retain(|range| {
        let reaches_further = range.end > end;
        end = end.max(range.end);
        reaches_further
    });
}

fn word_starts(text: &str) -> Vec<usize> {
    let mut inside = false;
    let mut starts = Vec::new();
    for (at, c) in text.char_indices() {
        let word = is_word(c);
        if word && !inside {
            starts.push(at);
        }
        inside = word;
    }
    starts
}

/// How many words start up to a position.
fn ordinal(word_starts: &[usize], at: usize) -> usize {
    word_starts.partition_point(|&start| start <= at)
}
