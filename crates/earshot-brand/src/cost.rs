//! What a text costs, in steps, so that tests can tell linear from quadratic
//! without a clock. Outside of tests nothing is counted.

/// Counts characters looked at beside a hit, and words looked up.
#[inline]
pub(crate) fn count(steps: usize) {
    #[cfg(test)]
    tests::STEPS.with(|sum| sum.set(sum.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use crate::{Brand, BrandSet, Context};

    thread_local! {
        pub(super) static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    /// The most steps a byte of text may take, whatever the text is.
    const MOST_PER_BYTE: usize = 12;

    fn steps(set: &BrandSet, text: &str) -> usize {
        STEPS.set(0);
        set.find(text);
        STEPS.get()
    }

    fn check(what: &str, unit: &str) {
        let brand = Brand {
            name: "Lufthansa".into(),
            aliases: vec!["Dell".into(), "Deutsche Bahn".into(), "bofrost*".into()],
            handles: vec!["@dell".into()],
            domains: vec!["dell.de".into()],
            context: Context {
                near: vec!["Flug".into()],
                not_near: vec!["Saft".into()],
            },
            tolerate_typos: true,
            ..Brand::default()
        };
        let set = BrandSet::compile(&[brand]).unwrap();
        let [short, long] = [1_000, 4_000].map(|times| {
            let text = unit.repeat(times);
            (steps(&set, &text), text.len())
        });
        assert!(
            short.0 <= MOST_PER_BYTE * short.1,
            "{what}: {} steps for {} bytes",
            short.0,
            short.1
        );
        // A little more than four times as many: what does not repeat.
        assert!(
            long.0 <= 4 * short.0 + 1_000,
            "{what}: {} steps, then {}",
            short.0,
            long.0
        );
    }

    #[test]
    fn hostile_texts_cost_what_their_length_is() {
        for (what, unit) in [
            ("near misses", "Dellx "),
            ("typos", "Lufthnasa "),
            ("one word", "dell"),
            ("compounds", "Dellkundenservicehotline "),
            ("one word of compounds", "dellkundenservicehotline"),
            ("words that end in a name", "kundenservicehotlinedell "),
            ("words of words", "Dellhaushaushaushaushaus "),
            ("hyphens", "Dell-"),
            ("underscores", "Dell_"),
            ("hosts", "dell."),
            ("known hosts", "dell.de."),
            ("links", "https://dell.de/dell"),
            ("mails", "dell@dell.de"),
            ("handles", "@dell"),
            ("hashtags", "#Dell"),
            ("hashtags in one", "#DellDell_"),
            ("spaces", "Dell                    "),
            ("near words", "Dell Flug Saft "),
            ("only near words", "flugsaft"),
            ("signs", "bofrost**"),
            ("apostrophes", "Dell's'"),
            ("possessions", "Dells aaaaaaa"),
            ("adjectives", "deutschen"),
            ("zero-width", "De\u{200B}ll"),
            ("accents", "Dell\u{301}\u{301}\u{301}"),
        ] {
            check(what, unit);
        }
    }
}
