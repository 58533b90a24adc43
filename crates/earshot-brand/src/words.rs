//! Which words are real: evidence against and for closed compounds.
//!
//! Two Bloom filters over folded words, made by `examples/build_words.rs`; see
//! `words/README.md` for the sources. A filter never forgets a word and takes
//! about one string in 300 for a word that is none.

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

/// The longest word a filter is asked for, in bytes.
pub(crate) const LONGEST: usize = 24;

/// A set of words as bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filter<'b>(&'b [u8]);

impl Filter<'_> {
    /// Whether a folded word is in the set; false positives are rare.
    fn contains(&self, word: &str) -> bool {
        places(word, self.0.len()).all(|(byte, bit)| self.0[byte] & bit != 0)
    }
}

/// The bytes and bits a word sets in a filter of so many bytes.
pub(crate) fn places(word: &str, bytes: usize) -> impl Iterator<Item = (usize, u8)> {
    let hash = hash(word);
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
    let mut hash = word.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// Whether a folded text is a German or English word, in any inflection.
pub(crate) fn is_word_of_its_own(word: &str) -> bool {
    (3..=LONGEST).contains(&word.len())
        && (WORDS.contains(word)
            || ENDINGS.iter().any(|ending| {
                word.strip_suffix(ending)
                    .is_some_and(|base| base.len() >= SHORTEST_BASE && WORDS.contains(base))
            }))
}

/// Whether running text writes a folded word in lower case.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}
