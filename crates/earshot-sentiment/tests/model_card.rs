//! The shipped model is the one its card describes.

use sha2::{Digest, Sha256};

const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");
const CARD: &str = include_str!("../../../extension/model/MODEL_CARD.md");

#[test]
fn the_card_states_the_checksum_of_the_model() {
    let checksum: String = Sha256::digest(MODEL)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert!(
        CARD.contains(&checksum),
        "MODEL_CARD.md is not about this model: {checksum}"
    );
}
