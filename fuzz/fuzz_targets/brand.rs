//! Any brands, any text, any host, any clicks: nothing panics, mentions are
//! ordered, disjoint and on character boundaries, and clicks change what is
//! accepted, never what is found.
#![no_main]

use arbitrary::Arbitrary;
use earshot_brand::{Brand, BrandSet, Context, Mention, PostContext, SenseModel};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Entered {
    name: String,
    aliases: Vec<String>,
    handles: Vec<String>,
    hashtags: Vec<String>,
    domains: Vec<String>,
    products: Vec<String>,
    exclude: Vec<String>,
    case_sensitive: bool,
    tolerate_typos: bool,
    near: Vec<String>,
    not_near: Vec<String>,
}

impl From<Entered> for Brand {
    fn from(entered: Entered) -> Self {
        let Entered {
            name,
            aliases,
            handles,
            hashtags,
            domains,
            products,
            exclude,
            case_sensitive,
            tolerate_typos,
            near,
            not_near,
        } = entered;
        let context = Context { near, not_near };
        Brand {
            name,
            aliases,
            handles,
            hashtags,
            domains,
            products,
            exclude,
            case_sensitive,
            tolerate_typos,
            context,
            ..Brand::default()
        }
    }
}

fn check(text: &str, mentions: &[Mention]) {
    let mut end = 0;
    for mention in mentions {
        assert!(
            end <= mention.span.start
                && text
                    .get(mention.span.clone())
                    .is_some_and(|form| !form.is_empty())
        );
        assert!((0.0..=1.0).contains(&mention.certainty) && !mention.reasons.is_empty());
        end = mention.span.end;
    }
}

fuzz_target!(|input: (Vec<Entered>, String, Option<String>, Vec<bool>)| {
    let (entered, text, host, clicks) = input;
    let brands: Vec<Brand> = entered.into_iter().map(Brand::from).collect();
    let Ok(set) = BrandSet::compile(&brands) else {
        return;
    };
    assert!(set.prefilter().is_some() || brands.is_empty());
    let context = PostContext {
        host: host.as_deref(),
    };
    let found = set.find_with(&text, context, &[]);
    check(&text, &found);
    let mut models = vec![SenseModel::default(); brands.len()];
    for (mention, is_us) in found.iter().zip(clicks) {
        models[mention.brand].click(&set.features(&text, mention, context), is_us);
    }
    let models: Vec<_> = models.iter().map(Some).collect();
    let learnt = set.find_with(&text, context, &models);
    check(&text, &learnt);
    let place = |mention: &Mention| (mention.brand, mention.span.clone(), mention.kind);
    assert!(found.iter().map(place).eq(learnt.iter().map(place)));
});
