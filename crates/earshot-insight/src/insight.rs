//! A kept mention.

use std::fmt;
use std::str::FromStr;

use earshot_sentiment::{Intent, Label, Topic};
use earshot_sites::{PostDate, Stars};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::Fingerprint;

/// The longest note, in Unicode scalar values.
pub const MAX_NOTE_CHARS: usize = 10_000;

/// The id of an insight: a ULID, so that ids sort by the time of capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InsightId(Ulid);

impl InsightId {
    /// An id for something captured at `captured_at_ms` (milliseconds since
    /// 1970 UTC, negative counts as 0), made unique by 80 of the `random` bits.
    pub fn new(captured_at_ms: i64, random: u128) -> Self {
        let ms = u64::try_from(captured_at_ms).unwrap_or_default();
        Self(Ulid::from_parts(ms, random))
    }
}

impl fmt::Display for InsightId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Not the id of an insight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an insight id")]
pub struct InsightIdError;

impl FromStr for InsightId {
    type Err = InsightIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ulid::from_string(text)
            .map(Self)
            .map_err(|_| InsightIdError)
    }
}

impl TryFrom<String> for InsightId {
    type Error = InsightIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<InsightId> for String {
    fn from(id: InsightId) -> Self {
        id.to_string()
    }
}

/// The record under `insight/<id>`. Offsets are Unicode scalar values in
/// `quote`, end-exclusive, as in everything Earshot exports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Insight {
    /// Its id.
    pub id: InsightId,
    /// When it was kept, milliseconds since 1970 UTC.
    pub captured_at: i64,
    /// The brand's name at the time.
    pub brand: String,
    /// The post's text.
    pub quote: String,
    /// Start of the mention.
    pub start: u32,
    /// End of the mention, exclusive.
    pub end: u32,
    /// The text's language, ISO 639-1, `und` if unknown.
    pub lang: String,
    /// The judge's verdict.
    pub verdict: KeptVerdict,
    /// The user's verdict, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Label>,
    /// Where it was found.
    pub source: Source,
    /// The user's note.
    #[serde(default)]
    pub note: String,
}

impl Insight {
    /// The verdict that counts: the user's if there is one, else the judge's.
    pub fn label(&self) -> Label {
        self.corrected.unwrap_or(self.verdict.label)
    }

    /// Whether nobody knows: the judge was unsure and the user has not said.
    pub fn is_unsure(&self) -> bool {
        self.corrected.is_none() && self.verdict.unsure
    }

    /// What makes it the same as another.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::new(
            &self.brand,
            &self.source.site,
            self.source.author.as_deref(),
            &self.quote,
        )
    }
}

/// Where an insight was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The host name.
    pub site: String,
    /// The page's address.
    pub url: String,
    /// The page's title.
    pub title: String,
    /// The post's permanent link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The author's name as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was written, as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_shown: Option<String>,
    /// When it was written, as understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PostDate>,
    /// The star rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<Stars>,
}

/// A verdict as it was when the mention was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptVerdict {
    /// The likeliest of the three.
    pub label: Label,
    /// 0 to 1.
    pub negative: f32,
    /// 0 to 1.
    pub neutral: f32,
    /// 0 to 1.
    pub positive: f32,
    /// The target gets both praise and blame.
    pub mixed: bool,
    /// Too uncertain to be said.
    pub unsure: bool,
    /// May be meant ironically.
    pub irony: bool,
    /// What the writer is after.
    pub intents: Vec<Intent>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// The words that carried it.
    pub evidence: Vec<KeptEvidence>,
}

/// A word that carried a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptEvidence {
    /// Start in the quote.
    pub start: u32,
    /// End in the quote, exclusive.
    pub end: u32,
    /// Above 0: for the label; below: against it.
    pub weight: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_capture_and_survive_text() {
        let early = InsightId::new(1_000, u128::MAX);
        let late = InsightId::new(1_001, 0);
        assert!(early < late && early.to_string() < late.to_string());
        assert_eq!(early.to_string().parse(), Ok(early));
        assert_eq!("nonsense".parse::<InsightId>(), Err(InsightIdError));
        assert!(InsightId::new(-5, 1) < early);
    }

    #[test]
    fn the_record_is_what_it_was() {
        // A change here needs a migration: this is what users have on disk.
        let insight = Insight {
            id: InsightId::new(1_790_000_000_000, 7),
            captured_at: 1_790_000_000_000,
            brand: "Dell".into(),
            quote: "Mein Dell ist top.".into(),
            start: 5,
            end: 9,
            lang: "de".into(),
            verdict: KeptVerdict {
                label: Label::Positive,
                negative: 0.125,
                neutral: 0.125,
                positive: 0.75,
                mixed: false,
                unsure: false,
                irony: false,
                intents: vec![Intent::Praise],
                topics: vec![Topic::Quality],
                evidence: vec![KeptEvidence {
                    start: 14,
                    end: 17,
                    weight: 2.5,
                }],
            },
            corrected: Some(Label::Neutral),
            source: Source {
                site: "example.org".into(),
                url: "https://example.org/feed".into(),
                title: "Feed".into(),
                link: Some("https://example.org/post/1".into()),
                author: Some("Ada".into()),
                date_shown: Some("3. Mai 2026".into()),
                date: Some(PostDate {
                    iso: "2026-05-03".into(),
                    precision: earshot_sites::Precision::Day,
                }),
                stars: Some(Stars {
                    value: 4.0,
                    scale: 5.0,
                }),
            },
            note: "Anrufen".into(),
        };
        insta::assert_json_snapshot!(insight);
        let text = serde_json::to_string(&insight).unwrap();
        assert_eq!(serde_json::from_str::<Insight>(&text).unwrap(), insight);
        assert_eq!(insight.label(), Label::Neutral);
        assert!(!insight.is_unsure());
    }
}
