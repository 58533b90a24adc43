//! A browser with Earshot installed, as a person would have it before them.

mod extension;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::{TimeoutConfiguration, WebDriver, WindowHandle};

use crate::browser::{self, Browser};
use crate::capabilities::View;
use crate::driver::DriverProcess;
use crate::error::{Doing, Error, Result};
use crate::extension::{Changes, Extension};
use crate::outside::Outside;
use crate::site::Site;

/// How long a condition may take to come true. Generous, because two browsers
/// share a machine with whatever else it does; nothing ever waits this long
/// unless it fails.
const CEILING: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

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
    log: PathBuf,
    site: Site,
    outside: Outside,
    origin: String,
    page: WindowHandle,
    console: WindowHandle,
    // Dropped last: nobody uses their folders any more.
    extension: Extension,
    profile: TempDir,
}

/// What to start.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The browser.
    pub browser: Browser,
    /// Names the driver's log in `target/browser-tests/`.
    pub name: String,
    /// The folder the test site serves.
    pub pages: PathBuf,
    /// How it is shown and watched.
    pub view: View,
    /// What is changed in the extension's files.
    pub changes: Changes,
}

impl Setup {
    /// `browser` on the pages of the tests.
    pub fn new(browser: Browser, name: &str) -> Self {
        Self {
            browser,
            name: name.to_owned(),
            pages: crate::workspace().join("tests/pages"),
            view: View::default(),
            changes: Changes::new(),
        }
    }
}

/// What a browser is started with, the first time or again.
struct Start {
    browser: Browser,
    extension: Extension,
    profile: TempDir,
    log: PathBuf,
    site: Site,
    install: bool,
    view: View,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({}, log {})", self.browser, self.log.display())
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
            changes,
        } = setup;
        let logs = crate::workspace().join("target/browser-tests");
        std::fs::create_dir_all(&logs).doing(|| format!("making {}", logs.display()))?;
        let start = Start {
            browser,
            extension: Extension::new(browser, &changes)?,
            profile: TempDir::new().doing(|| "making a profile".into())?,
            log: logs.join(format!("{browser}-{name}.log")),
            site: Site::serve(pages).await?,
            install: true,
            view,
        };
        Self::start(start).await
    }

    /// Closes the browser and starts it again with the same profile.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub async fn restart(self) -> Result<Self> {
        self.driver.quit().await?;
        Self::start(Start {
            browser: self.browser,
            extension: self.extension,
            profile: self.profile,
            log: self.log,
            site: self.site,
            install: false,
            view: View::default(),
        })
        .await
    }

    async fn start(start: Start) -> Result<Self> {
        let Start {
            browser,
            extension,
            profile,
            log,
            site,
            install,
            view,
        } = start;
        let outside = Outside::watch().await?;
        let (process, driver) = browser::launch(
            browser,
            &extension,
            profile.path(),
            &log,
            outside.port(),
            view,
        )
        .await?;
        driver
            .update_timeouts(TimeoutConfiguration::new(
                Some(CEILING),
                Some(CEILING),
                None,
            ))
            .await?;
        if install {
            browser::install(browser, &extension, &driver).await?;
        }
        let origin = browser::origin(browser, &extension, &driver).await?;
        let page = driver.window().await?;
        let console = driver.new_window().await?;
        let session = Self {
            driver,
            _process: process,
            browser,
            log,
            site,
            outside,
            origin,
            page,
            console,
            extension,
            profile,
        };
        session.set_up_console().await?;
        session.enter_page().await?;
        Ok(session)
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
