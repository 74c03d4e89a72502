//! Charts of an indicator: the same for its page, for prose and for files beside the page.

use super::judgement::{self, shape};
use super::measure::span;
use super::remarks::{letter, missing_word, status_word};
use super::table::{Placed, Series};
use super::{Measure, finding, source};
use crate::model::{Indicator, Observation, ObservationStatus, Period, Region};
use crate::plan::route::Place;
use crate::render::chart::{
    self, Alternative, Around, Bench, Break, Line, LineRole, Mark, Measured, Point, RankingRow, RankingView, SparklineView, Style, Svg, Target, TrendView,
};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::Figure;
use crate::render::words::NO_BREAK_SPACE;
use crate::statistics::{self, Given, Standing, Standings, Verdict};

/// A chart with the words around it, as text.
pub struct Drawn {
    /// The finding.
    pub title: String,
    /// What is measured, in which unit, when.
    pub about: String,
    /// Source, release, made-up values.
    pub source: String,
    /// What the shapes mean, as HTML.
    pub key: Vec<String>,
    /// The drawing.
    pub svg: Svg,
}

impl Drawn {
    /// The chart in its place on a page; `links` follow its source.
    pub fn figure(&self, links: &str) -> Figure {
        let source = if links.is_empty() { escape(&self.source) } else { format!("{} {links}", escape(&self.source)) };
        Figure { title: escape(&self.title), note: Some(escape(&self.about)), svg: self.svg.as_str().to_owned(), key: self.key.clone(), source: Some(source) }
    }

    /// The chart with its title and source inside the picture, for a page whose pictures are taken elsewhere.
    pub fn signed(self) -> Figure {
        let svg = self.svg.signed(&Around { style: &Style::default(), title: &self.title, about: &self.about, source: &self.source });
        Figure { title: String::new(), note: None, svg, key: self.key, source: None }
    }

    /// The chart as a file of its own.
    pub fn file(&self, style: &Style) -> String {
        self.svg.standalone(&Around { style, title: &self.title, about: &self.about, source: &self.source })
    }
}

/// Regions in the order of their values against the country; `id` is unique on the page.
pub fn ranking(scope: &Scope, indicator: &Indicator, standings: &Standings, placed: &[Placed], id: &str) -> Drawn {
    let measure = Measure::new(scope, indicator);
    let country = scope.model().regions.country();
    let bench = country.and_then(|country| Some((country, standings.of(&country.code)?.value()?)));
    let rows: Vec<Placed> = placed.iter().filter(|(region, _)| country.is_none_or(|country| country.code != region.code)).copied().collect();
    let title = finding::extremes(scope, &measure, &rows).unwrap_or_else(|| scope.word("extremes.none"));
    let about =
        about(scope, indicator, &measure, rows.iter().any(|(_, standing)| standing.is_some_and(|standing| standing.interval.is_some())), standings.period);
    let statuses = marked(rows.iter().filter_map(|(_, standing)| standing.and_then(|standing| standing.given.as_ref())));
    let view = RankingView {
        alternative: Alternative {
            id: id.to_owned(),
            title: about.clone(),
            description: described(
                scope,
                indicator,
                &[
                    Some(title.clone()),
                    bench.map(|(_, value)| in_country(scope, &measure, value)),
                    finding::counts(scope, standings),
                    finding::missing(scope, &rows),
                ],
            ),
        },
        unit: measure.symbol.unwrap_or_default().to_owned(),
        rows: rows.iter().map(|placed| ranking_row(scope, &measure, *placed, &statuses)).collect(),
        bench: bench.map(|(country, value)| Bench { label: format!("{} {}", scope.plain_text(&country.short_name), measure.text(value)), value }),
        note: statuses.explained(scope),
        empty: scope.word("drawn.empty"),
    };
    let verdicts: Vec<Verdict> = rows.iter().filter_map(|(_, standing)| standing.as_ref()?.country).map(|comparison| comparison.verdict).collect();
    let start = view.axis_start();
    Drawn {
        title,
        about,
        source: source_line(scope, indicator, start.map(|start| measure.text(start))),
        key: judgement::key(scope, verdicts.iter().copied()),
        svg: chart::ranking(&view, &measure.tick()),
    }
}

fn ranking_row(scope: &Scope, measure: &Measure, (region, standing): Placed, statuses: &Statuses) -> RankingRow {
    let given = standing.and_then(|standing| standing.given.as_ref());
    let measured = match (standing, standing.and_then(Standing::value)) {
        (Some(standing), Some(value)) => Measured::Given {
            value,
            text: format!("{}{}", measure.number(value), given.map(|given| statuses.letter(given.status)).unwrap_or_default()),
            interval: standing.interval.map(|interval| (interval.lower, interval.upper)),
            mark: standing.country.map_or(Mark::Plain, |comparison| shape(comparison.verdict)),
        },
        _ => Measured::Missing(missing_word(scope, given)),
    };
    RankingRow { name: scope.plain_text(&region.short_name), measured, chosen: is_own(scope, region) }
}

/// Whether a page is about a region: charts show it strong.
fn is_own(scope: &Scope, region: &Region) -> bool {
    matches!(&scope.route.place, Place::Region(slug) | Place::Summary(slug) if *slug == region.slug)
}

/// The statuses of the values in a chart that have to be said.
struct Statuses {
    used: Vec<ObservationStatus>,
    is_common: bool,
}

fn marked<'g>(shown: impl Iterator<Item = &'g Given>) -> Statuses {
    let all: Vec<ObservationStatus> = shown.filter(|given| given.value.is_some()).map(|given| given.status).collect();
    let mut used: Vec<ObservationStatus> = all.iter().copied().filter(|status| *status != ObservationStatus::A).collect();
    used.sort();
    used.dedup();
    let is_common = used.len() == 1 && all.len() > 1 && all.iter().all(|status| used.contains(status));
    Statuses { used, is_common }
}

impl Statuses {
    /// The mark after a value.
    fn letter(&self, status: ObservationStatus) -> String {
        if self.is_common || status == ObservationStatus::A { String::new() } else { format!("{NO_BREAK_SPACE}{}", letter(status)) }
    }

    /// What the marks mean.
    fn explained(&self, scope: &Scope) -> String {
        let lines: Vec<String> = match self.used.as_slice() {
            [only] if self.is_common => vec![scope.word(&format!("observation.all.{}", only.code()))],
            used => used.iter().map(|status| format!("{} {}.", letter(*status), status_word(scope, *status))).collect(),
        };
        lines.join(" ")
    }
}

/// Values over time: the country strong, `chosen` ones in colour, the context pale.
pub fn trend(scope: &Scope, indicator: &Indicator, chosen: &[Series], context: &[Series], id: &str) -> Drawn {
    let measure = Measure::new(scope, indicator);
    let periods = axis_periods(chosen.iter().chain(context).flat_map(|series| &series.rows));
    let country = scope.model().regions.country().map(|country| &country.code);
    let role = |series: &Series| if country == Some(&series.region.code) { LineRole::Country } else { LineRole::Chosen };
    let lines = chosen.iter().map(|series| line(scope, &measure, series, role(series), &periods));
    let lines: Vec<Line> = lines.chain(context.iter().map(|series| line(scope, &measure, series, LineRole::Context, &periods))).collect();
    let bench = chosen.iter().find(|series| country == Some(&series.region.code));
    let title = bench.and_then(|series| finding::development(scope, &measure, &series.rows, statistics::trend(series.rows.iter().copied())));
    let (names, when) = (scope.plain_text(&indicator.name), span_of(scope, &periods));
    let own = chosen.iter().find(|series| is_own(scope, series.region));
    let title = own.and_then(|own| finding::beside(scope, &measure, own, bench)).or(title);
    let trends = chosen.iter().chain(context).map(|series| statistics::trend(series.rows.iter().copied()));
    let title = title.or_else(|| finding::directions(scope, measure.polarity, trends)).unwrap_or_else(|| scope.word("extremes.none"));
    let is_provisional = lines.iter().flat_map(|line| line.points.iter().flatten()).any(|point| point.provisional);
    let mut about = scope.words.say("drawn.about-trend", &[("name", &names), ("unit", measure.name), ("period", &when)]);
    for (key, _) in [("drawn.about-context", !context.is_empty()), ("drawn.about-provisional", is_provisional)].into_iter().filter(|(_, holds)| *holds) {
        about = format!("{about} {}", scope.words.get(key));
    }
    let view = TrendView {
        alternative: Alternative { id: id.to_owned(), title: about.clone(), description: described(scope, indicator, &[Some(title.clone())]) },
        unit: measure.symbol.unwrap_or_default().to_owned(),
        breaks: breaks(scope, chosen, &periods),
        targets: targets(scope, indicator, &measure, &periods),
        periods: periods.iter().map(|period| scope.words.period(*period)).collect(),
        lines,
        from_zero: false,
        empty: scope.word("drawn.empty"),
    };
    let start = view.axis_start();
    Drawn {
        title,
        about,
        source: source_line(scope, indicator, start.map(|start| measure.text(start))),
        key: Vec::new(),
        svg: chart::trend(&view, &measure.tick()),
    }
}

/// All periods from the first to the last, evenly spaced where they are of one length.
pub(super) fn axis_periods<'o>(rows: impl Iterator<Item = &'o Observation<'o>>) -> Vec<Period> {
    let mut given: Vec<Period> = rows.filter(|row| row.value.is_some()).map(|row| row.period).collect();
    given.sort_unstable();
    given.dedup();
    let (Some(first), Some(last)) = (given.first().copied(), given.last().copied()) else { return Vec::new() };
    if given.iter().any(|period| period.granularity != first.granularity) {
        return given;
    }
    std::iter::successors(Some(first), |period| (*period < last).then(|| period.next())).collect()
}

pub(super) fn span_of(scope: &Scope, periods: &[Period]) -> String {
    match (periods.first(), periods.last()) {
        (Some(first), Some(last)) => span(scope.words, *first, *last),
        _ => String::new(),
    }
}

pub(super) fn line(scope: &Scope, measure: &Measure, series: &Series, role: LineRole, periods: &[Period]) -> Line {
    let point = |period: &Period| {
        let row = series.at(*period)?;
        let provisional = matches!(row.status, ObservationStatus::P | ObservationStatus::F);
        Some(Point { value: row.value?, provisional, starts: row.status == ObservationStatus::B })
    };
    let end = match series.rows.iter().rfind(|row| row.value.is_some()).and_then(|row| row.value) {
        Some(value) => measure.text(value),
        None => missing_word(scope, series.rows.last().map(Given::of).as_ref()),
    };
    Line { name: scope.plain_text(&series.region.short_name), end, role, points: periods.iter().map(point).collect() }
}

/// Breaks that hold for the whole picture: those of the country's series, or of all chosen ones.
fn breaks(scope: &Scope, chosen: &[Series], periods: &[Period]) -> Vec<Break> {
    let country = scope.model().regions.country().map(|country| &country.code);
    let is_cut = |series: &Series, period: &Period| series.at(*period).is_some_and(|row| row.status == ObservationStatus::B);
    let bench: Vec<&Series> = chosen.iter().filter(|series| country == Some(&series.region.code)).collect();
    let deciding: Vec<&Series> = if bench.is_empty() { chosen.iter().collect() } else { bench };
    let cuts = periods.iter().enumerate().filter(|(_, period)| !deciding.is_empty() && deciding.iter().all(|series| is_cut(series, period)));
    cuts.map(|(at, _)| Break { at, label: scope.word("drawn.break") }).collect()
}

fn targets(scope: &Scope, indicator: &Indicator, measure: &Measure, periods: &[Period]) -> Vec<Target> {
    let year_at = |year: u16| periods.iter().position(|period| period.year >= year);
    let targets = indicator.targets.iter().filter(|target| {
        let after = target.valid_from.is_some_and(|from| periods.last().is_none_or(|last| from.year > last.year));
        let before = target.valid_to.is_some_and(|to| periods.first().is_none_or(|first| to.year < first.year));
        !after && !before
    });
    targets
        .map(|target| Target {
            label: scope.words.say("drawn.target", &[("value", &measure.text(target.value))]),
            value: target.value,
            from: target.valid_from.and_then(|from| year_at(from.year)),
            to: target.valid_to.and_then(|to| periods.iter().rposition(|period| period.year <= to.year)),
        })
        .collect()
}

/// What a chart shows: name, unit, interval, period.
pub(super) fn about(scope: &Scope, indicator: &Indicator, measure: &Measure, has_interval: bool, period: Option<Period>) -> String {
    let mut what = vec![scope.plain_text(&indicator.name), measure.name.to_owned()];
    what.extend(has_interval.then(|| scope.word("value.interval")));
    what.extend(period.map(|period| scope.words.period(period)));
    what.join(", ")
}

fn in_country(scope: &Scope, measure: &Measure, value: f64) -> String {
    scope.words.say("drawn.country", &[("value", &measure.text(value))])
}

/// The description of a chart: sentences, and whether the values are made up.
pub(super) fn described(scope: &Scope, indicator: &Indicator, sentences: &[Option<String>]) -> String {
    let mut told: Vec<String> = sentences.iter().flatten().map(|sentence| format!("{sentence}.")).collect();
    told.extend(source::made_up(scope, indicator));
    told.join(" ")
}

pub(super) fn source_line(scope: &Scope, indicator: &Indicator, axis_start: Option<String>) -> String {
    let line = source::line(scope, indicator);
    match axis_start {
        Some(start) => format!("{line} {}", scope.words.say("drawn.axis-start", &[("start", &start)])),
        None => line,
    }
}

/// The line of a region's values, as small as a word; nothing where there are no two values.
pub fn spark(scope: &Scope, indicator: &Indicator, region: &Region) -> String {
    let Some(data) = indicator.data.as_deref() else { return String::new() };
    let rows = statistics::series(data, &scope.model().regions, region, &vec![None; data.dimensions.len()]);
    if rows.iter().filter(|row| row.value.is_some()).count() < 2 {
        return String::new();
    }
    let breaks = rows.iter().enumerate().filter(|(_, row)| row.status == ObservationStatus::B).map(|(at, _)| at).collect();
    let provisional = rows.iter().rfind(|row| row.value.is_some()).is_some_and(|row| row.status == ObservationStatus::P);
    let view = SparklineView { points: rows.iter().map(|row| row.value).collect(), breaks, range: None, provisional };
    chart::sparkline(&view).into_string()
}
