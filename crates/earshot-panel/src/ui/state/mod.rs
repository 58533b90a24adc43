//! All that the screens show, kept up to date from storage and browser.

mod cells;
mod insights;
mod live;
mod notices;

use std::collections::BTreeMap;

use earshot_brand::{Brand, BrandFile};
use earshot_engine::messages::{ErrorCode, PanelRequest};
use earshot_insight::{Learnt, Locale as ChosenLocale, Settings, key};
use earshot_webext::{
    Area, Browser, BrowserError, Grants, Records, Tab, WebExt, active_tab, on_permissions_changed,
    on_shim_spoke, on_storage_changed, on_tab_changed, request_origins, storage_keys, ui_language,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::background::{Failure, ask};
use super::i18n::Locale;
pub(crate) use insights::Insights;
pub(crate) use live::Live;
pub(crate) use notices::{Notice, Notices, Posted};

/// The state of the panel; in the context of every component.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// What the user set; `None` until storage has been read.
    pub(crate) settings: RwSignal<Option<Settings>>,
    /// The saved brands.
    pub(crate) brands: RwSignal<Vec<Brand>>,
    /// How many times "Not us" was said, by the brand's name.
    pub(crate) learnt: RwSignal<BTreeMap<String, usize>>,
    /// The match patterns the user granted.
    pub(crate) granted: RwSignal<Vec<String>>,
    /// The tab that the panel is about.
    pub(crate) tab: RwSignal<Option<Tab>>,
    /// The kept mentions.
    pub(crate) insights: Insights,
    /// The mentions in the tab.
    pub(crate) live: Live,
    /// Whether the background has said that it cannot judge.
    pub(crate) no_judge: RwSignal<bool>,
    /// What is told in passing.
    pub(crate) notices: Notices,
    /// The language of the interface.
    pub(crate) locale: Memo<Locale>,
}

/// The state.
pub(crate) fn state() -> State {
    expect_context()
}

/// The language of the interface.
pub(crate) fn locale() -> Memo<Locale> {
    state().locale
}

impl State {
    /// Reads everything and follows its changes for as long as the current
    /// owner lives.
    pub(crate) fn open() -> Self {
        let settings = RwSignal::new(None::<Settings>);
        let of_browser = match ui_language() {
            language if language.to_ascii_lowercase().starts_with("de") => Locale::de,
            _ => Locale::en,
        };
        let locale = Memo::new(move |_| {
            let chosen = settings.with(|settings| settings.as_ref().and_then(|s| s.locale));
            match chosen {
                Some(ChosenLocale::De) => Locale::de,
                Some(ChosenLocale::En) => Locale::en,
                None => of_browser,
            }
        });
        let state = Self {
            settings,
            brands: RwSignal::new(Vec::new()),
            learnt: RwSignal::new(BTreeMap::new()),
            granted: RwSignal::new(Vec::new()),
            tab: RwSignal::new(None),
            insights: Insights::new(),
            live: Live::new(),
            no_judge: RwSignal::new(false),
            notices: Notices::new(),
            locale,
        };
        // Before anything is read, so that no change is missed.
        StoredValue::new_local(on_storage_changed(move |changes| state.apply(&changes)));
        StoredValue::new_local(on_permissions_changed(move || {
            state.run(state.read_grants());
            state.run(state.read_tab());
        }));
        StoredValue::new_local(on_tab_changed(move || state.run(state.read_tab())));
        StoredValue::new_local(on_shim_spoke(move |tab, frame| {
            state.live.hear_of(tab, frame);
        }));
        // A click on the toolbar button shows the tab's address, and no event
        // tells; coming back to the panel does.
        let focus = window_event_listener(leptos::ev::focus, move |_| {
            if state
                .tab
                .with_untracked(|tab| tab.as_ref().is_none_or(|tab| tab.url.is_none()))
            {
                state.run(state.read_tab());
            }
        });
        on_cleanup(move || focus.remove());
        state.run(state.read_storage());
        state.run(state.read_grants());
        state.run(state.read_tab());
        state.run(state.check_judge());
        state
    }

    /// Runs `task`; tells if it fails.
    pub(crate) fn run<E: Into<Failure>>(self, task: impl Future<Output = Result<(), E>> + 'static) {
        spawn_local(async move {
            if let Err(error) = task.await {
                self.notices.post(Notice::Failed(error.into()));
            }
        });
    }

    /// Has the background do something that has no answer.
    pub(crate) fn request(self, request: PanelRequest) {
        self.request_then(request, || {});
    }

    /// The same; `done` is called once it is done.
    pub(crate) fn request_then(self, request: PanelRequest, done: impl FnOnce() + 'static) {
        self.run(async move {
            ask::<()>(&request).await?;
            done();
            Ok::<(), Failure>(())
        });
    }

    /// Asks the user for access to sites. To be called directly in the handler
    /// of a click.
    pub(crate) fn ask_for_sites(self, patterns: &[String]) {
        let answer = request_origins(patterns);
        self.run(async move {
            if !answer.await? {
                self.notices.post(Notice::NotGranted);
            }
            Ok::<(), BrowserError>(())
        });
    }

    async fn read_storage(self) -> Result<(), BrowserError> {
        let keys = storage_keys().await?;
        self.insights.learn_keys(&keys);
        let small = |key: &String| {
            [key::SETTINGS, key::BRANDS].contains(&key.as_str())
                || key.starts_with(key::LEARNT_PREFIX)
        };
        let small: Vec<String> = keys.into_iter().filter(small).collect();
        let records = WebExt.read(Area::Local, &small).await?;
        self.apply(&records);
        self.settings.update(|settings| {
            settings.get_or_insert_default();
        });
        self.insights.load_more().await
    }

    async fn read_grants(self) -> Result<(), BrowserError> {
        let mut origins = Grants::read().await?.origins;
        origins.sort_unstable();
        self.granted.set(origins);
        Ok(())
    }

    async fn read_tab(self) -> Result<(), BrowserError> {
        let tab = active_tab().await?;
        self.live.follow(tab.as_ref().map(|tab| tab.id));
        self.tab.set(tab);
        Ok(())
    }

    async fn check_judge(self) -> Result<(), Failure> {
        match ask::<()>(&PanelRequest::CheckJudge).await {
            Err(Failure::Said(ErrorCode::NoJudge)) => {
                self.no_judge.set(true);
                Ok(())
            }
            answer => answer,
        }
    }

    /// Takes in records as they are now; null stands for a removed one.
    fn apply(self, records: &Records) {
        if let Some(record) = records.get(key::SETTINGS) {
            self.settings.set(Some(or_default(record)));
        }
        if let Some(record) = records.get(key::BRANDS) {
            self.brands.set(or_default::<BrandFile>(record).brands);
        }
        for (key, record) in records {
            if let Some(brand) = key.strip_prefix(key::LEARNT_PREFIX) {
                let count = or_default::<Learnt>(record).len();
                self.learnt.update(|learnt| match count {
                    0 => drop(learnt.remove(brand)),
                    _ => drop(learnt.insert(brand.to_owned(), count)),
                });
            }
        }
        self.insights.apply(records);
    }
}

fn or_default<T: DeserializeOwned + Default>(record: &Value) -> T {
    serde_json::from_value(record.clone()).unwrap_or_default()
}
