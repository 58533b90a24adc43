//! What a person enters about a brand: the shape of `brands.json`.

use serde::{Deserialize, Serialize};

/// The most brands a set may hold.
pub const MAX_BRANDS: usize = 200;
/// The most entries (names, aliases, handles, context words …) all brands of a
/// set may have together.
pub const MAX_ENTRIES: usize = 2_000;
/// The longest entry, in Unicode scalar values.
pub const MAX_ENTRY_CHARS: usize = 100;

/// A brand as its owner entered it. All but the name may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Brand {
    /// What the brand is called. Names one form and stands for the brand in lists.
    pub name: String,
    /// Whose brand it is.
    #[serde(default)]
    pub role: Role,
    /// Other names of the brand.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Account names, with or without `@`.
    #[serde(default)]
    pub handles: Vec<String>,
    /// Hashtags, with or without `#`.
    #[serde(default)]
    pub hashtags: Vec<String>,
    /// Hosts, with or without scheme and `www.`; their subdomains are included.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Names of products that stand for the brand.
    #[serde(default)]
    pub products: Vec<String>,
    /// Phrases that contain a form of the brand and do not mean it.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Whether name, aliases and products count only in the letter case given.
    #[serde(default)]
    pub case_sensitive: bool,
    /// Whether name, aliases and products of six letters and more are also
    /// found with one letter wrong, missing, doubled or swapped.
    #[serde(default)]
    pub tolerate_typos: bool,
    /// Words whose neighbourhood decides for names that are also words.
    #[serde(default)]
    pub context: Context,
}

/// Whose brand it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The user's own brand.
    #[default]
    Own,
    /// A brand the user watches.
    Competitor,
}

/// Words that speak for or against a name or an alias.
///
/// Near is within 12 words on either side. Handles, hashtags, domains and
/// products are unmistakable and not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Context {
    /// When not empty, names with none of these near are doubtful.
    #[serde(default)]
    pub near: Vec<String>,
    /// Names with one of these near are doubtful.
    #[serde(default)]
    pub not_near: Vec<String>,
}

/// The content of a `brands.json` file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BrandFile {
    /// The brands, in the order in which ties between them are settled.
    pub brands: Vec<Brand>,
}

impl Brand {
    /// Every entry of the brand, the name first.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .chain(&self.handles)
            .chain(&self.hashtags)
            .chain(&self.domains)
            .chain(&self.products)
            .chain(&self.exclude)
            .chain(&self.context.near)
            .chain(&self.context.not_near)
    }
}
