//! Badges, tabs and the sites that are listened to.

use super::*;

#[test]
fn the_badge_sums_frames_and_takes_the_worst() {
    let browser = browser();
    let count = |frame, document, counts| {
        let request = PageRequest::Count(counts);
        block_on(App::new(&browser).on_page(&source(frame, document), request)).unwrap();
        let badges = browser.badges.borrow();
        let badge = &badges[&7];
        (badge.text.clone(), badge.color.clone())
    };
    let positive = Counts {
        positive: 2,
        ..Counts::default()
    };
    let negative = Counts {
        negative: 1,
        unsure: 1,
        ..Counts::default()
    };
    let (text, green) = count(0, "a", positive);
    assert_eq!(text, "2");
    let (text, red) = count(5, "b", negative);
    assert_eq!(text, "4");
    assert_ne!(green, red);
    // The top frame shows another document: the inner frame is gone with it.
    assert_eq!(count(0, "c", positive), ("2".into(), green));
    assert_eq!(count(0, "c", Counts::default()).0, "");
    let many = Counts {
        neutral: 5_000,
        ..Counts::default()
    };
    assert_eq!(count(0, "c", many).0, "999+");
}

#[test]
fn closed_tabs_are_forgotten() {
    let browser = browser();
    page(&browser, PageRequest::Count(Counts::default())).unwrap();
    browser.tabs.borrow_mut().push(7);
    block_on(App::new(&browser).forget_closed_tabs()).unwrap();
    assert_eq!(browser.session.borrow().len(), 1);
    browser.tabs.borrow_mut().clear();
    block_on(App::new(&browser).forget_closed_tabs()).unwrap();
    assert!(browser.session.borrow().is_empty());
}

#[test]
fn listens_exactly_where_access_is_granted() {
    let browser = browser();
    let granted = ["https://b.example/*", "https://a.example/*", "file:///*"];
    *browser.origins.borrow_mut() = granted.map(String::from).to_vec();
    let added = vec!["https://b.example/*".to_owned()];
    block_on(App::new(&browser).on_sites_added(&added)).unwrap();
    assert_eq!(
        *browser.registered.borrow(),
        ["https://a.example/*", "https://b.example/*"]
    );
    assert_eq!(*browser.injected.borrow(), [added]);
    browser.origins.borrow_mut().clear();
    block_on(App::new(&browser).on_sites_removed()).unwrap();
    assert!(browser.registered.borrow().is_empty());
}
