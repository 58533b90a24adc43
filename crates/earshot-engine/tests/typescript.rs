//! `types/messages.d.ts`: what the page shim's type check knows of the
//! messages. Written from the Rust types, so that neither side can drift.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use earshot_engine::PageKit;
use earshot_engine::messages::{Heard, Kept, PageRequest, PanelOrder, Reply, ShimEvent};
use ts_rs::{Config, TS, TypeVisitor};

const HEADER: &str = "\
// Generated from crates/earshot-engine by its test `typescript`; do not edit.
";

/// Every type that is reached, by name.
#[derive(Default)]
struct Declarations {
    config: Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let is_ours = T::output_path().is_some();
        let name = T::ident(&self.config);
        if !is_ours || self.by_name.contains_key(&name) {
            return;
        }
        let declaration = T::decl(&self.config);
        let docs = T::docs().unwrap_or_default();
        self.by_name
            .insert(name, format!("{docs}export {declaration}\n"));
        T::visit_dependencies(self);
    }
}

#[test]
fn declarations_are_current() {
    let mut declarations = Declarations::default();
    declarations.visit::<PageRequest>();
    declarations.visit::<Reply<Heard>>();
    declarations.visit::<Heard>();
    declarations.visit::<Kept>();
    declarations.visit::<PanelOrder>();
    declarations.visit::<ShimEvent>();
    declarations.visit::<PageKit>();
    let mut expected = HEADER.to_owned();
    for declaration in declarations.by_name.values() {
        write!(expected, "\n{declaration}").unwrap();
    }

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../types/messages.d.ts");
    if fs::read_to_string(&path).is_ok_and(|present| present == expected) {
        return;
    }
    fs::write(&path, expected).unwrap();
    panic!("types/messages.d.ts was stale and has been rewritten: look at it and commit it");
}
