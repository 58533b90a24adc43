//! The number on the toolbar button.
//!
//! Frames report their own counts; their sum per tab lives in
//! `storage.session`, so that it survives the background and dies with the
//! browser.

use std::collections::BTreeMap;

use earshot_engine::messages::{Counts, ErrorReply};
use earshot_webext::{Area, Browser, Records};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::answer::refused;
use crate::source::PageSource;

/// The record under `tab/<id>` in `storage.session`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct TabCounts {
    /// By frame id.
    frames: BTreeMap<i32, FrameCounts>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FrameCounts {
    document: String,
    counts: Counts,
}

impl TabCounts {
    /// Takes a frame's report. A new document in the top frame means that the
    /// tab was navigated, and that all other frames are gone.
    fn report(&mut self, source: &PageSource, counts: Counts) {
        let navigated = source.frame == 0
            && self
                .frames
                .get(&0)
                .is_none_or(|top| top.document != source.document)
            && self.frames.contains_key(&0);
        if navigated {
            self.frames.clear();
        }
        let document = source.document.clone();
        self.frames
            .insert(source.frame, FrameCounts { document, counts });
    }

    fn sum(&self) -> Counts {
        self.frames
            .values()
            .fold(Counts::default(), |sum, frame| Counts {
                negative: sum.negative.saturating_add(frame.counts.negative),
                neutral: sum.neutral.saturating_add(frame.counts.neutral),
                positive: sum.positive.saturating_add(frame.counts.positive),
                unsure: sum.unsure.saturating_add(frame.counts.unsure),
            })
    }
}

/// The badge's text: at most four characters fit.
fn text(counts: Counts) -> String {
    let total = [
        counts.negative,
        counts.neutral,
        counts.positive,
        counts.unsure,
    ]
    .into_iter()
    .fold(0_u32, u32::saturating_add);
    match total {
        0 => String::new(),
        1..=999 => total.to_string(),
        _ => "999+".to_owned(),
    }
}

/// The badge's colour: that of the worst verdict said with confidence. The
/// same four as in `page/highlight.css`, dark enough for white text.
fn color(counts: Counts) -> &'static str {
    if counts.negative > 0 {
        "#b3261e"
    } else if counts.neutral > 0 {
        "#4a5568"
    } else if counts.positive > 0 {
        "#1b7340"
    } else {
        "#7a5200"
    }
}

impl<B: Browser> App<B> {
    /// Takes a frame's counts and shows the tab's sum.
    pub(crate) async fn count(
        &self,
        source: &PageSource,
        counts: Counts,
    ) -> Result<(), ErrorReply> {
        let browser = &self.store.browser;
        let key = format!("tab/{}", source.tab);
        let _writing = self.store.lock().await;
        let stored = browser
            .read(Area::Session, std::slice::from_ref(&key))
            .await
            .map_err(refused)?;
        let mut tab: TabCounts = stored
            .get(&key)
            .and_then(|value| serde_json::from_value(value.clone()).ok())
            .unwrap_or_default();
        tab.report(source, counts);
        let sum = tab.sum();
        if let Ok(value) = serde_json::to_value(&tab) {
            let records = Records::from_iter([(key, value)]);
            browser
                .write(Area::Session, records)
                .await
                .map_err(refused)?;
        }
        browser
            .set_badge(source.tab, &text(sum), color(sum))
            .await
            .map_err(refused)
    }

    /// Forgets the counts of tabs that are closed.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn forget_closed_tabs(&self) -> Result<(), ErrorReply> {
        let browser = &self.store.browser;
        let _writing = self.store.lock().await;
        let open: Vec<String> = browser
            .tab_ids()
            .await
            .map_err(refused)?
            .iter()
            .map(|tab| format!("tab/{tab}"))
            .collect();
        let stored = browser.read_all(Area::Session).await.map_err(refused)?;
        let closed: Vec<String> = stored
            .keys()
            .filter(|key| key.starts_with("tab/") && !open.contains(key))
            .cloned()
            .collect();
        if closed.is_empty() {
            return Ok(());
        }
        browser
            .remove(Area::Session, &closed)
            .await
            .map_err(refused)
    }
}
