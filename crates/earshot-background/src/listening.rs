//! Hearing posts, and trying texts out.

use std::collections::BTreeSet;

use earshot_brand::Brand;
use earshot_engine::messages::{
    ErrorCode, ErrorReply, Hear, Heard, HeardMention, HeardPost, MentionAt, Page, Post,
};
use earshot_engine::{Engine, Judged, Listened, MAX_POSTS, hear, within_length};
use earshot_insight::{Fingerprint, Learnt, key};
use earshot_webext::Browser;

use crate::App;
use crate::app::compile;
use crate::source::PageSource;
use crate::store::Batch;

/// A mention found again where a page said it is.
pub(crate) struct Found {
    pub(crate) listened: Listened,
    at: usize,
    pub(crate) brand: String,
    pub(crate) fingerprint: Fingerprint,
}

impl Found {
    pub(crate) fn judged(&self) -> &Judged {
        &self.listened.mentions[self.at]
    }
}

/// The identity of a mention of `brand` in a post on `site`.
fn fingerprint(brand: &str, site: &str, post: &Post) -> Fingerprint {
    let author = post
        .author
        .as_deref()
        .map(str::trim)
        .filter(|author| !author.is_empty());
    Fingerprint::new(brand, site, author, within_length(&post.text))
}

impl<B: Browser> App<B> {
    /// Finds and judges the mentions in a page's posts, leaves out what the
    /// user said "Not us" to, and marks what is kept already.
    pub(crate) async fn hear(
        &self,
        source: &PageSource,
        request: Hear,
    ) -> Result<Heard, ErrorReply> {
        if request.posts.len() > MAX_POSTS as usize {
            return Err(ErrorReply::new(ErrorCode::BadRequest, "too many posts"));
        }
        let engine = self.engine().await?;
        let heard: Vec<(u32, Vec<(Fingerprint, HeardMention)>)> = request
            .posts
            .iter()
            .map(|post| {
                let (_, mentions) = hear(&engine, request.page.lang.as_deref(), post);
                (post.id, identify(mentions, &source.site, post))
            })
            .collect();
        let all = || heard.iter().flat_map(|(_, mentions)| mentions);
        let fingerprints: BTreeSet<Fingerprint> =
            all().map(|(fingerprint, _)| *fingerprint).collect();
        let brands: BTreeSet<&str> = all().map(|(_, mention)| mention.brand.as_str()).collect();
        let known = self
            .store
            .known(
                &fingerprints.into_iter().collect::<Vec<_>>(),
                &brands.into_iter().collect::<Vec<_>>(),
            )
            .await?;
        let posts = heard
            .into_iter()
            .map(|(id, mentions)| HeardPost {
                id,
                mentions: mentions
                    .into_iter()
                    .filter(|(fingerprint, mention)| !known.is_not_us(&mention.brand, *fingerprint))
                    .map(|(fingerprint, mention)| HeardMention {
                        kept: known.kept.contains_key(&fingerprint),
                        ..mention
                    })
                    .collect(),
            })
            .collect();
        Ok(Heard { posts })
    }

    /// What would be heard in a text.
    pub(crate) async fn try_out(
        &self,
        text: String,
        lang: Option<String>,
        brands: Option<Vec<Brand>>,
    ) -> Result<HeardPost, ErrorReply> {
        let post = Post {
            text,
            lang,
            ..Post::default()
        };
        let (_, mentions) = match brands {
            Some(brands) => hear(
                &Engine::new(compile(&brands)?, self.judge().await),
                None,
                &post,
            ),
            None => hear(self.engine().await?.as_ref(), None, &post),
        };
        Ok(HeardPost {
            id: post.id,
            mentions,
        })
    }

    /// Finds a mention again: what a page asserts is never believed.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownMention`] when there is none at that place.
    pub(crate) async fn find(
        &self,
        source: &PageSource,
        at: &MentionAt,
    ) -> Result<Found, ErrorReply> {
        let engine = self.engine().await?;
        let Page { lang, .. } = &at.page;
        let (listened, mentions) = hear(&engine, lang.as_deref(), &at.post);
        let place = mentions
            .iter()
            .position(|mention| mention.start == at.start);
        let (Some(place), Some(mention)) = (place, place.and_then(|place| mentions.get(place)))
        else {
            return Err(ErrorReply::new(
                ErrorCode::UnknownMention,
                "no mention at this place",
            ));
        };
        Ok(Found {
            listened,
            at: place,
            fingerprint: fingerprint(&mention.brand, &source.site, &at.post),
            brand: mention.brand.clone(),
        })
    }

    /// Remembers that a mention is not about the brand.
    pub(crate) async fn not_us(
        &self,
        source: &PageSource,
        at: &MentionAt,
    ) -> Result<(), ErrorReply> {
        let found = self.find(source, at).await?;
        let _writing = self.store.lock().await;
        let mut known = self.store.known(&[], &[&found.brand]).await?;
        let mut learnt: Learnt = known.learnt.remove(&found.brand).unwrap_or_default();
        if !learnt.add_not_us(found.fingerprint) {
            return Ok(());
        }
        let batch = Batch::default().put(key::learnt(&found.brand), &learnt)?;
        self.store.write(batch).await
    }
}

/// Each mention with its identity; mentions of one brand in one post share it.
fn identify(
    mentions: Vec<HeardMention>,
    site: &str,
    post: &Post,
) -> Vec<(Fingerprint, HeardMention)> {
    let mut identified: Vec<(Fingerprint, HeardMention)> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let seen = identified
            .iter()
            .find(|(_, other)| other.brand == mention.brand);
        let fingerprint = match seen {
            Some((fingerprint, _)) => *fingerprint,
            None => fingerprint(&mention.brand, site, post),
        };
        identified.push((fingerprint, mention));
    }
    identified
}
