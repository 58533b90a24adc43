//! Where Earshot listens, and in which language it speaks.

use earshot_engine::messages::PanelRequest;
use earshot_insight::Locale as ChosenLocale;
use earshot_webext::{BrowserError, remove_origins};
use leptos::prelude::*;

use crate::site_patterns::{Site, granted_sites, is_off};
use crate::ui::app::{focus_element, is_paused};
use crate::ui::parts::{AddSite, KnownSites, Switch};
use crate::ui::state::state;

/// The screen.
#[component]
pub(crate) fn Sites() -> impl IntoView {
    let state = state();
    let sites = Memo::new(move |_| state.granted.with(|granted| granted_sites(granted)));
    let paused = is_paused(state);
    view! {
        <section class="group">
            <div class="line">
                <div>
                    <h2>{t!(sites.pause)}</h2>
                    <p class="hint">{t!(sites.pause_hint)}</p>
                </div>
                <Switch
                    label=text!(sites.pause)
                    on=paused
                    change=move |paused| state.request(PanelRequest::SetPaused { paused })
                />
            </div>
        </section>
        <section class="group">
            <h2>{t!(sites.granted)}</h2>
            <Show when=move || sites.with(Vec::is_empty)>
                <p class="hint">{t!(sites.none)}</p>
            </Show>
            <ul class="lines">
                <For
                    each=move || sites.get()
                    key=|site| site.clone()
                    children=|site| view! { <SiteLine site/> }
                />
            </ul>
        </section>
        <section class="group">
            <h2>{t!(sites.add)}</h2>
            <AddSite/>
            <h3>{t!(known_sites.title)}</h3>
            <KnownSites/>
        </section>
        <section class="group">
            <Language/>
        </section>
    }
}

/// One granted site.
#[component]
fn SiteLine(
    /// The site.
    site: Site,
) -> impl IntoView {
    let state = state();
    let Site {
        name,
        hosts,
        patterns,
    } = site;
    let all_hosts = hosts.join(", ");
    let differs = all_hosts != name;
    let on = {
        let hosts = hosts.clone();
        Memo::new(move |_| {
            state.settings.with(|settings| {
                let off = settings
                    .as_ref()
                    .map_or(&[][..], |settings| &settings.off_hosts);
                !hosts.iter().any(|host| is_off(off, host))
            })
        })
    };
    let change = move |on| {
        for host in &hosts {
            state.request(PanelRequest::SetSite {
                host: host.clone(),
                on,
            });
        }
    };
    let remove = move |_| {
        let patterns = patterns.clone();
        state.run(async move {
            if remove_origins(&patterns).await? {
                // The button that had it goes with the site.
                focus_element("sites");
            }
            Ok::<(), BrowserError>(())
        });
    };
    let id = name.clone();
    let switch_name = name.clone();
    let remove_name = name.clone();
    view! {
        <li class="line" data-id=id>
            <div>
                <strong>{name}</strong>
                {differs.then(|| view! { <p class="hint">{all_hosts}</p> })}
            </div>
            <button
                type="button"
                class="quiet"
                aria-label=t!(sites.remove_name, name = remove_name.as_str())
                on:click=remove
            >
                {t!(sites.remove)}
            </button>
            <Switch
                label=text!(sites.listen, name = switch_name.as_str())
                on
                change
            />
        </li>
    }
}

/// The choice of language.
#[component]
fn Language() -> impl IntoView {
    let state = state();
    let chosen = Memo::new(move |_| state.settings.with(|s| s.as_ref().and_then(|s| s.locale)));
    let on_change = move |event| {
        let locale = match event_target_value(&event).as_str() {
            "de" => Some(ChosenLocale::De),
            "en" => Some(ChosenLocale::En),
            _ => None,
        };
        state.request(PanelRequest::SetLocale { locale });
    };
    let value = move || match chosen.get() {
        Some(ChosenLocale::De) => "de",
        Some(ChosenLocale::En) => "en",
        None => "",
    };
    view! {
        <label class="line">
            <span class="title">{t!(sites.language)}</span>
            <select id="language" prop:value=value on:change=on_change>
                <option value="" selected=move || chosen.get().is_none()>
                    {t!(sites.language_of_browser)}
                </option>
                <option value="de" lang="de" selected=move || value() == "de">"Deutsch"</option>
                <option value="en" lang="en" selected=move || value() == "en">"English"</option>
            </select>
        </label>
    }
}
