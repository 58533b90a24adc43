//! Whether a pattern that stands in a text is a form of its brand there:
//! boundaries, endings, addresses, handles, letter case.

use std::ops::Range;

use crate::address::{Address, Addresses, handle_ends, in_handle};
use crate::fold::{Case, Folded, fold, is_word};
use crate::forms::{Meaning, Pattern};
use crate::matcher::{FormKind, Mention};

/// A form that is a mention unless its surroundings veto it.
pub(crate) struct Form {
    /// Where it stands in the folded text.
    pub(crate) folded: Range<usize>,
    pub(crate) mention: Mention,
}

/// One text, looked at hit by hit in the order in which the hits end.
pub(crate) struct Scan<'t> {
    original: &'t str,
    folded: &'t Folded,
    text: &'t str,
    addresses: Addresses,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(original: &'t str, folded: &'t Folded) -> Self {
        Scan {
            original,
            folded,
            text: folded.as_str(),
            addresses: Addresses::default(),
        }
    }

    /// The form that a hit is, if it is one.
    pub(crate) fn form(&mut self, pattern: &Pattern, hit: Range<usize>) -> Option<Form> {
        let (folded, kind) = match pattern.meaning {
            Meaning::HostLabel => (self.named_host(hit)?, FormKind::Domain),
            Meaning::Form(FormKind::Domain) => (self.domain(hit)?, FormKind::Domain),
            Meaning::Form(FormKind::Handle) => (self.handle(hit)?, FormKind::Handle),
            Meaning::Form(kind) => {
                self.is_in_case(pattern, &hit).then_some(())?;
                (self.word(hit)?, kind)
            }
            Meaning::Exclude | Meaning::Near | Meaning::NotNear => return None,
        };
        let span = self.folded.original(folded.clone())?;
        Some(Form {
            folded,
            mention: Mention {
                brand: pattern.brand,
                span,
                kind,
            },
        })
    }

    /// The address in which a hit lies as a whole.
    fn address(&mut self, hit: &Range<usize>) -> Option<&Address> {
        let last = self.text[hit.clone()].char_indices().next_back()?.0;
        self.addresses
            .around(self.text, hit.start + last)
            .filter(|address| address.whole.start <= hit.start)
    }

    /// A name, alias, product or hashtag.
    fn word(&mut self, hit: Range<usize>) -> Option<Range<usize>> {
        let range = with_genitive(self.text, hit.clone())?;
        let elsewhere = in_handle(self.text, hit.start) || self.address(&hit).is_some();
        (!elsewhere).then_some(range)
    }

    fn handle(&mut self, hit: Range<usize>) -> Option<Range<usize>> {
        let stands = !self.text[..hit.start].ends_with(is_word)
            && handle_ends(self.text, hit.end)
            && self.address(&hit).is_none();
        stands.then_some(hit)
    }

    /// A domain as it was entered, at the end of a host or as all of it.
    fn domain(&mut self, hit: Range<usize>) -> Option<Range<usize>> {
        let text = self.text;
        let ends = handle_ends(text, hit.end) && !text[hit.end..].starts_with('-');
        let Some(Address { host, .. }) = self.address(&hit).cloned() else {
            // An ending that is no sign of an address by itself.
            let starts = !text[..hit.start].ends_with(|c| is_word(c) || "-_./".contains(c));
            return (starts && ends).then_some(hit);
        };
        let has_path = text[hit.clone()].contains('/');
        let stands = starts_label(text, &host, hit.start)
            && if has_path { ends } else { hit.end == host.end };
        stands.then_some(host.start..hit.end)
    }

    /// The host of which a name is the label before the ending: `www.dell.de`,
    /// `dell.co.uk`, not `dell.example.org`.
    fn named_host(&mut self, hit: Range<usize>) -> Option<Range<usize>> {
        let text = self.text;
        let host = self.address(&hit)?.host.clone();
        let ending = text.get(hit.end..host.end)?;
        let is_ending = match ending.split_once('.') {
            None => !ending.is_empty(),
            Some((second, country)) => matches!(second, "co" | "com") && country.len() == 2,
        };
        (starts_label(text, &host, hit.start) && is_ending).then_some(host)
    }

    fn is_in_case(&self, pattern: &Pattern, hit: &Range<usize>) -> bool {
        pattern.exact.as_ref().is_none_or(|exact| {
            let written = self
                .folded
                .original(hit.clone())
                .map(|span| fold(&self.original[span], Case::Keep));
            written.as_ref() == Some(exact)
        })
    }
}

fn starts_label(text: &str, host: &Range<usize>, at: usize) -> bool {
    at == host.start || (host.start < at && text[..at].ends_with('.'))
}

/// A hit with the genitive ending it carries, if it stands between word
/// boundaries: `dell`, `dells`, `dell's`, `bosch'`.
pub(crate) fn with_genitive(text: &str, hit: Range<usize>) -> Option<Range<usize>> {
    let form = &text[hit.clone()];
    if form.starts_with(is_word) && text[..hit.start].ends_with(is_word) {
        return None;
    }
    let rest = &text[hit.end..];
    let ends_after = |ending: &str| {
        rest.strip_prefix(ending)
            .is_some_and(|rest| !rest.starts_with(is_word))
    };
    // An apostrophe that closes a quotation is no ending.
    let quoted = text[..hit.start].ends_with(['\'', '‚', '‹', '›']);
    let bare_apostrophe = ends_with_s_sound(form) && !quoted && ends_after("'");
    let bare_s = form.ends_with(is_word) && !form.ends_with(['s', 'x', 'z']) && ends_after("s");
    let length = if ends_after("'s") {
        2
    } else if bare_apostrophe || bare_s {
        1
    } else if !form.ends_with(is_word) || ends_after("") {
        0
    } else {
        return None;
    };
    Some(hit.start..hit.end + length)
}

/// Whether a form ends in a sound after which German sets a bare apostrophe.
fn ends_with_s_sound(form: &str) -> bool {
    ["s", "x", "z", "sch", "ce"]
        .iter()
        .any(|ending| form.ends_with(ending))
}
