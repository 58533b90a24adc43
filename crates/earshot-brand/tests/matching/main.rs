//! What counts as a mention, case by case.
//!
//! A case is a text in which the expected mentions are marked: `⟨Dell⟩` is a
//! name, `⟨#Dell|hashtag⟩` another kind, `⟨Apple|?⟩` is doubtful. All tables run over one set of brands,
//! so that every case is also a trap for the brands it is not about.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod forms;
mod meaning;
mod signs;

use earshot_brand::{Brand, BrandSet, Context, FormKind, Status};

fn brand(name: &str) -> Brand {
    Brand {
        name: name.into(),
        ..Brand::default()
    }
}

fn strings(entries: &[&str]) -> Vec<String> {
    entries.iter().map(|entry| (*entry).to_owned()).collect()
}

fn brands() -> Vec<Brand> {
    vec![
        Brand {
            handles: strings(&["@DellCares", "dell_hilft"]),
            hashtags: strings(&["teamdell"]),
            domains: strings(&[
                "https://www.dell.com/",
                "del.technology",
                "facebook.com/dellde",
            ]),
            products: strings(&["Latitude"]),
            ..brand("Dell")
        },
        Brand {
            aliases: strings(&["Robert Bosch"]),
            ..brand("Bosch")
        },
        brand("Deutsche Bahn"),
        brand("Coca-Cola"),
        brand("Nestlé"),
        brand("Großmann"),
        brand("H&M"),
        brand("1&1"),
        brand("O2"),
        brand("McDonald's"),
        brand("Yahoo!"),
        Brand {
            case_sensitive: true,
            aliases: strings(&["dm-drogerie markt"]),
            ..brand("dm")
        },
        Brand {
            exclude: strings(&["ING Diba Arena", "ing. Huber"]),
            ..brand("ING")
        },
        Brand {
            context: Context {
                near: strings(&["iPhone", "Mac Book"]),
                not_near: strings(&["Saft", "Kuchen"]),
            },
            products: strings(&["AirPods"]),
            ..brand("Apple")
        },
        brand("戴尔"),
        brand("Škoda"),
        brand("ΔΕΗ"),
    ]
}

/// The text of a case without its marks.
fn unmarked(case: &str) -> String {
    let mut text = String::new();
    let mut rest = case;
    while let Some((before, after)) = rest.split_once('⟨') {
        let (mention, after) = after.split_once('⟩').unwrap();
        text.push_str(before);
        text.push_str(mention.rsplit_once('|').map_or(mention, |(form, _)| form));
        rest = after;
    }
    text + rest
}

/// The text with what was found marked.
fn marked(set: &BrandSet, text: &str) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for mention in set.find(text) {
        marked.push_str(&text[at..mention.span.start]);
        marked.push('⟨');
        marked.push_str(&text[mention.span.clone()]);
        if mention.status == Status::Doubtful {
            marked.push_str("|?");
        } else if mention.kind != FormKind::Name {
            marked.push('|');
            marked.push_str(
                serde_json::to_value(mention.kind)
                    .unwrap()
                    .as_str()
                    .unwrap(),
            );
        }
        marked.push('⟩');
        at = mention.span.end;
    }
    marked + &text[at..]
}

fn check(cases: &[&str]) {
    let set = BrandSet::compile(&brands()).unwrap();
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, marked(&set, &unmarked(case))))
        .filter(|(case, found)| *case != found)
        .map(|(case, found)| format!("  wanted {case:?}\n  found  {found:?}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}
