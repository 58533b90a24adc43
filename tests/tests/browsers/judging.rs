//! The judge in the background says what it says natively.

use std::sync::Arc;

use earshot_browser_tests::{Result, Session};
use earshot_engine::messages::{HeardPost, Post, WireProbabilities};
use earshot_engine::{Engine, hear};
use earshot_sentiment::Judge;
use serde_json::json;

use crate::in_both_browsers;

in_both_browsers!(judges_as_natively);

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
