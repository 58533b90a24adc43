//! Which words are real: evidence against and for closed compounds.
//!
//! Two Bloom filters over folded words, made by `examples/build_words.rs`; see
//! `words/README.md` for the sources. A filter never forgets a word and takes
//! about one string in 300 for a word that is none.

use crate::cost;

/// Words of German and English in their base forms.
static WORDS: Filter<'static> = Filter(include_bytes!("../words/words.bin"));
/// Words that running text writes in lower case.
static COMMON: Filter<'static> = Filter(include_bytes!("../words/common.bin"));

/// How many bits of a filter a word sets.
const PROBES: u64 = 8;

/// Endings by which a word may differ from its base form. The builder leaves
/// out what these make from another word, so it uses the same list.
pub(crate) const ENDINGS: [&str; 16] = [
    "s", "es", "n", "en", "e", "er", "ern", "em", "ns", "ens", "st", "te", "ten", "ed", "ing", "ly",
];

/// The shortest base form an ending is taken off from, in bytes.
pub(crate) const SHORTEST_BASE: usize = 4;

/// The shortest word a filter is asked for, in bytes.
const SHORTEST: usize = 3;

/// The longest word a filter is asked for, in bytes.
pub(crate) const LONGEST: usize = 24;

/// A set of words as bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filter<'b>(&'b [u8]);

impl Filter<'_> {
    /// Whether a folded word is in the set; false positives are rare.
    fn contains(&self, word: &str) -> bool {
        self.has(hash(word))
    }

    /// The same for a word of which only the hash is known.
    fn has(&self, hash: u64) -> bool {
        cost::count(1);
        places_of(hash, self.0.len()).all(|(byte, bit)| self.0[byte] & bit != 0)
    }
}

/// The bytes and bits a word sets in a filter of so many bytes.
#[cfg(feature = "test-support")]
pub(crate) fn places(word: &str, bytes: usize) -> impl Iterator<Item = (usize, u8)> {
    places_of(hash(word), bytes)
}

fn places_of(hash: u64, bytes: usize) -> impl Iterator<Item = (usize, u8)> {
    // An odd step: it never falls back on the same bit at once.
    let (first, step) = (hash & 0xFFFF_FFFF, (hash >> 32) | 1);
    let bits = (bytes as u64 * 8).max(1);
    (0..PROBES).map(move |probe| {
        let place = first.wrapping_add(probe.wrapping_mul(step)) % bits;
        ((place / 8) as usize, 1 << (place % 8))
    })
}

/// FNV-1a with the finaliser of SplitMix64.
fn hash(word: &str) -> u64 {
    finish(word.bytes().fold(EMPTY, step))
}

/// The state of FNV-1a before the first byte.
const EMPTY: u64 = 0xCBF2_9CE4_8422_2325;

fn step(state: u64, byte: u8) -> u64 {
    (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
}

fn finish(state: u64) -> u64 {
    let mut hash = state;
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// Which beginnings of a folded text are words by [`is_word_of_its_own`]: bit
/// `n` stands for the first `n` bytes. Reads the text once, up to [`LONGEST`],
/// and asks the filter once for each length.
pub(crate) fn words_it_begins_with(text: &str) -> u32 {
    let mut state = EMPTY;
    let mut words = 0;
    for (length, byte) in (1..=LONGEST).zip(text.bytes()) {
        state = step(state, byte);
        if length >= SHORTEST && WORDS.has(finish(state)) {
            words |= 1 << length;
        }
    }
    let bases = (SHORTEST_BASE..LONGEST).filter(|length| words & (1 << length) != 0);
    let mut inflected = 0;
    for base in bases {
        let rest = &text.as_bytes()[base..];
        for ending in ENDINGS {
            if rest.first() == ending.as_bytes().first()
                && rest.starts_with(ending.as_bytes())
                && base + ending.len() <= LONGEST
            {
                inflected |= 1 << (base + ending.len());
            }
        }
    }
    words | inflected
}

/// Whether a folded text is a German or English word, in any inflection.
pub(crate) fn is_word_of_its_own(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len())
        && (WORDS.contains(word)
            || ENDINGS.iter().any(|ending| {
                // Comparing one byte first spares most comparisons of strings.
                word.as_bytes().last() == ending.as_bytes().last()
                    && word
                        .strip_suffix(ending)
                        .is_some_and(|base| base.len() >= SHORTEST_BASE && WORDS.contains(base))
            }))
}

/// Whether running text writes a folded word in lower case.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_that_are_words() {
        for text in [
            "kundenservicehotline",
            "bahnuebergaenge",
            "haus",
            "es",
            "",
            "ööööööööööööööööööööööö",
            "donaudampfschifffahrtsgesellschaft",
        ] {
            let one_by_one = (0..=text.len().min(LONGEST))
                .filter(|&end| {
                    // Beginnings that end inside of a character are nobody's.
                    text.get(..end).is_some_and(is_word_of_its_own)
                })
                .fold(0, |words, end| words | 1_u32 << end);
            let inside = (0..=text.len().min(LONGEST))
                .filter(|&end| !text.is_char_boundary(end))
                .fold(0, |all, end| all | 1_u32 << end);
            assert_eq!(words_it_begins_with(text) & !inside, one_by_one, "{text}");
        }
    }
}
