//! Following an entry through a folded text.

use crate::entry::{ADJECTIVE_ENDINGS, Entry, Part};
use crate::fold::Folded;

/// An entry as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Walked {
    /// Where it ends.
    pub(crate) end: usize,
    /// Whether an adjective has another ending than the one entered.
    pub(crate) inflected: bool,
}

/// The entry at a position, in its longest reading. Looks at the entry's
/// length of text, whatever the text is.
pub(crate) fn walk(entry: &Entry, folded: &Folded, at: usize) -> Option<Walked> {
    let start = Walked {
        end: at,
        inflected: false,
    };
    go(&entry.parts, folded, start)
}

fn go(parts: &[Part], folded: &Folded, walked: Walked) -> Option<Walked> {
    let Some((part, parts)) = parts.split_first() else {
        return Some(walked);
    };
    let rest = &folded.as_str()[walked.end..];
    // No part begins inside of what one character of the original became.
    if !rest.is_empty() {
        folded.original_start(walked.end)?;
    }
    let after = |length: usize| Walked {
        end: walked.end + length,
        ..walked
    };
    match part {
        Part::Word(word) => {
            let found = rest.starts_with(word.as_str());
            found.then(|| go(parts, folded, after(word.len())))?
        }
        Part::Adjective { stem, ending } => {
            let behind = rest.strip_prefix(stem.as_str())?;
            folded.original_start(walked.end + stem.len())?;
            let found = ADJECTIVE_ENDINGS
                .iter()
                .filter(|found| behind.starts_with(**found));
            found.copied().find_map(|found| {
                let inflected = walked.inflected || found != ending;
                let walked = after(stem.len() + found.len());
                go(
                    parts,
                    folded,
                    Walked {
                        inflected,
                        ..walked
                    },
                )
            })
        }
        Part::Gap(gaps) => {
            let found = gaps.iter().filter(|gap| rest.starts_with(gap.as_str()));
            found
                .map(|gap| gap.len())
                .find_map(|length| go(parts, folded, after(length)))
        }
        Part::Sign(sign) => {
            let length = if rest.starts_with(sign.as_str()) {
                sign.len()
            } else {
                0
            };
            go(parts, folded, after(length))
        }
    }
}
