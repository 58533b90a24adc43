//! Two ways to grant one more site.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use web_sys::Url;

use crate::page_state::scheme_and_host;
use crate::site_patterns::{bare, is_covered, patterns_for};
use crate::ui::app::pass_focus_on;
use crate::ui::format::next_id;
use crate::ui::state::state;

/// A button for the site in the active tab, and a field for any other.
#[component]
pub(crate) fn AddSite() -> impl IntoView {
    view! {
        <ThisSite/>
        <TypedSite/>
    }
}

/// The site in the active tab.
#[component]
fn ThisSite() -> impl IntoView {
    let state = state();
    let here = Memo::new(move |_| {
        state.tab.with(|tab| {
            let url = tab.as_ref()?.url.as_deref()?;
            let (scheme, host) = scheme_and_host(url)?;
            let granted = state
                .granted
                .with(|granted| is_covered(granted, scheme, host));
            Some((host.to_owned(), granted))
        })
    });
    move || match here.get() {
        None => view! { <p class="hint">{t!(add_site.unseen)}</p> }.into_any(),
        Some((host, true)) => {
            let name = bare(&host).to_owned();
            view! {
                <p class="done" id="this-site-added" tabindex="-1">
                    {t!(add_site.granted, host = name.as_str())}
                </p>
            }
            .into_any()
        }
        Some((host, false)) => {
            let name = bare(&host).to_owned();
            pass_focus_on("#add-this-site", "this-site-added");
            view! {
                <button
                    type="button"
                    id="add-this-site"
                    on:click=move |_| state.ask_for_sites(&patterns_for(&host))
                >
                    {t!(add_site.this_site, host = name.as_str())}
                </button>
            }
            .into_any()
        }
    }
}

/// A field for a host or an address.
#[component]
fn TypedSite() -> impl IntoView {
    let state = state();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match typed_host(&typed.get_untracked()) {
            Some(host) => {
                state.ask_for_sites(&patterns_for(&host));
                typed.set(String::new());
            }
            None => wrong.set(true),
        }
    };
    let id = next_id("site");
    let problem_id = format!("{id}-problem");
    view! {
        <form class="field" novalidate on:submit=on_submit>
            <label for=id.clone()>{t!(add_site.label)}</label>
            <div class="row">
                <input
                    type="text"
                    inputmode="url"
                    id=id
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=t!(add_site.example)
                    aria-describedby=problem_id.clone()
                    aria-invalid=move || wrong.get().to_string()
                    prop:value=typed
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        wrong.set(false);
                    }
                />
                <button type="submit">{t!(add_site.add)}</button>
            </div>
            <p class="problem" id=problem_id role="status">
                {
                    let problem = t!(add_site.wrong);
                    move || wrong.get().then(&problem)
                }
            </p>
        </form>
    }
}

/// The host in what was typed: a host, an address, or `*.` and a host. The
/// browser's own parser reads it, and writes names like `müller.de` as the
/// browser does.
fn typed_host(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_start_matches("*.");
    let with_scheme = match typed.split_once("://") {
        Some(_) => typed.to_owned(),
        None => format!("https://{typed}"),
    };
    let url = Url::new(&with_scheme).ok()?;
    let host = url.hostname();
    let is_web = matches!(url.protocol().as_str(), "http:" | "https:");
    // A single word is a name being typed, not a site; the test machine's is.
    let is_site = host.contains('.') || host.starts_with('[') || host == "localhost";
    (is_web && is_site && !host.contains('*')).then_some(host)
}
