//! What values say when they are put side by side: the newest period, ranks, intervals, verdicts, quartiles, trends.
//!
//! The methods are few, named on the pages that use them, and held to:
//!
//! * **Newest period** is the same for all: the last one in which at least half of the comparable regions have a value.
//! * **Against a benchmark** a region differs when the benchmark lies outside the region's interval.
//!   Better and worse are said only where it is known which way is better. Without an interval a
//!   value is only higher or lower; it is never called similar.
//! * **Ranks** are 1, 2, 2, 4. **Quartiles** are of type 7.
//! * **Trend** is the Mann–Kendall test, exact and two-sided at 5 %, over all periods since the last break, at least five.

mod standing;

use std::collections::BTreeMap;

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};

use crate::model::indicator::{IntervalMethod, Polarity};
use crate::model::{Date, Id, Indicator, Observation, ObservationStatus, Period, Regions};

pub use standing::{Comparison, Given, Standing, Standings, predecessor, predecessors, series};

/// The 97.5 % point of the normal distribution: intervals are of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The newest period in which at least half of the comparable regions have a value.
pub fn latest(indicator: &Indicator, regions: &Regions, day: Option<Date>) -> Option<Period> {
    let data = indicator.data.as_ref()?;
    let comparable: Vec<_> = regions.comparable(day).collect();
    data.periods().into_iter().rev().find(|period| {
        let valued = comparable.iter().filter(|region| data.total(&region.code, *period).is_some_and(|row| row.value.is_some())).count();
        valued > 0 && valued * 2 >= comparable.len()
    })
}

/// The newest period in which at least half of the comparable regions have a value in a cell of the dimensions.
pub fn latest_in(indicator: &Indicator, regions: &Regions, day: Option<Date>, cell: &[Option<Id>]) -> Option<Period> {
    let data = indicator.data.as_ref()?;
    let comparable: Vec<_> = regions.comparable(day).collect();
    let mut valued: BTreeMap<Period, usize> = BTreeMap::new();
    for row in comparable.iter().flat_map(|region| data.series(&region.code, cell)).filter(|row| row.value.is_some()) {
        *valued.entry(row.period).or_default() += 1;
    }
    valued.into_iter().rev().find(|(_, count)| count * 2 >= comparable.len()).map(|(period, _)| period)
}

/// The two ends of a 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// The interval of a value: the source's own, or computed from numerator and denominator by the named method.
pub fn interval(indicator: &Indicator, row: &Observation<'_>) -> Option<Interval> {
    row.value?;
    match indicator.interval {
        IntervalMethod::None => None,
        IntervalMethod::Source => Some(Interval { lower: row.lower?, upper: row.upper? }),
        IntervalMethod::Wilson => wilson(row.numerator?, row.denominator?, scale(&indicator.unit)),
        IntervalMethod::Byar => byar(row.numerator?, row.denominator?, scale(&indicator.unit)),
    }
}

/// By how much a share is multiplied to be in a unit.
fn scale(unit: &str) -> f64 {
    match unit {
        "percent" => 100.0,
        "per-1000" => 1_000.0,
        "per-10000" => 10_000.0,
        "per-100000" => 100_000.0,
        _ => 1.0,
    }
}

/// Wilson's score interval of a proportion.
fn wilson(numerator: f64, denominator: f64, scale: f64) -> Option<Interval> {
    if denominator <= 0.0 || numerator < 0.0 || numerator > denominator {
        return None;
    }
    let (p, n) = (numerator / denominator, denominator);
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    Some(Interval { lower: ((centre - half) / whole).max(0.0) * scale, upper: ((centre + half) / whole).min(1.0) * scale })
}

/// Byar's approximation of the interval of a rate.
fn byar(numerator: f64, denominator: f64, scale: f64) -> Option<Interval> {
    if denominator <= 0.0 || numerator < 0.0 {
        return None;
    }
    let bound = |count: f64, sign: f64| if count <= 0.0 { 0.0 } else { count * (1.0 - 1.0 / (9.0 * count) + sign * Z / (3.0 * count.sqrt())).powi(3) };
    Some(Interval { lower: bound(numerator, -1.0).max(0.0) / denominator * scale, upper: bound(numerator + 1.0, 1.0) / denominator * scale })
}

/// How a value stands to a benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The benchmark lies outside the interval, on the worse side.
    Better,
    /// The benchmark lies outside the interval, on the better side.
    Worse,
    /// The benchmark lies within the interval.
    Similar,
    /// Higher; which way is better, or how sure it is, is not known.
    Higher,
    /// Lower; which way is better, or how sure it is, is not known.
    Lower,
    /// The very same value, without an interval.
    Equal,
}

impl Verdict {
    /// The word of catalogues and classes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Similar => "similar",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Equal => "equal",
        }
    }
}

/// How a value with its interval stands to a benchmark.
pub fn against(value: f64, interval: Option<Interval>, benchmark: f64, polarity: Polarity) -> Verdict {
    let is_higher = value > benchmark;
    match interval {
        Some(Interval { lower, upper }) if lower <= benchmark && benchmark <= upper => Verdict::Similar,
        None if value.total_cmp(&benchmark).is_eq() => Verdict::Equal,
        Some(_) => judged(is_higher, polarity),
        None if is_higher => Verdict::Higher,
        None => Verdict::Lower,
    }
}

/// How two regions stand to each other: they differ when their intervals do not overlap.
pub fn between(first: (f64, Option<Interval>), second: (f64, Option<Interval>), polarity: Polarity) -> Verdict {
    let is_higher = first.0 > second.0;
    match (first.1, second.1) {
        (Some(a), Some(b)) if a.lower <= b.upper && b.lower <= a.upper => Verdict::Similar,
        (Some(_), Some(_)) => judged(is_higher, polarity),
        _ if first.0.total_cmp(&second.0).is_eq() => Verdict::Equal,
        _ if is_higher => Verdict::Higher,
        _ => Verdict::Lower,
    }
}

const fn judged(is_higher: bool, polarity: Polarity) -> Verdict {
    match (polarity, is_higher) {
        (Polarity::None, true) => Verdict::Higher,
        (Polarity::None, false) => Verdict::Lower,
        (Polarity::HigherIsBetter, true) | (Polarity::LowerIsBetter, false) => Verdict::Better,
        (Polarity::HigherIsBetter, false) | (Polarity::LowerIsBetter, true) => Verdict::Worse,
    }
}

/// A value as it is written with `decimals`, so that what looks alike is alike: two ways of rounding would not do.
pub fn as_shown(value: f64, decimals: u8) -> f64 {
    if let Some(units) = in_last_decimals(value, decimals) {
        return (units as f64 / power_of_ten(decimals)).copysign(value) + 0.0;
    }
    let Ok(mut number) = value.to_string().parse::<Decimal>() else { return value };
    number.round_with_mode(-i16::from(decimals), SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
    // Adding zero makes minus zero zero.
    number.to_string().parse().unwrap_or(value) + 0.0
}

/// How many units of its last decimal a value is without its sign, a half rounded away from zero; `None` where more
/// than a look at the number is needed: it is large, or so near a half that only its digits as written tell.
pub fn in_last_decimals(value: f64, decimals: u8) -> Option<u64> {
    let units = value.abs() * power_of_ten(decimals);
    // Below this the product is off by less than a millionth.
    let is_clear = units < 1e9 && (units.fract() - 0.5).abs() > 1e-6;
    is_clear.then(|| units.round() as u64)
}

fn power_of_ten(decimals: u8) -> f64 {
    10f64.powi(i32::from(decimals))
}

/// Ranks 1, 2, 2, 4 of values, best first; without a known better way, highest first. Values equal
/// when shown with `decimals` share a rank.
pub fn ranks(values: &[Option<f64>], polarity: Polarity, decimals: u8) -> Vec<Option<usize>> {
    let shown = |value: f64| {
        let shown = as_shown(value, decimals);
        if polarity == Polarity::LowerIsBetter { shown } else { -shown }
    };
    let keys: Vec<Option<f64>> = values.iter().map(|value| value.map(shown)).collect();
    keys.iter().map(|key| key.map(|key| 1 + keys.iter().flatten().filter(|other| other.total_cmp(&key).is_lt()).count())).collect()
}

/// The quartiles of values, by linear interpolation between the closest ranks (type 7).
pub fn quartiles(values: &[f64]) -> Option<[f64; 3]> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = |share: f64| {
        let position = share * last as f64;
        let below = position.floor() as usize;
        let above = (below + 1).min(last);
        sorted[below] + (position - position.floor()) * (sorted[above] - sorted[below])
    };
    Some([at(0.25), at(0.5), at(0.75)])
}

/// Which way a series goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trend {
    /// It rises.
    Rising {
        /// The probability of such a series without a trend.
        p: f64,
    },
    /// It falls.
    Falling {
        /// The probability of such a series without a trend.
        p: f64,
    },
    /// Nothing can be told from chance.
    None {
        /// The probability of such a series without a trend.
        p: f64,
    },
    /// It cannot be calculated: fewer than five values since the last break.
    TooShort {
        /// How many there are.
        values: usize,
    },
}

/// The fewest values that a trend is calculated from.
pub const SHORTEST_TREND: usize = 5;

/// The trend of a series, oldest first, since its last break.
pub fn trend<'a>(series: impl IntoIterator<Item = Observation<'a>>) -> Trend {
    let mut values = Vec::new();
    for row in series {
        if row.status == ObservationStatus::B {
            values.clear();
        }
        values.extend(row.value);
    }
    if values.len() < SHORTEST_TREND {
        return Trend::TooShort { values: values.len() };
    }
    let (score, p) = mann_kendall(&values);
    match score {
        _ if p >= 0.05 => Trend::None { p },
        1.. => Trend::Rising { p },
        _ => Trend::Falling { p },
    }
}

/// Kendall's score of a series, and the exact two-sided probability of one as far from zero, given its ties.
fn mann_kendall(values: &[f64]) -> (i64, f64) {
    let mut score = 0i64;
    for (at, earlier) in values.iter().enumerate() {
        for later in &values[at + 1..] {
            score += later.total_cmp(earlier) as i64;
        }
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    // Arrangements by their number of inversions: each group of equal values is laid among the earlier ones.
    let mut inversions = vec![1.0];
    let mut placed = 0;
    for group in sorted.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
        inversions = convolve(&inversions, &gaussian(placed, group.len()));
        placed += group.len();
    }
    let untied = inversions.len() as i64 - 1;
    let p: f64 = inversions.iter().enumerate().filter(|(count, _)| (untied - 2 * *count as i64).abs() >= score.abs()).map(|(_, share)| share).sum();
    (score, p.min(1.0))
}

/// The distribution of inversions when `group` equal values are laid among `placed` smaller ones.
fn gaussian(placed: usize, group: usize) -> Vec<f64> {
    // rows[j]: the distribution for j values of the group among the smaller ones seen so far.
    let mut rows: Vec<Vec<f64>> = vec![vec![1.0]; group + 1];
    for smaller in 1..=placed {
        for j in 1..=group {
            // The last of the line is either the new smaller value, after j of the group, or one of the group.
            let mut row = vec![0.0; smaller * j + 1];
            let (whole, share) = ((smaller + j) as f64, smaller as f64);
            for (at, value) in rows[j].iter().enumerate() {
                row[at + j] += value * share / whole;
            }
            for (at, value) in rows[j - 1].iter().enumerate() {
                row[at] += value * j as f64 / whole;
            }
            rows[j] = row;
        }
    }
    rows.pop().unwrap_or_default()
}

fn convolve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            out[i + j] += x * y;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    /// The probability by trying every order of the values.
    fn by_permutation(values: &[f64]) -> f64 {
        fn score(values: &[f64]) -> i64 {
            let mut score = 0;
            for i in 0..values.len() {
                for j in i + 1..values.len() {
                    score += values[j].total_cmp(&values[i]) as i64;
                }
            }
            score
        }
        fn all(rest: &mut Vec<f64>, from: usize, found: &mut Vec<i64>) {
            if from == rest.len() {
                found.push(score(rest));
            }
            for at in from..rest.len() {
                rest.swap(from, at);
                all(rest, from + 1, found);
                rest.swap(from, at);
            }
        }
        let observed = score(values).abs();
        let mut found = Vec::new();
        all(&mut values.to_vec(), 0, &mut found);
        found.iter().filter(|score| score.abs() >= observed).count() as f64 / found.len() as f64
    }

    #[test]
    fn the_trend_test_agrees_with_every_order_of_the_values() {
        for values in [
            vec![1.0, 2.0, 3.0, 4.0, 5.0],
            vec![1.0, 3.0, 2.0, 4.0, 5.0, 7.0, 6.0],
            vec![2.0, 2.0, 3.0, 3.0, 1.0, 5.0, 5.0],
            vec![5.0, 4.0, 4.0, 4.0, 2.0, 1.0],
            vec![7.0; 5],
        ] {
            let (_, p) = mann_kendall(&values);
            assert!(close(p, by_permutation(&values)), "{values:?}: {p} and {}", by_permutation(&values));
        }
    }

    #[test]
    fn five_rising_values_are_a_trend_and_four_of_five_are_not() {
        assert!(close(mann_kendall(&[1.0, 2.0, 3.0, 4.0, 5.0]).1, 2.0 / 120.0));
        assert!(mann_kendall(&[1.0, 2.0, 3.0, 5.0, 4.0]).1 > 0.05);
    }

    #[test]
    fn ranks_are_shared_and_then_skipped() {
        let values = [Some(3.0), Some(1.04), None, Some(1.0), Some(2.0)];
        assert_eq!(ranks(&values, Polarity::LowerIsBetter, 1), [Some(4), Some(1), None, Some(1), Some(3)]);
        assert_eq!(ranks(&values, Polarity::HigherIsBetter, 2), [Some(1), Some(3), None, Some(4), Some(2)]);
    }

    #[test]
    fn quartiles_interpolate_between_the_closest_ranks() {
        assert_eq!(quartiles(&[1.0, 2.0, 3.0, 4.0]), Some([1.75, 2.5, 3.25]));
        assert_eq!(quartiles(&[5.0]), Some([5.0, 5.0, 5.0]));
        assert_eq!(quartiles(&[]), None);
    }

    #[test]
    fn intervals_are_those_of_the_textbooks() {
        let Some(Interval { lower, upper }) = wilson(65.0, 100.0, 100.0) else { panic!("no interval") };
        assert!((lower - 55.2546).abs() < 1e-3 && (upper - 73.6365).abs() < 1e-3, "{lower} {upper}");
        let Some(Interval { lower, upper }) = byar(10.0, 1.0, 1.0) else { panic!("no interval") };
        assert!((lower - 4.7874).abs() < 1e-3 && (upper - 18.3915).abs() < 1e-3, "{lower} {upper}");
    }

    #[test]
    fn nothing_is_called_similar_without_an_interval() {
        assert_eq!(against(1.0, None, 1.0, Polarity::HigherIsBetter), Verdict::Equal);
        assert_eq!(against(2.0, None, 1.0, Polarity::HigherIsBetter), Verdict::Higher);
        let wide = Some(Interval { lower: 0.0, upper: 3.0 });
        let narrow = Some(Interval { lower: 1.5, upper: 2.5 });
        assert_eq!(against(2.0, wide, 1.0, Polarity::HigherIsBetter), Verdict::Similar);
        assert_eq!(against(2.0, narrow, 1.0, Polarity::HigherIsBetter), Verdict::Better);
        assert_eq!(against(2.0, narrow, 1.0, Polarity::LowerIsBetter), Verdict::Worse);
        assert_eq!(against(2.0, narrow, 1.0, Polarity::None), Verdict::Higher);
    }
}
