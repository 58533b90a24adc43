//! Brands as they are typed, imported and named.

use earshot_brand::{Brand, BrandError, BrandFile, validate};

/// The entries in what was typed or pasted into a list: separated by commas,
/// semicolons or line ends, trimmed, without the ones `present` has already.
pub fn typed_entries(typed: &str, present: &[String]) -> Vec<String> {
    let mut new: Vec<String> = Vec::new();
    for entry in typed.split([',', ';', '\n', '\r']).map(str::trim) {
        let known = |list: &[String]| list.iter().any(|other| other == entry);
        if !entry.is_empty() && !known(present) && !known(&new) {
            new.push(entry.to_owned());
        }
    }
    new
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ImportError {
    /// It is not a `brands.json`.
    #[error("not a brands.json, see line {line}")]
    Unreadable {
        /// Where reading it failed, counted from 1.
        line: usize,
    },
    /// It holds no brand.
    #[error("no brands in it")]
    Empty,
    /// With it, the list of brands would not be valid.
    #[error("{} problems", .errors.len())]
    Invalid {
        /// The list as it would be; the errors count in it.
        brands: Vec<Brand>,
        /// What is wrong with it.
        errors: Vec<BrandError>,
    },
}

/// The list of brands after importing `file` (the text of a `brands.json`):
/// brands of the same name are replaced, others are added at the end.
///
/// # Errors
/// When the file cannot be read or the outcome is not valid.
pub fn import(brands: &[Brand], file: &str) -> Result<Vec<Brand>, ImportError> {
    let file: BrandFile = serde_json::from_str(file.trim_start_matches('\u{feff}'))
        .map_err(|error| ImportError::Unreadable { line: error.line() })?;
    if file.brands.is_empty() {
        return Err(ImportError::Empty);
    }
    let mut merged = brands.to_vec();
    let own = merged.len();
    for new in file.brands {
        // Only what was there before: a file that names a brand twice is at fault.
        match merged[..own].iter_mut().find(|old| old.name == new.name) {
            Some(old) => *old = new,
            None => merged.push(new),
        }
    }
    match validate(&merged) {
        errors if errors.is_empty() => Ok(merged),
        errors => Err(ImportError::Invalid {
            brands: merged,
            errors,
        }),
    }
}

/// The problems of the brand at `index` in `errors`, and those of the list.
pub fn errors_of(errors: Vec<BrandError>, index: usize) -> Vec<BrandError> {
    errors
        .into_iter()
        .filter(|error| match error {
            BrandError::EmptyName { brand }
            | BrandError::NoLetterOrDigit { brand, .. }
            | BrandError::OneLetter { brand, .. }
            | BrandError::NotADomain { brand, .. }
            | BrandError::OnlyStopwords { brand, .. }
            | BrandError::EntryTooLong { brand, .. } => *brand == index,
            BrandError::DuplicateName { brand, first, .. } => [*brand, *first].contains(&index),
            BrandError::TooManyBrands { .. } | BrandError::TooManyEntries { .. } => true,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(name: &str) -> Brand {
        Brand {
            name: name.to_owned(),
            ..Brand::default()
        }
    }

    #[track_caller]
    fn check(typed: &str, present: &[&str], expected: &[&str]) {
        let present: Vec<String> = present.iter().map(|&entry| entry.to_owned()).collect();
        assert_eq!(typed_entries(typed, &present), expected);
    }

    #[test]
    fn splits_what_is_typed() {
        check("", &[], &[]);
        check(" , ;\n", &[], &[]);
        check("Dell EMC", &[], &["Dell EMC"]);
        check(
            "DELL, Dell Inc. ;Dell\r\nDell",
            &["DELL"],
            &["Dell Inc.", "Dell"],
        );
    }

    #[track_caller]
    fn check_import(file: &str, expected: Result<&[&str], &str>) {
        let outcome = import(&[brand("Dell"), brand("HP")], file);
        let outcome = outcome
            .map(|brands| {
                brands
                    .into_iter()
                    .map(|brand| brand.name)
                    .collect::<Vec<_>>()
            })
            .map_err(|error| error.to_string());
        match expected {
            Ok(names) => assert_eq!(outcome.unwrap(), names),
            Err(start) => assert!(outcome.unwrap_err().starts_with(start)),
        }
    }

    #[test]
    fn imports_what_is_valid_as_a_whole() {
        check_import(
            r#"{"brands":[{"name":"Acer"}]}"#,
            Ok(&["Dell", "HP", "Acer"]),
        );
        check_import(
            "\u{feff}{\"brands\":[{\"name\":\"HP\"}]}",
            Ok(&["Dell", "HP"]),
        );
        check_import(r#"{"brands":[]}"#, Err("no brands"));
        check_import("[]", Err("not a brands.json"));
        check_import("", Err("not a brands.json"));
        check_import(
            r#"{"brands":[{"name":"Acer"},{"name":""}]}"#,
            Err("1 problem"),
        );
        check_import(
            r#"{"brands":[{"name":"Acer"},{"name":"Acer"}]}"#,
            Err("1 problem"),
        );
        check_import(r#"{"brands":[{"name":"dell"}]}"#, Err("1 problem"));
    }

    #[test]
    fn an_imported_brand_replaces_its_namesake() {
        let file = r#"{"brands":[{"name":"HP","aliases":["Hewlett"]}]}"#;
        let merged = import(&[brand("Dell"), brand("HP")], file).unwrap();
        assert_eq!(merged[1].aliases, ["Hewlett"]);
    }

    #[test]
    fn problems_are_shown_where_they_are() {
        let brands = [brand("Dell"), brand("x"), brand("dell"), brand("")];
        let count = |index| errors_of(validate(&brands), index).len();
        assert_eq!([0, 1, 2, 3].map(count), [1, 1, 1, 1]);
    }
}
