//! Page shim → background, and the answers.

use earshot_sentiment::{Intent, Label, Topic};
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
    /// This mention is not about the brand: learn from it. Answered with
    /// nothing.
    NotUs(MentionAt),
    /// This mention is about the brand: learn from it. Answered with nothing.
    IsUs(MentionAt),
    /// Forget what was said about this mention. Answered with nothing.
    TakeBack(MentionAt),
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
    /// Whether it may well be somebody else: listed, not painted.
    pub doubtful: bool,
    /// How likely the brand is meant, 0 to 1.
    pub certainty: f32,
    /// What that rests on.
    pub reason: WireReason,
    /// Whether an insight of it is already kept.
    pub kept: bool,
    /// The line it stands in, or the part around it.
    pub quote: Vec<QuoteRun>,
}

/// Why a form is taken for the brand, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WireReason {
    /// Which; each has a sentence in German and English.
    pub code: ReasonCode,
    /// The word or the number in that sentence; empty where there is none.
    pub detail: String,
}

/// The kinds of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ReasonCode {
    /// Written as entered.
    AsEntered,
    /// Another spelling of it.
    Spelling,
    /// Its genitive.
    Genitive,
    /// Its plural.
    Plural,
    /// Its name in another case.
    Inflected,
    /// In a compound with a hyphen.
    Hyphenated,
    /// In a compound written as one word.
    Closed,
    /// With a typing mistake.
    Typo,
    /// A handle, link, hashtag or product: nothing else is called that.
    Unmistakable,
    /// A near word of the brand is near: the detail.
    Near,
    /// None of the near words is near.
    MissingNear,
    /// A word that must not be near is: the detail.
    NotNear,
    /// A product of the brand is near: the detail.
    ProductNear,
    /// So many clicks said that places like this are the brand.
    LearntUs,
    /// So many clicks said that they are not.
    LearntNotUs,
    /// The name is an ordinary word, and is written like one.
    OrdinaryWord,
    /// It is a person's name.
    Person,
    /// It is a unit after a number.
    Unit,
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
    /// What the writer is after.
    #[cfg_attr(
        feature = "typescript",
        ts(
            type = "(\"complaint\" | \"question\" | \"wish\" | \"praise\" | \"churn\" | \"purchase\")[]"
        )
    )]
    pub intents: Vec<Intent>,
    /// What it is about.
    #[cfg_attr(
        feature = "typescript",
        ts(
            type = "(\"price\" | \"delivery\" | \"service\" | \"quality\" | \"app\" | \"staff\" | \"availability\")[]"
        )
    )]
    pub topics: Vec<Topic>,
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
