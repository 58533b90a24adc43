//! Sites as people name them, and the match patterns browsers name them by.

use std::collections::BTreeMap;

use earshot_sites::KNOWN_SITES;

/// What the browser granted, as one line of the list of sites.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// The name of a known site, else the host.
    pub name: String,
    /// The hosts, without `*.`; what is granted for one holds below it too.
    pub hosts: Vec<String>,
    /// The match patterns that were granted for them.
    pub patterns: Vec<String>,
}

/// The patterns to ask for so that Earshot listens on `host`, a host name as
/// `URL.hostname` gives it (lower case, punycode, no port). Both schemes: sites
/// move from one to the other, and the permission prompt names only the host.
/// A name covers the names below it; `www.` counts as the name without it. An
/// address or a single label, such as `localhost`, covers itself.
pub fn patterns_for(host: &str) -> Vec<String> {
    let host = host.strip_suffix('.').unwrap_or(host);
    let bare = bare(host);
    let numeric = host.starts_with('[') || host.split('.').all(is_number);
    let pattern = if numeric || !bare.contains('.') {
        host.to_owned()
    } else {
        format!("*.{bare}")
    };
    ["https", "http"]
        .map(|scheme| format!("{scheme}://{pattern}/*"))
        .to_vec()
}

/// Whether one of the granted `patterns` covers a page of `host` under
/// `scheme` (`https`, without `:`). Paths are ignored, as browsers ignore them
/// in host permissions.
pub fn is_covered(patterns: &[String], scheme: &str, host: &str) -> bool {
    patterns
        .iter()
        .filter_map(|pattern| Pattern::read(pattern))
        .any(|pattern| {
            (pattern.scheme == scheme || pattern.scheme == "*") && pattern.has_host(host)
        })
}

/// The indices into [`KNOWN_SITES`] of the sites that are not fully granted.
pub fn known_but_not_granted(granted: &[String]) -> Vec<usize> {
    (0..KNOWN_SITES.len())
        .filter(|&index| !is_known_granted(index, granted))
        .collect()
}

fn is_known_granted(index: usize, granted: &[String]) -> bool {
    KNOWN_SITES[index]
        .patterns
        .iter()
        .filter_map(|pattern| Pattern::read(pattern))
        .all(|asked| {
            // A wider grant serves too, so the host is compared as a page's would be.
            is_covered(granted, asked.scheme, asked.host)
        })
}

/// The granted patterns as lines: known sites under their names, everything
/// else by host, each in the order of their names.
pub fn granted_sites(granted: &[String]) -> Vec<Site> {
    let mut lines: BTreeMap<(String, String), Site> = BTreeMap::new();
    for pattern in granted {
        let Some(read) = Pattern::read(pattern) else {
            continue;
        };
        let known = KNOWN_SITES.iter().find(|site| {
            let mut hosts = site
                .patterns
                .iter()
                .filter_map(|pattern| Pattern::read(pattern));
            hosts.any(|known| known.host == read.host)
        });
        let name = known.map_or(read.host, |site| site.name);
        let line = lines
            .entry((name.to_lowercase(), name.to_owned()))
            .or_insert_with(|| Site {
                name: name.to_owned(),
                hosts: Vec::new(),
                patterns: Vec::new(),
            });
        if !line.hosts.iter().any(|host| host == read.host) {
            line.hosts.push(read.host.to_owned());
        }
        line.patterns.push(pattern.clone());
    }
    lines.into_values().collect()
}

/// Whether `off_hosts` names `host` or a host above it.
pub fn is_off(off_hosts: &[String], host: &str) -> bool {
    off_hosts.iter().any(|off| is_at_or_below(host, off))
}

/// `host` without `www.`.
pub fn bare(host: &str) -> &str {
    host.strip_prefix("www.")
        .filter(|rest| rest.contains('.'))
        .unwrap_or(host)
}

fn is_at_or_below(host: &str, above: &str) -> bool {
    host.strip_suffix(above)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn is_number(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// A match pattern for hosts, taken apart.
struct Pattern<'a> {
    scheme: &'a str,
    /// Without `*.`.
    host: &'a str,
    below: bool,
}

impl<'a> Pattern<'a> {
    /// `None` for patterns of other kinds, such as `<all_urls>`, which Earshot
    /// never asks for.
    fn read(pattern: &'a str) -> Option<Self> {
        let (scheme, rest) = pattern.split_once("://")?;
        let (host, _path) = rest.split_once('/')?;
        let bare = host.strip_prefix("*.");
        let host = bare.unwrap_or(host);
        (!host.is_empty()).then_some(Self {
            scheme,
            host,
            below: bare.is_some(),
        })
    }

    fn has_host(&self, host: &str) -> bool {
        if self.below {
            is_at_or_below(host, self.host)
        } else {
            host == self.host || self.host == "*"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_patterns(host: &str, expected: &str) {
        let expected = ["https", "http"].map(|scheme| format!("{scheme}://{expected}/*"));
        assert_eq!(patterns_for(host), expected);
    }

    #[test]
    fn asks_for_what_a_person_means() {
        check_patterns("example.org", "*.example.org");
        check_patterns("www.example.org", "*.example.org");
        check_patterns("forum.example.org", "*.forum.example.org");
        check_patterns("example.org.", "*.example.org");
        check_patterns("www.org", "*.www.org");
        check_patterns("localhost", "localhost");
        check_patterns("127.0.0.1", "127.0.0.1");
        check_patterns("[::1]", "[::1]");
    }

    #[track_caller]
    fn check_covered(pattern: &str, scheme: &str, host: &str, expected: bool) {
        let patterns = [pattern.to_owned()];
        assert_eq!(
            is_covered(&patterns, scheme, host),
            expected,
            "{pattern} {scheme} {host}"
        );
    }

    #[test]
    fn knows_what_is_granted() {
        check_covered("https://*.example.org/*", "https", "example.org", true);
        check_covered("https://*.example.org/*", "https", "www.example.org", true);
        check_covered("https://*.example.org/*", "https", "badexample.org", false);
        check_covered("https://*.example.org/*", "http", "example.org", false);
        check_covered("*://example.org/*", "http", "example.org", true);
        check_covered("https://example.org/*", "https", "www.example.org", false);
        check_covered(
            "https://www.example.org/maps/*",
            "https",
            "www.example.org",
            true,
        );
        check_covered("https://*/*", "https", "example.org", true);
        check_covered("nonsense", "https", "nonsense", false);
    }

    #[test]
    fn lists_known_sites_by_name_and_others_by_host() {
        let granted = [
            "https://*.example.org/*",
            "http://*.example.org/*",
            "https://*.x.com/*",
            "https://*.twitter.com/*",
            "<all_urls>",
        ]
        .map(str::to_owned);
        let lines = granted_sites(&granted);
        let shown: Vec<_> = lines
            .iter()
            .map(|site| (site.name.as_str(), site.hosts.join(" ")))
            .collect();
        assert_eq!(
            shown,
            [
                ("example.org", "example.org".to_owned()),
                ("X", "x.com twitter.com".to_owned())
            ]
        );
        assert_eq!(lines[0].patterns, granted[..2]);
    }

    #[test]
    fn offers_known_sites_until_they_are_granted() {
        assert_eq!(known_but_not_granted(&[]).len(), KNOWN_SITES.len());
        let all: Vec<String> = KNOWN_SITES
            .iter()
            .flat_map(|site| site.patterns)
            .map(|&p| p.to_owned())
            .collect();
        assert!(known_but_not_granted(&all).is_empty());
        let names = |granted: &[&str]| -> Vec<&str> {
            let granted: Vec<String> = granted.iter().map(|&p| p.to_owned()).collect();
            let missing = known_but_not_granted(&granted);
            missing
                .iter()
                .map(|&index| KNOWN_SITES[index].name)
                .collect()
        };
        assert!(
            names(&["https://*.x.com/*"]).contains(&"X"),
            "only half of it"
        );
        assert!(!names(&["https://*.x.com/*", "https://*.twitter.com/*"]).contains(&"X"));
    }

    #[test]
    fn off_holds_below_a_host() {
        let off = ["example.org".to_owned()];
        assert!(is_off(&off, "example.org") && is_off(&off, "www.example.org"));
        assert!(!is_off(&off, "example.com") && !is_off(&off, "anexample.org"));
    }
}
