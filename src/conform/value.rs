//! A county's own figures beside the published ones, period by period.
//!
//! What is told of a figure is its row, and whether it is the published one; the figure itself stays with its owner.

use std::collections::BTreeMap;

use super::{Finding, Rows};
use crate::diagnostic::Severity;
use crate::model::{Id, Indicator, Model, Observations, Period};

/// How the figures of one indicator and period compare.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// The same as published, to the decimals that are published.
    pub same: Rows,
    /// Another number than the published one.
    pub other: Rows,
    /// Nothing is published to compare with, or it is withheld.
    pub unpublished: Rows,
    /// Published values of the same regions that the file does not give.
    pub missing: u64,
}

/// Compares the rows of a file with what is published; findings are about rows that cannot be read.
///
/// Columns are those of `data.csv`, and `indicator` where the file is about several.
pub fn compare(model: &Model, file: &str, only: Option<&Id>, bytes: &[u8]) -> (BTreeMap<(Id, Period), Compared>, Vec<Finding>) {
    let mut compared: BTreeMap<(Id, Period), Compared> = BTreeMap::new();
    let wrong = |rule, message: String| Finding::of_file(rule, Severity::Error, file, None, message);
    let columns = ["region", "period", "value", "indicator"].map(str::to_owned);
    let (bytes, separator, skipped) = match super::written(bytes, &columns) {
        Ok(written) => (&bytes[written.start..], written.separator, written.lines),
        Err(message) => return (compared, vec![wrong("extract-unreadable", message)]),
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(bytes);
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => return (compared, vec![wrong("extract-unreadable", error.to_string())]),
    };
    let at = |name: &str| header.iter().position(|column| column == name);
    let missing: Vec<&str> = ["region", "period", "value"].into_iter().filter(|name| at(name).is_none()).collect();
    if !missing.is_empty() {
        return (compared, vec![wrong("extract-missing-column", format!("there is no column `{}`", missing.join("`, `")))]);
    }
    let mut unread = Rows::default();
    let mut unknown = Rows::default();
    let mut given: BTreeMap<Id, Vec<(Id, Period)>> = BTreeMap::new();
    for (row, record) in reader.records().enumerate() {
        let row = row as u64 + 1;
        let Ok(record) = record else {
            unread.add(row, row + 1 + skipped);
            continue;
        };
        let line = record.position().map_or(row + 1, csv::Position::line) + skipped;
        let cell = |name: &str| at(name).and_then(|at| record.get(at)).map(str::trim).unwrap_or_default();
        let asked = if at("indicator").is_some() { Some(cell("indicator")) } else { only.map(Id::as_str) };
        let Some(indicator) = asked.and_then(|id| model.indicators.get(id)) else {
            unknown.add(row, line);
            continue;
        };
        let value = cell("value").replace(',', ".");
        let (Some(period), Ok(value)) = (Period::parse(cell("period")), if value.is_empty() { Ok(None) } else { value.parse().map(Some) }) else {
            unread.add(row, line);
            continue;
        };
        let entry = compared.entry((indicator.id.clone(), period)).or_default();
        let region: Id = cell("region").into();
        let Some(value) = value else { continue };
        given.entry(indicator.id.clone()).or_default().push((region.clone(), period));
        match published(indicator, &region, period, |dimension| cell(dimension).to_owned()) {
            None => entry.unpublished.add(row, line),
            Some(known) if is_same(known, value, indicator.decimals) => entry.same.add(row, line),
            Some(_) => entry.other.add(row, line),
        }
    }
    count_missing(model, &given, &mut compared);
    let mut findings = Vec::new();
    for (rows, rule, message) in
        [(unread, "extract-malformed-value", "the period or the value cannot be read"), (unknown, "extract-unknown-indicator", "the indicator is not known")]
    {
        if rows.count > 0 {
            findings.push(Finding { rows, ..wrong(rule, message.to_owned()) });
        }
    }
    for ((indicator, period), told) in &compared {
        if told.other.count > 0 {
            let message = format!("`{indicator}` {period} is not as published");
            findings.push(Finding { rows: told.other.clone(), ..wrong("extract-other-value", message) });
        }
    }
    (compared, findings)
}

/// The published value of a cell; none where there is none, or where it is withheld.
fn published(indicator: &Indicator, region: &str, period: Period, cell: impl Fn(&str) -> String) -> Option<f64> {
    let data: &Observations = indicator.data.as_ref()?;
    let code = |dimension: &Id| Some(cell(dimension)).filter(|code| !code.is_empty() && code != "total").map(Id::from);
    let wanted: Vec<Option<Id>> = data.dimensions.iter().map(code).collect();
    data.series(region, &wanted).find(|row| row.period == period).and_then(|row| row.value)
}

/// Whether two values are one when written with the indicator's decimals.
fn is_same(published: f64, own: f64, decimals: u8) -> bool {
    (published - own).abs() <= 0.5 * 10f64.powi(-i32::from(decimals)) + 1e-9
}

/// Published totals of the regions that a file is about, in its periods, that it does not give.
fn count_missing(model: &Model, given: &BTreeMap<Id, Vec<(Id, Period)>>, compared: &mut BTreeMap<(Id, Period), Compared>) {
    for (indicator, cells) in given {
        let Some(data) = model.indicators.get(indicator).and_then(|one| one.data.as_ref()) else { continue };
        let mut regions: Vec<&Id> = cells.iter().map(|(region, _)| region).collect();
        regions.sort();
        regions.dedup();
        for region in regions {
            let absent = data.totals(region).filter(|row| row.value.is_some() && !cells.iter().any(|(other, period)| other == region && *period == row.period));
            for row in absent.collect::<Vec<_>>() {
                compared.entry((indicator.clone(), row.period)).or_default().missing += 1;
            }
        }
    }
}
