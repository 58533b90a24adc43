//! What is serialised is a promise: every message as it stands on the wire,
//! and back.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use earshot_brand::Brand;
use earshot_engine::messages::{
    Counts, ErrorCode, ErrorReply, Hear, Heard, HeardMention, HeardPost, Kept, MentionAt, Page,
    PageMention, PageRequest, PanelOrder, PanelRequest, Post, QuoteLight, QuoteRun, ReasonCode,
    Reply, ShimEvent, WireEvidence, WireProbabilities, WireReason, WireVerdict,
};
use earshot_insight::{Insight, InsightId, KeptVerdict, Locale, Source};
use earshot_sentiment::{Intent, Label, Topic};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The messages as JSON, each of which must come back as it went.
fn wire<T>(messages: Vec<T>) -> String
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let lines: Vec<String> = messages
        .into_iter()
        .map(|message| {
            let json = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<T>(&json).unwrap(), message);
            json
        })
        .collect();
    lines.join("\n")
}

fn page() -> Page {
    Page {
        url: "https://example.org/".into(),
        title: "Feed".into(),
        lang: Some("de-AT".into()),
    }
}

fn post() -> Post {
    Post {
        id: 1,
        text: "Dell top".into(),
        author: Some("Ada".into()),
        ..Post::default()
    }
}

fn mention_at() -> MentionAt {
    MentionAt {
        page: page(),
        post: post(),
        start: 0,
    }
}

fn near() -> WireReason {
    WireReason {
        code: ReasonCode::Near,
        detail: "iPhone".into(),
    }
}

fn verdict() -> WireVerdict {
    WireVerdict {
        label: Label::Positive,
        probabilities: WireProbabilities {
            negative: 0.25,
            neutral: 0.25,
            positive: 0.5,
        },
        mixed: false,
        unsure: true,
        irony: false,
        intents: vec![Intent::Praise],
        topics: vec![Topic::Quality],
        evidence: vec![WireEvidence {
            start: 5,
            end: 8,
            weight: 1.5,
        }],
    }
}

#[test]
fn page_requests() {
    insta::assert_snapshot!(wire(vec![
        PageRequest::Hear(Hear {
            page: page(),
            posts: vec![post()],
        }),
        PageRequest::Keep(mention_at()),
        PageRequest::NotUs(mention_at()),
        PageRequest::Count(Counts {
            negative: 1,
            neutral: 2,
            positive: 3,
            unsure: 4,
        }),
        PageRequest::OpenPanel,
    ]));
}

#[test]
fn answers() {
    let heard = Heard {
        posts: vec![HeardPost {
            id: 1,
            mentions: vec![HeardMention {
                start: 0,
                end: 4,
                brand: "Dell".into(),
                verdict: verdict(),
                doubtful: false,
                certainty: 0.875,
                reason: near(),
                kept: false,
                quote: vec![QuoteRun {
                    text: "Dell".into(),
                    light: Some(QuoteLight::Mention),
                }],
            }],
        }],
    };
    let kept = Kept {
        id: InsightId::new(0, 1).to_string(),
        already: true,
    };
    let lines = [
        wire(vec![Reply::Ok(heard)]),
        wire(vec![Reply::Ok(kept)]),
        wire(vec![Reply::<()>::Error(ErrorReply::new(
            ErrorCode::StorageFull,
            "no room",
        ))]),
    ];
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn panel_requests() {
    let id = || InsightId::new(0, 1).to_string();
    let brand = Brand {
        name: "Dell".into(),
        ..Brand::default()
    };
    let insight = Insight {
        id: InsightId::new(0, 1),
        captured_at: 0,
        brand: "Dell".into(),
        quote: "Dell top".into(),
        start: 0,
        end: 4,
        lang: "de".into(),
        verdict: KeptVerdict {
            label: Label::Positive,
            negative: 0.25,
            neutral: 0.25,
            positive: 0.5,
            mixed: false,
            unsure: true,
            irony: false,
            intents: vec![Intent::Praise],
            topics: vec![Topic::Quality],
            evidence: Vec::new(),
        },
        corrected: None,
        source: Source::default(),
        note: String::new(),
    };
    insta::assert_snapshot!(wire(vec![
        PanelRequest::SaveBrands {
            brands: vec![brand.clone()],
        },
        PanelRequest::SetPaused { paused: true },
        PanelRequest::SetSite {
            host: "example.org".into(),
            on: false,
        },
        PanelRequest::SetLocale {
            locale: Some(Locale::De),
        },
        PanelRequest::FinishFirstRun,
        PanelRequest::Try {
            text: "Dell top".into(),
            lang: None,
            brands: Some(vec![brand]),
        },
        PanelRequest::SetNote {
            id: id(),
            note: "Anrufen".into(),
        },
        PanelRequest::CorrectVerdict {
            id: id(),
            label: Some(Label::Negative),
        },
        PanelRequest::DeleteInsight { id: id() },
        PanelRequest::RestoreInsight {
            insight: Box::new(insight),
        },
        PanelRequest::CheckJudge,
        PanelRequest::Rehearse {
            brand: Box::new(Brand {
                name: "Dell".into(),
                ..Brand::default()
            }),
        },
        PanelRequest::ResetLearnt {
            brand: "Dell".into(),
        },
    ]));
}

#[test]
fn panel_port() {
    let events = wire(vec![
        ShimEvent::Mentions {
            frame: "f".into(),
            top: true,
            page: page(),
            mentions: vec![PageMention {
                key: "1:0".into(),
                brand: "Dell".into(),
                quote: Vec::new(),
                verdict: verdict(),
                doubtful: true,
                certainty: 0.25,
                reason: near(),
                kept: true,
                author: None,
            }],
            total: 1,
        },
        ShimEvent::Gone { frame: "f".into() },
    ]);
    let orders = wire(vec![
        PanelOrder::Show {
            frame: "f".into(),
            key: "1:0".into(),
        },
        PanelOrder::Keep {
            frame: "f".into(),
            key: "1:0".into(),
        },
    ]);
    insta::assert_snapshot!([events, orders].join("\n"));
}

#[test]
fn a_page_cannot_speak_as_the_panel() {
    let order = serde_json::to_string(&PanelRequest::FinishFirstRun).unwrap();
    assert!(serde_json::from_str::<PageRequest>(&order).is_err());
}
