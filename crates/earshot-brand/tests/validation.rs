//! What is refused, and that everything wrong is said at once.

use earshot_brand::{
    Brand, BrandError, BrandFile, BrandSet, MAX_BRANDS, MAX_ENTRIES, MAX_ENTRY_CHARS, Role,
    validate,
};

fn named(name: &str) -> Brand {
    Brand {
        name: name.into(),
        ..Brand::default()
    }
}

fn check(brands: &[Brand], expected: &[&str]) {
    let errors = validate(brands);
    let said: Vec<String> = errors.iter().map(BrandError::to_string).collect();
    assert_eq!(said, expected);
    assert_eq!(BrandSet::compile(brands).err().unwrap_or_default(), errors);
}

#[test]
fn names() {
    check(&[], &[]);
    check(
        &[named("Dell"), named("O2"), named("1&1"), named("戴尔")],
        &[],
    );
    check(&[named("")], &["brand 0: the name is empty"]);
    check(
        &[named("Dell"), named(" \u{AD}\u{A0}")],
        &["brand 1: the name is empty"],
    );
    check(
        &[named("!?")],
        &["brand 0: “!?” has neither a letter nor a digit"],
    );
    check(&[named("X")], &["brand 0: “X” is only one letter"]);
    check(&[named("e+")], &["brand 0: “e+” is only one letter"]);
}

#[test]
fn words_of_every_text() {
    for name in ["Die", "und", "the", "Und Die", "für"] {
        check(
            &[named(name)],
            &[&format!(
                "brand 0: “{name}” is made of words that stand in every text"
            )],
        );
    }
    check(&[named("Die Zeit"), named("Kind"), named("dm")], &[]);
}

#[test]
fn doubles() {
    check(
        &[named("Groß"), named("Dell"), named("GROSS ")],
        &["brand 2: brand 0 is called “GROSS ” too"],
    );
    check(
        &[named("Deutsche Bahn"), named("deutsche\u{A0} bahn")],
        &["brand 1: brand 0 is called “deutsche\u{A0} bahn” too"],
    );
}

#[test]
fn other_entries() {
    let brand = Brand {
        aliases: vec!["".into(), " ".into(), "-".into(), "D".into()],
        handles: vec!["@".into(), "@x".into()],
        hashtags: vec!["#".into(), "".into()],
        domains: vec![
            "dell".into(),
            "dell.com/".into(),
            "de ll.com".into(),
            "https://www.dell.de/shop".into(),
        ],
        products: vec!["7".into()],
        ..named("Dell")
    };
    check(
        &[brand],
        &[
            "brand 0: “-” has neither a letter nor a digit",
            "brand 0: “D” is only one letter",
            "brand 0: “7” is only one letter",
            "brand 0: “@” has neither a letter nor a digit",
            "brand 0: “#” has neither a letter nor a digit",
            "brand 0: “dell” is not a domain",
            "brand 0: “de ll.com” is not a domain",
        ],
    );
}

#[test]
fn too_much() {
    check(&[named(&"ä".repeat(MAX_ENTRY_CHARS))], &[]);
    check(
        &[named(&"ä".repeat(MAX_ENTRY_CHARS + 1))],
        &["brand 0: “ääääääääääääääääääää…” has 101 characters, 100 are allowed"],
    );
    let crowd: Vec<Brand> = (0..=MAX_BRANDS)
        .map(|n| named(&format!("Marke {n}")))
        .collect();
    check(&crowd[1..], &[]);
    check(&crowd, &["201 brands, 200 are allowed"]);
    let aliases = (0..MAX_ENTRIES).map(|n| format!("Name {n}")).collect();
    check(
        &[Brand {
            aliases,
            ..named("Dell")
        }],
        &["2001 entries in all, 2000 are allowed"],
    );
}

#[test]
fn a_file_needs_only_names() {
    let json = r#"{"brands":[{"name":"Dell","later":1},{"name":"HP","role":"competitor","context":{"near":["x"]}}]}"#;
    let file: BrandFile = serde_json::from_str(json).unwrap();
    assert_eq!(file.brands[0], named("Dell"));
    assert_eq!(
        (file.brands[1].role, file.brands[1].context.near.len()),
        (Role::Competitor, 1)
    );
    assert!(serde_json::from_str::<BrandFile>(r#"{"brands":[{}]}"#).is_err());
}
