//! All regions: a map to click, those that are compared by collaboration area, and those that were.

use serde::Serialize;

use super::about;
use crate::model::region::{Classification, Level};
use crate::model::{Id, Kind, Reference, Region};
use crate::plan::route::Place;
use crate::render::figures::judgement;
use crate::render::figures::table::{FigureTable, Group};
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::life::{self, Life, life};
use crate::render::view::parts::{Cell, Column, Row, TableRow, TileMap};
use crate::render::view::{Shown, banner, ties};
use crate::statistics::Verdict;

/// What the index of regions shows.
#[derive(Serialize)]
struct IndexView {
    map: Option<TileMap>,
    overview: Option<FigureTable>,
    /// What the counts mean, as HTML.
    note: Option<String>,
    others: Vec<Row>,
    elsewhere: Vec<FigureTable>,
    /// Of the classifications, which have one version together.
    life: Option<Life>,
}

/// All regions.
pub fn index(scope: &Scope) -> Shown {
    let regions = &scope.model().regions;
    let counts = counted(scope);
    let overview = overview(scope, counts);
    let view = IndexView {
        map: TileMap::of(scope),
        note: (counts && overview.is_some()).then(|| escape(scope.words.get("region.overview-note"))),
        overview,
        others: others(scope),
        elsewhere: elsewhere(scope),
        life: regions.lifecycle.as_ref().map(|lifecycle| life(scope, lifecycle)),
    };
    let is_made_up = counts && scope.model().indicators.values().any(|indicator| indicator.illustrative && indicator.data.is_some());
    let mut shown = Shown::new("regions.html", scope.said(scope.word("nav.regions")), &view);
    if let Some(lifecycle) = &regions.lifecycle {
        shown.facts = life::strip(scope, lifecycle, "region.classifications");
    }
    ties::opening(shown, scope, "region.index-lead").banner(is_made_up.then(|| banner::made_up(scope)))
}

/// Whether any region is judged against the country in any indicator.
fn counted(scope: &Scope) -> bool {
    let mut standings = scope.model().indicators.values().filter_map(|indicator| scope.standings(indicator));
    standings.any(|standings| standings.iter().any(|(_, standing)| standing.country.is_some_and(|comparison| is_judged(comparison.verdict))))
}

const fn is_judged(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Better | Verdict::Similar | Verdict::Worse)
}

/// The comparable regions by collaboration area, with how often each is better or worse than the country.
fn overview(scope: &Scope, counts: bool) -> Option<FigureTable> {
    let regions = &scope.model().regions;
    let comparable: Vec<&Region> = regions.comparable(scope.release.date).collect();
    if comparable.is_empty() {
        return None;
    }
    let area_of = |region: &Region| region.parent.clone().filter(|parent| regions.get(parent).is_some_and(|parent| parent.level == Level::CollaborationArea));
    let rows = |mut found: Vec<&Region>| -> Vec<TableRow> {
        scope.sort_by_name(&mut found, |region| scope.plain_text(&region.short_name));
        found.into_iter().map(|region| row(scope, region, counts)).collect()
    };
    let mut groups: Vec<Group> = Vec::new();
    for area in regions.of_level(Level::CollaborationArea).filter(|area| regions.is_valid(area, scope.release.date)) {
        let found = rows(comparable.iter().copied().filter(|region| area_of(region).as_ref() == Some(&area.code)).collect());
        groups.push(Group { head: Some(scope.link(&Place::Region(area.slug.clone()), &area.name)), note: None, rows: found.into() });
    }
    let rest = rows(comparable.iter().copied().filter(|region| area_of(region).is_none()).collect());
    if !rest.is_empty() {
        groups.push(if groups.is_empty() { Group::plain(rest) } else { Group::word(scope, "region.no-area", rest) });
    }
    let mut columns = vec![Column::word(scope, "column.region"), Column::word(scope, "column.code")];
    if counts {
        columns.push(Column::word(scope, "column.values").number());
        columns.extend(
            [Verdict::Better, Verdict::Similar, Verdict::Worse].map(|verdict| Column::new(judgement::key(scope, std::iter::once(verdict)).concat()).number()),
        );
    }
    Some(FigureTable { id: "overview".into(), caption: escape(scope.words.get("region.overview")), tools: true, columns, groups, ..FigureTable::default() })
}

fn row(scope: &Scope, region: &Region, counts: bool) -> TableRow {
    let link = anchor(&scope.thing(&Reference::new(Kind::Region, region.code.clone())));
    let name = Cell::of(format!("{link}<small class=\"sub\">{}</small>", scope.label(&region.name))).key(scope.plain_text(&region.short_name));
    let mut cells = vec![name, Cell::of(escape(&region.code))];
    if counts {
        let standings = scope.model().indicators.values().filter_map(|indicator| scope.standings(indicator)?.of(&region.code));
        let found: Vec<_> = standings.collect();
        let count = |verdict: Verdict| found.iter().filter(|standing| standing.country.is_some_and(|comparison| comparison.verdict == verdict)).count();
        let values = found.iter().filter(|standing| standing.value().is_some()).count();
        let numbers = [values, count(Verdict::Better), count(Verdict::Similar), count(Verdict::Worse)];
        cells.extend(numbers.map(|number| Cell::of(scope.words.integer(number)).key(number.to_string())));
    }
    TableRow::of(cells)
}

/// Valid regions of the classification in use that are not compared: the country, joint authorities and others.
fn others(scope: &Scope) -> Vec<Row> {
    let regions = &scope.model().regions;
    let levels = [Level::Country, Level::JointAuthority, Level::Other];
    let found = levels.into_iter().flat_map(|level| regions.of_level(level)).filter(|region| regions.is_valid(region, scope.release.date));
    let found = found.filter(|region| is_in_use(scope, &region.classification));
    found.map(|region| Row::of(scope.link(&Place::Region(region.slug.clone()), &region.name)).note(about::level(scope, region))).collect()
}

/// Whether any region of a classification is compared on the release's day.
fn is_in_use(scope: &Scope, classification: &Id) -> bool {
    let mut comparable = scope.model().regions.comparable(scope.release.date).peekable();
    comparable.peek().is_none() || comparable.any(|region| region.classification == *classification)
}

/// Other classifications, with what came after each of their regions.
fn elsewhere(scope: &Scope) -> Vec<FigureTable> {
    let regions = &scope.model().regions;
    let others = regions.classifications.iter().filter(|classification| !is_in_use(scope, &classification.id));
    let found = others.map(|classification| (classification, of_classification(scope, &classification.id)));
    found.filter(|(_, rows)| !rows.is_empty()).map(|(classification, rows)| table(scope, classification, rows)).collect()
}

fn table(scope: &Scope, classification: &Classification, rows: Vec<TableRow>) -> FigureTable {
    let days = life::validity(scope, classification.valid_from, classification.valid_to).map(|days| escape(&days));
    FigureTable {
        id: format!("classification-{}", classification.id),
        caption: scope.label(&classification.name),
        note: days.unwrap_or_default(),
        tools: true,
        columns: vec![Column::word(scope, "column.region"), Column::word(scope, "column.code"), Column::word(scope, "column.successors").wide()],
        groups: vec![Group::plain(rows)],
        ..FigureTable::default()
    }
}

/// The regions of a classification in code order, with their successors.
fn of_classification(scope: &Scope, classification: &Id) -> Vec<TableRow> {
    let all = scope.model().regions.regions.values().filter(|region| region.classification == *classification);
    let rows = all.map(|region| {
        let link = Cell::link(&scope.link(&Place::Region(region.slug.clone()), &region.name)).key(scope.plain_text(&region.name));
        let successors: Vec<String> = region.successors.iter().map(|code| anchor(&scope.thing(&Reference::new(Kind::Region, code.clone())))).collect();
        let successors = if successors.is_empty() { Cell::void(scope, "region.no-successor") } else { Cell::of(successors.join(", ")) };
        TableRow::of(vec![link, Cell::of(escape(&region.code)), successors])
    });
    rows.collect()
}
