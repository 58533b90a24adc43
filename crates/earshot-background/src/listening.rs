//! Hearing posts, and trying texts out.

use std::collections::BTreeSet;
use std::sync::Arc;

use earshot_brand::{Brand, PostContext, SenseModel};
use earshot_engine::messages::{
    ErrorCode, ErrorReply, Hear, Heard, HeardMention, HeardPost, MentionAt, Page, Post, ReasonCode,
    WireReason,
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
    /// Finds and judges the mentions in a page's posts, as far as possible as
    /// the user taught, and marks what is kept already. `None` if the page was
    /// left meanwhile.
    pub(crate) async fn hear(
        &self,
        source: &PageSource,
        request: Hear,
    ) -> Result<Option<Heard>, ErrorReply> {
        if request.posts.len() > MAX_POSTS as usize {
            return Err(ErrorReply::new(ErrorCode::BadRequest, "too many posts"));
        }
        let engine = self.engine().await?;
        let learnt = self.store.learnt(engine.brands().brands()).await?;
        let models: Vec<Option<SenseModel>> = learnt.iter().map(sense_model).collect();
        let models: Vec<Option<&SenseModel>> = models.iter().map(Option::as_ref).collect();
        let departures = self.departures(source.tab);
        let judging = self.judging.lock().await;
        let mut heard: Vec<(u32, Vec<(Fingerprint, HeardMention)>)> = Vec::new();
        for post in &request.posts {
            // Judging takes its time: let others in, and see who is still there.
            self.store.browser.pause().await;
            if self.departures(source.tab) != departures {
                return Ok(None);
            }
            let lang = request.page.lang.as_deref();
            let (listened, mentions) = hear(&engine, lang, Some(&source.site), post, &models);
            let mut identified = identify(mentions, &source.site, post);
            for ((fingerprint, mention), judged) in identified.iter_mut().zip(&listened.mentions) {
                let said = learnt
                    .get(judged.mention.brand)
                    .and_then(|learnt| learnt.said(*fingerprint));
                obey(mention, said);
            }
            heard.push((post.id, identified));
        }
        drop(judging);
        let all = || heard.iter().flat_map(|(_, mentions)| mentions);
        let fingerprints: BTreeSet<Fingerprint> =
            all().map(|(fingerprint, _)| *fingerprint).collect();
        let kept = self
            .store
            .kept(&fingerprints.into_iter().collect::<Vec<_>>())
            .await?;
        self.remember(all()).await?;
        let posts = heard
            .into_iter()
            .map(|(id, mentions)| HeardPost {
                id,
                mentions: mentions
                    .into_iter()
                    .map(|(fingerprint, mention)| HeardMention {
                        kept: kept.contains_key(&fingerprint),
                        ..mention
                    })
                    .collect(),
            })
            .collect();
        Ok(Some(Heard { posts }))
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
        let engine = match brands {
            Some(brands) => Arc::new(Engine::new(compile(&brands)?, self.judge().await.ok())),
            None => self.engine().await?,
        };
        let (_, mentions) = hear(&engine, None, None, &post, &[]);
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
        let (listened, mentions) =
            hear(&engine, lang.as_deref(), Some(&source.site), &at.post, &[]);
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

    /// Remembers whether a mention is about the brand and learns from it, or
    /// with `None` forgets both.
    pub(crate) async fn say(
        &self,
        source: &PageSource,
        at: &MentionAt,
        is_us: Option<bool>,
    ) -> Result<(), ErrorReply> {
        let found = self.find(source, at).await?;
        let engine = self.engine().await?;
        let context = PostContext {
            host: Some(&source.site),
        };
        let mention = &found.judged().mention;
        let features = engine
            .brands()
            .features(within_length(&at.post.text), mention, context);
        let brands = engine.brands().brands();
        let _writing = self.store.lock().await;
        let mut learnt = self
            .store
            .learnt(&brands[mention.brand..=mention.brand])
            .await?;
        let mut learnt = learnt.pop().unwrap_or_default();
        let before = learnt.say(found.fingerprint, is_us);
        if before == is_us {
            return Ok(());
        }
        let mut model = sense_model(&learnt).unwrap_or_default();
        if let Some(before) = before {
            model.unclick(&features, before);
        }
        if let Some(is_us) = is_us {
            model.click(&features, is_us);
        }
        learnt.sense = model.into();
        let batch = Batch::default().put(key::learnt(&found.brand), &learnt)?;
        self.store.write(batch).await
    }
}

/// The model of what was learnt. A damaged one counts as none: the next click
/// starts it anew.
fn sense_model(learnt: &Learnt) -> Option<SenseModel> {
    let stored = Some(&learnt.sense).filter(|sense| !sense.is_empty())?;
    SenseModel::try_from(stored.clone()).ok()
}

/// What the user said about a mention itself counts more than anything.
fn obey(mention: &mut HeardMention, said: Option<bool>) {
    let Some(is_us) = said else { return };
    let code = if is_us {
        ReasonCode::LearntUs
    } else {
        ReasonCode::LearntNotUs
    };
    mention.doubtful = !is_us;
    mention.certainty = if is_us { 1.0 } else { 0.0 };
    mention.reason = WireReason {
        code,
        detail: "1".to_owned(),
    };
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
