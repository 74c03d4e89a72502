//! Axes: which values and periods there are, and where they lie.
//!
//! Numbers are made by whole multiples and divisions only, so that an axis is the same on every
//! machine.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::Number;
use super::picture::{pixels, units};

/// Beyond this a value lies at the edge: larger than any figure about people or money.
const EDGE: f64 = 1e15;

/// The value as it can be drawn: finite, and not beyond the edge.
pub(super) fn drawable(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-EDGE, EDGE))
}

/// The smallest and the largest of the values that can be drawn.
pub(super) fn reach(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let widen = |range: Option<(f64, f64)>, value: f64| Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
    values.filter_map(drawable).fold(None, widen)
}

/// Where a value lies between two edges, in units.
pub(super) fn position(axis: &ValueAxis, value: f64, (from, to): (f64, f64)) -> f64 {
    units(axis.map(&value, (pixels(from), pixels(to))))
}

/// An axis of numbers from one round number to another, in round steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ValueAxis {
    step: Step,
    /// First and last tick, in steps.
    ticks: (i64, i64),
    low: f64,
    high: f64,
}

/// One, two or five times a power of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    digit: i64,
    /// Ten to the power of `decimals` divides, to the power of `zeros` multiplies.
    decimals: u8,
    zeros: u8,
}

/// Ten to the power of a small number, exactly.
fn ten(power: u8) -> f64 {
    (0..power).fold(1.0, |product, _| product * 10.0)
}

impl Step {
    /// The first round step that is not smaller.
    fn at_least(least: f64) -> Step {
        for decimals in (1..=9).rev() {
            for digit in [1, 2, 5] {
                if digit as f64 / ten(decimals) >= least {
                    return Step { digit, decimals, zeros: 0 };
                }
            }
        }
        for zeros in 0..=15 {
            for digit in [1, 2, 5] {
                if digit as f64 * ten(zeros) >= least {
                    return Step { digit, decimals: 0, zeros };
                }
            }
        }
        Step { digit: 1, decimals: 0, zeros: 16 }
    }

    fn times(self, count: i64) -> f64 {
        let digits = count.saturating_mul(self.digit) as f64;
        if self.decimals > 0 { digits / ten(self.decimals) } else { digits * ten(self.zeros) }
    }

    fn next(self) -> Step {
        Step::at_least(self.times(1) * 1.5)
    }
}

impl ValueAxis {
    /// An axis that holds all values in at most `most` steps; `None` where there are no values.
    pub(super) fn holding(values: impl Iterator<Item = f64>, most: i64) -> Option<ValueAxis> {
        let (low, high) = reach(values)?;
        let (low, high) = apart(low, high);
        let mut step = Step::at_least((high - low) / most.max(1) as f64);
        loop {
            let unit = step.times(1);
            let ticks = ((low / unit).floor() as i64, (high / unit).ceil() as i64);
            if ticks.1 - ticks.0 <= most || step.zeros >= 16 {
                return Some(ValueAxis { step, ticks, low: step.times(ticks.0), high: step.times(ticks.1) });
            }
            step = step.next();
        }
    }

    /// The lowest value.
    pub(super) fn low(&self) -> f64 {
        self.low
    }

    /// The highest value.
    pub(super) fn high(&self) -> f64 {
        self.high
    }

    /// The round numbers from low to high.
    fn ticks(&self) -> impl Iterator<Item = f64> + use<> {
        let step = self.step;
        (self.ticks.0..=self.ticks.1).map(move |count| step.times(count))
    }

    /// The ticks with their words.
    pub(super) fn labels(&self, number: Number<'_>) -> Vec<(f64, String)> {
        self.ticks().map(|tick| (tick, number(tick, self.step.decimals))).collect()
    }
}

/// Makes room around a single value.
fn apart(low: f64, high: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-9 && high - low > 1e-8 {
        return (low, high);
    }
    let room = if size > 1e-6 { size / 10.0 } else { 1.0 };
    (low - room, high + room)
}

/// Where in a range of pixels a share of it lies.
fn along((from, to): (i32, i32), share: f64) -> i32 {
    (f64::from(from) + share.clamp(0.0, 1.0) * f64::from(to - from)).round() as i32
}

impl Ranged for ValueAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        along(limit, (value - self.low) / (self.high - self.low))
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks().collect()
    }

    fn range(&self) -> Range<f64> {
        self.low()..self.high()
    }
}

/// An axis of things in a row, evenly spaced: periods, or halves between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PeriodAxis {
    /// How many there are.
    pub(super) count: usize,
}

impl Ranged for PeriodAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        if self.count < 2 {
            return along(limit, 0.5);
        }
        along(limit, value / (self.count - 1) as f64)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        Vec::new()
    }

    fn range(&self) -> Range<f64> {
        0.0..self.count.saturating_sub(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{number, value};
    use super::*;

    fn labels(values: &[f64], most: i64) -> Vec<String> {
        let axis = ValueAxis::holding(values.iter().copied(), most);
        axis.map_or_else(Vec::new, |axis| axis.labels(&number).into_iter().map(|(_, text)| text).collect())
    }

    #[test]
    fn ticks_are_round_and_have_the_decimals_they_need() {
        assert_eq!(labels(&[52.0, 88.0], 5), ["50", "60", "70", "80", "90"]);
        assert_eq!(labels(&[0.31, 0.52], 5), ["0.30", "0.35", "0.40", "0.45", "0.50", "0.55"]);
        assert_eq!(labels(&[0.3], 4), ["0.26", "0.28", "0.30", "0.32", "0.34"]);
        assert_eq!(labels(&[-3.0, 4.0], 4), ["-4", "-2", "0", "2", "4"]);
        assert_eq!(labels(&[1e6, 4.2e6], 4), ["1000000", "2000000", "3000000", "4000000", "5000000"]);
        assert!(labels(&[f64::NAN, f64::INFINITY], 4).is_empty());
    }

    proptest! {
        #[test]
        fn an_axis_holds_all_values_in_few_steps(values in prop::collection::vec(value(), 1..20), most in 2..8_i64) {
            if let Some(axis) = ValueAxis::holding(values.iter().copied(), most) {
                let steps = axis.ticks.1 - axis.ticks.0;
                prop_assert!((1..=most).contains(&steps), "{steps} steps: {axis:?}");
                for value in values.into_iter().filter_map(drawable) {
                    prop_assert!(axis.low() <= value && value <= axis.high(), "{value} of {axis:?}");
                }
            }
        }
    }
}
