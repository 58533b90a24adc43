//! A quote with its lit words.

use leptos::prelude::*;

use crate::segments::{Light, Segment, shorten};
use crate::tone::Tone;
use crate::ui::format::next_id;

/// Chars shown on either side of the mention before the rest is asked for.
const RADIUS: usize = 160;

/// A quote: the mention marked in its tone, the words that carried the verdict
/// lit. Long ones are cut around the mention, with a button for the rest.
#[component]
pub(crate) fn Quote(
    /// The whole quote.
    segments: Vec<Segment>,
    /// The tone of each mention, by its number.
    #[prop(into)]
    tones: Signal<Vec<Tone>>,
) -> impl IntoView {
    let short = shorten(&segments, RADIUS);
    let is_long = short.is_some();
    let id = next_id("quote");
    let text_id = id.clone();
    let (open, set_open) = signal(false);
    let runs = move || {
        let shown = short.as_ref().filter(|_| !open.get()).unwrap_or(&segments);
        shown
            .iter()
            .map(|segment| view! { <Run segment=segment.clone() tones/> })
            .collect_view()
    };
    view! {
        <blockquote class="quote" dir="auto" id=text_id>
            {runs}
        </blockquote>
        {is_long.then(|| view! {
            <button
                type="button"
                class="link"
                aria-expanded=move || open.get().to_string()
                aria-controls=id
                on:click=move |_| set_open.update(|open| *open = !*open)
            >
                {
                    let more = t!(quote.more);
                    let less = t!(quote.less);
                    move || if open.get() { less() } else { more() }
                }
            </button>
        })}
    }
}

/// One run of a quote.
#[component]
fn Run(
    /// The run.
    segment: Segment,
    /// The tone of each mention, by its number.
    tones: Signal<Vec<Tone>>,
) -> impl IntoView {
    let Segment { text, light } = segment;
    match light {
        None => text.into_any(),
        Some(Light::Mention(number)) => {
            let tone = move || tones.with(|tones| tones.get(number).map(|tone| tone.name()));
            view! { <mark class="mention" data-tone=tone>{text}</mark> }.into_any()
        }
        Some(Light::For) => view! { <mark class="evidence for">{text}</mark> }.into_any(),
        Some(Light::Against) => view! { <mark class="evidence against">{text}</mark> }.into_any(),
    }
}
