//! What can be said about the page in the active tab.

use earshot_insight::Settings;

use crate::site_patterns::{is_covered, is_off};

/// Whether Earshot listens on a page, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageState {
    /// The browser does not show its address: no site was granted that it
    /// belongs to, or it is a page of the browser's own.
    Unseen,
    /// It is no web page.
    NoWebPage,
    /// Its site was not granted.
    NotGranted {
        /// The page's host.
        host: String,
    },
    /// There is no brand to listen for.
    NoBrand,
    /// Earshot is paused.
    Paused,
    /// Its site is switched off.
    Off {
        /// The page's host.
        host: String,
    },
    /// Earshot listens.
    Listening,
}

/// The state of the page at `url`; `None` where the browser hides it.
pub fn page_state(
    url: Option<&str>,
    granted: &[String],
    settings: &Settings,
    has_brand: bool,
) -> PageState {
    let Some(url) = url else {
        return PageState::Unseen;
    };
    let Some((scheme, host)) = scheme_and_host(url) else {
        return PageState::NoWebPage;
    };
    let host = host.to_owned();
    if !is_covered(granted, scheme, &host) {
        PageState::NotGranted { host }
    } else if !has_brand {
        PageState::NoBrand
    } else if settings.paused {
        PageState::Paused
    } else if is_off(&settings.off_hosts, &host) {
        PageState::Off { host }
    } else {
        PageState::Listening
    }
}

/// Scheme and host name of a web address as a browser writes it; `None` for
/// what is not `http` or `https`.
pub fn scheme_and_host(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let host_and_port = authority.rsplit('@').next()?;
    let host = match host_and_port.rsplit_once(':') {
        // Not inside the brackets of an IPv6 address.
        Some((host, port)) if !port.contains(']') => host,
        _ => host_and_port,
    };
    (!host.is_empty()).then_some((scheme, host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_host(url: &str, expected: Option<(&str, &str)>) {
        assert_eq!(scheme_and_host(url), expected, "{url}");
    }

    #[test]
    fn reads_the_host_of_web_pages() {
        check_host("https://example.org/", Some(("https", "example.org")));
        check_host("http://127.0.0.1:8080/a?b#c", Some(("http", "127.0.0.1")));
        check_host(
            "https://me:pw@example.org?x=://y",
            Some(("https", "example.org")),
        );
        check_host("http://[::1]/", Some(("http", "[::1]")));
        check_host("http://[::1]:80/", Some(("http", "[::1]")));
        check_host("about:blank", None);
        check_host("chrome://settings", None);
        check_host("https:///", None);
        check_host("", None);
    }

    #[test]
    fn names_the_first_obstacle() {
        let granted = ["https://*.example.org/*".to_owned()];
        let here = Some("https://www.example.org/");
        let host = || "www.example.org".to_owned();
        let settings = Settings::default();
        let paused = Settings {
            paused: true,
            ..Settings::default()
        };
        let off = Settings {
            off_hosts: vec!["example.org".to_owned()],
            ..Settings::default()
        };

        assert_eq!(
            page_state(None, &granted, &settings, true),
            PageState::Unseen
        );
        assert_eq!(
            page_state(Some("about:blank"), &granted, &settings, true),
            PageState::NoWebPage
        );
        assert_eq!(
            page_state(here, &[], &paused, true),
            PageState::NotGranted { host: host() }
        );
        assert_eq!(
            page_state(here, &granted, &paused, false),
            PageState::NoBrand
        );
        assert_eq!(page_state(here, &granted, &paused, true), PageState::Paused);
        assert_eq!(
            page_state(here, &granted, &off, true),
            PageState::Off { host: host() }
        );
        assert_eq!(
            page_state(here, &granted, &settings, true),
            PageState::Listening
        );
    }
}
