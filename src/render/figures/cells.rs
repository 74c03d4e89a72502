//! What pages of pairs of regions show of an indicator, written once in each language: its name and its values stand on hundreds of them.

use super::Measure;
use super::remarks::write_bench;
use super::rows::{is_same, write_head};
use crate::model::{Indicator, Period};
use crate::render::scope::Scope;
use crate::render::view::region::indicator_cell;
use crate::statistics::{Standing, Standings};

/// Cells of an indicator as HTML.
pub struct Cells {
    /// The name with unit and period, which heads a row.
    pub head: String,
    /// The period that it tells.
    pub period: Option<Period>,
    /// The value of the country.
    pub bench: String,
    /// Numbers of the comparable regions in code order, one after the other.
    numbers: String,
    /// Where each ends. One that is not there, or that needs more than itself in its cell, is empty.
    ends: Vec<u32>,
}

impl Cells {
    /// The cells as all pages at the depth of a scope's show them.
    pub fn new(scope: &Scope, indicator: &Indicator, standings: &Standings) -> Self {
        let measure = Measure::new(scope, indicator);
        let mut cells =
            Self { head: head(scope, indicator, standings.period), period: standings.period, bench: String::new(), numbers: String::new(), ends: Vec::new() };
        for standing in standings.all_comparable() {
            if let Some(value) = plain(standing) {
                let end = cells.numbers.len();
                if scope.words.write_small(&mut cells.numbers, value, indicator.decimals, "").is_none_or(|read| !is_same(read, value)) {
                    cells.numbers.truncate(end);
                }
            }
            cells.ends.push(cells.numbers.len() as u32);
        }
        let country = standings.country().and_then(|country| country.given.as_ref());
        write_bench(&mut cells.bench, scope, &measure, country);
        cells
    }

    /// The number of a comparable region by its place in the order of codes; `None` where its cell says more.
    pub fn number(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = *self.ends.get(at)?;
        self.numbers.get(start as usize..end as usize).filter(|number| !number.is_empty())
    }
}

/// The head of a row that tells a period.
pub fn head(scope: &Scope, indicator: &Indicator, period: Option<Period>) -> String {
    let mut head = String::with_capacity(160);
    write_head(&mut head, &indicator_cell(scope, indicator, &Measure::new(scope, indicator), period));
    head
}

/// A value that is said by its number alone, and perhaps by the mark of its status.
fn plain(standing: &Standing) -> Option<f64> {
    let given = standing.given.as_ref()?;
    given.value.filter(|_| given.note.is_none() && given.below.is_none())
}
