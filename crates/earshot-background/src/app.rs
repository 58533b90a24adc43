//! Where a message goes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use earshot_brand::{Brand, BrandFile, BrandSet};
use earshot_engine::messages::{ErrorCode, ErrorReply, PageRequest, PanelRequest};
use earshot_engine::{Engine, PageKit};
use earshot_insight::{Settings, key};
use earshot_sentiment::Judge;
use earshot_webext::Browser;
use futures_util::future::join;
use futures_util::lock::Mutex;

use crate::answer::{Answer, refused};
use crate::source::PageSource;
use crate::store::{Batch, Store};

/// The model file, relative to the extension.
const MODEL: &str = "model/judge.bin";

/// The background over a browser.
#[derive(Debug)]
pub struct App<B> {
    pub(crate) store: Store<B>,
    /// A cache: compiled from storage on first need.
    engine: RefCell<Option<Arc<Engine>>>,
    /// Loaded once, or what is wrong with the file.
    judge: RefCell<Option<Result<Arc<Judge>, ErrorReply>>>,
    /// Held while loading, so that two requests do not load twice.
    loading: Mutex<()>,
    /// Held while posts are judged: what was asked first is answered first.
    pub(crate) judging: Mutex<()>,
    /// How often each tab has been left for another page.
    departures: RefCell<BTreeMap<i32, u32>>,
}

impl<B: Browser> App<B> {
    /// A background that has not looked at anything yet.
    pub fn new(browser: B) -> Self {
        Self {
            store: Store::new(browser),
            engine: RefCell::default(),
            judge: RefCell::default(),
            loading: Mutex::new(()),
            judging: Mutex::new(()),
            departures: RefCell::default(),
        }
    }

    /// Answers a page shim.
    ///
    /// # Errors
    /// As data for the shim to show.
    pub async fn on_page(
        &self,
        source: &PageSource,
        request: PageRequest,
    ) -> Result<Answer, ErrorReply> {
        match request {
            PageRequest::Hear(hear) => {
                let heard = self.hear(source, hear).await?;
                Ok(heard.map_or(Answer::Unheard, Answer::Heard))
            }
            PageRequest::Keep(at) => self.keep(source, &at).await.map(Answer::Kept),
            PageRequest::NotUs(at) => self.say(source, &at, Some(false)).await.map(nothing),
            PageRequest::IsUs(at) => self.say(source, &at, Some(true)).await.map(nothing),
            PageRequest::TakeBack(at) => self.say(source, &at, None).await.map(nothing),
            PageRequest::Count(counts) => self.count(source, counts).await.map(nothing),
            // Opened by the entry, inside the user's gesture.
            PageRequest::OpenPanel => Ok(Answer::Nothing),
        }
    }

    /// Answers the panel.
    ///
    /// # Errors
    /// As data for the panel to show.
    pub async fn on_panel(&self, request: PanelRequest) -> Result<Answer, ErrorReply> {
        match request {
            PanelRequest::SaveBrands { brands } => self.save_brands(brands).await.map(nothing),
            PanelRequest::SetPaused { paused } => self
                .set(|settings| settings.paused = paused)
                .await
                .map(nothing),
            PanelRequest::SetSite { host, on } => self
                .set(|settings| settings.set_host(&host, on))
                .await
                .map(nothing),
            PanelRequest::SetLocale { locale } => self
                .set(|settings| settings.locale = locale)
                .await
                .map(nothing),
            PanelRequest::FinishFirstRun => self
                .set(|settings| settings.first_run_done = true)
                .await
                .map(nothing),
            PanelRequest::Try { text, lang, brands } => {
                self.try_out(text, lang, brands).await.map(Answer::Tried)
            }
            PanelRequest::CheckJudge => self.judge().await.map(|_ready| Answer::Nothing),
            PanelRequest::Rehearse { brand } => self.rehearse(*brand).await.map(Answer::Rehearsed),
            PanelRequest::SetNote { id, note } => self.set_note(&id, &note).await.map(nothing),
            PanelRequest::CorrectVerdict { id, label } => {
                self.correct_verdict(&id, label).await.map(nothing)
            }
            PanelRequest::DeleteInsight { id } => self.delete_insight(&id).await.map(nothing),
            PanelRequest::RestoreInsight { insight } => {
                self.restore_insight(&insight).await.map(nothing)
            }
            PanelRequest::ResetLearnt { brand } => {
                let _writing = self.store.lock().await;
                self.store.remove(&[key::learnt(&brand)]).await.map(nothing)
            }
        }
    }

    /// A tab's page was left: what it asked is not answered any more.
    pub fn on_left(&self, tab: i32) {
        *self.departures.borrow_mut().entry(tab).or_default() += 1;
    }

    /// How often a tab has been left since the background started.
    pub(crate) fn departures(&self, tab: i32) -> u32 {
        self.departures.borrow().get(&tab).copied().unwrap_or(0)
    }

    /// The brands compiled and the judge loaded.
    pub(crate) async fn engine(&self) -> Result<Arc<Engine>, ErrorReply> {
        let _loading = self.loading.lock().await;
        if let Some(engine) = self.engine.borrow().as_ref() {
            return Ok(engine.clone());
        }
        let brands = async {
            self.store.upgrade().await?;
            compile(&self.store.brands().await?)
        };
        // The model is read while storage is: it takes longest.
        let (judge, brands) = join(self.judge(), brands).await;
        let engine = Arc::new(Engine::new(brands?, judge.ok()));
        *self.engine.borrow_mut() = Some(engine.clone());
        Ok(engine)
    }

    /// The judge.
    ///
    /// # Errors
    /// [`ErrorCode::NoJudge`] where the model file is missing or damaged: then
    /// mentions are still found, and every verdict is unsure.
    pub(crate) async fn judge(&self) -> Result<Arc<Judge>, ErrorReply> {
        if let Some(judge) = self.judge.borrow().as_ref() {
            return judge.clone();
        }
        let no_judge = |why: String| ErrorReply::new(ErrorCode::NoJudge, why);
        let model = self.store.browser.bundled_file(MODEL).await;
        let judge = model
            .map_err(|error| no_judge(error.to_string()))
            .and_then(|model| Judge::from_bytes(model).map_err(|error| no_judge(error.to_string())))
            .map(Arc::new);
        *self.judge.borrow_mut() = Some(judge.clone());
        judge
    }

    async fn save_brands(&self, brands: Vec<Brand>) -> Result<(), ErrorReply> {
        let set = compile(&brands)?;
        self.store.upgrade().await?;
        // Pages ask anew as soon as it is written: no answer is to come from
        // the brands as they were.
        let _loading = self.loading.lock().await;
        let _writing = self.store.lock().await;
        let kit = PageKit::new(&set, &self.store.settings().await?);
        let batch = Batch::default()
            .put(key::BRANDS, &BrandFile { brands })?
            .put(key::PAGE_KIT, &kit)?;
        self.store.write(batch).await?;
        *self.engine.borrow_mut() = None;
        Ok(())
    }

    /// Changes the settings and what pages read of them.
    async fn set(&self, change: impl FnOnce(&mut Settings)) -> Result<(), ErrorReply> {
        self.store.upgrade().await?;
        let _writing = self.store.lock().await;
        let mut settings = self.store.settings().await?;
        change(&mut settings);
        let kit = PageKit::new(&compile(&self.store.brands().await?)?, &settings);
        let batch = Batch::default()
            .put(key::SETTINGS, &settings)?
            .put(key::PAGE_KIT, &kit)?;
        self.store.write(batch).await
    }

    /// After installing or updating: what pages read may have changed its
    /// form, and the browser has forgotten where to inject the page shim.
    ///
    /// # Errors
    /// When storage or the browser refuse.
    pub async fn on_installed(&self) -> Result<(), ErrorReply> {
        self.set(|_unchanged| ()).await?;
        self.register_sites().await.map_err(refused)
    }
}

fn nothing((): ()) -> Answer {
    Answer::Nothing
}

/// Compiles brands, or says what is wrong with them.
pub(crate) fn compile(brands: &[Brand]) -> Result<BrandSet, ErrorReply> {
    BrandSet::compile(brands).map_err(|errors| {
        let detail: Vec<String> = errors.iter().map(ToString::to_string).collect();
        ErrorReply::new(ErrorCode::InvalidBrands, detail.join("; "))
    })
}
