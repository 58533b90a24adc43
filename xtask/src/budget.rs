//! Size budgets: what grows past its own makes the build fail.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::files::{self, Tree};
use crate::manifest::Flavour;

/// Bytes at most by path; a path that ends in `/` stands for all files below it.
type Budget = BTreeMap<String, usize>;

/// Checks what ships against `xtask/budget.json`.
pub(crate) fn check(root: &Path) -> Result<()> {
    let budget = fs::read_to_string(root.join("xtask/budget.json"))?;
    let budget: Budget = serde_json::from_str(&budget).context("xtask/budget.json")?;
    for flavour in Flavour::ALL {
        let tree = files::read(&root.join("dist").join(flavour.name()))?;
        let over = overruns(&budget, &tree);
        ensure!(
            over.is_empty(),
            "over xtask/budget.json in dist/{}:\n{}",
            flavour.name(),
            over.join("\n")
        );
    }
    Ok(())
}

/// One line for each entry that is broken, or that nothing falls under.
fn overruns(budget: &Budget, tree: &Tree) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, &limit) in budget {
        let sizes: Vec<usize> = tree
            .iter()
            .filter(|(name, _)| *name == path || path.ends_with('/') && name.starts_with(path))
            .map(|(_, contents)| contents.len())
            .collect();
        let size: usize = sizes.iter().sum();
        if sizes.is_empty() {
            lines.push(format!("  {path}: no such file"));
        } else if size > limit {
            lines.push(format!("  {path}: {size} bytes, {limit} allowed"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(budget: &[(&str, usize)], expected: &[&str]) {
        let budget = budget
            .iter()
            .map(|&(path, limit)| (path.to_owned(), limit))
            .collect();
        let tree = [("a.js", 10), ("page/b.js", 20), ("page/c.js", 30)]
            .map(|(name, size)| (name.to_owned(), vec![0; size]))
            .into();
        assert_eq!(overruns(&budget, &tree), expected);
    }

    #[test]
    fn sums_directories_and_names_what_is_over() {
        check(&[("a.js", 10), ("page/", 50)], &[]);
        check(&[("a.js", 9)], &["  a.js: 10 bytes, 9 allowed"]);
        check(&[("page/", 49)], &["  page/: 50 bytes, 49 allowed"]);
    }

    #[test]
    fn an_entry_without_a_file_is_a_mistake() {
        check(&[("page", 99)], &["  page: no such file"]);
        check(&[("wasm/", 99)], &["  wasm/: no such file"]);
    }
}
