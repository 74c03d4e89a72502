//! What values of people must not show: small counts, and hidden cells that other cells give away.
//!
//! **Small** is a count from one up to the site's minimum less one: a numerator, a denominator, a
//! value in the unit `count`, or what a rate and its denominator come to ([`count`]).
//!
//! **Given away** is a cell with the status `Q` whose count follows from sums that a reader can
//! make ([`sums`]): over the values of a dimension (and the codes below a code), over counties and
//! collaboration areas, and of a region with the only one that it continues. All sums of an
//! indicator are solved together ([`solve`]): one unknown in a sum, several sums of several
//! unknowns, and bounds that leave a single whole number.
//!
//! **Not covered**, since no table says that they belong together: sums over time, over
//! different indicators, over releases whose values were revised, over codes that overlap without
//! `broader`, what an interval tells of its denominator, and what people know besides. A range of a few possible counts is not a finding.
//!
//! The rule is applied to what is published: in a frozen release to the values that are left
//! when the cells that came to be withheld are gone.

mod count;
mod solve;
mod sums;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::indicator::Counts;
use crate::model::{CodeList, Id, Indicator, Observation, Observations, Period, Regions};
use crate::parse::table::{TOLD, visit};
use crate::source::SourceFile;

/// What the guard looks at besides an indicator's values.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Code lists of dimensions.
    pub code_lists: &'a BTreeMap<Id, CodeList>,
    /// Regions and what they are parts of.
    pub regions: &'a Regions,
    /// The least count that is not small.
    pub minimum: u32,
}

/// Where a row belongs.
type Key<'a> = (&'a str, Period, Vec<Option<&'a str>>);

/// What is wrong with a row.
struct Found {
    column: &'static str,
    rule: &'static str,
    message: String,
    help: String,
}

/// Finds what the values of an indicator must not show; `file` is the one they were read from.
///
/// Where the unit could not be read, nobody knows what the values are. In the working tree that stops the build; in a frozen
/// release it does not, and there they are taken for counts.
pub fn disclosure(file: &SourceFile, indicator: &Indicator, around: Surroundings<'_>, report: &mut Report) {
    if *indicator.unit == *Indicator::UNSAID && file.release.is_none() {
        return;
    }
    let Some(data) = indicator.data.as_deref().filter(|_| indicator.counts == Counts::Persons) else { return };
    let mut found: BTreeMap<Key<'_>, Found> = BTreeMap::new();
    for row in data.iter() {
        if let Some(shown) = count::small(indicator, &row, around.minimum) {
            let message = format!("`{}` has a small count in {}{}: {} fewer than {} persons", row.region, row.period, codes(&row), shown.how, around.minimum);
            let help =
                "leave the figures of the row out and give the status `Q`; where no people are counted, the indicator says counts = \"other\"".to_owned();
            found.insert(key(&row), Found { column: shown.column, rule: "small-count", message, help });
        }
    }
    for revealed in sums::revealed(indicator, data, around) {
        let row = data.at(revealed.row);
        let message = format!("the hidden count of `{}` in {}{} is given away", row.region, row.period, codes(&row));
        let help = format!("{}; hide one more cell of that sum with the status `Q`, or leave the sum out", revealed.how);
        found.insert(key(&row), Found { column: "status", rule: "hidden-count-given-away", message, help });
    }
    tell(file, data, &found, report);
}

fn key<'a>(row: &Observation<'a>) -> Key<'a> {
    (row.region, row.period, row.cell.iter().map(Option::as_deref).collect())
}

/// The codes of a row, as they end a sentence about it.
fn codes(row: &Observation<'_>) -> String {
    row.cell.iter().flatten().fold(String::new(), |all, code| format!("{all} and `{code}`"))
}

/// Tells the first findings at their cells, and how many there are besides.
fn tell(file: &SourceFile, data: &Observations, found: &BTreeMap<Key<'_>, Found>, report: &mut Report) {
    if found.is_empty() {
        return;
    }
    let mut told = 0;
    visit(file, data, &mut |row| {
        let Some(found) = found.get(&(row.region, row.period, row.cell.clone())) else { return };
        told += 1;
        if told <= TOLD {
            report.push(Diagnostic::error(file, row.span(found.column), found.rule, found.message.clone()).help(found.help.clone()));
        }
    });
    let place = || Place { release: file.release.clone(), ..Place::of_file(&file.path) };
    if told > TOLD {
        report.push(Diagnostic::new(Severity::Error, place(), "small-count", format!("the table tells of {} more counts that must not be known", told - TOLD)));
    }
}
