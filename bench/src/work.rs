//! What Earshot asks of a page's main thread.

use std::path::Path;

use earshot_browser_tests::{Browser, Changes, Session, Setup, View, workspace};
use serde_json::{Value, json};

use crate::Result;
use crate::page::{self, Size};
use crate::report::{Report, median, milliseconds};
use crate::trace::{self, END, START, Tasks};

const RUNS: usize = 5;

/// 4 MB of text in 10,000 posts, every fourth with one mention.
const FEED: Size = Size {
    posts: 10_000,
    post_bytes: 400,
    mention_every: Some(4),
};
const MENTIONS: u32 = 2_500;
/// The same without a brand.
const QUIET: Size = Size {
    mention_every: None,
    ..FEED
};

/// Waits, with little work of its own, until so many mentions are painted and
/// the frame with them is out; then marks the end.
const UNTIL_PAINTED: &str = r#"
    const names = ["negative", "neutral", "positive", "unsure"];
    const painted = () => names.reduce((sum, name) => sum + (CSS.highlights.get(`earshot-${name}`)?.size ?? 0), 0);
    while (painted() < args[0]) await new Promise((go) => setTimeout(go, 50));
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    performance.mark(args[1]);
"#;

/// Scrolls through the page in steps of a window, each with its frame.
const SCROLL: &str = r#"
    performance.mark(args[0]);
    for (let i = 1; i <= 50; i++) {
        scrollTo(0, i * innerHeight);
        for (let j = 0; j < 3; j++) await new Promise(requestAnimationFrame);
    }
    performance.mark(args[1]);
"#;

/// Waits until the page has long had nothing to do, and marks the end.
const UNTIL_IDLE: &str = r#"
    for (let i = 0; i < 20; i++) {
        await new Promise((go) => setTimeout(go, 20));
        await new Promise(requestIdleCallback);
    }
    performance.mark(args[0]);
"#;

const MARK_JS: &str = r#"
    await new Promise(requestIdleCallback);
    performance.mark(args[1]);
    await new Promise((done) => new Mark(document.body).mark(args[0], {
        accuracy: "exactly", caseSensitive: true, separateWordSearch: false, done,
    }));
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    performance.mark(args[2]);
    return document.querySelectorAll("mark").length;
"#;

/// From a new post to its paint, in milliseconds.
const ONE_POST: &str = r#"
    const post = document.createElement("article");
    post.textContent = `Run ${args[0]}: a Dell.`;
    const names = ["negative", "neutral", "positive", "unsure"];
    const painted = () => names.reduce((sum, name) => sum + (CSS.highlights.get(`earshot-${name}`)?.size ?? 0), 0);
    const before = painted();
    const start = performance.now();
    document.body.append(post);
    while (painted() === before) await new Promise((go) => setTimeout(go));
    return performance.now() - start;
"#;

/// Adds what a long feed and a page without hits cost, and how long a new
/// mention takes.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    report.note(format!(
        "medians of {RUNS} runs; main-thread times are processor times and include style, \
         layout and paint"
    ));
    report.note(
        "feeds without the judge’s model, every mention unsure: judging happens elsewhere, and \
         2,500 of them would take a minute",
    );
    let pages = workspace().join("target/bench");
    write_pages(&pages)?;
    let (mut ours, mut theirs, mut quiet) = (Vec::new(), Vec::new(), Vec::new());
    let (mut scrolled, mut plainly) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(feed(&pages).await?);
        theirs.push(mark_js(&pages).await?);
        quiet.push(quiet_page(&pages).await?);
        scrolled.push(scroll(&pages, false).await?);
        plainly.push(scroll(&pages, true).await?);
    }
    add_feed(report, &ours, &theirs);
    add_scrolling(report, &scrolled, &plainly);
    let per_mb = median(quiet.iter().map(|tasks| tasks.total))
        / (f64::from(QUIET.posts) * QUIET.post_bytes as f64 / 1e6);
    report.add_aimed(
        "page without a hit, main thread per MB of text",
        milliseconds(per_mb),
        "≤ 10 ms",
        per_mb <= 10.0,
    );
    let session = open(&pages, Changes::new()).await?;
    report.note(format!("Chromium {}", version(&session)));
    add_round_trips(report, &session).await?;
    session.close().await?;
    Ok(())
}

/// A browser that listens for the brands, with its main thread on record.
async fn open(pages: &Path, changes: Changes) -> Result<Session> {
    let session = Session::open(Setup {
        pages: pages.to_owned(),
        changes,
        view: View {
            trace: true,
            ..View::default()
        },
        ..Setup::new(Browser::Chromium, "bench")
    })
    .await?;
    session.listen_for(&page::BRANDS).await?;
    Ok(session)
}

fn write_pages(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let mark = workspace().join("node_modules/mark.js/dist/mark.js");
    std::fs::copy(mark, folder.join("mark.js"))?;
    std::fs::write(folder.join("feed.html"), page::html(FEED, &["mark.js"]))?;
    std::fs::write(folder.join("quiet.html"), page::html(QUIET, &[]))?;
    let empty = Size { posts: 0, ..QUIET };
    std::fs::write(folder.join("empty.html"), page::html(empty, &[]))?;
    Ok(())
}

/// A browser with a page open on which Earshot is about to start listening.
async fn about_to_listen(pages: &Path, path: &str) -> Result<Session> {
    let session = open(pages, Changes::from([("model/judge.bin", None)])).await?;
    set_paused(&session, true).await?;
    session.visit(path).await?;
    session
        .run("await new Promise(requestIdleCallback)", json!([]))
        .await?;
    Ok(session)
}

async fn start(session: &Session) -> Result<()> {
    session
        .run("performance.mark(args[0])", json!([START]))
        .await?;
    set_paused(session, false).await
}

/// Until the last mention is painted.
async fn feed(pages: &Path) -> Result<Tasks> {
    let session = about_to_listen(pages, "feed.html").await?;
    start(&session).await?;
    session.run(UNTIL_PAINTED, json!([MENTIONS, END])).await?;
    finish(session).await
}

async fn quiet_page(pages: &Path) -> Result<Tasks> {
    let session = about_to_listen(pages, "quiet.html").await?;
    start(&session).await?;
    session.run(UNTIL_IDLE, json!([END])).await?;
    finish(session).await
}

/// Through the feed when all is painted, or with Earshot paused.
async fn scroll(pages: &Path, paused: bool) -> Result<Tasks> {
    let session = about_to_listen(pages, "feed.html").await?;
    if !paused {
        set_paused(&session, false).await?;
        session
            .run(UNTIL_PAINTED, json!([MENTIONS, "painted"]))
            .await?;
    }
    session.run(SCROLL, json!([START, END])).await?;
    finish(session).await
}

async fn mark_js(pages: &Path) -> Result<Tasks> {
    let session = open(pages, Changes::new()).await?;
    set_paused(&session, true).await?;
    session.visit("feed.html").await?;
    let marked = session
        .run(MARK_JS, json!([page::BRANDS, START, END]))
        .await?;
    if marked != MENTIONS {
        return Err(format!("mark.js marked {marked} of {MENTIONS} words").into());
    }
    finish(session).await
}

async fn finish(session: Session) -> Result<Tasks> {
    let tasks = trace::tasks(&session).await?;
    session.close().await?;
    Ok(tasks.ok_or("no marks in the trace")?)
}

async fn set_paused(session: &Session, paused: bool) -> Result<()> {
    session
        .ask(json!({ "type": "setPaused", "paused": paused }))
        .await?;
    Ok(())
}

fn add_feed(report: &mut Report, ours: &[Tasks], theirs: &[Tasks]) {
    let total = median(ours.iter().map(|tasks| tasks.total));
    let longest = median(ours.iter().map(|tasks| tasks.longest));
    let their_total = median(theirs.iter().map(|tasks| tasks.total));
    let their_longest = median(theirs.iter().map(|tasks| tasks.longest));
    report.add_aimed(
        "feed of 10,000 posts, 4 MB text, 2,500 mentions: main thread until all is painted",
        milliseconds(total),
        format!("≤ 1/4 of mark.js ({})", milliseconds(their_total)),
        total <= their_total / 4.0,
    );
    report.add_aimed(
        "the same: longest task",
        milliseconds(longest),
        "≤ 16 ms",
        longest <= 16.0,
    );
    report.add(
        "mark.js on the same page: main thread",
        milliseconds(their_total),
    );
    report.add(
        "mark.js on the same page: longest task",
        milliseconds(their_longest),
    );
}

fn add_scrolling(report: &mut Report, scrolled: &[Tasks], plainly: &[Tasks]) {
    let [ours, plain] = [scrolled, plainly].map(|all| {
        let total = median(all.iter().map(|tasks| tasks.total));
        let longest = median(all.iter().map(|tasks| tasks.longest));
        format!(
            "{}, longest task {}",
            milliseconds(total),
            milliseconds(longest)
        )
    });
    report.add("scrolling 50 windows through that feed: main thread", ours);
    report.add("the same without Earshot", plain);
}

async fn add_round_trips(report: &mut Report, session: &Session) -> Result<()> {
    set_paused(session, false).await?;
    session.visit("empty.html").await?;
    for asleep in [false, true] {
        let mut times = Vec::new();
        for run in 0..RUNS {
            if asleep {
                session.stop_background().await?;
            }
            let name = format!("{run}{asleep}");
            let time = session.run(ONE_POST, json!([name])).await?;
            times.push(time.as_f64().ok_or("not a time")?);
        }
        let state = if asleep { "asleep" } else { "awake" };
        report.add(
            format!("new post → paint, background {state}"),
            milliseconds(median(times.into_iter())),
        );
    }
    Ok(())
}

pub(crate) fn version(session: &Session) -> String {
    let capabilities = session.driver().capabilities();
    let version = capabilities.get("browserVersion").and_then(Value::as_str);
    version.unwrap_or("of unknown version").to_owned()
}
