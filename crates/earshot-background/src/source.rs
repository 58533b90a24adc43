//! Who sent a message, as the browser says, never as the message says.

use earshot_engine::site_of;

/// The sender of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page shim.
    Page(PageSource),
    /// A page of the extension itself.
    Panel,
}

/// A frame of a tab. This is where a message came from, not an address to
/// answer to: the document may be gone by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSource {
    /// The tab.
    pub tab: i32,
    /// The frame, 0 for the top one.
    pub frame: i32,
    /// The document in the frame; changes with every navigation.
    pub document: String,
    /// The host of the document's origin, empty where it has none.
    pub site: String,
}

/// What the browser tells about a sender, the fields Earshot uses.
#[derive(Clone, Debug, Default)]
pub struct Sender {
    /// The sending extension.
    pub id: Option<String>,
    /// The address of the sending document.
    pub url: Option<String>,
    /// Its origin; Firefox does not tell it.
    pub origin: Option<String>,
    /// The tab.
    pub tab: Option<i32>,
    /// The frame.
    pub frame: Option<i32>,
    /// The document.
    pub document: Option<String>,
}

impl Source {
    /// The source of a message, or `None` where nobody may be listened to:
    /// other extensions, and senders the browser says too little about.
    /// `own_id` is this extension's id, `own_url` the address of its root.
    pub fn of(sender: Sender, own_id: &str, own_url: &str) -> Option<Self> {
        if sender.id.as_deref() != Some(own_id) {
            return None;
        }
        let url = sender.url?;
        if url.starts_with(own_url) {
            return Some(Self::Panel);
        }
        let site = match sender.origin.as_deref().map(site_of) {
            Some(site) if !site.is_empty() => site,
            _ => site_of(&url),
        };
        Some(Self::Page(PageSource {
            tab: sender.tab?,
            frame: sender.frame.unwrap_or_default(),
            // Firefox has no document ids before 153; there the address has
            // to tell documents apart.
            document: sender.document.unwrap_or(url),
            site,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "chrome-extension://abc/";

    fn sender(id: &str, url: &str, tab: Option<i32>) -> Sender {
        Sender {
            id: Some(id.into()),
            url: Some(url.into()),
            tab,
            ..Sender::default()
        }
    }

    fn check(sender: Sender, expected: Option<&str>) {
        let source = Source::of(sender, "abc", OWN);
        let kind = source.as_ref().map(|source| match source {
            Source::Page(page) => page.site.as_str(),
            Source::Panel => "panel",
        });
        assert_eq!(kind, expected);
    }

    #[test]
    fn only_own_pages_and_own_shims_are_heard() {
        check(
            sender("abc", "chrome-extension://abc/panel.html", None),
            Some("panel"),
        );
        check(
            sender("abc", "chrome-extension://abc/panel.html", Some(3)),
            Some("panel"),
        );
        check(
            sender("abc", "https://example.org/x", Some(3)),
            Some("example.org"),
        );
        check(
            sender("other", "chrome-extension://abc/panel.html", None),
            None,
        );
        check(sender("other", "https://example.org/x", Some(3)), None);
        check(sender("abc", "https://example.org/x", None), None);
        check(
            sender(
                "abc",
                "https://example.org/chrome-extension://abc/",
                Some(1),
            ),
            Some("example.org"),
        );
        check(
            Sender {
                id: Some("abc".into()),
                ..Sender::default()
            },
            None,
        );
    }

    #[test]
    fn a_frame_without_address_of_its_own_belongs_to_its_origin() {
        let inner = Sender {
            origin: Some("https://example.org".into()),
            ..sender("abc", "about:srcdoc", Some(1))
        };
        check(inner, Some("example.org"));
    }
}
