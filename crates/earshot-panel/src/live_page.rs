//! The mentions of one tab, merged from its frames.

use earshot_engine::messages::{PageMention, ShimEvent};

/// Which mention, among all frames of a tab.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MentionId {
    /// The frame's name.
    pub frame: String,
    /// The shim's key for it.
    pub key: String,
}

/// What the shims of a tab said last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LivePage {
    /// The top frame first, the others in the order in which they reported.
    frames: Vec<Frame>,
}

#[derive(Clone, Debug, PartialEq)]
struct Frame {
    name: String,
    top: bool,
    mentions: Vec<PageMention>,
    total: u32,
}

impl LivePage {
    /// Takes in what a shim says.
    pub fn apply(&mut self, event: ShimEvent) {
        match event {
            ShimEvent::Gone { frame } => self.frames.retain(|other| other.name != frame),
            ShimEvent::Mentions {
                frame,
                top,
                mentions,
                total,
                page: _,
            } => {
                let new = Frame {
                    name: frame,
                    top,
                    mentions,
                    total,
                };
                match self.frames.iter_mut().find(|other| other.name == new.name) {
                    Some(old) => *old = new,
                    None => {
                        let at = if new.top { 0 } else { self.frames.len() };
                        self.frames.insert(at, new);
                    }
                }
            }
        }
    }

    /// Whether a shim has reported at all.
    pub fn is_heard(&self) -> bool {
        !self.frames.is_empty()
    }

    /// All listed mentions, in reading order within each frame.
    pub fn mentions(&self) -> impl Iterator<Item = (MentionId, &PageMention)> {
        self.frames.iter().flat_map(|frame| {
            frame.mentions.iter().map(|mention| {
                let id = MentionId {
                    frame: frame.name.clone(),
                    key: mention.key.clone(),
                };
                (id, mention)
            })
        })
    }

    /// How many mentions the tab has that are not listed.
    pub fn unlisted(&self) -> u32 {
        self.frames
            .iter()
            .map(|frame| {
                let listed = u32::try_from(frame.mentions.len()).unwrap_or(u32::MAX);
                frame.total.saturating_sub(listed)
            })
            .fold(0, u32::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use earshot_engine::messages::{Page, ReasonCode, WireProbabilities, WireReason, WireVerdict};
    use earshot_sentiment::Label;

    fn mention(key: &str) -> PageMention {
        PageMention {
            key: key.to_owned(),
            brand: "Dell".to_owned(),
            quote: Vec::new(),
            verdict: WireVerdict {
                label: Label::Neutral,
                probabilities: WireProbabilities {
                    negative: 0.0,
                    neutral: 1.0,
                    positive: 0.0,
                },
                mixed: false,
                unsure: false,
                irony: false,
                intents: Vec::new(),
                topics: Vec::new(),
                evidence: Vec::new(),
            },
            doubtful: false,
            certainty: 1.0,
            reason: WireReason {
                code: ReasonCode::AsEntered,
                detail: String::new(),
            },
            kept: false,
            author: None,
        }
    }

    fn says(frame: &str, keys: &[&str], total: u32) -> ShimEvent {
        ShimEvent::Mentions {
            frame: frame.to_owned(),
            top: frame == "top",
            page: Page::default(),
            mentions: keys.iter().map(|key| mention(key)).collect(),
            total,
        }
    }

    #[track_caller]
    fn check(events: Vec<ShimEvent>, expected: &[&str], unlisted: u32) {
        let mut page = LivePage::default();
        for event in events {
            page.apply(event);
        }
        let shown: Vec<String> = page
            .mentions()
            .map(|(id, _)| format!("{}/{}", id.frame, id.key))
            .collect();
        assert_eq!(
            (shown, page.unlisted()),
            (expected.iter().map(|&s| s.into()).collect(), unlisted)
        );
    }

    #[test]
    fn merges_frames_top_first() {
        check(vec![], &[], 0);
        check(
            vec![
                says("ad", &["a"], 1),
                says("top", &["b", "c"], 9),
                says("talk", &["a"], 1),
            ],
            &["top/b", "top/c", "ad/a", "talk/a"],
            7,
        );
    }

    #[test]
    fn the_last_word_of_a_frame_counts() {
        check(
            vec![says("top", &["a", "b"], 2), says("top", &["b"], 1)],
            &["top/b"],
            0,
        );
        let gone = ShimEvent::Gone {
            frame: "ad".to_owned(),
        };
        check(
            vec![says("ad", &["a"], 3), says("top", &["b"], 1), gone],
            &["top/b"],
            0,
        );
    }
}
