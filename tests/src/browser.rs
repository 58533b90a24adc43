//! The two browsers: how each is started, and where they differ.

use std::fmt;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Capabilities, RequestData, SessionId, WebDriver};

use crate::capabilities::{self, View};
use crate::driver::DriverProcess;
use crate::error::{Error, Result};
use crate::extension::Extension;

/// A browser Earshot ships for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium through chromedriver.
    Chromium,
    /// Firefox through geckodriver.
    Firefox,
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        })
    }
}

/// Starts a driver and a browser with `profile`, which may be a used one.
/// Everything but this machine is reached through the proxy at `proxy_port`.
pub(crate) async fn launch(
    browser: Browser,
    extension: &Extension,
    profile: &Path,
    log: &Path,
    proxy_port: u16,
    view: View,
) -> Result<(DriverProcess, WebDriver)> {
    let (process, capabilities) = match browser {
        Browser::Chromium => (
            DriverProcess::start(
                "chromedriver",
                &["--port=0"],
                "started successfully on port ",
                log,
            )
            .await?,
            capabilities::chromium(profile, proxy_port, view, extension.folder()),
        ),
        Browser::Firefox => (
            DriverProcess::start(
                "geckodriver",
                &["--port=0", "--allow-system-access"],
                "Listening on 127.0.0.1:",
                log,
            )
            .await?,
            capabilities::firefox(profile, proxy_port, view),
        ),
    };
    let Value::Object(capabilities) = capabilities else {
        return Err(Error::Missing("capabilities".into()));
    };
    let driver = WebDriver::new(process.url(), Capabilities::from(capabilities)).await?;
    Ok((process, driver))
}

/// Installs the extension where the command line cannot.
pub(crate) async fn install(
    browser: Browser,
    extension: &Extension,
    driver: &WebDriver,
) -> Result<()> {
    if browser == Browser::Firefox {
        let addon = BASE64_STANDARD.encode(extension.pack()?);
        driver
            .cmd(Gecko::InstallAddon { addon })
            .await?
            .value_json()?;
    }
    Ok(())
}

/// `chrome-extension://…/` or `moz-extension://…/` of the installed extension.
pub(crate) async fn origin(
    browser: Browser,
    extension: &Extension,
    driver: &WebDriver,
) -> Result<String> {
    match browser {
        Browser::Chromium => Ok(format!("chrome-extension://{}/", extension.chromium_id())),
        Browser::Firefox => {
            let host = privileged(
                driver,
                "return WebExtensionPolicy.getByID(args[0]).mozExtensionHostname;",
                json!([extension.gecko_id()?]),
            )
            .await?;
            let host = host
                .as_str()
                .ok_or_else(|| Error::Missing("extension in Firefox".into()))?;
            Ok(format!("moz-extension://{host}/"))
        }
    }
}

/// Shows an extension's page in the current window, which WebDriver's own
/// navigation may not do in Firefox.
pub(crate) async fn show(browser: Browser, driver: &WebDriver, url: &str) -> Result<()> {
    match browser {
        Browser::Chromium => driver.goto(url).await?,
        Browser::Firefox => {
            privileged(
                driver,
                "gBrowser.selectedBrowser.fixupAndLoadURIString(args[0], {
                     triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
                 });",
                json!([url]),
            )
            .await?;
        }
    }
    Ok(())
}

/// Whether the background is running.
pub(crate) async fn background_runs(
    browser: Browser,
    extension: &Extension,
    driver: &WebDriver,
) -> Result<bool> {
    match browser {
        Browser::Chromium => {
            let targets = driver
                .cdp()
                .send_raw("Target.getTargets", json!({}))
                .await?;
            let origin = origin(browser, extension, driver).await?;
            let is_ours = |target: &Value| {
                let url = target["url"].as_str().unwrap_or_default();
                target["type"] == "service_worker" && url.starts_with(&origin)
            };
            let targets = targets["targetInfos"].as_array();
            Ok(targets.is_some_and(|targets| targets.iter().any(is_ours)))
        }
        Browser::Firefox => {
            let state = privileged(
                driver,
                "return WebExtensionPolicy.getByID(args[0]).extension.backgroundState;",
                json!([extension.gecko_id()?]),
            )
            .await?;
            Ok(state != "stopped")
        }
    }
}

/// Kills the background, as the browser does with one that is idle. In
/// Chromium the current window must show an extension page.
pub(crate) async fn stop_background(
    browser: Browser,
    extension: &Extension,
    driver: &WebDriver,
) -> Result<()> {
    match browser {
        Browser::Chromium => {
            let cdp = driver.cdp();
            cdp.send_raw("ServiceWorker.enable", json!({})).await?;
            cdp.send_raw("ServiceWorker.stopAllWorkers", json!({}))
                .await?;
        }
        Browser::Firefox => {
            privileged(
                driver,
                "await WebExtensionPolicy.getByID(args[0]).extension.terminateBackground();",
                json!([extension.gecko_id()?]),
            )
            .await?;
        }
    }
    Ok(())
}

/// Runs the body of an async function in Firefox's own privileged world.
pub(crate) async fn privileged(driver: &WebDriver, body: &str, args: Value) -> Result<Value> {
    driver.cmd(Gecko::Context("chrome")).await?;
    let result = run(driver, body, args).await;
    driver.cmd(Gecko::Context("content")).await?;
    result
}

/// Runs the body of an async function, with `args`, in the current window.
pub(crate) async fn run(driver: &WebDriver, body: &str, args: Value) -> Result<Value> {
    let script = format!(
        "const args = arguments[0], done = arguments[1];
         (async () => {{ {body} }})().then(
             (value) => done({{ value: value ?? null }}),
             (error) => done({{ error: `${{error}}` }}));"
    );
    let answer = driver.execute_async(script, vec![args]).await?;
    match answer.json() {
        Value::Object(answer) if answer.contains_key("value") => Ok(answer["value"].clone()),
        other => Err(Error::Script(other["error"].to_string())),
    }
}

/// geckodriver's own commands.
#[derive(Debug)]
enum Gecko {
    /// Where scripts run: `chrome` is the browser itself, `content` the page.
    Context(&'static str),
    /// Install an add-on for good, given as base64.
    InstallAddon { addon: String },
}

impl FormatRequestData for Gecko {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let (command, body) = match self {
            Gecko::Context(context) => ("context", json!({ "context": context })),
            Gecko::InstallAddon { addon } => (
                "addon/install",
                json!({ "addon": addon, "temporary": false }),
            ),
        };
        RequestData::new(
            http::Method::POST,
            format!("session/{session}/moz/{command}"),
        )
        .add_body(body)
    }
}
