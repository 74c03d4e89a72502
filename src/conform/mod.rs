//! An extract held against the specification: columns, types, codes, counts and keys, file by file and across files.
//!
//! * **Nothing personal leaves.** A finding holds how many rows it is about and the numbers of the
//!   first of them, never what stands in them; no value is written anywhere.
//! * **Streams.** A file is read once, a record at a time; what stays of it are digests of its keys
//!   and references.
//! * **One engine** for extracts of a county, where all that is demanded has to be there, and for
//!   worked examples, which hold what their case needs.

mod advice;
mod cell;
mod example;
mod keys;
mod mapping;
mod misnamed;
pub mod page;
mod requirement;
mod scan;
mod sheet;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{CodeList, Date, Id, Model, UseCase};
use crate::relational::Tables;
use crate::source::Place;

pub use example::examples;
pub use mapping::{Mapping, TableMapping};
pub use misnamed::misnamed;
pub use requirement::{Outcome, Told, binds, requirements, specification};
pub use scan::names;
pub use sheet::{Written, written};
pub use value::{Compared, compare};

/// Records of one file, one after the other.
pub trait Records: Send {
    /// The names of the columns.
    fn columns(&self) -> &[String];
    /// Reads the next record; `false` at the end, an error where the file cannot be read on.
    fn next(&mut self, record: &mut csv::ByteRecord) -> Result<bool, String>;
    /// The sign between cells, which tells which decimal marks are read.
    fn separator(&self) -> u8;
    /// Whether records stand in lines of the file.
    fn is_in_lines(&self) -> bool {
        true
    }
    /// Columns that are there and cannot be read, each with why.
    fn unread(&self) -> &[(String, String)] {
        &[]
    }
    /// Whether a day may be written as the moment it begins, as tools write tables that know only moments.
    fn has_moments_for_days(&self) -> bool {
        false
    }
}

/// A file of an extract.
pub struct Extract<'a> {
    /// What it is called in findings.
    pub file: String,
    /// The table it holds, by its place.
    pub table: usize,
    /// What its columns and codes are called.
    pub mapping: Option<&'a TableMapping>,
    /// Its records, or why they cannot be read.
    pub records: Result<Box<dyn Records + 'a>, String>,
}

/// What an extract is held against.
pub struct Specification<'m> {
    /// The model, for its code lists.
    pub model: &'m Model,
    /// The tables of the concept models.
    pub tables: Tables<'m>,
    /// Whether every column that is always there is asked for.
    pub is_whole: bool,
    /// The day for which codes have to hold; where there is none, that is not asked.
    pub day: Option<Date>,
}

impl<'m> Specification<'m> {
    fn code_list(&self, id: &Id) -> Option<&'m CodeList> {
        self.model.code_lists.get(id)
    }
}

/// One thing that is wrong with an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule it breaks.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub file: String,
    /// The table, by its place; `None` where the file holds none.
    pub table: Option<usize>,
    /// The column, where it is about one.
    pub column: Option<String>,
    /// What is wrong, without the rows.
    pub message: String,
    /// The rows it is about; none where it is about the file.
    pub rows: Rows,
    /// Where it stands in a mapping; what is about an extract has no place but its rows.
    pub place: Option<Place>,
    /// What to do.
    pub help: Option<String>,
}

/// Rows of a file: how many, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// How many.
    pub count: u64,
    /// The numbers of the first, from 1 for the first record after the header.
    pub first: Vec<u64>,
    /// The line of the file where the first begins.
    pub line: u64,
    /// The number of the last: a row counts once, however many of its values are wrong.
    pub last: u64,
}

impl Rows {
    /// How many row numbers are told.
    pub const TOLD: usize = 10;

    /// Counts a row.
    pub fn add(&mut self, row: u64, line: u64) {
        if self.count == 0 {
            self.line = line;
        } else if self.last == row {
            return;
        }
        self.last = row;
        self.count += 1;
        if self.first.len() < Self::TOLD {
            self.first.push(row);
        }
    }

    /// The numbers in words: `rows 3, 5, 9 and 12 more`.
    fn told(&self) -> String {
        let numbers = self.first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let rest = self.count - self.first.len() as u64;
        let word = if self.count == 1 { "row" } else { "rows" };
        if rest > 0 { format!("{word} {numbers} and {rest} more") } else { format!("{word} {numbers}") }
    }
}

impl Finding {
    /// A finding about a whole file.
    fn of_file(rule: &'static str, severity: Severity, file: &str, table: Option<usize>, message: String) -> Self {
        Self { rule, severity, file: file.to_owned(), table, column: None, message, rows: Rows::default(), place: None, help: None }
    }

    /// A file that belongs to no concept.
    pub fn unknown_file(file: &str, near: Option<&str>) -> Self {
        let mut finding =
            Self::of_file("extract-unknown-file", Severity::Warning, file, None, "the file is called like no concept of the use case's models".into());
        finding.help = Some(near.map_or_else(|| "name it after a concept, or say in a mapping what it holds".into(), |near| format!("did you mean `{near}`?")));
        finding
    }

    /// A second file of one concept.
    pub fn repeated_file(file: &str, table: usize) -> Self {
        Self::of_file("extract-repeated-file", Severity::Error, file, Some(table), "another file holds the same concept".into())
    }

    /// A concept that is asked for and has no file.
    pub fn no_file(name: &str, table: usize) -> Self {
        let message = format!("there is no file of `{name}`, which a requirement speaks of");
        Self::of_file("extract-missing-file", Severity::Error, &format!("{name}.csv"), Some(table), message)
    }

    /// What is wrong, with the rows it is about.
    pub fn said(&self) -> String {
        if self.rows.count == 0 { self.message.clone() } else { format!("{}: {} ({})", self.message, counted(self.rows.count), self.rows.told()) }
    }

    /// The finding as every command reports it; the line of the file is named, and never shown.
    pub fn diagnostic(&self) -> Diagnostic {
        let line = u32::try_from(self.rows.line.max(1)).unwrap_or(u32::MAX);
        let place = self.place.clone().unwrap_or_else(|| Place { line, end_line: line, ..Place::of_file(&self.file) });
        let diagnostic = Diagnostic::new(self.severity, place, self.rule, self.said());
        match &self.help {
            Some(help) => diagnostic.help(help.clone()),
            None => diagnostic,
        }
    }
}

fn counted(n: u64) -> String {
    if n == 1 { "1 row".to_owned() } else { format!("{n} rows") }
}

/// A file that was judged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judged {
    /// What it is called.
    pub file: String,
    /// The table it holds.
    pub table: usize,
    /// How many records it has.
    pub rows: u64,
    /// Columns in which some record has a value.
    pub filled: BTreeSet<String>,
}

/// What there is to say about an extract.
#[derive(Debug, Default)]
pub struct Judgement {
    /// Files that belong to a table, in the order of their names.
    pub files: Vec<Judged>,
    /// What is wrong, in the order of files.
    pub findings: Vec<Finding>,
}

/// Holds files against the specification.
pub fn check(specification: &Specification<'_>, extracts: Vec<Extract<'_>>) -> Judgement {
    let present: Vec<usize> = extracts.iter().map(|extract| extract.table).collect();
    let mut scanned: Vec<scan::Scanned> = extracts.into_par_iter().map(|extract| scan::scan(specification, &present, extract)).collect();
    let across = keys::check(specification, &mut scanned);
    let mut judgement = Judgement::default();
    for one in scanned {
        judgement.files.push(Judged { file: one.file, table: one.table, rows: one.rows, filled: one.filled });
        judgement.findings.extend(one.findings);
    }
    judgement.findings.extend(across);
    judgement.files.sort();
    judgement.findings.sort_by(|a, b| {
        (&a.file, a.severity, a.rows.line, a.rule, &a.column, &a.message).cmp(&(&b.file, b.severity, b.rows.line, b.rule, &b.column, &b.message))
    });
    judgement
}

/// The use case's own name for what is checked; used by the page and by machine forms.
pub fn title(case: &UseCase, language: crate::model::Language) -> String {
    crate::render::markdown::plain(case.title.or_any(language), &crate::render::markdown::NoLinks)
}
