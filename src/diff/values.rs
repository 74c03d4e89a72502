//! Values of an indicator, row by row: added, revised, withdrawn, newly withheld.
//!
//! A number that came to be withheld is told nowhere, so the change that says so does not tell it
//! either, as long as both sides are of one definition.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value as Json};

use super::change::{Cell, Change, Form, MatchedBy, Subject, fingerprint};
use super::pointer::{At, Pointer};
use super::rules::{Rule, VALUE_ADDED, VALUE_ANNOTATED, VALUE_REVISED, VALUE_SUPPRESSED, VALUE_WITHDRAWN, VALUES_ADDED, VALUES_CHANGED_FORM, VALUES_REMOVED};
use super::sentence::{SaidOfValues, values_sentence};
use super::thing::number;
use crate::model::observation::{Columns, ObservationStatus};
use crate::model::{Id, Indicator, Observation, Observations, Regions};

/// The changes between the values of an indicator, which may be there on one side only.
pub fn changes(old: Option<&Indicator>, new: Option<&Indicator>, regions: (&Regions, &Regions)) -> Vec<Change> {
    let Some(indicator) = new.or(old) else { return Vec::new() };
    let data = |indicator: Option<&Indicator>| indicator.and_then(|indicator| indicator.data.clone());
    let by = old.and(new).map(|new| if old.is_some_and(|old| old.id == new.id) { MatchedBy::Id } else { MatchedBy::RenamedFrom });
    let is_one_definition = old.zip(new).is_some_and(|(old, new)| old.lifecycle.version.major == new.lifecycle.version.major);
    let mut found = Found { indicator, by, is_one_definition, regions, changes: Vec::new(), pointers: (old.map(pointer), new.map(pointer)) };
    match (data(old), data(new)) {
        (Some(old), None) => found.push(&VALUES_REMOVED, "values", (Some(Json::from(table(&old))), None), Form::Table),
        (None, Some(new)) => found.push(&VALUES_ADDED, "values", (None, Some(Json::from(table(&new)))), Form::Table),
        (Some(old), Some(new)) if old != new => found.rows(&old, &new),
        (None, None) | (Some(_), Some(_)) => {}
    }
    found.changes
}

fn pointer(indicator: &Indicator) -> Pointer {
    Pointer::file(format!("content/indicators/{}/data", indicator.id))
}

/// A whole table as CSV, in its own order and with the columns that it has.
pub fn table(data: &Observations) -> String {
    let Observations { dimensions, columns, .. } = data;
    let mut out = format!("region,period,value{}", dimensions.iter().fold(String::new(), |text, dimension| format!("{text},{dimension}")));
    for (name, _) in optional(*columns) {
        let _ = write!(out, ",{name}");
    }
    for row in data.iter() {
        let _ = write!(out, "\n{},{},{}", row.region, row.period, row.value.map(|value| value.to_string()).unwrap_or_default());
        for code in row.cell {
            let _ = write!(out, ",{}", code.as_deref().unwrap_or_default());
        }
        let said = said(&row);
        for (name, _) in optional(*columns) {
            let cell = match said.get(name) {
                Some(Json::String(text)) => Cow::Owned(format!("\"{}\"", text.replace('"', "\"\""))),
                Some(other) => Cow::Owned(other.to_string()),
                None => Cow::Borrowed(""),
            };
            let _ = write!(out, ",{cell}");
        }
    }
    out.push('\n');
    out
}

/// The optional columns that a table has.
fn optional(columns: Columns) -> impl Iterator<Item = (&'static str, bool)> {
    let Columns { numerator, denominator, lower, upper, status, note } = columns;
    [("numerator", numerator), ("denominator", denominator), ("lower", lower), ("upper", upper), ("status", status), ("note", note)]
        .into_iter()
        .filter(|(_, is_there)| *is_there)
}

/// What columns a table has.
pub fn form(data: &Observations) -> Json {
    let columns: Vec<&str> = optional(data.columns).map(|(name, _)| name).collect();
    serde_json::json!({ "dimensions": data.dimensions, "columns": columns })
}

/// The id of a row: `indicator/region/period`, and the codes where it has any.
fn id_of(indicator: &str, row: &Observation<'_>, codes: &[(Id, Id)]) -> String {
    let mut id = format!("{indicator}/{}/{}", row.region, row.period);
    for (at, (dimension, code)) in codes.iter().enumerate() {
        let _ = write!(id, "{}{dimension}={code}", if at == 0 { '/' } else { ',' });
    }
    id
}

/// The same of a row of a table with some dimensions.
#[cfg(test)]
pub fn row_id(indicator: &str, row: &Observation<'_>, dimensions: &[Id]) -> String {
    id_of(indicator, row, &codes(row, dimensions))
}

/// What a row says, beside where and when.
pub fn said(row: &Observation<'_>) -> Map<String, Json> {
    let Observation { region: _, period: _, cell: _, value, below, status, numerator, denominator, lower, upper, note } = row;
    let mut table = Map::new();
    for (name, number) in [("value", value), ("below", below), ("numerator", numerator), ("denominator", denominator), ("lower", lower), ("upper", upper)] {
        if let Some(number) = number.and_then(self::number) {
            table.insert(name.to_owned(), number);
        }
    }
    table.insert("status".to_owned(), Json::from(status.code()));
    if let Some(note) = note {
        table.insert("note".to_owned(), Json::from(*note));
    }
    table
}

struct Found<'a> {
    indicator: &'a Indicator,
    by: Option<MatchedBy>,
    is_one_definition: bool,
    regions: (&'a Regions, &'a Regions),
    changes: Vec<Change>,
    pointers: (Option<Pointer>, Option<Pointer>),
}

impl Found<'_> {
    fn push(&mut self, rule: &'static Rule, field: &str, (old, new): (Option<Json>, Option<Json>), form: Form) {
        let subject = Subject::new("indicator", self.indicator.id.as_str());
        let said = SaidOfValues { rule, indicator: &self.indicator.name, region: None, cell: None, old: old.as_ref(), new: new.as_ref() };
        self.changes.push(Change {
            rule,
            class: rule.class,
            field: Some(field.to_owned()),
            sentence: values_sentence(&said),
            fingerprint: fingerprint(&subject, Some(field), old.as_ref(), new.as_ref()),
            old_pointer: self.pointers.0.clone().filter(|_| old.is_some()),
            new_pointer: self.pointers.1.clone().filter(|_| new.is_some()),
            old,
            new,
            old_place: None,
            new_place: None,
            matched_by: self.by,
            document: subject.clone(),
            form,
            cell: None,
            subject,
        });
    }

    fn rows(&mut self, old: &Observations, new: &Observations) {
        if old.dimensions != new.dimensions || old.columns != new.columns {
            self.push(&VALUES_CHANGED_FORM, "columns", (Some(form(old)), Some(form(new))), Form::Plain);
        }
        if old.dimensions == new.dimensions { self.merged(old, new) } else { self.mapped(old, new) }
    }

    /// Tables of one form are in one order, so they are gone through side by side.
    fn merged(&mut self, old: &Observations, new: &Observations) {
        let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
        let dimensions = self.indicator.data.as_ref().map(|data| data.dimensions.clone()).unwrap_or_default();
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => (a.cell, a.region, a.period).cmp(&(b.cell, b.region, b.period)),
            };
            let before = if order.is_le() { old.next() } else { None };
            let after = if order.is_ge() { new.next() } else { None };
            self.row(before, after, |row| codes(row, &dimensions));
        }
    }

    /// Tables of two forms: a row is known by the codes it has.
    fn mapped(&mut self, old: &Observations, new: &Observations) {
        type Rows<'a> = BTreeMap<(Vec<(Id, Id)>, &'a Id, crate::model::Period), Observation<'a>>;
        fn rows(data: &Observations) -> Rows<'_> {
            data.iter()
                .map(|row| {
                    let mut codes = codes(&row, &data.dimensions);
                    codes.sort_unstable();
                    ((codes, row.region, row.period), row)
                })
                .collect()
        }
        let (old, new) = (rows(old), rows(new));
        let mut keys: Vec<_> = old.keys().chain(new.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            self.row(old.get(key).copied(), new.get(key).copied(), |_| key.0.clone());
        }
    }

    fn row(&mut self, old: Option<Observation<'_>>, new: Option<Observation<'_>>, codes: impl Fn(&Observation<'_>) -> Vec<(Id, Id)>) {
        let Some(row) = new.or(old) else { return };
        let (mut before, after) = (old.map(|row| said(&row)), new.map(|row| said(&row)));
        if before == after {
            return;
        }
        let rule = rule_of(old, new);
        if *rule == VALUE_SUPPRESSED && self.is_one_definition {
            before = Some(Map::from_iter([("withheld".to_owned(), Json::from(true))]));
        }
        let codes = codes(&row);
        let id = id_of(&self.indicator.id, &row, &codes);
        let subject = Subject::new("observation", id);
        let (old, new) = (before.map(Json::Object), after.map(Json::Object));
        let cell = Cell { region: row.region.clone(), period: row.period, codes };
        let name = self.regions.1.get(row.region).or_else(|| self.regions.0.get(row.region)).map(|region| &region.short_name);
        let said = SaidOfValues { rule, indicator: &self.indicator.name, region: name, cell: Some(&cell), old: old.as_ref(), new: new.as_ref() };
        let at = At::Row {
            region: cell.region.to_string(),
            period: cell.period.to_string(),
            codes: cell.codes.iter().map(|(dimension, code)| (dimension.to_string(), code.to_string())).collect(),
        };
        let point = |pointer: &Option<Pointer>, is_there: bool| pointer.as_ref().filter(|_| is_there).map(|pointer| pointer.then(at.clone()));
        self.changes.push(Change {
            rule,
            class: rule.class,
            field: Some("value".to_owned()),
            sentence: values_sentence(&said),
            fingerprint: fingerprint(&subject, Some("value"), old.as_ref(), new.as_ref()),
            old_pointer: point(&self.pointers.0, old.is_some()),
            new_pointer: point(&self.pointers.1, new.is_some()),
            matched_by: self.by.filter(|_| old.is_some() && new.is_some()),
            old,
            new,
            old_place: None,
            new_place: None,
            document: Subject::new("indicator", self.indicator.id.as_str()),
            form: Form::Row,
            cell: Some(cell),
            subject,
        });
    }
}

fn codes(row: &Observation<'_>, dimensions: &[Id]) -> Vec<(Id, Id)> {
    dimensions.iter().zip(row.cell).filter_map(|(dimension, code)| Some((dimension.clone(), code.clone()?))).collect()
}

/// What became of a row.
fn rule_of(old: Option<Observation<'_>>, new: Option<Observation<'_>>) -> &'static Rule {
    let value = |row: Option<Observation<'_>>| row.and_then(|row| row.value);
    let is_withheld = |row: Option<Observation<'_>>| row.is_some_and(|row| row.status == ObservationStatus::Q);
    match (value(old), value(new)) {
        _ if is_withheld(new) && !is_withheld(old) && old.is_some() => &VALUE_SUPPRESSED,
        (None, Some(_)) => &VALUE_ADDED,
        (Some(_), None) => &VALUE_WITHDRAWN,
        (Some(old), Some(new)) if old.total_cmp(&new) != Ordering::Equal => &VALUE_REVISED,
        (None, None) if old.is_none() => &VALUE_ADDED,
        (None, None) if new.is_none() => &VALUE_WITHDRAWN,
        _ => &VALUE_ANNOTATED,
    }
}
