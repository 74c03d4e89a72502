//! Values of the country by the codes of each dimension.

use serde::Serialize;

use crate::model::{Id, Indicator, Observation, Observations, Period};
use crate::plan::route::Place;
use crate::render::figures::remarks::Remarks;
use crate::render::figures::table::{FigureTable, Group};
use crate::render::figures::{Measure, source};
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::{Cell, Column, TableRow};
use crate::statistics::{Given, interval};

/// Values by group.
#[derive(Serialize)]
pub struct GroupsView {
    title: String,
    tables: Vec<Grouped>,
    /// What is not shown here, as HTML.
    note: Option<String>,
}

/// The values of the country by the codes of one dimension, and the choice of a code for all regions.
#[derive(Serialize)]
pub struct Grouped {
    table: FigureTable,
    /// What is chosen among, as text.
    label: String,
    choice: Vec<Link>,
}

/// Values of the country by group, in the newest period that has any; `None` without dimensions.
pub fn section(scope: &Scope, indicator: &Indicator) -> Option<GroupsView> {
    let data = indicator.data.as_deref().filter(|data| !data.dimensions.is_empty())?;
    let country = scope.model().regions.country().map(|country| country.code.clone());
    let period = country.as_ref().and_then(|country| newest(data, country));
    let has_cross = data.cells().iter().any(|cell| cell.iter().flatten().count() > 1);
    let (Some(country), Some(period)) = (country, period) else {
        let note = Some(escape(scope.words.get("indicator.groups.no-country")));
        let tables = data.dimensions.iter().filter_map(|id| grouped(scope, indicator, id, FigureTable::default())).collect();
        return Some(GroupsView { title: scope.word("indicator.section.groups"), tables, note });
    };
    let tables = data.dimensions.iter().enumerate();
    let tables = tables.filter_map(|(at, id)| grouped(scope, indicator, id, table(scope, indicator, data, &country, period, at)?)).collect();
    Some(GroupsView {
        title: scope.words.say("indicator.section.groups-in", &[("period", &scope.words.period(period))]),
        tables,
        note: has_cross.then(|| escape(scope.words.get("indicator.groups.cross"))),
    })
}

/// A table with the choice of a code; the table is empty where the country has no values.
fn grouped(scope: &Scope, indicator: &Indicator, dimension: &Id, table: FigureTable) -> Option<Grouped> {
    let page = scope.href(&Place::Dimension(indicator.id.clone(), dimension.clone()));
    let choice = page.map(|page| super::dimension::choice(scope, indicator, dimension, &page).split_off(1)).unwrap_or_default();
    (!choice.is_empty() || !table.groups.is_empty()).then(|| Grouped { table, label: scope.word("dimension.choose"), choice })
}

/// The newest period in which the country has a value of a group.
fn newest(data: &Observations, country: &str) -> Option<Period> {
    let groups = data.cells().iter().filter(|cell| cell.iter().flatten().count() == 1);
    groups.flat_map(|cell| data.series(country, cell)).filter(|row| row.value.is_some()).map(|row| row.period).max()
}

fn table(scope: &Scope, indicator: &Indicator, data: &Observations, country: &str, period: Period, dimension: usize) -> Option<FigureTable> {
    let measure = Measure::new(scope, indicator);
    let find = |cell: &[Option<Id>]| data.series(country, cell).find(|row| row.period == period);
    let total = find(&vec![None; data.dimensions.len()]);
    let groups: Vec<(String, Option<Observation>)> = codes(scope, data, dimension)
        .into_iter()
        .map(|(code, name)| {
            let mut cell = vec![None; data.dimensions.len()];
            cell[dimension] = Some(code);
            (name, find(&cell))
        })
        .collect();
    groups.iter().any(|(_, row)| row.is_some()).then_some(())?;
    let given: Vec<Given> = groups.iter().filter_map(|(_, row)| row.as_ref()).chain(&total).map(Given::of).collect();
    let mut remarks = Remarks::of(given.iter());
    let has_interval = groups.iter().any(|(_, row)| row.as_ref().and_then(|row| interval(indicator, row)).is_some());
    let benchmark = total.and_then(|row| row.value);
    let mut row = |name: &str, found: Option<&Observation>, class: Option<&'static str>| {
        let mut cells = vec![Cell::of(name), remarks.cell(scope, &measure, found.map(Given::of).as_ref(), "")];
        let difference = found.and_then(|row| Some(row.value? - benchmark?)).filter(|_| class.is_none());
        cells.push(difference.map_or_else(Cell::default, |difference| Cell::of(escape(&measure.difference(difference))).key(difference)));
        if has_interval {
            let interval = found.and_then(|row| interval(indicator, row));
            cells.extend(
                [interval.map(|interval| interval.lower), interval.map(|interval| interval.upper)]
                    .map(|bound| bound.map_or_else(Cell::default, |bound| Cell::of(escape(&measure.number(bound))))),
            );
        }
        TableRow { id: None, class, cells }
    };
    let mut rows = vec![row(&escape(scope.words.get("indicator.groups.total")), total.as_ref(), Some("is-bench"))];
    rows.extend(groups.iter().map(|(name, found)| row(name, found.as_ref(), None)));
    let mut columns = vec![
        Column::word(scope, "indicator.groups.column"),
        Column::new(measure.head("column.value")).number(),
        Column::new(measure.difference_head("indicator.groups.difference")).number(),
    ];
    if has_interval {
        columns.extend([Column::word(scope, "column.lower").number(), Column::word(scope, "column.upper").number()]);
    }
    let list = &data.dimensions[dimension];
    let name = scope.model().code_lists.get(list).map_or_else(|| escape(list), |list| scope.label(&list.name));
    let sentences = [
        Some(format!("{}, {}.", scope.plain_text(&indicator.name), [measure.name, &scope.words.period(period)].join(", "))),
        remarks.common(scope),
        source::made_up(scope, indicator),
    ];
    Some(FigureTable {
        id: format!("by-{list}"),
        caption: scope.sentence("indicator.groups.caption", &[("dimension", &name)]),
        note: escape(&sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        tools: false,
        always: false,
        columns,
        groups: vec![Group::plain(rows)],
        remarks: remarks.lines(scope),
    })
}

/// The codes of a dimension that have rows, with their names as HTML, in the order of the code list.
pub fn codes(scope: &Scope, data: &Observations, dimension: usize) -> Vec<(Id, String)> {
    let list = scope.model().code_lists.get(&data.dimensions[dimension]);
    let mut used: Vec<&Id> = data.cells().iter().filter(|cell| cell.iter().flatten().count() == 1).filter_map(|cell| cell[dimension].as_ref()).collect();
    used.sort();
    used.dedup();
    let place = |id: &Id| list.and_then(|list| list.codes.iter().position(|code| code.code == *id)).unwrap_or(usize::MAX);
    used.sort_by_key(|id| place(id));
    let name = |id: &Id| list.and_then(|list| list.codes.iter().find(|code| code.code == *id)).map_or_else(|| escape(id), |code| scope.label(&code.name));
    used.into_iter().map(|id| (id.clone(), name(id))).collect()
}
