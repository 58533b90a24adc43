// Generated from crates/earshot-engine by its test `typescript`; do not edit.

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
 * Whether an insight of it is already kept.
 */
kept: boolean, };

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
prefilter: { source: string, flags: string } | null, 
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
profiles: Array<SiteProfile>, 
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
 * Some of the post's text around the mention, at most 300 UTF-16 units.
 */
quote: string, 
/**
 * Start of the mention in `quote`, UTF-16 units.
 */
start: number, 
/**
 * End of the mention in `quote`, UTF-16 units, exclusive.
 */
end: number, 
/**
 * The verdict; its evidence is empty here.
 */
verdict: WireVerdict, 
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
export type PageRequest = { "type": "hear" } & Hear | { "type": "keep" } & MentionAt | { "type": "notUs" } & MentionAt | { "type": "count" } & Counts | { "type": "openPanel" };

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
 * How to read a site. Every field but `name` and `hosts` is a list of CSS
 * selectors, tried in order; the first that matches wins. An empty list means
 * "not to be had here".
 */
export type SiteProfile = { 
/**
 * Short name for humans, for example `generic`.
 */
name: string, 
/**
 * Host names the profile is for, without port; a host also stands for its
 * subdomains. Empty: any host.
 */
hosts: Array<string>, 
/**
 * The post around a hit: matched against the hit's ancestors
 * (`Element.closest`). No match: the nearest block is the post.
 */
post: Array<string>, 
/**
 * The post's own text, inside the post, for hits that lie in it. A hit
 * elsewhere in the post (its title), no match, or an empty list: all of
 * the post.
 */
text: Array<string>, 
/**
 * The author's name, inside the post: `content`, else text.
 */
author: Array<string>, 
/**
 * The date, inside the post: `datetime`, `content` or `title`, else text.
 */
date: Array<string>, 
/**
 * The star rating, inside the post: `content`, `value`, `data-*`,
 * `aria-label`, `title` or `alt`, else text.
 */
stars: Array<string>, 
/**
 * The permanent link, inside the post: `href` or `content`.
 */
link: Array<string>, };

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
 * The words that carried the verdict, by position.
 */
evidence: Array<WireEvidence>, };
