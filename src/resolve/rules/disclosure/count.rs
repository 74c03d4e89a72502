//! How many persons a row tells of, and whether that is a small count.

use crate::model::{Indicator, Observation};

/// The least and the most persons that a row can mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

impl Range {
    /// A number that is known.
    pub const fn exactly(number: f64) -> Self {
        Self { low: number, high: number }
    }

    /// Whether one number is left.
    pub fn is_one(self) -> bool {
        self.high - self.low < 1e-6
    }
}

/// A small count that a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Small {
    /// The column that shows it.
    pub column: &'static str,
    /// How the column does so, as the beginning of a sentence.
    pub how: &'static str,
}

/// By how much a share is multiplied to be in a unit; `None` where a value times its denominator is no count.
fn scale(unit: &str) -> Option<f64> {
    Some(match unit {
        "ratio" => 1.0,
        "percent" => 100.0,
        "per-1000" => 1_000.0,
        "per-10000" => 10_000.0,
        "per-100000" => 100_000.0,
        _ => return None,
    })
}

/// Whether the values of an indicator are numbers of persons, or may be.
fn is_count(indicator: &Indicator) -> bool {
    [Indicator::UNSAID, "count"].contains(&&*indicator.unit)
}

/// The count of a row: its numerator, its value where persons are the unit, or what its rate comes to.
pub fn count(indicator: &Indicator, row: &Observation<'_>) -> Option<Range> {
    if let Some(numerator) = row.numerator {
        return Some(Range::exactly(numerator));
    }
    if is_count(indicator) {
        return row.value.map(Range::exactly);
    }
    implied(indicator, row)
}

/// The counts that a rate and its denominator can mean: whole numbers, where there are any that fit.
fn implied(indicator: &Indicator, row: &Observation<'_>) -> Option<Range> {
    let (value, denominator, scale) = (row.value?, row.denominator?, scale(&indicator.unit)?);
    if let Some(below) = row.below {
        return Some(Range { low: 0.0, high: (below * denominator / scale - 1e-9).floor().max(0.0) });
    }
    let half = 0.5 / 10f64.powi(i32::from(decimals(value).max(indicator.decimals)));
    let share = denominator / scale;
    let (low, high) = ((value - half) * share, (value + half) * share);
    let (least, most) = ((low - 1e-9).ceil().max(0.0), (high + 1e-9).floor());
    Some(if least <= most { Range { low: least, high: most } } else { Range { low: low.max(0.0), high: high.max(0.0) } })
}

/// The decimals that a number is written with.
fn decimals(number: f64) -> u8 {
    let text = number.to_string();
    text.split_once('.').map_or(0, |(_, decimals)| u8::try_from(decimals.len()).unwrap_or(u8::MAX))
}

/// The small count that a row shows.
pub fn small(indicator: &Indicator, row: &Observation<'_>, minimum: u32) -> Option<Small> {
    let minimum = f64::from(minimum);
    let is_small = |count: Option<f64>| count.is_some_and(|count| count > 0.0 && count < minimum);
    if is_small(row.numerator) {
        return Some(Small { column: "numerator", how: "the numerator is" });
    }
    if is_count(indicator) && is_small(row.value) {
        return Some(Small { column: "value", how: "the value is" });
    }
    if is_small(row.denominator) {
        return Some(Small { column: "denominator", how: "the denominator is" });
    }
    // A rate that is not zero counts somebody; what it most likely counts is what people will read.
    // A rate rounded to zero counts somebody, and fewer than its bound.
    let implied = row.numerator.is_none().then(|| implied(indicator, row)).flatten()?;
    let middle = row.value? * row.denominator? / scale(&indicator.unit)?;
    let is_rounded = row.below.is_some() && implied.high >= 1.0 && implied.high < minimum;
    let is_behind = is_rounded || row.value? > 0.0 && (middle < minimum - 0.5 || implied.high < minimum);
    is_behind.then_some(Small { column: "value", how: "the value and its denominator come to" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_counted_as_written() {
        assert_eq!([3.0, 0.1, 12.25, -0.005].map(decimals), [0, 1, 2, 3]);
    }
}
