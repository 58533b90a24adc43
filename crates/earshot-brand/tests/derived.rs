//! The table of forms in the brand editor, brand by brand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use earshot_brand::derive::{FormVerdict, MAX_ROWS, forms};
use earshot_brand::{Brand, BrandFile};

#[test]
fn of_each_brand_of_the_corpus() {
    let file: BrandFile = serde_json::from_str(include_str!("corpus/brands.json")).unwrap();
    let mut table = String::new();
    for brand in &file.brands {
        let rows = forms(brand);
        assert!(rows.len() <= MAX_ROWS);
        table.push_str(&format!("{}\n", brand.name));
        for row in rows {
            let verdict = match row.verdict {
                FormVerdict::Accepted => {
                    format!("{:?} {}", row.kind, row.derivation).to_lowercase()
                }
                FormVerdict::Vetoed { why } => format!("no: {why:?}"),
            };
            table.push_str(&format!("  {:24} {verdict}\n", row.text));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn of_what_does_not_compile() {
    assert_eq!(forms(&Brand::default()), []);
}
