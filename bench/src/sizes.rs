//! What the extension weighs.

use std::io;
use std::path::Path;

use crate::report::Report;

/// The JavaScript injected into a page may weigh this much in all, in bytes.
const PAGE_SHIM: u64 = 25_000;

/// Adds the sizes of the built extension.
pub(crate) fn measure(report: &mut Report) -> io::Result<()> {
    let built = earshot_browser_tests::workspace().join("dist/chrome");
    let shim = weigh_scripts(&built.join("page"))?;
    report.add_aimed(
        "page shim, JavaScript, unminified",
        kilobytes(shim),
        format!("≤ {}", kilobytes(PAGE_SHIM)),
        shim <= PAGE_SHIM,
    );
    for name in ["background", "panel"] {
        let wasm = weigh(&built.join(format!("wasm/earshot_{name}_bg.wasm")))?;
        report.add(format!("{name}, WebAssembly"), kilobytes(wasm));
    }
    report.add("whole extension, unpacked", kilobytes(weigh(&built)?));
    Ok(())
}

/// The bytes of the scripts in a folder.
fn weigh_scripts(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            sum += path.metadata()?.len();
        }
    }
    Ok(sum)
}

/// The bytes of a file, or of all files in a folder.
fn weigh(path: &Path) -> io::Result<u64> {
    if path.is_file() {
        return Ok(path.metadata()?.len());
    }
    let mut sum = 0;
    for entry in std::fs::read_dir(path)? {
        sum += weigh(&entry?.path())?;
    }
    Ok(sum)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}
