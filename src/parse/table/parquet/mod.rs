//! `data.parquet` → rows.
//!
//! The library decodes columns; pages are unpacked by decoders in Rust ([`pages`]), so that the
//! program brings no C for it: plain, Snappy, gzip and Zstandard. Groups of rows are read in
//! parallel, some thousand rows at a time.
//!
//! **A file that lies is a finding.** Lengths are held against the file before they are believed,
//! and should the library give up on a file in a way of its own, that ends the reading of the
//! file and nothing else.

mod column;
mod header;
mod pages;
mod records;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use rayon::prelude::*;

use super::findings::Findings;
use super::header::{Header, placed};
use super::rows::{Lists, Piece, Reading, Record};
use crate::diagnostic::Diagnostic;
use crate::model::{CodeList, Id};
use crate::source::SourceFile;
use column::{Kind, Leaf, kind};
pub use records::Sheet;

/// How many rows are read at a time.
const ROWS: usize = 8_192;

/// A file whose directory has been read.
pub struct Stored {
    bytes: Bytes,
    directory: ParquetMetaData,
    /// The columns of the table, as the header counts them: their places in the file and what they hold.
    columns: Vec<(usize, Kind)>,
}

/// Reads the directory of a file and its header.
pub fn open(file: &SourceFile, dimensions: &[Id], code_lists: &BTreeMap<Id, CodeList>, findings: &mut Findings) -> Option<(Stored, Header)> {
    let bytes = Bytes::from_owner(file.bytes.clone());
    let read = catch_unwind(AssertUnwindSafe(|| ParquetMetaDataReader::new().parse_and_finish(&bytes)));
    let Ok(Ok(directory)) = read else {
        findings.push(Diagnostic::error(file, 0..0, "malformed-parquet", "the file is not Parquet, or is cut short").help(WRITE_AGAIN));
        return None;
    };
    let (mut names, mut columns) = (Vec::new(), Vec::new());
    let mut is_partial = false;
    for (at, column) in directory.file_metadata().schema_descr().columns().iter().enumerate() {
        let name = column.path().parts().first().map_or("", String::as_str);
        // pandas keeps the numbers of rows beside them.
        if name.starts_with("__index_level_") {
            continue;
        }
        match kind(column) {
            Some(kind) => {
                names.push(name.to_owned());
                columns.push((at, kind));
            }
            None => {
                is_partial = true;
                let message = format!("the column `{name}` holds neither text nor numbers");
                findings.push(
                    Diagnostic::error(file, 0..0, "malformed-parquet", message).help("a table of values has columns of text and of numbers; periods are text"),
                );
            }
        }
    }
    let mut header = placed(file, &names, &|_| 0..0, dimensions, code_lists, findings)?;
    header.is_partial |= is_partial;
    Some((Stored { bytes, directory, columns }, header))
}

const WRITE_AGAIN: &str = "write the file again, plain or compressed by Snappy, gzip or Zstandard";

/// Reads the rows; `None` where the file cannot be read, which is then reported.
pub fn pieces(file: &SourceFile, stored: &Stored, header: &Header, lists: &Lists<'_>, findings: &mut Findings) -> Option<Vec<Piece>> {
    let groups = stored.directory.row_groups();
    let mut starts = Vec::with_capacity(groups.len());
    let mut next = 0usize;
    for group in groups {
        starts.push(next);
        next = next.saturating_add(usize::try_from(group.num_rows()).unwrap_or_default());
    }
    let read = |(group, start): (&RowGroupMetaData, &usize)| {
        let read = catch_unwind(AssertUnwindSafe(|| piece(stored, group, *start, header, lists)));
        read.unwrap_or_else(|_| Err("it cannot be decoded".to_owned()))
    };
    let pieces: Result<Vec<Piece>, String> = groups.par_iter().zip(&starts).map(read).collect();
    match pieces {
        Ok(pieces) => Some(pieces),
        Err(reason) => {
            findings.push(Diagnostic::error(file, 0..0, "malformed-parquet", format!("the file cannot be read: {reason}")).help(WRITE_AGAIN));
            None
        }
    }
}

/// Some rows of a group, column by column.
struct Batch<'a> {
    leaves: &'a [Option<Leaf>],
    row: usize,
}

impl Record for Batch<'_> {
    fn text(&self, column: usize) -> &[u8] {
        self.leaves.get(column).and_then(Option::as_ref).map_or(&[], |leaf| leaf.text(self.row).trim_ascii())
    }

    fn number(&self, column: usize) -> Option<Option<f64>> {
        self.leaves.get(column)?.as_ref()?.number(self.row)
    }
}

fn piece(stored: &Stored, group: &RowGroupMetaData, start: usize, header: &Header, lists: &Lists<'_>) -> Result<Piece, String> {
    let wanted = header.wanted();
    let mut leaves = Vec::with_capacity(stored.columns.len());
    for (at, (column, kind)) in stored.columns.iter().enumerate() {
        let Some(is_number) = wanted.get(&at) else {
            leaves.push(None);
            continue;
        };
        let chunk = group.columns().get(*column).ok_or("it lacks a column")?;
        if let Compression::LZO | Compression::BROTLI(_) | Compression::LZ4 | Compression::LZ4_RAW = chunk.compression() {
            return Err(format!("it is compressed by {}", chunk.compression().to_string().split('(').next().unwrap_or_default()));
        }
        leaves.push(Some(Leaf::new(&stored.bytes, chunk, *kind, !is_number).ok_or("a column is longer than the file")?));
    }
    let mut reading = Reading::new(header, lists);
    let rows = usize::try_from(group.num_rows()).map_err(|_| "it has less than no rows")?;
    // What a file says of itself is not believed beyond what a group usually holds.
    reading.piece.rows.reserve(rows.min(1 << 18), header.columns());
    let mut done = 0;
    while done < rows {
        let wanted = ROWS.min(rows - done);
        for leaf in leaves.iter_mut().flatten() {
            let read = leaf.read(wanted).map_err(|error| error.to_string())?;
            if read != wanted {
                return Err("a column has fewer rows than the file says".to_owned());
            }
        }
        for row in 0..wanted {
            reading.judge(&Batch { leaves: &leaves, row }, start + done + row);
        }
        done += wanted;
    }
    Ok(reading.piece)
}
