//! What the matcher is measured on: 50 brands × 10 aliases of made-up names,
//! 10 MB of mixed German and English text, and texts made to be slow.

#[cfg(target_arch = "wasm32")]
mod exports;

use earshot_brand::{Brand, Context};

const TEXT_BYTES: usize = 10_000_000;
const BRANDS: usize = 50;
const ALIASES: usize = 10;

/// Syllables of made-up names.
const SYLLABLES: [&str; 12] = [
    "ka", "ro", "schu", "tel", "mi", "lo", "da", "wex", "pi", "gra", "nor", "fü",
];
/// Words of the text; every name comes after some dozens of them.
const WORDS: &str = "Die Lieferung kam leider erst nach drei Wochen und der Kundenservice war überhaupt nicht erreichbar \
    the battery lasts for days but I would not buy it again because support never answered Straße größer deutsche \
    Telekommunikation Modelle können for everyone about it while we waited Bewertung schlecht super günstig";

/// A text by its name; the texts made to be slow repeat a unit that begins
/// with the first brand's name.
#[derive(Clone, Copy, Debug)]
pub enum Text {
    /// As people write, with a name every sixty words.
    Mixed,
    /// The name, followed by this, so many times.
    Repeated(&'static str, usize),
    /// This before the name, so many times.
    Before(&'static str, usize),
    /// Only this, so many times.
    Only(&'static str, usize),
}

/// What is measured, by the names of the report.
pub const TEXTS: [(&str, Text); 11] = [
    ("10 MB of mixed text", Text::Mixed),
    ("near misses", Text::Repeated("xy ", 500_000)),
    ("typos", Text::Repeated("x ", 500_000)),
    ("a word of a megabyte", Text::Repeated("", 200_000)),
    (
        "chained compounds",
        Text::Repeated("kundenservicehotline ", 100_000),
    ),
    (
        "chains of short words",
        Text::Repeated("haushaushaushaushaus ", 100_000),
    ),
    ("a chain of hyphens", Text::Repeated("-", 200_000)),
    ("a hashtag of a megabyte", Text::Repeated("_", 200_000)),
    ("a host of a megabyte", Text::Repeated(".", 200_000)),
    ("handles", Text::Before("@", 200_000)),
    (
        "a megabyte of zero-width spaces",
        Text::Only("\u{200B}", 400_000),
    ),
];

impl Text {
    /// The text itself, the same on every call.
    pub fn write(self) -> String {
        let name = name(0);
        match self {
            Text::Mixed => mixed(),
            Text::Repeated(rest, times) => format!("{name}{rest}").repeat(times),
            Text::Before(sign, times) => format!("{sign}{name}").repeat(times),
            Text::Only(unit, times) => unit.repeat(times),
        }
    }
}

/// The brands, with everything switched on.
pub fn brands() -> Vec<Brand> {
    (0..BRANDS).map(brand).collect()
}

/// All names and aliases of some brands.
pub fn names(brands: &[Brand]) -> impl Iterator<Item = &str> {
    brands
        .iter()
        .flat_map(|brand| std::iter::once(&brand.name).chain(&brand.aliases))
        .map(String::as_str)
}

fn brand(index: usize) -> Brand {
    let first = index * (ALIASES + 1);
    Brand {
        name: name(first),
        aliases: (1..=ALIASES).map(|alias| name(first + alias)).collect(),
        exclude: vec![format!("{} Platz", name(first))],
        context: Context {
            near: vec!["Lieferung".into(), "support".into()],
            not_near: vec!["Saft".into()],
        },
        tolerate_typos: index.is_multiple_of(10),
        ..Brand::default()
    }
}

/// A made-up name: three syllables, every fourth time with a second word.
fn name(index: usize) -> String {
    let syllable = |n: usize| SYLLABLES[n % SYLLABLES.len()];
    let word = format!(
        "{}{}{}",
        syllable(index),
        syllable(index / 12),
        syllable(index / 7 + 5)
    );
    if index % 4 == 3 {
        format!("{word} Werk{index}")
    } else {
        format!("{word}{}", syllable(index / 60 + 3))
    }
}

fn mixed() -> String {
    let brands = brands();
    let names: Vec<&str> = names(&brands).collect();
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text = String::with_capacity(TEXT_BYTES + 100);
    let mut state = 1_u64;
    while text.len() < TEXT_BYTES {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let chosen = (state >> 33) as usize;
        text.push_str(if chosen.is_multiple_of(60) {
            names[chosen / 60 % names.len()]
        } else {
            words[chosen % words.len()]
        });
        text.push(' ');
    }
    text
}
