//! `dist/packages/`: what the stores get, and the source it is made from.
//!
//! The archives are reproducible: sorted entries, one fixed time, one mode.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::files::{self, Tree};
use crate::manifest::Flavour;

/// Packs the shipped flavours and the sources of the current commit.
pub(crate) fn package(root: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let packages = root.join("dist/packages");
    if packages.exists() {
        fs::remove_dir_all(&packages)?;
    }
    fs::create_dir_all(&packages)?;
    for (flavour, suffix) in [
        (Flavour::Chrome, "chrome.zip"),
        (Flavour::Firefox, "firefox.xpi"),
    ] {
        let tree = files::read(&root.join("dist").join(flavour.name()))?;
        write(&packages.join(format!("earshot-{version}-{suffix}")), &tree)?;
    }
    archive_source(
        root,
        &packages.join(format!("earshot-{version}-source.zip")),
    )?;
    for (name, contents) in files::read(&packages)? {
        println!("dist/packages/{name}: {} bytes", contents.len());
    }
    Ok(())
}

fn write(path: &Path, tree: &Tree) -> Result<()> {
    // The earliest time the format knows: the contents say what changed.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(File::create(path)?);
    for (name, contents) in tree {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(contents)?;
    }
    archive.finish()?;
    Ok(())
}

/// git sorts the entries and dates them by the commit.
fn archive_source(root: &Path, path: &Path) -> Result<()> {
    let status = Command::new("git")
        .current_dir(root)
        .args(["archive", "--format=zip", "--output"])
        .arg(path)
        .arg("HEAD")
        .status()
        .context("starting git")?;
    ensure!(status.success(), "git archive failed, see above");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_make_the_same_archive() {
        let directory = std::env::temp_dir().join(format!("earshot-xtask-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let tree: Tree = [("b", "second"), ("a/c", "first")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into();
        let archives = ["one.zip", "two.zip"].map(|name| {
            write(&directory.join(name), &tree).unwrap();
            fs::read(directory.join(name)).unwrap()
        });
        let mut archive =
            zip::ZipArchive::new(File::open(directory.join("one.zip")).unwrap()).unwrap();
        let names: Vec<_> = archive.file_names().map(str::to_owned).collect();
        fs::remove_dir_all(&directory).unwrap();

        assert_eq!(archives[0], archives[1]);
        assert_eq!(names, ["a/c", "b"]);
        assert_eq!(
            archive.by_index(0).unwrap().last_modified(),
            Some(DateTime::default())
        );
    }
}
