//! The mentions in the active tab.

use std::collections::HashSet;

use earshot_engine::messages::PanelRequest;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use crate::live_page::{LivePage, MentionId};
use crate::page_state::{PageState, page_state};
use crate::site_patterns::{bare, patterns_for};
use crate::tone::{Shown, Tone};
use crate::ui::app::{Screen, ShownScreen, focus_element, pass_focus_on};
use crate::ui::format::number;
use crate::ui::parts::{Glyph, tone_word};
use crate::ui::screens::mention_card::MentionCard;
use crate::ui::state::{State, state};

/// The screen.
#[component]
pub(crate) fn ThisPage() -> impl IntoView {
    let state = state();
    let now = Memo::new(move |_| {
        let tab = state.tab.read();
        let settings = state.settings.read();
        page_state(
            tab.as_ref().and_then(|tab| tab.url.as_deref()),
            &state.granted.read(),
            settings.as_ref().unwrap_or(&Default::default()),
            state.brands.with(|brands| !brands.is_empty()),
        )
    });
    let has_mentions = Memo::new(move |_| !state.live.ids().is_empty());
    view! {
        {move || (!has_mentions.get()).then(|| view! { <Obstacle now=now.get()/> })}
        <Show when=move || has_mentions.get()>
            <Mentions/>
        </Show>
    }
}

/// Why there is no mention, and what to do about it.
#[component]
fn Obstacle(
    /// The state of the page.
    now: PageState,
) -> impl IntoView {
    let state = state();
    let screen: ShownScreen = expect_context();
    pass_focus_on("#this-page .empty", "this-page");
    let name_brand = move |_| {
        screen.set(Screen::Brands);
        spawn_local(async {
            // What is hidden cannot be focused.
            tick().await;
            focus_element("brands");
            focus_element("add-brand");
        });
    };
    match now {
        PageState::Unseen => view! {
            <div class="empty">
                <h2>{t!(page.unseen)}</h2>
                <p>{t!(page.unseen_hint)}</p>
            </div>
        }
        .into_any(),
        PageState::NoWebPage => view! {
            <div class="empty">
                <h2>{t!(page.no_web_page)}</h2>
                <p>{t!(page.no_web_page_hint)}</p>
            </div>
        }
        .into_any(),
        PageState::NotGranted { host } => {
            let name = bare(&host).to_owned();
            view! {
                <div class="empty">
                    <h2>{t!(page.not_granted, host = name.clone())}</h2>
                    <p>{t!(page.not_granted_hint)}</p>
                    <button
                        type="button"
                        class="main"
                        id="listen-here"
                        on:click=move |_| state.ask_for_sites(&patterns_for(&host))
                    >
                        {t!(page.listen_here)}
                    </button>
                </div>
            }
            .into_any()
        }
        PageState::NoBrand => view! {
            <div class="empty">
                <h2>{t!(page.no_brand)}</h2>
                <p>{t!(page.no_brand_hint)}</p>
                <button type="button" class="main" id="name-brand" on:click=name_brand>
                    {t!(page.add_brand)}
                </button>
            </div>
        }
        .into_any(),
        PageState::Paused => view! {
            <div class="empty">
                <h2>{t!(page.paused)}</h2>
                <p>{t!(page.paused_hint)}</p>
                <button
                    type="button"
                    class="main"
                    on:click=move |_| state.request(PanelRequest::SetPaused { paused: false })
                >
                    {t!(page.resume)}
                </button>
            </div>
        }
        .into_any(),
        PageState::Off { host } => {
            let name = bare(&host).to_owned();
            view! {
                <div class="empty">
                    <h2>{t!(page.off, host = name.clone())}</h2>
                    <p>{t!(page.off_hint)}</p>
                    <button type="button" class="main" on:click=move |_| switch_on(state, &host)>
                        {t!(page.listen_here)}
                    </button>
                </div>
            }
            .into_any()
        }
        PageState::Listening => view! {
            <div class="empty">
                <h2>{t!(page.nothing)}</h2>
                <p>
                    {
                        let listening = t!(page.nothing_hint);
                        let silent = t!(page.silent_hint);
                        move || {
                            if state.live.with_page(LivePage::is_heard) { listening() } else { silent() }
                        }
                    }
                </p>
            </div>
        }
        .into_any(),
    }
}

/// Whatever switches a page's host off: itself or a host above it.
fn switch_on(state: State, host: &str) {
    let settings = state.settings.get_untracked().unwrap_or_default();
    for off in settings.off_hosts {
        if crate::site_patterns::is_off(std::slice::from_ref(&off), host) {
            state.request(PanelRequest::SetSite {
                host: off,
                on: true,
            });
        }
    }
}

fn is_doubtful(state: State, id: &MentionId) -> bool {
    let mention = state.live.mention(id);
    mention.is_some_and(|mention| mention.with(|mention| mention.doubtful))
}

/// The list, with its filter, and below it what is doubtful.
#[component]
fn Mentions() -> impl IntoView {
    let state = state();
    // Empty: no filter.
    let only = RwSignal::new(HashSet::<Tone>::new());
    let tone_of = move |id: &MentionId| {
        let mention = state.live.mention(id)?;
        Some(mention.with(|mention| Shown::from(&mention.verdict).tone))
    };
    let count_of = move |tone: Tone| {
        state
            .live
            .ids()
            .iter()
            .filter(|id| tone_of(id) == Some(tone) && !is_doubtful(state, id))
            .count()
    };
    let shown = move || {
        let only = only.get();
        let mut ids = state.live.ids();
        ids.retain(|id| {
            !is_doubtful(state, id)
                && (only.is_empty() || tone_of(id).is_some_and(|tone| only.contains(&tone)))
        });
        ids
    };
    let doubtful = Memo::new(move |_| {
        let mut ids = state.live.ids();
        ids.retain(|id| is_doubtful(state, id));
        ids
    });
    let filters = Tone::ALL.map(|tone| {
        let count = Memo::new(move |_| count_of(tone));
        let on = move || only.with(|only| only.contains(&tone));
        view! {
            <button
                type="button"
                class="filter"
                data-tone=tone.name()
                aria-pressed=move || on().to_string()
                disabled=move || count.get() == 0 && !on()
                on:click=move |_| only.update(|only| {
                    if !only.remove(&tone) {
                        only.insert(tone);
                    }
                })
            >
                <Glyph class="shape"/>
                <strong>{move || number(count.get(), state.locale.get())}</strong>
                " "
                {move || tone_word(tone, state.locale.get())}
            </button>
        }
    });
    let unlisted = Memo::new(move |_| state.live.with_page(LivePage::unlisted));
    view! {
        <div class="filters" role="group" aria-label=t!(page.filter)>
            {filters}
        </div>
        <ol class="cards">
            <For
                each=shown
                key=|id| id.clone()
                children=move |id| {
                    state.live.mention(&id).map(|mention| view! { <MentionCard id mention/> })
                }
            />
        </ol>
        <Show when=move || doubtful.with(|ids| !ids.is_empty())>
            <details id="doubtful" class="group" open>
                <summary>
                    {t!(
                        page.doubtful,
                        count = doubtful.with(|ids| number(ids.len(), state.locale.get()))
                    )}
                </summary>
                <p class="hint">{t!(page.doubtful_hint)}</p>
                <ol class="cards">
                    <For
                        each=move || doubtful.get()
                        key=|id| id.clone()
                        children=move |id| {
                            state.live.mention(&id).map(|mention| view! { <MentionCard id mention/> })
                        }
                    />
                </ol>
            </details>
        </Show>
        <Show when=move || unlisted.get() != 0>
            <p class="hint">
                {t!(page.unlisted, count = number(unlisted.get() as usize, state.locale.get()))}
            </p>
        </Show>
    }
}
