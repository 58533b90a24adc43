//! Directory trees as maps, so that the same tree is always the same map.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Contents by path below some directory, `/`-separated.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Reads all files below `directory`.
pub(crate) fn read(directory: &Path) -> Result<Tree> {
    let mut tree = Tree::new();
    read_into(directory, "", &mut tree)?;
    Ok(tree)
}

fn read_into(directory: &Path, prefix: &str, tree: &mut Tree) -> Result<()> {
    let entries = fs::read_dir(directory).with_context(|| directory.display().to_string())?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name
            .to_str()
            .with_context(|| format!("{} is not UTF-8", entry.path().display()))?;
        if entry.file_type()?.is_dir() {
            read_into(&entry.path(), &format!("{prefix}{name}/"), tree)?;
        } else {
            tree.insert(format!("{prefix}{name}"), fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Makes `directory` hold exactly `tree`. Files that are right already are
/// left alone: a browser that watches them reloads for real changes only.
pub(crate) fn sync(directory: &Path, tree: &Tree) -> Result<()> {
    fs::create_dir_all(directory)?;
    let present = read(directory)?;
    for name in present.keys().filter(|name| !tree.contains_key(*name)) {
        fs::remove_file(directory.join(name))?;
    }
    for (name, contents) in tree {
        if present.get(name) == Some(contents) {
            continue;
        }
        let path = directory.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, contents).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
