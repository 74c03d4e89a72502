//! A second walk over the rows, for findings that need the place of a cell.

use std::ops::Range;

use crate::model::{Observations, Period};
use crate::source::SourceFile;

use super::cell;
use super::header::{self, Header, Optional};

/// A row, and where its cells stand.
pub struct Visited<'a> {
    /// Where.
    pub region: &'a str,
    /// When.
    pub period: Period,
    /// Which cell: a code for each dimension, `None` for all.
    pub cell: Vec<Option<&'a str>>,
    bytes: &'a [u8],
    record: usize,
    /// Where columns stand; nothing where the file has no lines.
    header: Option<&'a Header>,
}

impl Visited<'_> {
    /// Where the cell of a column stands; the start of the row where there is no such column.
    pub fn span(&self, column: &str) -> Range<usize> {
        let Some(header) = self.header else { return 0..0 };
        match header.column(column) {
            Some(column) => cell::span(self.bytes, self.record, column, header.separator).0,
            None => self.record..self.record,
        }
    }

    /// The line on which the row begins.
    pub fn line(&self) -> u32 {
        let Some(header) = self.header else { return 1 };
        let start = cell::span(self.bytes, self.record, 0, header.separator).0.start;
        let before = self.bytes[..start].iter().filter(|byte| **byte == b'\n').count();
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// Shows each row of a table that has been read from a file, in the order of the source where that has lines.
pub fn visit(file: &SourceFile, table: &Observations, show: &mut dyn FnMut(&Visited<'_>)) {
    let dimensions = &table.dimensions;
    if !file.path.ends_with(".csv") {
        for row in table.iter() {
            let cell = row.cell.iter().map(Option::as_deref).collect();
            show(&Visited { region: row.region, period: row.period, cell, bytes: &[], record: 0, header: None });
        }
        return;
    }
    let start = header::start(&file.bytes);
    let Some((separator, names, body)) = header::split(&file.bytes[start..], dimensions) else { return };
    let at = |name: &str| names.iter().position(|known| known == name);
    let (Some(region), Some(period), Some(value)) = (at("region"), at("period"), at("value")) else { return };
    let optional =
        Optional { numerator: at("numerator"), denominator: at("denominator"), lower: at("lower"), upper: at("upper"), status: at("status"), note: at("note") };
    let dimensions = dimensions.iter().filter_map(|id| at(id).map(|column| (id.clone(), column))).collect();
    let header = Header { separator, width: names.len(), region, period, value, optional, dimensions, is_partial: false, body: start + body };
    visit_rows(file, &header, show);
}

/// Shows each row that has a region and a period.
pub fn visit_rows(file: &SourceFile, header: &Header, show: &mut dyn FnMut(&Visited<'_>)) {
    let mut reader = super::rows::reader(file.bytes.get(header.body..).unwrap_or_default(), header.separator);
    let mut record = csv::ByteRecord::new();
    loop {
        let at = header.body + usize::try_from(reader.position().byte()).unwrap_or_default();
        if !matches!(reader.read_byte_record(&mut record), Ok(true)) {
            return;
        }
        let text = |column: usize| record.get(column).and_then(|cell| std::str::from_utf8(cell::trimmed(cell)).ok());
        let (Some(region), Some(period)) = (text(header.region), text(header.period).and_then(Period::parse)) else { continue };
        let cell = header.dimensions.iter().map(|(_, column)| text(*column).filter(|code| !code.is_empty() && *code != "total")).collect();
        show(&Visited { region, period, cell, bytes: &file.bytes, record: at, header: Some(header) });
    }
}
