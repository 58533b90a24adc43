//! The judge in the background says what it says natively, and where its file
//! is missing or damaged, nothing but the verdict is.

use std::sync::Arc;

use earshot_browser_tests::{Changes, Result, Session};
use earshot_engine::messages::{HeardPost, Post, WireProbabilities};
use earshot_engine::{Engine, hear};
use earshot_sentiment::Judge;
use serde_json::json;
use thirtyfour::Key;

use crate::in_both_browsers;

in_both_browsers!(
    judges_as_natively,
    goes_on_without_the_model with missing_model,
    goes_on_with_a_damaged_model with damaged_model,
);

const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");

const TEXTS: &[(&str, &str)] = &[
    ("de", "Dell top, HP flop"),
    (
        "de",
        "Der Kundendienst von HP hat drei Wochen lang nicht geantwortet. 😡",
    ),
    ("de", "Kann man den Akku bei Dell selbst wechseln?"),
    (
        "de",
        "Na super, Dell, schon das zweite Netzteil in diesem Jahr.",
    ),
    ("en", "I would take my old Dell over this HP any day."),
    ("en", "HP moves its head office to Spring, Texas."),
    (
        "fr",
        "Mon nouveau Dell est arrivé hier avec deux jours de retard.",
    ),
];

async fn judges_as_natively(session: Session) -> Result<()> {
    let brands = json!([{ "name": "Dell" }, { "name": "HP" }]);
    let judge = Judge::from_bytes(MODEL).unwrap();
    let set = earshot_brand::BrandSet::compile(&serde_json::from_value::<Vec<_>>(brands.clone())?);
    let engine = Engine::new(set.unwrap(), Some(Arc::new(judge)));
    for (lang, text) in TEXTS {
        let request = json!({ "type": "try", "text": text, "lang": lang, "brands": brands });
        let found: HeardPost = serde_json::from_value(session.ask(request).await?)?;
        let post = Post {
            text: (*text).to_owned(),
            lang: Some((*lang).to_owned()),
            ..Post::default()
        };
        let (_, expected) = hear(&engine, None, None, &post, &[]);
        assert!(
            !expected.is_empty() && found.mentions.len() == expected.len(),
            "{text}"
        );
        for (found, expected) in found.mentions.iter().zip(&expected) {
            let (found, expected) = (&found.verdict, &expected.verdict);
            let chances = |of: &WireProbabilities| [of.negative, of.neutral, of.positive];
            let off = chances(&found.probabilities)
                .iter()
                .zip(chances(&expected.probabilities))
                .map(|(found, expected)| (found - expected).abs())
                .fold(0.0, f32::max);
            assert!(off < 1e-3, "{text}: {found:?} natively {expected:?}");
            assert_eq!(
                (found.label, found.unsure, &found.intents, &found.topics),
                (
                    expected.label,
                    expected.unsure,
                    &expected.intents,
                    &expected.topics
                ),
                "{text}"
            );
        }
    }
    session.close().await
}

fn missing_model() -> Changes {
    Changes::from([("model/judge.bin", None)])
}

fn damaged_model() -> Changes {
    let mut model = MODEL.to_vec();
    let middle = model.len() / 2;
    model[middle] ^= 1;
    Changes::from([("model/judge.bin", Some(model))])
}

async fn goes_on_without_the_model(session: Session) -> Result<()> {
    loses_only_the_verdict(session).await
}

async fn goes_on_with_a_damaged_model(session: Session) -> Result<()> {
    loses_only_the_verdict(session).await
}

async fn loses_only_the_verdict(session: Session) -> Result<()> {
    const HEARD: [(&str, &str); 2] = [("anger", "HP"), ("praise", "Dell")];
    session.visit("reviews.html").await?;
    let page = session.driver().window().await?;
    let painted = session.until_painted(&HEARD).await?;
    assert!(
        painted.iter().all(|mention| mention.verdict == "unsure"),
        "{painted:?}"
    );
    let card = session.open_card("praise").await?;
    assert!(card.text.contains("Unsure"), "{card:?}");
    session.click_in_card("Keep").await?;
    session
        .until_card("what is kept to say so", |card| card.text.contains("Kept"))
        .await?;
    let kept = session.until_kept(1).await?;
    assert_eq!(kept[0]["verdict"]["unsure"], true, "{kept:?}");
    session.press(Key::Escape).await?;
    session.until_no_card().await?;

    // The panel says so, in the user's language, and shows what there is.
    let panel = session.open_panel_beside().await?;
    for (locale, notice) in [
        (
            "de",
            "Das Sprachmodell fehlt oder ist beschädigt: Erwähnungen werden gefunden, aber nicht \
             beurteilt. Bitte Earshot neu installieren.",
        ),
        (
            "en",
            "The language model is missing or damaged: mentions are found but not judged. \
             Install Earshot again.",
        ),
    ] {
        session
            .ask(json!({ "type": "setLocale", "locale": locale }))
            .await?;
        session
            .until_texts("#no-judge", |texts| texts == [notice])
            .await?;
    }
    session
        .until_texts("#this-page li.card", |cards| {
            cards.len() == 2 && cards.iter().all(|card| card.contains("unsure"))
        })
        .await?;
    session.click("#tab-insights").await?;
    session
        .until_texts("#insights li.card", |cards| {
            cards.len() == 1 && cards[0].contains("Mein Dell ist großartig")
        })
        .await?;

    // Brands and sites go on working.
    session.click("#tab-brands").await?;
    session.click("#add-brand").await?;
    session.type_into("#brands form input", "Modell").await?;
    session.click("#brands form [type=submit]").await?;
    session.driver().switch_to_window(page.clone()).await?;
    session
        .until_painted(&[("anger", "HP"), ("plain", "Modell"), ("praise", "Dell")])
        .await?;
    session.driver().switch_to_window(panel).await?;
    session.click("#tab-sites").await?;
    session
        .click("#sites [data-id='127.0.0.1'] [role=switch]")
        .await?;
    session.driver().switch_to_window(page).await?;
    session.until_painted(&[]).await?;
    session.close().await
}
