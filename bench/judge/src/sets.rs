//! Labelled texts: files `*.tsv` with a header and the columns `lang`, `label`,
//! `target`, `text`. Rows labelled `mixed` are left out.

use std::ops::Range;
use std::path::Path;

use earshot_engine::places;
use earshot_sentiment::{Label, Lang, Passage};

use crate::Result;

/// The texts of a file.
#[derive(Debug)]
pub(crate) struct Set {
    /// The file's name without its ending.
    pub(crate) name: String,
    pub(crate) texts: Vec<Text>,
}

/// A text with its label.
#[derive(Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) label: Label,
    lang: Lang,
    /// Where the target stands; nowhere if the label is about the whole text.
    target: Vec<Range<usize>>,
}

impl Set {
    /// The sets of a folder, by name.
    pub(crate) fn read_all(folder: &Path) -> Result<Vec<Set>> {
        let mut sets = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "tsv") {
                let texts = parse(&std::fs::read_to_string(&path)?)
                    .map_err(|row| format!("{}: cannot read {row:?}", path.display()))?;
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                sets.push(Set {
                    name: name.into_owned(),
                    texts,
                });
            }
        }
        sets.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(sets)
    }

    pub(crate) fn is_english(&self) -> bool {
        self.texts.iter().all(|text| text.lang == Lang::En)
    }
}

impl Text {
    pub(crate) fn passage(&self) -> Passage<'_> {
        Passage {
            text: &self.text,
            lang: Some(self.lang),
            target: &self.target,
            others: &[],
        }
    }
}

/// The texts of a file's content.
///
/// # Errors
/// The row that is none.
fn parse(content: &str) -> std::result::Result<Vec<Text>, String> {
    let rows = content.split('\n').skip(1).filter(|row| !row.is_empty());
    rows.filter_map(|row| text(row).ok_or(row.to_owned()).transpose())
        .collect()
}

/// A row; `Some(None)` if it is left out, `None` if it is no row.
fn text(row: &str) -> Option<Option<Text>> {
    let mut columns = row.splitn(4, '\t');
    let mut next = || columns.next();
    let (lang, label, target, text) = (next()?, next()?, next()?, next()?);
    let label = match label {
        "negative" => Label::Negative,
        "neutral" => Label::Neutral,
        "positive" => Label::Positive,
        "mixed" => return Some(None),
        _ => return None,
    };
    let lang = [Lang::De, Lang::En]
        .into_iter()
        .find(|it| it.code() == lang)?;
    Some(Some(Text {
        text: text.to_owned(),
        label,
        lang,
        target: places(text, target),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        let content = "lang\tlabel\ttarget\ttext\n\
            de\tnegative\tDell\tDell, nie wieder Dell!\n\
            en\tmixed\t\tgood and bad\n\
            en\tneutral\t\tAT&amp;T\n";
        let texts = parse(content).unwrap();
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].target, [0..4, 17..21]);
        assert_eq!(
            (texts[1].text.as_str(), texts[1].lang),
            ("AT&amp;T", Lang::En)
        );
        assert!(texts[1].target.is_empty());
        for bad in ["fr\tneutral\t\tbon", "de\tneutral\tgut", "de\tgut\t\tgut"] {
            assert_eq!(parse(&format!("\n{bad}\n")), Err(bad.to_owned()));
        }
    }
}
