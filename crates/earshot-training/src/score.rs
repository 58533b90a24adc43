//! How good the verdicts are.

/// Counts of what was said for what was true; indexes of
/// [`earshot_sentiment::Label::ALL`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Confusion {
    /// `counts[truth][said]`.
    counts: [[u32; 3]; 3],
    sure: u32,
    sure_right: u32,
}

impl Confusion {
    /// Counts one verdict.
    pub(crate) fn add(&mut self, truth: usize, said: usize, unsure: bool) {
        self.counts[truth][said] += 1;
        if !unsure {
            self.sure += 1;
            self.sure_right += u32::from(truth == said);
        }
    }

    /// How many verdicts.
    pub(crate) fn total(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    fn row(&self, truth: usize) -> u32 {
        self.counts[truth].iter().sum()
    }

    fn column(&self, said: usize) -> u32 {
        self.counts.iter().map(|row| row[said]).sum()
    }

    /// The labels that occur; averages are taken over them.
    fn present(&self) -> impl Iterator<Item = usize> + '_ {
        (0..3).filter(|&label| self.row(label) > 0)
    }

    /// The share of a label's texts that were recognised; NaN if it has none.
    pub(crate) fn recall(&self, label: usize) -> f64 {
        ratio(self.counts[label][label], self.row(label))
    }

    fn f1(&self, label: usize) -> f64 {
        ratio(
            2 * self.counts[label][label],
            self.row(label) + self.column(label),
        )
    }

    /// The mean F1 of the labels that occur.
    pub(crate) fn macro_f1(&self) -> f64 {
        mean(self.present().map(|label| self.f1(label)))
    }

    /// The mean recall of the labels that occur.
    pub(crate) fn macro_recall(&self) -> f64 {
        mean(self.present().map(|label| self.recall(label)))
    }

    /// The share that is right.
    pub(crate) fn accuracy(&self) -> f64 {
        ratio(
            (0..3).map(|label| self.counts[label][label]).sum(),
            self.total(),
        )
    }

    /// The share that is sure.
    pub(crate) fn coverage(&self) -> f64 {
        ratio(self.sure, self.total())
    }

    /// The share of the sure ones that is right; NaN if none is sure.
    pub(crate) fn accuracy_when_sure(&self) -> f64 {
        ratio(self.sure_right, self.sure)
    }

    /// Always saying the most frequent label: accuracy and macro-F1.
    pub(crate) fn majority(&self) -> (f64, f64) {
        let largest = (0..3).map(|label| self.row(label)).max().unwrap_or(0);
        let f1 = ratio(2 * largest, largest + self.total());
        (
            ratio(largest, self.total()),
            f1 / self.present().count() as f64,
        )
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole)
}

/// The arithmetic mean; NaN of nothing.
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten negative of which six are recognised, two neutral, both missed.
    fn confusion() -> Confusion {
        let mut confusion = Confusion::default();
        for (truth, said, unsure, times) in [(0, 0, false, 6), (0, 1, true, 4), (1, 0, false, 2)] {
            for _ in 0..times {
                confusion.add(truth, said, unsure);
            }
        }
        confusion
    }

    #[track_caller]
    fn check(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn counts_by_hand() {
        let confusion = confusion();
        check(confusion.recall(0), 0.6);
        check(confusion.recall(1), 0.0);
        check(confusion.macro_recall(), 0.3);
        check(confusion.macro_f1(), 2.0 * 6.0 / 18.0 / 2.0);
        check(confusion.accuracy(), 0.5);
        check(confusion.coverage(), 8.0 / 12.0);
        check(confusion.accuracy_when_sure(), 0.75);
        check(confusion.majority().0, 10.0 / 12.0);
        check(confusion.majority().1, 20.0 / 22.0 / 2.0);
    }
}
