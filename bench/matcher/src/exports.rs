//! What JavaScript calls to measure the matcher as WebAssembly.
#![allow(unsafe_code, reason = "an export under its own name counts as unsafe")]

use std::cell::RefCell;

use earshot_brand::BrandSet;

use crate::{TEXTS, brands};

thread_local! {
    static SET: RefCell<Option<BrandSet>> = const { RefCell::new(None) };
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Compiles the brands; their number, 0 if they do not compile.
#[unsafe(no_mangle)]
extern "C" fn compile() -> usize {
    let set = BrandSet::compile(&brands()).ok();
    let count = set.as_ref().map_or(0, |set| set.brands().len());
    SET.set(set);
    count
}

/// Chooses one of [`TEXTS`]; its bytes, 0 if there is no such text.
#[unsafe(no_mangle)]
extern "C" fn choose(text: usize) -> usize {
    let text = TEXTS.get(text).map(|(_, text)| text.write());
    TEXT.set(text.unwrap_or_default());
    TEXT.with_borrow(String::len)
}

/// The number of mentions in the chosen text.
#[unsafe(no_mangle)]
extern "C" fn find() -> usize {
    SET.with_borrow(|set| {
        set.as_ref()
            .map_or(0, |set| TEXT.with_borrow(|text| set.find(text).len()))
    })
}
