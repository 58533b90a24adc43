//! A list of short entries.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::entries::typed_entries;
use crate::ui::app::focus_element;
use crate::ui::format::next_id;

/// A field for any number of entries. Enter, a comma or leaving the field adds
/// what is typed; Backspace in the empty field takes the last one back.
#[component]
pub(crate) fn ChipInput(
    /// What the entries are.
    #[prop(into)]
    label: Signal<String>,
    /// An example or an explanation.
    #[prop(into)]
    hint: Signal<String>,
    /// The entries.
    entries: RwSignal<Vec<String>>,
) -> impl IntoView {
    let id = next_id("entries");
    let hint_id = format!("{id}-hint");
    let typed = RwSignal::new(String::new());
    let commit = move || {
        let text = typed.get_untracked();
        if text.is_empty() {
            return;
        }
        let new = entries.with_untracked(|present| typed_entries(&text, present));
        if !new.is_empty() {
            entries.update(|entries| entries.extend(new));
        }
        typed.set(String::new());
    };
    let on_key = move |event: KeyboardEvent| {
        // Enter also ends the composition of an input method.
        if event.is_composing() {
            return;
        }
        let empty = typed.with_untracked(String::is_empty);
        match event.key().as_str() {
            "Enter" | "," if !empty => {
                event.prevent_default();
                commit();
            }
            "," => event.prevent_default(),
            "Backspace" if empty => entries.update(|entries| {
                if let Some(last) = entries.pop() {
                    event.prevent_default();
                    typed.set(last);
                }
            }),
            _ => {}
        }
    };
    let input_id = id.clone();
    let chips = view! {
        <For
            each=move || entries.get()
            key=String::clone
            children=move |entry| view! { <Chip entry entries input_id=input_id.clone()/> }
        />
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="chips">
                <ul>{chips}</ul>
                <input
                    type="text"
                    id=id
                    dir="auto"
                    autocomplete="off"
                    aria-describedby=hint_id.clone()
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:keydown=on_key
                    on:blur=move |_| commit()
                />
            </div>
            <p class="hint" id=hint_id>{hint}</p>
        </div>
    }
}

/// One entry.
#[component]
fn Chip(
    /// The entry.
    entry: String,
    /// The list it is in.
    entries: RwSignal<Vec<String>>,
    /// The field, which gets the focus when the entry is removed.
    input_id: String,
) -> impl IntoView {
    let name = entry.clone();
    let removed = entry.clone();
    view! {
        <li>
            <span dir="auto">{entry}</span>
            <button
                type="button"
                class="icon close"
                aria-label=t!(field.remove, entry = name.as_str())
                on:click=move |_| {
                    entries.update(|entries| entries.retain(|other| *other != removed));
                    focus_element(&input_id);
                }
            ></button>
        </li>
    }
}
