//! The typed messages between page, background and panel.
//!
//! Three parties talk, over two channels each way:
//!
//! | from → to | request | answer | channel |
//! |---|---|---|---|
//! | page shim → background | [`PageRequest`] | [`Reply`] | `runtime.sendMessage` |
//! | panel → background | [`PanelRequest`] | [`Reply`] | `runtime.sendMessage` |
//! | panel → page shim | [`PanelOrder`] | – | a port named [`PANEL_PORT`] |
//! | page shim → panel | [`ShimEvent`] | – | the same port |
//!
//! These are wire types: what is serialised is a promise to the JavaScript on
//! the other side, so they stay apart from the core types. Offsets on the wire
//! are UTF-16 code units, end-exclusive, because that is what JavaScript
//! counts in. `types/messages.d.ts` is generated from them.

mod page;
mod panel;
mod port;
mod reply;

pub use page::{
    Counts, Hear, Heard, HeardMention, HeardPost, Kept, MentionAt, Page, PageRequest, Post,
    QuoteLight, QuoteRun, ReasonCode, WireEvidence, WireProbabilities, WireReason, WireVerdict,
};
pub use panel::{PanelRequest, Rehearsal};
pub use port::{PANEL_PORT, PageMention, PanelOrder, ShimEvent};
pub use reply::{ErrorCode, ErrorReply, Reply};
