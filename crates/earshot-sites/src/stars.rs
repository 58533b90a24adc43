//! Star ratings as sites label them.

use serde::{Deserialize, Serialize};

use crate::{
    date::is_time_unit,
    token::{Kind, Token, tokenize},
};

/// A star rating.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stars {
    /// The rating itself, 0 ≤ `value` ≤ `scale`.
    pub value: f32,
    /// The best possible rating, 5 where the page does not say.
    pub scale: f32,
}

/// The best possible rating where the page does not say.
const USUAL_SCALE: f32 = 5.0;

/// Scales that review sites use. Others ("Bild 1 von 3", "7 of 23 reviews")
/// count something else.
const SCALES: [f32; 5] = [5.0, 6.0, 10.0, 20.0, 100.0];

impl Stars {
    fn new(value: f32, scale: f32) -> Option<Self> {
        (SCALES.contains(&scale) && (0.0..=scale).contains(&value)).then_some(Self { value, scale })
    }
}

/// Reads a rating from its label, such as `4,0 von 5 Sternen`, `5 stars`,
/// `3.5/5`, `★★★☆☆`, `width: 80%` (of five stars) or the class names
/// `bubble_45` and `a-star-4-5`. Numbers first, words never: labels are
/// localised. `None` where nothing reads as a rating.
///
/// - Only the first 240 chars are looked at.
/// - A value above its scale is none: years, phone numbers and counts of
///   reviews are not ratings.
pub fn parse_stars(raw: &str) -> Option<Stars> {
    let tokens = tokenize(raw);
    let quantities = quantities(&tokens);
    let glyphs = Glyphs::count(&tokens);
    fraction(&tokens, &quantities)
        .or_else(|| percentage(&tokens, &quantities))
        .or_else(|| glyphs.rating().filter(|_| glyphs.empty > 0))
        .or_else(|| class_name(&tokens))
        .or_else(|| alone(&tokens, &quantities))
        .or_else(|| glyphs.rating())
}

/// A number with its decimals, and the tokens it is made of.
struct Quantity {
    value: f32,
    start: usize,
    /// The index after its last token.
    end: usize,
    decimal: bool,
}

/// The numbers of a label. What has more parts than a decimal ("1.2.2026",
/// "14:05:30") is none.
fn quantities(tokens: &[Token]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        at += 1;
        if tokens[start].kind != Kind::Number {
            continue;
        }
        let mut parts = 1;
        while let Some([sign, digits]) = tokens.get(at..at + 2) {
            if !sign.is_sign(&['.', ',', ':'])
                || sign.spaced
                || digits.spaced
                || digits.digits() == 0
            {
                break;
            }
            parts += 1;
            at += 2;
        }
        let whole = &tokens[start].text;
        let value: Option<f32> = match parts {
            1 => whole.parse().ok(),
            2 if !tokens[start + 1].is_sign(&[':']) => {
                format!("{whole}.{}", tokens[start + 2].text).parse().ok()
            }
            _ => None,
        };
        let negative = start > 0
            && tokens[start - 1].is_sign(&['-', '+', '\u{2212}'])
            && !tokens[start].spaced
            && (start == 1 || tokens[start - 1].spaced);
        if let Some(value) = value.filter(|_| !negative) {
            found.push(Quantity {
                value,
                start,
                end: at,
                decimal: parts == 2,
            });
        }
    }
    found
}

/// `4 von 5`, `4 stars out of 5`, `4 sur 5`, `3.5/5`.
fn fraction(tokens: &[Token], quantities: &[Quantity]) -> Option<Stars> {
    let slash = |i: usize| tokens.get(i).is_some_and(|t| t.is_sign(&['/', '\u{2044}']));
    quantities.windows(2).find_map(|pair| {
        let [value, scale] = pair else { return None };
        let between = &tokens[value.end..scale.start];
        let divided = match between {
            // A third part makes it a date.
            [_] if slash(value.end) => {
                !slash(scale.end) && (value.start == 0 || !slash(value.start - 1))
            }
            // "van de 5", "stars out of 5", "von maximal 5"
            [first, ..] if between.len() <= 4 => {
                !(first.kind == Kind::Word && is_counted(first))
                    && between.iter().all(|t| t.kind == Kind::Word)
                    && between.iter().any(|t| is_of(t.word()))
            }
            _ => false,
        };
        let counted = [value.start.checked_sub(1), Some(scale.end)]
            .into_iter()
            .flatten()
            .filter_map(|i| tokens.get(i))
            .any(is_counted);
        (divided && !counted)
            .then(|| Stars::new(value.value, scale.value))
            .flatten()
    })
}

/// "of" in German, English, French, Spanish and Portuguese, Italian, Dutch,
/// the Scandinavian languages and Polish.
fn is_of(word: &str) -> bool {
    matches!(
        word,
        "von" | "of" | "sur" | "de" | "su" | "di" | "van" | "af" | "av" | "z"
    )
}

/// `width: 80%`: how much of five stars is filled.
fn percentage(tokens: &[Token], quantities: &[Quantity]) -> Option<Stars> {
    let percent = quantities
        .iter()
        .find(|q| tokens.get(q.end).is_some_and(|t| t.is_sign(&['%'])))?;
    Stars::new(percent.value * USUAL_SCALE / 100.0, USUAL_SCALE)
}

/// A row of star characters.
struct Glyphs {
    full: u8,
    half: u8,
    empty: u8,
}

impl Glyphs {
    fn count(tokens: &[Token]) -> Self {
        let count = |signs: &[char]| {
            let many = tokens.iter().filter(|t| t.is_sign(signs)).count();
            u8::try_from(many).unwrap_or(u8::MAX)
        };
        Self {
            full: count(&['★', '⭐', '🌟', '✭', '✮']),
            half: count(&['½', '⯨', '⯪']),
            empty: count(&['☆', '✩', '⚝']),
        }
    }

    fn rating(&self) -> Option<Stars> {
        let value = f32::from(self.full) + f32::from(self.half) / 2.0;
        let drawn = f32::from(self.full) + f32::from(self.half) + f32::from(self.empty);
        // A single star is an ornament: "★ Angebot".
        if drawn < 2.0 {
            return None;
        }
        let scale = if self.empty > 0 { drawn } else { USUAL_SCALE };
        Stars::new(value, scale)
    }
}

/// `bubble_45` (tenths), `a-star-4`, `a-star-4-5` (four and a half).
fn class_name(tokens: &[Token]) -> Option<Stars> {
    let joins = |i: usize| {
        tokens
            .get(i)
            .is_some_and(|t| t.is_sign(&['-', '_']) && !t.spaced)
    };
    (0..tokens.len()).find_map(|at| {
        let token = &tokens[at];
        let value = token.number()?;
        // Walk back over the name the number ends: "a-star-small-4".
        let mut start = at;
        while start >= 2 && !tokens[start].spaced && joins(start - 1) {
            start -= 2;
        }
        if !tokens[start..at]
            .iter()
            .any(|t| matches!(t.word(), "star" | "stars" | "bubble" | "rating"))
        {
            return None;
        }
        let tenths = match token.digits() {
            1 => {
                let half = joins(at + 1)
                    && tokens
                        .get(at + 2)
                        .is_some_and(|t| t.text == "5" && !t.spaced);
                value * 10 + if half { 5 } else { 0 }
            }
            2 if value % 5 == 0 => value,
            _ => return None,
        };
        Stars::new(f32::from(u8::try_from(tenths).ok()?) / 10.0, USUAL_SCALE)
    })
}

/// A rating without its scale: `4`, `4.5`, `5 stars`, `4,5 (123)`,
/// `Bewertung: 4`.
fn alone(tokens: &[Token], quantities: &[Quantity]) -> Option<Stars> {
    let first = quantities.first()?;
    let numbers = tokens.iter().filter(|t| t.kind == Kind::Number).count();
    let next = tokens.get(first.end);
    let only = numbers == if first.decimal { 2 } else { 1 };
    let bracket_follows = next.is_some_and(|t| t.is_sign(&['(']));
    let leads = tokens[..first.start].iter().all(|t| t.kind == Kind::Sign);
    let about_stars = tokens.iter().any(|t| is_starry(t.word()));
    // "5h", "4x", "3rd" are no ratings; "5stars" is one.
    let glued = next.is_some_and(|t| {
        t.kind == Kind::Word && !t.spaced && t.text.is_ascii() && !is_starry(&t.text)
    });
    let counted = next.is_some_and(is_counted)
        || first
            .start
            .checked_sub(1)
            .is_some_and(|i| is_counted(&tokens[i]));
    let believable = (only || first.decimal || bracket_follows) && (leads || about_stars);
    (believable && !glued && !counted)
        .then(|| Stars::new(first.value, USUAL_SCALE))
        .flatten()
}

/// Words around a rating that is not at the start of its label.
fn is_starry(word: &str) -> bool {
    [
        "star", "stern", "bewert", "rated", "rating", "note", "étoile", "estrell", "stell",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}

/// Whether this says that the number beside it counts things, or is a time or
/// a price: "3 Bewertungen", "3 of 5 people", "Bild 1 von 5", "4 €".
fn is_counted(token: &Token) -> bool {
    const STEMS: [&str; 24] = [
        "bewertungen",
        "rezensionen",
        "reviews",
        "ratings",
        "stimmen",
        "votes",
        "kommentar",
        "comment",
        "antwort",
        "repl",
        "like",
        "person",
        "people",
        "nutzer",
        "user",
        "kunde",
        "customer",
        "bild",
        "foto",
        "image",
        "photo",
        "fanden",
        "found",
        "mal",
    ];
    const WORDS: [&str; 9] = [
        "slide", "folie", "seite", "page", "schritt", "step", "euro", "eur", "usd",
    ];
    let word = token.word();
    STEMS.iter().any(|stem| word.starts_with(stem))
        || WORDS.contains(&word)
        || is_time_unit(word)
        || token.is_sign(&['€', '$', '£', '#'])
}

#[cfg(test)]
mod tests;
