//! The closed word classes the judge knows by name. Everything open (which
//! words praise, which blame) is learnt.

use crate::Lang;

/// German function words that are none in English. Lower-case, as written.
pub(crate) fn is_german_function_word(word: &str) -> bool {
    matches!(
        word,
        "aber"
            | "als"
            | "am"
            | "auch"
            | "auf"
            | "aus"
            | "bei"
            | "beim"
            | "bin"
            | "bis"
            | "bitte"
            | "da"
            | "danke"
            | "dann"
            | "das"
            | "dass"
            | "daß"
            | "dem"
            | "den"
            | "der"
            | "des"
            | "dich"
            | "dir"
            | "doch"
            | "du"
            | "durch"
            | "ein"
            | "eine"
            | "einen"
            | "einem"
            | "einer"
            | "er"
            | "es"
            | "euch"
            | "euer"
            | "eure"
            | "für"
            | "fuer"
            | "gibt"
            | "habe"
            | "haben"
            | "hab"
            | "habt"
            | "hat"
            | "hier"
            | "ich"
            | "ihr"
            | "ihre"
            | "ihren"
            | "im"
            | "immer"
            | "ist"
            | "ja"
            | "jetzt"
            | "kann"
            | "kein"
            | "keine"
            | "keinen"
            | "man"
            | "mehr"
            | "mein"
            | "meine"
            | "meinem"
            | "meinen"
            | "mich"
            | "mir"
            | "mit"
            | "nach"
            | "nicht"
            | "nichts"
            | "nie"
            | "noch"
            | "nur"
            | "oder"
            | "ohne"
            | "schon"
            | "sehr"
            | "seit"
            | "sich"
            | "sie"
            | "sind"
            | "sowas"
            | "über"
            | "und"
            | "uns"
            | "vom"
            | "von"
            | "vor"
            | "waren"
            | "warum"
            | "wegen"
            | "weil"
            | "wenn"
            | "werden"
            | "wie"
            | "wieder"
            | "wir"
            | "wird"
            | "wo"
            | "wurde"
            | "zu"
            | "zum"
            | "zur"
            | "geht"
            | "nix"
            | "wirklich"
            | "leider"
            | "endlich"
            | "heute"
            | "diese"
            | "dieser"
            | "dieses"
            | "alles"
    )
}

/// English function words that are none in German. Lower-case, as written.
pub(crate) fn is_english_function_word(word: &str) -> bool {
    matches!(
        word,
        "a" | "about"
            | "after"
            | "all"
            | "and"
            | "any"
            | "are"
            | "as"
            | "at"
            | "be"
            | "because"
            | "been"
            | "but"
            | "by"
            | "can"
            | "can't"
            | "could"
            | "did"
            | "didn't"
            | "do"
            | "does"
            | "doesn't"
            | "don't"
            | "for"
            | "from"
            | "get"
            | "had"
            | "has"
            | "have"
            | "he"
            | "her"
            | "his"
            | "how"
            | "i"
            | "i'm"
            | "i've"
            | "if"
            | "is"
            | "isn't"
            | "it"
            | "it's"
            | "its"
            | "just"
            | "me"
            | "more"
            | "my"
            | "never"
            | "no"
            | "not"
            | "of"
            | "on"
            | "our"
            | "out"
            | "she"
            | "should"
            | "than"
            | "that"
            | "the"
            | "their"
            | "them"
            | "then"
            | "there"
            | "they"
            | "this"
            | "to"
            | "too"
            | "us"
            | "very"
            | "was"
            | "we"
            | "were"
            | "what"
            | "when"
            | "where"
            | "which"
            | "who"
            | "why"
            | "will"
            | "with"
            | "won't"
            | "would"
            | "you"
            | "your"
            | "you're"
            | "thanks"
            | "please"
            | "really"
            | "always"
            | "again"
            | "ever"
    )
}

/// Whether a folded word negates.
pub(crate) fn negates(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::De => {
            matches!(
                word,
                "nicht"
                    | "nich"
                    | "net"
                    | "nie"
                    | "niemals"
                    | "nirgends"
                    | "ohne"
                    | "weder"
                    | "kaum"
                    | "nichts"
                    | "nix"
                    | "keinesfalls"
                    | "keineswegs"
                    | "niemand"
            ) || (word.starts_with("kein") && word.len() <= "keinerlei".len())
        }
        Lang::En => {
            matches!(
                word,
                "not"
                    | "no"
                    | "never"
                    | "cannot"
                    | "without"
                    | "neither"
                    | "nor"
                    | "hardly"
                    | "barely"
                    | "nobody"
                    | "nothing"
                    | "none"
                    | "dont"
                    | "doesnt"
                    | "didnt"
                    | "isnt"
                    | "wasnt"
                    | "wont"
                    | "cant"
                    | "couldnt"
                    | "wouldnt"
                    | "aint"
                    | "arent"
                    | "havent"
                    | "hasnt"
            ) || word.ends_with("n't")
        }
    }
}

/// Whether the word after a negation takes it back: "not only", "nicht nur".
pub(crate) fn revokes_negation(word: &str) -> bool {
    matches!(
        word,
        "only" | "nur" | "just" | "bloss" | "zuletzt" | "least"
    )
}

/// Whether a folded word opens a clause that stands against the one before.
pub(crate) fn contrasts(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::De => matches!(
            word,
            "aber"
                | "sondern"
                | "waehrend"
                | "wohingegen"
                | "obwohl"
                | "jedoch"
                | "trotzdem"
                | "dennoch"
                | "allerdings"
                | "dafuer"
                | "nur"
        ),
        Lang::En => matches!(
            word,
            "but"
                | "while"
                | "whereas"
                | "although"
                | "though"
                | "however"
                | "yet"
                | "despite"
                | "unlike"
                | "instead"
        ),
    }
}

/// Whether a folded word joins two clauses or two names.
pub(crate) fn joins(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::De => matches!(word, "und" | "oder" | "sowie" | "u"),
        Lang::En => matches!(word, "and" | "or" | "n"),
    }
}

/// Whether a folded word opens a clause that negation does not reach.
pub(crate) fn opens_clause(lang: Lang, word: &str) -> bool {
    contrasts(lang, word)
        || joins(lang, word)
        || match lang {
            Lang::De => matches!(word, "weil" | "dass" | "wenn" | "denn" | "da" | "deshalb"),
            Lang::En => matches!(word, "because" | "that" | "if" | "when" | "since" | "so"),
        }
}

/// Whether a folded word sets what follows up as the measure of what came
/// before: in "better than X", X is not what is praised.
pub(crate) fn compares(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::De => word == "als",
        Lang::En => word == "than",
    }
}

/// Whether a folded word looks like a comparative: "besser", "cheaper". By its
/// ending; next to a word that [`compares`] this is enough.
pub(crate) fn is_comparative(word: &str) -> bool {
    matches!(word, "mehr" | "more" | "less" | "worse")
        || ["er", "ere", "eren", "eres", "erer"]
            .iter()
            .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

/// ISO 639-1 for the ISO 639-3 codes whatlang knows; the code itself where
/// there is no shorter one.
pub(crate) fn iso_639_1(code: &'static str) -> &'static str {
    const CODES: &str = "\
        afr:af aka:ak amh:am ara:ar aze:az bel:be ben:bn bul:bg cat:ca ces:cs cmn:zh cym:cy \
        dan:da deu:de ell:el eng:en epo:eo est:et fin:fi fra:fr guj:gu heb:he hin:hi hrv:hr \
        hun:hu hye:hy ind:id ita:it jav:jv jpn:ja kan:kn kat:ka khm:km kor:ko lat:la lav:lv \
        lit:lt mal:ml mar:mr mkd:mk mya:my nep:ne nld:nl nob:nb ori:or pan:pa pes:fa pol:pl \
        por:pt ron:ro rus:ru sin:si slk:sk slv:sl sna:sn spa:es srp:sr swe:sv tam:ta tel:te \
        tgl:tl tha:th tuk:tk tur:tr ukr:uk urd:ur uzb:uz vie:vi yid:yi zul:zu \
        ";
    CODES
        .split_ascii_whitespace()
        .find_map(|pair| pair.strip_prefix(code)?.strip_prefix(':'))
        .unwrap_or(code)
}
