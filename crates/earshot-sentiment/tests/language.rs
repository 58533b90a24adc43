//! Which language a text is taken for.

use earshot_sentiment::{Lang, detect};

#[track_caller]
fn check(text: &str, prior: Option<&str>, code: &str) {
    let language = detect(text, prior);
    assert_eq!(language.code(), code, "{text:?} with prior {prior:?}");
    let judged = match code {
        "de" => Some(Lang::De),
        "en" => Some(Lang::En),
        _ => None,
    };
    assert_eq!(language.judged(), judged);
}

#[test]
fn the_text_speaks_for_itself() {
    for (text, code) in [
        (
            "Ich bin mit dem Kundendienst überhaupt nicht zufrieden.",
            "de",
        ),
        ("Das Essen war kalt und die Bedienung unfreundlich", "de"),
        ("I have been waiting for my refund since March.", "en"),
        ("The battery is dead after two weeks, what a shame", "en"),
        (
            "Le service client ne répond jamais, je suis très déçu de cette marque.",
            "fr",
        ),
        (
            "El servicio al cliente fue excelente, muy contento con la compra.",
            "es",
        ),
        (
            "Il prodotto è arrivato rotto e nessuno risponde alle mie domande.",
            "it",
        ),
        (
            "Wij hebben gisteren onze nieuwe wasmachine gekregen en die maakt vreselijk veel lawaai tijdens het centrifugeren.",
            "nl",
        ),
        (
            "Obsługa klienta była bardzo miła, polecam wszystkim tę firmę.",
            "pl",
        ),
        ("Η εξυπηρέτηση ήταν πολύ κακή", "el"),
    ] {
        check(text, None, code);
        // A page in another language does not change what was written on it.
        for prior in ["de-AT", "en-US", "fr"] {
            check(text, Some(prior), code);
        }
    }
}

#[test]
fn the_prior_decides_short_texts() {
    for (text, prior, code) in [
        ("Super!", Some("de"), "de"),
        ("Super!", Some("en-GB"), "en"),
        ("Top Service", Some("de-CH"), "de"),
        ("Top", Some("pt_BR"), "pt"),
        ("👍👍👍", Some("de"), "de"),
        ("Super!", Some("DEU"), "de"),
    ] {
        check(text, prior, code);
    }
}

#[test]
fn nothing_known_is_nothing_said() {
    for (text, prior) in [
        ("", None),
        ("👍", None),
        ("https://example.com/das-ist-nicht-gut @und #nicht", None),
        ("12345", Some("")),
        ("👍", Some("und")),
        ("👍", Some("-de")),
        ("👍", Some("x-klingon")),
    ] {
        check(text, prior, "und");
    }
}

#[test]
fn a_short_text_shows_its_language_by_function_words() {
    for (text, prior, code) in [
        ("Das ist super", None, "de"),
        ("This is great", None, "en"),
        // Against the page, it takes two.
        ("This is great", Some("de"), "en"),
        ("Das ist super", Some("en"), "de"),
    ] {
        check(text, prior, code);
    }
}

/// Short texts without a function word, which whatlang alone leaves open.
#[test]
fn a_short_text_is_placed_among_the_neighbours() {
    for (text, code) in [
        ("Lieferung schnell, Ware einwandfrei", "de"),
        ("Kundenservice unfreundlich", "de"),
        ("Fast shipping, great quality", "en"),
        ("Livraison rapide, vendeur sérieux", "und"),
        ("Consegna veloce, ottimo prodotto", "und"),
    ] {
        check(text, None, code);
    }
}

#[test]
fn a_script_the_prior_cannot_be_written_in_overrules_it() {
    assert_eq!(
        detect("Очень плохое обслуживание", Some("de")).judged(),
        None
    );
    assert_eq!(detect("とても良い", Some("en")).judged(), None);
}

/// Close kin of German and English that whatlang is not sure about.
#[test]
fn a_foreign_sentence_is_not_judged_whatever_the_page_claims() {
    for text in [
        "De klantenservice heeft mij heel snel geholpen, ik ben erg tevreden.",
        "Kundeservice svarer aldri, jeg er veldig skuffet over dette kjøpet.",
        "Livraison rapide, produit conforme, vendeur sérieux",
    ] {
        for prior in [None, Some("de"), Some("en")] {
            assert_eq!(
                detect(text, prior).judged(),
                None,
                "{text:?} with prior {prior:?}"
            );
        }
    }
}
