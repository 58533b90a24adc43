//! Whether an entry that stands in a text is a form of its brand there:
//! boundaries, endings, compounds, letter case. Handles, hashtags and hosts
//! are in `sign`.

use std::ops::Range;

use crate::address::{Address, Addresses, Stretch};
use crate::chars::{is_accent, is_ignorable, is_word};
use crate::context::word_end;
use crate::ending::{Ending, closes, ending, inflection};
use crate::entry::{Closed, Entry};
use crate::fold::{Case, Folded, accents, fold};
use crate::mention::{Derivation, FormKind};
use crate::plural::is_plural;
use crate::walk::{Walked, walk};

/// A form that is a mention unless its surroundings veto it.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// Index among the entries.
    pub(crate) entry: usize,
    pub(crate) brand: usize,
    pub(crate) kind: FormKind,
    pub(crate) derivation: Derivation,
    /// Where the form stands in the folded text.
    pub(crate) folded: Range<usize>,
    /// Where the form stands in the original text.
    pub(crate) span: Range<usize>,
}

/// One text, looked at hit by hit in the order in which the hits end.
pub(crate) struct Scan<'t> {
    pub(crate) original: &'t str,
    pub(crate) folded: &'t Folded,
    pub(crate) text: &'t str,
    addresses: Addresses,
    pub(crate) handles: Stretch,
    pub(crate) hashtags: Stretch,
}

/// A form within the folded text, before it is led back to the original.
pub(crate) struct Found {
    pub(crate) kind: FormKind,
    pub(crate) derivation: Derivation,
    pub(crate) folded: Range<usize>,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(original: &'t str, folded: &'t Folded) -> Self {
        Scan {
            original,
            folded,
            text: folded.as_str(),
            addresses: Addresses::default(),
            handles: Stretch::default(),
            hashtags: Stretch::default(),
        }
    }

    /// The form that an entry has at a position where one of its patterns
    /// stands, if it has one.
    pub(crate) fn form(&mut self, index: usize, entry: &Entry, at: usize) -> Option<Form> {
        let walked = walk(entry, self.folded, at)?;
        let name = at..walked.end;
        let found = match entry.kind {
            FormKind::Domain => self.domain(name.clone()),
            FormKind::Handle => self
                .before(at, '@')
                .and_then(|sign| self.handle(sign..name.end)),
            FormKind::Hashtag => {
                let sign = self.before(at, '#')?;
                self.hashtag(entry, sign, &name, false)
            }
            _ => self.name(entry, &name),
        }?;
        let mut span = self.folded.original(found.folded.clone())?;
        span.end = self.with_accents(span.end);
        let written = self.folded.original(name.clone())?;
        let written = &self.original[written.start..self.with_accents(written.end)];
        let spelling = self.derivation(entry, found.kind, written, walked)?;
        let derivation = match found.kind {
            // There is only one way to write these.
            FormKind::Handle | FormKind::Hashtag | FormKind::Domain => found.derivation,
            _ => found.derivation.max(spelling),
        };
        Some(Form {
            entry: index,
            brand: entry.brand,
            kind: found.kind,
            derivation,
            folded: found.folded,
            span,
        })
    }

    /// The form that a name with a typo is, if its surroundings let it be one.
    pub(crate) fn typo(&mut self, index: usize, entry: &Entry, name: Range<usize>) -> Option<Form> {
        let found = self
            .name(entry, &name)
            .filter(|found| found.kind == entry.kind)?;
        let span = self.folded.original(found.folded.clone())?;
        let written = &self.original[span.clone()];
        let is_plain = written.len() == found.folded.len() || accents(written).is_empty();
        (is_plain && !written.contains(is_ignorable)).then_some(Form {
            entry: index,
            brand: entry.brand,
            kind: found.kind,
            derivation: Derivation::Typo,
            folded: found.folded,
            span,
        })
    }

    /// The end of a range with the accents that belong to its last letter.
    fn with_accents(&self, end: usize) -> usize {
        let accents = self.original[end..].char_indices();
        accents
            .take_while(|&(_, c)| is_accent(c))
            .last()
            .map_or(end, |(at, c)| end + at + c.len_utf8())
    }

    /// How a name as it is written comes from the entry, endings and compounds
    /// aside; none if its letters say that it is another word.
    fn derivation(
        &self,
        entry: &Entry,
        kind: FormKind,
        written: &str,
        walked: Walked,
    ) -> Option<Derivation> {
        if !written.is_ascii() {
            let accents = accents(written);
            if !accents.is_empty() && accents != entry.accents {
                return None;
            }
        }
        if let Some(letters) = entry.letters.as_ref().filter(|_| kind == entry.kind) {
            let kept = fold(written, Case::Keep);
            let mut kept = kept.chars().filter(|c| c.is_alphanumeric());
            let same = if walked.inflected {
                kept.next() == letters.chars().next()
            } else {
                kept.eq(letters.chars())
            };
            same.then_some(())?;
        }
        Some(if walked.inflected {
            Derivation::Inflected
        } else if written.eq_ignore_ascii_case(&entry.entered)
            || plainly(written) == plainly(&entry.entered)
        {
            Derivation::Exact
        } else {
            Derivation::Spelling
        })
    }

    /// A name, alias or product wherever it stands.
    fn name(&mut self, entry: &Entry, name: &Range<usize>) -> Option<Found> {
        if let Some(address) = self.address(name).cloned() {
            return self.named_host(&address, name);
        }
        match self.text[..name.start].chars().next_back() {
            Some('@') => self.handle(name.start - 1..name.end),
            Some('#') => self.hashtag(entry, name.start - 1, name, true),
            _ => self.word(entry, name),
        }
    }

    /// The address in which a range lies as a whole.
    pub(crate) fn address(&mut self, range: &Range<usize>) -> Option<&Address> {
        let last = self.text[range.clone()].char_indices().next_back()?.0;
        self.addresses
            .around(self.text, range.start + last)
            .filter(|address| address.whole.start <= range.start)
    }

    fn before(&self, at: usize, sign: char) -> Option<usize> {
        self.text[..at]
            .ends_with(sign)
            .then(|| at - sign.len_utf8())
    }

    /// A name among words.
    fn word(&mut self, entry: &Entry, name: &Range<usize>) -> Option<Found> {
        let text = self.text;
        if self.in_handle(name.start) {
            return None;
        }
        let goes_on =
            text[name.clone()].starts_with(is_word) && text[..name.start].ends_with(is_word);
        if goes_on {
            return self.inside(entry, name);
        }
        let in_hashtag = text[..name.start].ends_with('_') && self.in_hashtag(name.start);
        let (derivation, end) = self.end(entry, name, in_hashtag)?;
        let before = text[..name.start].strip_suffix(['-', '–']);
        let hyphenated = before
            .is_some_and(|before| before.ends_with(is_word) || before.ends_with('.'))
            || self.hyphen_follows(end);
        let derivation = if hyphenated {
            derivation.max(Derivation::Hyphenated)
        } else {
            derivation
        };
        Some(Found {
            kind: entry.kind,
            derivation,
            folded: name.start..end,
        })
    }

    /// A name that does not begin its word: in a hashtag where a capital begins
    /// it (`#DankeLufthansa`), or at the end of a compound (`Dorfaldi`).
    fn inside(&mut self, entry: &Entry, name: &Range<usize>) -> Option<Found> {
        let text = self.text;
        let is_hashtag = self.in_hashtag(name.start);
        let found = |kind, length| Found {
            kind,
            derivation: Derivation::Closed,
            folded: name.start..name.end + length,
        };
        if is_hashtag
            && self.is_hump(name.start)
            && (self.is_hump(name.end) || ending(text, name, entry).is_some())
        {
            return Some(found(FormKind::Hashtag, 0));
        }
        let ending = inflection(text, name)?;
        let start = self.folded.original_start(name.start)?;
        let mut letters = self.original[..start].chars().rev().take(SHORTEST_BEFORE);
        let is_long_enough =
            letters.clone().count() == SHORTEST_BEFORE && letters.all(char::is_alphabetic);
        let before = word_end(&text[..name.start]).filter(|_| is_long_enough)?;
        let kind = if is_hashtag {
            FormKind::Hashtag
        } else {
            entry.kind
        };
        closes(entry, &text[name.clone()], before).then(|| found(kind, ending.length()))
    }

    /// How a name ends, and where: with its ending, before the rest of a compound.
    pub(crate) fn end(
        &self,
        entry: &Entry,
        name: &Range<usize>,
        in_hashtag: bool,
    ) -> Option<(Derivation, usize)> {
        let text = self.text;
        if in_hashtag && self.is_hump(name.end) {
            return Some((Derivation::Closed, name.end));
        }
        let ending = ending(text, name, entry)?;
        let end = name.end + ending.length();
        let derivation = match ending {
            Ending::None => Derivation::Exact,
            Ending::Genitive(_) => Derivation::Genitive,
            Ending::Plural(_) => Derivation::Plural,
            Ending::S if is_plural(self.original, &self.folded.original(name.start..end)?) => {
                Derivation::Plural
            }
            Ending::S => Derivation::Genitive,
            Ending::Closed => {
                let capitals = || {
                    let written = self
                        .folded
                        .original(name.clone())
                        .map(|span| &self.original[span]);
                    written.is_some_and(|written| written.chars().all(char::is_uppercase))
                        && self.small_letter_at(name.end)
                };
                (entry.closed == Closed::Yes || capitals()).then_some(Derivation::Closed)?
            }
        };
        Some((derivation, end))
    }

    /// A hyphen after a form that joins it to another word, or leaves that
    /// word to be said later (`Dell- und Bosch-Geräte`).
    pub(crate) fn hyphen_follows(&self, end: usize) -> bool {
        let after = self.text[end..].strip_prefix(['-', '–']);
        after.is_some_and(|after| {
            after.starts_with(|c: char| is_word(c) || matches!(c, '"' | '\'' | '„' | '“'))
                || (self.text[end..].starts_with('-') && after.starts_with([' ', ',', '/']))
        })
    }

    /// Whether a capital begins a new word here: `…sS…`, `…KSt…`. Only Latin
    /// letters, which the prefilter knows too.
    fn is_hump(&self, at: usize) -> bool {
        let Some(place) = self.folded.original_start(at) else {
            return false;
        };
        let before = self.original[..place].chars().next_back();
        let mut after = self.original[place..].chars();
        let capital = after.next().is_some_and(is_capital);
        let new_after_small = before.is_some_and(|c| is_small(c) || c.is_ascii_digit());
        let new_after_capital =
            before.is_some_and(is_capital) && after.next().is_some_and(is_small);
        capital && (new_after_small || new_after_capital)
    }

    fn small_letter_at(&self, at: usize) -> bool {
        let place = self.folded.original_start(at);
        place.is_some_and(|place| self.original[place..].starts_with(char::is_lowercase))
    }
}

/// How many letters a compound has at least before a name, in characters; the
/// prefilter counts on it.
pub(crate) const SHORTEST_BEFORE: usize = 4;

fn is_capital(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ')
}

fn is_small(c: char) -> bool {
    matches!(c, 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ')
}

/// A text without the differences that are none: letter case, white space, the
/// kind of apostrophe or hyphen.
fn plainly(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        let c = match c {
            '’' | '‘' | '´' | '`' | '\u{2BC}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c if c.is_ascii_whitespace() => ' ',
            c => c,
        };
        match c {
            ' ' if plain.ends_with(' ') => {}
            'ẞ' => plain.push(c),
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain
}
