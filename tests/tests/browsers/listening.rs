//! Hearing mentions, however a page shows them.

use earshot_browser_tests::{Result, STRICT_CSP, Session};
use serde_json::json;
use thirtyfour::By;

use crate::in_both_browsers;

in_both_browsers!(
    hears_under_strict_csp,
    hears_words_split_over_elements,
    hears_only_what_is_shown,
    hears_what_scrolling_brings,
    hears_after_in_app_navigation,
    hears_in_shadow_roots,
    hears_in_frames,
    hears_rows_that_are_reused,
    hears_on_hostile_pages,
    is_readable_on_a_dark_page,
    is_silent_while_paused,
    hears_new_brands_at_once,
);

async fn hears_under_strict_csp(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    let policy = session
        .run(
            "return (await fetch(location.href)).headers.get('content-security-policy')",
            json!([]),
        )
        .await?;
    assert_eq!(policy, STRICT_CSP);

    let painted = session
        .until_painted(&[("anger", "HP"), ("praise", "Dell")])
        .await?;
    let verdicts: Vec<&str> = painted
        .iter()
        .map(|mention| mention.verdict.as_str())
        .collect();
    assert_eq!(verdicts, ["negative", "positive"]);
    session.close().await
}

async fn hears_words_split_over_elements(session: Session) -> Result<()> {
    session.visit("inline.html").await?;
    session
        .until_painted(&[
            ("apart", "Dell"),
            ("bold", "Dell"),
            ("emoji", "Dell"),
            ("handle", "@Dell"),
            ("hashtag", "#Dell"),
            ("line", "Dell"),
        ])
        .await?;
    session.close().await
}

async fn hears_only_what_is_shown(session: Session) -> Result<()> {
    session.visit("traps.html").await?;
    session.until_painted(&[("seen", "Dell")]).await?;
    session.close().await
}

async fn hears_what_scrolling_brings(session: Session) -> Result<()> {
    session.visit("feed.html").await?;
    session.until_painted(&[("post-0", "Dell")]).await?;
    for (last, heard, count) in [
        (5, "post-5", "2"),
        (10, "post-10", "3"),
        (15, "post-15", "4"),
    ] {
        session
            .run("document.getElementById('end').scrollIntoView()", json!([]))
            .await?;
        session
            .eventually(&format!("post {last}"), async || {
                let posts = session
                    .driver()
                    .find_all(By::Id(format!("post-{last}")))
                    .await?;
                Ok(posts.first().map(drop))
            })
            .await?;
        // All are heard; painted are those near the window.
        session.until_badge(count).await?;
        until_in_paint(&session, heard).await?;
    }
    session.run("scrollTo(0, 0)", json!([])).await?;
    until_in_paint(&session, "post-0").await?;
    session.close().await
}

/// Waits until one of the painted mentions is in the element `place`, and all
/// paint is on its words.
async fn until_in_paint(session: &Session, place: &str) -> Result<()> {
    session
        .eventually(&format!("paint in #{place}"), async || {
            let painted = session.painted().await?;
            let is_right = painted
                .iter()
                .all(|mention| mention.text.as_deref() == Some("Dell"));
            let is_there = painted.iter().any(|mention| mention.place == place);
            Ok((is_right && is_there).then_some(()))
        })
        .await
}

async fn hears_on_hostile_pages(session: Session) -> Result<()> {
    session.visit("hostile.html").await?;
    until_in_paint(&session, "calm").await?;
    until_in_paint(&session, "long").await?;
    session.close().await
}

async fn hears_after_in_app_navigation(session: Session) -> Result<()> {
    session.visit("app.html").await?;
    session.click("#to-news").await?;
    session.until_painted(&[("news", "HP")]).await?;
    session.click("#to-forum").await?;
    session.until_painted(&[("forum", "Dell")]).await?;
    session.driver().back().await?;
    session.until_painted(&[("news", "HP")]).await?;
    session.close().await
}

async fn hears_in_shadow_roots(session: Session) -> Result<()> {
    // Paused first, so that there is a picture without paint to compare with.
    session
        .ask(json!({ "type": "setPaused", "paused": true }))
        .await?;
    session.visit("shadow.html").await?;
    let inner = session.driver().find(By::Id("outer")).await?;
    let before = inner.screenshot_as_png().await?;
    session
        .ask(json!({ "type": "setPaused", "paused": false }))
        .await?;
    session
        .until_painted(&[("inner", "HP"), ("open", "Dell")])
        .await?;
    session
        .eventually(
            "paint in a nested shadow root that can be seen",
            async || Ok((inner.screenshot_as_png().await? != before).then_some(())),
        )
        .await?;

    session.click("#attach").await?;
    session
        .until_painted(&[("inner", "HP"), ("late", "Dell"), ("open", "Dell")])
        .await?;
    session.close().await
}

async fn hears_in_frames(session: Session) -> Result<()> {
    session.visit("frames.html").await?;
    session.until_painted(&[("top", "Dell")]).await?;
    for frame in 0..3 {
        session.driver().enter_frame(frame).await?;
        session.until_painted(&[("text", "Dell")]).await?;
        session.driver().enter_default_frame().await?;
    }
    session.close().await
}

async fn hears_rows_that_are_reused(session: Session) -> Result<()> {
    session.visit("recycle.html").await?;
    for expected in [
        &[("row-0", "Dell"), ("row-3", "Dell")][..],
        &[("row-2", "Dell")],
        &[("row-1", "Dell")],
        &[("row-0", "Dell"), ("row-3", "Dell")],
    ] {
        session.until_painted(expected).await?;
        session.click("#next").await?;
    }
    session.close().await
}

/// WCAG 2.2's least contrast for text, and for parts of the interface.
const TEXT_CONTRAST: f64 = 4.5;
const LINE_CONTRAST: f64 = 3.0;

async fn is_readable_on_a_dark_page(session: Session) -> Result<()> {
    session.visit("dark.html").await?;
    let painted = session
        .until_painted(&[("anger", "HP"), ("news", "Dell"), ("praise", "Dell")])
        .await?;
    for mention in painted {
        let (text, line): (f64, f64) = serde_json::from_value(
            session
                .run(CONTRASTS, json!([mention.place, mention.verdict]))
                .await?,
        )?;
        assert!(text >= TEXT_CONTRAST, "{mention:?}: text {text:.2}");
        assert!(line >= LINE_CONTRAST, "{mention:?}: line {line:.2}");
    }
    session.close().await
}

/// The contrast of a mention's text with what it stands on, and of its line
/// with the page. Colours are read from a canvas, so that any notation will do.
const CONTRASTS: &str = r#"
    const element = document.querySelector(`#${args[0]} p`);
    const page = getComputedStyle(document.body).backgroundColor;
    const own = getComputedStyle(element);
    const mark = getComputedStyle(element, `::highlight(earshot-${args[1]})`);
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const over = (...colors) => {
        for (const color of colors) {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
        }
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
            const part = byte / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const ground = over(page, mark.backgroundColor);
    return [
        contrast(over(page, mark.backgroundColor, own.color), ground),
        contrast(over(page, mark.textDecorationColor), over(page)),
    ];
"#;

async fn is_silent_while_paused(session: Session) -> Result<()> {
    let everything = [("anger", "HP"), ("praise", "Dell")];
    session.visit("reviews.html").await?;
    session.until_painted(&everything).await?;
    session
        .ask(json!({ "type": "setPaused", "paused": true }))
        .await?;
    session.until_painted(&[]).await?;
    session
        .ask(json!({ "type": "setPaused", "paused": false }))
        .await?;
    session.until_painted(&everything).await?;
    session
        .ask(json!({ "type": "setSite", "host": "127.0.0.1", "on": false }))
        .await?;
    session.until_painted(&[]).await?;
    session
        .ask(json!({ "type": "setSite", "host": "127.0.0.1", "on": true }))
        .await?;
    session.until_painted(&everything).await?;
    session.close().await
}

async fn hears_new_brands_at_once(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session
        .until_painted(&[("anger", "HP"), ("praise", "Dell")])
        .await?;
    session.listen_for(&["Modell"]).await?;
    session.until_painted(&[("plain", "Modell")]).await?;

    // Words beside the name, which no page looks for, count at once, too.
    let brand = json!({ "name": "Modell", "context": { "not_near": ["Regal"] } });
    session
        .ask(json!({ "type": "saveBrands", "brands": [brand] }))
        .await?;
    session.until_painted(&[]).await?;
    session.close().await
}
