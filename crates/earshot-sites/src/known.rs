//! The social and review sites Earshot knows by name.

/// A site that can be granted by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownSite {
    /// Its name for humans.
    pub name: &'static str,
    /// The match patterns to ask permission for, for example
    /// `https://*.trustpilot.com/*`. They read the same in Chromium and
    /// Firefox, and cover the German, Austrian and Swiss hosts where a site
    /// has its own.
    pub patterns: &'static [&'static str],
}

const fn site(name: &'static str, patterns: &'static [&'static str]) -> KnownSite {
    KnownSite { name, patterns }
}

/// Social networks, review portals and forums, the ones most read first in
/// each group.
///
/// Forums, blogs and Mastodon servers on a host of their own cannot be listed;
/// a user adds those one by one. Google Maps and reviews live on the hosts of
/// the search, so their patterns are kept to what they need.
pub const KNOWN_SITES: &[KnownSite] = &[
    // Social networks.
    site("Facebook", &["https://*.facebook.com/*"]),
    site("Instagram", &["https://*.instagram.com/*"]),
    site("YouTube", &["https://*.youtube.com/*"]),
    site("X", &["https://*.x.com/*", "https://*.twitter.com/*"]),
    site("LinkedIn", &["https://*.linkedin.com/*"]),
    site("TikTok", &["https://*.tiktok.com/*"]),
    site("Reddit", &["https://*.reddit.com/*"]),
    site(
        "Threads",
        &["https://*.threads.com/*", "https://*.threads.net/*"],
    ),
    site("Bluesky", &["https://bsky.app/*"]),
    site(
        "Mastodon",
        &[
            "https://mastodon.social/*",
            "https://mastodon.online/*",
            "https://mastodon.world/*",
            "https://troet.cafe/*",
            "https://chaos.social/*",
            "https://social.tchncs.de/*",
            "https://norden.social/*",
            "https://mstdn.social/*",
            "https://fosstodon.org/*",
            "https://hachyderm.io/*",
        ],
    ),
    site("Xing", &["https://*.xing.com/*"]),
    site(
        "Pinterest",
        &[
            "https://*.pinterest.com/*",
            "https://*.pinterest.de/*",
            "https://*.pinterest.at/*",
            "https://*.pinterest.ch/*",
        ],
    ),
    site(
        "Telegram",
        &["https://t.me/*", "https://web.telegram.org/*"],
    ),
    site("Hacker News", &["https://news.ycombinator.com/*"]),
    site("Quora", &["https://*.quora.com/*"]),
    // Review portals.
    site("Trustpilot", &["https://*.trustpilot.com/*"]),
    site(
        "Google Maps",
        &[
            "https://maps.google.com/*",
            "https://maps.google.de/*",
            "https://maps.google.at/*",
            "https://maps.google.ch/*",
            "https://www.google.com/maps/*",
            "https://www.google.de/maps/*",
            "https://www.google.at/maps/*",
            "https://www.google.ch/maps/*",
        ],
    ),
    site("kununu", &["https://*.kununu.com/*"]),
    site(
        "Amazon",
        &[
            "https://*.amazon.de/*",
            "https://*.amazon.com/*",
            "https://*.amazon.co.uk/*",
            "https://*.amazon.fr/*",
            "https://*.amazon.it/*",
            "https://*.amazon.es/*",
            "https://*.amazon.nl/*",
        ],
    ),
    site(
        "Glassdoor",
        &[
            "https://*.glassdoor.de/*",
            "https://*.glassdoor.at/*",
            "https://*.glassdoor.ch/*",
            "https://*.glassdoor.com/*",
        ],
    ),
    site(
        "Trusted Shops",
        &[
            "https://*.trustedshops.de/*",
            "https://*.trustedshops.at/*",
            "https://*.trustedshops.ch/*",
            "https://*.trustedshops.eu/*",
            "https://*.trustedshops.com/*",
        ],
    ),
    site("ProvenExpert", &["https://*.provenexpert.com/*"]),
    site(
        "Tripadvisor",
        &[
            "https://*.tripadvisor.de/*",
            "https://*.tripadvisor.at/*",
            "https://*.tripadvisor.ch/*",
            "https://*.tripadvisor.com/*",
            "https://*.tripadvisor.co.uk/*",
        ],
    ),
    site(
        "HolidayCheck",
        &[
            "https://*.holidaycheck.de/*",
            "https://*.holidaycheck.at/*",
            "https://*.holidaycheck.ch/*",
            "https://*.holidaycheck.com/*",
        ],
    ),
    site("Booking.com", &["https://*.booking.com/*"]),
    site(
        "Yelp",
        &[
            "https://*.yelp.de/*",
            "https://*.yelp.at/*",
            "https://*.yelp.ch/*",
            "https://*.yelp.com/*",
        ],
    ),
    site(
        "idealo",
        &["https://*.idealo.de/*", "https://*.idealo.at/*"],
    ),
    site(
        "Geizhals",
        &[
            "https://*.geizhals.de/*",
            "https://*.geizhals.at/*",
            "https://*.geizhals.eu/*",
        ],
    ),
    site("G2", &["https://*.g2.com/*"]),
    site(
        "Capterra",
        &[
            "https://*.capterra.com.de/*",
            "https://*.capterra.at/*",
            "https://*.capterra.ch/*",
            "https://*.capterra.com/*",
        ],
    ),
    site(
        "GetApp",
        &["https://*.getapp.de/*", "https://*.getapp.com/*"],
    ),
    site(
        "Software Advice",
        &[
            "https://*.softwareadvice.de/*",
            "https://*.softwareadvice.com/*",
        ],
    ),
    site("OMR Reviews", &["https://omr.com/*"]),
    site("App Store", &["https://apps.apple.com/*"]),
    site("Google Play", &["https://play.google.com/*"]),
    site(
        "Steam",
        &[
            "https://*.steampowered.com/*",
            "https://*.steamcommunity.com/*",
        ],
    ),
    site("Indeed", &["https://*.indeed.com/*"]),
    site("jameda", &["https://*.jameda.de/*"]),
    // Forums, blogs and comment systems.
    site("mydealz", &["https://*.mydealz.de/*"]),
    site("preisjäger", &["https://*.preisjaeger.at/*"]),
    site("gutefrage", &["https://*.gutefrage.net/*"]),
    site("ComputerBase", &["https://*.computerbase.de/*"]),
    site("heise online", &["https://*.heise.de/*"]),
    site("Golem.de", &["https://*.golem.de/*"]),
    site("Motor-Talk", &["https://*.motor-talk.de/*"]),
    site("Hardwareluxx", &["https://*.hardwareluxx.de/*"]),
    site(
        "Stack Exchange",
        &[
            "https://*.stackexchange.com/*",
            "https://*.stackoverflow.com/*",
            "https://*.superuser.com/*",
            "https://*.serverfault.com/*",
        ],
    ),
    site("Product Hunt", &["https://*.producthunt.com/*"]),
    site("Substack", &["https://*.substack.com/*"]),
    site("Medium", &["https://*.medium.com/*"]),
    site("Disqus", &["https://*.disqus.com/*"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The stricter of both browsers' grammars for what a manifest may hold:
    /// https, a host with `*.` at most in front, a path.
    fn is_match_pattern(pattern: &str) -> bool {
        let Some((host, path)) = pattern
            .strip_prefix("https://")
            .and_then(|rest| rest.split_once('/'))
        else {
            return false;
        };
        let host = host.strip_prefix("*.").unwrap_or(host);
        let labels: Vec<&str> = host.split('.').collect();
        labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            })
            && path.ends_with('*')
            && !path.contains(char::is_whitespace)
    }

    #[test]
    fn every_pattern_is_one_both_browsers_take() {
        for site in KNOWN_SITES {
            assert!(!site.patterns.is_empty(), "{} has no pattern", site.name);
            for pattern in site.patterns {
                assert!(is_match_pattern(pattern), "{}: {pattern}", site.name);
            }
        }
        for wrong in [
            "trustpilot.com",
            "https://trustpilot.com",
            "http://x.com/*",
            "https://*/*",
            "https://*.com/*",
            "https://www.*.com/*",
            "https://x.com:443/*",
            "https://X.com/*",
        ] {
            assert!(!is_match_pattern(wrong), "{wrong}");
        }
    }

    #[test]
    fn no_name_and_no_pattern_comes_twice() {
        let mut names = HashSet::new();
        let mut patterns = HashSet::new();
        for site in KNOWN_SITES {
            assert!(names.insert(site.name), "{}", site.name);
            for pattern in site.patterns {
                assert!(patterns.insert(*pattern), "{pattern}");
            }
        }
    }

    #[test]
    fn no_pattern_is_covered_by_another() {
        let all: Vec<&str> = KNOWN_SITES
            .iter()
            .flat_map(|s| s.patterns)
            .copied()
            .collect();
        for wide in &all {
            let Some(domain) = wide
                .strip_prefix("https://*.")
                .and_then(|rest| rest.strip_suffix("/*"))
            else {
                continue;
            };
            for other in all.iter().filter(|other| other != &wide) {
                let host = other
                    .trim_start_matches("https://")
                    .trim_start_matches("*.")
                    .split('/')
                    .next()
                    .unwrap_or_default();
                assert!(
                    host != domain && !host.ends_with(&format!(".{domain}")),
                    "{wide} covers {other}"
                );
            }
        }
    }
}
