//! The regions in an indicator by the codes of one dimension: a section for each code, and all codes side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use super::groups::codes;
use crate::model::{Id, Indicator, Kind, Period, Reference, Text};
use crate::plan::route::Place;
use crate::render::figures::remarks::Remarks;
use crate::render::figures::table::{self, FigureTable, Group, Placed};
use crate::render::figures::{Measure, chart, finding, judgement, source};
use crate::render::scope::{Link, Scope, TocEntry, escape};
use crate::render::view::parts::{Cell, Column, Figure, TableRow};
use crate::render::view::{Shown, banner};
use crate::statistics::{Given, Standings, latest_in};

/// What the page of a dimension shows.
#[derive(Serialize)]
struct DimensionView {
    /// The choice: all, then each code.
    choice: Vec<Link>,
    /// Regions by codes.
    table: FigureTable,
    codes: Vec<CodeView>,
    method: Vec<String>,
}

/// The regions in the values of one code.
#[derive(Serialize)]
struct CodeView {
    id: String,
    /// As HTML.
    title: String,
    table: FigureTable,
    figure: Figure,
}

/// A code with where regions stand in its values.
struct Of {
    id: Id,
    /// As HTML.
    name: String,
    plain: String,
    text: Text,
    standings: Standings,
}

/// The regions by the codes of a dimension; `None` where it has no values by its codes alone.
pub fn dimension(scope: &Scope, indicator: &Indicator, dimension: &Id) -> Option<Shown> {
    let data = indicator.data.as_deref()?;
    let at = data.dimensions.iter().position(|id| id == dimension)?;
    let (regions, day) = (&scope.model().regions, scope.release.date);
    let cell = |code: &Id| {
        let mut cell = vec![None; data.dimensions.len()];
        cell[at] = Some(code.clone());
        cell
    };
    let codes = codes(scope, data, at);
    let period = codes.iter().filter_map(|(code, _)| latest_in(indicator, regions, day, &cell(code))).max();
    let found: Vec<Of> = codes
        .into_iter()
        .filter_map(|(id, name)| {
            let standings = Standings::at(indicator, regions, day, period, &cell(&id))?;
            let text = text_of(scope, dimension, &id);
            Some(Of { plain: scope.plain_text(&text), text, id, name, standings })
        })
        .collect();
    let list = scope.model().code_lists.get(dimension);
    let list_name = list.map_or_else(|| escape(dimension), |list| scope.label(&list.name));
    let view = DimensionView {
        choice: choice(scope, indicator, dimension, ""),
        table: side_by_side(scope, indicator, &found, period, &list_name),
        codes: found.iter().map(|of| code(scope, indicator, of)).collect(),
        method: vec![escape(&judgement::method(scope, indicator)), escape(scope.words.get("dimension.method"))],
    };
    let title = scope.words.say(
        "dimension.title",
        &[("name", &scope.plain_text(&indicator.name)), ("dimension", &list.map_or_else(|| dimension.to_string(), |list| scope.plain_text(&list.name)))],
    );
    let mut shown = Shown::new("dimension.html", scope.said(title), &view);
    shown = shown.crumb(scope.word_link(&Place::Indicators, "nav.indicators")).crumb(scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())));
    shown.facts = vec![crate::render::view::banner::anchor(&scope.thing(&Reference::new(Kind::CodeList, dimension.clone())))];
    shown.facts.extend(period.map(|period| escape(&scope.words.period(period))));
    let contents = found.iter().map(|of| TocEntry { id: anchor(&of.id), text: of.plain.clone(), lang: None });
    Some(shown.section(scope, "s-all", "dimension.all").sections(contents).banner(indicator.illustrative.then(|| banner::made_up(scope))))
}

/// The choice of a dimension's value: all, then each code; `to` is the page of the dimension from here.
pub fn choice(scope: &Scope, indicator: &Indicator, dimension: &Id, to: &str) -> Vec<Link> {
    let Some(data) = indicator.data.as_deref() else { return Vec::new() };
    let Some(at) = data.dimensions.iter().position(|id| id == dimension) else { return Vec::new() };
    let all = Link { href: scope.href(&Place::Indicator(indicator.id.clone())), html: escape(scope.words.get("indicator.groups.total")) };
    let codes = codes(scope, data, at).into_iter().map(|(id, html)| Link { href: Some(format!("{to}#{}", anchor(&id))), html });
    std::iter::once(all).chain(codes).collect()
}

fn anchor(code: &Id) -> String {
    format!("g-{code}")
}

/// The name of a code; its sign where the list does not know it.
fn text_of(scope: &Scope, dimension: &Id, code: &Id) -> Text {
    let known = scope.model().code_lists.get(dimension).and_then(|list| list.code(code));
    known.map_or_else(|| Text::of(scope.language(), code), |code| code.name.clone())
}

/// The regions in the values of one code: the table, then the chart.
fn code(scope: &Scope, indicator: &Indicator, of: &Of) -> CodeView {
    let id = anchor(&of.id);
    // Tables and charts name what they show: here the indicator in one group.
    let versions = indicator.name.versions().map(|(language, name)| (language, format!("{name} ({})", of.text.or_any(language)).into()));
    let named = Indicator { name: Text::from_versions(versions), ..indicator.clone() };
    let placed: Vec<Placed> = table::comparable(scope, &of.standings);
    let drawn = chart::ranking(scope, &named, &of.standings, &placed, &format!("{id}-ranking"));
    CodeView { table: table::by_region(scope, &named, &of.standings, &format!("{id}-values")), figure: drawn.figure(""), title: of.name.clone(), id }
}

/// Regions by codes, in one period: comparable regions by name under the country.
fn side_by_side(scope: &Scope, indicator: &Indicator, found: &[Of], period: Option<Period>, list: &str) -> FigureTable {
    let measure = Measure::new(scope, indicator);
    let mut regions: Vec<_> = scope.model().regions.comparable(scope.release.date).collect();
    scope.sort_by_name(&mut regions, |region| scope.plain_text(&region.short_name));
    let country = scope.model().regions.country();
    let given: BTreeMap<(&Id, &Id), &Given> =
        found.iter().flat_map(|of| of.standings.iter().filter_map(move |(code, standing)| Some(((&of.id, code), standing.given.as_ref()?)))).collect();
    let mut remarks = Remarks::of(given.values().copied());
    let rows = country.into_iter().chain(regions).map(|region| {
        let name = scope.plain_text(&region.short_name);
        let mut cells = vec![Cell::link(&scope.thing(&Reference::new(Kind::Region, region.code.clone()))).key(name.clone())];
        cells.extend(
            found.iter().map(|of| remarks.quiet_cell(scope, &measure, given.get(&(&of.id, &region.code)).copied(), format_args!("{name}, {}", of.plain))),
        );
        TableRow { id: None, class: (country.map(|country| &country.code) == Some(&region.code)).then_some("is-bench"), cells }
    });
    let rows: Vec<TableRow> = rows.collect();
    let mut columns = vec![Column::word(scope, "column.region")];
    columns.extend(found.iter().map(|of| Column::new(of.name.clone()).number()));
    let mut what = vec![scope.plain_text(&indicator.name), measure.name.to_owned()];
    what.extend(period.map(|period| scope.words.period(period)));
    let sentences = [Some(format!("{}.", what.join(", "))), remarks.common(scope), source::made_up(scope, indicator)];
    FigureTable {
        id: "side-by-side".into(),
        caption: finding::gap(scope, &measure, found.iter().map(|of| (of.plain.as_str(), &of.standings)))
            .map_or_else(|| scope.sentence("dimension.caption", &[("dimension", list)]), |gap| escape(&gap)),
        note: escape(&sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        tools: true,
        always: found.len() > 6,
        columns,
        groups: vec![Group::plain(rows)],
        remarks: remarks.lines(scope),
    }
}
