//! The prefilter in the browsers' own RegExp engines: it must match wherever
//! the matcher does, or a page would never ask.

use earshot_brand::BrandSet;
use earshot_brand::test_support::cases;
use earshot_browser_tests::{Result, Session};
use serde_json::{Value, json};

use crate::in_both_browsers;

in_both_browsers!(prefilter_matches_wherever_the_matcher_does);

/// Every mention that no match of its prefilter overlaps.
const MISSED: &str = r#"
    const missed = [];
    for (const { source, flags, text, mentions } of args[0]) {
        const matches = [...text.matchAll(new RegExp(source, `${flags}g`))];
        for (const [start, end] of mentions) {
            if (!matches.some((m) => m.index < end && start < m.index + m[0].length)) {
                missed.push({ source, text, mention: text.slice(start, end) });
            }
        }
    }
    return missed;
"#;

async fn prefilter_matches_wherever_the_matcher_does(session: Session) -> Result<()> {
    let questions: Vec<Value> = cases(1_500)
        .iter()
        .filter_map(|case| Some((BrandSet::compile(&case.brands).ok()?, case)))
        .flat_map(|(set, case)| {
            let ask = |text: &String| question(&set, text);
            case.texts.iter().filter_map(ask).collect::<Vec<_>>()
        })
        .collect();
    assert!(questions.len() > 1_000, "{} texts", questions.len());
    let missed = session.run(MISSED, json!([questions])).await?;
    assert_eq!(missed, json!([]));
    session.close().await
}

/// A text with mentions, where they are in UTF-16 units, and the prefilter.
fn question(set: &BrandSet, text: &str) -> Option<Value> {
    let prefilter = set.prefilter()?;
    let units = |at: usize| text[..at].encode_utf16().count();
    let mentions: Vec<[usize; 2]> = set
        .find(text)
        .iter()
        .map(|mention| [units(mention.span.start), units(mention.span.end)])
        .collect();
    (!mentions.is_empty()).then(|| {
        json!({
            "source": prefilter.source,
            "flags": prefilter.flags,
            "text": text,
            "mentions": mentions,
        })
    })
}
