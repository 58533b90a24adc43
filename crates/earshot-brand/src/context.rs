//! What the words around a form say: phrases that veto it, words that speak
//! for or against it.

use std::ops::Range;

use crate::brand::Brand;
use crate::fold::{Case, fold, is_word};
use crate::words;

/// How many words on either side count as near.
const NEAR_WORDS: usize = 12;
/// How far near reaches at most, in bytes of folded text.
const NEAR_BYTES: usize = 600;

/// A word or phrase that bears on a brand's forms.
#[derive(Debug)]
pub(crate) struct Bearing {
    pub(crate) brand: usize,
    pub(crate) effect: Effect,
    /// As it was entered.
    pub(crate) word: String,
    /// Folded.
    pub(crate) text: String,
}

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Forms within it do not count.
    Exclude,
    /// Speaks for forms near it.
    Near,
    /// Speaks against forms near it.
    NotNear,
}

/// All such words of all brands.
pub(crate) fn bearings(brands: &[Brand]) -> Vec<Bearing> {
    let mut bearings = Vec::new();
    for (index, brand) in brands.iter().enumerate() {
        for (effect, list) in [
            (Effect::Exclude, &brand.exclude),
            (Effect::Near, &brand.context.near),
            (Effect::NotNear, &brand.context.not_near),
        ] {
            for word in list {
                let folded = fold(word, Case::Fold);
                let mut texts = vec![folded.clone()];
                if effect != Effect::Exclude {
                    texts.extend(with_umlaut(&folded));
                }
                bearings.extend(
                    texts
                        .into_iter()
                        .filter(|text| !text.is_empty())
                        .map(|text| Bearing {
                            brand: index,
                            effect,
                            word: word.trim().to_owned(),
                            text,
                        }),
                );
            }
        }
    }
    bearings
}

/// A noun with the umlaut of its plural: `saeft` for `saft`; the ending is
/// found like any other.
fn with_umlaut(word: &str) -> Option<String> {
    let at = word
        .rfind(['a', 'o', 'u'])
        .filter(|_| word.chars().all(char::is_alphabetic))?;
    let vowel = &word[at..=at];
    let before = match vowel {
        "u" if word[..at].ends_with('a') => at - 1,
        _ => at,
    };
    Some(format!(
        "{}{}e{}",
        &word[..before],
        &word[before..=before],
        &word[before + 1..]
    ))
}

/// Endings of words that bear on a brand.
const ENDINGS: [&str; 11] = [
    "", "s", "'s", "es", "e", "en", "n", "er", "ern", "em", "nen",
];

/// The shortest word that also counts as part of a closed compound, in bytes.
const SHORTEST_PART: usize = 4;

/// A word that bears on a brand with its ending, if it stands here as a word,
/// in any inflection, or (phrases that veto aside) as a part of a compound.
pub(crate) fn bearing_range(text: &str, hit: Range<usize>, effect: Effect) -> Option<Range<usize>> {
    let word = &text[hit.clone()];
    let (before, rest) = (&text[..hit.start], &text[hit.end..]);
    let ending = if word.ends_with(is_word) {
        ENDINGS.iter().find(|&&ending| {
            rest.strip_prefix(ending)
                .is_some_and(|rest| !rest.starts_with(is_word))
        })
    } else {
        Some(&"")
    };
    let starts = !word.starts_with(is_word) || !before.ends_with(is_word);
    if let (true, Some(ending)) = (starts, ending) {
        return Some(hit.start..hit.end + ending.len());
    }
    if word.len() < SHORTEST_PART || starts == ending.is_some() || effect == Effect::Exclude {
        return None;
    }
    let other = if starts {
        word_beginning(rest)
    } else {
        word_end(before)
    }?;
    let is_part = words::is_word_of_its_own(other)
        || other
            .strip_suffix('s')
            .is_some_and(words::is_word_of_its_own);
    is_part.then_some(hit)
}

/// The word characters a text begins with; none if there are too many.
pub(crate) fn word_beginning(text: &str) -> Option<&str> {
    let end = text
        .char_indices()
        .find(|&(at, c)| !is_word(c) || at > words::LONGEST);
    let end = end.map_or(text.len(), |(at, _)| at);
    (end <= words::LONGEST).then(|| &text[..end])
}

/// The word characters a text ends with; none if there are too many.
pub(crate) fn word_end(text: &str) -> Option<&str> {
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        if !is_word(c) {
            break;
        }
        if text.len() - at > words::LONGEST {
            return None;
        }
        start = at;
    }
    Some(&text[start..])
}

/// What was found in one text that bears on the brands' forms.
#[derive(Default)]
pub(crate) struct Surroundings {
    /// Brand, and a phrase that vetoes its forms, by brand and start.
    excluded: Vec<(usize, Range<usize>)>,
    /// Brand, start and which bearing, by brand and start.
    near: Vec<(usize, usize, usize)>,
    not_near: Vec<(usize, usize, usize)>,
}

impl Surroundings {
    /// Adds a word that bears on a brand, by its index among the bearings.
    pub(crate) fn add(&mut self, index: usize, bearing: &Bearing, hit: Range<usize>) {
        match bearing.effect {
            Effect::Exclude => self.excluded.push((bearing.brand, hit)),
            Effect::Near => self.near.push((bearing.brand, hit.start, index)),
            Effect::NotNear => self.not_near.push((bearing.brand, hit.start, index)),
        }
    }

    /// Call when all is added.
    pub(crate) fn sort(&mut self) {
        self.near.sort_unstable();
        self.not_near.sort_unstable();
        keep_outermost(&mut self.excluded);
    }

    /// Whether a phrase that the brand excludes covers the form.
    pub(crate) fn excludes(&self, brand: usize, form: &Range<usize>) -> bool {
        let after = self
            .excluded
            .partition_point(|(other, phrase)| (*other, phrase.start) <= (brand, form.start));
        after
            .checked_sub(1)
            .and_then(|at| self.excluded.get(at))
            .is_some_and(|(other, phrase)| *other == brand && form.end <= phrase.end)
    }

    /// The nearest word that speaks for a form, as an index among the bearings.
    pub(crate) fn near(&self, text: &str, brand: usize, form: &Range<usize>) -> Option<usize> {
        nearest(text, &self.near, brand, form)
    }

    /// The nearest word that speaks against a form.
    pub(crate) fn not_near(&self, text: &str, brand: usize, form: &Range<usize>) -> Option<usize> {
        nearest(text, &self.not_near, brand, form)
    }
}

/// The nearest of the brand's places before and after a form, if it is near.
/// `places`: brand, start, index; sorted.
pub(crate) fn nearest(
    text: &str,
    places: &[(usize, usize, usize)],
    brand: usize,
    form: &Range<usize>,
) -> Option<usize> {
    let after = places.partition_point(|&(other, start, _)| (other, start) < (brand, form.end));
    let before = places.partition_point(|&(other, start, _)| (other, start) < (brand, form.start));
    let of_brand = |at: usize| places.get(at).filter(|place| place.0 == brand);
    let before = before.checked_sub(1).and_then(of_brand);
    let candidates = [
        before.map(|&(_, start, index)| (start..form.start, NEAR_WORDS, index)),
        of_brand(after).map(|&(_, start, index)| (form.end..start, NEAR_WORDS - 1, index)),
    ];
    candidates
        .into_iter()
        .flatten()
        .filter(|(between, most, _)| words_begin(text, between, *most))
        .min_by_key(|(between, ..)| between.len())
        .map(|(.., index)| index)
}

/// Whether at most so many words begin in a stretch of text that is not long.
fn words_begin(text: &str, between: &Range<usize>, most: usize) -> bool {
    if between.len() > NEAR_BYTES {
        return false;
    }
    let mut inside = false;
    let starts = text[between.clone()].chars().filter(|&c| {
        let starts = is_word(c) && !inside;
        inside = is_word(c);
        starts
    });
    starts.count() <= most
}

/// Sorts ranges by brand and drops those within others: afterwards a brand's
/// starts and ends ascend.
fn keep_outermost(ranges: &mut Vec<(usize, Range<usize>)>) {
    ranges.sort_unstable_by_key(|(brand, range)| (*brand, range.start, usize::MAX - range.end));
    let mut last = (usize::MAX, 0);
    ranges.retain(|(brand, range)| {
        let reaches_further = *brand != last.0 || range.end > last.1;
        if reaches_further {
            last = (*brand, range.end);
        }
        reaches_further
    });
}
