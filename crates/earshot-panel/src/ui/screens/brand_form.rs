//! One brand being edited.

use earshot_brand::{Brand, BrandError, Context, Role, validate};
use earshot_engine::messages::PanelRequest;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use crate::entries::errors_of;
use crate::ui::format::next_id;
use crate::ui::parts::{ChipInput, Problems, Rehearsal, TryIt};
use crate::ui::state::state;

/// A brand as the form holds it.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    role: RwSignal<Role>,
    aliases: RwSignal<Vec<String>>,
    handles: RwSignal<Vec<String>>,
    hashtags: RwSignal<Vec<String>>,
    domains: RwSignal<Vec<String>>,
    products: RwSignal<Vec<String>>,
    exclude: RwSignal<Vec<String>>,
    case_sensitive: RwSignal<bool>,
    tolerate_typos: RwSignal<bool>,
    near: RwSignal<Vec<String>>,
    not_near: RwSignal<Vec<String>>,
}

impl Draft {
    fn new(brand: Brand) -> Self {
        Self {
            name: RwSignal::new(brand.name),
            role: RwSignal::new(brand.role),
            aliases: RwSignal::new(brand.aliases),
            handles: RwSignal::new(brand.handles),
            hashtags: RwSignal::new(brand.hashtags),
            domains: RwSignal::new(brand.domains),
            products: RwSignal::new(brand.products),
            exclude: RwSignal::new(brand.exclude),
            case_sensitive: RwSignal::new(brand.case_sensitive),
            tolerate_typos: RwSignal::new(brand.tolerate_typos),
            near: RwSignal::new(brand.context.near),
            not_near: RwSignal::new(brand.context.not_near),
        }
    }

    fn brand(self) -> Brand {
        Brand {
            name: self.name.get().trim().to_owned(),
            role: self.role.get(),
            aliases: self.aliases.get(),
            handles: self.handles.get(),
            hashtags: self.hashtags.get(),
            domains: self.domains.get(),
            products: self.products.get(),
            exclude: self.exclude.get(),
            case_sensitive: self.case_sensitive.get(),
            tolerate_typos: self.tolerate_typos.get(),
            context: Context {
                near: self.near.get(),
                not_near: self.not_near.get(),
            },
        }
    }
}

/// The form of a brand, with a text to try it on.
#[component]
pub(crate) fn BrandForm(
    /// The brand as it is saved; `None` for a new one.
    original: Option<Brand>,
    /// Called when it is saved or given up.
    done: Callback<()>,
) -> impl IntoView {
    let state = state();
    let is_new = original.is_none();
    let name_before = original.as_ref().map(|brand| brand.name.clone());
    let draft = Draft::new(original.unwrap_or_default());
    // The list as it would be saved, and where this brand is in it.
    let outcome = Memo::new(move |_| {
        let mut brands = state.brands.get();
        let place = brands
            .iter()
            .position(|brand| Some(&brand.name) == name_before.as_ref());
        match place {
            Some(at) => brands[at] = draft.brand(),
            None => brands.push(draft.brand()),
        }
        let at = place.unwrap_or(brands.len() - 1);
        (brands, at)
    });
    let brands = Signal::derive(move || outcome.get().0);
    let tried = RwSignal::new(false);
    let errors = Memo::new(move |_| {
        let (brands, at) = outcome.get();
        let mut errors = errors_of(validate(&brands), at);
        // An empty field is a mistake only once somebody wants to save it.
        errors.retain(|error| tried.get() || !matches!(error, BrandError::EmptyName { .. }));
        errors
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if errors.with_untracked(Vec::is_empty) {
            let brands = outcome.get_untracked().0;
            let request = PanelRequest::SaveBrands { brands };
            state.request_then(request, move || done.run(()));
        }
    };
    let title = move || {
        if is_new {
            t!(brands.new)()
        } else {
            t!(brands.edit)()
        }
    };
    view! {
        <form class="card form" novalidate on:submit=on_submit>
            <h2>{title}</h2>
            <Fields draft/>
            <TryIt
                label=text!(brands.try_it)
                sample=text!(brands.try_sample, brand = draft.name.get())
                brands=Signal::derive(move || Some(vec![draft.brand()]))
                ready=Signal::derive(move || validate(&[draft.brand()]).is_empty())
            />
            <Rehearsal
                brand=Signal::derive(move || draft.brand())
                ready=Signal::derive(move || validate(&[draft.brand()]).is_empty())
            />
            <Problems errors brands/>
            <div class="card-foot">
                <button type="button" class="quiet" on:click=move |_| done.run(())>
                    {t!(brands.cancel)}
                </button>
                <button type="submit" class="main">{t!(brands.save)}</button>
            </div>
        </form>
    }
}

/// The fields of the form; the rarer ones are folded away.
#[component]
fn Fields(
    /// What they edit.
    draft: Draft,
) -> impl IntoView {
    let name_id = next_id("name");
    let name = NodeRef::<Input>::new();
    name.on_load(|input| {
        // It fails for no element that can be focused.
        let _ = input.focus();
    });
    view! {
        <div class="field">
            <label for=name_id.clone()>{t!(field.name)}</label>
            <input
                type="text"
                id=name_id
                node_ref=name
                dir="auto"
                autocomplete="off"
                required
                prop:value=draft.name
                on:input=move |event| draft.name.set(event_target_value(&event))
            />
        </div>
        <RoleField role=draft.role/>
        <ChipInput label=text!(field.aliases) hint=text!(field.aliases_hint) entries=draft.aliases/>
        <ChipInput label=text!(field.products) hint=text!(field.products_hint) entries=draft.products/>
        <details>
            <summary>{t!(brands.addresses)}</summary>
            <ChipInput label=text!(field.handles) hint=text!(field.handles_hint) entries=draft.handles/>
            <ChipInput
                label=text!(field.hashtags)
                hint=text!(field.hashtags_hint)
                entries=draft.hashtags
            />
            <ChipInput label=text!(field.domains) hint=text!(field.domains_hint) entries=draft.domains/>
        </details>
        <details>
            <summary>{t!(brands.advanced)}</summary>
            <ChipInput label=text!(field.exclude) hint=text!(field.exclude_hint) entries=draft.exclude/>
            <ChipInput label=text!(field.near) hint=text!(field.near_hint) entries=draft.near/>
            <ChipInput
                label=text!(field.not_near)
                hint=text!(field.not_near_hint)
                entries=draft.not_near
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=draft.case_sensitive
                    on:change=move |event| draft.case_sensitive.set(event_target_checked(&event))
                />
                {t!(field.case_sensitive)}
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=draft.tolerate_typos
                    on:change=move |event| draft.tolerate_typos.set(event_target_checked(&event))
                />
                {t!(field.typos)}
            </label>
        </details>
    }
}

/// Whose brand it is.
#[component]
fn RoleField(
    /// The choice.
    role: RwSignal<Role>,
) -> impl IntoView {
    let group = next_id("role");
    let choice = move |value: Role| {
        view! {
            <input
                type="radio"
                name=group.clone()
                prop:checked=move || role.get() == value
                on:change=move |_| role.set(value)
            />
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(field.role)}</legend>
            <label class="check">{choice(Role::Own)} {t!(field.own)}</label>
            <label class="check">{choice(Role::Competitor)} {t!(field.competitor)}</label>
        </fieldset>
    }
}
