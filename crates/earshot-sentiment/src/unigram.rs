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
    /// All pieces, joined, by id.
    pieces: String,
    /// For each id, where its piece starts in `pieces`; one more at the end.
    starts: Vec<u32>,
    /// Natural logarithms of probabilities, by id.
    scores: Vec<f32>,
    /// Ids by their pieces' bytes.
    sorted: Vec<u32>,
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
    /// From scores and lengths (in bytes) by id, and the pieces joined. `None`
    /// if they do not cut `pieces` at characters.
    pub(crate) fn new(scores: Vec<f32>, lengths: &[u8], pieces: &str) -> Option<Self> {
        let mut starts = vec![0_u32];
        let mut end = 0_usize;
        for &length in lengths {
            end += usize::from(length);
            if !pieces.is_char_boundary(end) {
                return None;
            }
            starts.push(u32::try_from(end).ok()?);
        }
        let lowest = scores.iter().copied().fold(0.0, f32::min);
        let mut unigram = Self {
            pieces: pieces.to_owned(),
            starts,
            unknown: f64::from(lowest) - 10.0,
            sorted: (SPECIAL..u32::try_from(scores.len()).ok()?).collect(),
            scores,
        };
        let ids = std::mem::take(&mut unigram.sorted).into_iter();
        // Numbers are compared far faster than slices, above all in a browser
        // that has just started; few pieces share so long a start.
        let mut keyed: Vec<(u128, u32)> = ids
            .filter(|&id| !unigram.piece(id).is_empty())
            .map(|id| (start_of(unigram.piece(id)), id))
            .collect();
        keyed.sort_unstable_by(|(a_start, a), (b_start, b)| {
            let whole = || unigram.piece(*a).cmp(unigram.piece(*b));
            a_start.cmp(b_start).then_with(whole)
        });
        unigram.sorted = keyed.into_iter().map(|(_, id)| id).collect();
        Some(unigram)
    }

    fn piece(&self, id: u32) -> &[u8] {
        let id = id as usize;
        &self.pieces.as_bytes()[self.starts[id] as usize..self.starts[id + 1] as usize]
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
        let mut range = &self.sorted[..];
        for (depth, &byte) in text.iter().enumerate() {
            let at = |id: u32| self.piece(id).get(depth).copied();
            let first = range.partition_point(|&id| at(id) < Some(byte));
            range = &range[first..];
            range = &range[..range.partition_point(|&id| at(id) == Some(byte))];
            let Some(&id) = range.first() else { return };
            if self.piece(id).len() == depth + 1 {
                found(id, depth + 1);
            }
        }
    }
}

/// The first 16 bytes as a number: ordered as the bytes are.
fn start_of(piece: &[u8]) -> u128 {
    let mut start = [0; 16];
    let length = piece.len().min(start.len());
    start[..length].copy_from_slice(&piece[..length]);
    u128::from_be_bytes(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unigram(pieces: &[(&str, f32)]) -> Unigram {
        let special = [("", 0.0); SPECIAL as usize];
        let all: Vec<(&str, f32)> = special.iter().chain(pieces).copied().collect();
        let lengths: Vec<u8> = all.iter().map(|(piece, _)| piece.len() as u8).collect();
        let joined: String = all.iter().map(|(piece, _)| *piece).collect();
        Unigram::new(
            all.iter().map(|(_, score)| *score).collect(),
            &lengths,
            &joined,
        )
        .unwrap()
    }

    fn check(unigram: &Unigram, word: &str, expected: &[(u32, Range<usize>)]) {
        assert_eq!(unigram.segment(word), expected, "{word}");
    }

    #[test]
    fn the_likeliest_pieces_win() {
        let unigram = unigram(&[
            ("a", -3.0),
            ("b", -3.0),
            ("ab", -4.0),
            ("abc", -12.0),
            ("c", -3.0),
            ("ä", -1.0),
        ]);
        check(&unigram, "ab", &[(8, 0..2)]);
        check(&unigram, "abc", &[(8, 0..2), (10, 2..3)]);
        check(&unigram, "ba", &[(7, 0..1), (6, 1..2)]);
        check(&unigram, "äb", &[(11, 0..2), (7, 2..3)]);
        check(&unigram, "", &[]);
    }

    #[test]
    fn what_has_no_piece_is_one_unknown() {
        let unigram = unigram(&[("a", -3.0), ("äb", -1.0)]);
        check(&unigram, "xäxa", &[(UNKNOWN, 0..4), (6, 4..5)]);
        check(&unigram, "ax", &[(6, 0..1), (UNKNOWN, 1..2)]);
    }

    #[test]
    fn pieces_must_be_characters() {
        assert!(Unigram::new(vec![0.0; 2], &[1, 1], "ä").is_none());
    }
}
