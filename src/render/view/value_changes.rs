//! Values that changed, as a table for each indicator: regions down, periods across.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value as Json;

use super::parts::{Cell, Column, TableRow, TableView};
use crate::diff::rules::{VALUE_ADDED, VALUE_REVISED, VALUE_SUPPRESSED, VALUE_WITHDRAWN};
use crate::diff::{Change, Subject};
use crate::model::{Id, Indicator, Period};
use crate::release::Release;
use crate::render::scope::{Scope, escape};

/// A table shows so many regions, and of the periods the newest.
const MOST_ROWS: usize = 60;
const MOST_PERIODS: usize = 8;

/// The changes of an indicator's values.
#[derive(Serialize)]
pub struct ValueChanges {
    /// How many there are, as HTML.
    title: String,
    /// Why, in the words of the data history, as HTML.
    reasons: Vec<String>,
    table: TableView,
    /// How many are not in the table.
    more: Option<String>,
}

/// The changes of values among the changes of a document; `id` is unique on the page.
pub fn of(scope: &Scope, id: String, document: &Subject, changes: &[&Change], releases: [&Release; 2]) -> Option<ValueChanges> {
    let mut rows: BTreeMap<Of<'_>, BTreeMap<Period, &Change>> = BTreeMap::new();
    for change in changes {
        if let Some(cell) = &change.cell {
            rows.entry((&cell.codes, &cell.region)).or_default().insert(cell.period, change);
        }
    }
    let periods: BTreeSet<Period> = rows.values().flat_map(|row| row.keys().copied()).collect();
    let shown: Vec<Period> = periods.iter().rev().take(MOST_PERIODS).rev().copied().collect();
    let count: usize = rows.values().map(BTreeMap::len).sum();
    let (told, has_gaps) = (&rows, rows.iter().any(|(_, row)| shown.iter().any(|period| !row.contains_key(period))));
    let made_up = are_made_up(document, releases).then(|| scope.words.get("source.made-up"));
    let notes = [has_gaps.then(|| scope.words.get("changes.value.gap")), made_up];
    let in_table: usize = told.values().take(MOST_ROWS).map(|row| row.keys().filter(|period| shown.contains(period)).count()).sum();
    let title = escape(&scope.words.count("changes.values", count));
    let mut columns = vec![Column::word(scope, "column.region")];
    columns.extend(shown.iter().map(|period| Column::new(escape(&scope.words.period(*period))).number()));
    let table = TableView {
        id,
        caption: title.clone(),
        note: Some(escape(&notes.into_iter().flatten().collect::<Vec<_>>().join(" "))).filter(|note| !note.is_empty()),
        quiet: true,
        columns,
        rows: told.iter().take(MOST_ROWS).map(|(of, row)| table_row(scope, *of, row, &shown, decimals(document, releases), releases)).collect(),
        ..TableView::default()
    };
    let more = (count > in_table).then(|| scope.words.count("changes.more-values", count - in_table));
    (count > 0).then(|| ValueChanges { title, reasons: reasons(scope, document, releases), table, more })
}

/// What a row is about: the codes of its dimensions, and its region.
type Of<'a> = (&'a Vec<(Id, Id)>, &'a Id);

fn table_row(scope: &Scope, (codes, region): Of<'_>, row: &BTreeMap<Period, &Change>, shown: &[Period], decimals: u8, [new, old]: [&Release; 2]) -> TableRow {
    let known = [new, old].into_iter().find_map(|release| release.model.regions.get(region));
    let mut name = known.map_or_else(|| escape(region), |region| scope.label(&region.short_name));
    for (list, code) in codes {
        let found = [new, old].into_iter().find_map(|release| release.model.code_lists.get(list)?.code(code));
        name += ", ";
        name += &found.map_or_else(|| escape(code), |code| scope.label(&code.name));
    }
    let mut cells = vec![Cell::of(name)];
    cells.extend(shown.iter().map(|period| row.get(period).map_or_else(Cell::default, |change| Cell::of(escape(&what_became(scope, change, decimals))))));
    TableRow::of(cells)
}

/// What became of a value, in a few words.
fn what_became(scope: &Scope, change: &Change, decimals: u8) -> String {
    let value = |side: Option<&Json>| side.and_then(|row| row.get("value")?.as_f64());
    let (old, new) = (value(change.old.as_ref()), value(change.new.as_ref()));
    let written = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| scope.words.number(value, decimals));
    let (mut was, mut is) = (written(old), written(new));
    if let (true, Some(old), Some(new)) = (was == is, old, new) {
        // A change behind the decimals that are shown elsewhere.
        (was, is) = (scope.words.number_as_written(old), scope.words.number_as_written(new));
    }
    let key = match change.rule {
        rule if *rule == VALUE_REVISED => return format!("{was} → {is}"),
        rule if *rule == VALUE_ADDED => "changes.value.added",
        rule if *rule == VALUE_SUPPRESSED => "changes.value.suppressed",
        rule if *rule == VALUE_WITHDRAWN => "changes.value.withdrawn",
        _ => "changes.value.annotated",
    };
    scope.words.say(key, &[("old", &was), ("new", &is)])
}

fn indicator<'r>(document: &Subject, release: &'r Release) -> Option<&'r Indicator> {
    release.model.indicators.get(document.id.as_str())
}

/// Whether a document is an indicator with made-up values.
pub fn are_made_up(document: &Subject, releases: [&Release; 2]) -> bool {
    document.kind == "indicator" && releases.into_iter().any(|release| indicator(document, release).is_some_and(|indicator| indicator.illustrative))
}

fn decimals(document: &Subject, releases: [&Release; 2]) -> u8 {
    releases.into_iter().find_map(|release| indicator(document, release)).map_or(0, |indicator| indicator.decimals)
}

/// What the data history says in the newer release and did not say in the older one.
fn reasons(scope: &Scope, document: &Subject, [new, old]: [&Release; 2]) -> Vec<String> {
    let known = indicator(document, old).map_or(&[][..], |indicator| &indicator.data_history);
    let entries = indicator(document, new).into_iter().flat_map(|indicator| &indicator.data_history);
    let fresh = entries.filter(|entry| !known.contains(entry));
    fresh.map(|entry| format!("<time datetime=\"{}\">{}</time>: {}", entry.date, escape(&scope.date(entry.date)), scope.html(&entry.reason))).collect()
}
