//! Which files are trained on, and how much each counts.

/// A file of the training data and its part in the mix.
pub(crate) struct Source {
    /// The file's name without `.tsv`.
    pub(crate) name: &'static str,
    /// How much all its texts together may count, in texts. A file with more
    /// counts as much as this, one with fewer as it is, times `weight`.
    pub(crate) cap: f32,
    /// How much one text counts.
    pub(crate) weight: f32,
    /// Whether its development part decides. Not where labels are another
    /// thing than how someone feels about something.
    pub(crate) measured: bool,
}

const fn source(name: &'static str, cap: f32, weight: f32, measured: bool) -> Source {
    Source {
        name,
        cap,
        weight,
        measured,
    }
}

/// The mix. Chosen on the development split.
pub(crate) const SOURCES: &[Source] = &[
    source("potts_de", 20_000.0, 2.0, true),
    source("sb10k_de", 20_000.0, 2.0, true),
    source("mobasa_de", 20_000.0, 1.0, true),
    source("mobasa_target_de", 20_000.0, 1.0, true),
    source("semeval2025_de", 20_000.0, 1.0, true),
    source("m_absa_de", 20_000.0, 1.0, true),
    source("guhr_emotions_de", 20_000.0, 1.0, false),
    source("xed_de", 20_000.0, 0.5, false),
    source("own", 20_000.0, 4.0, false),
    source("flausch_de", 10_000.0, 1.0, false),
    source("semeval_task4a_en", 20_000.0, 1.0, true),
    source("semeval_topic_target_en", 15_000.0, 1.0, true),
    source("twitter_entity_target_en", 10_000.0, 1.0, true),
    source("acl14_target_en", 20_000.0, 1.0, true),
    source("mams_target_en", 20_000.0, 1.0, true),
    source("goemotions_en", 10_000.0, 1.0, false),
    source("semeval2025_en", 20_000.0, 0.5, false),
    source("xed_en", 5_000.0, 1.0, false),
    source("product_reviews_huliu_en", 20_000.0, 1.0, true),
    source("pros_cons_en", 8_000.0, 1.0, false),
    source("sentiment_labelled_sentences_en", 20_000.0, 1.0, true),
    source("vader_tweets_en", 20_000.0, 1.0, true),
    source("vader_amazon_en", 20_000.0, 1.0, true),
    source("complaints_en", 20_000.0, 0.5, false),
];

/// Number of weight pairs; the file is twice as many bytes and a few more.
pub(crate) const BUCKETS: usize = 490_000;
/// Passes over the data.
pub(crate) const EPOCHS: usize = 4;
/// Adagrad's step.
pub(crate) const STEP: f32 = 0.1;
/// Pull of every touched weight towards zero.
pub(crate) const DECAY: f32 = 2e-4;
/// How far rare labels of a file are lifted: 0 not at all, 1 until all labels
/// of the file count alike.
pub(crate) const BALANCE: f32 = 0.7;
/// Seed of the order of the texts.
pub(crate) const SEED: u64 = 20_261_122;
