//! What the user teaches, and what a brand would find.

use earshot_engine::messages::ReasonCode;

use super::*;

#[test]
fn what_the_user_says_about_a_mention_counts_and_can_be_taken_back() {
    let browser = listening();
    let doubtful = |text: &str| hear(&browser, text)[0].doubtful;
    let say =
        |request: fn(MentionAt) -> PageRequest| page(&browser, request(at(PRAISE, 5))).unwrap();
    let before = hear(&browser, PRAISE);
    assert!(!before[0].doubtful);

    say(PageRequest::NotUs);
    let mention = hear(&browser, PRAISE).remove(0);
    assert!(mention.doubtful && mention.certainty == 0.0);
    assert_eq!(mention.reason.code, ReasonCode::LearntNotUs);
    assert!(!doubtful("Ein anderer Dell"));

    say(PageRequest::IsUs);
    assert_eq!(hear(&browser, PRAISE)[0].certainty, 1.0);
    say(PageRequest::NotUs);
    assert!(doubtful(PRAISE));
    say(PageRequest::TakeBack);
    assert_eq!(
        hear(&browser, PRAISE),
        before,
        "as if nothing had been said"
    );

    say(PageRequest::NotUs);
    let reset = PanelRequest::ResetLearnt {
        brand: "Dell".into(),
    };
    panel(&browser, reset).unwrap();
    assert_eq!(hear(&browser, PRAISE), before);
}

#[test]
fn clicks_teach_about_other_mentions() {
    let browser = listening();
    for apples in [
        "ein Dell voller Laub im Wald",
        "am Dell voller Laub im Wald",
    ] {
        let start = apples.find("Dell").unwrap() as u32;
        for number in 0..4 {
            let text = format!("{apples} {number}");
            page(&browser, PageRequest::NotUs(at(&text, start))).unwrap();
        }
    }
    let mention = hear(&browser, "Der Dell voller Laub im Wald ist still").remove(0);
    assert!(mention.doubtful, "{mention:?}");
    assert_eq!(mention.reason.code, ReasonCode::LearntNotUs);
    assert!(!hear(&browser, "Mein neuer Dell Laptop ist da")[0].doubtful);
}

#[test]
fn a_brand_is_rehearsed_on_what_was_heard_last() {
    let browser = listening();
    for text in [PRAISE, PRAISE, "Mein Dell ist kaputt.", "Kein Wort davon"] {
        hear(&browser, text);
    }
    let brand = |name: &str| {
        Box::new(Brand {
            name: name.into(),
            ..Brand::default()
        })
    };
    let rehearse = |name: &str| {
        let answer = panel(&browser, PanelRequest::Rehearse { brand: brand(name) }).unwrap();
        let Answer::Rehearsed(rehearsal) = answer else {
            panic!("{answer:?}");
        };
        rehearsal
    };
    let rehearsal = rehearse("Dell");
    assert_eq!((rehearsal.matched, rehearsal.of), (2, 2));
    assert_eq!(rehearsal.examples[0][1].text, "Dell");
    assert!(
        rehearsal
            .forms
            .iter()
            .any(|form| form.text.starts_with("Dells"))
    );
    let rehearsal = rehearse("Bosch");
    assert_eq!((rehearsal.matched, rehearsal.of), (0, 2));
    let nameless = PanelRequest::Rehearse { brand: brand(" ") };
    assert_eq!(code(panel(&browser, nameless)), ErrorCode::InvalidBrands);
    assert!(
        !browser.local.borrow().contains_key("recent"),
        "never on disk"
    );
}
