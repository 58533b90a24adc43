//! Which part of a text is read: what bears on the mention, not its beginning.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::Passage;
use crate::aside::asides;
use crate::model::Model;
use crate::sequence::{Mark, Sequence, Token};

/// Bytes looked at on each side of the mention. More than the encoder can read
/// at once, and a page may hold a megabyte.
const AROUND: usize = 1_500;
/// How many parts of a text without a target are read.
const MAX_PARTS: usize = 4;

impl Model {
    /// What is to be read of a passage, each within [`Model::positions`]: the
    /// sentences around the mention that is asked about, or the first parts of
    /// the text. None if there is no word to read. And what is marked in them.
    pub(crate) fn sequences(&self, passage: &Passage<'_>) -> (Vec<Sequence>, Vec<Mark>) {
        let window = window(passage);
        let marks = marks(passage, &window);
        let shifted: Vec<Mark> = marks
            .iter()
            .map(|mark| Mark {
                place: mark.place.start - window.start..mark.place.end - window.start,
                is_target: mark.is_target,
            })
            .collect();
        let text = &passage.text[window.clone()];
        let mut tokens = self.tokens(text, &shifted);
        if shifted.iter().any(|mark| mark.is_target) {
            let is_marked =
                |line: &Range<usize>| shifted.iter().any(|mark| touch(&mark.place, line));
            let asides = asides(text, is_marked);
            tokens.retain(|token| {
                let Some(place) = &token.place else {
                    return true;
                };
                let after = asides.partition_point(|aside| aside.end <= place.start);
                asides.get(after).is_none_or(|aside| !touch(place, aside))
            });
        }
        for place in tokens.iter_mut().filter_map(|token| token.place.as_mut()) {
            *place = place.start + window.start..place.end + window.start;
        }
        let room = self.positions.saturating_sub(Sequence::ENDS);
        let sentences = sentences(text, window.start, &tokens);
        let meant = passage.target.first().and_then(|target| {
            let is_meant = |token: &Token| token.place.as_ref().is_some_and(|it| touch(it, target));
            tokens.iter().position(is_meant)
        });
        let parts = match meant {
            Some(meant) => vec![around(&sentences, meant, room)],
            None => in_parts(&sentences, room),
        };
        let sequences = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(|part| Sequence::of(&tokens[part]))
            .collect();
        (sequences, marks)
    }
}

/// The target and the other brands within `window`, in order, without what
/// overlaps or is none.
fn marks(passage: &Passage<'_>, window: &Range<usize>) -> Vec<Mark> {
    let is_span = |span: &&Range<usize>| {
        let is_within = window.start <= span.start && span.end <= window.end;
        is_within && !span.is_empty() && passage.text.get((*span).clone()).is_some()
    };
    let mark = |is_target| {
        move |place: &Range<usize>| Mark {
            place: place.clone(),
            is_target,
        }
    };
    let targets = passage.target.iter().filter(is_span).map(mark(true));
    let others = passage.others.iter().filter(is_span).map(mark(false));
    let mut marks: Vec<Mark> = targets.chain(others).collect();
    // Of two that overlap, a target's comes first.
    marks.sort_by_key(|mark| (!mark.is_target, mark.place.start));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        let after = kept.partition_point(|it| it.place.start < mark.place.start);
        let is_free = |at: usize| kept.get(at).is_none_or(|it| !touch(&it.place, &mark.place));
        if is_free(after) && after.checked_sub(1).is_none_or(is_free) {
            kept.insert(after, mark);
        }
    }
    kept
}

fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The bytes that are looked at.
fn window(passage: &Passage<'_>) -> Range<usize> {
    let text = passage.text;
    let middle = passage
        .target
        .first()
        .filter(|span| !span.is_empty() && text.get((*span).clone()).is_some());
    let (before, after) = match middle {
        Some(span) => (
            span.start.saturating_sub(AROUND),
            span.end.saturating_add(AROUND),
        ),
        None => (0, MAX_PARTS * AROUND),
    };
    text.ceil_char_boundary(before)..text.floor_char_boundary(after)
}

/// The tokens of each sentence. `offset` is where `text` starts in the places
/// of the tokens.
fn sentences(text: &str, offset: usize, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, sentence) in text.split_sentence_bound_indices() {
        let end_of_sentence = offset + at + sentence.len();
        // A mark goes with what it marks: up to the next token with a place
        // that lies beyond, and its mark.
        let beyond = tokens[start..].iter().position(|token| {
            let place = token.place.as_ref();
            place.is_some_and(|place| place.end > end_of_sentence)
        });
        let mut end = beyond.map_or(tokens.len(), |count| start + count);
        while beyond.is_some() && end > start && opens(tokens, end - 1) {
            end -= 1;
        }
        if end > start {
            sentences.push(start..end);
        }
        start = end;
    }
    sentences
}

/// Whether the token is a mark before what it marks: marks come in pairs.
fn opens(tokens: &[Token], at: usize) -> bool {
    let is_mark = |token: &&Token| token.place.is_none();
    is_mark(&&tokens[at])
        && tokens[..at]
            .iter()
            .filter(is_mark)
            .count()
            .is_multiple_of(2)
}

/// Whole sentences around the token `meant`, the nearest first, as many as
/// there is room for; or, of a sentence too long, what is around the token.
fn around(sentences: &[Range<usize>], meant: usize, room: usize) -> Range<usize> {
    let Some(own) = sentences.iter().position(|it| it.contains(&meant)) else {
        return 0..0;
    };
    let sentence = sentences[own].clone();
    if sentence.len() > room {
        let start = meant.saturating_sub(room / 2).max(sentence.start);
        let start = start.min(sentence.end - room);
        return start..start + room;
    }
    let mut part = sentence;
    let (mut before, mut after) = (own.checked_sub(1), Some(own + 1));
    while before.is_some() || after.is_some() {
        let next = after.and_then(|at| sentences.get(at));
        after = match next.filter(|next| next.end - part.start <= room) {
            Some(next) => {
                part.end = next.end;
                after.map(|at| at + 1)
            }
            None => None,
        };
        let previous = before.and_then(|at| sentences.get(at));
        before = match previous.filter(|previous| part.end - previous.start <= room) {
            Some(previous) => {
                part.start = previous.start;
                before.and_then(|at| at.checked_sub(1))
            }
            None => None,
        };
    }
    part
}

/// The text's first parts: whole sentences where they fit.
fn in_parts(sentences: &[Range<usize>], room: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for sentence in sentences {
        match parts.last_mut() {
            Some(last) if sentence.end - last.start <= room => last.end = sentence.end,
            _ => {
                let mut start = sentence.start;
                while start < sentence.end {
                    let end = sentence.end.min(start + room);
                    parts.push(start..end);
                    start = end;
                }
            }
        }
        if parts.len() > MAX_PARTS {
            break;
        }
    }
    parts.truncate(MAX_PARTS);
    parts
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "a list of one range is meant"
)]
mod tests {
    use super::*;

    #[test]
    fn whole_sentences_around_the_mention() {
        let sentences = [0..10, 10..20, 20..30, 30..45];
        assert_eq!(around(&sentences, 15, 100), 0..45);
        assert_eq!(around(&sentences, 15, 30), 0..30);
        assert_eq!(around(&sentences, 15, 20), 10..30);
        assert_eq!(around(&sentences, 35, 27), 20..45);
        assert_eq!(around(&sentences, 35, 8), 31..39);
        assert_eq!(around(&sentences, 44, 8), 37..45);
        assert_eq!(around(&[], 3, 8), 0..0);
    }

    #[test]
    fn a_long_text_in_parts() {
        assert_eq!(in_parts(&[0..5, 5..9, 9..14], 10), [0..9, 9..14]);
        assert_eq!(in_parts(&[0..25], 10), [0..10, 10..20, 20..25]);
        assert_eq!(in_parts(&[0..99], 10).len(), MAX_PARTS);
        assert!(in_parts(&[], 10).is_empty());
    }

    #[test]
    fn marks_are_in_order_and_do_not_overlap() {
        let passage = Passage {
            text: "Ähm, Dell und HP",
            lang: None,
            target: &[6..10, 0..1, 3..99],
            others: &[15..17, 8..12, 4..4],
        };
        let found: Vec<(Range<usize>, bool)> = marks(&passage, &(0..17))
            .into_iter()
            .map(|mark| (mark.place, mark.is_target))
            .collect();
        assert_eq!(found, [(6..10, true), (15..17, false)]);
    }
}
