//! A quote split into runs that look alike.

use earshot_engine::Unit;
use earshot_engine::messages::{QuoteLight, QuoteRun};

/// A stretch of a text to be lit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Where it starts, in the unit given with it.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// As what.
    pub light: Light,
}

/// How a stretch of text is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// The mention itself; the number tells which, for texts with several.
    Mention(usize),
    /// A word that speaks for the verdict.
    For,
    /// A word that speaks against it.
    Against,
}

impl Light {
    fn is_mention(self) -> bool {
        matches!(self, Light::Mention(_))
    }
}

/// A run of text that looks alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The text, never empty.
    pub text: String,
    /// How it is lit, if at all.
    pub light: Option<Light>,
}

/// The runs of a quote as they come from a page.
pub fn quoted(runs: &[QuoteRun]) -> Vec<Segment> {
    let segment = |run: &QuoteRun| Segment {
        text: run.text.clone(),
        light: run.light.map(|light| match light {
            QuoteLight::Mention => Light::Mention(0),
            QuoteLight::Evidence => Light::For,
        }),
    };
    runs.iter().map(segment).collect()
}

/// Splits `text` at the edges of `marks`, whose offsets count `unit`s. Where
/// marks overlap, mentions win, else the one given first. Offsets out of range
/// or inside a character are moved to the next boundary; the segments together
/// are always the whole text. One pass over the text.
pub fn segments(text: &str, marks: &[Mark], unit: Unit) -> Vec<Segment> {
    let mut edges: Vec<u32> = marks
        .iter()
        .flat_map(|mark| [mark.start, mark.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut edges = edges.into_iter().peekable();
    // The place in `marks` settles overlaps, so it goes with each.
    let mut to_come: Vec<(usize, &Mark)> = marks.iter().enumerate().collect();
    to_come.sort_by_key(|(_, mark)| mark.start);
    let mut to_come = to_come.into_iter().peekable();
    let mut here: Vec<(usize, &Mark)> = Vec::new();

    let mut segments = Vec::new();
    let mut begin = 0;
    let mut light = None;
    let mut count: u32 = 0;
    for (byte, c) in text.char_indices() {
        let mut at_edge = false;
        while edges.next_if(|&edge| edge <= count).is_some() {
            at_edge = true;
        }
        if at_edge {
            push(&mut segments, &text[begin..byte], light);
            begin = byte;
            while let Some(mark) = to_come.next_if(|(_, mark)| mark.start <= count) {
                here.push(mark);
            }
            here.retain(|(_, mark)| mark.end > count);
            let wins = |(place, mark): &&(usize, &Mark)| (!mark.light.is_mention(), *place);
            light = here.iter().min_by_key(wins).map(|(_, mark)| mark.light);
        }
        count = count.saturating_add(match unit {
            Unit::Utf16 => c.len_utf16() as u32,
            Unit::Scalar => 1,
        });
    }
    push(&mut segments, &text[begin..], light);
    segments
}

fn push(segments: &mut Vec<Segment>, text: &str, light: Option<Light>) {
    if text.is_empty() {
        return;
    }
    match segments.last_mut() {
        Some(last) if last.light == light => last.text.push_str(text),
        _ => segments.push(Segment {
            text: text.to_owned(),
            light,
        }),
    }
}

/// What is within `radius` chars of the first mention, or of the start if none
/// is lit, with `…` where something was cut. `None` if nothing needs cutting.
pub fn shorten(segments: &[Segment], radius: usize) -> Option<Vec<Segment>> {
    let lengths = || segments.iter().map(|segment| segment.text.chars().count());
    let mention = segments
        .iter()
        .position(|segment| segment.light.is_some_and(Light::is_mention))
        .unwrap_or(0);
    let begin: usize = lengths().take(mention).sum();
    let end = begin + lengths().nth(mention).unwrap_or(0);
    let total: usize = lengths().sum();
    let (from, to) = (begin.saturating_sub(radius), total.min(end + radius));
    if (from, to) == (0, total) {
        return None;
    }

    let mut short = Vec::new();
    let mut at = 0;
    for (segment, length) in segments.iter().zip(lengths()) {
        let skip = from.saturating_sub(at);
        let take = to.saturating_sub(at + skip);
        let text: String = segment.text.chars().skip(skip).take(take).collect();
        push(&mut short, &text, segment.light);
        at += length;
    }
    if from > 0 {
        short.insert(
            0,
            Segment {
                text: "… ".to_owned(),
                light: None,
            },
        );
    }
    if to < total {
        short.push(Segment {
            text: " …".to_owned(),
            light: None,
        });
    }
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `[…]` mentions, `+…+` evidence for, `-…-` evidence against.
    fn shown(segments: &[Segment]) -> String {
        segments
            .iter()
            .map(|segment| match segment.light {
                Some(Light::Mention(_)) => format!("[{}]", segment.text),
                Some(Light::For) => format!("+{}+", segment.text),
                Some(Light::Against) => format!("-{}-", segment.text),
                None => segment.text.clone(),
            })
            .collect()
    }

    fn mark(start: u32, end: u32, light: Light) -> Mark {
        Mark { start, end, light }
    }

    #[track_caller]
    fn check(text: &str, unit: Unit, marks: &[Mark], expected: &str) {
        assert_eq!(shown(&segments(text, marks, unit)), expected);
    }

    #[test]
    fn lights_what_is_marked() {
        use Light::{Against, For, Mention};
        let scalar = Unit::Scalar;
        check("", scalar, &[], "");
        check("", scalar, &[mark(0, 3, For)], "");
        check("Dell", scalar, &[], "Dell");
        check(
            "Dell top",
            scalar,
            &[mark(0, 4, Mention(0)), mark(5, 8, For)],
            "[Dell] +top+",
        );
        check(
            "top Dell",
            scalar,
            &[mark(0, 3, Against), mark(4, 8, Mention(0))],
            "-top- [Dell]",
        );
        check(
            "Dell",
            scalar,
            &[mark(0, 4, For), mark(1, 2, Mention(0))],
            "+D+[e]+ll+",
        );
        check("Dell", scalar, &[mark(1, 99, For)], "D+ell+");
        check("Dell", scalar, &[mark(3, 1, For), mark(9, 12, For)], "Dell");
    }

    #[test]
    fn counts_in_either_unit() {
        let mention = |start, end| [mark(start, end, Light::Mention(0))];
        check("😀 Dell", Unit::Scalar, &mention(2, 6), "😀 [Dell]");
        check("😀 Dell", Unit::Utf16, &mention(3, 7), "😀 [Dell]");
        check("😀 Dell", Unit::Utf16, &mention(1, 3), "😀[ ]Dell");
    }

    #[track_caller]
    fn check_short(text: &str, mention: Option<(u32, u32)>, radius: usize, expected: Option<&str>) {
        let marks: Vec<Mark> = mention
            .map(|(start, end)| mark(start, end, Light::Mention(0)))
            .into_iter()
            .collect();
        let short = shorten(&segments(text, &marks, Unit::Scalar), radius);
        assert_eq!(short.as_deref().map(shown).as_deref(), expected);
    }

    #[test]
    fn shortens_around_the_mention() {
        check_short("ab Dell cd", Some((3, 7)), 3, None);
        check_short("ab Dell cd", Some((3, 7)), 2, Some("… b [Dell] c …"));
        check_short("Dell cd", Some((0, 4)), 2, Some("[Dell] c …"));
        check_short("ab Dell", Some((3, 7)), 0, Some("… [Dell]"));
        check_short("abcdef", None, 0, None);
        check_short("", None, 5, None);
    }

    proptest! {
        #[test]
        fn loses_nothing(
            text in ".*",
            spans in prop::collection::vec((0u32..40, 0u32..40), 0..6),
            utf16 in any::<bool>(),
        ) {
            let marks: Vec<Mark> = spans
                .into_iter()
                .enumerate()
                .map(|(i, (start, end))| {
                    let light = if i % 2 == 0 { Light::Mention(i) } else { Light::For };
                    mark(start, end, light)
                })
                .collect();
            let unit = if utf16 { Unit::Utf16 } else { Unit::Scalar };
            let all = segments(&text, &marks, unit);
            prop_assert!(all.iter().all(|segment| !segment.text.is_empty()));
            prop_assert_eq!(all.iter().map(|s| s.text.as_str()).collect::<String>(), text);
        }
    }
}
