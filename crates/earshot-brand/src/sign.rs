//! Forms that a sign marks: `@handle`, `#hashtag`, `host.ending`.

use std::ops::Range;

use crate::address::{Address, handle_ends};
use crate::chars::is_word;
use crate::ending::{Ending, inflection};
use crate::entry::Entry;
use crate::mention::{Derivation, FormKind};
use crate::scan::{Found, Scan};

impl Scan<'_> {
    /// A name or an entered hashtag behind `#`.
    pub(crate) fn hashtag(
        &mut self,
        entry: &Entry,
        sign: usize,
        name: &Range<usize>,
        derived: bool,
    ) -> Option<Found> {
        if self.in_handle(sign) || self.address(name).is_some() {
            return None;
        }
        let (derivation, end) = if derived {
            self.end(entry, name, true)?
        } else {
            let ending = inflection(self.text, name)?;
            let derivation = if ending == Ending::None {
                Derivation::Exact
            } else {
                Derivation::Genitive
            };
            (derivation, name.end + ending.length())
        };
        let derivation = if self.hyphen_follows(end) {
            derivation.max(Derivation::Hyphenated)
        } else {
            derivation
        };
        Some(Found {
            kind: FormKind::Hashtag,
            derivation,
            folded: sign..end,
        })
    }

    pub(crate) fn handle(&mut self, range: Range<usize>) -> Option<Found> {
        let stands = !self.text[..range.start].ends_with(is_word)
            && handle_ends(self.text, range.end)
            && self.address(&range).is_none();
        stands.then(|| Found {
            kind: FormKind::Handle,
            derivation: if self.hyphen_follows(range.end) {
                Derivation::Hyphenated
            } else {
                Derivation::Exact
            },
            folded: range,
        })
    }

    /// A domain as it was entered, at the end of a host or as all of it.
    pub(crate) fn domain(&mut self, range: Range<usize>) -> Option<Found> {
        let text = self.text;
        let ends = handle_ends(text, range.end) && !text[range.end..].starts_with('-');
        let found = |folded| Found {
            kind: FormKind::Domain,
            derivation: Derivation::Exact,
            folded,
        };
        let Some(Address { host, is_mail, .. }) = self.address(&range).cloned() else {
            // An ending that is no sign of an address by itself.
            let starts = !text[..range.start].ends_with(|c| is_word(c) || "-_./".contains(c));
            return (starts && ends).then(|| found(range));
        };
        let has_path = text[range.clone()].contains('/');
        let stands = !is_mail
            && starts_label(text, &host, range.start)
            && if has_path {
                ends
            } else {
                range.end == host.end
            };
        stands.then(|| found(host.start..range.end))
    }

    /// The host of which a name is the label before the ending: `www.dell.de`,
    /// `dell.co.uk`, not `dell.example.org`.
    pub(crate) fn named_host(&self, address: &Address, name: &Range<usize>) -> Option<Found> {
        let host = Some(&address.host).filter(|_| !address.is_mail)?;
        let text = self.text;
        let ending = text.get(name.end..host.end)?.strip_prefix('.')?;
        let is_ending = match ending.split_once('.') {
            None => !ending.is_empty(),
            Some((second, country)) => matches!(second, "co" | "com") && country.len() == 2,
        };
        let is_label = text[name.clone()].chars().all(|c| is_word(c) || c == '-');
        (starts_label(text, host, name.start) && is_ending && is_label).then(|| Found {
            kind: FormKind::Domain,
            derivation: Derivation::Exact,
            folded: host.clone(),
        })
    }

    /// Whether a position lies within a hashtag that starts before it.
    pub(crate) fn in_hashtag(&mut self, at: usize) -> bool {
        let belongs = |c| is_word(c) || c == '_';
        self.hashtags
            .follows(self.text, '#', at, LONGEST_HASHTAG, belongs)
    }

    /// Whether a position lies within a handle that starts before it.
    pub(crate) fn in_handle(&mut self, at: usize) -> bool {
        let belongs = |c| is_word(c) || c == '_' || c == '.';
        self.handles
            .follows(self.text, '@', at, LONGEST_HANDLE, belongs)
    }
}

/// The longest handle, in bytes; how far to look for its `@`.
const LONGEST_HANDLE: usize = 64;
/// The longest hashtag, in bytes; how far to look for its `#`.
const LONGEST_HASHTAG: usize = 100;

fn starts_label(text: &str, host: &Range<usize>, at: usize) -> bool {
    at == host.start || (host.start < at && text[..at].ends_with('.'))
}
