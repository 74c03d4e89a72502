//! Axes: which values and periods there are, and where they lie.
//!
//! Numbers are made by whole multiples and divisions only, so that an axis is the same on every
//! machine.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::Number;

/// Beyond this a value lies at the edge: larger than any figure about people or money.
const EDGE: f64 = 1e15;

/// The value as it can be drawn: finite, and not beyond the edge.
pub(super) fn drawable(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-EDGE, EDGE))
}

/// An axis of numbers from one round number to another, in round steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ValueAxis {
    step: Step,
    /// First and last tick, in steps.
    ticks: (i64, i64),
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
        let (low, high) = values.filter_map(drawable).fold(None, widen)?;
        let (low, high) = apart(low, high);
        let mut step = Step::at_least((high - low) / most.max(1) as f64);
        loop {
            let unit = step.times(1);
            let ticks = ((low / unit).floor() as i64, (high / unit).ceil() as i64);
            if ticks.1 - ticks.0 <= most || step.zeros >= 16 {
                return Some(ValueAxis { step, ticks });
            }
            step = step.next();
        }
    }

    /// The lowest value.
    pub(super) fn low(&self) -> f64 {
        self.step.times(self.ticks.0)
    }

    /// The highest value.
    pub(super) fn high(&self) -> f64 {
        self.step.times(self.ticks.1)
    }

    /// The round numbers from low to high.
    pub(super) fn ticks(&self) -> impl DoubleEndedIterator<Item = f64> + use<> {
        let step = self.step;
        (self.ticks.0..=self.ticks.1).map(move |count| step.times(count))
    }

    /// The ticks with their words.
    pub(super) fn labels(&self, number: Number<'_>) -> Vec<(f64, String)> {
        self.ticks().map(|tick| (tick, number(tick, self.step.decimals))).collect()
    }
}

fn widen(range: Option<(f64, f64)>, value: f64) -> Option<(f64, f64)> {
    Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
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
        along(limit, (value - self.low()) / (self.high() - self.low()))
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
