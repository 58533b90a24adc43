//! What the judge sees of a passage: hashed features, each on a token.
//!
//! Every feature lies on a token, so that its contribution can be handed to
//! that token as evidence and nothing but the bias is left over. A bigram is
//! split between its two words.

use std::ops::Range;

use crate::hash::Hash;
use crate::scope::{Scope, scopes};
use crate::token::{Kind, Tokens, tokenize};
use crate::window::window;
use earshot_sentiment::{Lang, Passage};

/// A feature of a passage.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Feature {
    /// The token it lies on: an index into [`Features::spans`].
    pub(crate) token: u32,
    /// Its hash; [`Features::bucket`] maps it to a weight.
    pub(crate) hash: u32,
    /// How strongly it is present.
    pub(crate) value: f32,
}

/// The features of a passage.
#[derive(Debug)]
pub(crate) struct Features {
    /// All features, in the order of the text.
    pub(crate) list: Vec<Feature>,
    /// The tokens: bytes of the passage's text.
    pub(crate) spans: Vec<Range<usize>>,
    /// Whether the passage has a (valid) target.
    pub(crate) targeted: bool,
}

/// The weight of each kind of feature before learning: how much it counts when
/// nothing else is known. Chosen on the development split.
mod value {
    pub(super) const WORD: f32 = 1.0;
    pub(super) const CHARS: f32 = 0.35;
    pub(super) const PAIR: f32 = 0.7;
    pub(super) const NEGATED: f32 = 1.0;
    /// A negated word speaks for the opposite, though less loudly.
    pub(super) const TURNED: f32 = -0.3;
    pub(super) const SHAPE: f32 = 0.5;
    pub(super) const EMOJI: f32 = 1.5;
    pub(super) const MARK: f32 = 0.7;
    pub(super) const BESIDE: f32 = 0.7;
}

/// Namespaces of the hash.
mod space {
    pub(super) const WORD: u8 = 1;
    pub(super) const CHARS: u8 = 2;
    pub(super) const PAIR: u8 = 3;
    pub(super) const NEGATED: u8 = 4;
    pub(super) const COMPARED: u8 = 5;
    pub(super) const SHAPE: u8 = 6;
    pub(super) const EMOJI: u8 = 7;
    pub(super) const MARK: u8 = 8;
    pub(super) const TAG: u8 = 9;
    /// Before the target, then after it.
    pub(super) const BESIDE: [u8; 2] = [10, 11];
}

/// Character n-grams, of a word with its two borders.
const SHORTEST: usize = 2;
const LONGEST: usize = 5;
/// Words count as beside the target up to this many tokens away.
const BESIDE: usize = 3;

impl Features {
    /// The features of a passage judged in `lang`.
    pub(crate) fn of(passage: &Passage<'_>, lang: Lang) -> Features {
        let window = window(passage);
        let tokens = tokenize(window.text, &window.masks);
        let scopes = scopes(&tokens, lang);
        let target = tokens
            .list
            .iter()
            .position(|token| token.kind == Kind::Target);
        let mut extractor = Extractor {
            tokens: &tokens,
            scopes: &scopes,
            lang,
            target,
            list: Vec::with_capacity(window.text.len() * 4),
        };
        for index in 0..tokens.list.len() {
            extractor.token(index);
        }
        let mut list = extractor.list;
        normalize(&mut list);
        Features {
            list,
            spans: tokens
                .list
                .iter()
                .map(|token| token.span.start + window.start..token.span.end + window.start)
                .collect(),
            targeted: target.is_some(),
        }
    }

    /// The bucket of a feature among `buckets`.
    pub(crate) fn bucket(hash: u32, buckets: usize) -> usize {
        ((u64::from(hash) * buckets as u64) >> 32) as usize
    }
}

/// The power of the square length that values are divided by: 0 would count (a
/// long text always shouts), 0.5 would be unit length (a long text says no more
/// than a short one). Chosen on the development split.
const NORM: f32 = 0.35;

/// Makes long and short texts comparable.
fn normalize(list: &mut [Feature]) {
    let square: f32 = list
        .iter()
        .map(|feature| feature.value * feature.value)
        .sum();
    if square > 0.0 {
        let norm = libm::powf(square, NORM);
        for feature in list {
            feature.value /= norm;
        }
    }
}

struct Extractor<'a> {
    tokens: &'a Tokens,
    scopes: &'a [Scope],
    lang: Lang,
    target: Option<usize>,
    list: Vec<Feature>,
}

impl Extractor<'_> {
    fn push(&mut self, token: usize, hash: Hash, value: f32) {
        self.list.push(Feature {
            token: token as u32,
            hash: (hash.finish() >> 32) as u32,
            value: value * self.scopes[token].weight,
        });
    }

    /// A hash in a namespace of the language: "die" and "die" are two words.
    fn hash(&self, space: u8) -> Hash {
        Hash::new(space).text(self.lang.code())
    }

    fn token(&mut self, index: usize) {
        let form = self.tokens.form(index);
        match self.tokens.list[index].kind {
            Kind::Word => self.word(index),
            Kind::Emoji => self.push(index, Hash::new(space::EMOJI).text(form), value::EMOJI),
            Kind::Mark => self.push(index, Hash::new(space::MARK).text(form), value::MARK),
            _ => {}
        }
        self.pair(index);
        self.beside(index);
    }

    fn word(&mut self, index: usize) {
        let form = self.tokens.form(index);
        let scope = self.scopes[index];
        let turned = scope.negated != scope.compared;
        let sign = if turned { value::TURNED } else { 1.0 };
        self.push(index, self.hash(space::WORD).text(form), sign * value::WORD);
        self.chars(index, sign * value::CHARS);
        if scope.negated {
            self.push(index, self.hash(space::NEGATED).text(form), value::NEGATED);
        }
        if scope.compared {
            self.push(index, self.hash(space::COMPARED).text(form), value::NEGATED);
        }
        let token = &self.tokens.list[index];
        if token.shouted {
            self.push(index, Hash::new(space::SHAPE).byte(b'A'), value::SHAPE);
        }
        if token.stretched {
            self.push(index, Hash::new(space::SHAPE).byte(b'~'), value::SHAPE);
        }
        if token.tagged {
            self.push(index, self.hash(space::TAG).text(form), value::SHAPE);
        }
    }

    /// The character n-grams of a word, which know its stem and its kin.
    fn chars(&mut self, index: usize, value: f32) {
        let form = self.tokens.form(index);
        let bordered: Vec<char> = std::iter::once('<')
            .chain(form.chars())
            .chain(std::iter::once('>'))
            .collect();
        for start in 0..bordered.len() {
            let mut hash = self.hash(space::CHARS);
            for (length, c) in (1..=LONGEST).zip(&bordered[start..]) {
                hash = hash.bytes(&(*c as u32).to_le_bytes());
                if length >= SHORTEST {
                    self.push(index, hash, value);
                }
            }
        }
    }

    /// The pair of a token and the one after it, half on each.
    fn pair(&mut self, index: usize) {
        let next = index + 1;
        let (Some(first), Some(second)) = (self.name(index), self.name(next)) else {
            return;
        };
        let hash = self.hash(space::PAIR).text(first).byte(b' ').text(second);
        self.push(index, hash, value::PAIR / 2.0);
        self.push(next, hash, value::PAIR / 2.0);
    }

    /// What a token is called in a pair; nothing joins across a clause.
    fn name(&self, index: usize) -> Option<&str> {
        let token = self.tokens.list.get(index)?;
        match token.kind {
            Kind::Word | Kind::Emoji | Kind::Mark => Some(self.tokens.form(index)),
            Kind::Masked => Some("@"),
            Kind::Target => Some("§"),
            Kind::Other => Some("¤"),
            Kind::Comma | Kind::Break | Kind::Stop => None,
        }
    }

    /// The words next to the target, by side.
    fn beside(&mut self, index: usize) {
        let Some(target) = self
            .target
            .filter(|&target| target.abs_diff(index) <= BESIDE)
        else {
            return;
        };
        if self.tokens.list[index].kind == Kind::Word {
            let space = space::BESIDE[usize::from(index > target)];
            let hash = self.hash(space).text(self.tokens.form(index));
            self.push(index, hash, value::BESIDE);
        }
    }
}
