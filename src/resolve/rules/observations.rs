//! Values: how tables of them are written, and what they must not show.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::indicator::Counts;
use crate::model::{Id, Observations, Period};
use crate::parse::table::{TOLD, visit};
use crate::source::SourceFile;

/// Finds counts of persons from one up to `minimum - 1`.
///
/// A count is a numerator, or a value where the unit is `count`. Only the first findings of a
/// file are told, and one that counts the others.
pub fn small_counts(file: &SourceFile, observations: &Observations, unit: &Id, counts: Counts, minimum: u32, report: &mut Report) {
    if counts == Counts::Other {
        return;
    }
    let is_small = |count: Option<f64>| count.is_some_and(|count| count > 0.0 && count < f64::from(minimum));
    let mut small: BTreeMap<(&str, Period, Vec<Option<&str>>), &str> = BTreeMap::new();
    for row in observations.iter() {
        let column = match (is_small(row.numerator), **unit == *"count" && is_small(row.value)) {
            (true, _) => "numerator",
            (false, true) => "value",
            (false, false) => continue,
        };
        small.insert((row.region, row.period, row.cell.iter().map(Option::as_deref).collect()), column);
    }
    if small.is_empty() {
        return;
    }
    let mut told = 0;
    visit(file, &observations.dimensions, &mut |row| {
        let Some(column) = small.get(&(row.region, row.period, row.cell.clone())) else { return };
        told += 1;
        if told <= TOLD {
            let message = format!("`{}` has a small count in {}: fewer than {minimum} persons", row.region, row.period);
            let finding = Diagnostic::error(file, row.span(column), "small-count", message);
            report.push(
                finding.help("leave the figures of the row out and give the status `Q`; where no people are counted, the indicator says counts = \"other\""),
            );
        }
    });
    if told > TOLD {
        let place = Place { release: file.release.clone(), ..Place::of_file(&file.path) };
        report.push(Diagnostic::new(Severity::Error, place, "small-count", format!("the table has {} more small counts", told - TOLD)));
    }
}
