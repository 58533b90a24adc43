//! Makes `words/words.bin` and `words/common.bin`; see `words/README.md`.
//!
//! `cargo run --release -p earshot-brand --features test-support --example build_words -- \
//!     <woerter.json> <english index.json> <folder of training data>`
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::collections::{BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::path::Path;

use earshot_brand::test_support::{ENDINGS, SHORTEST_BASE, fold_word, places};

/// Bits a word has in its filter: 12 give one false positive in 300.
const BITS: usize = 12;
/// Longer compounds of two words of the list are left out.
const LONGEST_COMPOUND: usize = 13;
const LONGEST_GERMAN: usize = 20;
const LONGEST_ENGLISH: usize = 11;
/// Short "words" of the sources are mostly abbreviations and endings; these
/// are the ones that German and English compounds are made of.
const SHORT: &str = "abo akt amt app arm art arzt auge auto bad bahn ball bar bau bier bild bein box bus \
    cap car cup deal ei eis fan fax fee film flug form fuss gas geld gym hai hit hof hut job jet kur lack \
    lad lok los mix mut not ohr oel ort pad pass pkw lkw pin pkw rad rat rock saal saft shop sieg sim spot \
    tag tal tee test tip tool tor tour tot tun uhr ufo uni wahl weg wein wert zar zoo zug";
/// Words that texts write with a capital mostly because a brand took them.
const TAKEN: &str = "apple";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [german, english, training] = arguments.as_slice() else {
        return Err(
            "usage: build_words <woerter.json> <english index.json> <training folder>".into(),
        );
    };
    let german: Vec<String> = serde_json::from_slice(&std::fs::read(german)?)?;
    let english: Vec<String> = serde_json::from_slice(&std::fs::read(english)?)?;
    let words = words(&german, &english);
    let dictionary: HashSet<String> = german
        .iter()
        .chain(&english)
        .filter_map(|word| folded(word))
        .collect();
    let common = common(Path::new(training), &dictionary)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("words");
    for (name, words) in [("words.bin", &words), ("common.bin", &common)] {
        let bits = filter(words);
        println!("{name}: {} words, {} bytes", words.len(), bits.len());
        std::fs::write(folder.join(name), bits)?;
    }
    Ok(())
}

/// A word as it is compared; none for what is no word: signs, abbreviations.
fn folded(word: &str) -> Option<String> {
    let is_word = word.chars().all(char::is_alphabetic) && word.chars().any(char::is_lowercase);
    let folded = is_word.then(|| fold_word(word))?;
    (folded.len() > 3).then_some(folded)
}

fn words(german: &[String], english: &[String]) -> BTreeSet<String> {
    let small = german
        .iter()
        .filter(|word| word.starts_with(char::is_lowercase));
    let small: HashSet<String> = small.filter_map(|word| folded(word)).collect();
    let german: HashSet<String> = german.iter().filter_map(|word| folded(word)).collect();
    let english: HashSet<String> = english.iter().filter_map(|word| folded(word)).collect();
    let german_bases: HashSet<&String> = german
        .iter()
        .filter(|word| is_base(word, &german))
        .collect();
    // Neither a noun nor written small: a name.
    let is_name = |word: &str| {
        let forms = ["e", "n", "en", "er", "es", "ern"].map(|ending| format!("{word}{ending}"));
        !small.contains(word) && !forms.iter().any(|form| german.contains(form))
    };
    let kept = |word: &&&String| {
        word.len() <= LONGEST_GERMAN
            && first_part(word, &german_bases)
                .is_none_or(|first| word.len() <= LONGEST_COMPOUND && !is_name(first))
    };
    let english_bases = english
        .iter()
        .filter(|word| word.len() <= LONGEST_ENGLISH && is_base(word, &english));
    german_bases
        .iter()
        .filter(kept)
        .copied()
        .chain(english_bases)
        .cloned()
        .chain(SHORT.split_whitespace().map(str::to_owned))
        .collect()
}

/// Whether no ending makes the word from another one.
fn is_base(word: &str, words: &HashSet<String>) -> bool {
    !ENDINGS.iter().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|base| base.len() >= SHORTEST_BASE && words.contains(base))
    })
}

/// The first part of a word that is made of two others of four letters at
/// least. Compounds of a name (`Siemenschef`) are no words of their own here.
fn first_part<'w>(word: &'w str, bases: &HashSet<&String>) -> Option<&'w str> {
    let is_word = |part: &str| part.len() >= 4 && bases.contains(&part.to_owned());
    (4..word.len().saturating_sub(3)).find_map(|at| {
        let (first, second) = (word.get(..at)?, word.get(at..)?);
        let is_compound =
            is_word(first) && (is_word(second) || second.strip_prefix('s').is_some_and(is_word));
        is_compound.then_some(first)
    })
}

/// Words of the dictionary that the texts write in lower case at least as
/// often as not, where no sentence begins, and eight times in all.
fn common(folder: &Path, dictionary: &HashSet<String>) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut counts: HashMap<String, (u32, u32)> = HashMap::new();
    for file in std::fs::read_dir(folder)? {
        let text = String::from_utf8_lossy(&std::fs::read(file?.path())?).into_owned();
        for sentence in text.split(['.', '!', '?', ':', '\t', '\n', '"', '“', '„']) {
            for word in sentence
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| !word.is_empty())
                .skip(1)
            {
                let (lower, capital) = counts.entry(fold_word(word)).or_default();
                let count = if word.chars().next().is_some_and(char::is_lowercase) {
                    lower
                } else {
                    capital
                };
                *count += 1;
            }
        }
    }
    let is_common = |(word, (lower, capital)): (&String, &(u32, u32))| {
        (*lower >= 8 && lower >= capital && (dictionary.contains(word) || word.len() <= 3))
            .then(|| word.clone())
    };
    let taken = TAKEN.split_whitespace().map(str::to_owned);
    Ok(counts.iter().filter_map(is_common).chain(taken).collect())
}

fn filter(words: &BTreeSet<String>) -> Vec<u8> {
    let mut filter = vec![0; (words.len() * BITS).div_ceil(8)];
    let length = filter.len();
    for (byte, bit) in words.iter().flat_map(|word| places(word, length)) {
        filter[byte] |= bit;
    }
    filter
}
