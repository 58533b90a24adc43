//! Which language a text is written in.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use whatlang::{Detector, Lang as Detected, Script, detect_script};

use crate::lexis;

/// A language the judge judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// German.
    De,
    /// English.
    En,
}

impl Lang {
    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::De => "de",
            Lang::En => "en",
        }
    }
}

/// What a text is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language(Cow<'static, str>);

impl Language {
    const UNKNOWN: Language = Language(Cow::Borrowed("und"));

    /// The ISO 639-1 code where the language has one, else the ISO 639-3 code;
    /// `und` if the language is unknown. Lower-case.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The language as one that is judged; `None` for every other one.
    pub fn judged(&self) -> Option<Lang> {
        match self.code() {
            "de" => Some(Lang::De),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        Language(Cow::Borrowed(lang.code()))
    }
}

/// Detection reads no further than this many bytes; more text of the same post
/// does not change the answer.
const READ: usize = 2_000;

/// Below this many letters the trigrams behind a "reliable" answer are too few
/// to be believed against the page's own word.
const SHORT: usize = 24;

/// Detects the language of a text. `prior` is the BCP 47 tag the page or the
/// post claims, such as `de-AT`.
///
/// In this order, whichever speaks first: the function words of German and
/// English; whatlang, where it calls itself reliable and the text is not
/// short; the prior, if the text may be in it; whatlang on a short text; whatlang
/// again among the languages likely to be met. A text none of them can place is
/// `und`, which is not judged.
pub fn detect(text: &str, prior: Option<&str>) -> Language {
    let text = prose(text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let script = detect_script(&text);
    let prior = prior.and_then(primary_subtag);

    if let Some(lang) = by_function_words(&text, prior.as_ref()) {
        return lang.into();
    }
    let detected = Detector::new().detect(&text);
    let reliable = detected.as_ref().filter(|info| info.is_reliable());
    if let Some(info) = reliable
        && (letters >= SHORT || info.script() != Script::Latin)
    {
        return from_whatlang(info.lang());
    }
    match (prior, reliable) {
        (Some(prior), _) => {
            let guess = detected.map(|info| from_whatlang(info.lang()));
            // A sentence without one function word of the language the page
            // claims is written in it only if the trigrams say so too.
            let fits = prior.judged().is_none()
                || letters < SHORT && script.is_none_or(|script| script == Script::Latin)
                || guess.as_ref() == Some(&prior);
            if fits { prior } else { among_neighbours(&text) }
        }
        (None, Some(info)) => from_whatlang(info.lang()),
        (None, None) => among_neighbours(&text),
    }
}

/// What German-speaking readers meet besides German and English. Among these
/// few, whatlang places short texts that it cannot place among all it knows.
const NEIGHBOURS: [Detected; 16] = [
    Detected::Deu,
    Detected::Eng,
    Detected::Fra,
    Detected::Ita,
    Detected::Spa,
    Detected::Por,
    Detected::Nld,
    Detected::Dan,
    Detected::Swe,
    Detected::Nob,
    Detected::Pol,
    Detected::Ces,
    Detected::Hun,
    Detected::Ron,
    Detected::Tur,
    Detected::Fin,
];

/// German or English, if one of them is the likeliest of the [`NEIGHBOURS`].
/// The others are not named: on so little text that would be a guess.
fn among_neighbours(text: &str) -> Language {
    let likeliest = Detector::with_allowlist(NEIGHBOURS.to_vec()).detect(text);
    likeliest
        .filter(|info| info.script() == Script::Latin)
        .map(|info| from_whatlang(info.lang()))
        .filter(|language| language.judged().is_some())
        .unwrap_or(Language::UNKNOWN)
}

/// The start of the text without links, @names and #tags, which are written in
/// no language or in English.
fn prose(text: &str) -> String {
    let end = text.floor_char_boundary(READ);
    let mut prose = String::with_capacity(end);
    for word in text[..end].split_whitespace() {
        let named = word.starts_with(['@', '#']);
        if !named && !word.contains("://") && !word.starts_with("www.") {
            prose.push_str(word);
            prose.push(' ');
        }
    }
    prose
}

/// German or English, if its function words are there and the other's are not.
/// One is enough where the prior agrees or is absent and the text is tiny;
/// against a prior it takes two.
fn by_function_words(text: &str, prior: Option<&Language>) -> Option<Lang> {
    let (mut de, mut en, mut words) = (0_usize, 0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let word = word.to_lowercase();
        de += usize::from(lexis::is_german_function_word(&word));
        en += usize::from(lexis::is_english_function_word(&word));
    }
    let (lang, found, against) = if de > en {
        (Lang::De, de, en)
    } else {
        (Lang::En, en, de)
    };
    let agreed = prior.is_none_or(|prior| prior.judged() == Some(lang));
    let needed = if agreed { 1 } else { 2 };
    // A foreign text has a homograph here and there; prose in the language
    // itself has a function word in every three to five words.
    (found >= needed && found > 2 * against && found * 6 >= words).then_some(lang)
}

/// The primary subtag of a BCP 47 tag as a language; `None` if there is none.
fn primary_subtag(tag: &str) -> Option<Language> {
    let subtag = tag.trim().split(['-', '_']).next()?;
    let known = (2..=3).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphabetic());
    let subtag = known.then(|| subtag.to_ascii_lowercase())?;
    if subtag == "und" || subtag == "mul" || subtag == "zxx" {
        return None;
    }
    Some(match Detected::from_code(&subtag) {
        Some(lang) => from_whatlang(lang),
        None => Language(Cow::Owned(subtag)),
    })
}

/// whatlang speaks ISO 639-3.
fn from_whatlang(lang: Detected) -> Language {
    Language(Cow::Borrowed(lexis::iso_639_1(lang.code())))
}
