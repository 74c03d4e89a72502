//! How a CSV file is written: what stands before its header, and what separates its cells.

use crate::parse::table::start;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The byte where the header begins.
    pub start: usize,
    /// How many lines stand before it.
    pub lines: u64,
    /// The sign between cells.
    pub separator: u8,
}

/// Looks at the beginning of a file whose columns may be called so; or says why it is no CSV.
///
/// The separator is the one that splits the header into most names that are known, and then into most names.
pub fn written(bytes: &[u8], names: &[String]) -> Result<Written, String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("the file is UTF-16: save it as UTF-8, which a spreadsheet calls `CSV UTF-8`".to_owned());
    }
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err("the file is a workbook of a spreadsheet: save its sheet as CSV".to_owned());
    }
    if bytes.starts_with(b"PAR1") {
        return Err("the file is Parquet: end its name with `.parquet`".to_owned());
    }
    if line.contains(&0) {
        return Err("the file is not text".to_owned());
    }
    let start = start(bytes);
    let told = line.iter().rev().find(|byte| !matches!(byte, b'\r' | b'"')).copied().filter(|_| start > 3);
    let header = &bytes[start..];
    if header.iter().all(u8::is_ascii_whitespace) {
        return Err("the file is empty: its first line names the columns".to_owned());
    }
    let separator = told.unwrap_or_else(|| [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| columns(header, *mark, names)).unwrap_or(b','));
    Ok(Written { start, lines: u64::from(start > 3), separator })
}

/// How many known columns, and how many columns at all, a separator splits the header into.
fn columns(bytes: &[u8], separator: u8, names: &[String]) -> (usize, usize) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(bytes);
    let mut header = csv::ByteRecord::new();
    if !reader.read_byte_record(&mut header).is_ok_and(|is_there| is_there) {
        return (0, 0);
    }
    let known = header.iter().filter(|cell| std::str::from_utf8(cell).is_ok_and(|name| names.iter().any(|known| known == name.trim())));
    (known.count(), header.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_separates_cells_is_found_out_by_the_columns() {
        let names = ["a".to_owned(), "b".to_owned()];
        for (text, expected) in [
            ("a;b\n", (0, 0, b';')),
            ("a\tb,c,d,e\n", (0, 0, b'\t')),
            ("\u{feff}a,b\n", (3, 0, b',')),
            ("\"a\",\"x;y;z\"\n", (0, 0, b',')),
            ("a\n", (0, 0, b',')),
            ("sep=;\r\na;b\r\n", (7, 1, b';')),
            ("\u{feff}SEP=|\na|b\n", (9, 1, b'|')),
            ("\"sep=,\"\na,b\n", (8, 1, b',')),
        ] {
            let Written { start, lines, separator } = written(text.as_bytes(), &names).expect(text);
            assert_eq!((start, lines, separator), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_csv_is_told_by_what_it_is() {
        for (bytes, begins) in [
            (&b"\xff\xfea\0"[..], "the file is UTF-16"),
            (b"PK\x03\x04", "the file is a workbook"),
            (b"PAR1", "the file is Parquet"),
            (b"a\0b", "the file is not text"),
            (b"", "the file is empty"),
            (b"\r\n\r\n", "the file is empty"),
            (b"sep=;\n", "the file is empty"),
        ] {
            assert!(written(bytes, &[]).is_err_and(|error| error.starts_with(begins)), "{begins}");
        }
    }
}
