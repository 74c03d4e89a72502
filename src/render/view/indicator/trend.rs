//! Values over time: the country and the collaboration areas as a table, then all regions as a chart.

use std::sync::Arc;

use serde::Serialize;

use super::downloads;
use crate::model::region::Level;
use crate::model::{Indicator, Kind, ObservationStatus, Observations, Period, Reference, Region};
use crate::render::figures::table::{self, FigureTable, Series};
use crate::render::figures::{chart, finding, judgement, multiples};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::{Figure, Row};
use crate::statistics::{self, Trend};

/// Periods that the first table shows; older ones are folded away.
const NEWEST: usize = 15;
/// Periods that the table of all regions shows.
const WIDEST: usize = 26;

/// Values over time.
#[derive(Serialize)]
pub struct TrendSection {
    title: String,
    table: FigureTable,
    older: Option<FigureTable>,
    whole: Option<FigureTable>,
    directions_title: String,
    directions: Vec<Row>,
    /// How directions are worked out, and whose series break, as HTML.
    notes: Vec<String>,
    figure: Figure,
    /// A small trend for each region.
    multiples: Option<Figure>,
}

/// Values over time; `None` where there is only one period, which the table of regions shows.
pub fn section(scope: &Scope, indicator: &Indicator) -> Option<TrendSection> {
    let data = indicator.data.as_deref()?;
    let periods = data.periods();
    let lines = Lines::of(scope, data);
    if periods.len() < 2 || lines.all().next().is_none() {
        return None;
    }
    let span = finding::period_span(scope, &periods);
    let (listed, caption) = lines.listed();
    let (older, newest) = periods.split_at(periods.len().saturating_sub(NEWEST));
    let widest = &periods[periods.len().saturating_sub(WIDEST)..];
    let all: Vec<Series> = lines.all().cloned().collect();
    Some(TrendSection {
        title: scope.words.say("indicator.section.trend-in", &[("period", &span)]),
        table: table::by_period(scope, indicator, &listed, newest, "by-period", &scope.word(caption)).held(scope),
        older: (!older.is_empty()).then(|| table::by_period(scope, indicator, &listed, older, "by-older-period", &scope.word("indicator.trend.older"))),
        whole: (all.len() > listed.len()).then(|| table::whole(scope, indicator, &all, widest, "by-region-and-period").held(scope)),
        directions_title: scope.words.say("indicator.trend.directions", &[("period", &span)]),
        directions: listed.iter().map(|series| direction(scope, indicator, series)).collect(),
        notes: notes(scope, &all),
        figure: scope.chart("trend", || lines.drawn(scope, indicator)).figure(&downloads::chart_links(scope, indicator, "trend")).held(scope),
        multiples: multiples(scope, indicator).map(|drawn| drawn.figure(&downloads::chart_links(scope, indicator, "small-multiples")).held(scope)),
    })
}

/// The chart of an indicator's development; `None` without values.
pub fn drawn(scope: &Scope, indicator: &Indicator) -> Option<Arc<chart::Drawn>> {
    indicator.data.as_deref().map(|data| scope.chart("trend", || Lines::of(scope, data).drawn(scope, indicator)))
}

/// A small trend for each region that is compared, by name.
pub fn multiples(scope: &Scope, indicator: &Indicator) -> Option<Arc<chart::Drawn>> {
    let data = indicator.data.as_deref()?;
    let regions = &scope.model().regions;
    regions.comparable(scope.release.date).next()?;
    Some(scope.chart("small-multiples", || small_multiples(scope, indicator, data)))
}

fn small_multiples(scope: &Scope, indicator: &Indicator, data: &Observations) -> chart::Drawn {
    let regions = &scope.model().regions;
    let of = |region| Series { region, rows: statistics::series(data, regions, region, &vec![None; data.dimensions.len()]) };
    let mut series: Vec<Series> = regions.comparable(scope.release.date).map(of).collect();
    scope.sort_by_name(&mut series, |series| scope.plain_text(&series.region.short_name));
    let country = regions.country().map(of);
    let standings = scope.standings(indicator);
    let known = |series: &Series| standings.and_then(|standings| standings.of(&series.region.code)).map(|standing| standing.trend);
    let trends: Vec<Trend> = series.iter().map(|series| known(series).unwrap_or_else(|| statistics::trend(series.rows.iter().copied()))).collect();
    multiples::small_multiples(scope, indicator, country.as_ref(), &series, &trends, "small-multiples")
}

/// All series that have rows.
struct Lines<'a> {
    country: Option<Series<'a>>,
    areas: Vec<Series<'a>>,
    counties: Vec<Series<'a>>,
}

impl<'a> Lines<'a> {
    fn of(scope: &Scope<'a>, data: &'a Observations) -> Self {
        let regions = &scope.model().regions;
        let of = |region: &'a Region| {
            let rows = statistics::series(data, regions, region, &vec![None; data.dimensions.len()]);
            (!rows.is_empty()).then_some(Series { region, rows })
        };
        Self {
            country: regions.country().and_then(of),
            areas: table::valid_of_level(scope, Level::CollaborationArea).filter_map(of).collect(),
            counties: regions.comparable(scope.release.date).filter_map(of).collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Series<'a>> {
        self.country.iter().chain(&self.areas).chain(&self.counties)
    }

    /// The series of the table, and its caption: the country and the collaboration areas; where they are not given, the counties.
    fn listed(&self) -> (Vec<Series<'a>>, &'static str) {
        let wide: Vec<Series> = self.country.iter().chain(&self.areas).cloned().collect();
        if wide.is_empty() { (self.counties.clone(), "table.by-period-all") } else { (wide, "table.by-period") }
    }

    /// The country strong, the counties behind it; without counties the collaboration areas.
    fn drawn(&self, scope: &Scope, indicator: &Indicator) -> chart::Drawn {
        let context = if self.counties.is_empty() { &self.areas } else { &self.counties };
        chart::trend(scope, indicator, self.country.as_slice(), context, "trend")
    }
}

fn direction(scope: &Scope, indicator: &Indicator, series: &Series) -> Row {
    let trend = statistics::trend(series.rows.iter().copied());
    let link = scope.thing(&Reference::new(Kind::Region, series.region.code.clone()));
    let ground = escape(&judgement::trend_ground(scope, trend));
    Row::of(link).note(format!("{} <small>{ground}</small>", judgement::trend_tag(scope, trend, indicator.polarity)))
}

/// How directions are worked out, and whose series break when.
fn notes(scope: &Scope, series: &[Series]) -> Vec<String> {
    let mut notes = vec![escape(scope.words.get("method.trend"))];
    let mut cuts: std::collections::BTreeMap<Period, Vec<String>> = std::collections::BTreeMap::new();
    for series in series {
        for row in series.rows.iter().filter(|row| row.status == ObservationStatus::B && row.value.is_some()) {
            cuts.entry(row.period).or_default().push(scope.plain_text(&series.region.short_name));
        }
    }
    let told = cuts.into_iter().map(|(period, names)| {
        let whose = if names.len() > 5 { scope.words.count("count.regions", names.len()) } else { names.join(", ") };
        format!("{} ({whose})", scope.words.period(period))
    });
    let told: Vec<String> = told.collect();
    if !told.is_empty() {
        notes.push(escape(&scope.words.say("indicator.trend.series-break", &[("names", &told.join("; "))])));
    }
    notes
}
