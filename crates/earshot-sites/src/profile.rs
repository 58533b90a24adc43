//! Site profiles: where a site keeps its posts.

/// How to read a site. Every field but `name` and `hosts` is a list of CSS
/// selectors, tried in order; the first that matches wins. An empty list means
/// "not to be had here".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteProfile {
    /// Short name for humans, for example `generic`.
    pub name: String,
    /// Host names the profile is for, without port; a host also stands for its
    /// subdomains. Empty: any host.
    pub hosts: Vec<String>,
    /// The post around a hit: matched against the hit's ancestors
    /// (`Element.closest`). No match: the nearest block is the post.
    pub post: Vec<String>,
    /// The post's own text, inside the post, for hits that lie in it. A hit
    /// elsewhere in the post (its title), no match, or an empty list: all of
    /// the post.
    pub text: Vec<String>,
    /// The author's name, inside the post: `content`, else text.
    pub author: Vec<String>,
    /// The date, inside the post: `datetime`, `content` or `title`, else text.
    pub date: Vec<String>,
    /// The star rating, inside the post: `content`, `value`, `data-*`,
    /// `aria-label`, `title` or `alt`, else text.
    pub stars: Vec<String>,
    /// The permanent link, inside the post: `href` or `content`.
    pub link: Vec<String>,
}

/// All profiles, the most specific first; the last is the generic reader,
/// which fits any host.
pub fn profiles() -> Vec<SiteProfile> {
    vec![generic()]
}

/// Every selector here is valid in Chromium and Firefox. What a site says of
/// itself (microdata, ARIA, HTML's own elements, microformats) comes before
/// what its class names suggest. What weighs the same shares a selector list:
/// each list is one more look through the post.
fn generic() -> SiteProfile {
    SiteProfile {
        name: "generic".to_owned(),
        hosts: Vec::new(),
        post: vec![surely_a_post(), list_item()],
        text: list(&[
            "[itemprop~=reviewBody]:not(meta), [itemprop~=articleBody]:not(meta), \
             [itemprop~=text]:not(meta), [itemprop~=commentText]:not(meta), \
             .e-content, .comment-content, .entry-content",
        ]),
        author: list(&[
            "[itemprop~=author] [itemprop~=name]",
            "[itemprop~=author], [itemprop~=creator], [rel~=author], \
             .p-author, .fn",
            "[class*=author-name i], [class*=authorname i], [class*=author_name i], \
             .author a, .byline a",
            ".author, .byline, [class*=username i], [class*=user-name i], [class*=user_name i], \
             [class*=author i]:not(img, [class*=avatar i], :has(time, img))",
            "a[href*='/user/'], a[href*='/users/'], a[href*='/profile/'], a[href*='/member/'], \
             a[href*='/members/'], a[href*='/@']",
        ]),
        date: list(&[
            "[itemprop~=datePublished], [itemprop~=dateCreated], [itemprop~=commentTime]",
            "[datetime]",
            "time, .dt-published, abbr.published",
            // "-date" and "date-", so that "update" and "candidate" are none.
            ".date, [class*=-date i], [class*=_date i], [class*=date- i], [class*=date_ i], \
             [class*=timestamp i], [class*=time-ago i], [class*=timeago i]",
        ]),
        stars: list(&[
            // A value on another scale than five would be misread without it.
            "[itemprop~=reviewRating]:not(:has([itemprop~=bestRating][content]:not([content^='5']))) \
             [itemprop~=ratingValue]",
            "[itemprop~=ratingValue]:not([itemprop~=reviewRating] *, [itemprop~=aggregateRating] *)",
            "[aria-label*='von 5' i], [aria-label*='of 5' i], [aria-label*='sur 5' i], \
             [aria-label*='su 5' i], [aria-label*='de 5' i], [title*='von 5' i], \
             [title*='of 5' i], [alt*='von 5' i], [alt*='of 5' i]",
            "[role=img][aria-label*=stern i], [role=img][aria-label*=star i], \
             img[alt*=stern i], img[alt*=star i], \
             [data-rating], [data-stars], [data-star-rating], meter[max='5'], meter[max='5.0']",
            ".rating, .stars, [class*=star-rating i], [class*=rating-stars i], [class*=starrating i]",
        ]),
        link: list(&[
            ":is(a, link, meta)[itemprop~=url]:not([itemprop~=author] *, [itemprop~=itemReviewed] *), \
             a[rel~=bookmark], a.u-url:not(.p-author, .h-card, .p-author *, .h-card *)",
            "a[href]:has(> time), time a[href], a[class*=permalink i], a[title*=permalink i]",
            ".date a[href], [class*=-date i] a[href], \
             a[href*='#comment-'], a[href*='#post-'], a[href*='#review-']",
        ]),
    }
}

/// What is a post wherever it stands, in *one* selector list: `closest` finds
/// the nearest ancestor for one list, so a comment inside an article is the
/// post, not the article around it.
fn surely_a_post() -> String {
    // Written by someone at some time: tells a comment from a comment form and
    // a posting in a list from an entry of a menu.
    // Few and exact, as `:has` looks through the whole subtree.
    const SIGNED: &str = ":has(time, [datetime], [itemprop~=author], [rel~=author], .author, \
         .byline, .username, .user-name)";
    const MARKED: &str = "article, [role=article], [role=comment], [role=feed] > *, \
         div[aria-posinset]:not([role]), \
         [itemscope][itemtype$=Review], [itemscope][itemtype$=Comment], \
         [itemscope][itemtype$=UserComments], [itemscope][itemtype$=Posting], \
         [itemscope][itemtype$=Question], [itemscope][itemtype$=Answer], \
         .h-entry, .hentry, .h-review, .hreview, .h-cite";
    const NAMED: &str = "li, [role=listitem], .comment, .review, .reply, .post, .message, \
         .comment-item, .review-item, .comment-card, .review-card, .feed-item, .post-item, \
         .kommentar, .rezension, .bewertung, .beitrag, \
         [id^=comment-], [id^=comment_], [id^=review-], [id^=review_], [id^=post-], [id^=post_]";
    format!(":is({MARKED}, :is({NAMED}):not({IN_CHROME}){SIGNED}):not(html, body, main)")
}

/// A list item as such: in a review it may be but a bullet, so it comes after
/// everything else; with a list of its own inside it is a branch of a tree.
fn list_item() -> String {
    format!(":is(li, [role=listitem]):not({IN_CHROME}, :has(li))")
}

/// Inside what surrounds the content of a page: menus, tabs, forms.
const IN_CHROME: &str = "nav *, header *, footer *, form *, [role=navigation] *, [role=banner] *, \
     [role=contentinfo] *, [role=menu] *, [role=menubar] *, [role=tablist] *, [role=listbox] *, \
     [role=toolbar] *";

fn list(selectors: &[&str]) -> Vec<String> {
    selectors.iter().map(|s| (*s).to_owned()).collect()
}

#[cfg(test)]
mod tests;
