//! A region among its peers: one table for each group that it belongs to.

use serde::Serialize;

use super::values::indicator_cell;
use crate::model::region::RegionGroup;
use crate::model::{Id, Indicator, Region};
use crate::render::figures::remarks::Remarks;
use crate::render::figures::table::FigureTable;
use crate::render::figures::{Measure, areas};
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::{Cell, Column, TableRow};
use crate::statistics::{Given, Standing, quartiles, ranks};

/// A group of peers of a region.
#[derive(Serialize)]
pub struct PeersView {
    /// Its anchor.
    pub id: String,
    /// Its name, as HTML.
    pub title: String,
    table: FigureTable,
    /// The comparison with each of the others.
    pairs: Vec<Link>,
}

/// The groups of peers of a region in which any value can be compared.
pub fn peers(scope: &Scope, region: &Region) -> Vec<PeersView> {
    let regions = &scope.model().regions;
    let groups = regions.groups.iter().filter(|group| group.regions.contains(&region.code));
    groups.filter_map(|group| view(scope, region, group)).collect()
}

fn view(scope: &Scope, region: &Region, group: &RegionGroup) -> Option<PeersView> {
    let others: Vec<&Region> = group.regions.iter().filter(|code| **code != region.code).filter_map(|code| scope.model().regions.get(code)).collect();
    let stands: Vec<Stand> = scope.model().indicators.values().filter_map(|indicator| Stand::of(scope, region, &others, indicator)).collect();
    let given: Vec<&Given> = stands.iter().filter_map(|stand| stand.own.given.as_ref()).collect();
    let mut remarks = Remarks::of(given.into_iter());
    let groups = areas::by_area(scope, |indicator| {
        let at = stands.binary_search_by(|stand| stand.indicator.id.cmp(&indicator.id)).ok()?;
        Some(stands[at].row(scope, &mut remarks))
    });
    let groups: Vec<_> = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    if groups.is_empty() {
        return None;
    }
    let id = format!("peers-{}", group.id);
    let name = scope.label(&group.name);
    let made_up = stands.iter().any(|stand| stand.indicator.illustrative).then(|| escape(scope.words.get("source.made-up")));
    let names: Vec<String> = others.iter().map(|other| scope.label(&other.short_name)).collect();
    let note = [Some(scope.sentence("peers.note", &[("names", &names.join(", "))])), made_up];
    let table = FigureTable {
        id: format!("{id}-values"),
        caption: scope.sentence("peers.caption", &[("region", &scope.label(&region.short_name)), ("group", &name)]),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" "),
        columns: columns(scope, region),
        groups,
        remarks: remarks.lines(scope),
        ..FigureTable::default()
    };
    Some(PeersView { id, title: name, table, pairs: super::about::links(scope, region, |code| others.iter().any(|other| other.code == *code)) })
}

fn columns(scope: &Scope, region: &Region) -> Vec<Column> {
    vec![
        Column::word(scope, "column.indicator"),
        Column::new(scope.label(&region.short_name)).number(),
        Column::word(scope, "peers.median").number(),
        Column::word(scope, "column.difference").number(),
        Column::word(scope, "peers.rank").number(),
        Column::word(scope, "peers.low").number(),
        Column::word(scope, "peers.high").number(),
    ]
}

/// A region and the others of its group in one indicator.
struct Stand<'a> {
    indicator: &'a Indicator,
    own: &'a Standing,
    /// Values of the others in the same period.
    others: Vec<f64>,
}

impl<'a> Stand<'a> {
    /// `None` where fewer than two of the others have a value of the period.
    fn of(scope: &Scope<'a>, region: &Region, others: &[&Region], indicator: &'a Indicator) -> Option<Self> {
        let standings = scope.standings(indicator)?;
        let own = standings.of(&region.code)?;
        let period = own.given.as_ref()?.period;
        let value = |code: &Id| {
            let given = standings.of(code)?.given.as_ref()?;
            given.value.filter(|_| given.period == period)
        };
        let others: Vec<f64> = others.iter().filter_map(|other| value(&other.code)).collect();
        (others.len() > 1).then_some(Self { indicator, own, others })
    }

    fn row(&self, scope: &Scope, remarks: &mut Remarks) -> TableRow {
        let measure = Measure::new(scope, self.indicator);
        let given = self.own.given.as_ref();
        let number = |value: f64| Cell::of(escape(&measure.number(value))).key(value);
        let mut cells = vec![indicator_cell(scope, self.indicator, &measure, given.map(|given| given.period))];
        cells.push(remarks.cell(scope, &measure, given, scope.plain_text(&self.indicator.name)));
        let median = quartiles(&self.others).map(|[_, median, _]| median);
        cells.push(median.map_or_else(Cell::default, number));
        let difference = self.own.value().zip(median).map(|(value, median)| value - median);
        cells.push(difference.map_or_else(Cell::default, |difference| Cell::of(escape(&measure.difference(difference))).key(difference)));
        cells.push(self.rank(scope));
        let end = |value: Option<f64>| value.map_or_else(Cell::default, number);
        cells.push(end(self.others.iter().copied().min_by(f64::total_cmp)));
        cells.push(end(self.others.iter().copied().max_by(f64::total_cmp)));
        TableRow::of(cells)
    }

    /// The place of the region among those of the group that have a value.
    fn rank(&self, scope: &Scope) -> Cell {
        let Some(own) = self.own.value() else { return Cell::default() };
        let values: Vec<Option<f64>> = std::iter::once(own).chain(self.others.iter().copied()).map(Some).collect();
        let rank = ranks(&values, self.indicator.polarity, self.indicator.decimals).first().copied().flatten().unwrap_or(1);
        let html = format!("{}<span class=\"of\"> / {}</span>", scope.words.integer(rank), scope.words.integer(values.len()));
        Cell::of(html).key(rank.to_string())
    }
}
