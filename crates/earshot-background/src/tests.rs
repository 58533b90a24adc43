//! The background on a browser in memory. A new [`App`] over the same browser
//! is a background that was killed and restarted.

use earshot_brand::Brand;
use earshot_engine::messages::{
    Counts, ErrorCode, ErrorReply, Hear, HeardMention, Kept, MentionAt, Page, PageRequest,
    PanelRequest, Post,
};
use earshot_insight::{Insight, Locale, key};
use earshot_sentiment::Label;
use earshot_webext::MemoryBrowser;
use futures_executor::block_on;
use serde_json::{Value, json};

use crate::{Answer, App, PageSource};

mod judging;
mod learning;
mod tabs;

const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");
const PRAISE: &str = "Mein Dell ist super, ich bin total begeistert!";

fn browser() -> MemoryBrowser {
    let browser = MemoryBrowser::default();
    browser
        .files
        .borrow_mut()
        .insert("model/judge.bin".into(), MODEL.to_vec());
    browser.now.set(1_790_000_000_000);
    browser
}

/// A browser in which Dell is listened for.
fn listening() -> MemoryBrowser {
    let browser = browser();
    panel(&browser, save_brands(&["Dell"])).unwrap();
    browser
}

fn save_brands(names: &[&str]) -> PanelRequest {
    let brand = |name: &&str| Brand {
        name: (*name).into(),
        ..Brand::default()
    };
    PanelRequest::SaveBrands {
        brands: names.iter().map(brand).collect(),
    }
}

/// Each request goes to a background of its own: none may rely on the last.
fn panel(browser: &MemoryBrowser, request: PanelRequest) -> Result<Answer, ErrorReply> {
    block_on(App::new(browser).on_panel(request))
}

fn page(browser: &MemoryBrowser, request: PageRequest) -> Result<Answer, ErrorReply> {
    block_on(App::new(browser).on_page(&source(0, "a"), request))
}

fn source(frame: i32, document: &str) -> PageSource {
    PageSource {
        tab: 7,
        frame,
        document: document.into(),
        site: "example.org".into(),
    }
}

fn on_page(text: &str) -> (Page, Post) {
    let page = Page {
        url: "https://example.org/feed".into(),
        title: "Feed".into(),
        lang: Some("de".into()),
    };
    let post = Post {
        id: 3,
        text: text.into(),
        author: Some("Ada".into()),
        stars: Some("4".into()),
        ..Post::default()
    };
    (page, post)
}

fn hear(browser: &MemoryBrowser, text: &str) -> Vec<HeardMention> {
    let (page_of, post) = on_page(text);
    let request = PageRequest::Hear(Hear {
        page: page_of,
        posts: vec![post],
    });
    match page(browser, request) {
        Ok(Answer::Heard(mut heard)) => {
            assert_eq!(heard.posts[0].id, 3);
            heard.posts.remove(0).mentions
        }
        other => panic!("{other:?}"),
    }
}

fn at(text: &str, start: u32) -> MentionAt {
    let (page, post) = on_page(text);
    MentionAt { page, post, start }
}

fn keep(browser: &MemoryBrowser, text: &str, start: u32) -> Result<Kept, ErrorReply> {
    match page(browser, PageRequest::Keep(at(text, start)))? {
        Answer::Kept(kept) => Ok(kept),
        other => panic!("{other:?}"),
    }
}

fn insights(browser: &MemoryBrowser) -> Vec<Insight> {
    let local = browser.local.borrow();
    let records = local
        .iter()
        .filter(|(key, _)| key.starts_with(key::INSIGHT_PREFIX));
    records
        .map(|(_, value)| serde_json::from_value(value.clone()).unwrap())
        .collect()
}

fn code<T: std::fmt::Debug>(result: Result<T, ErrorReply>) -> ErrorCode {
    result.unwrap_err().code
}

#[test]
fn hears_what_it_listens_for() {
    let browser = listening();
    let mentions = hear(
        &browser,
        "😀 Mein Dell ist super, ich bin total begeistert!",
    );
    assert_eq!(mentions.len(), 1);
    let mention = &mentions[0];
    assert_eq!(
        (mention.start, mention.end, mention.brand.as_str()),
        (8, 12, "Dell")
    );
    assert_eq!(mention.verdict.label, Label::Positive);
    assert!(!mention.verdict.evidence.is_empty() && !mention.kept);
    assert!(hear(&browser, "Ein Modell ohne Namen").is_empty());
}

#[test]
fn without_brands_nothing_is_heard() {
    assert!(hear(&browser(), PRAISE).is_empty());
}

#[test]
fn keeps_a_mention_with_its_source_once() {
    let browser = listening();
    let first = keep(&browser, PRAISE, 5).unwrap();
    let again = keep(&browser, PRAISE, 5).unwrap();
    assert!(!first.already && again.already);
    assert_eq!(first.id, again.id);
    let kept = insights(&browser);
    assert_eq!(kept.len(), 1);
    let insight = &kept[0];
    assert_eq!(insight.quote, PRAISE);
    assert_eq!((insight.start, insight.end), (5, 9));
    assert_eq!(insight.source.site, "example.org");
    assert_eq!(insight.source.author.as_deref(), Some("Ada"));
    assert_eq!(insight.lang, "de");
    assert!(hear(&browser, PRAISE)[0].kept);
}

#[test]
fn the_same_words_of_another_author_are_another_insight() {
    let browser = listening();
    keep(&browser, PRAISE, 5).unwrap();
    let mut other = at(PRAISE, 5);
    other.post.author = Some("Bea".into());
    page(&browser, PageRequest::Keep(other)).unwrap();
    assert_eq!(insights(&browser).len(), 2);
}

#[test]
fn keeps_nothing_a_page_merely_asserts() {
    let browser = listening();
    assert_eq!(code(keep(&browser, PRAISE, 0)), ErrorCode::UnknownMention);
    assert_eq!(
        code(keep(&browser, "Kein Wort davon", 5)),
        ErrorCode::UnknownMention
    );
    assert!(insights(&browser).is_empty());
}

#[test]
fn a_full_storage_is_said_and_loses_nothing() {
    let browser = listening();
    keep(&browser, PRAISE, 5).unwrap();
    let before = browser.local.borrow().clone();
    browser.quota.set(Some(before.len()));
    let text = "Der neue Dell ist leider Schrott.";
    assert_eq!(code(keep(&browser, text, 9)), ErrorCode::StorageFull);
    assert_eq!(*browser.local.borrow(), before);
}

#[test]
fn insights_are_worked_on() {
    let browser = listening();
    let id = keep(&browser, PRAISE, 5).unwrap().id;
    let note = PanelRequest::SetNote {
        id: id.clone(),
        note: "Anrufen".into(),
    };
    panel(&browser, note).unwrap();
    let correct = |label| PanelRequest::CorrectVerdict {
        id: id.clone(),
        label,
    };
    panel(&browser, correct(Some(Label::Negative))).unwrap();
    assert_eq!(insights(&browser)[0].note, "Anrufen");
    assert_eq!(insights(&browser)[0].label(), Label::Negative);
    panel(&browser, correct(None)).unwrap();
    assert_eq!(insights(&browser)[0].corrected, None);
    let endless = PanelRequest::SetNote {
        id: id.clone(),
        note: "x".repeat(10_001),
    };
    assert_eq!(code(panel(&browser, endless)), ErrorCode::BadRequest);
    let unknown = PanelRequest::SetNote {
        id: "nonsense".into(),
        note: String::new(),
    };
    assert_eq!(code(panel(&browser, unknown)), ErrorCode::UnknownInsight);
}

#[test]
fn a_deletion_is_undone_completely() {
    let browser = listening();
    let id = keep(&browser, PRAISE, 5).unwrap().id;
    let before = browser.local.borrow().clone();
    let insight = Box::new(insights(&browser).remove(0));
    panel(&browser, PanelRequest::DeleteInsight { id: id.clone() }).unwrap();
    assert!(insights(&browser).is_empty() && !hear(&browser, PRAISE)[0].kept);
    panel(
        &browser,
        PanelRequest::RestoreInsight {
            insight: insight.clone(),
        },
    )
    .unwrap();
    assert_eq!(*browser.local.borrow(), before);
    panel(&browser, PanelRequest::RestoreInsight { insight }).unwrap();
    assert_eq!(insights(&browser).len(), 1);
}

#[test]
fn invalid_brands_change_nothing() {
    let browser = listening();
    let before = browser.local.borrow().clone();
    for names in [&["HP", ""][..], &["Dell", "dell"]] {
        assert_eq!(
            code(panel(&browser, save_brands(names))),
            ErrorCode::InvalidBrands
        );
    }
    assert_eq!(*browser.local.borrow(), before);
}

#[test]
fn a_running_background_follows_the_brands() {
    let browser = listening();
    let app = App::new(&browser);
    let (page, post) = on_page("Dell und Lenovo");
    let hear = PageRequest::Hear(Hear {
        page,
        posts: vec![post],
    });
    let heard = |app: &App<_>| match block_on(app.on_page(&source(0, "a"), hear.clone())) {
        Ok(Answer::Heard(heard)) => heard.posts[0].mentions[0].brand.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(heard(&app), "Dell");
    block_on(app.on_panel(save_brands(&["Lenovo"]))).unwrap();
    assert_eq!(heard(&app), "Lenovo");
}

#[test]
fn what_pages_read_follows_brands_and_settings() {
    let browser = browser();
    let kit = || {
        browser
            .local
            .borrow()
            .get(key::PAGE_KIT)
            .cloned()
            .unwrap_or_default()
    };
    block_on(App::new(&browser).on_installed()).unwrap();
    assert_eq!(kit()["prefilter"], Value::Null);
    panel(&browser, save_brands(&["Dell"])).unwrap();
    assert!(kit()["prefilter"]["source"].is_string());
    panel(&browser, PanelRequest::SetPaused { paused: true }).unwrap();
    panel(
        &browser,
        PanelRequest::SetSite {
            host: "example.org".into(),
            on: false,
        },
    )
    .unwrap();
    assert_eq!(kit()["paused"], json!(true));
    assert_eq!(kit()["offHosts"], json!(["example.org"]));
    assert!(kit()["prefilter"]["source"].is_string());

    // Pages have to listen anew where only the context differs.
    let before = kit();
    let mut brand = Brand {
        name: "Dell".into(),
        ..Brand::default()
    };
    brand.context.not_near.push("Wald".into());
    let brands = vec![brand];
    panel(&browser, PanelRequest::SaveBrands { brands }).unwrap();
    assert_eq!(kit()["prefilter"], before["prefilter"]);
    assert_ne!(kit(), before);
}

#[test]
fn only_what_differs_is_written() {
    let browser = listening();
    let locale = |locale| panel(&browser, PanelRequest::SetLocale { locale }).unwrap();
    locale(Some(Locale::De));
    browser.written.borrow_mut().clear();
    locale(Some(Locale::En));
    locale(Some(Locale::En));
    assert_eq!(*browser.written.borrow(), [key::SETTINGS]);
}

#[test]
fn data_of_a_later_version_is_not_touched() {
    let browser = browser();
    browser
        .local
        .borrow_mut()
        .insert(key::SCHEMA.into(), json!(99));
    let before = browser.local.borrow().clone();
    assert_eq!(
        code(panel(&browser, save_brands(&["Dell"]))),
        ErrorCode::StorageFailed
    );
    assert_eq!(
        code(panel(&browser, PanelRequest::SetPaused { paused: true })),
        ErrorCode::StorageFailed
    );
    assert_eq!(*browser.local.borrow(), before);
}

#[test]
fn damaged_brands_are_said_and_not_overwritten_by_settings() {
    let browser = listening();
    browser
        .local
        .borrow_mut()
        .insert(key::BRANDS.into(), json!("garbage"));
    let before = browser.local.borrow().clone();
    assert_eq!(
        code(panel(&browser, PanelRequest::SetPaused { paused: true })),
        ErrorCode::StorageFailed
    );
    assert_eq!(*browser.local.borrow(), before);
}

#[test]
fn too_many_posts_are_refused() {
    let (page_of, post) = on_page(PRAISE);
    let request = PageRequest::Hear(Hear {
        page: page_of,
        posts: vec![post; 51],
    });
    assert_eq!(code(page(&listening(), request)), ErrorCode::BadRequest);
}
