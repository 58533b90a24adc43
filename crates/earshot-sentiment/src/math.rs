//! Functions the platforms each have their own of. These give the same bits
//! everywhere, and have no branches, so that loops over them use SIMD.

/// How many numbers the loops take at a time.
pub(crate) const LANES: usize = 8;

/// eˣ within 3e-7 (relative), for any x; beyond what `f32` holds, its ends.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0;
    // ln 2 in two parts, so that n · ln 2 is exact where it matters.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + MAGIC;
    let n = shifted - MAGIC;
    let r = x - n * LN_2_HIGH - n * LN_2_LOW;
    // Taylor's series: |r| is at most half of ln 2.
    let series = 1.0 / 720.0;
    let series = series * r + 1.0 / 120.0;
    let series = series * r + 1.0 / 24.0;
    let series = series * r + 1.0 / 6.0;
    let series = series * r + 0.5;
    let series = series * r + 1.0;
    let series = series * r + 1.0;
    let exponent = (shifted.to_bits() as i32).wrapping_sub(MAGIC.to_bits() as i32);
    series * f32::from_bits((exponent.wrapping_add(127) as u32) << 23)
}

/// The error function within 5e-7: Abramowitz and Stegun, 7.1.26.
#[inline(always)]
fn erf(x: f32) -> f32 {
    let size = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let series = 1.061_405_4 * t - 1.453_152;
    let series = series * t + 1.421_413_8;
    let series = series * t - 0.284_496_74;
    let series = series * t + 0.254_829_6;
    (1.0 - series * t * exp(-size * size)).copysign(x)
}

/// The activation of the encoder's inner layers: x · Φ(x).
pub(crate) fn gelu(xs: &mut [f32]) {
    for x in xs {
        *x = 0.5 * *x * (1.0 + erf(*x * std::f32::consts::FRAC_1_SQRT_2));
    }
}

/// The larger one. `f32::max` also has to answer for what is no number, for
/// which WebAssembly has no instruction.
#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// The largest of some numbers, at least `least`, in eight lanes.
#[inline(always)]
fn largest(xs: &[f32], least: f32, of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = xs.as_chunks::<LANES>();
    let mut lanes = [least; LANES];
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, of(*x));
        }
    }
    let rest = rest.iter().map(|x| of(*x));
    lanes.into_iter().chain(rest).fold(least, larger)
}

/// The largest absolute value, 0 if there is none.
pub(crate) fn size(xs: &[f32]) -> f32 {
    largest(xs, 0.0, f32::abs)
}

/// Probabilities from logits, in place.
pub(crate) fn softmax(xs: &mut [f32]) {
    let highest = largest(xs, f32::MIN, |x| x);
    for x in xs.iter_mut() {
        *x = exp(*x - highest);
    }
    let sum = sum(xs);
    for x in xs {
        *x /= sum;
    }
}

/// The probability of a logit on its own.
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// A sum in eight lanes: what the compiler may not do by itself, because it
/// rounds differently.
pub(crate) fn sum(xs: &[f32]) -> f32 {
    let (chunks, rest) = xs.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += x;
        }
    }
    lanes.iter().chain(rest).sum()
}

/// A dot product in eight lanes. Both have the same length.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    let rest = a_rest.iter().zip(b_rest).map(|(a, b)| a * b);
    lanes.into_iter().chain(rest).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for i in -8_700..8_800 {
            let x = i as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 3e-7, "{x}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
        assert!(exp(f32::INFINITY).is_finite());
    }

    #[test]
    fn gelu_is_close() {
        // Φ at some places, from a table of the normal distribution.
        for (x, phi) in [
            (0.0, 0.5),
            (0.5, 0.691_462_5),
            (1.0, 0.841_344_7),
            (-1.0, 0.158_655_3),
            (2.0, 0.977_249_9),
            (-3.0, 0.001_349_898),
            (8.0, 1.0),
            (-8.0, 0.0),
        ] {
            let mut found = [x];
            gelu(&mut found);
            assert!((found[0] - x * phi).abs() < 2e-6, "{x}: {}", found[0]);
        }
    }

    #[test]
    fn probabilities_sum_to_one() {
        let mut xs: Vec<f32> = (0..19).map(|i| i as f32 * 3.0 - 40.0).collect();
        softmax(&mut xs);
        assert!((sum(&xs) - 1.0).abs() < 1e-6);
        assert!((sigmoid(0.0) - 0.5).abs() < 1e-7);
    }

    #[test]
    fn lanes_and_rests_are_summed() {
        let xs: Vec<f32> = (1..=19).map(|i| i as f32).collect();
        assert_eq!(sum(&xs), 190.0);
        assert_eq!(dot(&xs, &xs), 2470.0);
        assert_eq!(sum(&[]), 0.0);
    }
}
