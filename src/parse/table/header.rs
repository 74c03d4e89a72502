//! The first row: what separates cells, and which column is which.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, nearest};
use crate::model::observation::Columns;
use crate::model::{CodeList, Id};
use crate::source::SourceFile;

use super::findings::Findings;
use super::{advice, cell};

/// Where each column of a table stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What separates cells.
    pub separator: u8,
    /// How many columns there are.
    pub width: usize,
    /// Where `region` stands.
    pub region: usize,
    /// Where `period` stands.
    pub period: usize,
    /// Where `value` stands.
    pub value: usize,
    /// Where the columns stand that need not be there.
    pub optional: Optional,
    /// Dimensions, and where each stands.
    pub dimensions: Vec<(Id, usize)>,
    /// Whether a column was left out: then two rows can look alike without being so.
    pub is_partial: bool,
    /// The byte where rows begin.
    pub body: usize,
}

/// Columns that need not be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Optional {
    /// `numerator`
    pub numerator: Option<usize>,
    /// `denominator`
    pub denominator: Option<usize>,
    /// `lower`
    pub lower: Option<usize>,
    /// `upper`
    pub upper: Option<usize>,
    /// `status`
    pub status: Option<usize>,
    /// `note`
    pub note: Option<usize>,
}

impl Header {
    /// Which optional columns the table has.
    pub fn columns(&self) -> Columns {
        let Optional { numerator, denominator, lower, upper, status, note } = self.optional;
        Columns {
            numerator: numerator.is_some(),
            denominator: denominator.is_some(),
            lower: lower.is_some(),
            upper: upper.is_some(),
            status: status.is_some(),
            note: note.is_some(),
        }
    }

    /// The columns that are read, and whether each holds numbers.
    pub fn wanted(&self) -> BTreeMap<usize, bool> {
        let Optional { numerator, denominator, lower, upper, status, note } = self.optional;
        let numbers = [Some(self.value), numerator, denominator, lower, upper].into_iter().flatten().map(|column| (column, true));
        let texts = [Some(self.region), Some(self.period), status, note].into_iter().flatten().map(|column| (column, false));
        numbers.chain(texts).chain(self.dimensions.iter().map(|(_, column)| (*column, false))).collect()
    }

    /// Where a column of a name stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        let Optional { numerator, denominator, lower, upper, status, note } = self.optional;
        match name {
            "region" => Some(self.region),
            "period" => Some(self.period),
            "value" => Some(self.value),
            "numerator" => numerator,
            "denominator" => denominator,
            "lower" => lower,
            "upper" => upper,
            "status" => status,
            "note" => note,
            _ => self.dimensions.iter().find(|(id, _)| &**id == name).map(|(_, at)| *at),
        }
    }
}

const FIXED: [&str; 9] = ["region", "period", "value", "numerator", "denominator", "lower", "upper", "status", "note"];

/// The names in the first row under some separator, and where the rows begin.
fn names(bytes: &[u8], separator: u8) -> Option<(Vec<String>, usize)> {
    let mut reader = super::rows::reader(bytes, separator);
    let mut record = csv::ByteRecord::new();
    if !reader.read_byte_record(&mut record).ok()? {
        return None;
    }
    let names = record.iter().map(|name| String::from_utf8_lossy(cell::trimmed(name)).into_owned()).collect();
    Some((names, usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)))
}

/// Where the first record stands in a file: behind the byte order mark, and behind the line `sep=;` by which a spreadsheet
/// is told what separates cells.
pub fn start(bytes: &[u8]) -> usize {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let line = bytes[mark..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let said = line.strip_suffix(b"\r").unwrap_or(line);
    let bare = said.strip_prefix(b"\"").and_then(|said| said.strip_suffix(b"\"")).unwrap_or(said);
    let is_told = bare.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"sep=")) && bare.len() == 5;
    if is_told { (mark + line.len() + 1).min(bytes.len()) } else { mark }
}

/// The separator that splits the first row into most known columns, with the names it gives; where it knows none, into most
/// columns that look like ours.
pub fn split(bytes: &[u8], dimensions: &[Id]) -> Option<(u8, Vec<String>, usize)> {
    let known = |name: &String| FIXED.contains(&name.as_str()) || dimensions.iter().any(|id| **id == **name);
    let mut best = None;
    let mut most = None;
    for separator in [b';', b',', b'\t'] {
        let (names, body) = names(bytes, separator)?;
        let count = (names.iter().filter(|name| known(name)).count(), names.iter().filter(|name| advice::column(name).is_some()).count());
        if most.is_none_or(|most| count > most) {
            (best, most) = (Some((separator, names, body)), Some(count));
        }
    }
    best
}

/// Reads the header; `None` where a table cannot be read without what is missing.
pub fn header(file: &SourceFile, dimensions: &[Id], code_lists: &BTreeMap<Id, CodeList>, findings: &mut Findings) -> Option<Header> {
    let start = start(&file.bytes);
    let Some((separator, names, body)) = split(&file.bytes[start..], dimensions) else {
        let finding = Diagnostic::error(file, 0..0, "missing-column", "the table is empty");
        findings.push(finding.help("the first row names the columns: region, period, value"));
        return None;
    };
    let place = |column: usize| cell::span(&file.bytes, start, column, separator);
    if let Some(column) = (0..names.len()).find(|column| !place(*column).1) {
        findings.push(unclosed(file, place(column).0));
        return None;
    }
    let span = |column: usize| place(column).0;
    let mut is_partial = false;
    let is_table = names.iter().any(|name| FIXED.contains(&name.as_str()));
    for column in (0..names.len()).filter(|column| is_table && names[*column].is_empty()) {
        findings.push(Diagnostic::error(file, span(column), "unknown-column", "a column has no name").help("name it, or take it away"));
        is_partial = true;
    }
    let header = placed(file, &names, &span, dimensions, code_lists, findings)?;
    Some(Header { separator, body: start + body, is_partial: is_partial || header.is_partial, ..header })
}

/// Finds the columns of a table among names, whatever its form; a column without a name is none.
pub fn placed(
    file: &SourceFile,
    names: &[String],
    span: &dyn Fn(usize) -> Range<usize>,
    dimensions: &[Id],
    code_lists: &BTreeMap<Id, CodeList>,
    findings: &mut Findings,
) -> Option<Header> {
    let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut is_partial = false;
    let mut unknown_columns: Vec<usize> = Vec::new();
    for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if columns.contains_key(name.as_str()) {
            let finding = Diagnostic::error(file, span(column), "duplicate-column", format!("the column `{name}` is there twice"));
            findings.push(finding.help("keep one of them"));
            is_partial = true;
        } else if FIXED.contains(&name.as_str()) {
            columns.insert(name, column);
        } else if dimensions.iter().any(|id| **id == **name) {
            match code_lists.get(name.as_str()) {
                Some(_) => _ = columns.insert(name, column),
                None => is_partial = true,
            }
        } else {
            unknown_columns.push(column);
            is_partial = true;
        }
    }
    let absent: Vec<&str> = FIXED[..3].iter().copied().filter(|name| !columns.contains_key(name)).collect();
    let meant = |name: &str| advice::column(name).filter(|own| absent.contains(own)).or_else(|| nearest(name, absent.iter().copied()));
    let misspelt: Vec<&str> = unknown_columns.iter().filter_map(|column| meant(&names[*column])).collect();
    let missing: Vec<String> = absent.iter().filter(|name| !misspelt.contains(*name)).map(|name| format!("`{name}`")).collect();
    // Of what is no table of values at all, not every name is told.
    if missing.len() < 3 {
        for column in &unknown_columns {
            findings.push(unknown(file, span(*column), &names[*column], dimensions, code_lists));
        }
    }
    if !missing.is_empty() {
        let message = format!("the table has no column {}", missing.join(" and no column "));
        let whole = if file.path.ends_with(".csv") { span(0).start..span(names.len()).start } else { 0..0 };
        findings.push(Diagnostic::error(file, whole, "missing-column", message).help(columns_are(&file.path)));
    }
    if !absent.is_empty() {
        return None;
    }
    let at = |name: &str| columns.get(name).copied();
    let mut placed: Vec<(Id, usize)> = dimensions.iter().filter_map(|id| at(id).map(|column| (id.clone(), column))).collect();
    placed.sort_by_key(|(_, column)| *column);
    Some(Header {
        separator: b';',
        width: names.len(),
        region: at("region")?,
        period: at("period")?,
        value: at("value")?,
        optional: Optional {
            numerator: at("numerator"),
            denominator: at("denominator"),
            lower: at("lower"),
            upper: at("upper"),
            status: at("status"),
            note: at("note"),
        },
        dimensions: placed,
        is_partial,
        body: 0,
    })
}

/// What the columns of a table are, in the words of its form.
fn columns_are(path: &str) -> &'static str {
    if path.ends_with(".json") {
        "a dimension is a column by its name, `region` or `period` also by its role `geo` or `time`; values are the dataset's"
    } else if path.ends_with(".parquet") {
        "the columns of a table of values are region, period and value; besides, numerator, denominator, lower, upper, status, note and dimensions"
    } else {
        "the first row names the columns, separated by `;`, `,` or tabs: region, period, value"
    }
}

fn unknown(file: &SourceFile, span: Range<usize>, name: &str, dimensions: &[Id], code_lists: &BTreeMap<Id, CodeList>) -> Diagnostic {
    let finding = Diagnostic::error(file, span, "unknown-column", format!("there is no column `{name}`"));
    if code_lists.contains_key(name) {
        return finding.help(format!("to give values by a code list, name it in the indicator: dimensions = [\"{name}\"]"));
    }
    if let Some(own) = advice::column(name) {
        return finding.help(format!("did you mean `{own}`?"));
    }
    let names = FIXED.iter().copied().chain(dimensions.iter().map(Id::as_str));
    let all: Vec<&str> = names.clone().collect();
    finding.suggest(name, names, format!("columns are: {}", all.join(", ")))
}

/// A quotation mark that nothing closes.
pub fn unclosed(file: &SourceFile, span: Range<usize>) -> Diagnostic {
    let span = span.start..(span.start + 1).min(span.end);
    Diagnostic::error(file, span, "unclosed-quote", "nothing closes the quotation mark that begins this cell")
        .help("end the cell with `\"`; a quotation mark inside a cell is written twice")
}
