//! The newest values of a region against the country: counts, what stands out, and all of them by area.

use serde::Serialize;

use crate::model::region::Level;
use crate::model::{Id, Indicator, Kind, Reference, Region};
use crate::render::figures::remarks::Remarks;
use crate::render::figures::remarks::write_bench;
use crate::render::figures::table::FigureTable;
use crate::render::figures::{Measure, areas, chart, finding, judgement, rows};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::{Cell, Column, Row};
use crate::statistics::{Comparison, Given, Standing, Standings, Verdict, predecessor};

/// A count of verdicts.
#[derive(Serialize)]
pub struct Count {
    /// How many.
    number: String,
    /// Of what, with its shape, as HTML.
    label: String,
}

/// Indicators in which a region is among the first or the last.
#[derive(Serialize)]
pub struct Places {
    title: String,
    rows: Vec<Row>,
}

/// How many places count as the first or the last, and how many indicators are told.
const NEAR: usize = 3;

/// The values of a region in all indicators.
pub struct Profile<'a> {
    region: &'a Region,
    /// Whether it is one of the regions that are compared and ranked.
    is_comparable: bool,
    /// The collaboration area it is part of.
    area: Option<&'a Region>,
    standings: Vec<(&'a Indicator, &'a Standings, &'a Standing)>,
}

impl<'a> Profile<'a> {
    /// The values of a region in all indicators that have any row of it, or compare it.
    pub fn of(scope: &Scope<'a>, region: &'a Region) -> Self {
        let regions = &scope.model().regions;
        let place = scope.place_of(region);
        let standings = scope.all_standings().filter_map(|(indicator, standings)| {
            let standings = standings?;
            Some((indicator, standings, standings.at_place(place, &region.code)?))
        });
        Self {
            region,
            is_comparable: region.level == Level::County && regions.is_valid(region, scope.release.date),
            area: region.parent.as_ref().and_then(|parent| regions.get(parent)).filter(|parent| parent.level == Level::CollaborationArea),
            standings: standings.collect(),
        }
    }

    /// The indicators, each with where all regions and this one stand.
    pub fn told(&self) -> Vec<(&'a Indicator, &'a Standings, &'a Standing)> {
        self.standings.clone()
    }

    /// Whether any value is made up.
    pub fn is_made_up(&self) -> bool {
        self.standings.iter().any(|(indicator, ..)| indicator.illustrative)
    }

    fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        self.standings.iter().filter_map(|(.., standing)| standing.country).map(|comparison| comparison.verdict)
    }

    /// How often the region is better, no different and worse than the country.
    pub fn tally(&self, scope: &Scope) -> Vec<Count> {
        let counts = finding::tally(self.verdicts());
        let judged = [Verdict::Better, Verdict::Similar, Verdict::Worse];
        if !self.verdicts().any(|verdict| judged.contains(&verdict)) {
            return Vec::new();
        }
        let told = judged.into_iter().filter_map(|verdict| counts.iter().find(|(other, _)| *other == verdict));
        told.map(|(verdict, count)| Count { number: scope.words.integer(*count), label: judgement::key(scope, std::iter::once(*verdict)).concat() }).collect()
    }

    /// What the counts rest on.
    pub fn tally_note(&self, scope: &Scope) -> Option<String> {
        let judged = self.verdicts().filter(|verdict| matches!(verdict, Verdict::Better | Verdict::Similar | Verdict::Worse)).count();
        let rest = self.verdicts().count() - judged;
        (judged > 0).then(|| {
            let rest_words = (rest > 0).then(|| scope.words.count("region.unjudged", rest));
            let words = std::iter::once(scope.words.count("region.judged", judged)).chain(rest_words).collect::<Vec<_>>().join(" ");
            escape(&words)
        })
    }

    /// The indicators in which the region is better and among the first, or worse and among the last.
    pub fn stands_out(&self, scope: &Scope) -> Vec<Places> {
        let mut first = self.ranked(|rank, _, verdict| rank <= NEAR && verdict == Verdict::Better);
        first.sort_by_key(|(rank, ..)| *rank);
        let mut last = self.ranked(|rank, ranked, verdict| rank + NEAR > ranked && verdict == Verdict::Worse);
        last.sort_by_key(|(rank, indicator, standings, _)| (standings.ranked - rank, indicator.id.clone()));
        let places = |key: &str, found: Vec<Ranked>| {
            let rows = found.into_iter().take(NEAR).map(|found| place(scope, found)).collect();
            Places { title: scope.word(&format!("region.stands-out.{key}")), rows }
        };
        [places("best", first), places("worst", last)].into_iter().filter(|places| !places.rows.is_empty()).collect()
    }

    fn ranked(&self, holds: impl Fn(usize, usize, Verdict) -> bool) -> Vec<Ranked<'a>> {
        let ranked = self.standings.iter().filter_map(|(indicator, standings, standing)| {
            let (rank, verdict) = (standing.rank?, standing.country?.verdict);
            holds(rank, standings.ranked, verdict).then_some((rank, *indicator, *standings, *standing))
        });
        ranked.collect()
    }

    /// How the values are compared, each as HTML.
    pub fn method(&self, scope: &Scope) -> Vec<String> {
        let mut lines = Vec::new();
        if self.verdicts().next().is_some() {
            lines.push(scope.sentence("region.values.method", &[]));
        }
        if !self.is_comparable {
            lines.push(scope.sentence("region.values.not-ranked", &[]));
        }
        lines.push(scope.sentence("method.trend", &[]));
        if let Some(before) = predecessor(&scope.model().regions, self.region).filter(|before| self.continues(before)) {
            lines.push(scope.sentence("region.values.continued", &[("name", &scope.label(&before.name))]));
        }
        lines
    }

    /// Whether any series begins with values of the region before.
    fn continues(&self, before: &Region) -> bool {
        self.standings.iter().any(|(indicator, ..)| indicator.data.as_ref().is_some_and(|data| data.regions().contains(&before.code)))
    }

    /// What the shapes mean.
    pub fn key(&self, scope: &Scope) -> Vec<String> {
        let verdicts: Vec<Verdict> = self.verdicts().collect();
        judgement::key(scope, verdicts.iter().copied())
    }

    /// All values by area; `None` where there are none.
    pub fn table(&self, scope: &Scope<'a>) -> Option<FigureTable> {
        if self.standings.is_empty() {
            return None;
        }
        let mut remarks = Remarks::of(self.standings.iter().filter_map(|(.., standing)| standing.given.as_ref()));
        let is_compared = self.verdicts().next().is_some();
        let mut rows = Rows { profile: self, scope, is_compared, remarks: &mut remarks, verdicts: judgement::cells(scope) };
        let indicators: Vec<&Id> = scope.model().indicators.keys().collect();
        let groups = areas::written_by_area(scope, |out, at| {
            if let Ok(at) = self.standings.binary_search_by(|(other, ..)| other.id.cmp(indicators[at])) {
                rows.write(out, self.standings[at]);
            }
        });
        let name = scope.label(&self.region.short_name);
        let caption = scope.sentence(if is_compared { "region.values.caption" } else { "region.values.caption-alone" }, &[("name", &name)]);
        let note = [Some(scope.word("region.values.note")), remarks.common(scope), self.is_made_up().then(|| scope.word("source.made-up"))];
        Some(FigureTable {
            id: "values".into(),
            caption,
            note: escape(&note.into_iter().flatten().collect::<Vec<_>>().join(" ")),
            tools: true,
            always: false,
            columns: self.columns(scope, is_compared),
            groups,
            remarks: remarks.lines(scope),
        })
    }

    fn columns(&self, scope: &Scope, is_compared: bool) -> Vec<Column> {
        let mut columns = vec![Column::word(scope, "column.indicator"), Column::new(scope.label(&self.region.short_name)).number()];
        if is_compared {
            columns.extend([
                Column::word(scope, "column.to-country"),
                Column::word(scope, "column.difference").number(),
                Column::word(scope, "column.country").number(),
            ]);
        }
        columns.extend(self.is_comparable.then(|| Column::word(scope, "column.rank").number()));
        columns.extend(self.area.map(|area| Column::new(scope.sentence("column.to-area", &[("name", &scope.label(&area.short_name))])).number()));
        columns.extend([Column::word(scope, "column.trend"), Column::word(scope, "column.line")]);
        columns
    }
}

/// The rows of a table while they are written.
struct Rows<'p, 'r> {
    profile: &'p Profile<'r>,
    scope: &'p Scope<'r>,
    is_compared: bool,
    remarks: &'p mut Remarks,
    /// The cell of each verdict, in the order of keys.
    verdicts: [String; 6],
}

impl<'r> Rows<'_, 'r> {
    fn write(&mut self, out: &mut String, (indicator, standings, standing): (&'r Indicator, &Standings, &Standing)) {
        let (scope, measure) = (self.scope, Measure::new(self.scope, indicator));
        let given = standing.given.as_ref();
        out.push_str("<tr>");
        rows::write_head(out, &indicator_cell(scope, indicator, &measure, given.map(|given| given.period).or(standings.period)));
        let cell = self.remarks.cell(scope, &measure, given, scope.name_of(indicator));
        rows::write_cell(out, &with_newer(scope, &measure, cell, standing.newer.as_ref()), true);
        if self.is_compared {
            self.write_compared(out, &measure, standing.country);
            write_bench(out, scope, &measure, standings.country().and_then(|country| country.given.as_ref()));
        }
        if self.profile.is_comparable {
            let rank = standing.rank.map(|rank| format!("{}<span class=\"of\"> / {}</span>", scope.words.integer(rank), scope.words.integer(standings.ranked)));
            rows::write_cell(out, &Cell { key: standing.rank.map(|rank| (rank as f64).into()), ..Cell::of(rank.unwrap_or_default()) }, true);
        }
        if let Some(area) = self.profile.area {
            let comparison = standings.of(&area.code).and_then(|area| standing.against(area, indicator));
            measure.write_difference(out, comparison.map(|comparison| comparison.difference));
        }
        rows::write_cell(out, &trend(scope, indicator, standing), false);
        rows::write_cell(out, &Cell::of(chart::spark(scope, indicator, self.profile.region)), false);
        out.push_str(rows::END_OF_ROW);
    }

    /// The verdict and the difference.
    fn write_compared(&self, out: &mut String, measure: &Measure, comparison: Option<Comparison>) {
        match comparison {
            Some(comparison) => out.push_str(&self.verdicts[judgement::place(comparison.verdict)]),
            None => rows::write_cell(out, &Cell::void(self.scope, "verdict.not-compared"), false),
        }
        measure.write_difference(out, comparison.map(|comparison| comparison.difference));
    }
}

/// A rank that stands out.
type Ranked<'a> = (usize, &'a Indicator, &'a Standings, &'a Standing);

fn place(scope: &Scope, (rank, indicator, standings, standing): Ranked) -> Row {
    let measure = Measure::new(scope, indicator);
    let text = |value: Option<f64>| value.map(|value| escape(&measure.text(value))).unwrap_or_default();
    let country = scope.model().regions.country().and_then(|country| standings.of(&country.code)).and_then(Standing::value);
    let numbers = [scope.words.integer(rank), scope.words.integer(standings.ranked)];
    Row::of(scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())))
        .note(scope.sentence("region.stands-out.rank", &[("rank", &numbers[0]), ("ranked", &numbers[1])]))
        .text(Some(scope.sentence("region.stands-out.text", &[("value", &text(standing.value())), ("country", &text(country))])))
}

/// The name of an indicator, with its unit and the period of the value.
pub fn indicator_cell(scope: &Scope, indicator: &Indicator, measure: &Measure, period: Option<crate::model::Period>) -> Cell {
    let link = scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone()));
    let below = match period {
        Some(period) => escape(&format!("{}, {}", measure.name, scope.words.period(period))),
        None => escape(measure.name),
    };
    let key = scope.name_of(indicator);
    Cell::of(format!("{}<small class=\"sub\">{below}</small>", crate::render::view::banner::anchor(&link))).key(key)
}

/// A value with a later one under it.
fn with_newer(scope: &Scope, measure: &Measure, mut cell: Cell, newer: Option<&Given>) -> Cell {
    if let Some((newer, value)) = newer.and_then(|newer| Some((newer, newer.value?))) {
        let (period, value) = (escape(&scope.words.period(newer.period)), escape(&measure.number(value)));
        let newer = scope.sentence("value.newer", &[("period", &period), ("value", &value)]);
        cell.html.extend(["<small class=\"sub\">", &newer, "</small>"]);
    }
    cell
}

/// The direction of a series, and why it cannot be told.
fn trend(scope: &Scope, indicator: &Indicator, standing: &Standing) -> Cell {
    use crate::statistics::Trend;
    let mut html = judgement::trend_tag(scope, standing.trend, indicator.polarity);
    if let Trend::TooShort { .. } = standing.trend {
        html.extend(["<small class=\"sub\">", &escape(&judgement::trend_ground(scope, standing.trend)), "</small>"]);
    }
    Cell::of(html).key(judgement::trend_key(standing.trend))
}
