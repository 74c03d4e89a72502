//! All indicators by area, each with the newest value of the country.

use serde::Serialize;

use crate::model::{Indicator, Kind, Reference};
use crate::render::figures::remarks::Remarks;
use crate::render::figures::table::FigureTable;
use crate::render::figures::{Measure, areas, chart, judgement};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::{Cell, Column, Row, TableRow};
use crate::render::view::{Shown, banner, life, ties};
use crate::statistics::{Given, Standing};

/// What the index of indicators shows.
#[derive(Serialize)]
struct IndexView {
    table: FigureTable,
    gone: Vec<Row>,
}

/// All indicators by area.
pub fn index(scope: &Scope) -> Shown {
    let model = scope.model();
    let shown: Vec<&Given> = model.indicators.values().filter_map(|indicator| country(scope, indicator)?.given.as_ref()).collect();
    let mut remarks = Remarks::of(shown.iter().copied());
    let groups = areas::by_area(scope, |indicator| Some(row(scope, &mut remarks, indicator)));
    let is_made_up = model.indicators.values().any(|indicator| indicator.illustrative && indicator.data.is_some());
    let note = [remarks.common(scope), is_made_up.then(|| scope.word("source.made-up"))];
    let table = FigureTable {
        id: "indicators".into(),
        caption: escape(scope.words.get("indicator.index-caption")),
        note: escape(&note.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        tools: true,
        always: false,
        columns: columns(scope),
        groups,
        remarks: remarks.lines(scope),
    };
    let view = IndexView { table, gone: life::gone(scope, &Kind::Indicator) };
    let mut shown = Shown::new("indicators.html", scope.said(scope.word("nav.indicators")), &view);
    shown.facts = vec![escape(&scope.words.count("count.indicators", model.indicators.len()))];
    ties::opening(shown, scope, "indicator.index-lead").banner(is_made_up.then(|| banner::made_up(scope)))
}

fn columns(scope: &Scope) -> Vec<Column> {
    vec![
        Column::word(scope, "column.indicator").wide(),
        Column::word(scope, "column.country").number(),
        Column::word(scope, "indicator.fact.unit"),
        Column::word(scope, "column.period"),
        Column::word(scope, "column.trend"),
        Column::word(scope, "column.line"),
        Column::word(scope, "column.status"),
    ]
}

/// Where the country stands in an indicator.
fn country<'a>(scope: &Scope<'a>, indicator: &Indicator) -> Option<&'a Standing> {
    let country = scope.model().regions.country()?;
    scope.standings(indicator)?.of(&country.code)
}

fn row(scope: &Scope, remarks: &mut Remarks, indicator: &Indicator) -> TableRow {
    let name = Cell::link(&scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())));
    let measure = Measure::new(scope, indicator);
    let status = Cell::of(life::unless_valid(scope, &indicator.lifecycle).map(|tag| tag.html()).unwrap_or_default());
    if indicator.data.is_none() {
        let mut cells = vec![name, Cell::void(scope, "indicator.no-data")];
        cells.extend(std::iter::repeat_with(Cell::default).take(4));
        cells.push(status);
        return TableRow::of(cells);
    }
    let standing = country(scope, indicator);
    let given = standing.and_then(|standing| standing.given.as_ref());
    let made_up =
        if indicator.illustrative { format!(" <span class=\"void\">{}</span>", escape(scope.words.get("indicator.illustrative"))) } else { String::new() };
    let period = given.map(|given| Cell::of(format!("{}{made_up}", escape(&scope.words.period(given.period)))).key(given.period.to_string()));
    let trend = standing.map(|standing| Cell::of(judgement::trend_tag(scope, standing.trend, indicator.polarity)).key(judgement::trend_key(standing.trend)));
    TableRow::of(vec![
        name,
        remarks.cell(scope, &measure, given, scope.plain_text(&indicator.name)),
        Cell::of(escape(measure.symbol.unwrap_or(measure.name))),
        period.unwrap_or_default(),
        trend.unwrap_or_default(),
        Cell::of(line(scope, indicator)),
        status,
    ])
}

/// The line of the country's values, as small as a word.
fn line(scope: &Scope, indicator: &Indicator) -> String {
    let country = scope.model().regions.country();
    country.map(|country| chart::spark(scope, indicator, country)).unwrap_or_default()
}
