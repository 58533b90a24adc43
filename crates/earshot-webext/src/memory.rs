//! A browser in memory, for native tests.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::task::Poll;

use crate::{Area, Browser, BrowserError, PageFiles, Records};

/// What a tab's badge shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Its text.
    pub text: String,
    /// Its background, CSS.
    pub color: String,
}

/// A browser in memory. Share it between two backgrounds to test a restart.
#[derive(Debug, Default)]
pub struct MemoryBrowser {
    /// What is stored.
    pub local: RefCell<Records>,
    /// What is stored until the browser closes.
    pub session: RefCell<Records>,
    /// Badges by tab.
    pub badges: RefCell<BTreeMap<i32, Badge>>,
    /// What the user granted.
    pub origins: RefCell<Vec<String>>,
    /// The registered patterns.
    pub registered: RefCell<Vec<String>>,
    /// The patterns of every injection into open tabs, in order.
    pub injected: RefCell<Vec<Vec<String>>>,
    /// Open tabs.
    pub tabs: RefCell<Vec<i32>>,
    /// The extension's files.
    pub files: RefCell<BTreeMap<String, Vec<u8>>>,
    /// The most records `local` holds before it says it is full.
    pub quota: Cell<Option<usize>>,
    /// The clock.
    pub now: Cell<i64>,
    /// The key of every record written to `local`, in order.
    pub written: RefCell<Vec<String>>,
    next_random: Cell<u128>,
}

impl MemoryBrowser {
    fn area(&self, area: Area) -> &RefCell<Records> {
        match area {
            Area::Local => &self.local,
            Area::Session => &self.session,
        }
    }
}

impl Browser for &MemoryBrowser {
    async fn pause(&self) {
        let mut is_over = false;
        std::future::poll_fn(|context| {
            if std::mem::replace(&mut is_over, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    async fn read(&self, area: Area, keys: &[String]) -> Result<Records, BrowserError> {
        let records = self.area(area).borrow();
        Ok(keys
            .iter()
            .filter_map(|key| Some((key.clone(), records.get(key)?.clone())))
            .collect())
    }

    async fn read_all(&self, area: Area) -> Result<Records, BrowserError> {
        Ok(self.area(area).borrow().clone())
    }

    async fn write(&self, area: Area, records: Records) -> Result<(), BrowserError> {
        let mut after = self.area(area).borrow().clone();
        let keys: Vec<String> = records.keys().cloned().collect();
        after.extend(records);
        if area == Area::Local {
            if self.quota.get().is_some_and(|quota| after.len() > quota) {
                return Err(BrowserError::QuotaExceeded("in memory".into()));
            }
            self.written.borrow_mut().extend(keys);
        }
        *self.area(area).borrow_mut() = after;
        Ok(())
    }

    async fn remove(&self, area: Area, keys: &[String]) -> Result<(), BrowserError> {
        let mut records = self.area(area).borrow_mut();
        for key in keys {
            records.remove(key);
        }
        Ok(())
    }

    async fn set_badge(&self, tab: i32, text: &str, color: &str) -> Result<(), BrowserError> {
        let badge = Badge {
            text: text.to_owned(),
            color: color.to_owned(),
        };
        self.badges.borrow_mut().insert(tab, badge);
        Ok(())
    }

    async fn granted_origins(&self) -> Result<Vec<String>, BrowserError> {
        Ok(self.origins.borrow().clone())
    }

    async fn register_page_files(
        &self,
        _files: PageFiles,
        matches: &[String],
    ) -> Result<(), BrowserError> {
        *self.registered.borrow_mut() = matches.to_vec();
        Ok(())
    }

    async fn inject_page_files(
        &self,
        _files: PageFiles,
        matches: &[String],
    ) -> Result<(), BrowserError> {
        self.injected.borrow_mut().push(matches.to_vec());
        Ok(())
    }

    async fn tab_ids(&self) -> Result<Vec<i32>, BrowserError> {
        Ok(self.tabs.borrow().clone())
    }

    async fn bundled_file(&self, path: &str) -> Result<Vec<u8>, BrowserError> {
        let files = self.files.borrow();
        let file = files.get(path).cloned();
        file.ok_or_else(|| BrowserError::Refused(format!("no file {path}")))
    }

    fn now_ms(&self) -> i64 {
        self.now.get()
    }

    fn random(&self) -> u128 {
        let random = self.next_random.get() + 1;
        self.next_random.set(random);
        random
    }
}
