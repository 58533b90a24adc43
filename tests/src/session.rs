//! A browser with Earshot installed, as a person would have it before them.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{TimeoutConfiguration, WebDriver, WindowHandle};

use crate::browser::{self, Browser};
use crate::capabilities::View;
use crate::driver::DriverProcess;
use crate::error::{Doing, Error, Result};
use crate::outside::Outside;
use crate::site::Site;

/// How long a condition may take to come true. Generous, because two browsers
/// share a machine with whatever else it does; nothing ever waits this long
/// unless it fails.
const CEILING: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// A file every version of the extension has; shown as text, its document has
/// the extension's API and nothing else.
const CONSOLE_PAGE: &str = "page/highlight.css";

/// A browser with the extension, the site it browses and the world it must
/// not reach.
///
/// Two windows are open: the *page*, where WebDriver commands go, and the
/// *console*, a bare document of the extension through which a test speaks to
/// its background and reads its storage.
pub struct Session {
    // Dropped first: it ends the session while its driver still runs.
    driver: WebDriver,
    _process: DriverProcess,
    browser: Browser,
    home: PathBuf,
    site: Site,
    outside: Outside,
    origin: String,
    page: WindowHandle,
    console: WindowHandle,
}

/// What to start.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The browser.
    pub browser: Browser,
    /// Names the folder of profile and logs under `target/browser-tests/`.
    pub name: String,
    /// The folder the test site serves.
    pub pages: PathBuf,
    /// How it is shown and watched.
    pub view: View,
}

impl Setup {
    /// `browser` on the pages of the tests.
    pub fn new(browser: Browser, name: &str) -> Self {
        Self {
            browser,
            name: name.to_owned(),
            pages: crate::workspace().join("tests/pages"),
            view: View::default(),
        }
    }
}

/// What differs between a first start and a restart.
#[derive(Clone, Copy)]
struct Start {
    install: bool,
    view: View,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({} in {})", self.browser, self.home.display())
    }
}

impl Session {
    /// Starts a browser with a fresh profile.
    ///
    /// # Errors
    /// When the browser, its driver or the built extension is missing.
    pub async fn open(setup: Setup) -> Result<Self> {
        let Setup {
            browser,
            name,
            pages,
            view,
        } = setup;
        let home = crate::workspace().join(format!("target/browser-tests/{browser}-{name}"));
        if home.exists() {
            std::fs::remove_dir_all(&home).doing(|| format!("clearing {}", home.display()))?;
        }
        let site = Site::serve(pages).await?;
        Self::start(
            browser,
            home,
            site,
            Start {
                install: true,
                view,
            },
        )
        .await
    }

    /// Closes the browser and starts it again with the same profile.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub async fn restart(self) -> Result<Self> {
        self.driver.quit().await?;
        let start = Start {
            install: false,
            view: View::default(),
        };
        Self::start(self.browser, self.home, self.site, start).await
    }

    async fn start(browser: Browser, home: PathBuf, site: Site, start: Start) -> Result<Self> {
        let profile = home.join("profile");
        std::fs::create_dir_all(&profile).doing(|| format!("making {}", profile.display()))?;
        let outside = Outside::watch().await?;
        let log = home.join("driver.log");
        let (process, driver) =
            browser::launch(browser, &profile, &log, outside.port(), start.view).await?;
        driver
            .update_timeouts(TimeoutConfiguration::new(
                Some(CEILING),
                Some(CEILING),
                None,
            ))
            .await?;
        if start.install {
            browser::install(browser, &driver).await?;
        }
        let origin = browser::origin(browser, &driver).await?;
        let page = driver.window().await?;
        let console = driver.new_window().await?;
        let session = Self {
            driver,
            _process: process,
            browser,
            home,
            site,
            outside,
            origin,
            page,
            console,
        };
        session.set_up_console().await?;
        session.enter_page().await?;
        Ok(session)
    }

    /// Shows the console's document once the background has registered the
    /// page shim where it may listen.
    async fn set_up_console(&self) -> Result<()> {
        self.enter_console().await?;
        self.show_extension_page(CONSOLE_PAGE).await?;
        self.eventually("the extension to listen on granted sites", async || {
            let scripts = self
                .run(
                    "return (await chrome.scripting.getRegisteredContentScripts()).length",
                    json!([]),
                )
                .await?;
            Ok((scripts != 0).then_some(()))
        })
        .await
    }

    /// Has the extension reload itself, as an update does. All its documents
    /// close; the page stays open, and is entered.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn reload_extension(&mut self) -> Result<()> {
        self.enter_console().await?;
        // The document may be gone before it can answer.
        let _gone = self.run("chrome.runtime.reload()", json!([])).await;
        self.eventually("the extension's documents to close", async || {
            let windows = self.driver.windows().await?;
            Ok((!windows.contains(&self.console)).then_some(()))
        })
        .await?;
        self.enter_page().await?;
        self.console = self.driver.new_window().await?;
        self.set_up_console().await?;
        self.enter_page().await
    }

    /// The browser this is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// The WebDriver session, for what this type has no word for.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The test site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What was asked of the rest of the world.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// Opens a page of the test site in the page window.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn visit(&self, path: &str) -> Result<()> {
        Ok(self.driver.goto(self.site.url(path)).await?)
    }

    /// Opens a second page window on a page of the test site and enters it.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn visit_in_new_window(&self, path: &str) -> Result<WindowHandle> {
        let window = self.driver.new_window().await?;
        self.driver.switch_to_window(window.clone()).await?;
        self.visit(path).await?;
        Ok(window)
    }

    /// Opens a document of the extension in the current window.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn show_extension_page(&self, path: &str) -> Result<()> {
        let url = format!("{}{path}", self.origin);
        browser::show(self.browser, &self.driver, &url).await?;
        self.eventually("the extension's page", async || {
            let ready = self
                .run(
                    "return location.href === args[0] && document.readyState === 'complete'
                         && typeof chrome.runtime?.id === 'string'",
                    json!([url]),
                )
                .await;
            // While the window changes processes there is nothing to ask.
            Ok(ready.is_ok_and(|ready| ready == true).then_some(()))
        })
        .await
    }

    /// Directs what follows to the page window.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn enter_page(&self) -> Result<()> {
        Ok(self.driver.switch_to_window(self.page.clone()).await?)
    }

    /// Directs what follows to the console window.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn enter_console(&self) -> Result<()> {
        Ok(self.driver.switch_to_window(self.console.clone()).await?)
    }

    /// Runs the body of an async function in the current window, with `args`.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, body: &str, args: Value) -> Result<Value> {
        browser::run(&self.driver, body, args).await
    }

    /// Runs the body of an async function in the console and comes back to
    /// the window it was called from.
    ///
    /// # Errors
    /// When it throws, or does not return a `T`.
    pub async fn in_console<T: DeserializeOwned>(&self, body: &str, args: Value) -> Result<T> {
        let back = self.driver.window().await?;
        self.enter_console().await?;
        let result = self.run(body, args).await;
        self.driver.switch_to_window(back).await?;
        Ok(serde_json::from_value(result?)?)
    }

    /// Sends a message to the background as the panel does, and returns what
    /// it answers with.
    ///
    /// # Errors
    /// When the answer is an error.
    pub async fn ask(&self, request: Value) -> Result<Value> {
        let reply: Value = self
            .in_console(
                "return chrome.runtime.sendMessage(args[0])",
                json!([request]),
            )
            .await?;
        match reply.get("ok") {
            Some(answer) => Ok(answer.clone()),
            None => Err(Error::Refused {
                request: request.to_string(),
                reply: reply.to_string(),
            }),
        }
    }

    /// Listens for brands of these names from now on.
    ///
    /// # Errors
    /// When the background refuses them.
    pub async fn listen_for(&self, names: &[&str]) -> Result<()> {
        let brands: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        self.ask(json!({ "type": "saveBrands", "brands": brands }))
            .await?;
        Ok(())
    }

    /// Everything in the extension's storage whose key starts with `prefix`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn stored(&self, prefix: &str) -> Result<Vec<(String, Value)>> {
        self.in_console(
            "return Object.entries(await chrome.storage.local.get(null))
                 .filter(([key]) => key.startsWith(args[0]))",
            json!([prefix]),
        )
        .await
    }

    /// Waits until exactly `count` insights are kept, and returns them.
    ///
    /// # Errors
    /// When it never comes to that.
    pub async fn until_kept(&self, count: usize) -> Result<Vec<Value>> {
        self.eventually(&format!("{count} kept insights"), async || {
            let kept = self.stored("insight/").await?;
            let matches = kept.len() == count;
            Ok(matches.then(|| kept.into_iter().map(|(_, insight)| insight).collect()))
        })
        .await
    }

    /// Whether the background is running.
    ///
    /// # Errors
    /// When the browser will not say.
    pub async fn background_runs(&self) -> Result<bool> {
        browser::background_runs(self.browser, &self.driver).await
    }

    /// Kills the background as the browser does with an idle one.
    ///
    /// # Errors
    /// When it stays alive.
    pub async fn stop_background(&self) -> Result<()> {
        let back = self.driver.window().await?;
        self.enter_console().await?;
        browser::stop_background(self.browser, &self.driver).await?;
        self.driver.switch_to_window(back).await?;
        self.eventually("the background to stop", async || {
            Ok((!self.background_runs().await?).then_some(()))
        })
        .await
    }

    /// Looks at `condition` until it holds.
    ///
    /// # Errors
    /// When it fails, or does not hold in time; `what` says what was hoped for.
    pub async fn eventually<T>(
        &self,
        what: &str,
        condition: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        self.eventually_seen(what, async || Ok(condition().await?.ok_or(Value::Null)))
            .await
    }

    /// As [`Session::eventually`]; what it saw instead goes into the error.
    ///
    /// # Errors
    /// When it fails, or does not hold in time.
    pub async fn eventually_seen<T>(
        &self,
        what: &str,
        condition: impl AsyncFn() -> Result<std::result::Result<T, Value>>,
    ) -> Result<T> {
        let deadline = tokio::time::Instant::now() + CEILING;
        let mut looks = tokio::time::interval(LOOK_AGAIN);
        loop {
            looks.tick().await;
            match condition().await? {
                Ok(value) => return Ok(value),
                Err(last) if tokio::time::Instant::now() >= deadline => {
                    return Err(Error::Timeout {
                        what: what.to_owned(),
                        last: last.to_string(),
                    });
                }
                Err(_) => {}
            }
        }
    }

    /// Ends the session. Nothing may have been asked of the world outside.
    ///
    /// # Errors
    /// When the browser will not close, or something was asked.
    pub async fn close(self) -> Result<()> {
        self.driver.quit().await?;
        match self.outside.requests() {
            none if none.is_empty() => Ok(()),
            requests => Err(Error::LeftTheMachine(requests)),
        }
    }
}
