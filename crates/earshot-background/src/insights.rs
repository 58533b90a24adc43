//! Keeping insights and working on them.

use earshot_engine::messages::{ErrorCode, ErrorReply, Kept, MentionAt};
use earshot_engine::{Capture, capture};
use earshot_insight::{Insight, MAX_NOTE_CHARS, key};
use earshot_sentiment::Label;
use earshot_webext::Browser;

use crate::App;
use crate::source::PageSource;
use crate::store::Batch;

impl<B: Browser> App<B> {
    /// Keeps a mention; the same mention is kept once.
    pub(crate) async fn keep(
        &self,
        source: &PageSource,
        at: &MentionAt,
    ) -> Result<Kept, ErrorReply> {
        let found = self.find(source, at).await?;
        let _writing = self.store.lock().await;
        let kept = self.store.kept(&[found.fingerprint]).await?;
        if let Some(id) = kept.get(&found.fingerprint) {
            // The index may outlive its insight only if a browser lost a
            // record; then the mention is kept anew.
            if self.store.insight(&id.to_string()).await.is_ok() {
                return Ok(Kept {
                    id: id.to_string(),
                    already: true,
                });
            }
        }
        let insight = capture(
            Capture {
                page: &at.page,
                site: &source.site,
                post: &at.post,
                lang: found.listened.language.code(),
                brand: &found.brand,
                judged: found.judged(),
            },
            self.store.browser.now_ms(),
            self.store.browser.random(),
        );
        self.write_new(&insight).await?;
        Ok(Kept {
            id: insight.id.to_string(),
            already: false,
        })
    }

    /// Writes the record and its entry in the index together.
    async fn write_new(&self, insight: &Insight) -> Result<(), ErrorReply> {
        let batch = Batch::default()
            .put(key::insight(&insight.id), insight)?
            .put(key::kept(insight.fingerprint()), &insight.id)?;
        self.store.write(batch).await
    }

    /// Reads an insight, changes it, writes it.
    async fn edit(&self, id: &str, change: impl FnOnce(&mut Insight)) -> Result<(), ErrorReply> {
        let _writing = self.store.lock().await;
        let mut insight = self.store.insight(id).await?;
        change(&mut insight);
        let batch = Batch::default().put(key::insight(&insight.id), &insight)?;
        self.store.write(batch).await
    }

    pub(crate) async fn set_note(&self, id: &str, note: &str) -> Result<(), ErrorReply> {
        if note.chars().count() > MAX_NOTE_CHARS {
            return Err(ErrorReply::new(
                ErrorCode::BadRequest,
                "the note is too long",
            ));
        }
        self.edit(id, |insight| insight.note = note.to_owned())
            .await
    }

    /// A correction that agrees with a sure verdict is none.
    pub(crate) async fn correct_verdict(
        &self,
        id: &str,
        label: Option<Label>,
    ) -> Result<(), ErrorReply> {
        self.edit(id, |insight| {
            let verdict = &insight.verdict;
            insight.corrected = label.filter(|label| verdict.unsure || verdict.label != *label);
        })
        .await
    }

    pub(crate) async fn delete_insight(&self, id: &str) -> Result<(), ErrorReply> {
        let _writing = self.store.lock().await;
        let insight = self.store.insight(id).await?;
        self.store
            .remove(&[key::insight(&insight.id), key::kept(insight.fingerprint())])
            .await
    }

    /// Puts a deleted insight back, unless the same mention was kept again
    /// meanwhile.
    pub(crate) async fn restore_insight(&self, insight: &Insight) -> Result<(), ErrorReply> {
        let _writing = self.store.lock().await;
        let kept = self.store.kept(&[insight.fingerprint()]).await?;
        if kept.is_empty() {
            self.write_new(insight).await?;
        }
        Ok(())
    }
}
