//! Splits a text into tokens and folds their spelling.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters and digits, with apostrophes inside.
    Word,
    /// A pictograph; also emoticons such as `:-)`, folded to their mood.
    Emoji,
    /// `!`, `?` and `…` in any number.
    Mark,
    /// A comma.
    Comma,
    /// Ends a clause: `;` `:` `–` brackets.
    Break,
    /// Ends a sentence: `.` or the end of a line.
    Stop,
    /// A link or an @name. Says nothing, but may stand for something.
    Masked,
    /// The words the verdict is about. What they spell must not count.
    Target,
    /// Another brand. What it spells must not count.
    Other,
}

/// A token of a text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Bytes of the text, end-exclusive.
    pub(crate) span: Range<usize>,
    /// Bytes of [`Tokens::forms`].
    form: Range<usize>,
    /// A word of two letters or more, all capitals.
    pub(crate) shouted: bool,
    /// A letter stood three times or more in a row.
    pub(crate) stretched: bool,
    /// The word followed a `#`.
    pub(crate) tagged: bool,
}

/// The tokens of a text, in its order, without overlap.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) list: Vec<Token>,
    forms: String,
}

impl Tokens {
    /// The folded spelling of a token: lower-case, umlauts as two letters,
    /// stretched letters as two, marks as a run of at most two. Empty for
    /// everything masked.
    pub(crate) fn form(&self, index: usize) -> &str {
        &self.forms[self.list[index].form.clone()]
    }
}

/// Splits `text`. `masks` are the target and the other brands: char boundaries
/// of `text`, sorted, not overlapping.
pub(crate) fn tokenize(text: &str, masks: &[(Range<usize>, Kind)]) -> Tokens {
    let mut tokenizer = Tokenizer {
        text,
        at: 0,
        masks,
        out: Tokens::default(),
    };
    while tokenizer.step() {}
    tokenizer.out
}

/// The most bytes of a word's folded form that are kept: no word people write
/// is longer, and a megabyte without a space must not cost a megabyte.
const LONGEST_FORM: usize = 48;

struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    /// Those not reached yet.
    masks: &'a [(Range<usize>, Kind)],
    out: Tokens,
}

impl<'a> Tokenizer<'a> {
    /// The text up to the next mask.
    fn rest(&self) -> &'a str {
        let end = self
            .masks
            .first()
            .map_or(self.text.len(), |(span, _)| span.start);
        &self.text[self.at..end]
    }

    /// Takes one token or one space; false at the end of the text.
    fn step(&mut self) -> bool {
        if let Some(((span, kind), later)) = self.masks.split_first()
            && span.start == self.at
        {
            self.masks = later;
            self.push(*kind, span.len(), "");
            return true;
        }
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return false;
        };
        let before = self.text[..self.at].chars().next_back();
        let fresh = before.is_none_or(|c| !c.is_alphanumeric());
        if fresh
            && (rest.starts_with("http://")
                || rest.starts_with("https://")
                || rest.starts_with("www."))
        {
            self.push(Kind::Masked, run(rest, |c| !c.is_whitespace()), "");
        } else if first == '@' && rest[1..].starts_with(is_name) {
            self.push(Kind::Masked, 1 + run(&rest[1..], is_name), "");
        } else if let Some((length, mood)) = fresh.then(|| emoticon(rest)).flatten() {
            self.push(Kind::Emoji, length, mood);
        } else if first.is_alphanumeric() {
            self.word(rest, before == Some('#'));
        } else if is_pictograph(first) {
            self.emoji(rest, first);
        } else {
            self.punctuation(rest, first);
        }
        true
    }

    fn push(&mut self, kind: Kind, length: usize, form: &str) {
        let start = self.out.forms.len();
        self.out.forms.push_str(form);
        let form = start..self.out.forms.len();
        self.out.list.push(Token {
            kind,
            span: self.at..self.at + length,
            form,
            shouted: false,
            stretched: false,
            tagged: false,
        });
        self.at += length;
    }

    fn word(&mut self, rest: &str, tagged: bool) {
        let start = self.out.forms.len();
        let mut length = 0;
        let (mut upper, mut lower, mut digits) = (0_usize, 0_usize, 0_usize);
        let (mut last, mut repeats, mut stretched) = ('\0', 0, false);
        let mut chars = rest.char_indices().peekable();
        while let Some((index, c)) = chars.next() {
            let apostrophe = matches!(c, '\'' | '’')
                && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic());
            // A diaeresis or accent of its own (decomposed text).
            let combining = ('\u{300}'..='\u{36f}').contains(&c);
            if !(c.is_alphanumeric() || apostrophe || combining) {
                break;
            }
            length = index + c.len_utf8();
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
            digits += usize::from(c.is_numeric());
            let folded = c.to_lowercase().next().unwrap_or(c);
            repeats = if folded == last { repeats + 1 } else { 0 };
            last = folded;
            if repeats >= 2 && folded.is_alphabetic() {
                stretched = true;
            } else if self.out.forms.len() - start < LONGEST_FORM {
                fold(c, folded, &mut self.out.forms);
            }
        }
        // What a number says lies in its first digits, if anywhere: 5 of 5 or
        // 10 of 10 may be praise, years and prices are not.
        if digits > 2 && upper + lower == 0 {
            self.out.forms.truncate(start);
            self.out.forms.push('0');
        }
        self.out.list.push(Token {
            kind: Kind::Word,
            span: self.at..self.at + length,
            form: start..self.out.forms.len(),
            shouted: upper >= 2 && lower == 0,
            stretched,
            tagged,
        });
        self.at += length;
    }

    /// A pictograph with what belongs to it: variation selectors, skin tones,
    /// joined pictographs.
    fn emoji(&mut self, rest: &str, first: char) {
        let mut length = first.len_utf8();
        let mut joined = false;
        for c in rest[length..].chars() {
            let belongs = matches!(
                c,
                '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}'
            );
            if !(belongs || joined && is_pictograph(c)) {
                break;
            }
            joined = c == '\u{200d}';
            length += c.len_utf8();
        }
        self.push(Kind::Emoji, length, first.encode_utf8(&mut [0; 4]));
    }

    fn punctuation(&mut self, rest: &str, first: char) {
        match first {
            '!' | '?' | '…' => {
                let length = run(rest, |c| matches!(c, '!' | '?' | '…'));
                let marks = &rest[..length];
                let form = match (marks.contains('!'), marks.contains('?'), length > 1) {
                    (true, true, _) => "?!",
                    (true, false, false) => "!",
                    (true, false, true) => "!!",
                    (false, true, false) => "?",
                    (false, true, true) => "??",
                    (false, false, _) => "…",
                };
                self.push(Kind::Mark, length, form);
            }
            '.' => {
                let length = run(rest, |c| c == '.');
                if length > 1 {
                    self.push(Kind::Mark, length, "…");
                } else if rest[1..].starts_with(char::is_alphanumeric) {
                    // Inside 3.5 or z.B.
                    self.at += 1;
                } else {
                    self.push(Kind::Stop, 1, "");
                }
            }
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.push(Kind::Stop, first.len_utf8(), ""),
            ',' => self.push(Kind::Comma, 1, ""),
            ';' | ':' | '–' | '—' | '(' | ')' | '|' => {
                self.push(Kind::Break, first.len_utf8(), "")
            }
            '-' if rest[1..].starts_with([' ', '-']) => {
                self.push(Kind::Break, run(rest, |c| c == '-'), "")
            }
            _ => self.at += first.len_utf8(),
        }
    }
}

/// The length in bytes of the chars at the start of `text` that satisfy `is`.
fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Appends a letter so that "schön", "schoen" and a decomposed "schön" agree.
fn fold(original: char, lower: char, out: &mut String) {
    match lower {
        'ä' => out.push_str("ae"),
        'ö' => out.push_str("oe"),
        'ü' => out.push_str("ue"),
        'ß' => out.push_str("ss"),
        '’' => out.push('\''),
        '\u{308}' => out.push('e'),
        _ if ('\u{300}'..='\u{36f}').contains(&original) => {}
        _ => out.push(lower),
    }
}

/// The blocks pictographs come from. A rough cut is enough: which of them
/// praise is learnt.
fn is_pictograph(c: char) -> bool {
    matches!(c,
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{25ff}'
        | '\u{2b05}'..='\u{2b1c}' | '\u{203c}' | '\u{2049}' | '\u{3030}')
}

/// The emoticon at the start of `text`: its length in bytes and its mood.
fn emoticon(text: &str) -> Option<(usize, &'static str)> {
    for (face, mood) in [
        ("</3", ":("),
        ("<3", "<3"),
        ("^^", ":)"),
        ("^_^", ":)"),
        ("-.-", ":/"),
        ("-_-", ":/"),
        ("m(", ":/"),
        ("o_O", ":/"),
        ("O_o", ":/"),
        ("o.O", ":/"),
    ] {
        if text.starts_with(face) {
            return Some((face.len(), mood));
        }
    }
    let mut chars = text.char_indices();
    let (_, eyes) = chars.next()?;
    if !matches!(eyes, ':' | ';' | '=' | 'x' | 'X') {
        return None;
    }
    let (mut at, mut mouth) = chars.next()?;
    let mut tear = false;
    if matches!(mouth, '-' | 'o' | '\'' | '^' | '`') {
        tear = mouth == '\'';
        (at, mouth) = chars.next()?;
    }
    // A letter or digit for eyes makes a face with few mouths only.
    if eyes.is_alphanumeric() && !matches!(mouth, 'D' | ')') {
        return None;
    }
    let next = text[at + mouth.len_utf8()..].chars().next();
    let alone = next.is_none_or(|c| !c.is_alphanumeric() && c != '/');
    let mood = match mouth {
        ')' | ']' if eyes == ';' => ";)",
        ')' | ']' | '}' | '>' => ":)",
        'D' if alone => ":D",
        'P' | 'p' if alone => ":P",
        '*' if alone => "<3",
        '(' | '[' | '{' | '<' => ":(",
        '/' | '\\' | '|' if alone => ":/",
        'S' | 's' | 'o' | 'O' | '0' if alone && eyes == ':' => ":/",
        _ => return None,
    };
    let end = at + mouth.len_utf8();
    let repeats = run(&text[end..], |c| c == mouth);
    let mood = if tear && mood == ":)" { ":D" } else { mood };
    Some((end + repeats, mood))
}
