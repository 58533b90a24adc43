//! Page shim → background, and the answers.

use earshot_sentiment::Label;
use serde::{Deserialize, Serialize};

/// What a page may ask of the background.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PageRequest {
    /// Which mentions are in these posts, and how are they meant? Answered
    /// with [`Heard`].
    Hear(Hear),
    /// Keep this mention as an insight. Answered with [`Kept`].
    Keep(MentionAt),
    /// This mention is not about the brand. Answered with nothing.
    NotUs(MentionAt),
    /// How many mentions this frame shows now, for the badge. Answered with
    /// nothing.
    Count(Counts),
    /// Open the panel. The worker entry handles it without awaiting anything,
    /// because the browser wants it inside the user's gesture.
    OpenPanel,
}

/// The page a post was found on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// `location.href` of the frame.
    pub url: String,
    /// `document.title`.
    pub title: String,
    /// `lang` of the document, a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub lang: Option<String>,
}

/// A post as the shim read it: its text, and what stands around it as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Post {
    /// The shim's number for the post, unique within its frame.
    pub id: u32,
    /// The text, blocks separated by line feeds. At most
    /// [`MAX_POST_LENGTH`](crate::MAX_POST_LENGTH) UTF-16 units; what is
    /// longer is cut by whoever reads it.
    pub text: String,
    /// The nearest `lang` attribute, a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub lang: Option<String>,
    /// The author's name as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub author: Option<String>,
    /// The date as given: `datetime`, or as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub date: Option<String>,
    /// The star rating as labelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub stars: Option<String>,
    /// The permanent link, absolute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub link: Option<String>,
}

/// Posts to listen to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Hear {
    /// Where they stand.
    pub page: Page,
    /// The posts with a hit of the prefilter. At most
    /// [`MAX_POSTS`](crate::MAX_POSTS); more are refused.
    pub posts: Vec<Post>,
}

/// A mention, named by where it stands. The background finds and judges it
/// again: what is kept is never what a page asserts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MentionAt {
    /// Where the post stands.
    pub page: Page,
    /// The post.
    pub post: Post,
    /// Where the mention starts in the post's text, UTF-16 units.
    pub start: u32,
}

/// How many mentions a frame shows, by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Sure and negative.
    pub negative: u32,
    /// Sure and neutral.
    pub neutral: u32,
    /// Sure and positive.
    pub positive: u32,
    /// Not sure, whatever the label.
    pub unsure: u32,
}

/// What was heard, post by post, in the order asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Heard {
    /// One entry per post asked about, also where nothing was found.
    pub posts: Vec<HeardPost>,
}

/// What was heard in one post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeardPost {
    /// The id the shim gave it.
    pub id: u32,
    /// The mentions by start; they do not overlap.
    pub mentions: Vec<HeardMention>,
}

/// One mention with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeardMention {
    /// Start in the post's text, UTF-16 units.
    pub start: u32,
    /// End in the post's text, UTF-16 units, exclusive.
    pub end: u32,
    /// The brand's name.
    pub brand: String,
    /// How the writer feels about it.
    pub verdict: WireVerdict,
    /// Whether an insight of it is already kept.
    pub kept: bool,
    /// The line it stands in, or the part around it.
    pub quote: Vec<QuoteRun>,
}

/// A part of a quote that looks alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct QuoteRun {
    /// Never empty.
    pub text: String,
    /// What it is, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub light: Option<QuoteLight>,
}

/// What a part of a quote is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum QuoteLight {
    /// The mention.
    Mention,
    /// A word that speaks for the verdict.
    Evidence,
}

/// A verdict on the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct WireVerdict {
    /// The likeliest of the three.
    #[cfg_attr(
        feature = "typescript",
        ts(type = "\"negative\" | \"neutral\" | \"positive\"")
    )]
    pub label: Label,
    /// They sum to 1.
    pub probabilities: WireProbabilities,
    /// The target gets both praise and blame.
    pub mixed: bool,
    /// Too uncertain to be said.
    pub unsure: bool,
    /// May be meant ironically.
    pub irony: bool,
    /// The words that carried the verdict, by position.
    pub evidence: Vec<WireEvidence>,
}

/// The three probabilities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WireProbabilities {
    /// 0 to 1.
    pub negative: f32,
    /// 0 to 1.
    pub neutral: f32,
    /// 0 to 1.
    pub positive: f32,
}

/// A word that carried a verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WireEvidence {
    /// Start in the post's text, UTF-16 units.
    pub start: u32,
    /// End in the post's text, UTF-16 units, exclusive.
    pub end: u32,
    /// Above 0: speaks for the label; below: against it.
    pub weight: f32,
}

/// The answer to [`PageRequest::Keep`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// The insight's id (a ULID).
    pub id: String,
    /// It had been kept before.
    pub already: bool,
}
