//! The records of a worked example: CSV whose columns are attributes.

use std::ops::Range;

use super::front_matter::readable;
use crate::diagnostic::{Diagnostic, Report};
use crate::source::SourceFile;

/// Records with the places of the columns' names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// The names in the header row.
    pub columns: Vec<(String, Range<usize>)>,
    /// Records, each as long as the columns.
    pub rows: Vec<Vec<String>>,
}

/// Reads records; `None` where the file cannot be read at all, which is then reported.
pub fn records(file: &SourceFile, report: &mut Report) -> Option<Records> {
    let text = readable(file, report)?.trim_start_matches('\u{feff}');
    let start = file.bytes.len() - text.len();
    let header = text.lines().next().unwrap_or_default();
    if header.trim().is_empty() {
        report.push(Diagnostic::error(file, start..start, "missing-column", "the table has no header row").help("the first line names the columns"));
        return None;
    }
    let separator = separator(header);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut read = Records::default();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).ok()? {
        let at = start + record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
        if read.columns.is_empty() {
            read.columns = columns(&record, header, start, separator);
            check_columns(&read.columns, file, report);
        } else if record.len() == read.columns.len() {
            read.rows.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
        } else {
            let at = at + text[at - start..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let end = at + text[at - start..].find('\n').unwrap_or(text.len() - (at - start));
            let message = format!("the row has {} cells, and there are {} columns", record.len(), read.columns.len());
            report.push(Diagnostic::error(file, at..end, "cells-do-not-match-header", message).help("an empty cell is nothing between two separators"));
        }
    }
    Some(read)
}

/// The sign that splits the header into the most names.
fn separator(header: &str) -> u8 {
    b",;\t".iter().copied().max_by_key(|sign| (header.bytes().filter(|byte| byte == sign).count(), *sign == b',')).unwrap_or(b',')
}

/// The names of a header row, with their places; that of a quoted header is the whole row.
fn columns(record: &csv::StringRecord, header: &str, start: usize, separator: u8) -> Vec<(String, Range<usize>)> {
    let is_quoted = header.contains('"');
    let mut at = start;
    let mut columns = Vec::new();
    for name in record {
        let span = if is_quoted { start..start + header.len() } else { at..at + name.len() };
        at += name.len() + usize::from(separator != 0);
        columns.push((name.trim().to_owned(), span));
    }
    columns
}

fn check_columns(columns: &[(String, Range<usize>)], file: &SourceFile, report: &mut Report) {
    for (at, (name, span)) in columns.iter().enumerate() {
        if columns.iter().take(at).any(|(other, _)| other == name) {
            report.push(
                Diagnostic::error(file, span.clone(), "duplicate-column", format!("there is another column `{name}`"))
                    .help("each column has a name of its own"),
            );
        }
    }
}
