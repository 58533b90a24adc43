//! The panel, and what it shares with pages and other windows.

use earshot_browser_tests::{Changes, Result, Session};
use serde_json::json;
use thirtyfour::Key;

use crate::in_both_browsers;

in_both_browsers!(
    leads_through_the_first_run,
    lists_this_page_and_shows_what_is_clicked,
    sees_what_another_window_keeps,
    learns_which_mentions_are_meant,
    shows_what_a_brand_finds,
    narrows_insights_down,
    sends_the_focus_on,
    sends_the_focus_on_from_what_is_granted with grants_what_is_asked_for,
);

/// Waits until the focus is on the element with this id.
async fn until_focused(session: &Session, id: &str) -> Result<()> {
    session
        .eventually_seen(&format!("the focus on #{id}"), async || {
            let focused = session
                .run("return document.activeElement.id", json!([]))
                .await?;
            Ok(if focused == id { Ok(()) } else { Err(focused) })
        })
        .await
}

async fn leads_through_the_first_run(session: Session) -> Result<()> {
    session.listen_for(&[]).await?;
    session.show_extension_page("panel.html").await?;
    session
        .until_texts(".first-run #next", |next| next.len() == 1)
        .await?;
    session.type_into(".first-run input", "Dell").await?;
    session.click("#next").await?;
    session
        .until_texts(".step", |step| step == ["Step 2 of 3"])
        .await?;
    session.click("#next").await?;
    // The demo text shows what will happen.
    session
        .until_texts(".first-run .heard mark.mention", |marks| {
            !marks.is_empty() && marks.iter().all(|mark| mark.contains("Dell"))
        })
        .await?;
    session.click("#finish").await?;
    until_focused(&session, "this-page").await?;

    session.visit("reviews.html").await?;
    session.until_painted(&[("praise", "Dell")]).await?;
    session.close().await
}

async fn lists_this_page_and_shows_what_is_clicked(session: Session) -> Result<()> {
    let page = session.driver().window().await?;
    session.visit("reviews.html").await?;
    session
        .until_painted(&[("anger", "HP"), ("praise", "Dell")])
        .await?;
    let panel = session.open_panel_beside().await?;
    session
        .until_texts("#this-page li.card", |cards| {
            cards.len() == 2 && cards[0].contains("Dell") && cards[1].contains("HP")
        })
        .await?;

    // A setting that is none of the page's business leaves it alone.
    let changed: Vec<String> = session
        .in_console(
            "const changed = new Promise((resolve) =>
                 chrome.storage.local.onChanged.addListener(resolve));
             await chrome.runtime.sendMessage({ type: 'setLocale', locale: 'en' });
             return Object.keys(await changed)",
            json!([]),
        )
        .await?;
    assert_eq!(changed, ["settings"]);

    session
        .click("#this-page li.card:nth-of-type(2) button")
        .await?;
    session.driver().switch_to_window(page).await?;
    session
        .eventually("the mention to flash", async || {
            let flash = session
                .run(
                    "return CSS.highlights.get('earshot-flash')?.size ?? 0",
                    json!([]),
                )
                .await?;
            Ok((flash == 1).then_some(()))
        })
        .await?;

    session.visit("quiet.html").await?;
    session.driver().switch_to_window(panel).await?;
    session
        .until_texts("#this-page li.card", |cards| cards.is_empty())
        .await?;
    session.close().await
}

async fn sees_what_another_window_keeps(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session
        .until_painted(&[("anger", "HP"), ("praise", "Dell")])
        .await?;
    let page = session.driver().window().await?;
    let panel = session.open_panel().await?;
    session.click("#tab-insights").await?;

    session.driver().switch_to_window(page).await?;
    session.open_card("anger").await?;
    session.click_in_card("Keep").await?;
    session.driver().switch_to_window(panel).await?;
    session
        .until_texts("#insights li.card", |cards| {
            cards.len() == 1 && cards[0].contains("eine Katastrophe")
        })
        .await?;

    // A deletion reaches storage, and its undo brings back the same record.
    let kept = session.until_kept(1).await?;
    session.click("#insights li.card .delete").await?;
    session.until_kept(0).await?;
    session.click("[role=status] button, .toast button").await?;
    assert_eq!(session.until_kept(1).await?, kept);
    session
        .until_texts("#insights li.card", |cards| cards.len() == 1)
        .await?;
    session.close().await
}

async fn learns_which_mentions_are_meant(session: Session) -> Result<()> {
    let gap = json!({ "name": "Gap", "context": { "near": ["jeans"] } });
    session
        .ask(json!({ "type": "saveBrands", "brands": [gap] }))
        .await?;
    session.visit("senses.html").await?;
    // What is doubtful is not painted, but listed.
    session.until_painted(&[("jeans", "Gap")]).await?;
    session.until_badge("1").await?;
    let page = session.driver().window().await?;
    let panel = session.open_panel_beside().await?;
    session
        .until_texts("#doubtful li.card", |cards| {
            cards.len() == 1 && cards[0].contains("boards")
        })
        .await?;

    session.click("#doubtful li.card .is-us").await?;
    session
        .until_texts("#doubtful li.card", |cards| cards.is_empty())
        .await?;
    session.driver().switch_to_window(page.clone()).await?;
    session
        .until_painted(&[("boards", "Gap"), ("jeans", "Gap")])
        .await?;

    // And back again.
    session.driver().switch_to_window(panel).await?;
    session
        .click("#this-page li.card:nth-of-type(2) .not-us")
        .await?;
    session
        .until_texts("#doubtful li.card", |cards| cards.len() == 1)
        .await?;
    session.driver().switch_to_window(page).await?;
    session.until_painted(&[("jeans", "Gap")]).await?;
    session.close().await
}

async fn shows_what_a_brand_finds(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session
        .until_painted(&[("anger", "HP"), ("praise", "Dell")])
        .await?;
    session.open_panel().await?;
    session.click("#tab-brands").await?;
    session.click("#brands .edit").await?;
    session
        .until_texts(".rehearsal .forms bdi", |forms| {
            forms.iter().any(|form| form == "Dell-Service")
                && forms.iter().any(|form| form == "Delle")
        })
        .await?;
    session
        .until_texts(".rehearsal .matched", |matched| {
            matched == ["Would have found 1 of the last 2 mentions."]
        })
        .await?;
    session.close().await
}

async fn narrows_insights_down(session: Session) -> Result<()> {
    session.visit("reviews.html").await?;
    session
        .until_painted(&[("anger", "HP"), ("praise", "Dell")])
        .await?;
    for place in ["anger", "praise"] {
        session.open_card(place).await?;
        session.click_in_card("Keep").await?;
        session
            .until_card("what is kept to say so", |card| card.text.contains("Kept"))
            .await?;
        session.press(Key::Escape).await?;
        session.until_no_card().await?;
    }
    session.until_kept(2).await?;
    // Not what the judge heard, which may change with it.
    session
        .in_console::<()>(
            "const kept = Object.entries(await chrome.storage.local.get(null))
                 .filter(([key]) => key.startsWith('insight/'));
             for (const [key, insight] of kept) {
                 const { verdict, brand } = insight;
                 [verdict.intents, verdict.topics] =
                     brand === 'HP' ? [['complaint'], ['service', 'price']] : [['praise'], ['price']];
                 await chrome.storage.local.set({ [key]: insight });
             }",
            json!([]),
        )
        .await?;
    session.open_panel().await?;
    session.click("#tab-insights").await?;
    let offered = "#insights .facet-filter button:not([hidden])";
    session
        .until_texts(offered, |offered| {
            offered == ["1\nComplaint", "1\nPraise", "2\nPrice", "1\nService"]
        })
        .await?;
    session
        .until_texts("#insights .facets", |facets| {
            facets.len() == 2 && facets.iter().any(|facets| facets.contains("Complaint"))
        })
        .await?;

    // Chosen and let go of with the keyboard alone.
    session
        .run("document.querySelector(args[0]).focus()", json!([offered]))
        .await?;
    session.press(' ').await?;
    session
        .until_texts("#insights li.card .brand", |brands| brands == ["HP"])
        .await?;
    session
        .until_texts(offered, |offered| {
            offered == ["1\nComplaint", "1\nPraise", "1\nPrice", "1\nService"]
        })
        .await?;
    session.press(' ').await?;
    session
        .until_texts("#insights li.card", |cards| cards.len() == 2)
        .await?;
    session.close().await
}

async fn sends_the_focus_on(session: Session) -> Result<()> {
    session.visit("quiet.html").await?;
    session
        .ask(json!({ "type": "saveBrands", "brands": [] }))
        .await?;
    session.open_panel_beside().await?;
    session
        .until_texts("#name-brand", |button| button.len() == 1)
        .await?;
    session.click("#name-brand").await?;
    until_focused(&session, "add-brand").await?;

    session.listen_for(&["HP", "Dell"]).await?;
    session.click("#brands [data-id=HP] .delete").await?;
    until_focused(&session, "brands").await?;
    session
        .ask(json!({ "type": "setPaused", "paused": true }))
        .await?;
    session.click("#tab-this-page").await?;
    session
        .until_texts("#this-page .empty h2", |title| {
            title == ["Earshot is paused"]
        })
        .await?;
    session.click("#this-page .empty button").await?;
    until_focused(&session, "this-page").await?;
    session.close().await
}

/// Before the panel's script: a browser whose user grants all that is asked
/// for, and has granted nothing yet. No test can answer the browser's prompt.
const GENEROUS_USER: &str = "
const { permissions } = globalThis.browser ?? chrome;
const [origins, listeners] = [[], []];
permissions.getAll = async () => ({ origins });
permissions.onAdded.addListener = (listener) => listeners.push(listener);
permissions.request = async (asked) => {
    origins.push(...asked.origins);
    for (const listener of listeners) listener(asked);
    return true;
};
permissions.onRemoved.addListener = (listener) => listeners.push(listener);
permissions.remove = async (asked) => {
    for (const origin of asked.origins) origins.splice(origins.indexOf(origin), 1);
    for (const listener of listeners) listener(asked);
    return true;
};
";

fn grants_what_is_asked_for() -> Changes {
    let panel = include_str!("../../../extension/panel.js");
    let panel = [GENEROUS_USER, panel].concat();
    Changes::from([("panel.js", Some(panel.into_bytes()))])
}

async fn sends_the_focus_on_from_what_is_granted(session: Session) -> Result<()> {
    session.visit("quiet.html").await?;
    session.open_panel_beside().await?;
    for (screen, button, then) in [
        ("this-page", "listen-here", "this-page"),
        ("sites", "add-this-site", "this-site-added"),
        ("sites", "add-known-sites", "known-sites-added"),
    ] {
        // Loaded again, the panel knows of no grant.
        session.show_extension_page("panel.js").await?;
        session.show_extension_page("panel.html").await?;
        let button = format!("#{screen} #{button}");
        session
            .until_texts(&button, |buttons| buttons.len() == 1)
            .await?;
        session.click(&format!("#tab-{screen}")).await?;
        session.click(&button).await?;
        until_focused(&session, then).await?;
    }
    session
        .run(
            "document.querySelector('#sites .lines .quiet').click()",
            json!([]),
        )
        .await?;
    until_focused(&session, "sites").await?;
    session.close().await
}
