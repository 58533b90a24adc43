//! What outlives what: insights the browser, work the background, pages the
//! extension.

use earshot_browser_tests::{Browser, Result, Session};

use crate::in_both_browsers;

in_both_browsers!(
    keeps_across_a_restart,
    keeps_though_the_background_was_killed,
    survives_its_own_update,
    shares_what_is_kept_between_windows,
);

const PAINT: [(&str, &str); 2] = [("anger", "HP"), ("praise", "Dell")];

async fn keeps_across_a_restart(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    session.open_card("praise").await?;
    session.click_in_card("Keep").await?;
    let before = session.until_kept(1).await?;

    let session = session.restart().await?;
    let after = session.until_kept(1).await?;
    assert_eq!(after, before);
    // The brands are still listened for, and the mention knows it is kept.
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    session.open_card("praise").await?;
    session
        .until_card("what is kept to say so", |card| card.text.contains("Kept"))
        .await?;
    session.press(thirtyfour::Key::Escape).await?;
    session.open_panel().await?;
    session.click("#tab-insights").await?;
    session
        .until_texts("#insights li.card", |cards| {
            cards.len() == 1 && cards[0].contains("Mein Dell ist großartig")
        })
        .await?;
    session.close().await
}

async fn keeps_though_the_background_was_killed(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    // The badge is the last thing the page asks for by itself.
    session.until_badge("2").await?;
    session.stop_background().await?;
    session.open_card("anger").await?;
    assert!(
        !session.background_runs().await?,
        "a card needs no background"
    );
    session.click_in_card("Keep").await?;
    session
        .until_card("what is kept to say so", |card| card.text.contains("Kept"))
        .await?;
    let kept = session.until_kept(1).await?;
    assert_eq!(kept[0]["brand"], "HP");
    assert_eq!(kept[0]["verdict"]["label"], "negative");
    session.close().await
}

async fn survives_its_own_update(mut session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    let praise = session.middle_of_mention("praise").await?;
    session.reload_extension().await?;
    // Firefox hands open pages to the new version; in Chromium the old one is
    // cut off, and says so at the latest when somebody is there. (It may have
    // cleaned up before, if it had something to ask.)
    match session.browser() {
        Browser::Chromium => {
            session.point_at(praise).await?;
            session
                .until_card("the notice", |card| card.text.contains("Reload"))
                .await?;
            session.until_painted(&[]).await?;
        }
        Browser::Firefox => {
            session.until_painted(&PAINT).await?;
            session.open_card("praise").await?;
            session.click_in_card("Keep").await?;
            session.until_kept(1).await?;
        }
    }
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    session.close().await
}

async fn shares_what_is_kept_between_windows(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    let first = session.driver().window().await?;
    session.visit_in_new_window("reviews.html").await?;
    session.until_painted(&PAINT).await?;
    session.open_card("praise").await?;
    session.click_in_card("Keep").await?;
    session.until_kept(1).await?;

    // The other window may not know yet. Keeping it there, too, keeps it once.
    session.driver().switch_to_window(first).await?;
    session.open_card("praise").await?;
    let card = session.card().await?.unwrap_or_default();
    if card.buttons.iter().any(|button| button.label == "Keep") {
        session.click_in_card("Keep").await?;
    }
    session
        .until_card("what is kept to say so", |card| card.text.contains("Kept"))
        .await?;
    session.until_kept(1).await?;
    session.close().await
}
