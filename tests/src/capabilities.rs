//! How the browsers are started: unseen, and silent but for Earshot.

use std::path::Path;

use serde_json::{Value, json};

/// A port of this machine nobody listens on (discard), for services of
/// Google's that have no switch but an address.
const NOWHERE: &str = "http://127.0.0.1:9/";

/// What Firefox asks for itself, whatever its preferences say: its settings.
pub(crate) const OWN_ERRAND: &str = "CONNECT firefox.settings.services.mozilla.com:443 ";

/// How a browser is shown and watched; by default unseen and light.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    /// On the display, not headless.
    pub headed: bool,
    /// As on a system that prefers dark pages.
    pub dark: bool,
    /// Record what the main thread does (Chromium only): WebDriver's
    /// `performance` log then holds trace events.
    pub trace: bool,
}

/// Chromium with the extension in the folder `extension`.
pub(crate) fn chromium(profile: &Path, proxy_port: u16, view: View, extension: &Path) -> Value {
    let mut capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": "/usr/bin/chromium",
            "args": [
                if view.headed { "--start-maximized" } else { "--headless=new" },
                // Chromium counts dark as 0 and light as 1.
                format!("--blink-settings=preferredColorScheme={}", u8::from(!view.dark)),
                // Containers and root have no user namespaces; the pages are ours.
                "--no-sandbox",
                format!("--user-data-dir={}", profile.display()),
                format!("--load-extension={}", extension.display()),
                "--window-size=1000,800",
                "--no-first-run",
                format!("--proxy-server=http://127.0.0.1:{proxy_port}"),
                // The browser's own errands, so that whatever asks is Earshot.
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--disable-search-engine-choice-screen",
                format!("--component-updater=url-source={NOWHERE}"),
                format!("--gaia-url={NOWHERE}"),
                "--disable-features=DisableLoadExtensionCommandLineSwitch,\
                 NetworkTimeServiceQuerying,OptimizationHints,AutofillServerCommunication",
                "about:blank",
            ],
            "prefs": {
                "session.restore_on_startup": 4,
                "session.startup_urls": ["about:blank"],
                // Without it, an unpacked extension that reloads itself stays away.
                "extensions.ui.developer_mode": true,
                "signin.allowed": false,
                // Neither preconnects nor preloads.
                "net.network_prediction_options": 2,
                "search.suggest_enabled": false,
            },
        },
    });
    if view.trace {
        capabilities["goog:loggingPrefs"] = json!({ "performance": "ALL" });
        capabilities["goog:chromeOptions"]["perfLoggingPrefs"] = json!({
            "enableNetwork": false,
            "enablePage": false,
            "traceCategories": "toplevel,blink.user_timing",
        });
    }
    capabilities
}

/// Firefox; the extension is installed later.
pub(crate) fn firefox(profile: &Path, proxy_port: u16, view: View) -> Value {
    let mut args = vec![
        json!("-width"),
        json!("1000"),
        json!("-height"),
        json!("800"),
        json!("-profile"),
        json!(profile),
    ];
    if !view.headed {
        args.push(json!("-headless"));
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": "/usr/bin/firefox-esr",
            "args": args,
            "prefs": {
                // Firefox counts dark as 0 and light as 1.
                "layout.css.prefers-color-scheme.content-override": u8::from(!view.dark),
                // ESR lets an unsigned add-on be installed for good, so that a
                // restart is a real one.
                "xpinstall.signatures.required": false,
                "intl.locale.requested": "en-US",
                "network.proxy.type": 1,
                "network.proxy.http": "127.0.0.1",
                "network.proxy.http_port": proxy_port,
                "network.proxy.ssl": "127.0.0.1",
                "network.proxy.ssl_port": proxy_port,
            },
        },
    })
}
