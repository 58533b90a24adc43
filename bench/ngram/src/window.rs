//! What of a passage is read.

use std::ops::Range;

use crate::token::Kind;
use earshot_sentiment::Passage;

/// Bytes read on each side of the target. What stands further away says next
/// to nothing about it, and a page may hold a megabyte.
const AROUND: usize = 4_000;

/// The part of a passage that is read, and the names in it.
pub(crate) struct Window<'a> {
    pub(crate) text: &'a str,
    /// Where `text` starts in the passage, in bytes.
    pub(crate) start: usize,
    /// Target and other brands, relative to `text`, sorted, not overlapping.
    pub(crate) masks: Vec<(Range<usize>, Kind)>,
}

/// Cuts the window out of a passage and drops spans that are none.
pub(crate) fn window<'a>(passage: &Passage<'a>) -> Window<'a> {
    let text = passage.text;
    let is_span = |span: &Range<usize>| !span.is_empty() && text.get(span.clone()).is_some();
    let target = passage.target.first().cloned().filter(|span| is_span(span));
    let middle = target.clone().unwrap_or(0..AROUND);
    let start = char_boundary(text, middle.start.saturating_sub(AROUND));
    let end = char_boundary(text, middle.end.saturating_add(AROUND));

    let mut masks: Vec<(Range<usize>, Kind)> = Vec::new();
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let others = passage
        .others
        .iter()
        .filter(|span| is_span(span) && span.start >= start && span.end <= end)
        .filter(|span| target.as_ref().is_none_or(|target| !overlaps(target, span)));
    masks.extend(others.map(|span| (span.clone(), Kind::Other)));
    masks.extend(target.map(|span| (span, Kind::Target)));
    masks.sort_by_key(|(span, _)| (span.start, span.end));
    masks.dedup_by(|later, kept| overlaps(&later.0, &kept.0));
    for (span, _) in &mut masks {
        *span = span.start - start..span.end - start;
    }
    Window {
        text: &text[start..end],
        start,
        masks,
    }
}

/// The last char boundary at or before `index`.
pub(crate) fn char_boundary(text: &str, index: usize) -> usize {
    (0..=index.min(text.len()))
        .rev()
        .find(|&index| text.is_char_boundary(index))
        .unwrap_or(0)
}
