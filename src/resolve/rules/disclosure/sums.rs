//! Which cells add up to which: the sums that a reader of a table can make.
//!
//! Only sums with a hidden cell are made, and only those of which every part is given. A part that
//! cannot exist is nothing. Where a kind of sum plainly does not hold in the table (people who are
//! in several groups), it gives nothing away and is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::Surroundings;
use super::count::{Range, count};
use super::solve::{Sum, solve};
use crate::model::region::Level;
use crate::model::{Id, Indicator, ObservationStatus, Observations, Period, Region, Regions};

/// A hidden cell that is given away.
pub struct Revealed {
    /// Its row.
    pub row: usize,
    /// What gives it away, as a sentence.
    pub how: String,
}

/// What makes some cells the parts of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// The codes of a dimension below a code, or below the total.
    Codes(usize, Option<Id>),
    /// Regions that make up a region: the ones right below it, or all its counties.
    Regions(Id, bool),
    /// A region that continues only one other.
    Succession(Id),
}

/// The hidden cells of an indicator that its other cells give away, in the order of rows.
pub fn revealed(indicator: &Indicator, data: &Observations, around: Surroundings<'_>) -> Vec<Revealed> {
    let hidden: BTreeSet<usize> = data.statuses().enumerate().filter(|(_, status)| *status == ObservationStatus::Q).map(|(row, _)| row).collect();
    if hidden.is_empty() || around.minimum < 2 {
        return Vec::new();
    }
    let table = Table::new(indicator, data, around);
    let mut sums: BTreeMap<(Relation, usize), Sum> = BTreeMap::new();
    for row in &hidden {
        for (relation, whole) in table.relations_of(*row) {
            let key = (relation, whole);
            if !sums.contains_key(&key)
                && let Some(sum) = table.sum(&key.0, whole)
            {
                sums.insert(key, sum);
            }
        }
    }
    let mut is_real: BTreeMap<Relation, bool> = BTreeMap::new();
    sums.retain(|(relation, _), _| *is_real.entry(relation.clone()).or_insert_with(|| table.holds(relation)));
    let (relations, sums): (Vec<_>, Vec<_>) = sums.into_iter().unzip();
    let is_whole = data.iter().all(|row| count(indicator, &row).is_none_or(|count| !count.is_one() || count.low.fract() == 0.0));
    let solved = solve(&sums, |row| table.count(row), is_whole);
    solved
        .into_iter()
        .map(|(row, by)| Revealed {
            row,
            how: match by {
                Some(at) => table.words(&relations[at], &sums[at], row),
                None => "several sums of the table together leave one number for it".to_owned(),
            },
        })
        .collect()
}

struct Table<'a> {
    indicator: &'a Indicator,
    data: &'a Observations,
    around: Surroundings<'a>,
    /// For each dimension: codes that the table uses, by the used code that they are below.
    below: Vec<BTreeMap<Option<Id>, BTreeSet<Id>>>,
    /// Codes of the dimensions, and regions, that have rows in a period.
    codes: BTreeSet<(Period, usize, Id)>,
    regions: BTreeSet<(Period, Id)>,
}

/// What is known of a row.
#[derive(Clone, Copy)]
pub(super) enum Known {
    /// A count.
    Count(Range),
    /// That it is hidden.
    Hidden,
    /// That there is none.
    Nothing,
    /// Not even that.
    Unknown,
}

impl<'a> Table<'a> {
    fn new(indicator: &'a Indicator, data: &'a Observations, around: Surroundings<'a>) -> Self {
        let used = data.cells_by_period();
        let mut codes = BTreeSet::new();
        for (period, cells) in &used {
            for cell in cells {
                codes.extend(cell.iter().enumerate().filter_map(|(at, code)| code.clone().map(|code| (*period, at, code))));
            }
        }
        let below =
            data.dimensions.iter().enumerate().map(|(at, list)| below(around, list, codes.iter().filter(|(_, dimension, _)| *dimension == at))).collect();
        Self { indicator, data, around, below, codes, regions: data.regions_by_period() }
    }

    fn count(&self, row: usize) -> Known {
        let row = self.data.at(row);
        match (row.status, count(self.indicator, &row)) {
            (ObservationStatus::Q, _) => Known::Hidden,
            (_, Some(count)) => Known::Count(count),
            (ObservationStatus::M | ObservationStatus::K, None) if row.value.is_none() => Known::Nothing,
            (_, None) => Known::Unknown,
        }
    }

    /// The sums that a row is the whole or a part of, by what they are and the row of their whole.
    fn relations_of(&self, row: usize) -> Vec<(Relation, usize)> {
        let here = self.data.at(row);
        let mut found = Vec::new();
        for (at, code) in here.cell.iter().enumerate() {
            if self.below[at].contains_key(code) {
                found.push((Relation::Codes(at, code.clone()), row));
            }
            if let Some(code) = code {
                for (above, _) in self.below[at].iter().filter(|(_, codes)| codes.contains(code)) {
                    let mut cell = here.cell.to_vec();
                    cell[at].clone_from(above);
                    let whole = self.data.place(here.region, here.period, &cell);
                    found.extend(whole.map(|whole| (Relation::Codes(at, above.clone()), whole)));
                }
            }
        }
        for relation in region_relations(self.around.regions, here.region) {
            let (Relation::Regions(whole, _) | Relation::Succession(whole)) = &relation else { continue };
            let whole = self.data.place(whole, here.period, here.cell);
            found.extend(whole.map(|whole| (relation, whole)));
        }
        found
    }

    /// The sum of a whole, where all its parts are given.
    fn sum(&self, relation: &Relation, whole: usize) -> Option<Sum> {
        let here = self.data.at(whole);
        let mut parts = Vec::new();
        match relation {
            Relation::Codes(at, code) => {
                for part in self.below[*at].get(code)?.iter().filter(|part| self.codes.contains(&(here.period, *at, (*part).clone()))) {
                    let mut cell = here.cell.to_vec();
                    cell[*at] = Some(part.clone());
                    parts.push(self.data.place(here.region, here.period, &cell)?);
                }
            }
            Relation::Regions(code, all_counties) => {
                for part in self.region_parts(code, *all_counties, here.period)? {
                    parts.push(self.data.place(&part, here.period, here.cell)?);
                }
            }
            Relation::Succession(code) => {
                let region = self.around.regions.get(code)?;
                parts.push(self.data.place(&self.around.regions.only_predecessor(region)?.code, here.period, here.cell)?);
            }
        }
        parts.retain(|part| !matches!(self.count(*part), Known::Nothing));
        let is_known = |row: &usize| matches!(self.count(*row), Known::Count(_) | Known::Hidden);
        (!parts.is_empty() && is_known(&whole) && parts.iter().all(is_known)).then_some(Sum { whole, parts })
    }

    /// The regions that have to be given for those of a region to be whole in a period.
    fn region_parts(&self, code: &str, all_counties: bool, period: Period) -> Option<Vec<Id>> {
        let regions = self.around.regions;
        let parts: Vec<&Region> = if all_counties { counties(regions, code) } else { right_below(regions, code) };
        let has_rows = |region: &Region| self.regions.contains(&(period, region.code.clone()));
        let is_ended = |region: &Region| regions.validity(region).1.is_some_and(|day| day.year < period.year);
        let is_to_come = |region: &Region| regions.validity(region).0.is_some_and(|day| day.year > period.year);
        // Counties are often told of before they began, and then all of them have to be.
        let are_told_before = parts.iter().any(|part| is_to_come(part) && has_rows(part));
        let wanted = |part: &&Region| has_rows(part) || !(is_ended(part) || is_to_come(part) && !are_told_before);
        let parts: Vec<Id> = parts.into_iter().filter(wanted).map(|part| part.code.clone()).collect();
        (parts.len() > 1 || !all_counties).then_some(parts)
    }

    /// Whether a kind of sum holds where all its cells are known; where there are few such sums it is taken to.
    fn holds(&self, relation: &Relation) -> bool {
        let (mut known, mut held) = (0, 0);
        for whole in self.wholes(relation) {
            let Some(sum) = self.sum(relation, whole) else { continue };
            let count = |row: usize| if let Known::Count(range) = self.count(row) { Some(range) } else { None };
            let Some(whole) = count(sum.whole) else { continue };
            let Some(parts) = sum.parts.iter().map(|part| count(*part)).collect::<Option<Vec<_>>>() else { continue };
            let (low, high): (f64, f64) = (parts.iter().map(|part| part.low).sum(), parts.iter().map(|part| part.high).sum());
            known += 1;
            held += usize::from(low <= whole.high + 0.5 && high >= whole.low - 0.5);
            if known == 1_000 {
                break;
            }
        }
        known < 5 || held * 10 >= known
    }

    /// Rows that can be wholes of a kind of sum.
    fn wholes(&self, relation: &Relation) -> impl Iterator<Item = usize> + '_ {
        let (code_of, region) = match relation.clone() {
            Relation::Codes(at, code) => (Some((at, code)), None),
            Relation::Regions(region, _) | Relation::Succession(region) => (None, Some(region)),
        };
        let cells = self.data.cells().iter().filter(move |cell| code_of.as_ref().is_none_or(|(at, code)| cell[*at] == *code));
        cells.flat_map(move |cell| {
            let region = region.clone();
            let regions = self.data.regions().iter().filter(move |known| region.as_ref().is_none_or(|region| region == *known));
            regions.flat_map(move |region| self.data.rows(region, cell))
        })
    }

    /// What a sum gives away, in words.
    fn words(&self, (relation, _): &(Relation, usize), sum: &Sum, row: usize) -> String {
        let name = |row: usize| {
            let here = self.data.at(row);
            match relation {
                Relation::Codes(at, _) => here.cell[*at].as_ref().map_or_else(|| "the total".to_owned(), |code| format!("`{code}`")),
                _ => format!("`{}`", here.region),
            }
        };
        let others: Vec<String> = sum.parts.iter().filter(|part| **part != row).map(|part| name(*part)).collect();
        let others = shortened(&others);
        match relation {
            Relation::Codes(at, _) if row == sum.whole => format!("it is the sum of {others} of `{}`", self.data.dimensions[*at]),
            Relation::Codes(at, _) if others.is_empty() => format!("it is all there is in {} of `{}`", name(sum.whole), self.data.dimensions[*at]),
            Relation::Codes(at, _) => format!("it is {} of `{}` less {others}", name(sum.whole), self.data.dimensions[*at]),
            Relation::Succession(_) if row == sum.whole => format!("it is that of {others}, the only region it continues"),
            Relation::Succession(_) => format!("it is that of {}, which alone continues it", name(sum.whole)),
            Relation::Regions(..) if row == sum.whole => format!("it is the sum of {others}"),
            Relation::Regions(..) if others.is_empty() => format!("it is all there is in {}", name(sum.whole)),
            Relation::Regions(..) => format!("it is {} less {others}", name(sum.whole)),
        }
    }
}

/// The first names of many.
fn shortened(names: &[String]) -> String {
    match names {
        [first, second, third, _, rest @ ..] if !rest.is_empty() => format!("{first}, {second}, {third} and {} others", names.len() - 3),
        [.., last] if names.len() > 1 => format!("{} and {last}", names[..names.len() - 1].join(", ")),
        _ => names.join(""),
    }
}

/// The used codes of a list, by the nearest used code that is broader.
fn below<'c>(around: Surroundings<'_>, list: &Id, used: impl Iterator<Item = &'c (Period, usize, Id)>) -> BTreeMap<Option<Id>, BTreeSet<Id>> {
    let used: BTreeSet<&Id> = used.map(|(_, _, code)| code).collect();
    let broader: BTreeMap<&Id, &Id> = match around.code_lists.get(list) {
        Some(list) => list.codes.iter().filter_map(|code| Some((&code.code, code.broader.as_ref()?))).collect(),
        None => BTreeMap::new(),
    };
    let mut below: BTreeMap<Option<Id>, BTreeSet<Id>> = BTreeMap::new();
    for code in &used {
        let mut above = broader.get(code);
        // A circle among codes is a finding of its own; here it only has to end.
        for _ in 0..broader.len() {
            above = above.and_then(|code| if used.contains(*code) { Some(code) } else { broader.get(*code) });
        }
        below.entry(above.map(|code| (*code).clone())).or_default().insert((*code).clone());
    }
    below
}

/// The sums of regions that a region is the whole or a part of.
fn region_relations(regions: &Regions, code: &Id) -> Vec<Relation> {
    let mut relations = Vec::new();
    let mut add = |whole: &Id| relations.extend([Relation::Regions(whole.clone(), false), Relation::Regions(whole.clone(), true)]);
    add(code);
    let mut above = regions.get(code).and_then(|region| whole_of(regions, region));
    for _ in 0..8 {
        let Some(whole) = above else { break };
        add(&whole.code);
        above = whole_of(regions, whole);
    }
    let Some(region) = regions.get(code) else { return relations };
    relations.push(Relation::Succession(code.clone()));
    if let [successor] = region.successors.as_slice() {
        relations.push(Relation::Succession(successor.clone()));
    }
    relations
}

/// The region that a region is a part of; without a word on it, a county and a collaboration area are parts of the country.
fn whole_of<'r>(regions: &'r Regions, region: &Region) -> Option<&'r Region> {
    let is_part = matches!(region.level, Level::County | Level::CollaborationArea);
    match &region.parent {
        Some(parent) => regions.get(parent),
        None if is_part => regions.of_level(Level::Country).find(|country| country.classification == region.classification).or_else(|| regions.country()),
        None => None,
    }
}

/// The regions right below a region; joint authorities are parts of nothing.
fn right_below<'r>(regions: &'r Regions, code: &str) -> Vec<&'r Region> {
    let all = regions.regions.values().filter(|region| region.level != Level::JointAuthority);
    all.filter(|region| whole_of(regions, region).is_some_and(|whole| *whole.code == *code)).collect()
}

/// All counties below a region.
fn counties<'r>(regions: &'r Regions, code: &str) -> Vec<&'r Region> {
    let is_below = |region: &Region| {
        let mut above = whole_of(regions, region);
        for _ in 0..8 {
            match above {
                Some(whole) if *whole.code == *code => return true,
                Some(whole) => above = whole_of(regions, whole),
                None => return false,
            }
        }
        false
    };
    regions.of_level(Level::County).filter(|region| is_below(region)).collect()
}
