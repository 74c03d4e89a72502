//! The values of an indicator, kept compact: one table, columns of numbers.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

pub use super::column::Column;
use super::column::picked;
use super::{Date, Id, Period};

/// SDMX `CL_OBS_STATUS`, as far as sources use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub enum ObservationStatus {
    /// Normal value.
    A,
    /// Time series break.
    B,
    /// Value affected by a definition that differs.
    D,
    /// Estimated value.
    E,
    /// Forecast value.
    F,
    /// Experimental value.
    G,
    /// Missing value; holiday or weekend.
    H,
    /// Imputed value.
    I,
    /// Derogation.
    J,
    /// Included in another category.
    K,
    /// Missing value; exists but was not collected.
    L,
    /// Missing value; cannot exist.
    M,
    /// Not significant.
    N,
    /// Missing value.
    O,
    /// Provisional value.
    P,
    /// Missing value; suppressed.
    Q,
    /// Strike and other special events.
    S,
    /// Low reliability.
    U,
    /// Unvalidated value.
    V,
    /// Includes another category.
    W,
}

impl ObservationStatus {
    /// Every code with its status.
    pub const CODES: [(&'static str, Self); 20] = [
        ("A", Self::A),
        ("B", Self::B),
        ("D", Self::D),
        ("E", Self::E),
        ("F", Self::F),
        ("G", Self::G),
        ("H", Self::H),
        ("I", Self::I),
        ("J", Self::J),
        ("K", Self::K),
        ("L", Self::L),
        ("M", Self::M),
        ("N", Self::N),
        ("O", Self::O),
        ("P", Self::P),
        ("Q", Self::Q),
        ("S", Self::S),
        ("U", Self::U),
        ("V", Self::V),
        ("W", Self::W),
    ];

    /// The status of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::CODES.iter().find(|(known, _)| *known == code).map(|(_, status)| *status)
    }

    /// The code.
    pub fn code(self) -> &'static str {
        Self::CODES.iter().find(|(_, status)| *status == self).map_or("A", |(code, _)| code)
    }

    /// Whether an empty cell may carry it.
    pub const fn explains_absence(self) -> bool {
        matches!(self, Self::H | Self::J | Self::K | Self::L | Self::M | Self::N | Self::O | Self::Q | Self::S)
    }
}

/// Rows in any order, column by column: how a reader of a large source hands them over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unsorted {
    /// Codes of regions, in order; rows name them by their place.
    pub regions: Vec<Id>,
    /// Cells of the dimensions, in order and each once; rows name them by their place.
    pub cells: Vec<Vec<Option<Id>>>,
    /// Each row's region.
    pub region: Vec<u16>,
    /// Each row's cell.
    pub cell: Vec<u32>,
    /// Each row's period.
    pub period: Vec<Period>,
    /// Each row's status.
    pub status: Vec<ObservationStatus>,
    /// Values.
    pub value: Column,
    /// Numerators; empty where the table has none. So the next three.
    pub numerator: Column,
    /// Denominators.
    pub denominator: Column,
    /// Lower bounds.
    pub lower: Column,
    /// Upper bounds.
    pub upper: Column,
    /// What values that are rounded to zero are below, by row.
    pub below: BTreeMap<u32, f64>,
    /// Remarks, by row.
    pub notes: BTreeMap<u32, Box<str>>,
}

impl Unsorted {
    /// Makes room for so many more rows of a table with some columns.
    pub fn reserve(&mut self, rows: usize, columns: Columns) {
        self.region.reserve_exact(rows);
        self.cell.reserve_exact(rows);
        self.period.reserve_exact(rows);
        self.status.reserve_exact(rows);
        for (column, is_there) in [
            (&mut self.value, true),
            (&mut self.numerator, columns.numerator),
            (&mut self.denominator, columns.denominator),
            (&mut self.lower, columns.lower),
            (&mut self.upper, columns.upper),
        ] {
            column.reserve(if is_there { rows } else { 0 });
        }
    }

    /// The rows ordered by cell, region and period; nothing where they are so already.
    ///
    /// Rows are dealt to their series first: sources tell of a series in the order of time, so
    /// that there is mostly nothing left to sort.
    fn order(&self) -> Option<Vec<u32>> {
        let key = |at: usize| (self.cell[at], self.region[at], self.period[at].order());
        let length = self.period.len();
        if (1..length).all(|at| key(at - 1) <= key(at)) {
            return None;
        }
        let all = || (0u32..).take(length);
        if self.regions.len() * self.cells.len() > length + 1024 {
            let mut order: Vec<u32> = all().collect();
            order.par_sort_by_key(|at| key(*at as usize));
            return Some(order);
        }
        let series = |at: u32| self.cell[at as usize] as usize * self.regions.len() + usize::from(self.region[at as usize]);
        let mut ends = vec![0u32; self.regions.len() * self.cells.len()];
        for at in all() {
            ends[series(at)] += 1;
        }
        let mut next = 0;
        for end in &mut ends {
            next += std::mem::replace(end, next);
        }
        let mut order = vec![0; length];
        for at in all() {
            let end = &mut ends[series(at)];
            order[*end as usize] = at;
            *end += 1;
        }
        let mut start = 0;
        for end in ends {
            let rows = &mut order[start..end as usize];
            let when = |at: &u32| self.period[*at as usize].order();
            if !rows.is_sorted_by_key(when) {
                rows.sort_by_key(when);
            }
            start = end as usize;
        }
        Some(order)
    }

    /// Leaves out regions that have no row.
    fn drop_idle_regions(&mut self) {
        let mut used = vec![false; self.regions.len()];
        for region in &self.region {
            used[usize::from(*region)] = true;
        }
        if used.iter().all(|used| *used) {
            return;
        }
        let mut places = Vec::with_capacity(used.len());
        let mut next = 0u16;
        for used in &used {
            places.push(next);
            next += u16::from(*used);
        }
        for region in &mut self.region {
            *region = places[usize::from(*region)];
        }
        let mut used = used.into_iter();
        self.regions.retain(|_| used.next().unwrap_or_default());
    }
}

/// One published value of an indicator: one region, one period, one cell of its dimensions.
///
/// * **Unit:** the indicator's; nothing is rescaled on the way in or out.
/// * **Interval:** the 95 % interval as the source gives it, `None` where it gives none.
/// * **Missing:** `value` is `None`, and the status says why.
/// * **Zero:** a true zero is 0; one that is rounded is 0 too, and `below` says what it is less than.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation<'a> {
    /// Where.
    pub region: &'a Id,
    /// When.
    pub period: Period,
    /// Which cell: a code for each dimension of the table, `None` for all.
    pub cell: &'a [Option<Id>],
    /// How much; `None` where there is no value, and then the status says why.
    pub value: Option<f64>,
    /// What the value is below, where the source rounds it to zero: `<0.05`.
    pub below: Option<f64>,
    /// What the source says of the value.
    pub status: ObservationStatus,
    /// What is counted above the line.
    pub numerator: Option<f64>,
    /// What it is divided by.
    pub denominator: Option<f64>,
    /// Lower bound of the interval.
    pub lower: Option<f64>,
    /// Upper bound of the interval.
    pub upper: Option<f64>,
    /// A remark of the source.
    pub note: Option<&'a str>,
}

/// One row before it is put into a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where.
    pub region: Id,
    /// When.
    pub period: Period,
    /// A code for each dimension, `None` for all.
    pub cell: Vec<Option<Id>>,
    /// How much.
    pub value: Option<f64>,
    /// What the source says of it.
    pub status: ObservationStatus,
    /// Above the line.
    pub numerator: Option<f64>,
    /// Below the line.
    pub denominator: Option<f64>,
    /// Lower bound.
    pub lower: Option<f64>,
    /// Upper bound.
    pub upper: Option<f64>,
    /// Remark.
    pub note: Option<String>,
}

/// All values of one indicator, ordered by cell, region and period; the cell of all totals first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observations {
    /// Dimensions of the table: code lists, in the order of the source's columns.
    pub dimensions: Vec<Id>,
    /// Which optional columns the source has.
    pub columns: Columns,
    regions: Vec<Id>,
    cells: Vec<Vec<Option<Id>>>,
    region: Vec<u16>,
    cell: Vec<u32>,
    period: Vec<Period>,
    status: Vec<ObservationStatus>,
    value: Column,
    numerator: Column,
    denominator: Column,
    lower: Column,
    upper: Column,
    below: BTreeMap<u32, f64>,
    notes: BTreeMap<u32, Box<str>>,
}

/// Which optional columns a table of values has; a copy for readers has the same ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "six columns of a table, each there or not")]
pub struct Columns {
    /// `numerator`
    pub numerator: bool,
    /// `denominator`
    pub denominator: bool,
    /// `lower`
    pub lower: bool,
    /// `upper`
    pub upper: bool,
    /// `status`
    pub status: bool,
    /// `note`
    pub note: bool,
}

impl Observations {
    /// A table from its rows, in any order.
    pub fn new(dimensions: Vec<Id>, columns: Columns, rows: Vec<Row>) -> Self {
        let regions: BTreeSet<Id> = rows.iter().map(|row| row.region.clone()).collect();
        let cells: BTreeSet<Vec<Option<Id>>> = rows.iter().map(|row| row.cell.clone()).collect();
        let mut unsorted = Unsorted { regions: regions.into_iter().collect(), cells: cells.into_iter().collect(), ..Unsorted::default() };
        for (at, row) in (0u32..).zip(rows) {
            let region = unsorted.regions.binary_search(&row.region).unwrap_or_default();
            let cell = unsorted.cells.binary_search(&row.cell).unwrap_or_default();
            unsorted.region.push(u16::try_from(region).unwrap_or(u16::MAX));
            unsorted.cell.push(u32::try_from(cell).unwrap_or(u32::MAX));
            unsorted.period.push(row.period);
            unsorted.status.push(row.status);
            unsorted.value.push(row.value);
            unsorted.numerator.push(row.numerator);
            unsorted.denominator.push(row.denominator);
            unsorted.lower.push(row.lower);
            unsorted.upper.push(row.upper);
            if let Some(note) = row.note {
                unsorted.notes.insert(at, note.into());
            }
        }
        Self::sorted(dimensions, columns, unsorted)
    }

    /// A table from its columns, with the rows in any order.
    pub fn sorted(dimensions: Vec<Id>, columns: Columns, mut from: Unsorted) -> Self {
        from.drop_idle_regions();
        if let Some(order) = from.order() {
            from.region = picked(&from.region, &order);
            from.cell = picked(&from.cell, &order);
            from.period = picked(&from.period, &order);
            from.status = picked(&from.status, &order);
            for column in [&mut from.value, &mut from.numerator, &mut from.denominator, &mut from.lower, &mut from.upper] {
                *column = column.reordered(&order);
            }
            if !from.below.is_empty() {
                from.below = (0u32..).zip(&order).filter_map(|(to, at)| from.below.remove(at).map(|below| (to, below))).collect();
            }
            if !from.notes.is_empty() {
                from.notes = (0u32..).zip(order).filter_map(|(to, at)| from.notes.remove(&at).map(|note| (to, note))).collect();
            }
        }
        let Unsorted { regions, cells, region, cell, period, status, value, numerator, denominator, lower, upper, below, notes } = from;
        Self { dimensions, columns, regions, cells, region, cell, period, status, value, numerator, denominator, lower, upper, below, notes }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.period.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.period.is_empty()
    }

    /// One row, by its place in the order of all.
    ///
    /// # Panics
    /// Where there is no such row.
    pub fn at(&self, row: usize) -> Observation<'_> {
        self.row(row)
    }

    /// The place of the row of a region, a period and a cell; of several the first.
    pub fn place(&self, region: &str, period: Period, cell: &[Option<Id>]) -> Option<usize> {
        let range = self.range(region, cell)?;
        let before = partition(range.len(), |at| self.period[range.start + at].order() < period.order());
        let at = range.start + before;
        (at < range.end && self.period[at] == period).then_some(at)
    }

    /// The places of the rows of a region in a cell, oldest period first.
    pub fn rows(&self, region: &str, cell: &[Option<Id>]) -> std::ops::Range<usize> {
        self.range(region, cell).unwrap_or(0..0)
    }

    /// When each row is, in order.
    pub fn row_periods(&self) -> impl ExactSizeIterator<Item = Period> + '_ {
        self.period.iter().copied()
    }

    /// What the source says of each row, in order.
    pub fn statuses(&self) -> impl ExactSizeIterator<Item = ObservationStatus> + '_ {
        self.status.iter().copied()
    }

    /// Cells that have rows in each period.
    pub fn cells_by_period(&self) -> BTreeMap<Period, Vec<&[Option<Id>]>> {
        let mut used: BTreeMap<Period, Vec<bool>> = BTreeMap::new();
        for (period, cell) in self.period.iter().zip(&self.cell) {
            used.entry(*period).or_insert_with(|| vec![false; self.cells.len()])[*cell as usize] = true;
        }
        let cells = |used: Vec<bool>| self.cells.iter().zip(used).filter(|(_, used)| *used).map(|(cell, _)| cell.as_slice()).collect();
        used.into_iter().map(|(period, used)| (period, cells(used))).collect()
    }

    /// Regions and the periods in which they have rows.
    pub fn regions_by_period(&self) -> BTreeSet<(Period, Id)> {
        let used: BTreeSet<(Period, u16)> = self.period.iter().copied().zip(self.region.iter().copied()).collect();
        used.into_iter().map(|(period, region)| (period, self.regions[usize::from(region)].clone())).collect()
    }

    /// One row.
    fn row(&self, at: usize) -> Observation<'_> {
        Observation {
            region: &self.regions[usize::from(self.region[at])],
            period: self.period[at],
            cell: &self.cells[self.cell[at] as usize],
            value: self.value.get(at),
            below: u32::try_from(at).ok().and_then(|at| self.below.get(&at)).copied(),
            status: self.status[at],
            numerator: self.numerator.get(at),
            denominator: self.denominator.get(at),
            lower: self.lower.get(at),
            upper: self.upper.get(at),
            note: u32::try_from(at).ok().and_then(|at| self.notes.get(&at)).map(|note| &**note),
        }
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Observation<'_>> {
        (0..self.len()).map(|at| self.row(at))
    }

    /// Cells of the dimensions that have rows; the one of all totals first, where it is there.
    pub fn cells(&self) -> &[Vec<Option<Id>>] {
        &self.cells
    }

    /// Regions that have rows, in code order.
    pub fn regions(&self) -> &[Id] {
        &self.regions
    }

    /// The series of a region in a cell, oldest period first.
    pub fn series<'a>(&'a self, region: &str, cell: &[Option<Id>]) -> impl ExactSizeIterator<Item = Observation<'a>> + use<'a> {
        self.rows(region, cell).map(|at| self.row(at))
    }

    /// The series of a region with every dimension total.
    pub fn totals<'a>(&'a self, region: &str) -> impl ExactSizeIterator<Item = Observation<'a>> + use<'a> {
        self.series(region, &vec![None; self.dimensions.len()])
    }

    /// The value of a region and a period with every dimension total.
    pub fn total(&self, region: &str, period: Period) -> Option<Observation<'_>> {
        self.totals(region).find(|observation| observation.period == period)
    }

    /// Periods that have rows with every dimension total, oldest first.
    pub fn periods(&self) -> Vec<Period> {
        let mut periods: Vec<Period> = self.iter().filter(|row| row.cell.iter().all(Option::is_none)).map(|row| row.period).collect();
        periods.sort_unstable();
        periods.dedup();
        periods
    }

    /// The same values with those of some rows withheld: status `Q`, and no number left that could tell them.
    ///
    /// `None` where no row is concerned.
    pub fn withholding(&self, is_withheld: impl Fn(&Observation<'_>) -> bool) -> Option<Self> {
        let rows: Vec<usize> = (0..self.len()).filter(|at| self.status[*at] != ObservationStatus::Q && is_withheld(&self.row(*at))).collect();
        if rows.is_empty() {
            return None;
        }
        let mut table = self.clone();
        table.columns.status = true;
        for at in rows {
            table.status[at] = ObservationStatus::Q;
            for column in [&mut table.value, &mut table.numerator, &mut table.denominator, &mut table.lower, &mut table.upper] {
                column.remove(at);
            }
            if let Ok(at) = u32::try_from(at) {
                table.notes.remove(&at);
                table.below.remove(&at);
            }
        }
        Some(table)
    }

    /// The same values with a break in each series at the first period that ends on one of some days or later.
    ///
    /// `None` where nothing breaks. Only a normal value that follows another can begin anew.
    pub fn breaking(&self, days: &[Date]) -> Option<Self> {
        let follows = |at: usize| at > 0 && self.region[at - 1] == self.region[at] && self.cell[at - 1] == self.cell[at];
        let is_of = |at: usize, day: Date| self.period[at].ends_on_or_after(day);
        let begins = |at: usize| days.iter().any(|day| is_of(at, *day) && !is_of(at - 1, *day));
        let rows: Vec<usize> = (1..self.len()).filter(|at| follows(*at) && self.status[*at] == ObservationStatus::A && begins(*at)).collect();
        if rows.is_empty() {
            return None;
        }
        let mut table = self.clone();
        table.columns.status = true;
        for at in rows {
            table.status[at] = ObservationStatus::B;
        }
        Some(table)
    }

    /// Whether a row of another table with some dimensions is withheld here: the same region, period and cell, with status `Q`.
    ///
    /// A dimension that only one of the tables has is total in the other.
    pub fn withholds(&self, row: &Observation<'_>, dimensions: &[Id]) -> bool {
        let is_hidden = |cell: &[Option<Id>]| self.place(row.region, row.period, cell).is_some_and(|at| self.status[at] == ObservationStatus::Q);
        if self.dimensions == dimensions {
            return is_hidden(row.cell);
        }
        let is_known_here = |(list, code): (&Id, &Option<Id>)| code.is_none() || self.dimensions.contains(list);
        let code = |list: &Id| dimensions.iter().position(|other| other == list).and_then(|at| row.cell.get(at)).cloned().flatten();
        dimensions.iter().zip(row.cell).all(is_known_here) && is_hidden(&self.dimensions.iter().map(code).collect::<Vec<_>>())
    }

    /// Rows that give a value which the row before gives already.
    pub fn repeats(&self) -> impl Iterator<Item = Observation<'_>> {
        let key = |at: usize| (self.period[at], self.region[at], self.cell[at]);
        (1..self.len()).filter(move |at| key(at - 1) == key(*at)).map(|at| self.row(at))
    }

    /// Regions and periods that have values by parts, and no row with every dimension total.
    pub fn without_total(&self) -> BTreeSet<(&Id, Period)> {
        let has_totals = self.cells.first().is_some_and(|cell| cell.iter().all(Option::is_none));
        let end = if has_totals { self.cell.partition_point(|cell| *cell == 0) } else { 0 };
        let mut missing = BTreeSet::new();
        let mut totals = vec![0..0; self.regions.len()];
        for series in self.each_series(0..end) {
            let region = usize::from(self.region[series.start]);
            totals[region] = series;
        }
        for series in self.each_series(end..self.len()) {
            let region = usize::from(self.region[series.start]);
            let (periods, given) = (&self.period[series], &self.period[totals[region].clone()]);
            // Mostly parts are given for the very periods that totals are given for.
            if periods != given {
                missing.extend(periods.iter().filter(|period| given.binary_search(period).is_err()).map(|period| (&self.regions[region], *period)));
            }
        }
        missing
    }

    /// The series among some rows that begin and end with one.
    fn each_series(&self, rows: std::ops::Range<usize>) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let mut start = rows.start;
        std::iter::from_fn(move || {
            let key = |at: usize| (self.cell[at], self.region[at]);
            let end = (start + 1..rows.end).find(|at| key(*at) != key(start)).unwrap_or(rows.end);
            let series = start..end;
            start = end;
            (!series.is_empty()).then_some(series)
        })
    }

    fn range(&self, region: &str, cell: &[Option<Id>]) -> Option<std::ops::Range<usize>> {
        let region = u16::try_from(self.regions.binary_search_by(|known| known.as_str().cmp(region)).ok()?).ok()?;
        let cell = u32::try_from(self.cells.binary_search_by(|known| known.as_slice().cmp(cell)).ok()?).ok()?;
        let key = |at: usize| (self.cell[at], self.region[at]);
        let start = partition(self.len(), |at| key(at) < (cell, region));
        let end = partition(self.len(), |at| key(at) <= (cell, region));
        Some(start..end)
    }
}

/// The first index at which a condition that holds for a prefix no longer holds.
fn partition(length: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(region: &str, period: &str, sex: Option<&str>, value: Option<f64>) -> Row {
        Row {
            region: region.into(),
            period: Period::parse(period).expect("a period"),
            cell: vec![sex.map(Id::from)],
            value,
            status: if value.is_some() { ObservationStatus::A } else { ObservationStatus::Q },
            numerator: None,
            denominator: None,
            lower: None,
            upper: None,
            note: None,
        }
    }

    #[test]
    fn any_order_of_rows_gives_one_table() {
        let mut rows = Vec::new();
        for (at, sex) in [None, Some("1"), Some("2")].into_iter().enumerate() {
            for region in ["01", "02", "20"] {
                for year in 2000..2040 {
                    rows.push(row(region, &year.to_string(), sex, Some(f64::from(year) + 0.1 * at as f64)));
                }
            }
        }
        let table = Observations::new(vec!["sukupuoli".into()], Columns::default(), rows.clone());
        for step in [7, 11, 13, 359] {
            let mixed: Vec<Row> = (0..rows.len()).map(|at| rows[at * step % rows.len()].clone()).collect();
            assert_eq!(Observations::new(vec!["sukupuoli".into()], Columns::default(), mixed), table);
        }
        assert_eq!(table.repeats().count(), 0);
        assert!(table.without_total().is_empty());
        rows.push(rows[5].clone());
        rows.retain(|row| row.cell[0].is_some() || row.region.as_str() != "02" || row.period.year > 2001);
        let table = Observations::new(vec!["sukupuoli".into()], Columns::default(), rows);
        assert_eq!(table.repeats().map(|row| row.period.year).collect::<Vec<_>>(), [2005]);
        let missing: Vec<String> = table.without_total().iter().map(|(region, period)| format!("{region} {period}")).collect();
        assert_eq!(missing, ["02 2000", "02 2001"]);
    }

    #[test]
    fn a_series_is_found_by_region_and_cell_in_order_of_time() {
        let rows = vec![
            row("20", "2023", None, Some(2.0)),
            row("20", "2022", None, Some(1.0)),
            row("20", "2022", Some("1"), Some(9.0)),
            row("01", "2022", None, None),
        ];
        let table = Observations::new(vec!["sukupuoli".into()], Columns::default(), rows);
        let values: Vec<_> = table.totals("20").map(|row| row.value).collect();
        assert_eq!(values, [Some(1.0), Some(2.0)]);
        assert_eq!(table.series("20", &[Some("1".into())]).next().and_then(|row| row.value), Some(9.0));
        assert_eq!(table.totals("01").next().map(|row| row.status), Some(ObservationStatus::Q));
        assert_eq!(table.totals("99").len(), 0);
        assert_eq!(table.cells().first(), Some(&vec![None]));
    }
}
