//! Two regions side by side in all indicators.

use serde::Serialize;

use super::index::method;
use crate::model::{Indicator, Region};
use crate::plan::route::Place;
use crate::render::figures::remarks::Remarks;
use crate::render::figures::table::FigureTable;
use crate::render::figures::{Measure, areas, finding, judgement};
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::{Cell, Column, TableRow};
use crate::render::view::region::{bench, indicator_cell, pairs};
use crate::render::view::{Shown, banner};
use crate::statistics::{Comparison, Standing, Standings, Verdict};

/// What the page of a pair shows.
#[derive(Serialize)]
struct PairView {
    tally: Vec<Count>,
    table: Option<FigureTable>,
    /// What the shapes mean, each as HTML.
    key: Vec<String>,
    /// How two regions are compared, each as HTML.
    method: Vec<String>,
    /// Other pairs of each of the two.
    elsewhere: Vec<Elsewhere>,
}

/// A count of verdicts.
#[derive(Serialize)]
struct Count {
    number: String,
    /// Of what, with its shape, as HTML.
    label: String,
}

/// The other pairs of a region.
#[derive(Serialize)]
struct Elsewhere {
    region: Link,
    pairs: Vec<Link>,
}

/// Both regions in one indicator.
struct Both<'a> {
    indicator: &'a Indicator,
    standings: &'a Standings,
    first: &'a Standing,
    second: &'a Standing,
    comparison: Option<Comparison>,
}

/// The page of two regions, in the order of their codes.
pub fn pair(scope: &Scope, first: &Region, second: &Region) -> Shown {
    let all = both(scope, first, second);
    let verdicts: Vec<Verdict> = all.iter().filter_map(|both| both.comparison).map(|comparison| comparison.verdict).collect();
    let is_made_up = all.iter().any(|both| both.indicator.illustrative);
    let names = [scope.plain_text(&first.short_name), scope.plain_text(&second.short_name)];
    let mut lines = vec![scope.sentence("compare.method.order", &[("first", &escape(&names[0]))])];
    lines.extend(method(scope));
    let view = PairView {
        tally: tally(scope, &names[0], &verdicts),
        table: table(scope, first, second, &all),
        key: key(scope, &names[0], &verdicts),
        method: lines,
        elsewhere: [first, second].map(|region| elsewhere(scope, region)).into(),
    };
    let title = scope.words.say("compare.pair-title", &[("first", &names[0]), ("second", &names[1])]);
    let mut shown = Shown::new("pair.html", scope.said(title), &view).crumb(scope.word_link(&Place::Comparison, "nav.comparison"));
    shown.facts = [first, second].map(|region| banner::anchor(&scope.link(&Place::Region(region.slug.clone()), &region.name))).into();
    shown.banner(is_made_up.then(|| banner::made_up(scope)))
}

/// The indicators that know of one of the two, in the order of their ids.
fn both<'a>(scope: &Scope<'a>, first: &Region, second: &Region) -> Vec<Both<'a>> {
    let found = scope.model().indicators.values().filter_map(|indicator| {
        let standings = scope.standings(indicator)?;
        let (first, second) = (standings.of(&first.code)?, standings.of(&second.code)?);
        (first.given.is_some() || second.given.is_some()).then(|| Both { indicator, standings, first, second, comparison: first.between(second, indicator) })
    });
    found.collect()
}

/// How often the first is better, no different and worse than the second.
fn tally(scope: &Scope, first: &str, verdicts: &[Verdict]) -> Vec<Count> {
    let judged = [Verdict::Better, Verdict::Similar, Verdict::Worse];
    if !verdicts.iter().any(|verdict| judged.contains(verdict)) {
        return Vec::new();
    }
    let counts = finding::tally(verdicts.iter().copied()).into_iter().filter(|(verdict, _)| judged.contains(verdict));
    counts.map(|(verdict, count)| Count { number: scope.words.integer(count), label: labelled(scope, first, verdict) }).collect()
}

/// What the shapes mean: those of the verdicts given.
fn key(scope: &Scope, first: &str, verdicts: &[Verdict]) -> Vec<String> {
    judgement::ORDER.into_iter().filter(|verdict| verdicts.contains(verdict)).map(|verdict| labelled(scope, first, verdict)).collect()
}

fn labelled(scope: &Scope, first: &str, verdict: Verdict) -> String {
    let words = scope.sentence(&format!("verdict.pair.{}", verdict.word()), &[("name", &escape(first))]);
    judgement::marked(verdict, &words)
}

/// All indicators by area; `None` where neither region has a value.
fn table(scope: &Scope, first: &Region, second: &Region, all: &[Both]) -> Option<FigureTable> {
    if all.is_empty() {
        return None;
    }
    let given = all.iter().flat_map(|both| [both.first, both.second]).filter_map(|standing| standing.given.as_ref());
    let mut remarks = Remarks::of(given);
    let names = [scope.label(&first.short_name), scope.label(&second.short_name)];
    let groups = areas::by_area(scope, |indicator| {
        let at = all.binary_search_by(|both| both.indicator.id.cmp(&indicator.id)).ok()?;
        Some(row(scope, &mut remarks, &all[at], [first, second]))
    });
    let fill = [("first", names[0].as_str()), ("second", names[1].as_str())];
    let made_up = all.iter().any(|both| both.indicator.illustrative).then(|| escape(scope.words.get("source.made-up")));
    let note = [Some(scope.sentence("compare.values.note", &fill)), remarks.common(scope).map(|common| escape(&common)), made_up];
    let columns = vec![
        Column::word(scope, "column.indicator"),
        Column::new(names[0].clone()).number(),
        Column::new(names[1].clone()).number(),
        Column::new(scope.sentence("compare.values.head", &fill)),
        Column::word(scope, "column.difference").number(),
        Column::word(scope, "column.country").number(),
    ];
    Some(FigureTable {
        id: "values".into(),
        caption: scope.sentence("compare.values.caption", &fill),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" "),
        tools: true,
        always: false,
        columns,
        groups,
        remarks: remarks.lines(scope),
    })
}

fn row(scope: &Scope, remarks: &mut Remarks, both: &Both, regions: [&Region; 2]) -> TableRow {
    let measure = Measure::new(scope, both.indicator);
    let name = scope.name_of(both.indicator);
    let period = [both.first, both.second].iter().find_map(|standing| standing.given.as_ref().map(|given| given.period)).or(both.standings.period);
    let mut cells = vec![indicator_cell(scope, both.indicator, &measure, period)];
    for (standing, region) in [both.first, both.second].into_iter().zip(regions) {
        let whose = format!("{name}, {}", scope.plain_text(&region.short_name));
        cells.push(remarks.cell(scope, &measure, standing.given.as_ref(), &whose));
    }
    match both.comparison {
        Some(comparison) => cells.extend([
            Cell::of(judgement::tag(scope, comparison.verdict)).key(judgement::sort_key(comparison.verdict)),
            Cell::of(escape(&measure.difference(comparison.difference))).key(comparison.difference.to_string()),
        ]),
        None => cells.extend([Cell::void(scope, "verdict.not-compared"), Cell::default()]),
    }
    let country = scope.model().regions.country().and_then(|country| both.standings.of(&country.code));
    cells.push(bench(scope, &measure, country.and_then(|country| country.given.as_ref())));
    TableRow::of(cells)
}

/// A region with its other pairs.
fn elsewhere(scope: &Scope, region: &Region) -> Elsewhere {
    Elsewhere { region: scope.link(&Place::Region(region.slug.clone()), &region.short_name), pairs: pairs(scope, region) }
}
