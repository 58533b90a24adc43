//! What makes two mentions the same.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::Xxh3;

/// The identity of a brand in a post: equal for the same words by the same
/// author on the same site, wherever and however often they are shown.
///
/// 128 bits of XXH3 over brand, site, author and normalised text; not
/// cryptographic, because nobody gains by making two of their own posts
/// collide. The page's address is left out on purpose: feeds, permalinks and
/// dialogs show one post under many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of a mention of `brand` in a post.
    ///
    /// `site` is a host name. Case, white space and Unicode compatibility
    /// forms of the text do not count.
    pub fn new(brand: &str, site: &str, author: Option<&str>, text: &str) -> Self {
        let mut hasher = Xxh3::new();
        for part in [brand, site, author.unwrap_or_default()] {
            hasher.update(part.trim().as_bytes());
            // A byte no UTF-8 text contains keeps the parts apart.
            hasher.update(&[0xff]);
        }
        let mut buffer = [0; 4];
        let mut gap = false;
        for c in text.nfkc().flat_map(char::to_lowercase) {
            if c.is_whitespace() {
                gap = true;
                continue;
            }
            if gap {
                hasher.update(b" ");
                gap = false;
            }
            hasher.update(c.encode_utf8(&mut buffer).as_bytes());
        }
        Self(hasher.digest128())
    }
}

impl fmt::Display for Fingerprint {
    /// 32 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parts<'a> = (&'a str, &'a str, Option<&'a str>, &'a str);

    fn check(left: Parts<'_>, right: Parts<'_>, same: bool) {
        let of = |(brand, site, author, text)| Fingerprint::new(brand, site, author, text);
        assert_eq!(of(left) == of(right), same, "{left:?} / {right:?}");
    }

    #[test]
    fn same_words_are_the_same_however_shown() {
        let post = ("Dell", "example.org", Some("Ada"), "Mein Dell\nist top!");
        check(
            post,
            ("Dell", "example.org", Some("Ada"), "mein  dell ist TOP!"),
            true,
        );
        check(
            post,
            ("Dell", "example.org", Some(" Ada "), "Mein Dell ist top!"),
            true,
        );
        check(
            post,
            ("Dell", "example.org", Some("Ada"), "Mein Ｄell ist top!"),
            true,
        );
    }

    #[test]
    fn brand_site_author_and_words_each_count() {
        let post = ("Dell", "example.org", Some("Ada"), "Mein Dell ist top!");
        check(
            post,
            ("HP", "example.org", Some("Ada"), "Mein Dell ist top!"),
            false,
        );
        check(
            post,
            ("Dell", "example.com", Some("Ada"), "Mein Dell ist top!"),
            false,
        );
        check(
            post,
            ("Dell", "example.org", None, "Mein Dell ist top!"),
            false,
        );
        check(
            post,
            ("Dell", "example.org", Some("Ada"), "Mein Dell ist flop!"),
            false,
        );
        check(("ab", "c", None, ""), ("a", "bc", None, ""), false);
    }

    #[test]
    fn is_stable_across_releases() {
        // Stored in keys: a change here would orphan every user's index.
        let fingerprint =
            Fingerprint::new("Dell", "example.org", Some("Ada"), "Mein Dell ist top!");
        insta::assert_snapshot!(fingerprint);
    }
}
