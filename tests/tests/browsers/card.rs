//! The card over a mention.

use earshot_browser_tests::{Result, Session};
use serde_json::json;
use thirtyfour::Key;

use crate::in_both_browsers;

in_both_browsers!(
    keeps_with_the_pointer,
    keeps_with_the_keyboard,
    forgets_what_is_not_us,
    stands_apart_from_page_styles,
);

const PAINT: [(&str, &str); 2] = [("anger", "HP"), ("praise", "Dell")];

async fn keeps_with_the_pointer(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    let card = session.open_card("praise").await?;
    assert!(card.name.contains("Dell"), "{card:?}");
    assert!(card.text.contains("Positive"), "{card:?}");
    assert!(card.text.contains('%'), "{card:?}");
    let labels: Vec<&str> = card
        .buttons
        .iter()
        .map(|button| button.label.as_str())
        .collect();
    assert_eq!(labels, ["Keep", "Not us", "Open Earshot"]);

    session.click_in_card("Keep").await?;
    session
        .until_card("what is kept to say so", |card| card.text.contains("Kept"))
        .await?;
    let kept = session.until_kept(1).await?;
    let insight = &kept[0];
    assert_eq!(insight["brand"], "Dell");
    assert!(
        insight["quote"]
            .as_str()
            .unwrap()
            .contains("Mein Dell ist großartig, schnell und leise, ich bin rundum zufrieden."),
        "{insight}"
    );
    assert_eq!(insight["verdict"]["label"], "positive");
    let source = &insight["source"];
    assert_eq!(source["site"], "127.0.0.1");
    assert_eq!(source["url"], session.site().url("reviews.html"));
    assert_eq!(source["title"], "Laptops im Alltag");
    assert_eq!(source["author"], "Mara Winter");
    assert_eq!(source["date"]["iso"], "2026-05-03");
    assert_eq!(source["stars"]["value"], 5.0);
    session.close().await
}

async fn keeps_with_the_keyboard(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    session.press_next_mention().await?;
    session.press(Key::Return).await?;
    let card = session
        .until_card("the card", |card| card.role == "dialog")
        .await?;
    assert!(
        card.name.contains("Dell"),
        "the first mention is Dell: {card:?}"
    );
    assert!(card.focused.is_some(), "the card has the focus: {card:?}");

    // Around the card with Tab, until Keep has the focus.
    for _ in 0..card.buttons.len() {
        if session
            .card()
            .await?
            .and_then(|card| card.focused)
            .as_deref()
            == Some("Keep")
        {
            break;
        }
        session.press(Key::Tab).await?;
    }
    session.press(Key::Return).await?;
    session.until_kept(1).await?;
    session.press(Key::Escape).await?;
    session.until_no_card().await?;
    let focused = session
        .run("return document.activeElement.localName", json!([]))
        .await?;
    assert_eq!(focused, "body", "the focus is back where it was");
    session.close().await
}

async fn forgets_what_is_not_us(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    session.open_card("praise").await?;
    session.click_in_card("Not us").await?;
    session.until_painted(&[("anger", "HP")]).await?;
    // It stays so: on the next visit, too.
    session.visit("reviews.html").await?;
    session.until_painted(&[("anger", "HP")]).await?;
    session
        .ask(json!({ "type": "resetLearnt", "brand": "Dell" }))
        .await?;
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    session.close().await
}

async fn stands_apart_from_page_styles(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    let plain = session.open_card("praise").await?;
    session.press(Key::Escape).await?;
    session.until_no_card().await?;
    session
        .run(
            "document.documentElement.className = document.body.className = 'shouting'",
            json!([]),
        )
        .await?;
    let shouted = session.open_card("praise").await?;
    assert_eq!(plain.text, shouted.text);
    assert_eq!(plain.buttons.len(), shouted.buttons.len());
    session.close().await
}
