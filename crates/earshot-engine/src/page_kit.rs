//! All that the page shim may read.

use std::hash::{DefaultHasher, Hash, Hasher};

use earshot_brand::{BrandSet, Prefilter};
use earshot_insight::Settings;
use earshot_sites::{INLINE, SiteReader};
use serde::{Deserialize, Serialize};

/// The longest post text the shim sends, in UTF-16 units: some 3,000 words.
pub const MAX_POST_LENGTH: u32 = 20_000;

/// The most posts in one message. A verdict takes some 15 ms: batches of this
/// size keep the first paint early, and let what comes near the window pass
/// what is far.
pub const MAX_POSTS: u32 = 8;

const CARD_STYLE: &str = include_str!("card.css");

/// The record under `page-kit`: the page shim reads it once per page and
/// follows its changes. It holds nothing the user wrote but the prefilter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PageKit {
    /// What finds a superset of all mentions. `None`: nothing to listen for.
    #[cfg_attr(
        feature = "typescript",
        ts(type = "{ source: string, loose: string, flags: string } | null")
    )]
    pub prefilter: Option<Prefilter>,
    /// Changes with the brands: what the prefilter does not tell, such as
    /// context words, has pages listen anew, too.
    pub brands: u32,
    /// Listen nowhere.
    pub paused: bool,
    /// Hosts not to listen on.
    pub off_hosts: Vec<String>,
    /// How to read posts; the first whose `hosts` fit, or are empty, counts.
    pub readers: Vec<SiteReader>,
    /// Tags that do not end a word; all others end a line.
    pub inline: Vec<String>,
    /// The style sheet of the card over a mention.
    pub card_style: String,
    /// [`MAX_POST_LENGTH`].
    pub max_post_length: u32,
    /// [`MAX_POSTS`].
    pub max_posts: u32,
}

impl PageKit {
    /// What a page needs to know under these brands and settings.
    pub fn new(brands: &BrandSet, settings: &Settings) -> Self {
        let mut hasher = DefaultHasher::new();
        brands.brands().hash(&mut hasher);
        Self {
            brands: hasher.finish() as u32,
            prefilter: brands.prefilter(),
            paused: settings.paused,
            off_hosts: settings.off_hosts.clone(),
            readers: earshot_sites::profiles()
                .into_iter()
                .map(SiteReader::from)
                .collect(),
            inline: INLINE.map(str::to_owned).to_vec(),
            card_style: CARD_STYLE.to_owned(),
            max_post_length: MAX_POST_LENGTH,
            max_posts: MAX_POSTS,
        }
    }
}
