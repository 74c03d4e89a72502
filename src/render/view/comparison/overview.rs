//! All regions in all indicators: a table whose cells say how each stands to the country.

use serde::Serialize;

use crate::model::{Indicator, Kind, Reference, Region};
use crate::plan::route::Place;
use crate::render::figures::remarks::missing_word;
use crate::render::figures::{areas, judgement};
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::TableRow;
use crate::render::view::{Shown, banner, ties};
use crate::statistics::{Standing, Verdict};

/// What the table of everything shows.
#[derive(Serialize)]
struct OverviewView {
    /// How many columns there are.
    span: usize,
    regions: Vec<Link>,
    groups: Vec<Area>,
    /// What the shapes mean, each as HTML.
    key: Vec<String>,
    /// How regions are compared, each as HTML.
    method: Vec<String>,
    caption: String,
    note: String,
}

/// The indicators of an area.
#[derive(Serialize)]
struct Area {
    head: Option<Link>,
    note: Option<String>,
    rows: Vec<Line>,
}

/// An indicator in all regions.
#[derive(Serialize)]
struct Line {
    indicator: Link,
    /// Period and unit, as HTML.
    below: String,
    cells: Vec<Mark>,
}

/// What can be said of a region, in a word.
#[derive(Serialize)]
struct Mark {
    class: &'static str,
    word: String,
}

/// All comparable regions in all indicators with values.
pub fn overview(scope: &Scope) -> Shown {
    let mut regions: Vec<&Region> = scope.model().regions.comparable(scope.release.date).collect();
    scope.sort_by_name(&mut regions, |region| scope.plain_text(&region.short_name));
    let mut lines: Vec<(crate::model::Id, Line)> = Vec::new();
    let mut verdicts: Vec<Verdict> = Vec::new();
    let groups = areas::by_area(scope, |indicator| {
        let line = line(scope, indicator, &regions, &mut verdicts)?;
        lines.push((indicator.id.clone(), line));
        Some(TableRow { id: Some(indicator.id.to_string()), ..TableRow::default() })
    });
    let mut lines = lines.into_iter();
    let groups: Vec<Area> = groups
        .into_iter()
        .map(|group| Area { head: group.head, note: group.note, rows: lines.by_ref().take(group.rows.into_cells().len()).map(|(_, line)| line).collect() })
        .collect();
    verdicts.sort();
    verdicts.dedup();
    let is_made_up = scope.model().indicators.values().any(|indicator| indicator.illustrative && indicator.data.is_some());
    let note = [Some(scope.word("overview.note")), is_made_up.then(|| scope.word("source.made-up"))];
    let view = OverviewView {
        span: regions.len() + 1,
        regions: regions.iter().map(|region| scope.link(&Place::Region(region.slug.clone()), &region.short_name)).collect(),
        groups,
        key: judgement::key(scope, verdicts.iter().copied()),
        method: ["region.values.method", "overview.missing"].iter().map(|key| escape(scope.words.get(key))).collect(),
        caption: escape(scope.words.get("overview.caption")),
        note: escape(&note.into_iter().flatten().collect::<Vec<_>>().join(" ")),
    };
    let mut shown = Shown::new("overview.html", scope.said(scope.word("overview.title")), &view).crumb(scope.word_link(&Place::Comparison, "nav.comparison"));
    shown.facts = vec![escape(&scope.words.count("count.indicators", view.count())), escape(&scope.words.count("count.regions", regions.len()))];
    ties::opening(shown, scope, "overview.lead").banner(is_made_up.then(|| banner::made_up(scope)))
}

impl OverviewView {
    fn count(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }
}

fn line(scope: &Scope, indicator: &Indicator, regions: &[&Region], verdicts: &mut Vec<Verdict>) -> Option<Line> {
    let standings = scope.standings(indicator)?;
    let cells = regions.iter().map(|region| mark(scope, standings.of(&region.code), verdicts)).collect();
    let period = standings.period.map(|period| scope.words.period(period));
    Some(Line {
        indicator: scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())),
        below: escape(&period.unwrap_or_else(|| scope.word("overview.own-period"))),
        cells,
    })
}

fn mark(scope: &Scope, standing: Option<&Standing>, verdicts: &mut Vec<Verdict>) -> Mark {
    let Some(standing) = standing.filter(|standing| standing.value().is_some()) else {
        return Mark { class: "void", word: escape(&missing_word(scope, standing.and_then(|standing| standing.given.as_ref()))) };
    };
    match standing.country {
        Some(country) => {
            verdicts.push(country.verdict);
            Mark { class: country.verdict.word(), word: escape(scope.words.get(&format!("verdict.{}", country.verdict.word()))) }
        }
        None => Mark { class: "void", word: escape(scope.words.get("verdict.not-compared")) },
    }
}
