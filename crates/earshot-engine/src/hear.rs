//! From wire to engine and back: one post heard.

use crate::messages::{HeardMention, Post, WireEvidence, WireProbabilities, WireVerdict};
use crate::quote::quote;
use crate::{Engine, Judged, Listened, MAX_POST_LENGTH, Offsets, Unit};
use earshot_sentiment::Verdict;

/// `text`, cut to [`MAX_POST_LENGTH`] UTF-16 units.
pub fn within_length(text: &str) -> &str {
    // Every UTF-16 unit takes at least one byte.
    if text.len() <= MAX_POST_LENGTH as usize {
        return text;
    }
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MAX_POST_LENGTH as usize {
            return &text[..byte];
        }
    }
    text
}

/// Listens to a post. `page_lang` is the language of the page it stands on,
/// for posts that do not name their own. Returns what was heard, and the same
/// on the wire, mention by mention.
pub fn hear(
    engine: &Engine,
    page_lang: Option<&str>,
    post: &Post,
) -> (Listened, Vec<HeardMention>) {
    let text = within_length(&post.text);
    let listened = engine.listen(text, post.lang.as_deref().or(page_lang));
    let offsets = offsets_of(text, &listened.mentions, Unit::Utf16);
    let mentions = listened
        .mentions
        .iter()
        .map(|judged| HeardMention {
            start: offsets.get(judged.mention.span.start),
            end: offsets.get(judged.mention.span.end),
            brand: engine.brand_name(judged.mention.brand).to_owned(),
            verdict: on_wire(&judged.verdict, &offsets),
            kept: false,
            quote: quote(text, &judged.mention.span, &judged.verdict.evidence),
        })
        .collect();
    (listened, mentions)
}

/// The counterparts of every offset in `mentions`.
pub(crate) fn offsets_of(text: &str, mentions: &[Judged], unit: Unit) -> Offsets {
    let bytes = mentions.iter().flat_map(|judged| {
        let evidence = judged
            .verdict
            .evidence
            .iter()
            .map(|evidence| &evidence.span);
        evidence
            .chain([&judged.mention.span])
            .flat_map(|span| [span.start, span.end])
    });
    Offsets::new(text, bytes, unit)
}

fn on_wire(verdict: &Verdict, offsets: &Offsets) -> WireVerdict {
    WireVerdict {
        label: verdict.label,
        probabilities: WireProbabilities {
            negative: verdict.probabilities.negative,
            neutral: verdict.probabilities.neutral,
            positive: verdict.probabilities.positive,
        },
        mixed: verdict.mixed,
        unsure: verdict.unsure,
        irony: verdict.irony,
        evidence: verdict
            .evidence
            .iter()
            .map(|evidence| WireEvidence {
                start: offsets.get(evidence.span.start),
                end: offsets.get(evidence.span.end),
                weight: evidence.weight,
            })
            .collect(),
    }
}
