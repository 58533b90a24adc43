//! From wire to engine and back: one post heard.

use crate::messages::{
    HeardMention, Post, ReasonCode, WireEvidence, WireProbabilities, WireReason, WireVerdict,
};
use crate::quote::quote;
use crate::{Engine, Judged, Listened, MAX_POST_LENGTH, Offsets, Unit};
use earshot_brand::{Derivation, PostContext, Reason, SenseModel, Status};
use earshot_sentiment::{Verdict, stars_contradict};
use earshot_sites::parse_stars;

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
/// for posts that do not name their own; `site` is its host; `learnt` is as in
/// [`Engine::listen`]. Returns what was heard, and the same on the wire,
/// mention by mention.
pub fn hear(
    engine: &Engine,
    page_lang: Option<&str>,
    site: Option<&str>,
    post: &Post,
    learnt: &[Option<&SenseModel>],
) -> (Listened, Vec<HeardMention>) {
    let text = within_length(&post.text);
    let lang = post.lang.as_deref().or(page_lang);
    let mut listened = engine.listen(text, lang, PostContext { host: site }, learnt);
    if let Some(stars) = post.stars.as_deref().and_then(parse_stars) {
        for Judged { verdict, .. } in &mut listened.mentions {
            verdict.irony |= stars_contradict(verdict.label, stars.value / stars.scale);
        }
    }
    let offsets = offsets_of(text, &listened.mentions, Unit::Utf16);
    let mentions = listened
        .mentions
        .iter()
        .map(|judged| HeardMention {
            start: offsets.get(judged.mention.span.start),
            end: offsets.get(judged.mention.span.end),
            brand: engine.brand_name(judged.mention.brand).to_owned(),
            verdict: on_wire(&judged.verdict, &offsets),
            doubtful: judged.mention.status == Status::Doubtful,
            certainty: judged.mention.certainty,
            reason: reason(&judged.mention.reasons),
            kept: false,
            quote: quote(text, &judged.mention.span, &judged.verdict.evidence),
        })
        .collect();
    (listened, mentions)
}

/// The weightiest reason on the wire.
fn reason(reasons: &[Reason]) -> WireReason {
    let word = |word: &String| word.clone();
    let (code, detail) = match reasons.first() {
        None | Some(Reason::AsEntered) => (ReasonCode::AsEntered, String::new()),
        Some(Reason::Near { word: near }) => (ReasonCode::Near, word(near)),
        Some(Reason::MissingNear) => (ReasonCode::MissingNear, String::new()),
        Some(Reason::NotNear { word: near }) => (ReasonCode::NotNear, word(near)),
        Some(Reason::ProductNear { word: near }) => (ReasonCode::ProductNear, word(near)),
        Some(Reason::Learnt {
            clicks,
            is_us: true,
        }) => (ReasonCode::LearntUs, clicks.to_string()),
        Some(Reason::Learnt { clicks, .. }) => (ReasonCode::LearntNotUs, clicks.to_string()),
        Some(Reason::OrdinaryWord) => (ReasonCode::OrdinaryWord, String::new()),
        Some(Reason::Person) => (ReasonCode::Person, String::new()),
        Some(Reason::Unit) => (ReasonCode::Unit, String::new()),
        Some(Reason::Unmistakable) => (ReasonCode::Unmistakable, String::new()),
        Some(Reason::Derived { derivation }) => {
            let code = match derivation {
                Derivation::Exact => ReasonCode::AsEntered,
                Derivation::Spelling => ReasonCode::Spelling,
                Derivation::Genitive => ReasonCode::Genitive,
                Derivation::Plural => ReasonCode::Plural,
                Derivation::Inflected => ReasonCode::Inflected,
                Derivation::Hyphenated => ReasonCode::Hyphenated,
                Derivation::Closed => ReasonCode::Closed,
                Derivation::Typo => ReasonCode::Typo,
            };
            (code, String::new())
        }
    };
    WireReason { code, detail }
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
        intents: verdict.intents.clone(),
        topics: verdict.topics.clone(),
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
