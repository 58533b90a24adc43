//! The first run: a brand, a place to listen, a look at what will happen.

use earshot_brand::{Brand, BrandError, validate};
use earshot_engine::messages::PanelRequest;
use leptos::ev::SubmitEvent;
use leptos::html::H2;
use leptos::prelude::*;

use crate::entries::errors_of;
use crate::ui::app::pass_focus_on;
use crate::ui::format::next_id;
use crate::ui::parts::{AddSite, ChipInput, KnownSites, Problems, TryIt};
use crate::ui::state::state;

/// The steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Brand,
    Sites,
    Done,
}

/// All three steps, one at a time.
#[component]
pub(crate) fn FirstRun() -> impl IntoView {
    pass_focus_on("#finish", "this-page");
    let step = RwSignal::new(Step::Brand);
    let number = move || match step.get() {
        Step::Brand => 1,
        Step::Sites => 2,
        Step::Done => 3,
    };
    view! {
        <main class="first-run">
            <p class="step">{t!(first_run.step, number = number())}</p>
            {move || match step.get() {
                Step::Brand => view! { <BrandStep step/> }.into_any(),
                Step::Sites => view! { <SitesStep step/> }.into_any(),
                Step::Done => view! { <DoneStep step/> }.into_any(),
            }}
        </main>
    }
}

/// The heading of a step; it gets the focus, so that a screen reader starts
/// there and no key press goes to what is gone.
#[component]
fn Heading(
    /// What it says.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<H2>::new();
    node.on_load(|heading| {
        // It fails for no element that can be focused.
        let _ = heading.focus();
    });
    view! {
        <h2 tabindex="-1" node_ref=node>
            {text}
        </h2>
    }
}

/// Step 1: the user's own brand.
#[component]
fn BrandStep(
    /// The step shown.
    step: RwSignal<Step>,
) -> impl IntoView {
    let state = state();
    // Somebody who comes back to this step edits what they entered.
    let before = state
        .brands
        .with_untracked(|brands| brands.first().cloned())
        .unwrap_or_default();
    let name = RwSignal::new(before.name.clone());
    let aliases = RwSignal::new(before.aliases.clone());
    let outcome = Memo::new(move |_| {
        let mut brands = state.brands.get();
        let name = name.get().trim().to_owned();
        let brand = Brand {
            name,
            aliases: aliases.get(),
            ..before.clone()
        };
        match brands.first_mut() {
            Some(first) => *first = brand,
            None => brands.push(brand),
        }
        brands
    });
    let tried = RwSignal::new(false);
    let errors = Memo::new(move |_| {
        let mut errors = errors_of(validate(&outcome.get()), 0);
        // An empty field is a mistake only once somebody wants to go on.
        errors.retain(|error| tried.get() || !matches!(error, BrandError::EmptyName { .. }));
        errors
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if errors.with_untracked(Vec::is_empty) {
            let request = PanelRequest::SaveBrands {
                brands: outcome.get_untracked(),
            };
            state.request_then(request, move || step.set(Step::Sites));
        }
    };
    let id = next_id("name");
    view! {
        <form novalidate on:submit=on_submit>
            <Heading text=text!(first_run.brand)/>
            <p>{t!(first_run.brand_hint)}</p>
            <div class="field">
                <label for=id.clone()>{t!(field.name)}</label>
                <input
                    type="text"
                    id=id
                    dir="auto"
                    autocomplete="off"
                    required
                    prop:value=name
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </div>
            <ChipInput label=text!(field.aliases) hint=text!(field.aliases_hint) entries=aliases/>
            <Problems errors brands=outcome/>
            <button type="submit" class="main" id="next">{t!(first_run.next)}</button>
            <p class="promise">{t!(first_run.promise)}</p>
        </form>
    }
}

/// Step 2: where to listen.
#[component]
fn SitesStep(
    /// The step shown.
    step: RwSignal<Step>,
) -> impl IntoView {
    let state = state();
    let none = Memo::new(move |_| state.granted.with(Vec::is_empty));
    let next = {
        let next = t!(first_run.next);
        let skip = t!(first_run.skip);
        move || if none.get() { skip() } else { next() }
    };
    view! {
        <Heading text=text!(first_run.sites)/>
        <p>{t!(first_run.sites_hint)}</p>
        <section class="group">
            <h3>{t!(known_sites.title)}</h3>
            <KnownSites/>
        </section>
        <section class="group">
            <h3>{t!(sites.add)}</h3>
            <AddSite/>
        </section>
        <div class="card-foot">
            <button type="button" class="quiet" on:click=move |_| step.set(Step::Brand)>
                {t!(first_run.back)}
            </button>
            <button
                type="button"
                id="next"
                class:main=move || !none.get()
                on:click=move |_| step.set(Step::Done)
            >
                {next}
            </button>
        </div>
    }
}

/// Step 3: what will happen.
#[component]
fn DoneStep(
    /// The step shown.
    step: RwSignal<Step>,
) -> impl IntoView {
    let state = state();
    let brand = move || {
        state
            .brands
            .with(|brands| brands.first().map(|brand| brand.name.clone()))
            .unwrap_or_default()
    };
    view! {
        <Heading text=text!(first_run.done)/>
        <p>{t!(first_run.done_hint)}</p>
        <TryIt
            label=text!(first_run.demo)
            sample=text!(first_run.demo_text, brand = brand())
            brands=Signal::derive(|| None)
        />
        <h3>{t!(first_run.what_next)}</h3>
        <ul class="steps">
            <li>{t!(first_run.next_read)}</li>
            <li>{t!(first_run.next_card)}</li>
            <li>{t!(first_run.next_keys)}</li>
            <li>{t!(first_run.next_panel)}</li>
        </ul>
        <div class="card-foot">
            <button type="button" class="quiet" on:click=move |_| step.set(Step::Sites)>
                {t!(first_run.back)}
            </button>
            <button
                type="button"
                id="finish"
                class="main"
                on:click=move |_| state.request(PanelRequest::FinishFirstRun)
            >
                {t!(first_run.finish)}
            </button>
        </div>
    }
}
