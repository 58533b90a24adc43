//! Any brands, any text: nothing panics, and mentions are ordered, disjoint and
//! on character boundaries.
#![no_main]

use arbitrary::Arbitrary;
use earshot_brand::{Brand, BrandSet, Context};
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
            context,
            ..Brand::default()
        }
    }
}

fuzz_target!(|input: (Vec<Entered>, String)| {
    let (entered, text) = input;
    let brands: Vec<Brand> = entered.into_iter().map(Brand::from).collect();
    let Ok(set) = BrandSet::compile(&brands) else {
        return;
    };
    assert!(set.prefilter().is_some() || brands.is_empty());
    let mut end = 0;
    for mention in set.find(&text) {
        assert!(
            end <= mention.span.start
                && text
                    .get(mention.span.clone())
                    .is_some_and(|form| !form.is_empty())
        );
        end = mention.span.end;
    }
});
