//! Sums with unknowns: which unknowns have but one value left.

use std::collections::{BTreeMap, BTreeSet};

use super::count::Range;
use super::sums::Known;

/// A cell that other cells add up to, by their rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The whole.
    pub whole: usize,
    /// Its parts.
    pub parts: Vec<usize>,
}

/// Unknowns that are solved together at most; more are solved by bounds alone.
const TOGETHER: usize = 400;

/// How often all sums are gone through at most.
const ROUNDS: usize = 200;

/// The hidden rows with one value left, each with the sum that leaves it; `None` where several do.
///
/// A hidden cell counts somebody: what is hidden without need, a zero, is found where its sum
/// leaves it nothing.
pub fn solve(sums: &[Sum], known: impl Fn(usize) -> Known, is_whole: bool) -> BTreeMap<usize, Option<usize>> {
    let mut unknowns = Unknowns::new(sums, known, is_whole);
    for _ in 0..ROUNDS {
        let mut is_changed = false;
        for at in 0..sums.len() {
            is_changed |= unknowns.narrow(at);
        }
        if !is_changed {
            break;
        }
    }
    let mut solved: BTreeMap<usize, Option<usize>> = unknowns.left.iter().filter(|(_, left)| left.range.is_one()).map(|(row, left)| (*row, left.by)).collect();
    for row in unknowns.together() {
        solved.entry(row).or_insert(None);
    }
    solved
}

/// What is left for an unknown, and the last sum that narrowed it.
struct Left {
    range: Range,
    by: Option<usize>,
}

struct Unknowns<'a> {
    sums: &'a [Sum],
    counts: BTreeMap<usize, Range>,
    left: BTreeMap<usize, Left>,
    is_whole: bool,
    /// Sums that cannot hold, whatever the unknowns are.
    broken: BTreeSet<usize>,
}

impl<'a> Unknowns<'a> {
    fn new(sums: &'a [Sum], known: impl Fn(usize) -> Known, is_whole: bool) -> Self {
        let (mut counts, mut left) = (BTreeMap::new(), BTreeMap::new());
        let least = if is_whole { 1.0 } else { 0.0 };
        for row in sums.iter().flat_map(|sum| sum.parts.iter().chain([&sum.whole])) {
            match known(*row) {
                Known::Count(range) => _ = counts.insert(*row, range),
                Known::Hidden => _ = left.insert(*row, Left { range: Range { low: least, high: f64::INFINITY }, by: None }),
                Known::Nothing | Known::Unknown => {}
            }
        }
        Self { sums, counts, left, is_whole, broken: BTreeSet::new() }
    }

    fn range(&self, row: usize) -> Range {
        self.counts.get(&row).copied().or_else(|| self.left.get(&row).map(|left| left.range)).unwrap_or(Range { low: 0.0, high: f64::INFINITY })
    }

    /// Narrows the unknowns of a sum by what is left for the others; says whether anything changed.
    fn narrow(&mut self, at: usize) -> bool {
        if self.broken.contains(&at) {
            return false;
        }
        let sums = self.sums;
        let sum = &sums[at];
        let mut is_changed = false;
        let unknown: Vec<&usize> = sum.parts.iter().chain([&sum.whole]).filter(|row| self.left.contains_key(row)).collect();
        for row in unknown {
            let others = sum.parts.iter().filter(|part| *part != row).map(|part| self.range(*part));
            let (low, high) = others.fold((0.0, 0.0), |(low, high), part| (low + part.low, high + part.high));
            let found = if *row == sum.whole {
                Range { low, high }
            } else {
                let whole = self.range(sum.whole);
                Range { low: if high.is_finite() { whole.low - high } else { f64::NEG_INFINITY }, high: whole.high - low }
            };
            match self.narrowed(*row, found) {
                Some(changed) => {
                    is_changed |= changed;
                    if let Some(left) = self.left.get_mut(row).filter(|_| changed) {
                        left.by = Some(at);
                    }
                }
                None => {
                    self.broken.insert(at);
                    return is_changed;
                }
            }
        }
        is_changed
    }

    /// Narrows one unknown; `None` where nothing would be left.
    fn narrowed(&mut self, row: usize, found: Range) -> Option<bool> {
        let is_whole = self.is_whole;
        let left = self.left.get_mut(&row)?;
        let (mut low, mut high) = (found.low, found.high);
        if is_whole {
            (low, high) = ((low - 1e-6).ceil(), (high + 1e-6).floor());
        }
        if high < -1e-6 {
            return None;
        }
        let range = Range { low: left.range.low.max(low), high: left.range.high.min(high.max(0.0)) };
        // A sum that leaves nothing shows that a zero is hidden; one that leaves less than nothing does not hold.
        let range = if range.low > range.high && range.high < 1.0 && low <= range.high { Range::exactly(range.high) } else { range };
        if range.low > range.high + 1e-6 {
            return None;
        }
        let is_changed = range.low > left.range.low || range.high < left.range.high;
        left.range = range;
        Some(is_changed)
    }

    /// Unknowns that several sums determine together, by elimination; each group of connected sums by itself.
    fn together(&self) -> Vec<usize> {
        let mut found = Vec::new();
        for group in self.groups() {
            let rows: Vec<usize> = group.iter().flat_map(|at| self.open(*at)).collect::<BTreeSet<_>>().into_iter().collect();
            if rows.len() <= TOGETHER && group.len() > 1 {
                found.extend(determined(self.equations(&group, &rows), rows.len()).into_iter().map(|at| rows[at]));
            }
        }
        found
    }

    /// The unknowns of a sum that have more than one value left.
    fn open(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let sum = &self.sums[at];
        sum.parts.iter().chain([&sum.whole]).copied().filter(|row| self.left.get(row).is_some_and(|left| !left.range.is_one()))
    }

    /// Sums whose known cells are known exactly, in groups that share unknowns.
    fn groups(&self) -> Vec<Vec<usize>> {
        let is_exact = |row: &usize| self.counts.get(row).is_none_or(|count| count.is_one());
        let usable = (0..self.sums.len()).filter(|at| {
            let sum = &self.sums[*at];
            !self.broken.contains(at) && sum.parts.iter().chain([&sum.whole]).all(is_exact) && self.open(*at).next().is_some()
        });
        let usable: Vec<usize> = usable.collect();
        let mut by_row: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in &usable {
            for row in self.open(*at) {
                by_row.entry(row).or_default().push(*at);
            }
        }
        let mut seen = BTreeSet::new();
        let mut groups = Vec::new();
        for at in usable {
            let (mut group, mut next) = (Vec::new(), vec![at]);
            while let Some(at) = next.pop() {
                if seen.insert(at) {
                    group.push(at);
                    next.extend(self.open(at).flat_map(|row| &by_row[&row]));
                }
            }
            if !group.is_empty() {
                group.sort_unstable();
                groups.push(group);
            }
        }
        groups
    }

    /// The coefficients of the unknowns in each sum.
    fn equations(&self, group: &[usize], rows: &[usize]) -> Vec<Vec<f64>> {
        let equation = |at: &usize| {
            let sum = &self.sums[*at];
            let is_open = |row: &&usize| self.left.get(row).is_some_and(|left| !left.range.is_one());
            let mut equation = vec![0.0; rows.len()];
            for (row, sign) in sum.parts.iter().map(|part| (part, 1.0)).chain([(&sum.whole, -1.0)]).filter(|(row, _)| is_open(row)) {
                if let Ok(at) = rows.binary_search(row) {
                    equation[at] += sign;
                }
            }
            equation
        };
        group.iter().map(equation).collect()
    }
}

/// The unknowns that equations determine: those that stand alone in one after elimination.
fn determined(mut equations: Vec<Vec<f64>>, unknowns: usize) -> Vec<usize> {
    let mut done = 0;
    for column in 0..unknowns {
        let size = |at: &usize| equations[*at][column].abs();
        let Some(pivot) = (done..equations.len()).max_by(|a, b| size(a).total_cmp(&size(b))).filter(|at| size(at) > 1e-9) else { continue };
        equations.swap(done, pivot);
        let factor = equations[done][column];
        equations[done].iter_mut().for_each(|coefficient| *coefficient /= factor);
        let row = equations[done].clone();
        for (at, other) in equations.iter_mut().enumerate().filter(|(at, _)| *at != done) {
            let factor = other[column];
            if at != done && factor.abs() > 1e-12 {
                other.iter_mut().zip(&row).for_each(|(coefficient, pivot)| *coefficient -= factor * pivot);
            }
        }
        done += 1;
    }
    let stands_alone = |equation: &Vec<f64>| {
        let mut there = equation.iter().enumerate().filter(|(_, coefficient)| coefficient.abs() > 1e-9).map(|(at, _)| at);
        there.next().filter(|_| there.next().is_none())
    };
    equations.iter().filter_map(stands_alone).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All numbers of persons that some unknowns can be, where sums of some of them are known.
    fn possible(unknowns: usize, sums: &[(Vec<usize>, u32)]) -> Vec<BTreeSet<u32>> {
        let most = sums.iter().map(|(_, whole)| *whole).max().unwrap_or(1);
        let mut found = vec![BTreeSet::new(); unknowns];
        let mut numbers = vec![1; unknowns];
        loop {
            if sums.iter().all(|(parts, whole)| parts.iter().map(|part| numbers[*part]).sum::<u32>() == *whole) {
                found.iter_mut().zip(&numbers).for_each(|(found, number)| _ = found.insert(*number));
            }
            let Some(at) = numbers.iter().position(|number| *number < most) else { return found };
            numbers[..at].fill(1);
            numbers[at] += 1;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn what_is_given_away_has_one_possible_number(numbers in proptest::collection::vec(1u32..5, 2..5), picks in proptest::collection::vec(1usize..16, 1..5)) {
            let chosen = |pick: usize| (0..numbers.len()).filter(|at| pick >> at & 1 == 1).collect::<Vec<_>>();
            let made: Vec<(Vec<usize>, u32)> = picks.iter().map(|pick| chosen(*pick)).filter(|parts| !parts.is_empty()).map(|parts| {
                let whole = parts.iter().map(|part| numbers[*part]).sum();
                (parts, whole)
            }).collect();
            let sums: Vec<Sum> = made.iter().zip(100..).map(|((parts, _), whole)| Sum { whole, parts: parts.clone() }).collect();
            let known = |row: usize| row.checked_sub(100).map_or(Known::Hidden, |at| Known::Count(Range::exactly(f64::from(made[at].1))));
            let solved = solve(&sums, known, true);
            let possible = possible(numbers.len(), &made);
            for row in solved.keys() {
                prop_assert_eq!(possible[*row].len(), 1, "{} of {:?}", row, sums);
            }
            // An unknown that is a sum by itself is always found.
            for (parts, _) in made.iter().filter(|(parts, _)| parts.len() == 1) {
                prop_assert!(solved.contains_key(&parts[0]));
            }
        }
    }
}
