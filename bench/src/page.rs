//! The page that is measured: a long feed, the same on every run.

use std::fmt::Write;

/// How much there is on the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// Posts.
    pub(crate) posts: u32,
    /// The least text in a post, in bytes.
    pub(crate) post_bytes: usize,
    /// Every how-manieth post mentions a brand, once; `None`: no post does.
    pub(crate) mention_every: Option<u32>,
}

/// The brands, as words that stand alone in the text.
pub(crate) const BRANDS: [&str; 2] = ["Dell", "HP"];

const OPENINGS: [&str; 8] = [
    "Nach drei Wochen im Alltag",
    "Ganz ehrlich,",
    "For what it is worth,",
    "Seit dem letzten Update",
    "On the train this morning",
    "Wie jedes Jahr im Herbst",
    "After a long weekend",
    "Am Ende des Tages",
];
const MIDDLES: [&str; 8] = [
    "läuft hier alles so, wie es soll,",
    "nobody at the office could tell the difference,",
    "war die Lieferung schneller da als gedacht,",
    "the screen is bright and the fan stays quiet,",
    "hat mir der Laden um die Ecke besser gefallen,",
    "we went back to paper and pencil,",
    "ist der Preis für uns zu hoch,",
    "the battery gives up before lunch,",
];
const ENDINGS: [&str; 8] = [
    "und mehr wollte ich gar nicht wissen.",
    "and that is all there is to say.",
    "aber das ist nur meine Meinung.",
    "so I would do it again.",
    "mal sehen, wie lange noch.",
    "which came as a surprise.",
    "was sagt ihr dazu?",
    "and the rest is history.",
];

/// A small generator of numbers (xorshift64), so that the page is the same
/// everywhere.
struct Numbers(u64);

impl Numbers {
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from[(self.0 % from.len() as u64) as usize]
    }
}

/// The page as HTML, with the scripts of these names.
pub(crate) fn html(size: Size, scripts: &[&str]) -> String {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut html = String::from(
        "<!doctype html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>Feed</title>",
    );
    for script in scripts {
        html.push_str(&format!("<script src=\"{script}\"></script>"));
    }
    html.push_str("</head><body>\n");
    for number in 0..size.posts {
        let brand = size
            .mention_every
            .filter(|every| number % every == 0)
            .map(|every| BRANDS[(number / every) as usize % BRANDS.len()]);
        post(&mut html, &mut numbers, number, size.post_bytes, brand);
    }
    html.push_str("</body></html>\n");
    html
}

fn post(html: &mut String, numbers: &mut Numbers, number: u32, bytes: usize, brand: Option<&str>) {
    // Writing to a String cannot fail.
    let _ok = write!(
        html,
        "<article><span class=\"name\">Person {number}</span>\
         <time datetime=\"2026-05-03\">3. Mai 2026</time><p>"
    );
    let start = html.len();
    if let Some(brand) = brand {
        let _ok = write!(html, "Was {brand} angeht: ");
    }
    let _ok = write!(html, "<b>{}</b>", numbers.pick(&OPENINGS));
    while html.len() - start < bytes {
        let (opening, middle) = (numbers.pick(&OPENINGS), numbers.pick(&MIDDLES));
        let _ok = write!(html, " {opening} {middle} {}", numbers.pick(&ENDINGS));
    }
    html.push_str("</p></article>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_what_was_asked_for() {
        let size = Size {
            posts: 100,
            post_bytes: 400,
            mention_every: Some(4),
        };
        let page = html(size, &[]);
        assert_eq!(page, html(size, &[]), "the same on every run");
        assert_eq!(page.matches("<article>").count(), 100);
        let mentions: usize = BRANDS.map(|brand| page.matches(brand).count()).iter().sum();
        assert_eq!(mentions, 25);
        let quiet = html(
            Size {
                mention_every: None,
                ..size
            },
            &[],
        );
        assert!(BRANDS.iter().all(|brand| !quiet.contains(brand)));
        assert!(quiet.len() > 40_000);
    }
}
