//! Any bytes: a judge that does not panic or a typed error. Length and checksum
//! are set right, so that what lies behind them is reached, and some inputs are
//! changes to a whole small model, which chance would never write.

#![no_main]

use arbitrary::Arbitrary;
use earshot_sentiment::{Judge, Lang, Passage};
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
enum Input {
    /// As they are.
    Bytes(Vec<u8>),
    /// Behind a right header.
    Body(Vec<u8>),
    /// A small model, with these bytes at these places, and so many cut off.
    Changed(Shape, Vec<(u16, u8)>, u8),
}

/// The dimensions of a small model; they need not fit together.
#[derive(Debug, Arbitrary)]
struct Shape {
    layers: u8,
    heads: u8,
    hidden: u8,
    inner: u8,
    rows: u8,
    positions: u8,
}

/// Name, kind, rows, columns.
type Tensor = (String, u8, u32, u32);

const HEADER: usize = 32;
const OUTPUTS: u32 = 18;
/// Numbers of the calibration, all of them 1.
const CALIBRATION: usize = 35;
/// A vocabulary entry: what every text has.
const PIECE: &str = "▁";

impl Shape {
    /// The tensors and dimensions of the model, in the order of the file.
    fn plan(&self) -> (Vec<Tensor>, [u32; 9]) {
        let (hidden, inner) = (
            32 * u32::from(self.hidden % 3),
            16 * u32::from(self.inner % 3),
        );
        let (rows, positions) = (u32::from(self.rows), u32::from(self.positions));
        let layers = u32::from(self.layers % 3);
        let mut tensors: Vec<Tensor> = Vec::new();
        let mut add = |name: &str, kind, rows, columns| {
            tensors.push((name.to_owned(), kind, rows, columns));
        };
        add("embedding", 2, rows, hidden);
        add("position", 1, positions, hidden);
        add("embedding.gain", 0, 1, hidden);
        add("embedding.bias", 0, 1, hidden);
        for n in 0..layers {
            for (name, rows, columns) in [
                ("qkv", 3 * hidden, hidden),
                ("attention", hidden, hidden),
                ("up", inner, hidden),
                ("down", hidden, inner),
            ] {
                add(&format!("layer.{n}.{name}.weight"), 1, rows, columns);
                add(&format!("layer.{n}.{name}.bias"), 0, 1, rows);
            }
            for name in [
                "attention.gain",
                "attention.shift",
                "inner.gain",
                "inner.shift",
            ] {
                add(&format!("layer.{n}.{name}"), 0, 1, hidden);
            }
        }
        add("head.score", 0, OUTPUTS, hidden);
        add("head.mention", 0, 1, OUTPUTS);
        add("head.value", 0, OUTPUTS, hidden);
        add("head.bias", 0, 1, OUTPUTS);
        let heads = u32::from(self.heads);
        (
            tensors,
            [
                hidden, layers, heads, inner, rows, positions, OUTPUTS, 32, 0,
            ],
        )
    }

    /// All behind the header, as `training/FORMAT.md` has it.
    fn body(&self) -> Vec<u8> {
        let (tensors, dimensions) = self.plan();
        let mut body: Vec<u8> = dimensions.into_iter().flat_map(u32::to_le_bytes).collect();
        body.extend(1e-5_f32.to_le_bytes());
        body.extend([1_f32; CALIBRATION].into_iter().flat_map(f32::to_le_bytes));
        body.extend(0_u32.to_le_bytes());
        body.extend((0..self.rows).flat_map(|_| (-1_f32).to_le_bytes()));
        body.extend((0..self.rows).map(|row| if row == 6 { PIECE.len() as u8 } else { 0 }));
        body.extend(
            PIECE
                .bytes()
                .take(if self.rows > 6 { PIECE.len() } else { 0 }),
        );
        body.extend((tensors.len() as u32).to_le_bytes());
        let directory: usize = tensors.iter().map(|(name, ..)| name.len() + 18).sum();
        let start = (HEADER + body.len() + directory).next_multiple_of(16);
        let mut data: Vec<u8> = Vec::new();
        for (name, kind, rows, columns) in tensors {
            body.push(name.len() as u8);
            body.extend(name.bytes());
            body.push(kind);
            body.extend([rows, columns].into_iter().flat_map(u32::to_le_bytes));
            body.extend(((start + data.len()) as u64).to_le_bytes());
            let (numbers, codes) = match kind {
                0 => (rows * columns, 0),
                1 => (rows, rows * columns),
                _ => (0, rows * columns / 32 * 18),
            };
            data.extend((0..numbers).flat_map(|n| (0.01 * (n % 7) as f32).to_le_bytes()));
            data.extend((0..codes).map(|n| (n * 37 % 64) as u8));
            data.resize(data.len().next_multiple_of(16), 0);
        }
        body.resize(start - HEADER, 0);
        body.extend(data);
        body
    }
}

/// Puts a header before a body that is right about it.
fn seal(body: &[u8]) -> Vec<u8> {
    let mut file = b"EJDG".to_vec();
    file.extend(1_u32.to_le_bytes());
    file.extend(((HEADER + body.len()) as u64).to_le_bytes());
    file.extend(crc32fast::hash(body).to_le_bytes());
    file.resize(HEADER, 0);
    file.extend(body);
    file
}

/// One that is a model.
const SOUND: Shape = Shape {
    layers: 1,
    heads: 2,
    hidden: 1,
    inner: 1,
    rows: 7,
    positions: 8,
};

fuzz_target!(
    init: {
        Judge::from_bytes(seal(&SOUND.body())).expect("a small model");
    },
    |input: Input| {
        let file = match input {
            Input::Bytes(bytes) => bytes,
            Input::Body(body) => seal(&body),
            Input::Changed(shape, changes, cut) => {
                let mut body = shape.body();
                for (at, byte) in changes {
                    let at = usize::from(at) % body.len();
                    body[at] = byte;
                }
                body.truncate(body.len() - usize::from(cut));
                seal(&body)
            }
        };
        let Ok(judge) = Judge::from_bytes(file) else {
            return;
        };
        let text = "Dell top, HP flop";
        let verdict = judge.judge(&Passage {
            text,
            lang: Some(Lang::De),
            target: &[0..4],
            others: &[10..12],
        });
        for evidence in &verdict.evidence {
            assert!(text.get(evidence.span.clone()).is_some());
        }
    }
);
