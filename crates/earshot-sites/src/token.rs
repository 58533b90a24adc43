//! Words, numbers and signs: what dates and star ratings are both made of.

/// How much of a label is looked at, in chars. Real ones are far shorter; a
/// page that hands over a megabyte gets no more work out of us than this.
pub(crate) const MAX_CHARS: usize = 240;

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of ASCII digits.
    Number,
    /// A run of letters.
    Word,
    /// Any other single visible character.
    Sign,
}

/// A piece of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// The text, lower-cased.
    pub(crate) text: String,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
}

impl Token {
    /// The text of a word, `""` for anything else.
    pub(crate) fn word(&self) -> &str {
        if self.kind == Kind::Word {
            &self.text
        } else {
            ""
        }
    }

    /// The value of a number of at most nine digits.
    pub(crate) fn number(&self) -> Option<u32> {
        (self.kind == Kind::Number && self.text.len() <= 9)
            .then(|| self.text.parse().ok())
            .flatten()
    }

    /// How many digits a number has, 0 for anything else.
    pub(crate) fn digits(&self) -> usize {
        if self.kind == Kind::Number {
            self.text.len()
        } else {
            0
        }
    }

    /// Whether it is one of these signs.
    pub(crate) fn is_sign(&self, signs: &[char]) -> bool {
        self.kind == Kind::Sign && self.text.starts_with(signs)
    }
}

/// Cuts the first [`MAX_CHARS`] of a label into tokens. Characters that cannot
/// be seen (bidi marks, joiners, soft hyphens) are left out: browsers put them
/// into localised dates.
pub(crate) fn tokenize(raw: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = false;
    let mut chars = raw.trim_start().chars();
    for c in chars.by_ref().take(MAX_CHARS) {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        let kind = match c {
            '0'..='9' => Kind::Number,
            _ if c.is_alphabetic() => Kind::Word,
            _ => Kind::Sign,
        };
        match tokens.last_mut() {
            Some(last) if !spaced && last.kind == kind && kind != Kind::Sign => {
                last.text.extend(c.to_lowercase());
            }
            _ => tokens.push(Token {
                kind,
                text: c.to_lowercase().collect(),
                spaced,
            }),
        }
        spaced = false;
    }
    // The cut may have gone through a number: "2026" must not become "20".
    if chars.next().is_some() {
        tokens.pop();
    }
    tokens
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expected: &[&str]) {
        let texts: Vec<String> = tokenize(raw)
            .into_iter()
            .map(|t| {
                if t.spaced {
                    format!(" {}", t.text)
                } else {
                    t.text
                }
            })
            .collect();
        assert_eq!(texts, expected, "{raw:?}");
    }

    #[test]
    fn cuts_words_numbers_and_signs() {
        check("", &[]);
        check("  3. Mai", &["3", ".", " mai"]);
        check("3Std.", &["3", "std", "."]);
        check("★★☆", &["★", "★", "☆"]);
        check("MÄRZ\u{a0}2026", &["märz", " 2026"]);
        check("\u{200e}5\u{200e}/\u{200e}3", &["5", "/", "3"]);
    }

    #[test]
    fn never_reads_a_number_cut_in_two() {
        let raw = format!("{} 2026", "x".repeat(MAX_CHARS - 3));
        check(&raw, &[&"x".repeat(MAX_CHARS - 3)]);
    }

    proptest! {
        #[test]
        fn holds_no_more_than_it_may(raw in "\\PC{0,600}") {
            let tokens = tokenize(&raw);
            prop_assert!(tokens.len() <= MAX_CHARS);
            prop_assert!(tokens.iter().all(|t| !t.text.is_empty()));
        }
    }
}
