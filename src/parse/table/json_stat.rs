//! `data.json` → rows: a JSON-stat 2.0 dataset or a collection of one, and the older form in which the dataset stands under a name.
//!
//! * **Columns.** A dimension is a column by its name: `region`, `period` or a code list, whatever
//!   its capitals; else the one of the role `time` is the period and the one of the role `geo` the
//!   region. A dimension of one category that is none of these says something of the whole table.
//!   The categories of the metric may be `value`, `numerator`, `denominator`, `lower` and `upper`.
//! * **Absence.** A value that is `null`, or is left out, and has no status is not given: cubes
//!   have such corners. With a status it is absent for that reason. Statistical offices' signs
//!   `...`, `..` and `.` are suppressed, missing and cannot exist.
//! * **Totals.** The category `total`, or the one that an extension names as the value of elimination.
//! * **Periods** may be written as statistical offices do: `2023M05`, `2023Q1`, `2023W07`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::findings::Findings;
use super::header::{Header, placed};
use super::rows::{Lists, Piece, Reading, Record, Wrong};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{CodeList, Id, ObservationStatus, Period};
use crate::source::SourceFile;

/// A part of the file as it is written.
type Raw<'a> = &'a RawValue;
/// The members of an object.
type Members<'a> = BTreeMap<String, Raw<'a>>;

/// Columns of numbers; the categories of a metric may be them.
const MEASURES: [&str; 5] = ["value", "numerator", "denominator", "lower", "upper"];

/// A dataset.
pub struct Cube<'a> {
    text: &'a str,
    axes: Vec<Axis<'a>>,
    /// The axis whose categories are columns of numbers, and which each is.
    metric: Option<(usize, Vec<Option<usize>>)>,
    /// The values by their place in the cube.
    values: Vec<(u64, Raw<'a>)>,
    statuses: Statuses<'a>,
    /// Rows, when they have been put together.
    rows: Vec<Row>,
}

/// A dimension of the dataset.
struct Axis<'a> {
    /// The column it is; none where it has one category that is no column.
    name: Option<String>,
    /// Its categories as a table writes them.
    texts: Vec<String>,
    /// Its categories as the file writes them.
    codes: Vec<String>,
    /// Where they stand.
    raw: Raw<'a>,
    /// How far its categories stand from each other in the cube.
    stride: u64,
}

enum Statuses<'a> {
    All(String),
    Each(BTreeMap<u64, (String, Raw<'a>)>),
}

/// One row: where it is in the cube, and which values it has.
struct Row {
    at: u64,
    measures: [Option<usize>; 5],
}

/// Reads a dataset and what its columns are.
pub fn open<'a>(file: &'a SourceFile, dimensions: &[Id], code_lists: &BTreeMap<Id, CodeList>, findings: &mut Findings) -> Option<(Cube<'a>, Header)> {
    let text = file.text().trim_start_matches('\u{feff}');
    let offset = file.text().len() - text.len();
    let top: Members<'a> = match serde_json::from_str(text) {
        Ok(top) => top,
        Err(error) => {
            let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = (offset + lines + error.column().saturating_sub(1)).min(file.bytes.len());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            findings
                .push(Diagnostic::error(file, at..at, "malformed-json", format!("the file is not JSON: {message}")).help("the values are a JSON-stat dataset"));
            return None;
        }
    };
    match cube(file.text(), &top, dimensions) {
        Ok(mut cube) => {
            let names: Vec<String> = cube.columns();
            let span = |column: usize| cube.axes.get(column).map_or(0..0, |axis| cube.span_of(axis.raw));
            let header = placed(file, &names, &span, dimensions, code_lists, findings)?;
            cube.rows = cube.rows();
            Some((cube, header))
        }
        Err((at, message)) => {
            let span = at.map_or(0..0, |raw| span_in(file.text(), raw));
            findings.push(
                Diagnostic::error(file, span, "malformed-json-stat", message)
                    .help("the file is a JSON-stat 2.0 dataset: id, size, dimension, value and perhaps status"),
            );
            None
        }
    }
}

/// Reads the rows of a dataset.
pub fn pieces(cube: &Cube<'_>, header: &Header, lists: &Lists<'_>) -> Vec<Piece> {
    let mut reading = Reading::new(header, lists);
    let mut unknown: BTreeSet<(usize, u64)> = BTreeSet::new();
    for (column, axis) in cube.axes.iter().enumerate().filter(|(_, axis)| axis.name.is_some()) {
        for (category, text) in axis.texts.iter().enumerate() {
            if let Some((rule, message, help)) = lists.refusal(header, column, text.as_bytes()) {
                unknown.insert((column, category as u64));
                reading.piece.wrong.push(Wrong { record: category, column, severity: Severity::Error, rule, message, help });
            }
        }
    }
    for (record, row) in cube.rows.iter().enumerate() {
        let place = Cell { cube, row };
        if unknown.iter().any(|(column, category)| place.category(*column) == *category) {
            reading.pass_over(&place);
        } else {
            reading.judge(&place, record);
        }
    }
    vec![reading.piece]
}

/// A row of a cube, as a record of cells.
struct Cell<'c, 'a> {
    cube: &'c Cube<'a>,
    row: &'c Row,
}

impl Cell<'_, '_> {
    fn category(&self, axis: usize) -> u64 {
        let axis = &self.cube.axes[axis];
        self.row.at / axis.stride % axis.texts.len().max(1) as u64
    }

    fn value(&self, column: usize) -> Option<Raw<'_>> {
        let measure = column.checked_sub(self.cube.axes.len())?;
        let at = (*self.row.measures.get(measure)?)?;
        Some(self.cube.values[at].1)
    }
}

impl Record for Cell<'_, '_> {
    fn text(&self, column: usize) -> &[u8] {
        if let Some(axis) = self.cube.axes.get(column) {
            return axis.texts.get(usize::try_from(self.category(column)).unwrap_or(usize::MAX)).map_or(&[], |text| text.as_bytes());
        }
        if column == self.cube.axes.len() + MEASURES.len() {
            return self.cube.status(self.row.at).map_or(&[], |(status, _)| status.as_bytes());
        }
        // A value that is written as text, whose escapes no number has.
        self.value(column).map_or(&[], |raw| raw.get().trim_matches('"').trim().as_bytes())
    }

    fn number(&self, column: usize) -> Option<Option<f64>> {
        let Some(raw) = self.value(column) else { return Some(None) };
        match raw.get().as_bytes().first() {
            Some(b'n') => Some(None),
            Some(b'-' | b'0'..=b'9') => Some(Some(raw.get().parse().unwrap_or(f64::INFINITY))),
            _ => None,
        }
    }
}

impl<'a> Cube<'a> {
    /// The names of columns: those of the axes, then of numbers, then the status.
    fn columns(&self) -> Vec<String> {
        let axes = self.axes.iter().map(|axis| axis.name.clone().unwrap_or_default());
        let has = |measure: usize| self.metric.as_ref().map_or(measure == 0, |(_, columns)| columns.contains(&Some(measure)));
        let measures = MEASURES.iter().enumerate().map(|(at, name)| if has(at) { (*name).to_owned() } else { String::new() });
        let has_status =
            matches!(&self.statuses, Statuses::All(status) if !status.is_empty()) || matches!(&self.statuses, Statuses::Each(each) if !each.is_empty());
        axes.chain(measures).chain([if has_status { "status".to_owned() } else { String::new() }]).collect()
    }

    /// Puts values that belong to one region, period and cell into rows.
    fn rows(&self) -> Vec<Row> {
        let mut rows: BTreeMap<u64, [Option<usize>; 5]> = BTreeMap::new();
        for (index, (at, raw)) in self.values.iter().enumerate() {
            let (row, measure) = match &self.metric {
                Some((axis, columns)) => {
                    let axis = &self.axes[*axis];
                    let category = at / axis.stride % axis.texts.len().max(1) as u64;
                    let Some(measure) = usize::try_from(category).ok().and_then(|category| columns.get(category).copied().flatten()) else { continue };
                    (at - category * axis.stride, measure)
                }
                None => (*at, 0),
            };
            let is_given = raw.get() != "null" || self.status(row).is_some();
            if is_given {
                rows.entry(row).or_default()[measure] = Some(index);
            }
        }
        rows.into_iter().map(|(at, measures)| Row { at, measures }).collect()
    }

    /// The status of a row: that of its value.
    fn status(&self, row: u64) -> Option<(&str, Option<Raw<'a>>)> {
        let of_value = self.metric.as_ref().map_or(0, |(axis, columns)| {
            let category = columns.iter().position(|column| *column == Some(0)).unwrap_or_default();
            category as u64 * self.axes[*axis].stride
        });
        match &self.statuses {
            Statuses::All(status) => Some((status.as_str(), None)),
            Statuses::Each(each) => each.get(&(row + of_value)).map(|(status, raw)| (status.as_str(), Some(*raw))),
        }
        .filter(|(status, _)| !status.is_empty())
    }

    fn span_of(&self, raw: Raw<'_>) -> Range<usize> {
        span_in(self.text, raw)
    }

    /// Where a finding stands: at a category, a value or a status.
    pub fn span(&self, record: usize, column: usize) -> Range<usize> {
        if let Some(axis) = self.axes.get(column) {
            let whole = self.span_of(axis.raw);
            let Some(code) = axis.codes.get(record).and_then(|code| serde_json::to_string(code).ok()) else { return whole };
            return axis.raw.get().find(&code).map_or(whole.clone(), |at| whole.start + at..whole.start + at + code.len());
        }
        let Some(row) = self.rows.get(record) else { return 0..0 };
        let value = || row.measures.get(column - self.axes.len()).copied().flatten().or(row.measures[0]).map(|at| self.values[at].1);
        let status = || self.status(row.at).and_then(|(_, raw)| raw);
        let raw = if column == self.axes.len() + MEASURES.len() { status().or_else(value) } else { value().or_else(status) };
        raw.map_or(0..0, |raw| self.span_of(raw))
    }
}

fn span_in(text: &str, raw: Raw<'_>) -> Range<usize> {
    // A value that is left out stands nowhere.
    let start = (raw.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize).filter(|start| start + raw.get().len() <= text.len());
    start.map_or(0..0, |start| start..start + raw.get().len())
}

/// What is wrong, and where.
type Refusal<'a> = (Option<Raw<'a>>, String);

fn read<'a, T: Deserialize<'a>>(raw: Raw<'a>, what: &str) -> Result<T, Refusal<'a>> {
    serde_json::from_str(raw.get()).map_err(|_| (Some(raw), format!("this is not {what}")))
}

/// The dataset of a file.
fn cube<'a>(text: &'a str, top: &Members<'a>, dimensions: &[Id]) -> Result<Cube<'a>, Refusal<'a>> {
    let dataset = dataset(top)?;
    let value = *dataset.get("value").ok_or((None, "the dataset has no `value`".to_owned()))?;
    let by_name = *dataset.get("dimension").ok_or((None, "the dataset has no `dimension`".to_owned()))?;
    let by_name: Members<'a> = read(by_name, "an object of dimensions")?;
    // Before version 2 the three stood among the dimensions.
    let part = |key: &str| dataset.get(key).or_else(|| by_name.get(key)).copied();
    let ids_raw = part("id").ok_or((None, "the dataset has no `id`".to_owned()))?;
    let ids: Vec<String> = read(ids_raw, "a list of dimensions")?;
    let sizes_raw = part("size").ok_or((None, "the dataset has no `size`".to_owned()))?;
    let sizes: Vec<u64> = read(sizes_raw, "a list of sizes")?;
    let roles: BTreeMap<String, Vec<String>> = part("role").map_or(Ok(BTreeMap::new()), |raw| read(raw, "an object of roles"))?;
    if ids.len() != sizes.len() {
        return Err((Some(sizes_raw), format!("there are {} dimensions and {} sizes", ids.len(), sizes.len())));
    }
    let cells = sizes.iter().try_fold(1u64, |all, size| all.checked_mul(*size)).ok_or((Some(sizes_raw), "the dataset is too large".to_owned()))?;
    let mut axes = Vec::new();
    let mut stride = cells;
    for (id, size) in ids.iter().zip(&sizes) {
        stride = stride.checked_div(*size).unwrap_or_default().max(1);
        let raw = by_name.get(id).copied().ok_or_else(|| (Some(ids_raw), format!("there is no dimension `{id}`")))?;
        axes.push(axis(id, raw, *size, stride)?);
    }
    let metric = metric(&ids, &axes, &roles);
    name(&ids, &mut axes, &roles, metric.as_ref().map(|(at, _)| *at), dimensions);
    let mut values = values(value, cells)?;
    let statuses = dataset.get("status").map_or(Ok(Statuses::All(String::new())), |raw| statuses(raw, cells))?;
    if let Statuses::Each(each) = &statuses {
        // What is absent for a reason may be left out among the values.
        let known: BTreeSet<u64> = values.iter().map(|(at, _)| *at).collect();
        let absent: Vec<u64> = each.keys().filter(|at| !known.contains(at)).copied().collect();
        values.extend(absent.into_iter().map(|at| (at, RawValue::NULL)));
        values.sort_by_key(|(at, _)| *at);
    }
    Ok(Cube { text, axes, metric, values, statuses, rows: Vec::new() })
}

/// The members of the one dataset of a file.
fn dataset<'a>(top: &Members<'a>) -> Result<Members<'a>, Refusal<'a>> {
    if top.contains_key("dimension") && top.contains_key("value") {
        return Ok(top.clone());
    }
    let members = |raw: Raw<'a>| serde_json::from_str::<Members<'a>>(raw.get()).ok().filter(|members| members.contains_key("dimension"));
    let found: Vec<Members<'a>> = match top.get("link").map(|raw| serde_json::from_str::<Members<'a>>(raw.get())) {
        Some(Ok(links)) if !top.contains_key("dimension") => {
            let items: Vec<Raw<'a>> = links.get("item").map_or(Ok(Vec::new()), |raw| read(raw, "a list of datasets"))?;
            items.into_iter().filter_map(members).collect()
        }
        _ => top.values().filter_map(|raw| members(raw)).collect(),
    };
    match found.len() {
        1 => Ok(found.into_iter().next().unwrap_or_default()),
        0 => Err((None, "the file holds no dataset".to_owned())),
        several => Err((None, format!("the file holds {several} datasets, and an indicator has one"))),
    }
}

/// What an office says of a dimension besides.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extension {
    elimination: Option<bool>,
    elimination_value_code: Option<String>,
}

fn axis<'a>(id: &str, raw: Raw<'a>, size: u64, stride: u64) -> Result<Axis<'a>, Refusal<'a>> {
    let members: Members<'a> = read(raw, "a dimension")?;
    let category_raw = *members.get("category").ok_or_else(|| (Some(raw), format!("the dimension `{id}` has no `category`")))?;
    let category: Members<'a> = read(category_raw, "an object of categories")?;
    let codes = match (category.get("index"), category.get("label")) {
        (Some(index), _) if index.get().starts_with('[') => read::<Vec<String>>(index, "a list of categories")?,
        (Some(index), _) => {
            let places: BTreeMap<String, u64> = read(index, "an object of places")?;
            let mut places: Vec<(u64, String)> = places.into_iter().map(|(code, place)| (place, code)).collect();
            places.sort();
            if places.iter().zip(0..).any(|((place, _), at)| *place != at) {
                return Err((Some(index), format!("the places of the categories of `{id}` are not 0, 1, 2 …")));
            }
            places.into_iter().map(|(_, code)| code).collect()
        }
        (None, Some(label)) => read::<BTreeMap<String, Raw<'a>>>(label, "an object of names")?.into_keys().collect(),
        (None, None) => return Err((Some(category_raw), format!("the dimension `{id}` has no categories"))),
    };
    if codes.len() as u64 != size {
        return Err((Some(category_raw), format!("the dimension `{id}` has {} categories, and its size is {size}", codes.len())));
    }
    let extension: Option<Extension> = members.get("extension").and_then(|raw| serde_json::from_str(raw.get()).ok());
    let total = extension.filter(|extension| extension.elimination != Some(false)).and_then(|extension| extension.elimination_value_code);
    let texts = codes.iter().map(|code| if Some(code) == total.as_ref() { String::new() } else { code.clone() }).collect();
    Ok(Axis { name: None, texts, codes, raw: category_raw, stride })
}

/// The axis whose categories are columns of numbers.
fn metric(ids: &[String], axes: &[Axis<'_>], roles: &BTreeMap<String, Vec<String>>) -> Option<(usize, Vec<Option<usize>>)> {
    let is_metric = |id: &String| roles.get("metric").is_some_and(|metric| metric.contains(id));
    let measure = |code: &String| MEASURES.iter().position(|name| *name == code.to_ascii_lowercase());
    let columns = |axis: &Axis<'_>| axis.codes.iter().map(measure).collect::<Vec<_>>();
    let fits = |(id, axis): (&String, &Axis<'_>)| {
        let columns = columns(axis);
        columns.contains(&Some(0)) && (is_metric(id) || columns.iter().all(Option::is_some))
    };
    let at = ids.iter().zip(axes).position(fits)?;
    Some((at, columns(&axes[at])))
}

/// Gives the axes the names of columns.
fn name(ids: &[String], axes: &mut [Axis<'_>], roles: &BTreeMap<String, Vec<String>>, metric: Option<usize>, dimensions: &[Id]) {
    let own = |id: &String| Some(id.to_ascii_lowercase()).filter(|name| name == "region" || name == "period" || dimensions.iter().any(|list| **list == **name));
    let mut names: Vec<Option<String>> = ids.iter().map(own).collect();
    for (role, column) in [("time", "period"), ("geo", "region")] {
        let in_role = |id: &&String| roles.get(role).is_some_and(|members| members.contains(id));
        let mut left = ids.iter().enumerate().filter(|(at, id)| names[*at].is_none() && in_role(id)).map(|(at, _)| at);
        let only = left.next().filter(|_| left.next().is_none());
        if let Some(at) = only.filter(|_| !names.iter().flatten().any(|name| name == column)) {
            names[at] = Some(column.to_owned());
        }
    }
    for (at, axis) in axes.iter_mut().enumerate() {
        let is_unsaid = metric == Some(at) || axis.codes.len() == 1;
        axis.name = names[at].take().or_else(|| (!is_unsaid).then(|| ids[at].clone()));
        if axis.name.as_deref() == Some("period") {
            axis.texts.iter_mut().for_each(|text| *text = period(text));
        }
    }
}

/// A period as statistical offices write it, in the form of tables.
fn period(text: &str) -> String {
    let rewritten = text.get(..4).zip(text.get(4..)).and_then(|(year, rest)| match rest.split_at_checked(1)? {
        ("M", month) => Some(format!("{year}-{month}")),
        (part @ ("Q" | "W"), number) => Some(format!("{year}-{part}{number}")),
        _ => None,
    });
    rewritten.filter(|text| Period::parse(text).is_some()).unwrap_or_else(|| text.to_owned())
}

/// The values by their place: a list of all, or an object of some.
fn values(raw: Raw<'_>, cells: u64) -> Result<Vec<(u64, Raw<'_>)>, Refusal<'_>> {
    if raw.get().starts_with('[') {
        let all: Vec<Raw<'_>> = read(raw, "a list of values")?;
        if all.len() as u64 != cells {
            return Err((Some(raw), format!("there are {} values, and the dimensions make {cells} cells", all.len())));
        }
        return Ok((0..).zip(all).collect());
    }
    sparse(raw, cells)
}

fn sparse<'a>(raw: Raw<'a>, cells: u64) -> Result<Vec<(u64, Raw<'a>)>, Refusal<'a>> {
    let some: Members<'a> = read(raw, "a list, or an object by the places of cells")?;
    let place = |(key, value): (String, Raw<'a>)| match key.parse().ok().filter(|at| *at < cells) {
        Some(at) => Ok((at, value)),
        None => Err(key),
    };
    let placed: Result<Vec<(u64, Raw<'a>)>, String> = some.into_iter().map(place).collect();
    let mut placed = placed.map_err(|key| (Some(raw), format!("`{key}` is not the place of a cell")))?;
    placed.sort_by_key(|(at, _)| *at);
    Ok(placed)
}

/// The statuses: one of all, a list, or an object of some.
fn statuses<'a>(raw: Raw<'a>, cells: u64) -> Result<Statuses<'a>, Refusal<'a>> {
    match raw.get().as_bytes().first() {
        Some(b'"') => Ok(Statuses::All(status_text(raw)?)),
        Some(b'n') => Ok(Statuses::All(String::new())),
        Some(b'[') => {
            let all: Vec<Raw<'a>> = read(raw, "a list of statuses")?;
            match all.as_slice() {
                [one] => Ok(Statuses::All(status_text(one)?)),
                _ if all.len() as u64 == cells => each((0..).zip(all).collect()),
                _ => Err((Some(raw), format!("there are {} statuses, and the dimensions make {cells} cells", all.len()))),
            }
        }
        _ => each(sparse(raw, cells)?),
    }
}

fn each(all: Vec<(u64, Raw<'_>)>) -> Result<Statuses<'_>, Refusal<'_>> {
    let mut statuses = BTreeMap::new();
    for (at, raw) in all {
        let status = status_text(raw)?;
        if !status.is_empty() {
            statuses.insert(at, (status, raw));
        }
    }
    Ok(Statuses::Each(statuses))
}

fn status_text(raw: Raw<'_>) -> Result<String, Refusal<'_>> {
    Ok(sign(&read::<Option<String>>(raw, "a status")?.unwrap_or_default()))
}

/// A status as a code of the program: codes in any letters, and the signs of statistical offices.
fn sign(text: &str) -> String {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    match text {
        "..." => "Q".to_owned(),
        ".." => "O".to_owned(),
        "." => "M".to_owned(),
        _ if ObservationStatus::parse(&upper).is_some() => upper,
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
