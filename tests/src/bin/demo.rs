//! `./build.sh demo`: Earshot on the pages in `demo/`.
//!
//! With a display it opens a browser to look around in. Without one it prints
//! what was flagged and leaves screenshots in `target/demo/`.

#![allow(
    clippy::print_stdout,
    reason = "a command line tool talks to its terminal"
)]

use std::path::Path;

use earshot_browser_tests::{Browser, Session, Setup, View, workspace};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::By;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The demo sites, and how many mentions a person finds on each.
const PAGES: [(&str, usize); 3] = [
    ("portal/index.html", 15),
    ("feed/index.html", 24),
    ("forum/index.html", 10),
];

/// The review whose card is shown, and kept.
const SHOWN_REVIEW: &str = "b-9408";

/// Scrolls the feed until it has nothing more to show.
const SCROLL_TO_END: &str = r#"
    const end = document.getElementById("end");
    while (end && end.textContent.startsWith("Loading")) {
        end.scrollIntoView();
        await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
"#;

/// Listens to a tab's page shim, as the panel does, until it has heard enough.
const LISTEN: &str = r#"
    const tabs = await chrome.tabs.query({ url: "http://127.0.0.1/*" });
    const tab = tabs.find(({ url }) => url === args[0]);
    const port = chrome.tabs.connect(tab.id, { name: "panel" });
    const mentions = await new Promise((resolve) => {
        port.onMessage.addListener(({ total, mentions }) => {
            if (total >= args[1]) resolve(mentions);
        });
    });
    port.disconnect();
    return mentions;
"#;

/// Sets the panel's language, from the panel, once it lists the page's mentions.
const SET_LOCALE: &str = r#"
    await chrome.runtime.sendMessage({ type: "setLocale", locale: args[0] });
    const listed = () => document.getElementById("this-page")?.querySelector(".verdict");
    while (document.documentElement.lang !== args[0] || !listed()) await new Promise(requestAnimationFrame);
"#;

#[tokio::main]
async fn main() -> Result<()> {
    let Options { browser, headed } = Options::read()?;
    if headed {
        look_around(browser).await
    } else {
        std::fs::create_dir_all(screenshots())?;
        show(browser, false).await?;
        show(browser, true).await
    }
}

struct Options {
    browser: Browser,
    headed: bool,
}

impl Options {
    fn read() -> Result<Self> {
        let display = ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        let mut options = Self {
            browser: Browser::Chromium,
            headed: display,
        };
        for argument in std::env::args().skip(1) {
            match argument.as_str() {
                "--firefox" => options.browser = Browser::Firefox,
                "--headed" if display => {}
                "--headed" => return Err("--headed needs a display".into()),
                other => return Err(format!("unknown option {other}").into()),
            }
        }
        Ok(options)
    }
}

fn screenshots() -> std::path::PathBuf {
    workspace().join("target/demo")
}

/// A browser that listens for the demo's brands.
async fn open(browser: Browser, view: View) -> Result<Session> {
    let demo = workspace().join("demo");
    let brands = std::fs::read_to_string(demo.join("brands.json"))?;
    let brands: Value = serde_json::from_str(&brands)?;
    let session = Session::open(Setup {
        pages: demo,
        view,
        ..Setup::new(browser, "demo")
    })
    .await?;
    session
        .ask(json!({ "type": "saveBrands", "brands": brands["brands"] }))
        .await?;
    session.ask(json!({ "type": "finishFirstRun" })).await?;
    Ok(session)
}

/// Opens the sites and leaves the browser to the person before it.
async fn look_around(browser: Browser) -> Result<()> {
    let view = View {
        headed: true,
        ..View::default()
    };
    let session = open(browser, view).await?;
    for (path, _) in PAGES.iter().skip(1) {
        session.visit_in_new_window(path).await?;
    }
    session.enter_page().await?;
    session.visit(PAGES[0].0).await?;
    println!("Rest the pointer on a mention. Alt+Shift+E opens the panel.");
    println!("Press Enter here to close the browser.");
    tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new())).await??;
    session.close().await?;
    Ok(())
}

/// Takes the screenshots, light or dark, and the first time prints the table.
async fn show(browser: Browser, dark: bool) -> Result<()> {
    let look = if dark { "dark" } else { "light" };
    println!("{browser}, {look} pages");
    let view = View {
        dark,
        ..View::default()
    };
    let session = open(browser, view).await?;
    for (path, expected) in PAGES {
        let mentions = listen(&session, path, expected).await?;
        if !dark {
            print_table(path, &mentions);
        }
        let site = path.split('/').next().unwrap_or(path);
        shoot(&session, &format!("page-{site}-{look}")).await?;
    }

    session.visit(PAGES[0].0).await?;
    listen(&session, PAGES[0].0, PAGES[0].1).await?;
    session
        .eventually("the review's mention", async || {
            let painted = session.painted().await?;
            let shown = painted.iter().any(|mention| mention.place == SHOWN_REVIEW);
            Ok(shown.then_some(()))
        })
        .await?;
    session.open_card(SHOWN_REVIEW).await?;
    shoot(&session, &format!("card-{look}")).await?;
    session.click_in_card("Keep").await?;
    session.until_kept(1).await?;

    session.open_panel_beside().await?;
    session.driver().set_window_rect(0, 0, 420, 860).await?;
    for locale in ["de", "en"] {
        session.run(SET_LOCALE, json!([locale])).await?;
        for tab in ["this-page", "insights"] {
            let tab_button = session.driver().find(By::Id(format!("tab-{tab}"))).await?;
            tab_button.click().await?;
            shoot(&session, &format!("panel-{tab}-{locale}-{look}")).await?;
        }
    }
    session.close().await?;
    Ok(())
}

async fn shoot(session: &Session, name: &str) -> Result<()> {
    let file = screenshots().join(format!("{name}.png"));
    session.driver().screenshot(&file).await?;
    let file = file.strip_prefix(workspace()).unwrap_or(Path::new(name));
    println!("  {}", file.display());
    Ok(())
}

/// A mention as the page shim tells the panel.
#[derive(Deserialize)]
struct Mention {
    brand: String,
    quote: Vec<Run>,
    doubtful: bool,
    verdict: Verdict,
}

/// A part of a quote.
#[derive(Deserialize)]
struct Run {
    text: String,
    #[serde(default)]
    light: Option<String>,
}

#[derive(Deserialize)]
struct Verdict {
    label: String,
    probabilities: Probabilities,
    mixed: bool,
    unsure: bool,
}

#[derive(Deserialize)]
struct Probabilities {
    negative: f32,
    neutral: f32,
    positive: f32,
}

/// Opens a page and returns its mentions in reading order.
async fn listen(session: &Session, path: &str, expected: usize) -> Result<Vec<Mention>> {
    session.visit(path).await?;
    session.run(SCROLL_TO_END, json!([])).await?;
    let url = session.site().url(path);
    Ok(session.in_console(LISTEN, json!([url, expected])).await?)
}

fn print_table(path: &str, mentions: &[Mention]) {
    println!("\n{path}: {} mentions", mentions.len());
    println!("  brand     form            verdict          sure   quote");
    for mention in mentions {
        let is_form = |run: &&Run| run.light.as_deref() == Some("mention");
        let form = mention.quote.iter().find(is_form);
        let quote: String = mention.quote.iter().map(|run| run.text.as_str()).collect();
        let Verdict {
            label,
            probabilities,
            mixed,
            unsure,
        } = &mention.verdict;
        let sure = probabilities
            .negative
            .max(probabilities.neutral)
            .max(probabilities.positive);
        let verdict = match (unsure, mixed) {
            _ if mention.doubtful => "doubtful".to_owned(),
            (true, _) => "unsure".to_owned(),
            (false, true) => format!("{label}, mixed"),
            (false, false) => label.clone(),
        };
        println!(
            "  {:<9} {:<15} {verdict:<16} {:>3.0} %  {}",
            mention.brand,
            form.map_or("", |run| &run.text),
            sure * 100.0,
            quote,
        );
    }
    println!();
}
