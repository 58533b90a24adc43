//! From a heard mention to an insight.

use earshot_insight::{Insight, InsightId, KeptEvidence, KeptVerdict, Source};
use earshot_sites::{parse_date, parse_stars};

use crate::hear::offsets_of;
use crate::messages::{Page, Post};
use crate::{Judged, Unit, within_length};

/// The longest author name, date, title and the like that is kept, in Unicode
/// scalar values: beyond it a page is lying about what it is.
const MAX_DETAIL_CHARS: usize = 500;

/// What is captured, and where.
#[derive(Clone, Copy, Debug)]
pub struct Capture<'a> {
    /// The page.
    pub page: &'a Page,
    /// The host it is on, as the browser says.
    pub site: &'a str,
    /// The post.
    pub post: &'a Post,
    /// The language found, ISO 639-1 or `und`.
    pub lang: &'a str,
    /// The brand's name.
    pub brand: &'a str,
    /// The mention.
    pub judged: &'a Judged,
}

/// The insight of a mention, captured at `now_ms` (milliseconds since 1970
/// UTC). `random` makes its id unique.
pub fn capture(what: Capture<'_>, now_ms: i64, random: u128) -> Insight {
    let Capture {
        page, post, judged, ..
    } = what;
    let quote = within_length(&post.text);
    let offsets = offsets_of(quote, std::slice::from_ref(judged), Unit::Scalar);
    let verdict = &judged.verdict;
    Insight {
        id: InsightId::new(now_ms, random),
        captured_at: now_ms,
        brand: what.brand.to_owned(),
        quote: quote.to_owned(),
        start: offsets.get(judged.mention.span.start),
        end: offsets.get(judged.mention.span.end),
        lang: what.lang.to_owned(),
        verdict: KeptVerdict {
            label: verdict.label,
            negative: verdict.probabilities.negative,
            neutral: verdict.probabilities.neutral,
            positive: verdict.probabilities.positive,
            mixed: verdict.mixed,
            unsure: verdict.unsure,
            irony: verdict.irony,
            intents: verdict.intents.clone(),
            topics: verdict.topics.clone(),
            evidence: verdict
                .evidence
                .iter()
                .map(|evidence| KeptEvidence {
                    start: offsets.get(evidence.span.start),
                    end: offsets.get(evidence.span.end),
                    weight: evidence.weight,
                })
                .collect(),
        },
        corrected: None,
        source: Source {
            site: what.site.to_owned(),
            url: web_address(&page.url).unwrap_or_default(),
            title: detail(&page.title).unwrap_or_default(),
            link: post.link.as_deref().and_then(web_address),
            author: post.author.as_deref().and_then(detail),
            date_shown: post.date.as_deref().and_then(detail),
            date: post.date.as_deref().and_then(|raw| parse_date(raw, now_ms)),
            stars: post.stars.as_deref().and_then(parse_stars),
        },
        note: String::new(),
    }
}

/// The host of an address as browsers write it, in lower case, without
/// credentials and port; empty where there is none.
pub fn site_of(url: &str) -> String {
    let Some((_, rest)) = url.split_once("://") else {
        return String::new();
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    host.to_ascii_lowercase()
}

/// An address the user may safely click: anything but the web's schemes is
/// refused, `javascript:` above all.
fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let web = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    (web && url.len() <= 8_192).then(|| url.to_owned())
}

/// A detail as shown, trimmed and bounded.
fn detail(raw: &str) -> Option<String> {
    let detail: String = raw.trim().chars().take(MAX_DETAIL_CHARS).collect();
    (!detail.is_empty()).then_some(detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_the_host() {
        let check = |url: &str, site: &str| assert_eq!(site_of(url), site, "{url}");
        check("https://www.Example.org/a?b#c", "www.example.org");
        check("http://127.0.0.1:8080/x", "127.0.0.1");
        check("https://user:secret@example.org/", "example.org");
        check("https://example.org@evil.example/", "evil.example");
        check("https://[::1]:80/", "::1");
        check("about:srcdoc", "");
        check("null", "");
    }

    #[test]
    fn only_web_addresses_are_kept() {
        let check = |url: &str, kept: bool| assert_eq!(web_address(url).is_some(), kept, "{url}");
        check("https://example.org/post/1", true);
        check("HTTP://example.org", true);
        check("javascript:alert(1)", false);
        check("data:text/html,x", false);
        check(" java\nscript:alert(1)", false);
        check("", false);
        check("ä", false);
    }
}
