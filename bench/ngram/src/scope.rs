//! Which words bear on the target, and which are turned round.

use std::ops::Range;

use crate::lexis;
use crate::token::{Kind, Tokens};
use earshot_sentiment::Lang;

/// How a token bears on the target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scope {
    /// How much it counts, 0..=1. 1 everywhere if there is no target.
    pub(crate) weight: f32,
    /// A negation reaches it.
    pub(crate) negated: bool,
    /// The target is what it is measured against: "better than *Dell*".
    pub(crate) compared: bool,
}

/// Weights by where a token stands, seen from the target. Chosen on the
/// development split.
mod weight {
    /// In the target's own clause.
    pub(super) const CLAUSE: f32 = 1.0;
    /// In a clause of the same sentence that names no brand of its own.
    pub(super) const SENTENCE: f32 = 0.7;
    /// In the sentence after or before, if no other brand claims it.
    pub(super) const NEIGHBOUR: f32 = 0.4;
    /// Further away.
    pub(super) const FAR: f32 = 0.2;
    /// In a clause or a sentence about another brand.
    pub(super) const OTHER: f32 = 0.1;
}

/// The most words after a negation it reaches.
const NEGATION_AHEAD: usize = 6;
/// The most words before a negation it reaches, where German puts it last:
/// "gefällt mir nicht".
const NEGATION_BACK: usize = 4;
/// Where to look for the comparative before "als" or "than".
const COMPARATIVE_BACK: usize = 4;

/// The scope of every token.
pub(crate) fn scopes(tokens: &Tokens, lang: Lang) -> Vec<Scope> {
    let plain = Scope {
        weight: 1.0,
        negated: false,
        compared: false,
    };
    let mut scopes = vec![plain; tokens.list.len()];
    negate(tokens, lang, &mut scopes);
    if let Some(target) = tokens
        .list
        .iter()
        .position(|token| token.kind == Kind::Target)
    {
        weigh(tokens, lang, target, &mut scopes);
        compare(tokens, lang, target, &mut scopes);
    }
    scopes
}

/// Marks what negations reach: the words after them in their clause, or, where
/// next to nothing follows, the words before.
fn negate(tokens: &Tokens, lang: Lang, scopes: &mut [Scope]) {
    let is_word = |index: &usize| tokens.list[*index].kind == Kind::Word;
    for clause in negation_clauses(tokens, lang) {
        for at in clause.clone() {
            if !lexis::negates(lang, tokens.form(at)) {
                continue;
            }
            let next = (at + 1..clause.end).find(is_word);
            if next.is_some_and(|next| lexis::revokes_negation(tokens.form(next))) {
                continue;
            }
            let mut reached = 0;
            for index in (at + 1..clause.end).filter(is_word).take(NEGATION_AHEAD) {
                scopes[index].negated = true;
                reached += 1;
            }
            if reached <= 1 && lang == Lang::De {
                for index in (clause.start..at).rev().filter(is_word).take(NEGATION_BACK) {
                    scopes[index].negated = true;
                }
            }
        }
    }
}

fn negation_clauses(tokens: &Tokens, lang: Lang) -> Vec<Range<usize>> {
    let cuts = |index: usize| match tokens.list[index].kind {
        Kind::Mark | Kind::Comma | Kind::Break | Kind::Stop | Kind::Emoji => true,
        Kind::Word => lexis::opens_clause(lang, tokens.form(index)),
        Kind::Masked | Kind::Target | Kind::Other => false,
    };
    split(0..tokens.list.len(), cuts)
}

/// Cuts a range before every index that `cuts`.
fn split(range: Range<usize>, cuts: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for index in range.clone() {
        if index > start && cuts(index) {
            parts.push(start..index);
            start = index;
        }
    }
    if start < range.end {
        parts.push(start..range.end);
    }
    parts
}

/// Weighs every token by the clause and the sentence it stands in.
fn weigh(tokens: &Tokens, lang: Lang, target: usize, scopes: &mut [Scope]) {
    let sentences = sentences(tokens);
    let home = sentences
        .iter()
        .position(|sentence| sentence.contains(&target))
        .unwrap_or(0);
    // Whom a sentence without a name is about: whoever was named last.
    let mut topic = Kind::Target;
    for (index, sentence) in sentences.iter().enumerate() {
        if index == home {
            weigh_home(tokens, lang, sentence.clone(), scopes);
            topic = Kind::Target;
            continue;
        }
        let named = last_brand(tokens, sentence.clone());
        topic = named.unwrap_or(topic);
        let weight = match (topic, index.abs_diff(home)) {
            (Kind::Other, _) => weight::OTHER,
            (_, 1) => weight::NEIGHBOUR,
            _ => weight::FAR,
        };
        for scope in &mut scopes[sentence.clone()] {
            scope.weight = weight;
        }
    }
}

/// The sentences. One without a word (the emoji after the full stop) belongs
/// to the sentence before.
fn sentences(tokens: &Tokens) -> Vec<Range<usize>> {
    let ends = |index: usize| {
        matches!(tokens.list[index].kind, Kind::Stop)
            || tokens.list[index].kind == Kind::Mark && tokens.form(index) != "…"
    };
    let speaks = |range: &Range<usize>| {
        tokens.list[range.clone()]
            .iter()
            .any(|token| matches!(token.kind, Kind::Word | Kind::Target | Kind::Other))
    };
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for part in split(0..tokens.list.len(), |index| index > 0 && ends(index - 1)) {
        match sentences.last_mut() {
            Some(last) if !speaks(&part) => last.end = part.end,
            _ => sentences.push(part),
        }
    }
    sentences
}

fn last_brand(tokens: &Tokens, range: Range<usize>) -> Option<Kind> {
    tokens.list[range]
        .iter()
        .rev()
        .map(|token| token.kind)
        .find(|kind| matches!(kind, Kind::Target | Kind::Other))
}

/// Weighs the target's own sentence clause by clause.
fn weigh_home(tokens: &Tokens, lang: Lang, sentence: Range<usize>, scopes: &mut [Scope]) {
    let cuts = brand_cuts(tokens, lang, sentence.clone());
    let clauses = split(sentence, |index| {
        cuts.contains(&index)
            || match tokens.list[index].kind {
                // Where brands share a sentence, commas part what is said of each.
                Kind::Comma => !cuts.is_empty(),
                Kind::Break => true,
                Kind::Word => lexis::contrasts(lang, tokens.form(index)),
                _ => false,
            }
    });
    let has_target = |clause: &Range<usize>| {
        tokens.list[clause.clone()]
            .iter()
            .any(|token| token.kind == Kind::Target)
    };
    let owner = |clause: &Range<usize>| {
        if has_target(clause) {
            Some(Kind::Target)
        } else {
            last_brand(tokens, clause.clone())
        }
    };
    let mut topic = clauses.iter().find_map(owner).unwrap_or(Kind::Target);
    for clause in clauses {
        let weight = match owner(&clause) {
            Some(Kind::Target) => {
                topic = Kind::Target;
                weight::CLAUSE
            }
            Some(_) => {
                topic = Kind::Other;
                weight::OTHER
            }
            None if topic == Kind::Target => weight::SENTENCE,
            None => weight::OTHER,
        };
        for scope in &mut scopes[clause] {
            scope.weight = weight;
        }
    }
}

/// Where to cut between two brands that no clause border parts: at the last
/// comma or conjunction between them, else right before the second. Brands in a row
/// ("Dell und HP") and the measure of a comparison ("besser als HP") share a
/// clause.
fn brand_cuts(tokens: &Tokens, lang: Lang, sentence: Range<usize>) -> Vec<usize> {
    let brands: Vec<usize> = sentence
        .filter(|&index| matches!(tokens.list[index].kind, Kind::Target | Kind::Other))
        .collect();
    let mut cuts = Vec::new();
    for pair in brands.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        let same = tokens.list[first].kind == tokens.list[second].kind;
        let between = first + 1..second;
        let joint = |index: usize| match tokens.list[index].kind {
            Kind::Comma => true,
            Kind::Word => {
                lexis::joins(lang, tokens.form(index)) || lexis::contrasts(lang, tokens.form(index))
            }
            _ => false,
        };
        let in_a_row = between.clone().all(joint);
        if same || in_a_row || measure(tokens, lang, second).is_some() {
            continue;
        }
        cuts.push(between.rev().find(|&index| joint(index)).unwrap_or(second));
    }
    cuts
}

/// The "als" or "than" that makes the brand at `brand` the measure of a
/// comparison, if there is one.
fn measure(tokens: &Tokens, lang: Lang, brand: usize) -> Option<usize> {
    let near = brand.saturating_sub(2);
    let at = (near..brand)
        .rev()
        .find(|&index| lexis::compares(lang, tokens.form(index)))?;
    (at.saturating_sub(COMPARATIVE_BACK)..at)
        .any(|index| lexis::is_comparative(tokens.form(index)))
        .then_some(at)
}

/// Marks what is said in comparison with the target.
fn compare(tokens: &Tokens, lang: Lang, target: usize, scopes: &mut [Scope]) {
    if let Some(at) = measure(tokens, lang, target) {
        for scope in &mut scopes[at.saturating_sub(COMPARATIVE_BACK)..at] {
            scope.compared = true;
        }
    }
}
