//! The frame around the screens.

use earshot_engine::messages::{ErrorCode, PanelRequest};
use earshot_insight::Settings;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::background::Failure;
use super::i18n::{Locale, td_string};
use super::parts::Toasts;
use super::screens::{Brands, FirstRun, Insights, Sites, ThisPage};
use super::state::{State, state};

/// The screens behind the tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The mentions in the active tab.
    ThisPage,
    /// The kept mentions.
    Insights,
    /// The brands.
    Brands,
    /// Where to listen, and other settings.
    Sites,
}

/// The brand mark. A value, so that Leptos sets it without `innerHTML`.
const MARK: &str = "icons/earshot.svg";

/// Which screen is shown; in the context of every component.
pub(crate) type ShownScreen = RwSignal<Screen>;

impl Screen {
    const ALL: [Screen; 4] = [
        Screen::ThisPage,
        Screen::Insights,
        Screen::Brands,
        Screen::Sites,
    ];

    fn id(self) -> &'static str {
        match self {
            Screen::ThisPage => "this-page",
            Screen::Insights => "insights",
            Screen::Brands => "brands",
            Screen::Sites => "sites",
        }
    }

    fn tab_id(self) -> String {
        format!("tab-{}", self.id())
    }

    fn title(self, locale: Locale) -> &'static str {
        match self {
            Screen::ThisPage => td_string!(locale, tabs.this_page),
            Screen::Insights => td_string!(locale, tabs.insights),
            Screen::Brands => td_string!(locale, tabs.brands),
            Screen::Sites => td_string!(locale, tabs.sites),
        }
    }

    /// The screen that a key moves to from this one.
    fn after_key(self, key: &str) -> Option<Self> {
        let count = Self::ALL.len();
        let at = Self::ALL.iter().position(|&screen| screen == self)?;
        let to = match key {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return None,
        };
        Some(Self::ALL[to])
    }
}

/// The whole panel.
#[component]
pub(crate) fn App() -> impl IntoView {
    let state = State::open();
    provide_context(state);
    provide_context(ShownScreen::new(Screen::ThisPage));
    Effect::new(move || {
        let lang = match state.locale.get() {
            Locale::de => "de",
            Locale::en => "en",
        };
        if let Some(root) = document().document_element() {
            // Setting a well-formed attribute cannot fail.
            let _ = root.set_attribute("lang", lang);
        }
    });
    let is_read = move || state.settings.with(Option::is_some);
    let first_run_done = Memo::new(move |_| {
        state
            .settings
            .with(|settings| settings.as_ref().is_some_and(|s| s.first_run_done))
    });
    view! {
        <Show when=is_read>
            <Header first_run_done/>
            <JudgeNotice/>
            <Show when=move || first_run_done.get() fallback=FirstRun>
                <Tabs/>
            </Show>
        </Show>
        <Toasts/>
    }
}

/// The brand mark and the pause switch.
#[component]
fn Header(
    /// Before it is, there is nothing to pause.
    first_run_done: Memo<bool>,
) -> impl IntoView {
    let state = state();
    let paused = is_paused(state);
    let label = {
        let pause = t!(header.pause);
        let resume = t!(header.resume);
        move || if paused.get() { resume() } else { pause() }
    };
    view! {
        <header class="top">
            <h1>
                <img src=MARK alt="" width="24" height="24"/>
                "Earshot"
            </h1>
            <Show when=move || first_run_done.get()>
                <button
                    type="button"
                    id="pause"
                    class="quiet"
                    on:click=move |_| {
                        let paused = !paused.get_untracked();
                        state.request(PanelRequest::SetPaused { paused });
                    }
                >
                    <span class="glyph" class:play=move || paused.get() aria-hidden="true"></span>
                    {label}
                </button>
            </Show>
        </header>
    }
}

/// That nothing can be judged, for as long as that is so.
#[component]
fn JudgeNotice() -> impl IntoView {
    let state = state();
    let sentence = move || {
        let failure = Failure::Said(ErrorCode::NoJudge);
        let says = state.no_judge.get();
        says.then(|| failure.sentence(state.locale.get()))
    };
    view! { <p id="no-judge" role="status">{sentence}</p> }
}

/// Whether Earshot is paused everywhere.
pub(crate) fn is_paused(state: State) -> Memo<bool> {
    Memo::new(move |_| {
        state
            .settings
            .with(|s| s.as_ref().is_some_and(|s: &Settings| s.paused))
    })
}

/// The tabs and what is behind them. All screens stay in the document, so that
/// what is being typed in one survives a look at another.
#[component]
fn Tabs() -> impl IntoView {
    let shown: ShownScreen = expect_context();
    let on_key = move |event: KeyboardEvent| {
        if let Some(next) = shown.get_untracked().after_key(&event.key()) {
            event.prevent_default();
            shown.set(next);
            focus_element(&next.tab_id());
        }
    };
    let tabs = Screen::ALL.map(|screen| view! { <Tab screen/> });
    view! {
        <div class="tabs" role="tablist" on:keydown=on_key>
            {tabs}
        </div>
        <main>
            <Panel screen=Screen::ThisPage>
                <ThisPage/>
            </Panel>
            <Panel screen=Screen::Insights>
                <Insights/>
            </Panel>
            <Panel screen=Screen::Brands>
                <Brands/>
            </Panel>
            <Panel screen=Screen::Sites>
                <Sites/>
            </Panel>
        </main>
    }
}

/// One tab.
#[component]
fn Tab(
    /// What it shows.
    screen: Screen,
) -> impl IntoView {
    let shown: ShownScreen = expect_context();
    let state = state();
    let selected = move || shown.get() == screen;
    let count = move || match screen {
        Screen::ThisPage => state.live.ids().len(),
        Screen::Insights => state.insights.count(),
        Screen::Brands | Screen::Sites => 0,
    };
    let badge = move || {
        let count = count();
        (count > 0).then(|| {
            let count = super::format::number(count, state.locale.get());
            view! { <span class="count">{count}</span> }
        })
    };
    view! {
        <button
            type="button"
            role="tab"
            id=screen.tab_id()
            aria-controls=screen.id()
            aria-selected=move || selected().to_string()
            tabindex=move || if selected() { "0" } else { "-1" }
            on:click=move |_| shown.set(screen)
        >
            <span>{move || screen.title(state.locale.get())}</span>
            {badge}
        </button>
    }
}

/// What is behind a tab.
#[component]
fn Panel(
    /// Its screen.
    screen: Screen,
    /// The screen itself.
    children: Children,
) -> impl IntoView {
    let shown: ShownScreen = expect_context();
    view! {
        <section
            role="tabpanel"
            id=screen.id()
            aria-labelledby=screen.tab_id()
            tabindex="-1"
            hidden=move || shown.get() != screen
        >
            {children()}
        </section>
    }
}

/// Moves the focus to the element with this id.
pub(crate) fn focus_element(id: &str) {
    use wasm_bindgen::JsCast;
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        // It fails for no element that can be focused.
        let _ = element.focus();
    }
}

/// Where the focus goes when the current owner is cleaned up and what had it
/// goes too: from an element that `from` selects to the one with the id `to`,
/// which may come only then.
pub(crate) fn pass_focus_on(from: &'static str, to: &'static str) {
    on_cleanup(move || {
        let focused = document().active_element();
        if focused.is_some_and(|focused| matches!(focused.closest(from), Ok(Some(_)))) {
            spawn_local(async move { focus_element(to) });
        }
    });
}
