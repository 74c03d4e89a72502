//! One file, read once: its columns against the table's, its cells against their types, codes and counts.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};

use super::{Extract, Finding, Records, Rows, Specification, TableMapping, advice, cell};
use crate::diagnostic::{Severity, nearest};
use crate::model::concept::DataType;
use crate::model::{Code, CodeList, Date};
use crate::relational::{Column, Origin, Table};

/// What stays of a file that has been read.
pub struct Scanned {
    /// What it is called.
    pub file: String,
    /// The table it holds.
    pub table: usize,
    /// How many records it has.
    pub rows: u64,
    /// Columns in which some record has a value, by their names in the table.
    pub filled: BTreeSet<String>,
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
    codes: Option<Codes<'m>>,
    renamed: HashMap<Vec<u8>, Vec<u8>>,
    is_key: bool,
    has_moments: bool,
    digests: Option<Vec<(u64, u32)>>,
    own: Option<usize>,
    is_filled: bool,
    empty: Rows,
    hollow: Rows,
    malformed: Rows,
    unknown: Rows,
    gone: Rows,
    outdated: Rows,
    few: Rows,
    many: Rows,
    /// What may help with a value that is none, as the first such row shows.
    advice: Option<&'static str>,
}

/// How a code of a list stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Good,
    /// It is no longer to be used.
    Gone,
    /// It does not hold on the day.
    Outdated,
}

/// The codes of a list.
struct Codes<'m> {
    list: &'m CodeList,
    known: HashMap<&'m [u8], Standing>,
}

impl<'m> Codes<'m> {
    fn new(list: &'m CodeList, day: Option<Date>) -> Self {
        let standing = |code: &Code| {
            let is_outside = |day: Date| code.valid_from.is_some_and(|from| day < from) || code.valid_to.is_some_and(|to| to < day);
            match code.deprecated {
                Some(_) => Standing::Gone,
                None if day.is_some_and(is_outside) => Standing::Outdated,
                None => Standing::Good,
            }
        };
        Self { list, known: list.codes.iter().map(|code| (code.code.as_bytes(), standing(code))).collect() }
    }

    /// What may help with a cell that is no code of the list.
    fn advice(&self, cell: &[u8], is_many: bool) -> Option<&'static str> {
        let text = std::str::from_utf8(cell).ok()?;
        let has = |text: &str| self.known.contains_key(text.as_bytes());
        let short = text.trim();
        let bare = |code: &str| code.trim_start_matches('0').to_owned();
        let any = |is_it: &dyn Fn(&Code) -> bool| self.list.codes.iter().any(is_it);
        if has(short) {
            Some("there are blanks around the code")
        } else if any(&|code| code.code.to_lowercase() == short.to_lowercase()) {
            Some("small and capital letters are not the same in codes")
        } else if has(short.strip_suffix(".0").unwrap_or_default()) {
            Some("codes are text: they were written as numbers with decimals")
        } else if !short.is_empty() && any(&|code| bare(&code.code) == bare(short)) {
            Some("zeros before the code are a part of it: codes are text, and were handled as numbers")
        } else if any(&|code| code.name.versions().any(|(_, name)| name.to_lowercase() == short.to_lowercase())) {
            Some("it holds the names of codes; give the codes, or say in a mapping which code each name stands for")
        } else if is_many && short.split([',', ';', ' ']).filter(|part| !part.is_empty()).all(|part| has(part.trim())) {
            Some("several codes are separated by `|`")
        } else {
            None
        }
    }
}

/// What is found in the cells of a file as it is read.
#[derive(Default)]
struct Reading {
    /// How many records were read.
    rows: u64,
    /// Where they stand.
    lines: Lines,
    /// Those that are not as long as the header.
    ragged: Rows,
    /// Those with nothing in them.
    blank: Rows,
    /// Why reading ended before the end of the file.
    broken: Option<String>,
}

/// Reads a file, or tells why it cannot be read.
pub fn scan(specification: &Specification<'_>, present: &[usize], mut extract: Extract<'_>) -> Scanned {
    let nothing = Box::new(Nothing) as Box<dyn Records>;
    match std::mem::replace(&mut extract.records, Ok(nothing)) {
        Ok(records) => scan_records(specification, present, &extract, records),
        Err(message) => {
            let findings = vec![about(&extract, "extract-unreadable", message)];
            let Extract { file, table, .. } = extract;
            Scanned { file, table, rows: 0, filled: BTreeSet::new(), keys: None, references: Vec::new(), lines: Lines::default(), findings }
        }
    }
}

/// Reads a file.
fn scan_records<'a>(specification: &Specification<'_>, present: &[usize], extract: &Extract<'a>, mut records: Box<dyn Records + 'a>) -> Scanned {
    let table = &specification.tables.tables[extract.table];
    let mut findings = Vec::new();
    let known = known(specification, present, extract.table);
    let names: Vec<String> = known.iter().map(|known| called(extract.mapping, &known.column.name).to_owned()).collect();
    unread_columns(extract, &*records, &known, &names, &mut findings);
    let mut plan = plan(specification, extract, &*records, table, &known, &names, &mut findings);
    missing_columns(extract, &*records, &known, &names, &mut findings);
    let Reading { rows, lines, ragged, blank, broken } = read(&mut *records, &mut plan);
    findings.extend(rows_told(extract, rows, ragged, &blank, broken.as_ref()));
    let (mut keys, mut references, mut filled) = (None, Vec::new(), BTreeSet::new());
    for checked in plan.into_iter().flatten() {
        findings.extend(told(extract, &checked, specification.day));
        filled.extend(Some(checked.column.name.clone()).filter(|_| checked.is_filled));
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
    // Of a file that was not read to its end, nobody knows the keys.
    let keys = keys.filter(|_| broken.is_none());
    Scanned { file: extract.file.clone(), table: extract.table, rows: rows - blank.count, filled, keys, references, lines, findings }
}

/// What is to be said of the rows of a file as rows.
fn rows_told(extract: &Extract<'_>, rows: u64, ragged: Rows, blank: &Rows, broken: Option<&String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mild = |finding: Finding| Finding { severity: Severity::Warning, ..finding };
    if ragged.count > 0 {
        let help = Some("a separator inside a text stands between quotation marks".to_owned());
        findings.push(Finding { rows: ragged, help, ..about(extract, "extract-ragged-row", "rows have more or fewer cells than the header".into()) });
    }
    if blank.count > 0 {
        let help = Some("take them away; they are left out of everything here".to_owned());
        findings.push(Finding { rows: blank.clone(), help, ..mild(about(extract, "extract-blank-row", "rows have separators and nothing else".into())) });
    }
    match broken {
        Some(message) => findings.push(about(extract, "extract-unreadable", message.clone())),
        None if rows == blank.count => {
            let message = "the file has columns and no rows, so there is nothing to judge".into();
            findings.push(mild(about(extract, "extract-no-rows", message)));
        }
        None => {}
    }
    findings
}

/// Columns that cannot be read are told and left alone.
fn unread_columns(extract: &Extract<'_>, records: &dyn Records, known: &[Known<'_, '_>], names: &[String], findings: &mut Vec<Finding>) {
    for (name, reason) in records.unread() {
        let column = names.iter().position(|known| known == name).map(|at| known[at].column.name.clone());
        let severity = if column.is_some() { Severity::Error } else { Severity::Warning };
        findings.push(Finding { severity, column, ..about(extract, "extract-unreadable", format!("the column `{name}` {reason}")) });
    }
}

fn about(extract: &Extract<'_>, rule: &'static str, message: String) -> Finding {
    Finding::of_file(rule, Severity::Error, &extract.file, Some(extract.table), message)
}

/// What the county calls a column.
fn called<'a>(mapping: Option<&'a TableMapping>, column: &'a str) -> &'a str {
    mapping.map_or(column, |mapping| mapping.column(column))
}

/// The columns that the file of a table may have.
pub fn attributes<'s, 'm>(specification: &'s Specification<'m>, table: usize) -> Vec<&'s Column<'m>> {
    known(specification, &[], table).into_iter().map(|known| known.column).collect()
}

/// What the columns of the file of a table are called.
pub fn names(specification: &Specification<'_>, table: usize, mapping: Option<&TableMapping>) -> Vec<String> {
    attributes(specification, table).into_iter().map(|column| called(mapping, &column.name).to_owned()).collect()
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
    records: &dyn Records,
    table: &Table<'_>,
    known: &[Known<'s, 'm>],
    names: &'s [String],
    findings: &mut Vec<Finding>,
) -> Vec<Option<Checked<'s, 'm>>> {
    let mut seen = HashSet::new();
    let columns = records.columns();
    let nameless = columns.iter().filter(|name| name.is_empty()).count();
    if nameless > 0 {
        let message = if nameless == 1 { "a column has no name".to_owned() } else { format!("{nameless} columns have no name") };
        let help = Some("name it, or take it away: a line may end with separators that hold nothing".to_owned());
        findings.push(Finding { severity: Severity::Warning, help, ..about(extract, "extract-unknown-column", message) });
    }
    let mut one = |name: &String| {
        let at = names.iter().position(|known| known == name).filter(|_| !name.is_empty());
        let is_first = seen.insert(name.clone());
        match at {
            Some(at) if is_first => return Some(checked(specification, extract, records, table, &known[at], &names[at])),
            Some(at) => {
                let column = Some(known[at].column.name.clone());
                let help = Some("keep one of them; the first was looked at".to_owned());
                findings.push(Finding { column, help, ..about(extract, "extract-repeated-column", format!("the column `{name}` is there twice")) });
            }
            None if is_first && !name.is_empty() => findings.push(unknown_column(extract, name, columns, known, names)),
            None => {}
        }
        None
    };
    columns.iter().map(&mut one).collect()
}

/// A column that is none of the table's.
fn unknown_column(extract: &Extract<'_>, name: &str, columns: &[String], known: &[Known<'_, '_>], names: &[String]) -> Finding {
    let other = known.iter().position(|known| known.column.name == name).map(|at| format!("a mapping says that `{}` is it", names[at]));
    let free = names.iter().filter(|name| !columns.contains(name)).map(String::as_str);
    let near = || nearest(name, free).map(|near| format!("did you mean `{near}`?"));
    let message = if name.contains('\u{fffd}') { format!("the name of the column `{name}` is not UTF-8") } else { format!("the column `{name}` is not known") };
    Finding { severity: Severity::Warning, help: other.or_else(near), ..about(extract, "extract-unknown-column", message) }
}

fn checked<'s, 'm>(
    specification: &Specification<'m>,
    extract: &Extract<'_>,
    records: &dyn Records,
    table: &Table<'_>,
    known: &Known<'s, 'm>,
    name: &'s str,
) -> Checked<'s, 'm> {
    let column = known.column;
    let is_key = known.own.is_some() && known.own == table.key;
    let is_kept = is_key || known.own.is_some() && column.refers_to.is_some();
    let renamed = extract.mapping.and_then(|mapping| mapping.codes.get(column.name.as_str())).into_iter().flatten();
    let list = column.code_list.and_then(|id| specification.code_list(id));
    Checked {
        name,
        column,
        codes: list.map(|list| Codes::new(list, specification.day)),
        renamed: renamed.map(|(theirs, ours)| (theirs.get_ref().as_bytes().to_vec(), ours.get_ref().as_bytes().to_vec())).collect(),
        is_key,
        has_moments: column.data_type == DataType::Date && records.has_moments_for_days(),
        digests: is_kept.then(Vec::new),
        own: known.own,
        is_filled: false,
        empty: Rows::default(),
        hollow: Rows::default(),
        malformed: Rows::default(),
        unknown: Rows::default(),
        gone: Rows::default(),
        outdated: Rows::default(),
        few: Rows::default(),
        many: Rows::default(),
        advice: None,
    }
}

/// Columns that have to be there and are not; of one that a mapping names, the mapping's own finding tells.
fn missing_columns(extract: &Extract<'_>, records: &dyn Records, known: &[Known<'_, '_>], names: &[String], findings: &mut Vec<Finding>) {
    let there: Vec<&String> = records.columns().iter().chain(records.unread().iter().map(|(name, _)| name)).collect();
    let is_named = |known: &Known<'_, '_>| extract.mapping.is_some_and(|mapping| mapping.columns.contains_key(known.column.name.as_str()));
    for (known, name) in known.iter().zip(names).filter(|(known, name)| known.is_demanded && !there.contains(name) && !is_named(known)) {
        let mut finding = about(extract, "extract-missing-column", format!("there is no column `{name}`"));
        finding.column = Some(known.column.name.clone());
        finding.help = nearest(name, there.iter().map(|name| name.as_str())).map(|near| format!("the file has `{near}`; say so in a mapping"));
        findings.push(finding);
    }
}

/// Reads every record.
fn read(records: &mut dyn Records, plan: &mut [Option<Checked<'_, '_>>]) -> Reading {
    let mut record = csv::ByteRecord::new();
    let mut reading = Reading::default();
    let comma = records.separator() != b',';
    let is_in_lines = records.is_in_lines();
    loop {
        match records.next(&mut record) {
            Ok(false) => return reading,
            Err(message) => {
                reading.broken = Some(message);
                return reading;
            }
            Ok(true) => reading.rows += 1,
        }
        let rows = reading.rows;
        let line = if is_in_lines { record.position().map_or(rows + 1, csv::Position::line) } else { 1 };
        if is_in_lines {
            reading.lines.put(rows, line);
            if record.len() > 1 && record.iter().all(is_blank) {
                reading.blank.add(rows, line);
                continue;
            }
        }
        if record.len() != plan.len() {
            reading.ragged.add(rows, line);
            continue;
        }
        for (cell, checked) in record.iter().zip(plan.iter_mut()) {
            if let Some(checked) = checked {
                checked.take(cell, rows, line, comma);
            }
        }
    }
}

fn is_blank(cell: &[u8]) -> bool {
    cell.iter().all(u8::is_ascii_whitespace)
}

/// The records of a file that has none.
struct Nothing;

impl Records for Nothing {
    fn columns(&self) -> &[String] {
        &[]
    }

    fn next(&mut self, _: &mut csv::ByteRecord) -> Result<bool, String> {
        Ok(false)
    }

    fn separator(&self) -> u8 {
        b','
    }
}

impl Checked<'_, '_> {
    /// Looks at one cell.
    fn take(&mut self, cell: &[u8], row: u64, line: u64, comma: bool) {
        if is_blank(cell) {
            if self.column.is_required() {
                self.empty.add(row, line);
            }
            return;
        }
        self.is_filled = true;
        if self.column.is_many() {
            self.take_many(cell, row, line, comma);
        } else {
            self.take_one(cell, row, line, comma);
        }
    }

    fn take_many(&mut self, cell: &[u8], row: u64, line: u64, comma: bool) {
        let (mut count, mut is_hollow) = (0, false);
        for value in cell.split(|byte| *byte == b'|') {
            if is_blank(value) {
                is_hollow = true;
                continue;
            }
            count += 1;
            self.take_one(value, row, line, comma);
        }
        if is_hollow {
            self.hollow.add(row, line);
        }
        if count < self.column.cardinality.least && !(is_hollow && count == 0) {
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
            match codes.known.get(cell) {
                None => {
                    self.unknown.add(row, line);
                    if self.advice.is_none() && self.unknown.count <= ADVISED {
                        self.advice = codes.advice(cell, self.column.is_many());
                    }
                }
                Some(Standing::Gone) => self.gone.add(row, line),
                Some(Standing::Outdated) => self.outdated.add(row, line),
                Some(Standing::Good) => {}
            }
        } else if !is_sound(self.column.data_type, cell, comma) {
            self.malformed.add(row, line);
            if self.advice.is_none() && self.malformed.count <= ADVISED {
                self.advice = advice::advice(self.column.data_type, cell, comma);
            }
        }
        if let Some(digests) = &mut self.digests {
            digests.push((digest(cell), u32::try_from(row).unwrap_or(u32::MAX)));
        }
    }
}

/// In how many rows a way to mend them is looked for.
const ADVISED: u64 = 100;

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
fn told(extract: &Extract<'_>, checked: &Checked<'_, '_>, day: Option<Date>) -> Vec<Finding> {
    let (name, column) = (checked.name, checked.column);
    let list = column.code_list.map(ToString::to_string).unwrap_or_default();
    let form = cell::form(column.data_type);
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let found = [
        ("extract-missing-value", Severity::Error, &checked.empty, format!("`{name}` is empty, and a value is always there")),
        ("extract-missing-value", Severity::Error, &checked.hollow, format!("`{name}` has a sign `|` with no value before or after it")),
        ("extract-malformed-value", Severity::Error, &checked.malformed, format!("`{name}` is not {form}")),
        ("extract-unknown-code", Severity::Error, &checked.unknown, format!("`{name}` is no code of the list `{list}`")),
        ("extract-deprecated-code", Severity::Warning, &checked.gone, format!("`{name}` is a code of the list `{list}` that is no longer to be used")),
        ("extract-outdated-code", Severity::Warning, &checked.outdated, format!("`{name}` is a code of the list `{list}` that does not hold on {day}")),
        ("extract-too-few-values", Severity::Error, &checked.few, format!("`{name}` has fewer values than {}", column.cardinality)),
        ("extract-too-many-values", Severity::Error, &checked.many, format!("`{name}` has more values than {}", column.cardinality)),
    ];
    let help = |rule| match rule {
        "extract-malformed-value" | "extract-unknown-code" => checked.advice.map(str::to_owned),
        _ => None,
    };
    let finding = |(rule, severity, rows, message): (&'static str, Severity, &Rows, String)| {
        let found = || Finding { severity, column: Some(column.name.clone()), rows: rows.clone(), help: help(rule), ..about(extract, rule, message) };
        (rows.count > 0).then(found)
    };
    found.into_iter().filter_map(finding).collect()
}
