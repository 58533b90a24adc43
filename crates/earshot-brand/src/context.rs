//! What the words around a form say: phrases that veto it, words that speak
//! for or against it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::brand::Brand;
use crate::chars::is_word;
use crate::cost;
use crate::fold::{Case, fold};
use crate::words;

/// How many words on either side count as near.
const NEAR_WORDS: usize = 12;
/// How far near reaches at most, in bytes of folded text.
const NEAR_BYTES: usize = 600;

/// A word or phrase that bears on a brand's forms.
#[derive(Debug)]
pub(crate) struct Bearing {
    /// The brands that named it, ascending.
    pub(crate) brands: Vec<usize>,
    pub(crate) effect: Effect,
    /// As it was entered first.
    pub(crate) word: String,
    /// Folded.
    pub(crate) text: String,
}

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    /// Forms within it do not count.
    Exclude,
    /// Speaks for forms near it.
    Near,
    /// Speaks against forms near it.
    NotNear,
}

/// All such words of all brands, each once.
pub(crate) fn bearings(brands: &[Brand]) -> Vec<Bearing> {
    let mut bearings: BTreeMap<(Effect, String), Bearing> = BTreeMap::new();
    for (index, brand) in brands.iter().enumerate() {
        for (effect, list) in [
            (Effect::Exclude, &brand.exclude),
            (Effect::Near, &brand.context.near),
            (Effect::NotNear, &brand.context.not_near),
        ] {
            for word in list {
                let folded = fold(word, Case::Fold);
                let plural = with_umlaut(&folded).filter(|_| effect != Effect::Exclude);
                let texts = [Some(folded), plural].into_iter().flatten();
                for text in texts.filter(|text| !text.is_empty()) {
                    let bearing =
                        bearings
                            .entry((effect, text.clone()))
                            .or_insert_with(|| Bearing {
                                brands: Vec::new(),
                                effect,
                                word: word.trim().to_owned(),
                                text,
                            });
                    if bearing.brands.last() != Some(&index) {
                        bearing.brands.push(index);
                    }
                }
            }
        }
    }
    bearings.into_values().collect()
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
        .inspect(|_| cost::count(1))
        .find(|&(at, c)| !is_word(c) || at > words::LONGEST);
    let end = end.map_or(text.len(), |(at, _)| at);
    (end <= words::LONGEST).then(|| &text[..end])
}

/// The word characters a text ends with; none if there are too many.
pub(crate) fn word_end(text: &str) -> Option<&str> {
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        cost::count(1);
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

/// What was found in one text that bears on the brands' forms: for each
/// bearing where it stands, ascending.
pub(crate) struct Surroundings {
    places: Vec<Vec<Range<usize>>>,
}

impl Surroundings {
    pub(crate) fn new(bearings: usize) -> Self {
        Surroundings {
            places: vec![Vec::new(); bearings],
        }
    }

    /// Adds a place; those of one bearing come in ascending order.
    pub(crate) fn add(&mut self, bearing: usize, place: Range<usize>) {
        self.places[bearing].push(place);
    }

    /// Whether one of these phrases covers the form.
    pub(crate) fn excludes(&self, bearings: &[usize], form: &Range<usize>) -> bool {
        bearings.iter().any(|&bearing| {
            let places = &self.places[bearing];
            let after = places.partition_point(|place| place.start <= form.start);
            // Places of one phrase have nearly one length: the last one that
            // starts before reaches furthest.
            after > 0 && form.end <= places[after - 1].end
        })
    }

    /// Which of these bearings stands nearest to a form, if one is near.
    pub(crate) fn nearest(
        &self,
        text: &str,
        bearings: &[usize],
        form: &Range<usize>,
    ) -> Option<usize> {
        let with_distance =
            |&bearing: &usize| Some((distance(text, &self.places[bearing], form)?, bearing));
        bearings
            .iter()
            .filter_map(with_distance)
            .min()
            .map(|(_, bearing)| bearing)
    }
}

/// How many bytes are between a form and the nearest of some places, if few
/// words are.
pub(crate) fn distance(text: &str, places: &[Range<usize>], form: &Range<usize>) -> Option<usize> {
    let after = places.partition_point(|place| place.start < form.end);
    let before = places.partition_point(|place| place.start < form.start);
    let before = before.checked_sub(1).and_then(|at| places.get(at));
    let candidates = [
        before.map(|place| (place.start..form.start, NEAR_WORDS)),
        places
            .get(after)
            .map(|place| (form.end..place.start, NEAR_WORDS - 1)),
    ];
    let near = candidates
        .into_iter()
        .flatten()
        .filter(|(between, most)| words_begin(text, between, *most));
    near.map(|(between, _)| between.len()).min()
}

/// Whether at most so many words begin in a stretch of text that is not long.
fn words_begin(text: &str, between: &Range<usize>, most: usize) -> bool {
    if between.len() > NEAR_BYTES {
        return false;
    }
    let mut inside = false;
    let mut starts = text[between.clone()].chars().filter(|&c| {
        cost::count(1);
        let was_inside = std::mem::replace(&mut inside, is_word(c));
        inside && !was_inside
    });
    starts.nth(most).is_none()
}
