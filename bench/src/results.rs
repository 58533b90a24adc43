//! `bench/RESULTS.md`: a section for each part, of which some are measured
//! anew and the others stay as they are.

const INTRODUCTION: &str = "# Benchmarks\n\nMade by `./build.sh bench`.\n";
/// What a section starts with.
const HEADING: &str = "## ";

/// The file's content, with the section of this heading replaced, or added at
/// the end. `section` starts with its heading.
pub(crate) fn put(content: &str, section: &str) -> String {
    let heading = |section: &str| section.lines().next().map(str::to_owned);
    let mut sections = sections(content);
    match sections
        .iter_mut()
        .find(|it| heading(it) == heading(section))
    {
        Some(old) => *old = section,
        None => sections.push(section),
    }
    let mut content = String::from(INTRODUCTION);
    for section in sections {
        content.push('\n');
        content.push_str(section.trim_end());
        content.push('\n');
    }
    content
}

fn sections(content: &str) -> Vec<&str> {
    let starts = content
        .match_indices(HEADING)
        .map(|(at, _)| at)
        .filter(|&at| at == 0 || content[..at].ends_with('\n'));
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([content.len()]);
    let spans = starts.iter().zip(ends);
    spans.map(|(&start, end)| &content[start..end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_replaced_or_added() {
        let one = put("", "## One\n\n1 ## 1\n");
        assert_eq!(one, format!("{INTRODUCTION}\n## One\n\n1 ## 1\n"));
        let two = put(&one, "## Two\n\n2\n");
        assert_eq!(two, format!("{one}\n## Two\n\n2\n"));
        assert_eq!(put(&two, "## One\n\n1 ## 1\n"), two);
        let anew = put(&two, "## One\n\n3\n");
        assert_eq!(
            anew,
            format!("{INTRODUCTION}\n## One\n\n3\n\n## Two\n\n2\n")
        );
    }
}
