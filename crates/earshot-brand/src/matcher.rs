//! The compiled brands and the one pass over a text.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::brand::Brand;
use crate::context::{Bearing, Effect, Surroundings, bearing_range, bearings, distance};
use crate::entry::{Entry, entries};
use crate::fold::Folded;
use crate::learn::{Features, SenseModel};
use crate::mention::{FormKind, Mention};
use crate::place::{Place, PostContext};
use crate::scan::{Form, Scan};
use crate::sense::{Assessment, Near, assess};
use crate::typo::Halves;
use crate::validate::{BrandError, validate};

/// How long all patterns may be together, in bytes, for an automaton whose
/// transitions are all written out; each byte takes 128 bytes or more then.
const MOST_BYTES_OF_TABLE: usize = 8_000;

/// Brands, compiled for finding them.
#[derive(Debug)]
pub struct BrandSet {
    brands: Vec<Brand>,
    pub(crate) entries: Vec<Entry>,
    bearings: Vec<Bearing>,
    /// For each brand its bearings, by effect.
    of_brands: Vec<BTreeMap<Effect, Vec<usize>>>,
    pub(crate) halves: Vec<Halves>,
    /// What each of the automaton's patterns may be the beginning of.
    meanings: Vec<Vec<Meaning>>,
    automaton: AhoCorasick,
}

/// What it means that a pattern stands in a text.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    /// A form of an entry may begin here.
    Entry(usize),
    /// A word that bears on a brand.
    Bearing(usize),
    /// Half of a name that may have a typo in the other half.
    Half {
        /// Index among the halves.
        of: usize,
        is_first: bool,
    },
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
        let (entries, bearings) = (entries(brands), bearings(brands));
        let mut patterns: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            for pattern in entry.patterns() {
                patterns
                    .entry(pattern)
                    .or_default()
                    .push(Meaning::Entry(index));
            }
        }
        for (index, bearing) in bearings.iter().enumerate() {
            patterns
                .entry(bearing.text.clone())
                .or_default()
                .push(Meaning::Bearing(index));
        }
        let mut of_brands = vec![BTreeMap::new(); brands.len()];
        for (index, bearing) in bearings.iter().enumerate() {
            for &brand in &bearing.brands {
                let of_brand: &mut BTreeMap<Effect, Vec<usize>> = &mut of_brands[brand];
                of_brand.entry(bearing.effect).or_default().push(index);
            }
        }
        let halves: Vec<Halves> = entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| Halves::new(index, entry))
            .collect();
        for (of, half) in halves.iter().enumerate() {
            for (text, is_first) in [(half.first(), true), (half.second(), false)] {
                let meaning = Meaning::Half { of, is_first };
                patterns.entry(text.to_owned()).or_default().push(meaning);
            }
        }
        // A table of all transitions is twice as fast, while it fits a cache.
        let is_small = patterns.keys().map(String::len).sum::<usize>() <= MOST_BYTES_OF_TABLE;
        let automaton = AhoCorasick::builder()
            .kind(is_small.then_some(AhoCorasickKind::DFA))
            .build(patterns.keys());
        let automaton = automaton.map_err(|_| {
            vec![BrandError::TooManyEntries {
                count: entries.len(),
            }]
        })?;
        Ok(BrandSet {
            brands: brands.to_vec(),
            entries,
            bearings,
            of_brands,
            halves,
            meanings: patterns.into_values().collect(),
            automaton,
        })
    }

    /// The brands it was compiled from.
    pub fn brands(&self) -> &[Brand] {
        &self.brands
    }

    /// The mentions in a text, by start, with nothing known but the text.
    ///
    /// No two overlap: of forms that do, the longest is reported; of equally
    /// long ones the least derived, then that of the first brand.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        self.find_with(text, PostContext::default(), &[])
    }

    /// The mentions in a text, by start. `learnt` has a model or none for each
    /// brand, in the order of [`BrandSet::brands`]; what is missing is none.
    pub fn find_with(
        &self,
        text: &str,
        context: PostContext<'_>,
        learnt: &[Option<&SenseModel>],
    ) -> Vec<Mention> {
        let folded = Folded::new(text);
        let mut scan = Scan::new(text, &folded);
        let mut forms = Vec::new();
        let mut surroundings = Surroundings::new(self.bearings.len());
        for hit in self.automaton.find_overlapping_iter(folded.as_str()) {
            for meaning in &self.meanings[hit.pattern().as_usize()] {
                match *meaning {
                    Meaning::Entry(index) => {
                        forms.extend(scan.form(index, &self.entries[index], hit.start()));
                    }
                    Meaning::Half { of, is_first } => {
                        let half = &self.halves[of];
                        let entry = &self.entries[half.entry];
                        let name = half.around(folded.as_str(), &hit.range(), is_first);
                        forms.extend(name.and_then(|name| scan.typo(half.entry, entry, name)));
                    }
                    Meaning::Bearing(index) => {
                        let bearing = &self.bearings[index];
                        if let Some(range) =
                            bearing_range(folded.as_str(), hit.range(), bearing.effect)
                        {
                            surroundings.add(index, range);
                        }
                    }
                }
            }
        }
        if forms.is_empty() {
            return Vec::new();
        }
        forms.retain(|form: &Form| {
            !surroundings.excludes(self.of(form.brand, Effect::Exclude), &form.folded)
        });
        let forms = settle(forms);
        let products = products(&forms);
        let assessed = forms.iter().map(|form| {
            let near = self.near(&surroundings, &products, folded.as_str(), form);
            let place = Place {
                text,
                span: form.span.clone(),
                context,
            };
            let learnt = learnt.get(form.brand).copied().flatten();
            let entry = &self.entries[form.entry];
            let assessment = assess(entry, form.kind, form.derivation, &place, &near, learnt);
            mention(form, assessment)
        });
        assessed.collect()
    }

    /// What a model of the mention's brand learns from.
    pub fn features(&self, text: &str, mention: &Mention, context: PostContext<'_>) -> Features {
        let place = Place {
            text,
            span: mention.span.clone(),
            context,
        };
        place.features(mention.derivation)
    }

    /// A brand's bearings of one effect.
    fn of(&self, brand: usize, effect: Effect) -> &[usize] {
        self.of_brands[brand]
            .get(&effect)
            .map_or(&[], Vec::as_slice)
    }

    /// What stands near a form that bears on it.
    fn near(
        &self,
        surroundings: &Surroundings,
        products: &BTreeMap<usize, Products>,
        text: &str,
        form: &Form,
    ) -> Near<'_> {
        let nearest = |effect: Effect| {
            let bearings = self.of(form.brand, effect);
            let bearing = surroundings.nearest(text, bearings, &form.folded)?;
            Some(self.bearings[bearing].word.as_str())
        };
        let product = products.get(&form.brand).and_then(|products| {
            distance(text, &products.places, &form.folded)?;
            let at = products
                .places
                .partition_point(|place| place.start < form.folded.end);
            let entry = products.entries.get(at).or(products.entries.last())?;
            Some(self.entries[*entry].entered.as_str())
        });
        Near {
            near: nearest(Effect::Near),
            not_near: nearest(Effect::NotNear),
            product,
            asked: !self.brands[form.brand].context.near.is_empty(),
        }
    }
}

/// Where a brand's products stand, by start, and which entries they are.
#[derive(Debug, Default)]
struct Products {
    places: Vec<std::ops::Range<usize>>,
    entries: Vec<usize>,
}

/// The products among some forms, by brand; the forms are in ascending order.
fn products(forms: &[Form]) -> BTreeMap<usize, Products> {
    let mut products: BTreeMap<usize, Products> = BTreeMap::new();
    for form in forms.iter().filter(|form| form.kind == FormKind::Product) {
        let of_brand = products.entry(form.brand).or_default();
        of_brand.places.push(form.folded.clone());
        of_brand.entries.push(form.entry);
    }
    products
}

fn mention(form: &Form, assessment: Assessment) -> Mention {
    Mention {
        brand: form.brand,
        span: form.span.clone(),
        kind: form.kind,
        derivation: form.derivation,
        status: assessment.status,
        certainty: assessment.certainty,
        reasons: assessment.reasons,
    }
}

/// Settles overlaps; the forms then stand in ascending order.
fn settle(mut forms: Vec<Form>) -> Vec<Form> {
    forms.sort_by_key(|form| form.span.start);
    let mut chosen = Vec::with_capacity(forms.len());
    let mut overlapping = Vec::new();
    let mut end = 0;
    for form in forms {
        if form.span.start >= end {
            chosen.append(&mut settle_overlapping(overlapping));
            overlapping = Vec::new();
        }
        end = end.max(form.span.end);
        overlapping.push(form);
    }
    chosen.append(&mut settle_overlapping(overlapping));
    chosen
}

/// The longest first, then what comes from its entry with the least ado, then
/// the first brand.
fn settle_overlapping(mut forms: Vec<Form>) -> Vec<Form> {
    if forms.len() < 2 {
        return forms;
    }
    forms.sort_by_key(|form| {
        (
            Reverse(form.folded.len()),
            form.derivation,
            form.brand,
            form.span.start,
            form.kind,
        )
    });
    let mut chosen: BTreeMap<usize, Form> = BTreeMap::new();
    for form in forms {
        let before = chosen.range(..form.span.end).next_back();
        if before.is_none_or(|(_, other)| other.span.end <= form.span.start) {
            chosen.insert(form.span.start, form);
        }
    }
    chosen.into_values().collect()
}
