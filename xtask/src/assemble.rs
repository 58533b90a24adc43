//! `extension/` + WebAssembly + manifest → `dist/<flavour>`, loadable as it is.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::files;
use crate::manifest::{self, Flavour};

/// Writes one flavour of the extension. `bindings` are laid over `extension/`.
pub(crate) fn assemble(root: &Path, flavour: Flavour, bindings: &[PathBuf]) -> Result<()> {
    let mut tree = files::read(&root.join("extension"))?;
    for directory in bindings {
        tree.extend(files::read(directory)?);
    }
    tree.retain(|name, _| ships(name));
    tree.insert("manifest.json".to_owned(), manifest::read(root, flavour)?);
    let directory = root.join("dist").join(flavour.name());
    files::sync(&directory, &tree)?;
    println!("dist/{}: {} files", flavour.name(), tree.len());
    Ok(())
}

/// Not what only explains, or only type-checks.
fn ships(name: &str) -> bool {
    !(name.ends_with(".md") || name.ends_with(".d.ts") || name == "stamp")
}
