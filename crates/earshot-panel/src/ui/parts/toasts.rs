//! The notices at the edge of the screen.

use earshot_engine::messages::PanelRequest;
use leptos::prelude::*;

use crate::ui::background::Failure;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::{Notice, Posted, State, state};

/// All notices, in a region that screen readers read out.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let notices = state().notices;
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For
                each=move || notices.posted()
                key=|posted| posted.id
                children=|posted| view! { <Toast posted/> }
            />
        </div>
    }
}

/// One notice.
#[component]
fn Toast(
    /// What it says.
    posted: Posted,
) -> impl IntoView {
    let state = state();
    let Posted { id, notice } = posted;
    let failed = matches!(notice, Notice::Failed(_));
    let undo = can_undo(&notice).then(|| {
        let notice = notice.clone();
        view! {
            <button
                type="button"
                on:click=move |_| {
                    state.notices.dismiss(id);
                    undo(state, notice.clone());
                }
            >
                {t!(notice.undo)}
            </button>
        }
    });
    view! {
        <div class="toast" class:failed=failed>
            <p>{move || sentence(&notice, state.locale.get())}</p>
            {undo}
            <button
                type="button"
                class="icon close"
                aria-label=t!(notice.dismiss)
                on:click=move |_| state.notices.dismiss(id)
            ></button>
        </div>
    }
}

fn sentence(notice: &Notice, locale: Locale) -> String {
    match notice {
        Notice::InsightDeleted(_) => td_string!(locale, notice.insight_deleted).to_owned(),
        Notice::BrandRemoved { brand, .. } => {
            td_string!(locale, notice.brand_removed, name = brand.name.as_str())
        }
        Notice::Imported(count) => td_string!(locale, notice.imported, count = *count),
        Notice::NotGranted => td_string!(locale, notice.not_granted).to_owned(),
        Notice::Failed(failure) => Failure::sentence(*failure, locale).to_owned(),
    }
}

fn can_undo(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::InsightDeleted(_) | Notice::BrandRemoved { .. }
    )
}

fn undo(state: State, notice: Notice) {
    match notice {
        Notice::InsightDeleted(insight) => {
            state.request(PanelRequest::RestoreInsight { insight });
        }
        Notice::BrandRemoved { index, brand } => {
            let mut brands = state.brands.get_untracked();
            brands.insert(index.min(brands.len()), *brand);
            state.request(PanelRequest::SaveBrands { brands });
        }
        Notice::Imported(_) | Notice::NotGranted | Notice::Failed(_) => {}
    }
}
