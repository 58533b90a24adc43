//! The two browsers: how each is started, and where they differ.

use std::fmt;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Capabilities, RequestData, SessionId, WebDriver};

use crate::capabilities::{self, View};
use crate::driver::DriverProcess;
use crate::error::{Doing, Error, Result};

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
            capabilities::chromium(profile, proxy_port, view, &extension_folder(browser)?),
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
pub(crate) async fn install(browser: Browser, driver: &WebDriver) -> Result<()> {
    if browser == Browser::Firefox {
        let addon = BASE64_STANDARD.encode(pack(&extension_folder(browser)?)?);
        driver
            .cmd(Gecko::InstallAddon { addon })
            .await?
            .value_json()?;
    }
    Ok(())
}

/// `chrome-extension://…/` or `moz-extension://…/` of the installed extension.
pub(crate) async fn origin(browser: Browser, driver: &WebDriver) -> Result<String> {
    match browser {
        // The id of an unpacked extension: the first half of the SHA-256 of
        // its path, written with a to p for 0 to 15.
        Browser::Chromium => {
            let folder = extension_folder(browser)?;
            let digest = Sha256::digest(folder.as_os_str().as_encoded_bytes());
            let id: String = digest[..16]
                .iter()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .map(|nibble| char::from(b'a' + nibble))
                .collect();
            Ok(format!("chrome-extension://{id}/"))
        }
        Browser::Firefox => {
            let host = privileged(
                driver,
                "return WebExtensionPolicy.getByID(args[0]).mozExtensionHostname;",
                json!([gecko_id()?]),
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
pub(crate) async fn background_runs(browser: Browser, driver: &WebDriver) -> Result<bool> {
    match browser {
        Browser::Chromium => {
            let targets = driver
                .cdp()
                .send_raw("Target.getTargets", json!({}))
                .await?;
            let origin = origin(browser, driver).await?;
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
                json!([gecko_id()?]),
            )
            .await?;
            Ok(state != "stopped")
        }
    }
}

/// Kills the background, as the browser does with one that is idle. In
/// Chromium the current window must show an extension page.
pub(crate) async fn stop_background(browser: Browser, driver: &WebDriver) -> Result<()> {
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
                json!([gecko_id()?]),
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

/// The id Firefox knows the extension by.
fn gecko_id() -> Result<String> {
    let path = extension_folder(Browser::Firefox)?.join("manifest.json");
    let text = std::fs::read_to_string(&path).doing(|| format!("reading {}", path.display()))?;
    let manifest: Value = serde_json::from_str(&text)?;
    manifest["browser_specific_settings"]["gecko"]["id"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Error::Missing("gecko id in the manifest".into()))
}

/// The built test version of the extension.
fn extension_folder(browser: Browser) -> Result<PathBuf> {
    let name = match browser {
        Browser::Chromium => "chrome-test",
        Browser::Firefox => "firefox-test",
    };
    let folder = crate::workspace().join("dist").join(name);
    folder
        .canonicalize()
        .map_err(|_missing| Error::NotBuilt(folder))
}

/// A folder as an xpi.
fn pack(folder: &Path) -> Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let reading = || format!("reading {}", next.display());
        for entry in std::fs::read_dir(&next).doing(reading)? {
            let path = entry.doing(reading)?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy();
            archive.start_file(name, options)?;
            let bytes = std::fs::read(&path).doing(|| format!("reading {}", path.display()))?;
            archive
                .write_all(&bytes)
                .doing(|| "packing the extension".into())?;
        }
    }
    Ok(archive.finish()?.into_inner())
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
