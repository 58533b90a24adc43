//! What is told in passing, at the edge of the screen.

use std::time::Duration;

use earshot_brand::Brand;
use earshot_insight::Insight;
use leptos::prelude::*;

use crate::ui::background::Failure;

/// How long a notice stays that offers an undo.
const UNDO_TIME: Duration = Duration::from_secs(12);
/// How long another one stays. Failures stay until they are dismissed.
const READING_TIME: Duration = Duration::from_secs(6);
/// More would cover the screen; the oldest makes room.
const MOST: usize = 3;

/// Something to tell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Notice {
    /// An insight was deleted; the record is what undoing needs.
    InsightDeleted(Box<Insight>),
    /// A brand was removed from this place in the list.
    BrandRemoved {
        /// Its index.
        index: usize,
        /// What undoing needs.
        brand: Box<Brand>,
    },
    /// Brands were imported; the list has so many now.
    Imported(usize),
    /// The user did not allow access to the sites asked for.
    NotGranted,
    /// Something did not work.
    Failed(Failure),
}

/// A notice on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Posted {
    /// Its number.
    pub(crate) id: u32,
    /// What it says.
    pub(crate) notice: Notice,
}

/// The notices on the screen, oldest first.
#[derive(Clone, Copy)]
pub(crate) struct Notices {
    posted: RwSignal<Vec<Posted>>,
    last: StoredValue<u32>,
}

impl Notices {
    pub(super) fn new() -> Self {
        Self {
            posted: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        }
    }

    /// What is to be shown.
    pub(crate) fn posted(self) -> Vec<Posted> {
        self.posted.get()
    }

    /// Shows a notice.
    pub(crate) fn post(self, notice: Notice) {
        let stays = match notice {
            Notice::InsightDeleted(_) | Notice::BrandRemoved { .. } => Some(UNDO_TIME),
            Notice::Imported(_) | Notice::NotGranted => Some(READING_TIME),
            Notice::Failed(_) => None,
        };
        let id = self.last.get_value() + 1;
        self.last.set_value(id);
        self.posted.update(|posted| {
            // The same failure again is one failure.
            posted.retain(|old| old.notice != notice);
            posted.push(Posted { id, notice });
            let extra = posted.len().saturating_sub(MOST);
            posted.drain(..extra);
        });
        if let Some(stays) = stays {
            set_timeout(move || self.dismiss(id), stays);
        }
    }

    /// Takes a notice away.
    pub(crate) fn dismiss(self, id: u32) {
        self.posted
            .update(|posted| posted.retain(|posted| posted.id != id));
    }
}
