// Generated from crates/earshot-engine by its test `typescript`; do not edit.

/**
 * What is left out when something is read, so that no text is in two posts.
 */
export type Around = { 
/**
 * What in it is another post's: a selector.
 */
without: string, 
/**
 * That and [`SiteReader::skip`].
 */
skip: string, };

/**
 * How many mentions a frame shows, by verdict.
 */
export type Counts = { 
/**
 * Sure and negative.
 */
negative: number, 
/**
 * Sure and neutral.
 */
neutral: number, 
/**
 * Sure and positive.
 */
positive: number, 
/**
 * Not sure, whatever the label.
 */
unsure: number, };

/**
 * The kinds of failure.
 */
export type ErrorCode = "notAllowed" | "badRequest" | "noJudge" | "storageFull" | "storageFailed" | "unknownInsight" | "unknownMention" | "invalidBrands" | "browserRefused";

/**
 * What went wrong: a code the user interfaces translate, and a detail for
 * bug reports.
 */
export type ErrorReply = { 
/**
 * The kind of failure; each has a plain sentence in German and English.
 */
code: ErrorCode, 
/**
 * In English, for bug reports; never holds text from a page.
 */
detail: string, };

/**
 * How to find one thing that stands around a post's text.
 */
export type FieldReader = { 
/**
 * Which.
 */
name: "author" | "date" | "stars" | "link", 
/**
 * The selectors of [`SiteProfile`], in the order to try them.
 */
each: Array<string>, 
/**
 * All of them as one.
 */
any: string, 
/**
 * Attributes that may hold the value, in the order to try them; else it
 * is the element's text.
 */
attributes: Array<string>, };

/**
 * Posts to listen to.
 */
export type Hear = { 
/**
 * Where they stand.
 */
page: Page, 
/**
 * The posts with a hit of the prefilter. At most
 * [`MAX_POSTS`](crate::MAX_POSTS); more are refused.
 */
posts: Array<Post>, };

/**
 * What was heard, post by post, in the order asked.
 */
export type Heard = { 
/**
 * One entry per post asked about, also where nothing was found.
 */
posts: Array<HeardPost>, };

/**
 * One mention with its verdict.
 */
export type HeardMention = { 
/**
 * Start in the post's text, UTF-16 units.
 */
start: number, 
/**
 * End in the post's text, UTF-16 units, exclusive.
 */
end: number, 
/**
 * The brand's name.
 */
brand: string, 
/**
 * How the writer feels about it.
 */
verdict: WireVerdict, 
/**
 * Whether it may well be somebody else: listed, not painted.
 */
doubtful: boolean, 
/**
 * How likely the brand is meant, 0 to 1.
 */
certainty: number, 
/**
 * What that rests on.
 */
reason: WireReason, 
/**
 * Whether an insight of it is already kept.
 */
kept: boolean, 
/**
 * The line it stands in, or the part around it.
 */
quote: Array<QuoteRun>, };

/**
 * What was heard in one post.
 */
export type HeardPost = { 
/**
 * The id the shim gave it.
 */
id: number, 
/**
 * The mentions by start; they do not overlap.
 */
mentions: Array<HeardMention>, };

/**
 * The answer to [`PageRequest::Keep`].
 */
export type Kept = { 
/**
 * The insight's id (a ULID).
 */
id: string, 
/**
 * It had been kept before.
 */
already: boolean, };

/**
 * A mention, named by where it stands. The background finds and judges it
 * again: what is kept is never what a page asserts.
 */
export type MentionAt = { 
/**
 * Where the post stands.
 */
page: Page, 
/**
 * The post.
 */
post: Post, 
/**
 * Where the mention starts in the post's text, UTF-16 units.
 */
start: number, };

/**
 * The page a post was found on.
 */
export type Page = { 
/**
 * `location.href` of the frame.
 */
url: string, 
/**
 * `document.title`.
 */
title: string, 
/**
 * `lang` of the document, a BCP 47 tag.
 */
lang?: string, };

/**
 * The record under `page-kit`: the page shim reads it once per page and
 * follows its changes. It holds nothing the user wrote but the prefilter.
 */
export type PageKit = { 
/**
 * What finds a superset of all mentions. `None`: nothing to listen for.
 */
prefilter: { source: string, loose: string, flags: string } | null, 
/**
 * Changes with the brands: what the prefilter does not tell, such as
 * context words, has pages listen anew, too.
 */
brands: number, 
/**
 * Listen nowhere.
 */
paused: boolean, 
/**
 * Hosts not to listen on.
 */
offHosts: Array<string>, 
/**
 * How to read posts; the first whose `hosts` fit, or are empty, counts.
 */
readers: Array<SiteReader>, 
/**
 * Tags that do not end a word; all others end a line.
 */
inline: Array<string>, 
/**
 * The style sheet of the card over a mention.
 */
cardStyle: string, 
/**
 * [`MAX_POST_LENGTH`].
 */
maxPostLength: number, 
/**
 * [`MAX_POSTS`].
 */
maxPosts: number, };

/**
 * One mention in the panel's list of the page.
 */
export type PageMention = { 
/**
 * The shim's key for it, unique within its frame and stable while shown.
 */
key: string, 
/**
 * The brand's name.
 */
brand: string, 
/**
 * The line it stands in, or the part around it.
 */
quote: Array<QuoteRun>, 
/**
 * The verdict; its evidence is empty here.
 */
verdict: WireVerdict, 
/**
 * Whether it may well be somebody else.
 */
doubtful: boolean, 
/**
 * How likely the brand is meant, 0 to 1.
 */
certainty: number, 
/**
 * What that rests on.
 */
reason: WireReason, 
/**
 * Whether it is kept.
 */
kept: boolean, 
/**
 * The author's name as shown.
 */
author?: string, };

/**
 * What a page may ask of the background.
 */
export type PageRequest = { "type": "hear" } & Hear | { "type": "keep" } & MentionAt | { "type": "notUs" } & MentionAt | { "type": "isUs" } & MentionAt | { "type": "takeBack" } & MentionAt | { "type": "count" } & Counts | { "type": "openPanel" };

/**
 * Panel → page shim.
 */
export type PanelOrder = { "type": "show", 
/**
 * The frame it is in.
 */
frame: string, 
/**
 * Its key.
 */
key: string, } | { "type": "keep", 
/**
 * The frame it is in.
 */
frame: string, 
/**
 * Its key.
 */
key: string, } | { "type": "notUs", 
/**
 * The frame it is in.
 */
frame: string, 
/**
 * Its key.
 */
key: string, } | { "type": "isUs", 
/**
 * The frame it is in.
 */
frame: string, 
/**
 * Its key.
 */
key: string, };

/**
 * A post as the shim read it: its text, and what stands around it as written.
 */
export type Post = { 
/**
 * The shim's number for the post, unique within its frame.
 */
id: number, 
/**
 * The text, blocks separated by line feeds. At most
 * [`MAX_POST_LENGTH`](crate::MAX_POST_LENGTH) UTF-16 units; what is
 * longer is cut by whoever reads it.
 */
text: string, 
/**
 * The nearest `lang` attribute, a BCP 47 tag.
 */
lang?: string, 
/**
 * The author's name as shown.
 */
author?: string, 
/**
 * The date as given: `datetime`, or as shown.
 */
date?: string, 
/**
 * The star rating as labelled.
 */
stars?: string, 
/**
 * The permanent link, absolute.
 */
link?: string, };

/**
 * One way to find a post.
 */
export type PostReader = { 
/**
 * What a post is.
 */
selector: string, 
/**
 * How to read one whose text the site does not mark.
 */
whole: Around, 
/**
 * How to read its marked text.
 */
text: Around, };

/**
 * What a part of a quote is.
 */
export type QuoteLight = "mention" | "evidence";

/**
 * A part of a quote that looks alike.
 */
export type QuoteRun = { 
/**
 * Never empty.
 */
text: string, 
/**
 * What it is, if anything.
 */
light?: QuoteLight, };

/**
 * The kinds of reasons.
 */
export type ReasonCode = "asEntered" | "spelling" | "genitive" | "plural" | "inflected" | "hyphenated" | "closed" | "typo" | "unmistakable" | "near" | "missingNear" | "notNear" | "productNear" | "learntUs" | "learntNotUs" | "ordinaryWord" | "person" | "unit";

/**
 * An answer. A request that fails still gets one: errors travel as plain
 * data, never as a rejected promise nobody awaits.
 */
export type Reply<T> = { "ok": T } | { "error": ErrorReply };

/**
 * Page shim → panel.
 */
export type ShimEvent = { "type": "mentions", 
/**
 * A random name for the frame, so that one port can serve many.
 */
frame: string, 
/**
 * Whether this is the tab's top frame.
 */
top: boolean, 
/**
 * The page in the frame.
 */
page: Page, 
/**
 * The mentions; at most 500 are listed, `total` counts all.
 */
mentions: Array<PageMention>, 
/**
 * How many there are.
 */
total: number, } | { "type": "gone", 
/**
 * Its name.
 */
frame: string, };

/**
 * How the page shim reads a site.
 */
export type SiteReader = { 
/**
 * [`SiteProfile::hosts`].
 */
hosts: Array<string>, 
/**
 * What is nobody's text, wherever it stands: a selector.
 */
skip: string, 
/**
 * The post around a hit: the first whose selector matches an ancestor.
 */
posts: Array<PostReader>, 
/**
 * Where no post is around a hit: the block around it.
 */
block: Around, 
/**
 * [`SiteProfile::text`].
 */
text: Array<string>, 
/**
 * Author, date, stars and link.
 */
fields: Array<FieldReader>, 
/**
 * Whatever may be one of these fields: a selector.
 */
anyField: string, };

/**
 * A word that carried a verdict.
 */
export type WireEvidence = { 
/**
 * Start in the post's text, UTF-16 units.
 */
start: number, 
/**
 * End in the post's text, UTF-16 units, exclusive.
 */
end: number, 
/**
 * Above 0: speaks for the label; below: against it.
 */
weight: number, };

/**
 * The three probabilities.
 */
export type WireProbabilities = { 
/**
 * 0 to 1.
 */
negative: number, 
/**
 * 0 to 1.
 */
neutral: number, 
/**
 * 0 to 1.
 */
positive: number, };

/**
 * Why a form is taken for the brand, or not.
 */
export type WireReason = { 
/**
 * Which; each has a sentence in German and English.
 */
code: ReasonCode, 
/**
 * The word or the number in that sentence; empty where there is none.
 */
detail: string, };

/**
 * A verdict on the wire.
 */
export type WireVerdict = { 
/**
 * The likeliest of the three.
 */
label: "negative" | "neutral" | "positive", 
/**
 * They sum to 1.
 */
probabilities: WireProbabilities, 
/**
 * The target gets both praise and blame.
 */
mixed: boolean, 
/**
 * Too uncertain to be said.
 */
unsure: boolean, 
/**
 * May be meant ironically.
 */
irony: boolean, 
/**
 * What the writer is after.
 */
intents: ("complaint" | "question" | "wish" | "praise" | "churn" | "purchase")[], 
/**
 * What it is about.
 */
topics: ("price" | "delivery" | "service" | "quality" | "app" | "staff" | "availability")[], 
/**
 * The words that carried the verdict, by position.
 */
evidence: Array<WireEvidence>, };
