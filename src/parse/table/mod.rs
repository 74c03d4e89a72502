//! Tables of values: `data.csv`, `data.parquet` or `data.json` → observations.
//!
//! 1. The header says what separates the cells and which column is which ([`header`]).
//! 2. The rows are read in pieces, in parallel ([`rows`]), cut where a record ends ([`lines`]). A cell that is
//!    wrong is one finding; its row is left out and the others are read.
//!    Parquet ([`parquet`]) and JSON-stat ([`json_stat`]) give the same pieces by the same judgement.
//! 3. The pieces are put together, and what only the whole can show is looked for: two rows for
//!    one value, parts without a total ([`whole`]).
//!
//! **Nothing is kept of a cell but its number or its place in a list**: five million rows are
//! some columns of numbers. Findings are rare, so the place of a cell is worked out when one is
//! made, by reading its record once more.

mod advice;
mod cell;
mod findings;
mod header;
mod json_stat;
mod lines;
mod parquet;
mod rows;
mod visit;
mod whole;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::{CodeList, Id, Observations, Regions};
use crate::source::SourceFile;
pub use cell::span;
use findings::Findings;
use header::Header;
pub use header::start;
pub use parquet::Sheet;
use rows::Lists;
pub use visit::{Visited, visit};
use whole::Places;

/// How many findings of one file are told one by one.
pub const TOLD: usize = 20;

/// Reads the values of an indicator; `None` where the table cannot be read at all, which is then reported.
///
/// `dimensions` are the code lists that the indicator declares; a column whose code list is not
/// in `code_lists` is left out, since that has been reported where it was declared. Where the
/// file of the regions is there but broken, do not call this: every row would be wrong.
pub fn observations(file: &SourceFile, dimensions: &[Id], code_lists: &BTreeMap<Id, CodeList>, regions: &Regions, report: &mut Report) -> Option<Observations> {
    let mut findings = Findings::default();
    let observations = read(file, dimensions, code_lists, regions, &mut findings);
    findings.tell(file, report);
    observations
}

fn read(file: &SourceFile, dimensions: &[Id], code_lists: &BTreeMap<Id, CodeList>, regions: &Regions, findings: &mut Findings) -> Option<Observations> {
    if file.is_refused {
        return None;
    }
    if file.path.ends_with(".parquet") {
        let (stored, header) = parquet::open(file, dimensions, code_lists, findings)?;
        let lists = lists(file, &header, code_lists, regions, findings)?;
        let pieces = parquet::pieces(file, &stored, &header, &lists, findings)?;
        return Some(whole::whole(file, &header, &lists, &Places::Rows, pieces, findings));
    }
    if let Err(error) = std::str::from_utf8(&file.bytes) {
        let at = error.valid_up_to();
        let finding = Diagnostic::error(file, at..at, "not-utf-8", "the file is not UTF-8 from here on");
        findings.push(finding.help("save the file as UTF-8; a spreadsheet calls it `CSV UTF-8`"));
        return None;
    }
    if file.path.ends_with(".json") {
        let (cube, header) = json_stat::open(file, dimensions, code_lists, findings)?;
        let lists = lists(file, &header, code_lists, regions, findings)?;
        let pieces = json_stat::pieces(&cube, &header, &lists);
        return Some(whole::whole(file, &header, &lists, &Places::Cube(&cube), pieces, findings));
    }
    let header = header::header(file, dimensions, code_lists, findings)?;
    let lists = lists(file, &header, code_lists, regions, findings)?;
    let pieces = rows::pieces(file, &header, &lists);
    Some(whole::whole(file, &header, &lists, &Places::Csv, pieces, findings))
}

/// What cells of names can say; `None` where no region is known.
fn lists<'a>(file: &SourceFile, header: &Header, code_lists: &'a BTreeMap<Id, CodeList>, regions: &'a Regions, findings: &mut Findings) -> Option<Lists<'a>> {
    if regions.is_empty() {
        let finding = Diagnostic::error(file, 0..0, "unknown-region", "there are no regions that the values could belong to");
        findings.push(finding.help("describe the regions in models/regions.toml"));
        return None;
    }
    Some(Lists::new(header, code_lists, regions))
}
