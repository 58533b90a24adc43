//! The closed word classes the judge knows by name. Everything open (which
//! words praise, which blame) is learnt.

use earshot_sentiment::Lang;

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
