//! Words into pieces: the likeliest segmentation under a unigram language
//! model (Kudo 2018), as `training/FORMAT.md`, section 2, has it.

use std::ops::Range;

/// Ids below are not text: start, (unused), end, unknown, target, other.
pub(crate) const SPECIAL: u32 = 6;
/// What stands for text that has no piece.
pub(crate) const UNKNOWN: u32 = 3;

/// Pieces and how likely each is.
#[derive(Debug)]
pub(crate) struct Unigram {
    /// All pieces, joined, by id; those from [`SPECIAL`] on are in order.
    pieces: Vec<u8>,
    /// For each id, where its piece starts in `pieces`; one more at the end.
    starts: Vec<u32>,
    /// Natural logarithms of probabilities, by id.
    scores: Vec<f32>,
    /// The score of text that has no piece.
    unknown: f64,
}

/// The best way to a place in a word.
#[derive(Clone, Copy)]
struct Way {
    score: f64,
    from: usize,
    id: u32,
}

impl Unigram {
    /// From scores and lengths (in bytes) by id, and the pieces joined, which
    /// are as long as all lengths together. If they are not in order, words
    /// are cut wrongly, and that is all: not checked, to start fast.
    pub(crate) fn new(scores: Vec<f32>, lengths: &[u8], pieces: Vec<u8>) -> Self {
        let mut end = 0_u32;
        let ends = lengths.iter().map(|&length| {
            end += u32::from(length);
            end
        });
        let starts = std::iter::once(0).chain(ends).collect();
        let lowest = scores.iter().copied().fold(0.0, f32::min);
        Self {
            pieces,
            starts,
            unknown: f64::from(lowest) - 10.0,
            scores,
        }
    }

    fn piece(&self, id: u32) -> &[u8] {
        let id = id as usize;
        &self.pieces[self.starts[id] as usize..self.starts[id + 1] as usize]
    }

    /// The pieces of a word, each with its place in `word` (bytes), in order.
    pub(crate) fn segment(&self, word: &str) -> Vec<(u32, Range<usize>)> {
        let mut best: Vec<Option<Way>> = vec![None; word.len() + 1];
        for (start, c) in word.char_indices() {
            let here = if start == 0 {
                0.0
            } else {
                // Every character is reached: by a piece, or as unknown.
                best[start].map_or(f64::NEG_INFINITY, |way| way.score)
            };
            let mut offer = |end: usize, score: f64, id: u32| {
                if best[end].is_none_or(|way| score > way.score) {
                    let from = start;
                    best[end] = Some(Way { score, from, id });
                }
            };
            let single = start + c.len_utf8();
            let mut is_single = false;
            self.each_prefix(&word.as_bytes()[start..], |id, len| {
                is_single |= start + len == single;
                offer(start + len, here + f64::from(self.scores[id as usize]), id);
            });
            if !is_single {
                offer(single, here + self.unknown, UNKNOWN);
            }
        }
        let mut pieces: Vec<(u32, Range<usize>)> = Vec::new();
        let mut end = word.len();
        while let Some(way) = best.get(end).copied().flatten() {
            match pieces.last_mut() {
                Some((UNKNOWN, place)) if way.id == UNKNOWN => place.start = way.from,
                _ => pieces.push((way.id, way.from..end)),
            }
            end = way.from;
        }
        pieces.reverse();
        pieces
    }

    /// Calls `found` with each piece that `text` starts with and its length,
    /// the shortest first.
    fn each_prefix(&self, text: &[u8], mut found: impl FnMut(u32, usize)) {
        let mut range = SPECIAL..self.scores.len() as u32;
        for (depth, &byte) in text.iter().enumerate() {
            let at = |id: u32| self.piece(id).get(depth).copied();
            range.start = first(range.clone(), |id| at(id) >= Some(byte));
            range.end = first(range.clone(), |id| at(id) > Some(byte));
            if range.is_empty() {
                return;
            }
            if self.piece(range.start).len() == depth + 1 {
                found(range.start, depth + 1);
            }
        }
    }
}

/// The first number in a range from which on `holds` does; its end if none.
fn first(mut range: Range<u32>, holds: impl Fn(u32) -> bool) -> u32 {
    while !range.is_empty() {
        let middle = range.start + (range.end - range.start) / 2;
        if holds(middle) {
            range.end = middle;
        } else {
            range.start = middle + 1;
        }
    }
    range.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn unigram(pieces: &[(&str, f32)]) -> Unigram {
        let special = [("", 0.0); SPECIAL as usize];
        let all: Vec<(&str, f32)> = special.iter().chain(pieces).copied().collect();
        let lengths: Vec<u8> = all.iter().map(|(piece, _)| piece.len() as u8).collect();
        let joined: String = all.iter().map(|(piece, _)| *piece).collect();
        let scores = all.iter().map(|(_, score)| *score).collect();
        Unigram::new(scores, &lengths, joined.into_bytes())
    }

    #[test]
    fn the_shipped_vocabulary_is_in_order() {
        let file = include_bytes!("../../../extension/model/judge.bin");
        let unigram = Model::from_bytes(file.as_slice().into()).unwrap().unigram;
        let ids = SPECIAL..unigram.scores.len() as u32;
        assert!(ids.len() > 30_000);
        assert!(ids.is_sorted_by(|&a, &b| unigram.piece(a) < unigram.piece(b)));
    }

    fn check(unigram: &Unigram, word: &str, expected: &[(u32, Range<usize>)]) {
        assert_eq!(unigram.segment(word), expected, "{word}");
    }

    #[test]
    fn the_likeliest_pieces_win() {
        let unigram = unigram(&[
            ("a", -3.0),
            ("ab", -4.0),
            ("abc", -12.0),
            ("b", -3.0),
            ("c", -3.0),
            ("ä", -1.0),
        ]);
        check(&unigram, "ab", &[(7, 0..2)]);
        check(&unigram, "abc", &[(7, 0..2), (10, 2..3)]);
        check(&unigram, "ba", &[(9, 0..1), (6, 1..2)]);
        check(&unigram, "äb", &[(11, 0..2), (9, 2..3)]);
        check(&unigram, "", &[]);
    }

    #[test]
    fn what_has_no_piece_is_one_unknown() {
        let unigram = unigram(&[("a", -3.0), ("äb", -1.0)]);
        check(&unigram, "xäxa", &[(UNKNOWN, 0..4), (6, 4..5)]);
        check(&unigram, "ax", &[(6, 0..1), (UNKNOWN, 1..2)]);
    }

    #[test]
    fn pieces_may_be_parts_of_characters() {
        let unigram = Unigram::new(vec![-1.0; 8], &[0, 0, 0, 0, 0, 0, 1, 1], vec![b'a', 0xC3]);
        check(&unigram, "aä", &[(6, 0..1), (UNKNOWN, 1..3)]);
    }
}
