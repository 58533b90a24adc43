//! A site profile made ready for the page shim.
//!
//! The shim reads thousands of posts; all it would work out anew for each of
//! them from the profile is worked out here, once. Joined selectors are long,
//! and a browser compiles one again only if the string is another.

use serde::{Deserialize, Serialize};

use crate::SiteProfile;

/// Tags that do not end a word. All others, custom elements too, end a line.
pub const INLINE: [&str; 29] = [
    "a", "abbr", "b", "bdi", "cite", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "label", "mark", "q", "s", "slot", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr", "big", "tt",
];

/// What is not the visible text of somebody who wrote something.
const SKIP: &str = "script,style,textarea,select,code,pre,kbd,samp,svg,[role=textbox],\
     [contenteditable]:not([contenteditable=false]),.sr-only,.visually-hidden";

/// How the page shim reads a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SiteReader {
    /// [`SiteProfile::hosts`].
    pub hosts: Vec<String>,
    /// What is nobody's text, wherever it stands: a selector.
    pub skip: String,
    /// The post around a hit: the first whose selector matches an ancestor.
    pub posts: Vec<PostReader>,
    /// Where no post is around a hit: the block around it.
    pub block: Around,
    /// [`SiteProfile::text`].
    pub text: Vec<String>,
    /// Author, date, stars and link.
    pub fields: Vec<FieldReader>,
    /// Whatever may be one of these fields: a selector.
    pub any_field: String,
}

/// One way to find a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PostReader {
    /// What a post is.
    pub selector: String,
    /// How to read one whose text the site does not mark.
    pub whole: Around,
    /// How to read its marked text.
    pub text: Around,
}

/// What is left out when something is read, so that no text is in two posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Around {
    /// What in it is another post's: a selector.
    pub without: String,
    /// That and [`SiteReader::skip`].
    pub skip: String,
}

/// How to find one thing that stands around a post's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FieldReader {
    /// Which.
    #[cfg_attr(
        feature = "typescript",
        ts(type = "\"author\" | \"date\" | \"stars\" | \"link\"")
    )]
    pub name: String,
    /// The selectors of [`SiteProfile`], in the order to try them.
    pub each: Vec<String>,
    /// All of them as one.
    pub any: String,
    /// Attributes that may hold the value, in the order to try them; else it
    /// is the element's text.
    pub attributes: Vec<String>,
}

/// Selectors as one; something that is never inside a post if there is none.
fn joined<'s>(selectors: impl IntoIterator<Item = &'s String>) -> String {
    let selectors: Vec<&str> = selectors.into_iter().map(String::as_str).collect();
    if selectors.is_empty() {
        "html".to_owned()
    } else {
        selectors.join(",")
    }
}

fn around(without: String) -> Around {
    Around {
        skip: format!("{SKIP},{without}"),
        without,
    }
}

impl From<SiteProfile> for SiteReader {
    fn from(profile: SiteProfile) -> Self {
        let posts = profile.post.iter().enumerate().map(|(at, selector)| {
            let posts = &profile.post[..=at];
            PostReader {
                selector: selector.clone(),
                // Where the site marks the text, names and dates beside it are
                // none of it, and it is none of what stands beside.
                whole: around(joined(posts.iter().chain(&profile.text))),
                text: around(joined(posts)),
            }
        });
        let field = |name: &str, each: &[String], attributes: &[&str]| FieldReader {
            name: name.to_owned(),
            each: each.to_vec(),
            any: joined(each),
            attributes: attributes.iter().map(|&name| name.to_owned()).collect(),
        };
        let fields = vec![
            field("author", &profile.author, &["content"]),
            field("date", &profile.date, &["datetime", "content", "title"]),
            field(
                "stars",
                &profile.stars,
                &[
                    "content",
                    "value",
                    "data-rating",
                    "data-stars",
                    "data-star-rating",
                    "aria-label",
                    "title",
                    "alt",
                ],
            ),
            field("link", &profile.link, &["href", "content"]),
        ];
        SiteReader {
            skip: SKIP.to_owned(),
            posts: posts.collect(),
            block: around(format!(":not({})", INLINE.join(","))),
            any_field: joined(fields.iter().map(|field| &field.any)),
            fields,
            text: profile.text,
            hosts: profile.hosts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profiles;
    use scraper::Selector;

    #[test]
    fn every_selector_is_valid() {
        for reader in profiles().into_iter().map(SiteReader::from) {
            let parts = |post: &PostReader| [post.whole.skip.clone(), post.text.skip.clone()];
            let mut selectors: Vec<String> = reader.posts.iter().flat_map(parts).collect();
            selectors.extend([reader.any_field, reader.block.skip, reader.skip]);
            for selector in selectors {
                assert!(Selector::parse(&selector).is_ok(), "{selector}");
            }
        }
    }

    #[test]
    fn a_profile_without_selectors_reads_nothing() {
        let reader = SiteReader::from(SiteProfile {
            name: String::new(),
            hosts: Vec::new(),
            post: vec!["article".to_owned()],
            text: Vec::new(),
            author: Vec::new(),
            date: Vec::new(),
            stars: Vec::new(),
            link: Vec::new(),
        });
        assert_eq!(reader.any_field, "html,html,html,html");
        assert_eq!(reader.posts[0].whole, reader.posts[0].text);
        assert_eq!(reader.posts[0].text.without, "article");
    }
}
