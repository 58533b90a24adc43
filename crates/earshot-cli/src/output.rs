//! What is written: the shapes of the answers, with offsets in Unicode scalar
//! values.

use earshot_brand::{Derivation, FormKind, Reason, Status};
use earshot_engine::{Engine, Listened, Offsets, Unit};
use earshot_sentiment::{Intent, Label, Language, Topic, Verdict};
use serde::Serialize;
use serde_json::Value;

/// The answer of `earshot judge`.
#[derive(Serialize)]
pub(crate) struct JudgedLine<'i> {
    id: &'i Value,
    lang: String,
    #[serde(flatten)]
    verdict: VerdictFields<'i>,
}

/// The answer of `earshot listen`.
#[derive(Serialize)]
pub(crate) struct ListenedLine<'i> {
    id: &'i Value,
    lang: String,
    mentions: Vec<MentionFields<'i>>,
}

#[derive(Serialize)]
struct MentionFields<'i> {
    brand: &'i str,
    form: &'i str,
    start: u32,
    end: u32,
    kind: FormKind,
    derivation: Derivation,
    status: Status,
    certainty: f32,
    /// In English, the weightiest first.
    reason: String,
    verdict: VerdictFields<'i>,
}

#[derive(Serialize)]
struct VerdictFields<'i> {
    label: Label,
    probabilities: ProbabilityFields,
    mixed: bool,
    unsure: bool,
    irony: bool,
    intents: &'i [Intent],
    topics: &'i [Topic],
    evidence: Vec<EvidenceFields>,
}

#[derive(Serialize)]
struct ProbabilityFields {
    negative: f32,
    neutral: f32,
    positive: f32,
}

#[derive(Serialize)]
struct EvidenceFields {
    start: u32,
    end: u32,
    weight: f32,
}

impl<'i> JudgedLine<'i> {
    pub(crate) fn new(
        id: &'i Value,
        text: &str,
        language: &Language,
        verdict: &'i Verdict,
    ) -> Self {
        let offsets = Offsets::new(text, evidence_bytes(verdict), Unit::Scalar);
        JudgedLine {
            id,
            lang: language.code().to_owned(),
            verdict: VerdictFields::new(verdict, &offsets),
        }
    }
}

impl<'i> ListenedLine<'i> {
    pub(crate) fn new(
        id: &'i Value,
        text: &'i str,
        engine: &'i Engine,
        listened: &'i Listened,
    ) -> Self {
        let bytes = listened.mentions.iter().flat_map(|judged| {
            let span = &judged.mention.span;
            [span.start, span.end]
                .into_iter()
                .chain(evidence_bytes(&judged.verdict))
        });
        let offsets = Offsets::new(text, bytes, Unit::Scalar);
        let mentions = listened.mentions.iter().map(|judged| MentionFields {
            brand: engine.brand_name(judged.mention.brand),
            form: &text[judged.mention.span.clone()],
            start: offsets.get(judged.mention.span.start),
            end: offsets.get(judged.mention.span.end),
            kind: judged.mention.kind,
            derivation: judged.mention.derivation,
            status: judged.mention.status,
            certainty: judged.mention.certainty,
            reason: said(&judged.mention.reasons),
            verdict: VerdictFields::new(&judged.verdict, &offsets),
        });
        ListenedLine {
            id,
            lang: listened.language.code().to_owned(),
            mentions: mentions.collect(),
        }
    }
}

fn said(reasons: &[Reason]) -> String {
    let said: Vec<String> = reasons.iter().map(Reason::to_string).collect();
    said.join("; ")
}

fn evidence_bytes(verdict: &Verdict) -> impl Iterator<Item = usize> {
    verdict
        .evidence
        .iter()
        .flat_map(|evidence| [evidence.span.start, evidence.span.end])
}

impl<'i> VerdictFields<'i> {
    fn new(verdict: &'i Verdict, offsets: &Offsets) -> Self {
        let evidence = verdict.evidence.iter().map(|evidence| EvidenceFields {
            start: offsets.get(evidence.span.start),
            end: offsets.get(evidence.span.end),
            weight: evidence.weight,
        });
        VerdictFields {
            label: verdict.label,
            probabilities: ProbabilityFields {
                negative: verdict.probabilities.negative,
                neutral: verdict.probabilities.neutral,
                positive: verdict.probabilities.positive,
            },
            mixed: verdict.mixed,
            unsure: verdict.unsure,
            irony: verdict.irony,
            intents: &verdict.intents,
            topics: &verdict.topics,
            evidence: evidence.collect(),
        }
    }
}
