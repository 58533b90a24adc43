//! The brands.

use earshot_brand::{Brand, BrandFile, Role};
use earshot_engine::messages::PanelRequest;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::brand_form::BrandForm;
use crate::entries::{ImportError, import};
use crate::ui::app::focus_element;
use crate::ui::background::{Failure, ask};
use crate::ui::files::{read_text, save_text};
use crate::ui::format::next_id;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::parts::problem;
use crate::ui::state::{Notice, state};

/// Which brand is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Editing {
    /// None.
    Nothing,
    /// One that does not exist yet.
    New,
    /// The one of this name.
    Named(String),
}

/// The screen.
#[component]
pub(crate) fn Brands() -> impl IntoView {
    let state = state();
    let editing = RwSignal::new(Editing::Nothing);
    // Made here, since it outlives the form: saving a new name ends the item.
    let done = Callback::new(move |()| {
        editing.set(Editing::Nothing);
        focus_element("brands");
    });
    let none = move || state.brands.with(Vec::is_empty) && editing.get() == Editing::Nothing;
    view! {
        <Show when=none>
            <div class="empty">
                <h2>{t!(brands.none)}</h2>
                <p>{t!(brands.none_hint)}</p>
            </div>
        </Show>
        <ul class="cards">
            <For
                each=move || state.brands.get()
                key=|brand| brand.name.clone()
                children=move |brand| view! { <BrandItem name=brand.name editing done/> }
            />
        </ul>
        {move || match editing.get() {
            Editing::New => {
                view! { <BrandForm original=None done/> }.into_any()
            }
            _ => view! {
                <button
                    type="button"
                    id="add-brand"
                    class="main"
                    on:click=move |_| editing.set(Editing::New)
                >
                    {t!(brands.add)}
                </button>
            }
            .into_any(),
        }}
        <Exchange/>
    }
}

/// One brand, or its form while it is edited.
#[component]
fn BrandItem(
    /// Its name.
    name: String,
    /// Which one is being edited.
    editing: RwSignal<Editing>,
    /// Ends the editing.
    done: Callback<()>,
) -> impl IntoView {
    let state = state();
    let id = name.clone();
    let brand = {
        let name = name.clone();
        Memo::new(move |_| {
            state
                .brands
                .with(|brands| brands.iter().find(|brand| brand.name == name).cloned())
        })
    };
    let is_edited = {
        let name = name.clone();
        Memo::new(move |_| editing.with(|editing| *editing == Editing::Named(name.clone())))
    };
    view! {
        <li data-id=id>
            {move || {
                if is_edited.get() {
                    view! { <BrandForm original=brand.get_untracked() done/> }.into_any()
                } else {
                    view! { <BrandLine name=name.clone() brand editing/> }.into_any()
                }
            }}
        </li>
    }
}

/// A brand at a glance.
#[component]
fn BrandLine(
    /// Its name.
    name: String,
    /// The brand; `None` for a moment after it was removed.
    brand: Memo<Option<Brand>>,
    /// Which one is being edited.
    editing: RwSignal<Editing>,
) -> impl IntoView {
    let state = state();
    let locale = state.locale;
    let role = move || {
        let locale = locale.get();
        match brand.get().map(|brand| brand.role).unwrap_or_default() {
            Role::Own => td_string!(locale, field.own),
            Role::Competitor => td_string!(locale, field.competitor),
        }
    };
    let spellings = move || {
        let brand = brand.get().unwrap_or_default();
        let all: Vec<String> = brand.aliases.into_iter().chain(brand.products).collect();
        all.join(", ")
    };
    let remove = {
        let name = name.clone();
        move |_| {
            let mut brands = state.brands.get_untracked();
            let Some(index) = brands.iter().position(|brand| brand.name == name) else {
                return;
            };
            let brand = Box::new(brands.remove(index));
            state.request_then(PanelRequest::SaveBrands { brands }, move || {
                state.notices.post(Notice::BrandRemoved { index, brand });
                // The button that had it goes with the brand.
                focus_element("brands");
            });
        }
    };
    let edited = name.clone();
    view! {
        <div class="card">
            <div class="card-head">
                <strong class="brand" dir="auto">{name.clone()}</strong>
                <span class="role">{role}</span>
            </div>
            <p class="facts" dir="auto">{spellings}</p>
            <LearntSoFar name=name.clone()/>
            <div class="card-foot">
                <button
                    type="button"
                    class="edit"
                    aria-label=t!(brands.edit_name, name = edited.as_str())
                    on:click={
                        let name = name.clone();
                        move |_| editing.set(Editing::Named(name.clone()))
                    }
                >
                    {t!(brands.edit)}
                </button>
                <button
                    type="button"
                    class="quiet delete"
                    aria-label=t!(brands.remove_name, name = name.as_str())
                    on:click=remove
                >
                    {t!(brands.remove)}
                </button>
            </div>
        </div>
    }
}

/// What was learnt from clicks.
#[component]
fn LearntSoFar(
    /// The brand's name.
    name: String,
) -> impl IntoView {
    let state = state();
    let count = {
        let name = name.clone();
        Memo::new(move |_| {
            state
                .learnt
                .with(|learnt| learnt.get(&name).copied().unwrap_or(0))
        })
    };
    let forget = move |_| {
        state.request(PanelRequest::ResetLearnt {
            brand: name.clone(),
        })
    };
    view! {
        <Show when=move || count.get() != 0>
            <p class="facts">
                <span>{t!(brands.not_us, count = count.get())}</span>
                <button type="button" class="link" on:click=forget.clone()>
                    {t!(brands.forget)}
                </button>
            </p>
        </Show>
    }
}

/// Import and export.
#[component]
fn Exchange() -> impl IntoView {
    let state = state();
    let error = RwSignal::new(None::<ImportError>);
    let on_file = move |event: leptos::ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        // So that choosing the same file again is a change.
        input.set_value("");
        error.set(None);
        state.run(async move {
            let text = read_text(&file).await?;
            match import(&state.brands.get_untracked(), &text) {
                Ok(brands) => {
                    let count = brands.len();
                    ask::<()>(&PanelRequest::SaveBrands { brands }).await?;
                    state.notices.post(Notice::Imported(count));
                }
                Err(wrong) => error.set(Some(wrong)),
            }
            Ok::<(), Failure>(())
        });
    };
    let on_export = move |_| {
        let brands = state.brands.get_untracked();
        state.run(async move {
            let text = serde_json::to_string_pretty(&BrandFile { brands });
            let text = text.map_err(|_| Failure::File)?;
            save_text("brands.json", "application/json", &text).map_err(Failure::from)
        });
    };
    let id = next_id("import");
    view! {
        <div class="exchange">
            <label class="button" for=id.clone()>{t!(brands.import)}</label>
            <input
                type="file"
                id=id
                class="unseen"
                accept=".json,application/json"
                on:change=on_file
            />
            <button
                type="button"
                id="export-brands"
                disabled=move || state.brands.with(Vec::is_empty)
                on:click=on_export
            >
                {t!(brands.export)}
            </button>
        </div>
        <ul class="problems" role="status">
            {move || error.get().map(|error| {
                let sentences = sentences(&error, state.locale.get());
                sentences.into_iter().map(|text| view! { <li dir="auto">{text}</li> }).collect_view()
            })}
        </ul>
    }
}

/// Why nothing was imported.
fn sentences(error: &ImportError, locale: Locale) -> Vec<String> {
    match error {
        ImportError::Unreadable { line } => {
            vec![td_string!(locale, brands.import_unreadable, line = *line)]
        }
        ImportError::Empty => vec![td_string!(locale, brands.import_empty).to_owned()],
        ImportError::Invalid { brands, errors } => {
            let first = td_string!(locale, brands.import_invalid).to_owned();
            let problems = errors.iter().map(|error| problem(error, brands, locale));
            std::iter::once(first).chain(problems).collect()
        }
    }
}
