//! Web and e-mail addresses, handles and hashtags: where a brand's name is part of
//! something with a meaning of its own.

use std::ops::Range;

use crate::chars::is_word;
use crate::cost;

/// An address in a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// The whole of it, in bytes.
    pub(crate) whole: Range<usize>,
    /// Its host.
    pub(crate) host: Range<usize>,
    /// Whether it is somebody's e-mail address.
    pub(crate) is_mail: bool,
}

/// Endings that make `word.ending` a host where no scheme and no `www.` says
/// so. Those that are also German or English words (`es`, `so`, `in`, `is`, …)
/// are left out: a missing space after a full stop is common.
const ENDINGS: [&str; 48] = [
    "ai", "app", "at", "au", "be", "berlin", "biz", "ca", "ch", "click", "cloud", "club", "co",
    "com", "cz", "de", "dev", "dk", "download", "edu", "eu", "example", "fi", "fr", "gov",
    "hamburg", "info", "invalid", "io", "jp", "li", "ly", "net", "nl", "nu", "online", "org", "pl",
    "ru", "se", "shop", "site", "store", "top", "tv", "uk", "website", "xyz",
];

/// The addresses of a text, for questions that come in ascending order.
///
/// It remembers the last stretch of address characters it looked at, so that a
/// text is read once however many questions fall into one stretch.
#[derive(Default)]
pub(crate) struct Addresses {
    stretch: Range<usize>,
    address: Option<Address>,
}

impl Addresses {
    /// The address around a character, if it is in one; `at` is where the
    /// character starts, the text is always the same.
    pub(crate) fn around(&mut self, text: &str, at: usize) -> Option<&Address> {
        if !self.stretch.contains(&at) {
            let after = text[at..]
                .find(|c| !is_address(c))
                .map_or(text.len(), |n| at + n);
            let before = &text[self.stretch.end.min(at)..at];
            let start = before.char_indices().rev().find(|&(_, c)| !is_address(c));
            let start = start.map_or(at - before.len(), |(n, c)| {
                at - before.len() + n + c.len_utf8()
            });
            self.stretch = start..after;
            cost::count(after - start);
            self.address = parse(&text[start..after]).map(|found| shift(found, start));
        }
        self.address
            .as_ref()
            .filter(|address| address.whole.contains(&at))
    }
}

fn shift(address: Address, by: usize) -> Address {
    let Address { whole, host, .. } = address;
    Address {
        whole: whole.start + by..whole.end + by,
        host: host.start + by..host.end + by,
        ..address
    }
}

/// Whether a character may stand in an address.
fn is_address(c: char) -> bool {
    is_word(c) || "-._~:/?#@!$&+=%".contains(c)
}

fn is_host(c: char) -> bool {
    is_word(c) || "-._".contains(c)
}

/// The address in a stretch of address characters.
fn parse(stretch: &str) -> Option<Address> {
    if let Some(scheme) = stretch.find("://") {
        let authority = scheme + 3;
        let authority_end = stretch[authority..]
            .find(['/', '?', '#'])
            .map_or(stretch.len(), |n| authority + n);
        let start = stretch[authority..authority_end]
            .rfind('@')
            .map_or(authority, |n| authority + n + 1);
        let whole = stretch[..scheme]
            .rfind(|c| !is_word(c))
            .map_or(0, |n| n + 1)..stretch.len();
        return Some(Address {
            whole,
            host: start..host_end(stretch, start),
            is_mail: false,
        });
    }
    if let Some(at) = stretch
        .find('@')
        .filter(|&at| stretch[..at].ends_with(is_host))
    {
        let host = at + 1..host_end(stretch, at + 1);
        let local = stretch[..at]
            .rfind(|c| !is_host(c) && c != '+')
            .map_or(0, |n| n + 1);
        return has_ending(&stretch[host.clone()]).then_some(Address {
            whole: local..host.end,
            host,
            is_mail: true,
        });
    }
    let start = stretch.find(is_word)?;
    let mut host = start..host_end(stretch, start);
    if stretch[..start].ends_with('@') || stretch[..start].ends_with('#') {
        return None;
    }
    if !stretch[host.clone()].starts_with("www.") {
        host.end = known_host_end(stretch, &host)?;
    }
    let path = stretch[host.end..].starts_with(['/', '?', '#', ':']);
    Some(Address {
        whole: start..if path { stretch.len() } else { host.end },
        host,
        is_mail: false,
    })
}

/// Where the host that starts here ends; a full stop after it is not its.
fn host_end(stretch: &str, start: usize) -> usize {
    let end = stretch[start..]
        .find(|c| !is_host(c))
        .map_or(stretch.len(), |n| start + n);
    start + stretch[start..end].trim_end_matches(['.', '-', '_']).len()
}

/// Where a host without scheme ends, if its ending says that it is one. It may
/// be the first part of a compound: `dell.com-Bestellung`.
fn known_host_end(stretch: &str, host: &Range<usize>) -> Option<usize> {
    let text = &stretch[host.clone()];
    let last_label = text.rfind('.')? + 1;
    let end = text[last_label..]
        .find('-')
        .map_or(text.len(), |n| last_label + n);
    has_ending(&text[..end]).then_some(host.start + end)
}

fn has_ending(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(rest, ending)| {
        ENDINGS.binary_search(&ending).is_ok()
            && rest.split('.').all(|label| label.contains(is_word))
    })
}

/// The stretch of some characters that reaches up to a position, for questions
/// that come about in ascending order.
///
/// It remembers the last stretch, so that a long one is read once however many
/// questions fall into it.
#[derive(Default)]
pub(crate) struct Stretch(Range<usize>);

impl Stretch {
    /// Whether such a stretch follows a sign and reaches up to a position; the
    /// sign is looked for at most so many bytes before.
    pub(crate) fn follows(
        &mut self,
        text: &str,
        sign: char,
        at: usize,
        most: usize,
        belongs: impl Fn(char) -> bool,
    ) -> bool {
        let Stretch(known) = self;
        let floor = if at < known.start {
            0
        } else {
            known.end.min(at)
        };
        let before = text[floor..at].char_indices().rev();
        let start = before
            .inspect(|_| cost::count(1))
            .map(|(n, c)| (floor + n, c))
            .take_while(|&(n, c)| at - n <= most && belongs(c))
            .last()
            .map_or(at, |(n, _)| n);
        *known = if start == floor && at >= known.start {
            known.start..known.end.max(at)
        } else {
            start..at
        };
        text[..known.start].ends_with(sign) && at - known.start < most
    }
}

/// Whether the handle that reaches up to this position ends there.
pub(crate) fn handle_ends(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    match after.next() {
        Some('.') => !after.next().is_some_and(|c| is_word(c) || c == '_'),
        Some(c) => !is_word(c) && c != '_',
        None => true,
    }
}
