use super::*;
use scraper::{ElementRef, Html, Selector};

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// What the page shim does with a profile: the nearest ancestor that the first
/// fitting selector matches.
fn post<'a>(profile: &SiteProfile, hit: ElementRef<'a>) -> Option<ElementRef<'a>> {
    profile.post.iter().find_map(|text| {
        let selector = selector(text);
        std::iter::once(hit)
            .chain(hit.ancestors().filter_map(ElementRef::wrap))
            .find(|element| selector.matches(element))
    })
}

fn inside<'a>(selectors: &[String], post: ElementRef<'a>) -> Option<ElementRef<'a>> {
    selectors
        .iter()
        .find_map(|text| post.select(&selector(text)).next())
}

/// A page whose hit is in `<b>`, and the id of the post that must be found.
fn check(html: &str, expected: Option<&str>) {
    let page = Html::parse_document(html);
    let generic = &profiles()[0];
    let hit = page
        .select(&selector("b"))
        .next()
        .expect("no <b> in the page");
    let found = post(generic, hit).map(|post| post.attr("id").unwrap_or("no id"));
    assert_eq!(found, expected, "{html}");
}

/// What a list of selectors finds in a post: the id of the element.
fn check_field(field: fn(&SiteProfile) -> &Vec<String>, html: &str, expected: Option<&str>) {
    let page = Html::parse_fragment(html);
    let generic = &profiles()[0];
    let found = inside(field(generic), page.root_element());
    assert_eq!(
        found.map(|e| e.attr("id").unwrap_or("no id")),
        expected,
        "{html}"
    );
}

#[test]
fn the_nearest_post_is_found() {
    for html in [
        "<article id=p><p><b>",
        "<div id=p role=article><p><b>",
        "<article><p>x</p><div role=article id=p><p><b>",
        "<div id=p itemscope itemtype='https://schema.org/Review'><p itemprop=reviewBody><b>",
        "<div id=p itemscope itemtype='http://schema.org/UserReview'><b>",
        "<main itemscope itemtype='https://schema.org/DiscussionForumPosting'>\
         <div id=p itemscope itemtype='https://schema.org/Comment'><p><b>",
        "<div itemscope itemtype='https://schema.org/Question'>\
         <div id=p itemscope itemtype='https://schema.org/Answer'><b>",
        "<article><ol><li id=p class=comment><time>gestern</time><p><b>",
        "<article><div><div class=comment-item id=p><span class=author>A</span><p><b>",
        "<article id=p><time>x</time><ul><li>one</li><li><b>",
        "<div class=review id=p><time>x</time><ul><li>one</li><li><b>",
        "<div role=feed><div id=p><div><b>",
        "<div id=comment-12><span class=username>A</span></div>\
         <div id=p role=comment><b>",
        "<ul><li id=p><span class=user-name>A</span><p><b>",
        "<ol><li><time>x</time><p>Frage</p><ol><li id=p><time>x</time><p><b>",
        "<aside><ul><li id=p><a href=/x><b>",
        "<div id=p class='post hentry'><p><b>",
    ] {
        check(html, Some("p"));
    }
    check(
        "<div id=comment-12><span class=username>A</span><p><b>",
        Some("comment-12"),
    );
}

#[test]
fn menus_forms_and_whole_pages_are_no_posts() {
    for html in [
        "<nav><ul><li><time>x</time><a><b>",
        "<header><ul><li><b>",
        "<footer><ul><li><span class=author>x</span><b>",
        "<div role=menu><ul><li><b>",
        "<form><ul><li><b>",
        "<form><div class=comment><time>x</time><label><b>",
        "<body class=hentry><p><b>",
        "<body itemscope itemtype='https://schema.org/BlogPosting'><p><b>",
        "<main role=article><p><b>",
        "<ul><li><b>x</b><ul><li>y",
        "<div class=comment><p><b>",
        "<div class=posts><div><time>x</time><p><b>",
    ] {
        check(html, None);
    }
}

#[test]
fn authors() {
    let author: fn(&SiteProfile) -> &Vec<String> = |p| &p.author;
    for html in [
        "<a href=/@b>b</a><span itemprop=author itemscope><meta id=x itemprop=name content=A></span>",
        "<span id=x itemprop=author>A</span><span class=fn>B</span>",
        "<p>Text</p><a id=x rel='nofollow author' href=/>A</a>",
        "<div class='comment-author vcard'><img class=avatar><b id=x class=fn>A</b></div>",
        "<div class=author><img><a id=x href=/a>A</a></div>",
        "<img class=author-avatar><span id=x class=review__author>A</span>",
        "<span id=x class=UserName>A</span>",
        "<a id=x href='/profile/a'>A</a>",
    ] {
        check_field(author, html, Some("x"));
    }
    check_field(author, "<p>Text <a href=/shop>Shop</a>", None);
}

#[test]
fn dates() {
    let date: fn(&SiteProfile) -> &Vec<String> = |p| &p.date;
    for html in [
        "<time datetime=2026-05-04>x</time><meta id=x itemprop=datePublished content=2026-05-03>",
        "<time>x</time><time id=x datetime=2026-05-03>x</time>",
        "<relative-time id=x datetime=2026-05-03>x</relative-time>",
        "<time id=x>gestern</time>",
        "<span class=updates>3</span><span id=x class=review-date>x</span>",
        "<span id=x class=timestamp>x</span>",
    ] {
        check_field(date, html, Some("x"));
    }
    check_field(date, "<p class=update>3 candidates</p>", None);
}

#[test]
fn star_ratings() {
    let stars: fn(&SiteProfile) -> &Vec<String> = |p| &p.stars;
    for html in [
        "<div itemprop=reviewRating><meta itemprop=bestRating content=5>\
         <meta id=x itemprop=ratingValue content=4></div>",
        "<div itemprop=reviewRating><span id=x itemprop=ratingValue>4</span></div>",
        "<span id=x itemprop=ratingValue>4</span>",
        "<div id=x role=img aria-label='Bewertet mit 4 von 5 Sternen'></div>",
        "<img id=x alt='4 out of 5 stars'>",
        "<div id=x role=img aria-label='4 Sterne'></div>",
        "<div id=x data-rating=4></div>",
        "<meter id=x max=5 value=4></meter>",
        "<div id=x class=star-rating>4</div>",
    ] {
        check_field(stars, html, Some("x"));
    }
    for html in [
        // Of ten: rather no rating than a wrong one.
        "<div itemprop=reviewRating><meta itemprop=bestRating content=10>\
         <meta itemprop=ratingValue content=4></div>",
        "<div itemprop=aggregateRating><meta itemprop=ratingValue content=4></div>",
        "<p>4 Sterne</p>",
    ] {
        check_field(stars, html, None);
    }
}

#[test]
fn links() {
    let link: fn(&SiteProfile) -> &Vec<String> = |p| &p.link;
    for html in [
        "<span itemprop=author><a itemprop=url href=/u>A</a></span><a id=x itemprop=url href=/p>p</a>",
        "<meta id=x itemprop=url content=/p><a rel=bookmark href=/q>q</a>",
        "<a href=/shop>x</a><a id=x href=/p><time>x</time></a>",
        "<a id=x rel=bookmark href=/p>p</a>",
        "<a class='p-author h-card u-url' href=/u>A</a><a id=x class=u-url href=/p>p</a>",
        "<span class=comment-date><a id=x href=/p>p</a></span>",
        "<a id=x href='/p#comment-7'>p</a>",
    ] {
        check_field(link, html, Some("x"));
    }
    check_field(link, "<a href=/shop>x</a>", None);
}

#[test]
fn texts() {
    let text: fn(&SiteProfile) -> &Vec<String> = |p| &p.text;
    check_field(
        text,
        "<h3 itemprop=name>t</h3><meta itemprop=text content=x><p id=x itemprop=text>x</p>",
        Some("x"),
    );
    check_field(text, "<div id=x class=comment-content>x</div>", Some("x"));
    check_field(text, "<p>x</p>", None);
}

#[test]
fn the_last_profile_fits_any_host_and_all_selectors_parse() {
    let profiles = profiles();
    assert!(profiles.last().is_some_and(|last| last.hosts.is_empty()));
    for profile in &profiles {
        for list in [
            &profile.post,
            &profile.text,
            &profile.author,
            &profile.date,
            &profile.stars,
            &profile.link,
        ] {
            list.iter().for_each(|text| drop(selector(text)));
        }
    }
}
