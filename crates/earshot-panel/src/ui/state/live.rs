//! The mentions of the active tab, live over a port to its page shims.

use std::collections::HashSet;
use std::time::Duration;

use earshot_engine::messages::{PANEL_PORT, PageMention, PanelOrder, ShimEvent};
use earshot_webext::{TabPort, connect_to_tab};
use leptos::prelude::*;

use super::cells::Cells;
use crate::live_page::{LivePage, MentionId};

/// When to try again after nobody answered, in milliseconds: after a page has
/// loaded or its site was granted, its shims are injected a moment later, and
/// no event tells the panel when. After the last try the next event of the tab
/// starts anew.
const RETRIES: [u64; 5] = [100, 300, 1_000, 2_000, 5_000];

/// The mentions of the tab that the panel is about.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    page: RwSignal<LivePage>,
    ids: RwSignal<Vec<MentionId>>,
    mentions: Cells<MentionId, PageMention>,
    tab: StoredValue<Option<i32>>,
    port: StoredValue<Option<TabPort>, LocalStorage>,
    /// Frames of the tab that have spoken, by the browser's ids.
    frames: StoredValue<HashSet<i32>>,
    /// Counts connections, so that a late retry for an older one does nothing.
    turn: StoredValue<u32>,
}

impl Live {
    pub(super) fn new() -> Self {
        Self {
            page: RwSignal::new(LivePage::default()),
            ids: RwSignal::new(Vec::new()),
            mentions: Cells::new(),
            tab: StoredValue::new(None),
            port: StoredValue::new_local(None),
            frames: StoredValue::new(HashSet::new()),
            turn: StoredValue::new(0),
        }
    }

    /// The listed mentions, in reading order.
    pub(crate) fn ids(self) -> Vec<MentionId> {
        self.ids.get()
    }

    /// One of them.
    pub(crate) fn mention(self, id: &MentionId) -> Option<ArcRwSignal<PageMention>> {
        self.mentions.get(id)
    }

    /// The page as a whole.
    pub(crate) fn with_page<T>(self, read: impl FnOnce(&LivePage) -> T) -> T {
        self.page.with(read)
    }

    /// Sends an order to the tab; without a tab there is nobody to obey.
    pub(crate) fn order(self, order: &PanelOrder) {
        self.port.with_value(|port| {
            if let Some(port) = port {
                // A tab that is gone closes the port, which empties the list.
                let _ = port.post(order);
            }
        });
    }

    /// Follows `tab`, or no tab, from now on. For the same tab again it
    /// connects anew, since a port reaches only the frames of its time; what is
    /// shown stays until the first of them speaks.
    pub(crate) fn follow(self, tab: Option<i32>) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.port.set_value(None);
        if self.tab.get_value() != tab {
            self.tab.set_value(tab);
            self.frames.update_value(HashSet::clear);
            self.show(LivePage::default());
        }
        if let Some(tab) = tab {
            self.connect(tab, turn, 0);
        }
    }

    /// A frame spoke to the background. One that has come into the tab since,
    /// such as a comment box loaded on scrolling, is reached by connecting anew.
    pub(super) fn hear_of(self, tab: i32, frame: i32) {
        let mut new = false;
        if self.tab.get_value() == Some(tab) {
            self.frames
                .update_value(|frames| new = frames.insert(frame));
        }
        if new {
            self.follow(Some(tab));
        }
    }

    fn connect(self, tab: i32, turn: u32, tries: usize) {
        let is_current = move || self.turn.get_value() == turn;
        let mut heard = LivePage::default();
        let on_event = move |event: ShimEvent| {
            if is_current() {
                heard.apply(event);
                self.show(heard.clone());
            }
        };
        let on_closed = move || {
            if !is_current() {
                return;
            }
            self.show(LivePage::default());
            if let Some(&wait) = RETRIES.get(tries) {
                let again = move || {
                    if is_current() {
                        self.connect(tab, turn, tries + 1);
                    }
                };
                set_timeout(again, Duration::from_millis(wait));
            }
        };
        let port = connect_to_tab(tab, PANEL_PORT, on_event, on_closed).ok();
        self.port.set_value(port);
    }

    fn show(self, page: LivePage) {
        let mut ids = Vec::new();
        for (id, mention) in page.mentions() {
            self.mentions.put(id.clone(), mention.clone());
            ids.push(id);
        }
        if self.ids.with_untracked(|shown| *shown != ids) {
            self.ids.set(ids);
            // After the list has let go of them.
            let kept: HashSet<_> = self.ids.get_untracked().into_iter().collect();
            self.mentions.retain(|id| kept.contains(id));
        }
        self.page.set(page);
    }
}
