//! Feature hashing: FNV-1a, extended byte by byte, so that every longer n-gram
//! reuses the work of the shorter one.

/// FNV-1a of bytes, in 64 bits; also the checksum of a model file.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    Hash(OFFSET).bytes(bytes).0
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// A hash under way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// Starts a hash in a namespace of its own: equal text in two kinds of
    /// features is two features.
    pub(crate) const fn new(namespace: u8) -> Self {
        Hash(OFFSET).byte(namespace)
    }

    /// Goes on with one byte.
    pub(crate) const fn byte(self, byte: u8) -> Self {
        Hash((self.0 ^ byte as u64).wrapping_mul(PRIME))
    }

    /// Goes on with text.
    pub(crate) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Goes on with bytes.
    pub(crate) fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |hash, &byte| hash.byte(byte))
    }

    /// The hash itself. FNV's high bits mix badly for short input, so they are
    /// stirred once more (the finalizer of MurmurHash3).
    pub(crate) const fn finish(self) -> u64 {
        let mut hash = self.0;
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    }
}
