//! The part of a post that is shown for a mention.

use std::ops::Range;

use earshot_sentiment::Evidence;

use crate::messages::{QuoteLight, QuoteRun};

/// The most there is to each side of the mention, in bytes: about two lines.
const MAX_SIDE: usize = 120;

/// The line around `span` (bytes of `text`, on character boundaries), cut to
/// whole words within [`MAX_SIDE`] to each side, with the words lit that speak
/// for the verdict.
pub(crate) fn quote(text: &str, span: &Range<usize>, evidence: &[Evidence]) -> Vec<QuoteRun> {
    let around = head(text, span.start)..tail(text, span.end);
    let lit = evidence
        .iter()
        .filter(|word| word.weight > 0.0 && word.span.end <= around.end)
        .map(|word| (word.span.clone(), QuoteLight::Evidence));
    let mut lit: Vec<(Range<usize>, QuoteLight)> = lit.collect();
    lit.push((span.clone(), QuoteLight::Mention));
    // Where they overlap, the mention is shown.
    lit.sort_by_key(|(range, light)| (range.start, *light != QuoteLight::Mention));
    lit.retain(|(range, light)| {
        *light == QuoteLight::Mention || range.end <= span.start || range.start >= span.end
    });
    let mut runs = Vec::new();
    let mut at = around.start;
    let mut push = |range: Range<usize>, light| {
        let run = text.get(range).filter(|run| !run.is_empty());
        runs.extend(run.map(|run| QuoteRun {
            text: run.to_owned(),
            light,
        }));
    };
    for (range, light) in lit {
        if range.start >= at {
            push(at..range.start, None);
            at = range.end;
            push(range, Some(light));
        }
    }
    push(at..around.end, None);
    runs
}

/// Where a quote starts that reaches back from `end`.
fn head(text: &str, end: usize) -> usize {
    let line = text[..end].rfind('\n').map_or(0, |at| at + 1);
    if end - line <= MAX_SIDE {
        return line;
    }
    let from = ceil(text, end - MAX_SIDE);
    let gap = text[from..end].find(char::is_whitespace);
    gap.map_or(end, |at| ceil(text, from + at + 1))
}

/// Where a quote ends that reaches on from `start`.
fn tail(text: &str, start: usize) -> usize {
    let line = text[start..].find('\n').map_or(text.len(), |at| start + at);
    if line - start <= MAX_SIDE {
        return line;
    }
    let to = ceil(text, start + MAX_SIDE);
    let gap = text[start..to].rfind(char::is_whitespace);
    gap.map_or(start, |at| start + at)
}

/// The next character boundary.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn evidence(span: Range<usize>, weight: f32) -> Evidence {
        Evidence { span, weight }
    }

    /// `expected`: the mention in `[]`, evidence in `{}`.
    fn check(text: &str, words: &[(&str, f32)], expected: &str) {
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            start..start + word.len()
        };
        let evidence: Vec<Evidence> = words
            .iter()
            .map(|(word, weight)| evidence(at(word), *weight))
            .collect();
        let shown: String = quote(text, &at("Dell"), &evidence)
            .iter()
            .map(|run| match run.light {
                None => run.text.clone(),
                Some(QuoteLight::Mention) => format!("[{}]", run.text),
                Some(QuoteLight::Evidence) => format!("{{{}}}", run.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn quotes_the_line_and_lights_its_words() {
        check("Dell", &[], "[Dell]");
        check(
            "Titel\nMein Dell ist gut!\nEnde",
            &[],
            "Mein [Dell] ist gut!",
        );
        check(
            "Mein Dell ist gut, nicht laut",
            &[("laut", -0.5), ("gut", 0.5)],
            "Mein [Dell] ist {gut}, nicht laut",
        );
        check("Super-Dell", &[("Super-Dell", 1.0)], "Super-[Dell]");
        check(
            "gut\nDell\nschlecht",
            &[("gut", 1.0), ("schlecht", 1.0)],
            "[Dell]",
        );
    }

    #[test]
    fn cuts_long_lines_between_words() {
        let text = format!("{}Dell{}", "ärger ".repeat(40), " mühsam".repeat(40));
        let runs = quote(&text, &(280..284), &[]);
        assert_eq!(runs[1].text, "Dell");
        assert!(runs[0].text.starts_with("ärger ") && runs[2].text.ends_with(" mühsam"));
        assert!(runs.iter().all(|run| run.text.len() <= MAX_SIDE));
    }

    proptest! {
        #[test]
        fn is_a_part_of_the_text_with_the_mention(text in ".{0,400}", from in 0..400usize, length in 0..20usize) {
            let start = ceil(&text, from.min(text.len()));
            let end = ceil(&text, (start + length).min(text.len()));
            let runs = quote(&text, &(start..end), &[evidence(0..1, 1.0), evidence(3..text.len() + 5, 1.0)]);
            let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
            prop_assert!(text.contains(&whole));
            let mention: String = runs
                .iter()
                .filter(|run| run.light == Some(QuoteLight::Mention))
                .map(|run| run.text.as_str())
                .collect();
            prop_assert_eq!(mention, &text[start..end]);
        }
    }
}
