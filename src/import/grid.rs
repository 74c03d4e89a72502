//! A table of text with a header: the separator is found out, and every cell knows its line.

use std::ops::Range;

use super::decode::decode;
use super::{Input, Item, broken};
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// A table.
pub struct Grid {
    /// The file as text, for places.
    pub file: SourceFile,
    /// Column names as written.
    pub header: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Remarks on how it was read.
    pub items: Vec<Item>,
}

/// A row.
pub struct Row {
    /// Where it stands.
    pub span: Range<usize>,
    cells: Vec<String>,
}

impl Row {
    /// The text of a column; empty where the row is short, and where it says that there is none.
    pub fn cell(&self, column: Option<usize>) -> &str {
        let text = column.and_then(|column| self.cells.get(column)).map_or("", |text| text.trim());
        if is_nothing(text) { "" } else { text }
    }

    /// The text of a column just as it stands, blanks around it taken off.
    pub fn raw(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |text| text.trim())
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Words for nothing.
fn is_nothing(text: &str) -> bool {
    matches!(text, "NA" | "N/A" | "n/a" | "NULL" | "null" | "-" | "–")
}

/// A column's name as it is compared: small letters and digits.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Grid {
    /// The first column with one of these names, the names tried in order; a name may be followed by words in
    /// brackets, or offer another after a slash.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let whole = |name: &str| self.header.iter().position(|header| plain(header) == name);
        let part = |name: &str| self.header.iter().position(|header| parts(header).any(|part| plain(part) == name));
        names.iter().find_map(|name| whole(name)).or_else(|| names.iter().find_map(|name| part(name)))
    }
}

/// The names that a column's name offers: `Mandatory (Y/N)` is mandatory, `Variable / Field` is either.
fn parts(header: &str) -> impl Iterator<Item = &str> {
    header.split(['(', '[']).next().unwrap_or_default().split('/')
}

/// Reads a table.
pub fn grid(input: &Input) -> Result<Grid, Box<Diagnostic>> {
    let decoded = decode(&input.name, &input.bytes);
    let text = decoded.text.trim_start_matches('\u{feff}').to_owned();
    let file = SourceFile::new(&input.name, text.as_bytes().to_vec());
    let separator = separator(&text);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => records.push((start, record.iter().map(str::to_owned).collect::<Vec<_>>())),
            Err(error) => return Err(broken(&file, start..start, format!("the table cannot be read: {error}"), "write it as CSV in UTF-8, with a header row")),
        }
    }
    unclosed(&text, separator, &file)?;
    let mut records = records.into_iter().map(|(start, cells)| Row { span: line(&text, start), cells }).filter(|row| !row.is_empty());
    let Some(header) = records.next() else {
        return Err(broken(&file, 0..0, "the table is empty", "it begins with a header row"));
    };
    let mut grid = Grid { file, header: header.cells.iter().map(|name| name.trim().to_owned()).collect(), rows: Vec::new(), items: decoded.items };
    for row in records {
        if row.cells.len() > grid.header.len() {
            let (wide, narrow) = (row.cells.len(), grid.header.len());
            let message = format!("the row has {wide} cells, and the header names {narrow} columns");
            return Err(broken(&grid.file, row.span.clone(), message, "a cell that holds the separator stands in quotation marks"));
        }
        grid.rows.push(row);
    }
    Ok(grid)
}

/// A quotation mark that nothing closes swallows the rest of the file.
fn unclosed(text: &str, separator: u8, file: &SourceFile) -> Result<(), Box<Diagnostic>> {
    let bytes = text.as_bytes();
    let (mut at, mut opened, mut is_start) = (0, None, true);
    while at < bytes.len() {
        match (opened, bytes[at]) {
            (Some(_), b'"') if bytes.get(at + 1) == Some(&b'"') => at += 1,
            (Some(_), b'"') => opened = None,
            (None, b'"') if is_start => opened = Some(at),
            _ => {}
        }
        is_start = opened.is_none() && (bytes[at] == separator || bytes[at] == b'\n' || bytes[at] == b'\r');
        at += 1;
    }
    match opened {
        Some(at) => Err(broken(file, at..at + 1, "the quotation mark is not closed", "a quotation mark inside a cell is written twice")),
        None => Ok(()),
    }
}

/// The range of the line that begins at or after a byte.
fn line(text: &str, start: usize) -> Range<usize> {
    let start = start.min(text.len());
    let blank = text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let start = start + blank;
    let end = text.as_bytes()[start..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |at| start + at);
    start..end
}

/// The sign that splits the first line into most parts.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
