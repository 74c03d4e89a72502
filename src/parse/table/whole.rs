//! The pieces put together, and what only the whole can show.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::observation::{Column, Columns, Unsorted};
use crate::model::{Id, Observation, Observations, Period};
use crate::source::SourceFile;

use super::TOLD;
use super::cell;
use super::findings::Findings;
use super::header::{self, Header};
use super::json_stat::Cube;
use super::rows::{Lists, Piece, Wrong};
use super::visit::{Visited, visit_rows};

/// How the place of a record is found in a file.
pub enum Places<'a> {
    /// A record is where it begins.
    Csv,
    /// A record is told by its number; its file has no lines.
    Rows,
    /// A record is a place in a dataset.
    Cube(&'a Cube<'a>),
}

/// The table of all pieces.
pub fn whole(file: &SourceFile, header: &Header, lists: &Lists<'_>, places: &Places<'_>, mut pieces: Vec<Piece>, findings: &mut Findings) -> Observations {
    let is_csv = matches!(places, Places::Csv);
    let unclosed = is_csv && unclosed_quote(file, header, &mut pieces, findings);
    let is_complete = !header.is_partial && !unclosed && !pieces.iter().any(|piece| piece.has_lost_rows);
    let left_out: BTreeSet<(Id, Period)> =
        pieces.iter().flat_map(|piece| &piece.left_out).map(|(region, period)| (lists.regions[usize::from(*region)].clone(), *period)).collect();
    tell(file, header, places, &mut pieces, findings);
    let dimensions = header.dimensions.iter().map(|(id, _)| id.clone()).collect();
    let observations = Observations::sorted(dimensions, header.columns(), joined(pieces, header.columns(), lists));
    if !header.is_partial {
        duplicates(file, header, &observations, findings);
    }
    mixed_periods(file, header, &observations, findings);
    if is_complete {
        missing_totals(file, header, &observations, &left_out, findings);
    }
    observations
}

/// All rows, with cells by their place among all cells.
fn joined(mut pieces: Vec<Piece>, columns: Columns, lists: &Lists<'_>) -> Unsorted {
    let cells: BTreeSet<&[u16]> = pieces.iter().flat_map(|piece| &piece.cells).map(|cell| &**cell).collect();
    let places: BTreeMap<Box<[u16]>, u32> = cells.iter().map(|cell| Box::from(*cell)).zip(0..).collect();
    let mut all = Unsorted { regions: lists.regions.clone(), cells: cells.iter().map(|cell| lists.cell(cell)).collect(), ..Unsorted::default() };
    let mut before = 0;
    for piece in &mut pieces {
        let place: Vec<u32> = piece.cells.iter().map(|cell| places.get(cell).copied().unwrap_or_default()).collect();
        let rows = &mut piece.rows;
        rows.cell.iter_mut().for_each(|cell| *cell = place[*cell as usize]);
        all.below.extend(take(&mut rows.below).into_iter().map(|(at, below)| (before + at, below)));
        all.notes.extend(take(&mut rows.notes).into_iter().map(|(at, note)| (before + at, note)));
        before += u32::try_from(rows.period.len()).unwrap_or(u32::MAX);
    }
    let rows = before as usize;
    // Column by column, so that hardly more than the rows themselves is held at any time.
    all.region = strung(rows, &mut pieces, |rows| &mut rows.region);
    all.cell = strung(rows, &mut pieces, |rows| &mut rows.cell);
    all.period = strung(rows, &mut pieces, |rows| &mut rows.period);
    all.status = strung(rows, &mut pieces, |rows| &mut rows.status);
    all.value = numbers(rows, &mut pieces, |rows| &mut rows.value);
    let mut optional = |is_there: bool, column: fn(&mut Unsorted) -> &mut Column| if is_there { numbers(rows, &mut pieces, column) } else { Column::default() };
    all.numerator = optional(columns.numerator, |rows| &mut rows.numerator);
    all.denominator = optional(columns.denominator, |rows| &mut rows.denominator);
    all.lower = optional(columns.lower, |rows| &mut rows.lower);
    all.upper = optional(columns.upper, |rows| &mut rows.upper);
    all
}

/// A column of all pieces, taken out of them.
fn strung<T: Copy>(rows: usize, pieces: &mut [Piece], column: fn(&mut Unsorted) -> &mut Vec<T>) -> Vec<T> {
    let mut all = Vec::with_capacity(rows);
    for piece in pieces {
        all.append(&mut take(column(&mut piece.rows)));
    }
    all
}

/// A column of numbers of all pieces, taken out of them.
fn numbers(rows: usize, pieces: &mut [Piece], column: fn(&mut Unsorted) -> &mut Column) -> Column {
    let mut all = Column::default();
    all.reserve(rows);
    for piece in pieces {
        all.append(take(column(&mut piece.rows)));
    }
    all
}

/// Reports a quotation mark that nothing closes: it swallows the rest of the file.
fn unclosed_quote(file: &SourceFile, header: &Header, pieces: &mut [Piece], findings: &mut Findings) -> bool {
    let Some(piece) = pieces.last_mut() else { return false };
    let Some(last) = piece.last else { return false };
    let found = (0..header.width).map(|column| cell::span(&file.bytes, last, column, header.separator)).find(|(_, is_closed)| !is_closed);
    let Some((span, _)) = found else { return false };
    piece.wrong.retain(|wrong| wrong.record != last);
    findings.push(header::unclosed(file, span));
    true
}

fn tell(file: &SourceFile, header: &Header, places: &Places<'_>, pieces: &mut [Piece], findings: &mut Findings) {
    let mut told = 0;
    for piece in &mut *pieces {
        findings.count(Severity::Error, piece.more);
        for wrong in std::mem::take(&mut piece.wrong) {
            told += 1;
            if told <= TOLD {
                findings.push(at_place(file, header, places, wrong));
            } else {
                findings.count(wrong.severity, 1);
            }
        }
    }
    if let [Some(comma), Some(point)] = [0, 1].map(|mark| pieces.iter().find_map(|piece| piece.marks[mark])) {
        let (record, column) = comma.max(point);
        let words =
            if comma > point { "decimal commas, and numbers before have decimal points" } else { "decimal points, and numbers before have decimal commas" };
        let span = cell::span(&file.bytes, record, column, header.separator).0;
        let finding = Diagnostic::error(file, span, "mixed-decimal-marks", format!("from here on there are {words}"));
        findings.push(finding.help("use one decimal mark in the whole table"));
    }
}

fn at_place(file: &SourceFile, header: &Header, places: &Places<'_>, wrong: Wrong) -> Diagnostic {
    let (span, message) = match places {
        Places::Csv => {
            let span = |column| cell::span(&file.bytes, wrong.record, column, header.separator).0;
            // A row of the wrong length is marked from its first cell, or from the first that is too many.
            let is_uneven = wrong.rule == "cells-do-not-match-header";
            (if is_uneven { span(wrong.column).start..span(usize::MAX).end } else { span(wrong.column) }, wrong.message)
        }
        Places::Rows => (0..0, format!("row {}: {}", wrong.record + 1, wrong.message)),
        Places::Cube(cube) => (cube.span(wrong.record, wrong.column), wrong.message),
    };
    Diagnostic { severity: wrong.severity, ..Diagnostic::error(file, span, wrong.rule, message) }.help(wrong.help)
}

/// Where a row belongs, in words that are in every row.
type Key = (Id, Period, Vec<Option<Id>>);

fn key(row: &Observation<'_>) -> Key {
    (row.region.clone(), row.period, row.cell.to_vec())
}

/// Reports rows for a value that an earlier row has given.
fn duplicates(file: &SourceFile, header: &Header, observations: &Observations, findings: &mut Findings) {
    let mut wanted: BTreeSet<Key> = BTreeSet::new();
    for row in observations.repeats() {
        if wanted.len() >= TOLD {
            findings.count(Severity::Error, 1);
        } else {
            wanted.insert(key(&row));
        }
    }
    if wanted.is_empty() {
        return;
    }
    if !file.path.ends_with(".csv") {
        for (region, period, cell) in wanted {
            let codes: Vec<Option<&str>> = cell.iter().map(Option::as_deref).collect();
            let finding = Diagnostic::error(file, 0..0, "duplicate-value", format!("`{region}` has two rows for {period}{}", said(&codes)));
            findings.push(finding.help("keep one of them"));
        }
        return;
    }
    let mut seen: BTreeMap<Key, u32> = BTreeMap::new();
    visit_rows(file, header, &mut |row: &Visited<'_>| {
        let key = (row.region.into(), row.period, row.cell.iter().map(|code| code.map(Id::from)).collect());
        if !wanted.contains(&key) {
            return;
        }
        let line = row.line();
        let first = *seen.entry(key).or_insert(line);
        if first != line {
            let span = row.span("region").start..row.span("period").end.max(row.span("region").end);
            let finding = Diagnostic::error(file, span, "duplicate-value", format!("`{}` has a row for {}{} already", row.region, row.period, said(&row.cell)));
            findings.push(finding.help(format!("the first one is on line {first}; keep one of them")));
        }
    });
}

fn said(cell: &[Option<&str>]) -> String {
    let codes: Vec<String> = cell.iter().flatten().map(|code| format!("`{code}`")).collect();
    if codes.is_empty() { String::new() } else { format!(" and {}", codes.join(", ")) }
}

/// Warns of a table whose periods are of several lengths, at the first row of a length that is not the first's.
fn mixed_periods(file: &SourceFile, header: &Header, observations: &Observations, findings: &mut Findings) {
    let mut periods = observations.row_periods();
    let Some(first) = periods.next() else { return };
    let Some(odd) = periods.find(|period| period.granularity != first.granularity) else { return };
    let finding = |span, before: Period, period: Period| {
        Diagnostic::warning(file, span, "mixed-periods", format!("the table has {before} and {period}, which are not of one length"))
            .help("give each its own indicator: a year beside its months would be compared with them; several years are named by one of them")
    };
    if !file.path.ends_with(".csv") {
        findings.push(finding(0..0, first, odd));
        return;
    }
    let mut before: Option<Period> = None;
    let mut told = None;
    visit_rows(file, header, &mut |row: &Visited<'_>| {
        let first = *before.get_or_insert(row.period);
        if told.is_none() && row.period.granularity != first.granularity {
            told = Some(finding(row.span("period"), first, row.period));
        }
    });
    if let Some(finding) = told {
        findings.push(finding);
    }
}

/// Warns of regions and periods that have parts and no total.
fn missing_totals(file: &SourceFile, header: &Header, observations: &Observations, left_out: &BTreeSet<(Id, Period)>, findings: &mut Findings) {
    let mut missing: BTreeSet<(Id, Period)> = observations.without_total().into_iter().map(|(region, period)| (region.clone(), period)).collect();
    missing.retain(|key| !left_out.contains(key));
    if missing.is_empty() {
        return;
    }
    let finding = |span, region: &str, period| {
        Diagnostic::warning(file, span, "missing-total", format!("`{region}` has values by parts for {period} and no total"))
            .help("add a row where every dimension is empty or `total`: nothing is summed from parts")
    };
    if !file.path.ends_with(".csv") {
        findings.count(Severity::Warning, missing.len().saturating_sub(TOLD));
        missing.iter().take(TOLD).for_each(|(region, period)| findings.push(finding(0..0, region, *period)));
        return;
    }
    let mut told = 0;
    visit_rows(file, header, &mut |row: &Visited<'_>| {
        if missing.remove(&(row.region.into(), row.period)) {
            told += 1;
            if told > TOLD {
                findings.count(Severity::Warning, 1);
                return;
            }
            findings.push(finding(row.span("region"), row.region, row.period));
        }
    });
}
