//! Posts as the page shim sends them, heard with the shipped model.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, LazyLock};

use earshot_brand::{Brand, BrandSet};
use earshot_engine::messages::Post;
use earshot_engine::{Capture, Engine, MAX_POST_LENGTH, capture, hear, within_length};
use earshot_insight::Insight;
use earshot_sentiment::{Judge, Label};
use proptest::prelude::*;

const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let brands = ["Dell", "HP"].map(|name| Brand {
        name: name.into(),
        ..Brand::default()
    });
    let judge = Judge::from_bytes(MODEL).unwrap();
    Engine::new(BrandSet::compile(&brands).unwrap(), Some(Arc::new(judge)))
});

/// Checks what is heard in `text`: brand, UTF-16 start and end, label.
fn check(text: &str, lang: Option<&str>, expected: &[(&str, u32, u32, Label)]) {
    let post = Post {
        text: text.into(),
        ..Post::default()
    };
    let (_, mentions) = hear(&ENGINE, lang, None, &post, &[]);
    let heard: Vec<_> = mentions
        .iter()
        .map(|mention| {
            let label = mention.verdict.label;
            (mention.brand.as_str(), mention.start, mention.end, label)
        })
        .collect();
    assert_eq!(heard, expected, "{text:?}");
}

#[test]
fn each_brand_gets_its_own_verdict() {
    check(
        "Dell top, HP flop",
        Some("de"),
        &[
            ("Dell", 0, 4, Label::Positive),
            ("HP", 10, 12, Label::Negative),
        ],
    );
}

#[test]
fn offsets_count_as_javascript_does() {
    check(
        "😀😀 I love my Dell so much!",
        Some("en"),
        &[("Dell", 15, 19, Label::Positive)],
    );
}

#[test]
fn other_languages_are_heard_but_not_judged() {
    let post = Post {
        text: "J'ai acheté un ordinateur Dell hier et il ne fonctionne déjà plus du tout.".into(),
        ..Post::default()
    };
    let (listened, mentions) = hear(&ENGINE, Some("fr"), None, &post, &[]);
    assert_eq!(listened.language.code(), "fr");
    assert!(mentions.len() == 1 && mentions[0].verdict.unsure);
    assert!(mentions[0].verdict.evidence.is_empty());
}

#[test]
fn a_post_is_heard_up_to_the_limit() {
    let text = "😀".repeat(MAX_POST_LENGTH as usize / 2) + " Dell";
    check(&text, Some("de"), &[]);
    assert_eq!(
        within_length(&text).encode_utf16().count(),
        MAX_POST_LENGTH as usize
    );
}

fn captured(post: &Post) -> Vec<Insight> {
    let (listened, mentions) = hear(&ENGINE, Some("de"), None, post, &[]);
    let page = earshot_engine::messages::Page::default();
    listened
        .mentions
        .iter()
        .zip(&mentions)
        .map(|(judged, mention)| {
            let what = Capture {
                page: &page,
                site: "example.org",
                post,
                lang: listened.language.code(),
                brand: &mention.brand,
                judged,
            };
            capture(what, 1_790_000_000_000, 1)
        })
        .collect()
}

#[test]
fn what_is_kept_can_be_cut_out_by_scalars() {
    let post = Post {
        text: "😀 Größter Fehler: mein Dell".into(),
        author: Some("  Ada \n".into()),
        date: Some("3. Mai 2026".into()),
        stars: Some("1 von 5 Sternen".into()),
        link: Some("javascript:alert(1)".into()),
        ..Post::default()
    };
    let insight = captured(&post).remove(0);
    let (start, end) = (insight.start as usize, insight.end as usize);
    let form: String = insight
        .quote
        .chars()
        .skip(start)
        .take(end - start)
        .collect();
    assert_eq!(form, "Dell");
    assert_eq!(insight.source.author.as_deref(), Some("Ada"));
    assert_eq!(
        insight.source.date.map(|date| date.iso).as_deref(),
        Some("2026-05-03")
    );
    assert_eq!(insight.source.stars.map(|stars| stars.value), Some(1.0));
    assert_eq!(insight.source.link, None);
}

proptest! {
    #[test]
    fn any_post_is_heard_and_kept_within_its_text(
        text in "(Dell|HP|[a-zäöüß ]{1,5}|[!?.,]|\\PC|😀|\n){0,40}",
        author in proptest::option::of(".*"),
        date in proptest::option::of(".*"),
        stars in proptest::option::of(".*"),
    ) {
        let post = Post { text: text.clone(), author, date, stars, ..Post::default() };
        let units = text.encode_utf16().count() as u32;
        let (_, mentions) = hear(&ENGINE, None, None, &post, &[]);
        for mention in &mentions {
            prop_assert!(mention.start < mention.end && mention.end <= units);
            for evidence in &mention.verdict.evidence {
                prop_assert!(evidence.start < evidence.end && evidence.end <= units);
            }
        }
        let scalars = text.chars().count() as u32;
        for insight in captured(&post) {
            prop_assert!(insight.start < insight.end && insight.end <= scalars);
        }
    }
}
