//! What a brand would find, before it is saved.
//!
//! For that the quotes heard last are remembered in `storage.session`: in
//! memory only, never on disk, and gone with the browser.

use std::collections::VecDeque;

use earshot_brand::{Brand, Status, derive};
use earshot_engine::messages::{ErrorReply, HeardMention, QuoteLight, QuoteRun, Rehearsal};
use earshot_insight::Fingerprint;
use earshot_webext::{Area, Browser, Records};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::answer::refused;
use crate::app::compile;

/// The record's key in `storage.session`.
const RECENT: &str = "recent";
/// How many quotes are remembered.
const MAX_RECENT: usize = 200;
/// How many of them are shown.
const MAX_EXAMPLES: usize = 3;

/// A quote heard lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Recent {
    /// So that none is remembered twice.
    fingerprint: String,
    quote: String,
}

impl<B: Browser> App<B> {
    async fn recent(&self) -> Result<VecDeque<Recent>, ErrorReply> {
        let browser = &self.store.browser;
        let stored = browser.read(Area::Session, &[RECENT.to_owned()]).await;
        let stored = stored.map_err(refused)?.remove(RECENT);
        Ok(stored
            .and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_default())
    }

    /// Remembers the quotes of mentions.
    pub(crate) async fn remember(
        &self,
        mentions: impl Iterator<Item = &(Fingerprint, HeardMention)>,
    ) -> Result<(), ErrorReply> {
        let mut mentions = mentions.peekable();
        if mentions.peek().is_none() {
            return Ok(());
        }
        let _writing = self.store.lock().await;
        let mut recent = self.recent().await?;
        let before = recent.clone();
        for (fingerprint, mention) in mentions {
            let fingerprint = fingerprint.to_string();
            if recent.iter().all(|known| known.fingerprint != fingerprint) {
                let quote = mention.quote.iter().map(|run| run.text.as_str()).collect();
                recent.push_back(Recent { fingerprint, quote });
            }
        }
        recent.drain(..recent.len().saturating_sub(MAX_RECENT));
        if recent == before {
            return Ok(());
        }
        let Ok(value) = serde_json::to_value(&recent) else {
            return Ok(());
        };
        let records = Records::from_iter([(RECENT.to_owned(), value)]);
        let browser = &self.store.browser;
        browser.write(Area::Session, records).await.map_err(refused)
    }

    /// What a brand would find by itself.
    ///
    /// # Errors
    /// When it is not valid, or storage cannot be read.
    pub(crate) async fn rehearse(&self, brand: Brand) -> Result<Rehearsal, ErrorReply> {
        let forms = derive::forms(&brand);
        let set = compile(&[brand])?;
        let recent = self.recent().await?;
        let mut rehearsal = Rehearsal {
            forms,
            of: u32::try_from(recent.len()).unwrap_or(u32::MAX),
            ..Rehearsal::default()
        };
        for Recent { quote, .. } in recent.iter().rev() {
            let mentions = set.find(quote);
            let Some(found) = mentions.iter().find(|it| it.status == Status::Accepted) else {
                continue;
            };
            rehearsal.matched += 1;
            if rehearsal.examples.len() < MAX_EXAMPLES {
                let run = |text: &str, light| QuoteRun {
                    text: text.to_owned(),
                    light,
                };
                let mut example = vec![
                    run(&quote[..found.span.start], None),
                    run(&quote[found.span.clone()], Some(QuoteLight::Mention)),
                    run(&quote[found.span.end..], None),
                ];
                example.retain(|run| !run.text.is_empty());
                rehearsal.examples.push(example);
            }
        }
        Ok(rehearsal)
    }
}
