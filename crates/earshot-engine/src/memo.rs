//! Verdicts that were asked for lately: pages ask again about posts that they
//! take out and put back, and after every click that teaches something.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use earshot_sentiment::{Passage, Verdict};

/// How many verdicts are remembered: some hundred bytes each.
const MAX_REMEMBERED: usize = 2_000;

/// A passage. In 128 bits, two that differ are the same by chance only once
/// in a lifetime of asking.
type Key = [u64; 2];

#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    verdicts: HashMap<Key, Verdict>,
    /// The keys, the oldest first.
    order: VecDeque<Key>,
}

impl Memo {
    /// The verdict on a passage: the remembered one, or what `judge` says.
    pub(crate) fn get(&self, passage: &Passage<'_>, judge: impl FnOnce() -> Verdict) -> Verdict {
        let key = key(passage);
        // Each change leaves a whole state: a panic between two does no harm.
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(verdict) = lock().verdicts.get(&key) {
            return verdict.clone();
        }
        let verdict = judge();
        let mut remembered = lock();
        if remembered.verdicts.insert(key, verdict.clone()).is_none() {
            remembered.order.push_back(key);
        }
        if remembered.order.len() > MAX_REMEMBERED
            && let Some(oldest) = remembered.order.pop_front()
        {
            remembered.verdicts.remove(&oldest);
        }
        verdict
    }
}

fn key(passage: &Passage<'_>) -> Key {
    [0_u8, 1].map(|salt| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        let Passage {
            text,
            lang,
            target,
            others,
        } = passage;
        (text, lang, target, others).hash(&mut hasher);
        hasher.finish()
    })
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "a list of one range is meant"
)]
mod tests {
    use super::*;

    fn passage<'a>(text: &'a str, target: &'a [std::ops::Range<usize>]) -> Passage<'a> {
        Passage {
            text,
            lang: None,
            target,
            others: &[],
        }
    }

    #[test]
    fn what_was_asked_is_not_judged_again() {
        let memo = Memo::default();
        let mut asked = 0;
        for target in [&[0..1][..], &[1..2], &[0..1]] {
            memo.get(&passage("ab", target), || {
                asked += 1;
                Verdict::unknown()
            });
        }
        assert_eq!(asked, 2);
    }

    #[test]
    fn the_oldest_is_forgotten() {
        let memo = Memo::default();
        for n in 0..=MAX_REMEMBERED {
            memo.get(&passage(&n.to_string(), &[]), Verdict::unknown);
        }
        let mut again = false;
        memo.get(&passage("1", &[]), || panic!("still known"));
        memo.get(&passage("0", &[]), || {
            again = true;
            Verdict::unknown()
        });
        assert!(again);
        assert!(memo.0.lock().unwrap().verdicts.len() <= MAX_REMEMBERED);
    }
}
