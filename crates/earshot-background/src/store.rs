//! The records, typed.
//!
//! Concurrency: reads may run at any time. Whoever reads in order to write
//! takes the [`Store::lock`] first and holds it until the write is through.

use std::collections::HashMap;

use earshot_brand::{Brand, BrandFile};
use earshot_engine::messages::{ErrorCode, ErrorReply};
use earshot_insight::{
    Fingerprint, Insight, InsightId, Learnt, MigrationError, Settings, key, migrate,
};
use earshot_webext::{Area, Browser, Records};
use futures_util::lock::{Mutex, MutexGuard};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::refused;

/// Typed access to what is stored.
#[derive(Debug)]
pub(crate) struct Store<B> {
    pub(crate) browser: B,
    writer: Mutex<()>,
}

/// A set of records to write together.
#[derive(Debug, Default)]
pub(crate) struct Batch(Records);

impl Batch {
    /// Adds a record.
    pub(crate) fn put<T: Serialize + ?Sized>(
        mut self,
        key: impl Into<String>,
        value: &T,
    ) -> Result<Self, ErrorReply> {
        let value = serde_json::to_value(value).map_err(unreadable)?;
        self.0.insert(key.into(), value);
        Ok(self)
    }
}

fn unreadable(error: impl std::fmt::Display) -> ErrorReply {
    ErrorReply::new(ErrorCode::StorageFailed, error.to_string())
}

fn parse<T: DeserializeOwned>(records: &mut Records, key: &str) -> Result<Option<T>, ErrorReply> {
    records
        .remove(key)
        .map(|value| {
            serde_json::from_value(value).map_err(|error| unreadable(format!("{key}: {error}")))
        })
        .transpose()
}

impl<B: Browser> Store<B> {
    pub(crate) fn new(browser: B) -> Self {
        Self {
            browser,
            writer: Mutex::new(()),
        }
    }

    /// Waits for the right to read in order to write.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, ()> {
        self.writer.lock().await
    }

    /// Brings what is stored to the current schema.
    ///
    /// # Errors
    /// When it was stored by a later version, or cannot be read or written.
    pub(crate) async fn upgrade(&self) -> Result<(), ErrorReply> {
        let schema = self.records(&[key::SCHEMA.to_owned()]).await?;
        if schema.get(key::SCHEMA).and_then(Value::as_u64) == Some(earshot_insight::SCHEMA.into()) {
            return Ok(());
        }
        let _writing = self.lock().await;
        let mut records = self.browser.read_all(Area::Local).await.map_err(refused)?;
        let mut gone: Vec<String> = records.keys().cloned().collect();
        let changed = migrate(&mut records).map_err(|error: MigrationError| unreadable(error))?;
        if !changed {
            return Ok(());
        }
        gone.retain(|key| !records.contains_key(key));
        self.write(Batch(records)).await?;
        self.remove(&gone).await
    }

    async fn records(&self, keys: &[String]) -> Result<Records, ErrorReply> {
        self.browser.read(Area::Local, keys).await.map_err(refused)
    }

    /// Writes what is new in a batch, all or nothing.
    ///
    /// Firefox tells its listeners of every record that was written, the same
    /// as before or not, and a page whose kit changes starts anew.
    ///
    /// # Errors
    /// [`ErrorCode::StorageFull`] when there is no room.
    pub(crate) async fn write(&self, Batch(mut records): Batch) -> Result<(), ErrorReply> {
        let keys: Vec<String> = records.keys().cloned().collect();
        let before = self.records(&keys).await?;
        records.retain(|key, value| before.get(key) != Some(value));
        if records.is_empty() {
            return Ok(());
        }
        self.browser
            .write(Area::Local, records)
            .await
            .map_err(refused)
    }

    /// Removes records together.
    pub(crate) async fn remove(&self, keys: &[String]) -> Result<(), ErrorReply> {
        self.browser
            .remove(Area::Local, keys)
            .await
            .map_err(refused)
    }

    /// The brands. A damaged record is an error, so that nothing is written
    /// over it.
    pub(crate) async fn brands(&self) -> Result<Vec<Brand>, ErrorReply> {
        let mut records = self.records(&[key::BRANDS.to_owned()]).await?;
        let file: Option<BrandFile> = parse(&mut records, key::BRANDS)?;
        Ok(file.unwrap_or_default().brands)
    }

    /// The settings. A damaged record counts as none: everything in it can be
    /// set again with one click.
    pub(crate) async fn settings(&self) -> Result<Settings, ErrorReply> {
        let mut records = self.records(&[key::SETTINGS.to_owned()]).await?;
        Ok(parse(&mut records, key::SETTINGS)
            .unwrap_or_default()
            .unwrap_or_default())
    }

    /// An insight.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownInsight`] when there is none with this id.
    pub(crate) async fn insight(&self, id: &str) -> Result<Insight, ErrorReply> {
        let unknown = || ErrorReply::new(ErrorCode::UnknownInsight, "no such insight");
        let id: InsightId = id.parse().map_err(|_| unknown())?;
        let key = key::insight(&id);
        let mut records = self.records(std::slice::from_ref(&key)).await?;
        parse(&mut records, &key)?.ok_or_else(unknown)
    }

    /// The id of the insight kept under each fingerprint. A damaged entry
    /// counts as absent.
    pub(crate) async fn kept(
        &self,
        fingerprints: &[Fingerprint],
    ) -> Result<HashMap<Fingerprint, InsightId>, ErrorReply> {
        let keys: Vec<String> = fingerprints
            .iter()
            .map(|fingerprint| key::kept(*fingerprint))
            .collect();
        let mut records = self.records(&keys).await?;
        let kept = fingerprints
            .iter()
            .zip(keys)
            .filter_map(|(fingerprint, key)| {
                let id = parse(&mut records, &key).ok().flatten()?;
                Some((*fingerprint, id))
            });
        Ok(kept.collect())
    }

    /// What was learnt about each of these brands, in their order. A damaged
    /// record counts as none: it is taught again with a few clicks.
    pub(crate) async fn learnt(&self, brands: &[Brand]) -> Result<Vec<Learnt>, ErrorReply> {
        let keys: Vec<String> = brands
            .iter()
            .map(|brand| key::learnt(&brand.name))
            .collect();
        let mut records = self.records(&keys).await?;
        let learnt = keys
            .iter()
            .map(|key| parse(&mut records, key).ok().flatten().unwrap_or_default());
        Ok(learnt.collect())
    }
}
