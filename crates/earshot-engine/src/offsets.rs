//! From byte offsets to what others count in.

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// UTF-16 code units, as in JavaScript and the DOM.
    Utf16,
    /// Unicode scalar values, as in Python; files and records use it.
    Scalar,
}

/// Byte offsets into one text with their counterparts, made in one pass.
#[derive(Clone, Debug)]
pub struct Offsets {
    /// Sorted by byte.
    pairs: Vec<(usize, u32)>,
}

impl Offsets {
    /// Counterparts of `bytes`, offsets into `text`. One inside a character
    /// counts as its start, one past the end as the end.
    pub fn new(text: &str, bytes: impl IntoIterator<Item = usize>, unit: Unit) -> Self {
        let mut bytes: Vec<usize> = bytes.into_iter().collect();
        bytes.sort_unstable();
        bytes.dedup();
        let mut pairs = Vec::with_capacity(bytes.len());
        let mut wanted = bytes.into_iter().peekable();
        let mut count: u32 = 0;
        for (start, c) in text.char_indices() {
            while let Some(byte) = wanted.next_if(|&byte| byte < start + c.len_utf8()) {
                pairs.push((byte, count));
            }
            if wanted.peek().is_none() {
                break;
            }
            count = count.saturating_add(match unit {
                Unit::Utf16 => c.len_utf16() as u32,
                Unit::Scalar => 1,
            });
        }
        pairs.extend(wanted.map(|byte| (byte, count)));
        Self { pairs }
    }

    /// The counterpart of `byte`, which must be one of those given to
    /// [`Offsets::new`]; 0 for any other.
    pub fn get(&self, byte: usize) -> u32 {
        match self.pairs.binary_search_by_key(&byte, |pair| pair.0) {
            Ok(at) => self.pairs[at].1,
            Err(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, byte: usize, utf16: u32, scalar: u32) {
        assert_eq!(
            Offsets::new(text, [byte], Unit::Utf16).get(byte),
            utf16,
            "{text:?} {byte}"
        );
        assert_eq!(
            Offsets::new(text, [byte], Unit::Scalar).get(byte),
            scalar,
            "{text:?} {byte}"
        );
    }

    #[test]
    fn counts_in_either_unit() {
        check("", 0, 0, 0);
        check("Dell", 4, 4, 4);
        check("für Dell", 5, 4, 4);
        check("😀 Dell", 5, 3, 2);
        check("😀", 2, 0, 0);
        check("ab", 99, 2, 2);
    }

    proptest! {
        #[test]
        fn agrees_with_counting(text in ".*", at in any::<prop::sample::Index>()) {
            let boundaries: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
            let byte = *at.get(&boundaries);
            let utf16 = text[..byte].encode_utf16().count() as u32;
            let scalar = text[..byte].chars().count() as u32;
            prop_assert_eq!(Offsets::new(&text, boundaries.clone(), Unit::Utf16).get(byte), utf16);
            prop_assert_eq!(Offsets::new(&text, boundaries, Unit::Scalar).get(byte), scalar);
        }
    }
}
