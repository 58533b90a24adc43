//! What the encoder reads: tokens, with the target and other brands marked.

use std::ops::Range;

use crate::model::Model;
use crate::normalise::normalise;

/// Ids of the special tokens.
const START: u32 = 0;
const END: u32 = 2;
const TARGET: u32 = 4;
const OTHER: u32 = 5;

/// What the vocabulary has for the space before a word.
const WORD: char = '\u{2581}';

/// A token of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// Its row in the embedding.
    pub(crate) id: u32,
    /// Whether it belongs to the target, or marks it.
    pub(crate) is_target: bool,
    /// Its place in the text (bytes); `None` if it stands for none of it.
    pub(crate) place: Option<Range<usize>>,
}

/// Tokens as the encoder reads them, from start to end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sequence {
    pub(crate) tokens: Vec<Token>,
}

impl Sequence {
    /// How many tokens every sequence has besides those of the text.
    pub(crate) const ENDS: usize = 2;

    /// A sequence of these tokens of a text.
    pub(crate) fn of(tokens: &[Token]) -> Self {
        let end = |id| Token {
            id,
            is_target: false,
            place: None,
        };
        let mut all = Vec::with_capacity(tokens.len() + Self::ENDS);
        all.push(end(START));
        all.extend_from_slice(tokens);
        all.push(end(END));
        Self { tokens: all }
    }

    /// The part of the text it was made of (bytes).
    pub(crate) fn place(&self) -> Option<Range<usize>> {
        let mut places = self.tokens.iter().filter_map(|token| token.place.as_ref());
        let first = places.next()?;
        let last = places.next_back().unwrap_or(first);
        Some(first.start..last.end)
    }
}

/// Which part of a text is marked, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) place: Range<usize>,
    pub(crate) is_target: bool,
}

impl Model {
    /// The tokens of a text. `marks` are in order and do not overlap; places
    /// are bytes of `text`, on char boundaries.
    pub(crate) fn tokens(&self, text: &str, marks: &[Mark]) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut at = 0;
        for Mark { place, is_target } in marks {
            self.add_segment(text, at..place.start, false, &mut tokens);
            let mark = Token {
                id: if *is_target { TARGET } else { OTHER },
                is_target: *is_target,
                place: None,
            };
            let before = tokens.len();
            tokens.push(mark.clone());
            self.add_segment(text, place.clone(), *is_target, &mut tokens);
            if tokens.len() == before + 1 {
                tokens.pop();
            } else {
                tokens.push(mark);
            }
            at = place.end;
        }
        self.add_segment(text, at..text.len(), false, &mut tokens);
        tokens
    }

    fn add_segment(&self, text: &str, part: Range<usize>, is_target: bool, to: &mut Vec<Token>) {
        let offset = part.start;
        let chars = normalise(&text[part], &self.normaliser);
        let mut start = 0;
        while start < chars.len() {
            let end = chars[start..].iter().position(|(c, _)| *c == ' ');
            let end = end.map_or(chars.len(), |length| start + length);
            let word = &chars[start..end];
            // A word is its characters after a `▁`: the space's, if there is one.
            let space = match start.checked_sub(1) {
                Some(before) => chars[before].1.clone(),
                None => word[0].1.start..word[0].1.start,
            };
            start = end + 1;
            let mut written = String::from(WORD);
            // For each byte of `written`, the character it belongs to.
            let mut places = vec![space; WORD.len_utf8()];
            for (c, place) in word {
                written.push(*c);
                places.resize(written.len(), place.clone());
            }
            for (id, piece) in self.unigram.segment(&written) {
                let place = places[piece.start].start + offset..places[piece.end - 1].end + offset;
                to.push(Token {
                    id,
                    is_target,
                    place: Some(place),
                });
            }
        }
    }
}
