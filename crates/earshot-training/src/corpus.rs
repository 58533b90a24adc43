//! Labelled texts: what the files hold, and what their labels mean to us.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};
use earshot_sentiment::{Label, Lang, Passage};

/// The labels a text may have. One where the file says so plainly; two where
/// it only rules one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Truth(u8);

impl Truth {
    /// Exactly this label.
    pub(crate) const fn only(label: Label) -> Truth {
        Truth(1 << label as u8)
    }

    /// Any label but this one.
    pub(crate) const fn not(label: Label) -> Truth {
        Truth(0b111 & !(1 << label as u8))
    }

    /// Whether it may be the label at `index` of [`Label::ALL`].
    pub(crate) fn allows(self, index: usize) -> bool {
        self.0 & (1 << index) != 0
    }

    /// The label, as its index in [`Label::ALL`], if there is only one.
    pub(crate) fn single(self) -> Option<usize> {
        (self.0.count_ones() == 1).then(|| self.0.trailing_zeros() as usize)
    }
}

/// A labelled text.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// What it is written in.
    pub(crate) lang: Lang,
    /// What is known of its label.
    pub(crate) truth: Truth,
    /// Praise and blame both, according to the file.
    pub(crate) mixed: bool,
    /// The text.
    pub(crate) text: String,
    /// The words the label is about, in bytes.
    pub(crate) target: Option<Range<usize>>,
    /// The other targets the file knows in the same text.
    pub(crate) others: Vec<Range<usize>>,
}

impl Example {
    /// The example as the judge sees it.
    pub(crate) fn passage(&self) -> Passage<'_> {
        Passage {
            text: &self.text,
            lang: Some(self.lang),
            target: self.target.as_slice(),
            others: &self.others,
        }
    }
}

/// What a label of a file means.
fn truth(label: &str) -> Option<Truth> {
    Some(match label {
        "negative" | "complaint" | "offense" => Truth::only(Label::Negative),
        "positive" | "praise" => Truth::only(Label::Positive),
        "neutral" => Truth::only(Label::Neutral),
        // Not praise may still be blame; not a complaint may still be praise.
        "not_praise" => Truth::not(Label::Positive),
        // Both poles at once: whatever it is, it is not neutral.
        "mixed" => Truth::not(Label::Neutral),
        // About another brand of that name, so it says nothing of this one;
        // and the labels of intents and irony are no feelings.
        _ => return None,
    })
}

/// Reads a file of the columns `lang`, `label`, `target`, `text`. Texts whose
/// label means nothing here are left out.
///
/// # Errors
/// If the file cannot be read or a line has other columns.
pub(crate) fn read(path: &Path) -> Result<Vec<Example>> {
    let file = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in file
        .split('\n')
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.is_empty())
    {
        let mut columns = line.splitn(4, '\t');
        let (Some(lang), Some(label), Some(target), Some(text)) = (
            columns.next(),
            columns.next(),
            columns.next(),
            columns.next(),
        ) else {
            bail!("{}:{}: not four columns", path.display(), number + 1);
        };
        let lang = match lang {
            "de" => Lang::De,
            "en" => Lang::En,
            _ => bail!("{}:{}: language {lang}", path.display(), number + 1),
        };
        rows.push((lang, label, target, text));
    }
    let mut targets = std::collections::HashMap::<&str, Vec<&str>>::new();
    for &(_, _, target, text) in rows.iter().filter(|row| !row.2.is_empty()) {
        targets.entry(text).or_default().push(target);
    }
    let example = |&(lang, label, target, text): &(Lang, &str, &str, &str)| {
        let span = find(text, target);
        let others = targets.get(text).into_iter().flatten();
        Some(Example {
            lang,
            truth: truth(label)?,
            mixed: label == "mixed",
            text: text.to_owned(),
            others: others
                .filter(|&&other| other != target)
                .filter_map(|other| find(text, other))
                .collect(),
            target: span,
        })
    };
    Ok(rows.iter().filter_map(example).collect())
}

/// Our own sentences, in the voice of customers: for German in particular,
/// what the public files lack (set phrases, two brands, brand news). `§` stands
/// for the brand the label is about, `¤` for another one. Each is read with
/// its target and, if there is no other brand, as a whole too.
///
/// # Errors
/// If a line has no label or no `§`.
pub(crate) fn read_own() -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for (lang, file) in [
        (Lang::De, include_str!("../own/sentences_de.tsv")),
        (Lang::En, include_str!("../own/sentences_en.tsv")),
    ] {
        for line in file.lines() {
            let (label, template) = line
                .split_once('\t')
                .with_context(|| format!("no label: {line}"))?;
            let truth = truth(label).with_context(|| format!("unknown label: {line}"))?;
            let text = template.replace('§', "Vexa").replace('¤', "Orlin");
            let target = find(&text, "Vexa").with_context(|| format!("no §: {line}"))?;
            let other = find(&text, "Orlin");
            let targeted = Example {
                lang,
                truth,
                mixed: false,
                text,
                target: Some(target.clone()),
                others: other.into_iter().collect(),
            };
            if targeted.others.is_empty() {
                examples.push(Example {
                    target: None,
                    others: vec![target],
                    ..targeted.clone()
                });
            }
            examples.push(targeted);
        }
    }
    Ok(examples)
}

/// Where `words` stand in `text`, ignoring case; preferably as whole words.
fn find(text: &str, words: &str) -> Option<Range<usize>> {
    if words.is_empty() {
        return None;
    }
    let matches = |at: &usize| {
        let end = at + words.len();
        text.get(*at..end)
            .is_some_and(|found| found.to_lowercase() == words.to_lowercase())
    };
    let whole = |at: &usize| {
        let borders = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        borders(text[..*at].chars().next_back()) && borders(text[at + words.len()..].chars().next())
    };
    let found: Vec<usize> = (0..text.len()).filter(matches).collect();
    let at = found
        .iter()
        .copied()
        .find(whole)
        .or(found.first().copied())?;
    Some(at..at + words.len())
}

/// The texts of a source: a file of `data`, or our own sentences.
///
/// # Errors
/// As [`read`] and [`read_own`].
pub(crate) fn read_source(data: &Path, name: &str) -> Result<Vec<Example>> {
    if name == OWN {
        read_own()
    } else {
        read(&data.join(name).with_extension("tsv"))
    }
}

/// The name of our own sentences among the sources.
pub(crate) const OWN: &str = "own";

/// One in ten texts is for development: never trained on, used for every
/// choice. The split hangs on the letters of a text alone, so that a text in
/// two files, with another link or target, falls on the same side.
pub(crate) fn is_development(text: &str) -> bool {
    let letters = text
        .split_whitespace()
        .filter(|word| !word.starts_with('@') && !word.contains("://"))
        .flat_map(str::chars)
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase);
    let hash = letters.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash >> 32).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_as_whole_words_first() {
        for (text, words, span) in [
            ("Applesauce by apple", "Apple", Some(14..19)),
            ("applesauce", "apple", Some(0..5)),
            ("pear", "apple", None),
            ("pear", "", None),
            ("Öl für Ölheizungen", "öl", Some(0..3)),
        ] {
            assert_eq!(find(text, words), span, "{words} in {text}");
        }
    }

    #[test]
    fn links_and_names_do_not_move_a_text_to_the_other_side() {
        for number in 0..50 {
            let text = format!("a text {}", "x".repeat(number));
            let linked = format!(
                "@someone A TEXT, {}! https://example.com/1",
                "x".repeat(number)
            );
            assert_eq!(is_development(&text), is_development(&linked));
        }
    }

    #[test]
    fn about_one_text_in_ten_is_for_development() {
        let held = (0..10_000).filter(|number: &u32| {
            let letters: String = number
                .to_string()
                .chars()
                .map(|c| char::from(c as u8 + 49))
                .collect();
            is_development(&letters)
        });
        assert!((900..1100).contains(&held.count()));
    }

    #[test]
    fn own_sentences_are_read_with_and_without_target() {
        let examples = read_own().unwrap();
        assert!(examples.len() > 300);
        for example in examples {
            let names = example.target.iter().chain(&example.others);
            for name in names {
                assert!(["Vexa", "Orlin"].contains(&&example.text[name.clone()]));
            }
            assert!(example.truth.single().is_some(), "{}", example.text);
        }
    }
}
