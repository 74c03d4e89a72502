//! Records of which no cell is quoted, cut at separators and line ends; and where a table can be cut into pieces.

use super::cell;
use super::rows::{Cells, Record};

/// A record that stands in the file as it is.
#[derive(Debug, Default)]
pub struct Line<'a> {
    bytes: &'a [u8],
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl Record for Line<'_> {
    fn text(&self, column: usize) -> &[u8] {
        let Some(end) = self.ends.get(column) else { return &[] };
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end + 1);
        cell::trimmed(&self.bytes[start..*end])
    }

    fn number(&self, _: usize) -> Option<Option<f64>> {
        None
    }
}

impl Cells for Line<'_> {
    fn count(&self) -> usize {
        self.ends.len()
    }
}

/// Shows each record of some bytes without quotation marks, and where it begins. Empty lines are none.
pub fn each<'a>(bytes: &'a [u8], separator: u8, mut show: impl FnMut(&Line<'a>, usize)) {
    let mut line = Line::default();
    let mut start = 0;
    while start < bytes.len() {
        let rest = &bytes[start..];
        line.ends.clear();
        let mut end = rest.len();
        for (at, byte) in rest.iter().enumerate() {
            if *byte == separator {
                line.ends.push(at);
            } else if *byte == b'\n' || *byte == b'\r' {
                end = at;
                break;
            }
        }
        if end > 0 {
            line.ends.push(end);
            line.bytes = &rest[..end];
            show(&line, start);
        }
        start += end + 1;
    }
}

/// Where a table is cut: its start, the ends of records that are at least so many bytes apart, its end.
pub fn cuts(rows: &[u8], separator: u8, apart: usize) -> Vec<usize> {
    let mut cuts = vec![0];
    if rows.len() >= 2 * apart {
        // A quoted cell may hold a line break, and only reading from the start tells which it is.
        let find = if rows.contains(&b'"') { end_of_record } else { end_of_line };
        let mut last = 0;
        while let Some(cut) = find(rows, separator, last, last + apart) {
            cuts.push(cut);
            last = cut;
        }
    }
    cuts.push(rows.len());
    cuts
}

/// The first byte behind a line that ends at or after a byte.
fn end_of_line(rows: &[u8], _: u8, _: usize, after: usize) -> Option<usize> {
    rows.get(after..)?.iter().position(|byte| *byte == b'\n').map(|line| after + line + 1)
}

/// The first byte behind a record that ends at or after a byte, where some record begins at another.
fn end_of_record(rows: &[u8], separator: u8, start: usize, after: usize) -> Option<usize> {
    let mut at = start;
    while at < rows.len() {
        let (end, is_closed) = cell::end(rows, at, separator);
        if !is_closed {
            return None;
        }
        at = end + 1;
        if end >= after && rows.get(end) == Some(&b'\n') {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::rows::reader;
    use super::*;

    /// The cells of records as the library cuts them.
    fn by_library(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let records = reader(bytes, b',').into_byte_records().map_while(Result::ok);
        records.map(|record| record.iter().map(|cell| cell::trimmed(cell).to_vec()).collect()).collect()
    }

    fn by_lines(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let mut records = Vec::new();
        each(bytes, b',', |line, at| {
            assert!(at == 0 || matches!(bytes[at - 1], b'\n' | b'\r'));
            records.push((0..line.count()).map(|column| line.text(column).to_vec()).collect());
        });
        records
    }

    proptest! {
        #[test]
        fn records_without_quotes_are_those_of_the_library(text in "[a1, \\n\\r.;]{0,60}") {
            prop_assert_eq!(by_lines(text.as_bytes()), by_library(text.as_bytes()));
        }

        #[test]
        fn a_table_in_pieces_is_the_whole_table(text in "([a\"]{0,3},?\\n?\\r?(\"[a,\\n\"]{0,4}\")?){0,20}", apart in 1usize..9) {
            let bytes = text.as_bytes();
            let cuts = cuts(bytes, b',', apart);
            let pieces: Vec<_> = cuts.windows(2).flat_map(|cut| by_library(&bytes[cut[0]..cut[1]])).collect();
            prop_assert_eq!(pieces, by_library(bytes));
        }
    }

    #[test]
    fn a_line_break_in_quotes_is_no_cut() {
        assert_eq!(cuts(b"a,b\nc,d\n", b',', 2), [0, 4, 8, 8]);
        assert_eq!(cuts(b"a,\"b\nb\"\nc,d\n", b',', 2), [0, 8, 12, 12]);
        assert_eq!(cuts(b"a,\"b\nc,d\n", b',', 2), [0, 9]);
        assert_eq!(cuts(b"", b',', 2), [0, 0]);
    }
}
