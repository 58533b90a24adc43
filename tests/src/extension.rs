//! The extension as a browser loads it: as it was built, or with files changed.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::browser::Browser;
use crate::error::{Doing, Error, Result};

/// What files of the extension are to be changed to, by their paths in it:
/// other contents, or none, which removes the file.
pub type Changes = BTreeMap<&'static str, Option<Vec<u8>>>;

/// The folder a browser loads the extension from.
#[derive(Debug)]
pub(crate) struct Extension {
    /// Canonical, because Chromium derives the extension's id from it.
    folder: PathBuf,
    /// Where the folder is a changed copy; deleted when dropped.
    _copy: Option<TempDir>,
}

impl Extension {
    /// The test build for `browser`. If there are changes, they are made to a
    /// copy. Every file changed must be one the extension has.
    pub(crate) fn new(browser: Browser, changes: &Changes) -> Result<Self> {
        let name = match browser {
            Browser::Chromium => "chrome-test",
            Browser::Firefox => "firefox-test",
        };
        let folder = crate::workspace().join("dist").join(name);
        let built = folder
            .canonicalize()
            .map_err(|_missing| Error::NotBuilt(folder))?;
        if changes.is_empty() {
            return Ok(Self {
                folder: built,
                _copy: None,
            });
        }
        let copying = || format!("copying {}", built.display());
        let copy = TempDir::new().doing(copying)?;
        let folder = copy.path().canonicalize().doing(copying)?;
        for name in files(&built)? {
            let to = folder.join(&name);
            std::fs::create_dir_all(to.parent().unwrap_or(&folder)).doing(copying)?;
            std::fs::copy(built.join(&name), to).doing(copying)?;
        }
        for (name, contents) in changes {
            let path = folder.join(name);
            let changing = || format!("changing {name}");
            // First, so that a path that is none fails.
            std::fs::remove_file(&path).doing(changing)?;
            if let Some(contents) = contents {
                std::fs::write(&path, contents).doing(changing)?;
            }
        }
        Ok(Self {
            folder,
            _copy: Some(copy),
        })
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The id Chromium gives an unpacked extension: the first half of the
    /// SHA-256 of its path, written with a to p for 0 to 15.
    pub(crate) fn chromium_id(&self) -> String {
        let digest = Sha256::digest(self.folder.as_os_str().as_encoded_bytes());
        digest[..16]
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|nibble| char::from(b'a' + nibble))
            .collect()
    }

    /// The id Firefox knows it by.
    pub(crate) fn gecko_id(&self) -> Result<String> {
        let manifest: Value = serde_json::from_slice(&self.read("manifest.json")?)?;
        manifest["browser_specific_settings"]["gecko"]["id"]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| Error::Missing("gecko id in the manifest".into()))
    }

    /// It as an xpi.
    pub(crate) fn pack(&self) -> Result<Vec<u8>> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        for name in files(&self.folder)? {
            archive.start_file(name.as_str(), options)?;
            archive
                .write_all(&self.read(&name)?)
                .doing(|| "packing the extension".into())?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.folder.join(name);
        std::fs::read(&path).doing(|| format!("reading {}", path.display()))
    }
}

/// The paths of all files below `root`, relative to it.
fn files(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(next) = folders.pop() {
        let reading = || format!("reading {}", next.display());
        for entry in std::fs::read_dir(&next).doing(reading)? {
            let path = entry.doing(reading)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap_or(&path);
                files.push(name.to_string_lossy().into_owned());
            }
        }
    }
    Ok(files)
}
