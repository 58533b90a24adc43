//! What holds for any brands and any text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use earshot_brand::test_support::case;
use earshot_brand::{
    Brand, BrandFile, BrandSet, CERTAINTY_THRESHOLD, PostContext, SenseModel, Status, validate,
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn mentions_are_ordered_disjoint_and_on_boundaries(case in case()) {
        let compiled = BrandSet::compile(&case.brands);
        prop_assert_eq!(compiled.is_err(), !validate(&case.brands).is_empty());
        let Ok(set) = compiled else { return Ok(()) };
        for text in &case.texts {
            let mut end = 0;
            for mention in set.find(text) {
                prop_assert!(mention.brand < case.brands.len());
                prop_assert!(end <= mention.span.start && mention.span.start < mention.span.end);
                prop_assert!(text.get(mention.span.clone()).is_some(), "{:?} in {:?}", mention, text);
                end = mention.span.end;
            }
        }
    }

    /// What a text says does not hang on what stands at a distance.
    #[test]
    fn a_mention_is_found_again_where_the_text_is_moved(case in case()) {
        let Ok(set) = BrandSet::compile(&case.brands) else { return Ok(()) };
        for text in &case.texts {
            let padding = "→\u{AD} \u{AD}\n ";
            let moved = format!("{padding}{text}");
            let unmoved: Vec<_> = set
                .find(&moved)
                .into_iter()
                .map(|mention| (mention.brand, mention.span.start - padding.len(), mention.kind))
                .collect();
            let found: Vec<_> = set.find(text).into_iter().map(|m| (m.brand, m.span.start, m.kind)).collect();
            prop_assert_eq!(found, unmoved);
        }
    }

    /// Clicks change what is accepted, never what is found; a click that is
    /// taken back has never been.
    #[test]
    fn models_weigh_what_is_found(
        case in case(),
        host in proptest::option::of("[a-z.]{0,12}"),
        clicks in proptest::collection::vec(any::<bool>(), 0..8),
    ) {
        let Ok(set) = BrandSet::compile(&case.brands) else { return Ok(()) };
        let context = PostContext { host: host.as_deref() };
        let text = case.texts.join(" ");
        let found = set.find_with(&text, context, &[]);
        let mut models = vec![SenseModel::default(); case.brands.len()];
        let clicked: Vec<_> = found
            .iter()
            .map(|mention| (mention.brand, set.features(&text, mention, context)))
            .zip(clicks)
            .collect();
        for ((brand, features), is_us) in &clicked {
            models[*brand].click(features, *is_us);
        }
        let learnt: Vec<_> = models.iter().map(Some).collect();
        let weighed = set.find_with(&text, context, &learnt);
        prop_assert_eq!(found.len(), weighed.len());
        for (before, after) in found.iter().zip(&weighed) {
            prop_assert_eq!((before.brand, &before.span, before.kind), (after.brand, &after.span, after.kind));
            prop_assert!((0.0..=1.0).contains(&after.certainty) && !after.reasons.is_empty());
            prop_assert_eq!(after.status == Status::Accepted, after.certainty >= CERTAINTY_THRESHOLD);
        }
        for ((brand, features), is_us) in clicked.iter().rev() {
            prop_assert!(models[*brand].unclick(features, *is_us));
        }
        let learnt: Vec<_> = models.iter().map(Some).collect();
        prop_assert_eq!(set.find_with(&text, context, &learnt), found);
    }

    #[test]
    fn any_name_that_compiles_is_found_alone(name in "[a-zA-ZÀ-ÖØ-öø-ňŋ-ž0-9]{2,20}( [a-zA-Zäöüß]{1,9}){0,2}") {
        let Ok(set) = BrandSet::compile(&[Brand { name: name.clone(), ..Brand::default() }]) else { return Ok(()) };
        let found = set.find(&name);
        prop_assert_eq!(found.len(), 1);
        prop_assert!(!found[0].reasons.is_empty());
        prop_assert_eq!(&name[found[0].span.clone()], name.as_str());
    }

    #[test]
    fn brands_survive_their_file(case in case()) {
        let file = BrandFile { brands: case.brands };
        let json = serde_json::to_string(&file).unwrap();
        prop_assert_eq!(serde_json::from_str::<BrandFile>(&json).unwrap(), file);
    }
}
