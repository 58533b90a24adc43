//! What the extension may weigh.

/// All JavaScript that is injected into a page, unminified, in bytes.
const PAGE_SHIM: u64 = 25_000;

#[test]
fn the_page_shim_fits_its_budget() {
    let folder = earshot_browser_tests::workspace().join("extension/page");
    let sizes: Vec<(String, u64)> = std::fs::read_dir(folder)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "js"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.metadata().unwrap().len())
        })
        .collect();
    let total: u64 = sizes.iter().map(|(_, size)| size).sum();
    assert!(total > 0, "no page shim");
    assert!(total <= PAGE_SHIM, "{total} bytes: {sizes:?}");
}
