//! What pages cannot do to Earshot, and Earshot does not do to them.

use earshot_browser_tests::{Result, Session};
use serde_json::{Value, json};

use crate::in_both_browsers;

in_both_browsers!(
    asks_nothing_about_a_quiet_page,
    leaves_the_page_untouched,
    keeps_nothing_a_page_forges,
    would_notice_a_request_to_the_outside,
);

/// Writes every message that pages send to the background into the console's
/// document. A test that reads them after an answer has seen all before it:
/// messages of a frame arrive in the order sent.
const OVERHEAR: &str = "
    document.documentElement.dataset.overheard = '[]';
    chrome.runtime.onMessage.addListener((message) => {
        const { dataset } = document.documentElement;
        dataset.overheard = JSON.stringify([...JSON.parse(dataset.overheard), message]);
    });
";

async fn overheard(session: &Session) -> Result<Vec<Value>> {
    let text: String = session
        .in_console(
            "return document.documentElement.dataset.overheard",
            json!([]),
        )
        .await?;
    Ok(serde_json::from_str(&text)?)
}

async fn asks_nothing_about_a_quiet_page(session: Session) -> Result<()> {
    session.in_console::<()>(OVERHEAR, json!([])).await?;
    session.stop_background().await?;
    session.visit("quiet.html").await?;
    session
        .run(
            "for (let i = 0; i < 3; i++) await new Promise(requestIdleCallback)",
            json!([]),
        )
        .await?;
    assert!(
        !session.background_runs().await?,
        "a quiet page woke the background"
    );

    // The page was listened to all along: the next post is heard, and it is
    // the first of which anything was said.
    session.click("#add").await?;
    session.until_painted(&[("loud", "Dell")]).await?;
    let overheard = overheard(&session).await?;
    assert_eq!(overheard[0]["type"], "hear", "{overheard:?}");
    assert_eq!(
        overheard[0]["posts"][0]["text"],
        "And then my Dell started to sing."
    );
    assert_eq!(overheard[0]["posts"].as_array().map(Vec::len), Some(1));
    session.close().await
}

async fn leaves_the_page_untouched(session: Session) -> Result<()> {
    const READ: &str = "return [sessionStorage.changes, sessionStorage.before,
        document.documentElement.outerHTML]";
    for (path, paint) in [
        ("reviews.html", &[("anger", "HP"), ("praise", "Dell")][..]),
        ("traps.html", &[("seen", "Dell")]),
    ] {
        session.visit(path).await?;
        session.until_painted(paint).await?;
        let (changes, before, after): (String, String, String) =
            serde_json::from_value(session.run(READ, json!([])).await?)?;
        assert_eq!(changes, "0", "{path} was changed");
        assert_eq!(after, before, "{path} is not what it was");
    }

    // The card stands beside the page while it is shown, and leaves no trace.
    session.visit("reviews.html").await?;
    session
        .until_painted(&[("anger", "HP"), ("praise", "Dell")])
        .await?;
    session.open_card("praise").await?;
    session.press(thirtyfour::Key::Escape).await?;
    session.until_no_card().await?;
    let (_, before, after): (String, String, String) =
        serde_json::from_value(session.run(READ, json!([])).await?)?;
    assert_eq!(after, before, "the card left something behind");
    session.close().await
}

async fn keeps_nothing_a_page_forges(session: Session) -> Result<()> {
    session.visit("forge.html").await?;
    session.until_painted(&[("target", "Dell")]).await?;
    assert_eq!(session.card().await?, None, "a page opened the card");

    // Once a person opens it, the page attacks the card itself.
    session.open_card("target").await?;
    session
        .eventually("the page to try", async || {
            let done = session
                .run(
                    "return document.getElementById('done').textContent",
                    json!([]),
                )
                .await?;
            Ok((done == "tried").then_some(()))
        })
        .await?;
    // What a person keeps afterwards is the only thing kept.
    session
        .until_card("the card after the attack", |card| {
            card.text.contains("Dell")
        })
        .await?;
    assert_eq!(session.stored("insight/").await?, []);
    session.click_in_card("Keep").await?;
    let kept = session.until_kept(1).await?;
    assert_ne!(kept[0]["source"]["title"], "forged");
    session.close().await
}

async fn would_notice_a_request_to_the_outside(session: Session) -> Result<()> {
    // It cannot load: what counts is that the attempt is on record.
    let _error = session.driver().goto("http://elsewhere.invalid/").await;
    session
        .eventually("the attempt to be noticed", async || {
            let requests = session.outside().requests();
            Ok(requests
                .iter()
                .any(|request| request.contains("elsewhere.invalid"))
                .then_some(()))
        })
        .await?;
    assert!(session.close().await.is_err());
    Ok(())
}
