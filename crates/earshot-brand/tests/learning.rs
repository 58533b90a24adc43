//! How fast a brand learns what it is not: accuracy after ten clicks on texts
//! with mixed senses, against always saying what is said more often.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and reports what it measured"
)]

use earshot_brand::{Brand, BrandSet, Features, Mention, PostContext, SenseModel, Status};

const SENSES: &str = include_str!("corpus/senses.tsv");
/// Clicks before what was learnt is measured.
const CLICKS: usize = 10;
/// How many orders of the texts are averaged over.
const ORDERS: u64 = 40;

/// A text, whether it is about the brand.
fn texts(brand: &str) -> Vec<(&'static str, bool)> {
    let line = |line: &'static str| {
        let mut fields = line.splitn(3, '\t');
        let (of, sense, text) = (fields.next()?, fields.next()?, fields.next()?);
        (of == brand).then_some((text, sense == "us"))
    };
    SENSES.lines().filter_map(line).collect()
}

fn set(brand: &str) -> BrandSet {
    let brand = Brand {
        name: brand.to_owned(),
        ..Brand::default()
    };
    BrandSet::compile(&[brand]).unwrap()
}

/// The same shuffle for the same seed.
fn shuffled<T>(mut items: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for last in (1..items.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        items.swap(last, (state >> 33) as usize % (last + 1));
    }
    items
}

/// The first mention in a text, with what a model learns from.
fn heard(set: &BrandSet, text: &str, model: &SenseModel) -> Option<(Mention, Features)> {
    let mention = set
        .find_with(text, PostContext::default(), &[Some(model)])
        .into_iter()
        .next()?;
    let features = set.features(text, &mention, PostContext::default());
    Some((mention, features))
}

/// Accuracy on the texts not clicked on, and that of the larger part.
fn accuracy(brand: &str) -> (f64, f64) {
    let set = set(brand);
    let (mut right, mut majority, mut all) = (0, 0, 0);
    for seed in 1..=ORDERS {
        let texts = shuffled(texts(brand), seed);
        let (clicked, rest) = texts.split_at(CLICKS);
        let mut model = SenseModel::default();
        for (text, is_us) in clicked {
            if let Some((_, features)) = heard(&set, text, &model) {
                model.click(&features, *is_us);
            }
        }
        let us = rest.iter().filter(|(_, is_us)| *is_us).count();
        majority += us.max(rest.len() - us);
        all += rest.len();
        right += rest
            .iter()
            .filter(|(text, is_us)| {
                let accepted = heard(&set, text, &model)
                    .is_some_and(|(mention, _)| mention.status == Status::Accepted);
                accepted == *is_us
            })
            .count();
    }
    (
        right as f64 / f64::from(all as u32),
        majority as f64 / f64::from(all as u32),
    )
}

#[test]
fn ten_clicks_beat_the_majority() {
    for (brand, least) in [
        ("Apple", 0.66),
        ("Gap", 0.75),
        ("dm", 0.72),
        ("ING", 0.62),
        ("Müller", 0.66),
    ] {
        let (learnt, majority) = accuracy(brand);
        println!("{brand:8} {learnt:.3} after {CLICKS} clicks, majority {majority:.3}");
        assert!(
            learnt >= least && learnt > majority,
            "{brand}: {learnt} against {majority}"
        );
    }
}

#[test]
fn a_click_counts_at_once_and_can_be_taken_back() {
    let set = set("Gap");
    let text = "There is a Gap between the boards.";
    let mut model = SenseModel::default();
    let (before, features) = heard(&set, text, &model).unwrap();
    assert_eq!(before.status, Status::Accepted);
    for _ in 0..2 {
        model.click(&features, false);
    }
    let (after, _) = heard(&set, text, &model).unwrap();
    assert_eq!(after.status, Status::Doubtful);
    assert_eq!(after.reasons[0].to_string(), "learnt from 2 of your clicks");
    let stored = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<SenseModel>(&stored).unwrap(), model);
    for _ in 0..2 {
        assert!(model.unclick(&features, false));
    }
    assert!(!model.unclick(&features, false));
    assert_eq!(model, SenseModel::default());
    assert_eq!(heard(&set, text, &model).unwrap().0, before);
}

#[test]
fn a_full_model_is_a_few_kilobytes() {
    let set = set("Gap");
    let mut model = SenseModel::default();
    for (text, is_us) in texts("Gap").into_iter().cycle().take(200) {
        if let Some((_, features)) = heard(&set, text, &model) {
            model.click(&features, is_us);
        }
    }
    assert_eq!(model.clicks(), earshot_brand::MAX_CLICKS);
    assert!(serde_json::to_string(&model).unwrap().len() < 5_000);
}

#[test]
fn damaged_models_are_refused() {
    for stored in ["\"\"", "\"!\"", "\"AA\"", "\"AX8\"", "\"AYI\""] {
        assert!(
            serde_json::from_str::<SenseModel>(stored).is_err(),
            "{stored}"
        );
    }
}
