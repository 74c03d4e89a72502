//! One file, read once: its columns against the table's, its cells against their types, codes and counts.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};

use super::{Extract, Finding, Rows, Specification, TableMapping, cell};
use crate::diagnostic::{Severity, nearest};
use crate::model::concept::DataType;
use crate::relational::{Column, Origin, Table};

/// What stays of a file that has been read.
pub struct Scanned {
    /// What it is called.
    pub file: String,
    /// The table it holds.
    pub table: usize,
    /// How many records it has.
    pub rows: u64,
    /// Digests of its keys, with their rows; `None` where the key has no column.
    pub keys: Option<Vec<(u64, u32)>>,
    /// Digests of its references, by the column of the table.
    pub references: Vec<(usize, Vec<(u64, u32)>)>,
    /// Where its records stand.
    pub lines: Lines,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// The lines of a file in which its records begin; a record may take several.
#[derive(Debug, Default)]
pub struct Lines {
    /// From which row on the line is so much more than the number of the row.
    shifts: Vec<(u64, u64)>,
}

impl Lines {
    /// Remembers where a row begins.
    fn put(&mut self, row: u64, line: u64) {
        let shift = line.saturating_sub(row);
        if self.shifts.last().is_none_or(|(_, last)| *last != shift) {
            self.shifts.push((row, shift));
        }
    }

    /// The line of a row; the first where the file has none.
    pub fn of(&self, row: u64) -> u64 {
        let next = self.shifts.partition_point(|(first, _)| *first <= row);
        next.checked_sub(1).map_or(1, |at| row + self.shifts[at].1)
    }
}

/// A column that a file may have: of the table itself, or of what it is a kind of.
struct Known<'s, 'm> {
    column: &'s Column<'m>,
    /// Its place in the table; `None` where it belongs to a general concept.
    own: Option<usize>,
    /// Whether the file has to have it.
    is_demanded: bool,
}

/// What is done with the cells of one column of the file.
struct Checked<'s, 'm> {
    name: &'s str,
    column: &'s Column<'m>,
    codes: Option<Codes>,
    renamed: HashMap<Vec<u8>, Vec<u8>>,
    is_key: bool,
    has_moments: bool,
    digests: Option<Vec<(u64, u32)>>,
    own: Option<usize>,
    empty: Rows,
    malformed: Rows,
    unknown: Rows,
    gone: Rows,
    few: Rows,
    many: Rows,
}

/// The codes of a list, and those of them that are no longer to be used.
struct Codes {
    all: HashSet<Vec<u8>>,
    gone: HashSet<Vec<u8>>,
}

/// Reads a file.
pub fn scan(specification: &Specification<'_>, present: &[usize], mut extract: Extract<'_>) -> Scanned {
    let table = &specification.tables.tables[extract.table];
    let mut findings = Vec::new();
    let known = known(specification, present, extract.table);
    let names: Vec<String> = known.iter().map(|known| called(extract.mapping, &known.column.name).to_owned()).collect();
    let mut plan = plan(specification, &extract, table, &known, &names, &mut findings);
    missing_columns(&extract, &known, &names, &mut findings);
    let mut lines = Lines::default();
    let (rows, ragged) = read(&mut extract, &mut plan, &mut lines, &mut findings);
    if ragged.count > 0 {
        findings.push(Finding { rows: ragged, ..about(&extract, "extract-ragged-row", "rows have more or fewer cells than the header".into()) });
    }
    let (mut keys, mut references) = (None, Vec::new());
    for checked in plan.into_iter().flatten() {
        findings.extend(told(&extract, &checked));
        match (checked.digests, checked.own) {
            (Some(digests), _) if checked.is_key => {
                if let Some(own) = checked.own.filter(|own| table.columns[*own].refers_to.is_some()) {
                    references.push((own, digests.clone()));
                }
                keys = Some(digests);
            }
            (Some(digests), Some(own)) => references.push((own, digests)),
            _ => {}
        }
    }
    Scanned { file: extract.file, table: extract.table, rows, keys, references, lines, findings }
}

fn about(extract: &Extract<'_>, rule: &'static str, message: String) -> Finding {
    Finding::of_file(rule, Severity::Error, &extract.file, Some(extract.table), message)
}

/// What the county calls a column.
fn called<'a>(mapping: Option<&'a TableMapping>, column: &'a str) -> &'a str {
    mapping.and_then(|mapping| mapping.columns.get(column)).map_or(column, String::as_str)
}

/// The columns of a table and, after them, those of what it is a kind of.
///
/// What a general concept demands is demanded here only where it has no file of its own.
fn known<'s, 'm>(specification: &'s Specification<'m>, present: &[usize], table: usize) -> Vec<Known<'s, 'm>> {
    let tables = &specification.tables.tables;
    let demanded = |column: &Column<'_>| {
        let is_gone = column.attribute().is_some_and(|attribute| attribute.deprecated.is_some());
        let is_named = matches!(column.origin, Origin::Attribute(_) | Origin::General);
        specification.is_whole && column.is_required() && is_named && !is_gone
    };
    let own = tables[table].columns.iter().enumerate();
    let mut known: Vec<Known<'s, 'm>> = own.map(|(at, column)| Known { column, own: Some(at), is_demanded: demanded(column) }).collect();
    let (mut next, mut seen) = (tables[table].general.clone(), HashSet::from([table]));
    while let Some(general) = next.pop().filter(|general| seen.insert(*general)) {
        for column in &tables[general].columns {
            if matches!(column.origin, Origin::Attribute(_)) && known.iter().all(|known| known.column.name != column.name) {
                known.push(Known { column, own: None, is_demanded: demanded(column) && !present.contains(&general) });
            }
        }
        next.extend(&tables[general].general);
    }
    known
}

/// What to do with each column of the file; one that nothing knows is told and left alone.
fn plan<'s, 'm>(
    specification: &Specification<'m>,
    extract: &Extract<'_>,
    table: &Table<'_>,
    known: &[Known<'s, 'm>],
    names: &'s [String],
    findings: &mut Vec<Finding>,
) -> Vec<Option<Checked<'s, 'm>>> {
    let mut seen = HashSet::new();
    let columns = extract.records.columns();
    columns
        .iter()
        .map(|name| {
            if !seen.insert(name) {
                findings.push(about(extract, "extract-repeated-column", format!("the column `{name}` is there twice")));
                return None;
            }
            let Some(at) = names.iter().position(|known| known == name) else {
                let mut finding =
                    Finding { severity: Severity::Warning, ..about(extract, "extract-unknown-column", format!("the column `{name}` is not known")) };
                let free = names.iter().filter(|name| !columns.contains(name)).map(String::as_str);
                finding.help = nearest(name, free).map(|near| format!("did you mean `{near}`?"));
                findings.push(finding);
                return None;
            };
            Some(checked(specification, extract, table, &known[at], &names[at]))
        })
        .collect()
}

fn checked<'s, 'm>(specification: &Specification<'m>, extract: &Extract<'_>, table: &Table<'_>, known: &Known<'s, 'm>, name: &'s str) -> Checked<'s, 'm> {
    let column = known.column;
    let is_key = known.own.is_some() && known.own == table.key;
    let is_kept = is_key || known.own.is_some() && column.refers_to.is_some();
    let renamed = extract.mapping.and_then(|mapping| mapping.codes.get(&column.name)).into_iter().flatten();
    let list = column.code_list.and_then(|id| specification.code_list(id));
    Checked {
        name,
        column,
        codes: list.map(|list| Codes {
            all: list.codes.iter().map(|code| code.code.as_bytes().to_vec()).collect(),
            gone: list.codes.iter().filter(|code| code.deprecated.is_some()).map(|code| code.code.as_bytes().to_vec()).collect(),
        }),
        renamed: renamed.map(|(theirs, ours)| (theirs.as_bytes().to_vec(), ours.as_bytes().to_vec())).collect(),
        is_key,
        has_moments: column.data_type == DataType::Date && extract.records.has_moments_for_days(),
        digests: is_kept.then(Vec::new),
        own: known.own,
        empty: Rows::default(),
        malformed: Rows::default(),
        unknown: Rows::default(),
        gone: Rows::default(),
        few: Rows::default(),
        many: Rows::default(),
    }
}

fn missing_columns(extract: &Extract<'_>, known: &[Known<'_, '_>], names: &[String], findings: &mut Vec<Finding>) {
    let there = extract.records.columns();
    for (known, name) in known.iter().zip(names).filter(|(known, name)| known.is_demanded && !there.contains(name)) {
        let mut finding = about(extract, "extract-missing-column", format!("there is no column `{name}`"));
        finding.column = Some(known.column.name.clone());
        finding.help = nearest(name, there.iter().map(String::as_str)).map(|near| format!("the file has `{near}`; say so in a mapping"));
        findings.push(finding);
    }
}

/// Reads every record; gives back how many there are, and those that are not as long as the header.
fn read(extract: &mut Extract<'_>, plan: &mut [Option<Checked<'_, '_>>], lines: &mut Lines, findings: &mut Vec<Finding>) -> (u64, Rows) {
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut ragged) = (0, Rows::default());
    let comma = extract.records.separator() != b',';
    let is_in_lines = extract.records.is_in_lines();
    loop {
        match extract.records.next(&mut record) {
            Ok(false) => return (rows, ragged),
            Err(message) => {
                findings.push(about(extract, "extract-unreadable", message));
                return (rows, ragged);
            }
            Ok(true) => rows += 1,
        }
        let line = if is_in_lines { record.position().map_or(rows + 1, csv::Position::line) } else { 1 };
        if is_in_lines {
            lines.put(rows, line);
        }
        if record.len() != plan.len() {
            ragged.add(rows, line);
            continue;
        }
        for (cell, checked) in record.iter().zip(plan.iter_mut()) {
            if let Some(checked) = checked {
                checked.take(cell, rows, line, comma);
            }
        }
    }
}

impl Checked<'_, '_> {
    /// Looks at one cell.
    fn take(&mut self, cell: &[u8], row: u64, line: u64, comma: bool) {
        if cell.iter().all(u8::is_ascii_whitespace) {
            if self.column.is_required() {
                self.empty.add(row, line);
            }
            return;
        }
        if self.column.is_many() {
            self.take_many(cell, row, line, comma);
        } else {
            self.take_one(cell, row, line, comma);
        }
    }

    fn take_many(&mut self, cell: &[u8], row: u64, line: u64, comma: bool) {
        let mut count = 0;
        for value in cell.split(|byte| *byte == b'|') {
            count += 1;
            self.take_one(value, row, line, comma);
        }
        if count < self.column.cardinality.least {
            self.few.add(row, line);
        }
        if self.column.cardinality.most.is_some_and(|most| count > most) {
            self.many.add(row, line);
        }
    }

    fn take_one(&mut self, cell: &[u8], row: u64, line: u64, comma: bool) {
        let cell = if self.has_moments { cell.strip_suffix(b"T00:00:00").unwrap_or(cell) } else { cell };
        let cell = if self.renamed.is_empty() { cell } else { self.renamed.get(cell).map_or(cell, Vec::as_slice) };
        if let Some(codes) = &self.codes {
            if !codes.all.contains(cell) {
                self.unknown.add(row, line);
            } else if codes.gone.contains(cell) {
                self.gone.add(row, line);
            }
        } else if !is_sound(self.column.data_type, cell, comma) {
            self.malformed.add(row, line);
        }
        if let Some(digests) = &mut self.digests {
            digests.push((digest(cell), u32::try_from(row).unwrap_or(u32::MAX)));
        }
    }
}

fn is_sound(data_type: DataType, cell: &[u8], comma: bool) -> bool {
    cell::is_value(data_type, cell, comma) && (cell.is_ascii() || std::str::from_utf8(cell).is_ok())
}

/// A digest that is the same on every run; two values of one file share one by less than a chance in a million.
fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// What was found in a column.
fn told(extract: &Extract<'_>, checked: &Checked<'_, '_>) -> Vec<Finding> {
    let (name, column) = (checked.name, checked.column);
    let list = column.code_list.map(ToString::to_string).unwrap_or_default();
    let form = cell::form(column.data_type);
    let found = [
        ("extract-missing-value", Severity::Error, &checked.empty, format!("`{name}` is empty, and a value is always there")),
        ("extract-malformed-value", Severity::Error, &checked.malformed, format!("`{name}` is not {form}")),
        ("extract-unknown-code", Severity::Error, &checked.unknown, format!("`{name}` is no code of the list `{list}`")),
        ("extract-deprecated-code", Severity::Warning, &checked.gone, format!("`{name}` is a code of the list `{list}` that is no longer to be used")),
        ("extract-too-few-values", Severity::Error, &checked.few, format!("`{name}` has fewer values than {}", column.cardinality)),
        ("extract-too-many-values", Severity::Error, &checked.many, format!("`{name}` has more values than {}", column.cardinality)),
    ];
    let finding = |(rule, severity, rows, message): (&'static str, Severity, &Rows, String)| {
        (rows.count > 0).then(|| Finding { severity, column: Some(column.name.clone()), rows: rows.clone(), ..about(extract, rule, message) })
    };
    found.into_iter().filter_map(finding).collect()
}
