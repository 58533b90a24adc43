//! The judge: not there, and asked in vain.

use std::pin::pin;
use std::task::{Context, Waker};

use super::*;

#[test]
fn a_missing_or_damaged_model_costs_the_verdict_only() {
    for model in [None, Some(b"garbage".to_vec())] {
        let browser = listening();
        browser.files.borrow_mut().clear();
        if let Some(model) = model {
            browser
                .files
                .borrow_mut()
                .insert("model/judge.bin".into(), model);
        }
        let mentions = hear(&browser, PRAISE);
        assert_eq!(mentions.len(), 1);
        assert!(mentions[0].verdict.unsure);
        assert!(keep(&browser, PRAISE, 5).is_ok());
        let checked = panel(&browser, PanelRequest::CheckJudge);
        assert_eq!(checked.map_err(|error| error.code), Err(ErrorCode::NoJudge));
    }
}

#[test]
fn the_shipped_model_judges() {
    let browser = listening();
    assert_eq!(
        panel(&browser, PanelRequest::CheckJudge),
        Ok(Answer::Nothing)
    );
    let mentions = hear(&browser, PRAISE);
    assert_eq!(mentions[0].verdict.label, Label::Positive);
    assert!(!mentions[0].verdict.evidence.is_empty());
}

#[test]
fn what_was_left_is_not_judged() {
    let browser = listening();
    let app = App::new(&browser);
    let asked = source(0, "a");
    let (page_of, post) = on_page(PRAISE);
    let request = PageRequest::Hear(Hear {
        page: page_of,
        posts: vec![post.clone(), post],
    });
    let mut hearing = pin!(app.on_page(&asked, request.clone()));
    let mut context = Context::from_waker(Waker::noop());
    // It pauses before it judges.
    assert!(hearing.as_mut().poll(&mut context).is_pending());
    app.on_left(asked.tab);
    assert_eq!(block_on(hearing), Ok(Answer::Unheard));
    let answer = block_on(app.on_page(&asked, request));
    assert!(
        matches!(answer, Ok(Answer::Heard(_))),
        "who asks now is there"
    );
}
