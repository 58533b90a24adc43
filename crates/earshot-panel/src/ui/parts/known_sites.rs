//! The sites Earshot knows, to be granted together.

use std::collections::BTreeSet;

use earshot_sites::KNOWN_SITES;
use leptos::prelude::*;

use crate::site_patterns::known_but_not_granted;
use crate::ui::app::pass_focus_on;
use crate::ui::state::state;

/// The known sites that are not granted yet, each with a check box, and one
/// button for all that are checked.
#[component]
pub(crate) fn KnownSites() -> impl IntoView {
    let state = state();
    let missing = Memo::new(move |_| state.granted.with(|granted| known_but_not_granted(granted)));
    let unchecked = RwSignal::new(BTreeSet::<usize>::new());
    let chosen = Memo::new(move |_| {
        let unchecked = unchecked.get();
        let mut chosen = missing.get();
        chosen.retain(|index| !unchecked.contains(index));
        chosen
    });
    let ask = move |_| {
        let chosen = chosen.get_untracked();
        let patterns = chosen.iter().flat_map(|&index| KNOWN_SITES[index].patterns);
        let patterns: Vec<String> = patterns.map(|&pattern| pattern.to_owned()).collect();
        state.ask_for_sites(&patterns);
    };
    let all = move || chosen.with(Vec::len) == missing.with(Vec::len);
    let toggle_all = move |_| {
        let none = if all() {
            missing.get_untracked()
        } else {
            Vec::new()
        };
        unchecked.set(none.into_iter().collect());
    };
    let list = view! {
        <For
            each=move || missing.get()
            key=|index| *index
            children=move |index| view! { <KnownSite index unchecked/> }
        />
    };
    let all_granted = Memo::new(move |_| missing.with(Vec::is_empty));
    let button = move || {
        if all_granted.get() {
            return view! {
                <p class="done" id="known-sites-added" tabindex="-1">
                    {t!(known_sites.all_granted)}
                </p>
            }
            .into_any();
        }
        pass_focus_on("#add-known-sites", "known-sites-added");
        view! {
            <button
                type="button"
                id="add-known-sites"
                disabled=move || chosen.with(Vec::is_empty)
                on:click=ask
            >
                {t!(known_sites.ask, count = chosen.with(Vec::len))}
            </button>
        }
        .into_any()
    };
    let toggle_label = {
        let none = t!(known_sites.none);
        let every = t!(known_sites.all);
        move || if all() { none() } else { every() }
    };
    view! {
        {button}
        <details class="known" hidden=move || all_granted.get()>
            <summary>{t!(known_sites.choose)}</summary>
            <button type="button" class="link" on:click=toggle_all>{toggle_label}</button>
            <ul class="checks" aria-label=t!(known_sites.list)>
                {list}
            </ul>
        </details>
    }
}

/// One known site.
#[component]
fn KnownSite(
    /// Its place in the list of known sites.
    index: usize,
    /// The places of those that are not wanted.
    unchecked: RwSignal<BTreeSet<usize>>,
) -> impl IntoView {
    let on_change = move |event| {
        let checked = event_target_checked(&event);
        unchecked.update(|unchecked| {
            if checked {
                unchecked.remove(&index);
            } else {
                unchecked.insert(index);
            }
        });
    };
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || unchecked.with(|unchecked| !unchecked.contains(&index))
                    on:change=on_change
                />
                {KNOWN_SITES[index].name}
            </label>
        </li>
    }
}
