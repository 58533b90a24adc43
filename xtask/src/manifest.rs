//! The manifests: one base, a patch per browser (JSON Merge Patch, RFC 7396),
//! and one for the builds that the browser tests load.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// A manifest's worth of difference between two builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    Chrome,
    Firefox,
    ChromeTest,
    FirefoxTest,
}

impl Flavour {
    pub(crate) const ALL: [Self; 4] = [
        Self::Chrome,
        Self::Firefox,
        Self::ChromeTest,
        Self::FirefoxTest,
    ];

    /// The directory's name below `dist/`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
            Self::ChromeTest => "chrome-test",
            Self::FirefoxTest => "firefox-test",
        }
    }

    fn patches(self) -> &'static [&'static str] {
        match self {
            Self::Chrome => &["manifest.chrome.json"],
            Self::Firefox => &["manifest.firefox.json"],
            Self::ChromeTest => &["manifest.chrome.json", "manifest.test.json"],
            Self::FirefoxTest => &["manifest.firefox.json", "manifest.test.json"],
        }
    }
}

/// The text of a flavour's `manifest.json`, with the workspace's version.
pub(crate) fn read(root: &Path, flavour: Flavour) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(&merged(root, flavour)?)?;
    text.push(b'\n');
    Ok(text)
}

fn merged(root: &Path, flavour: Flavour) -> Result<Value> {
    let mut manifest = parse(root, "manifest.json")?;
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    for patch in flavour.patches() {
        json_patch::merge(&mut manifest, &parse(root, patch)?);
    }
    Ok(manifest)
}

fn parse(root: &Path, name: &str) -> Result<Value> {
    let text = fs::read_to_string(root.join(name)).with_context(|| name.to_owned())?;
    serde_json::from_str(&text).with_context(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn manifest(flavour: Flavour) -> Value {
        merged(&crate::root().unwrap(), flavour).unwrap()
    }

    /// All that a flavour may do, at once or when asked: every key that
    /// grants something, and nothing of the ones that would grant more.
    #[track_caller]
    fn check(flavour: Flavour, permissions: Value, host_permissions: Value) {
        let manifest = manifest(flavour);
        let granting = [
            "permissions",
            "host_permissions",
            "optional_permissions",
            "optional_host_permissions",
            "content_scripts",
            "web_accessible_resources",
            "externally_connectable",
            "devtools_page",
            "chrome_url_overrides",
            "declarative_net_request",
        ]
        .map(|key| (key, manifest[key].clone()));
        let expected = [
            ("permissions", permissions),
            ("host_permissions", host_permissions),
            ("optional_permissions", Value::Null),
            (
                "optional_host_permissions",
                json!(["https://*/*", "http://*/*"]),
            ),
            ("content_scripts", Value::Null),
            ("web_accessible_resources", Value::Null),
            ("externally_connectable", Value::Null),
            ("devtools_page", Value::Null),
            ("chrome_url_overrides", Value::Null),
            ("declarative_net_request", Value::Null),
        ];
        assert_eq!(granting, expected, "{flavour:?}");
    }

    #[test]
    fn nothing_is_granted_at_install() {
        let chrome = json!([
            "activeTab",
            "scripting",
            "sidePanel",
            "storage",
            "unlimitedStorage"
        ]);
        let firefox = json!(["activeTab", "scripting", "storage", "unlimitedStorage"]);
        let local = json!(["http://127.0.0.1/*", "http://localhost/*"]);
        check(Flavour::Chrome, chrome.clone(), Value::Null);
        check(Flavour::Firefox, firefox.clone(), Value::Null);
        check(Flavour::ChromeTest, chrome, local.clone());
        check(Flavour::FirefoxTest, firefox, local);
    }

    #[test]
    fn a_test_build_differs_in_host_permissions_only() {
        for (shipped, tested) in [
            (Flavour::Chrome, Flavour::ChromeTest),
            (Flavour::Firefox, Flavour::FirefoxTest),
        ] {
            let mut tested = manifest(tested);
            tested.as_object_mut().unwrap().remove("host_permissions");
            assert_eq!(tested, manifest(shipped));
        }
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere_or_sent_anywhere() {
        for flavour in Flavour::ALL {
            let manifest = manifest(flavour);
            let policy = manifest["content_security_policy"]["extension_pages"]
                .as_str()
                .unwrap();
            assert!(policy.starts_with("default-src 'none';"), "{policy}");
            assert!(!policy.contains([':', '*', '.']), "{flavour:?}: {policy}");
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        }
    }

    #[test]
    fn no_browser_sees_the_other_ones_keys() {
        let (chrome, firefox) = (manifest(Flavour::Chrome), manifest(Flavour::Firefox));
        for key in ["browser_specific_settings", "sidebar_action"] {
            assert_eq!(chrome[key], Value::Null, "{key}");
            assert_ne!(firefox[key], Value::Null, "{key}");
        }
        for key in ["minimum_chrome_version", "side_panel"] {
            assert_ne!(chrome[key], Value::Null, "{key}");
            assert_eq!(firefox[key], Value::Null, "{key}");
        }
        assert_eq!(chrome["background"]["scripts"], Value::Null);
        assert_eq!(firefox["background"]["service_worker"], Value::Null);
    }
}
