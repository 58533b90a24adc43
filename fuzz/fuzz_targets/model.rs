//! Any bytes: a model or a typed error. The checksum is set right half of the
//! time, so that what lies behind it is reached too.

#![no_main]

use earshot_sentiment::{Judge, Lang, Passage};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, Vec<u8>)| {
    let (seal, mut bytes) = input;
    if seal && bytes.len() > 8 {
        let body = bytes.len() - 8;
        let hash = bytes[..body].iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        bytes[body..].copy_from_slice(&hash.to_le_bytes());
    }
    if let Ok(judge) = Judge::from_bytes(&bytes) {
        let verdict = judge.judge(&Passage {
            text: "Dell top, HP flop",
            lang: Some(Lang::De),
            target: Some(0..4),
            others: &[10..12],
        });
        assert!(verdict.probabilities.negative.is_finite());
    }
});
