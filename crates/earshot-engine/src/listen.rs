//! Finding the mentions in a text and judging each.

use std::ops::Range;
use std::sync::Arc;

use earshot_brand::{BrandSet, Mention, PostContext, SenseModel};
use earshot_sentiment::{Judge, Language, Passage, Verdict, detect};

use crate::memo::Memo;

/// How many mentions of a post are judged one by one. A verdict takes some 15
/// ms; what a post with more of them says is said by then, and those after
/// share the verdict before.
const MAX_ASKED: usize = 16;
/// Mentions of a brand that start within so many bytes share their verdict:
/// the judge would read nearly the same sentences, with both marked.
const NEAR: usize = 240;

fn is_near(before: &Mention, mention: &Mention) -> bool {
    mention.span.start - before.span.start <= NEAR
}

/// Brands to listen for and a judge to ask.
#[derive(Debug)]
pub struct Engine {
    brands: BrandSet,
    judge: Option<Arc<Judge>>,
    memo: Memo,
}

/// What was heard in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Listened {
    /// The language it is written in.
    pub language: Language,
    /// The mentions by start; they do not overlap.
    pub mentions: Vec<Judged>,
}

/// A mention with its verdict. Offsets are bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Where, and which brand.
    pub mention: Mention,
    /// How the writer feels about it.
    pub verdict: Verdict,
}

impl Engine {
    /// An engine. Without a judge mentions are found all the same, and every
    /// verdict is unsure.
    pub fn new(brands: BrandSet, judge: Option<Arc<Judge>>) -> Self {
        Self {
            brands,
            judge,
            memo: Memo::default(),
        }
    }

    /// The brands it listens for.
    pub fn brands(&self) -> &BrandSet {
        &self.brands
    }

    /// The name of the brand with this index, as in [`Mention::brand`].
    pub fn brand_name(&self, brand: usize) -> &str {
        self.brands
            .brands()
            .get(brand)
            .map_or("", |brand| brand.name.as_str())
    }

    /// The mentions in `text`, each with a verdict of its own: other brands in
    /// the text are not what it is about. `prior` is the language the text is
    /// said to be in, a BCP 47 tag; `learnt` has what the user taught about
    /// each brand, in the order of [`BrandSet::brands`].
    pub fn listen(
        &self,
        text: &str,
        prior: Option<&str>,
        context: PostContext<'_>,
        learnt: &[Option<&SenseModel>],
    ) -> Listened {
        let mentions = self.brands.find_with(text, context, learnt);
        let language = detect(text, prior);
        let mut judged: Vec<Judged> = Vec::with_capacity(mentions.len());
        // The places in `judged` whose verdict is their own.
        let mut asked: Vec<usize> = Vec::new();
        for mention in &mentions {
            let before = asked
                .iter()
                .rev()
                .map(|&at| &judged[at])
                .find(|it| it.mention.brand == mention.brand);
            let may_ask = asked.len() < MAX_ASKED;
            let verdict = match before {
                Some(before) if !may_ask || is_near(&before.mention, mention) => {
                    before.verdict.clone()
                }
                None if !may_ask => Verdict::unknown(),
                _ => {
                    asked.push(judged.len());
                    self.judge_mention(text, &language, mention, &mentions)
                }
            };
            judged.push(Judged {
                mention: mention.clone(),
                verdict,
            });
        }
        Listened {
            language,
            mentions: judged,
        }
    }

    fn judge_mention(
        &self,
        text: &str,
        language: &Language,
        mention: &Mention,
        all: &[Mention],
    ) -> Verdict {
        let (own, others): (Vec<&Mention>, Vec<&Mention>) =
            all.iter().partition(|other| other.brand == mention.brand);
        let spans = |of: Vec<&Mention>| of.iter().map(|it| it.span.clone()).collect();
        let others: Vec<Range<usize>> = spans(others);
        let mut target: Vec<Range<usize>> = spans(own);
        // The one that is asked about first.
        target.sort_by_key(|span| *span != mention.span);
        self.judge(text, language, &target, &others)
    }

    /// The verdict on `target` (bytes; as in [`Passage::target`]), or on the
    /// whole of `text`.
    pub fn judge(
        &self,
        text: &str,
        language: &Language,
        target: &[Range<usize>],
        others: &[Range<usize>],
    ) -> Verdict {
        match &self.judge {
            Some(judge) => {
                let passage = Passage {
                    text,
                    lang: language.judged(),
                    target,
                    others,
                };
                self.memo.get(&passage, || judge.judge(&passage))
            }
            None => Verdict::unknown(),
        }
    }
}
