//! Tables of values in groups of rows: the component `figure_table` shows them.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::remarks::Remarks;
use super::{Measure, finding, source};
use super::{judgement, rows};
use crate::model::region::Level;
use crate::model::{Indicator, Kind, Observation, Period, Reference, Region};
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::{Cell, Column, TableRow};
use crate::statistics::{Comparison, Given, Standing, Standings};

/// A table of values. Templates see its rows as HTML: with thousands of them, cells one by one would be most of the work.
#[derive(Debug, Clone, Default)]
pub struct FigureTable {
    /// Unique on the page.
    pub id: String,
    /// The finding, as HTML; its accessible name.
    pub caption: String,
    /// What is measured, unit, period, whether it is made up, as HTML.
    pub note: String,
    /// Whether a script may add sorting and a search field.
    pub tools: bool,
    /// Whether it is so wide that it scrolls on any screen.
    pub always: bool,
    /// Columns; the cells of the first name their rows.
    pub columns: Vec<Column>,
    /// Rows in groups.
    pub groups: Vec<Group>,
    /// What the marks mean and what the source remarks, each as HTML.
    pub remarks: Vec<String>,
}

/// Rows under a head of their own.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The head; `None` where there is nothing to tell apart.
    pub head: Option<Link>,
    /// A word beside the head, as HTML.
    pub note: Option<String>,
    /// Rows.
    pub rows: Rows,
}

/// Rows of a table.
#[derive(Debug, Clone)]
pub enum Rows {
    /// Cell by cell.
    Cells(Vec<TableRow>),
    /// As HTML, each on a line.
    Written(String),
}

impl Default for Rows {
    fn default() -> Self {
        Self::Cells(Vec::new())
    }
}

impl From<Vec<TableRow>> for Rows {
    fn from(rows: Vec<TableRow>) -> Self {
        Self::Cells(rows)
    }
}

impl Rows {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Cells(rows) => rows.is_empty(),
            Self::Written(html) => html.is_empty(),
        }
    }

    /// Cell by cell; none where they are written.
    pub fn into_cells(self) -> Vec<TableRow> {
        match self {
            Self::Cells(rows) => rows,
            Self::Written(_) => Vec::new(),
        }
    }

    fn html(&self, columns: &[Column]) -> Cow<'_, str> {
        match self {
            Self::Cells(rows) => rows::html(columns, rows).into(),
            Self::Written(html) => html.into(),
        }
    }
}

impl Group {
    /// Rows without a head.
    pub fn plain(rows: impl Into<Rows>) -> Self {
        Self { rows: rows.into(), ..Self::default() }
    }

    /// Rows under a word of the interface.
    pub fn word(scope: &Scope, key: &str, rows: impl Into<Rows>) -> Self {
        Self { head: Some(Link { href: None, html: escape(scope.words.get(key)) }), note: None, rows: rows.into() }
    }
}

impl FigureTable {
    /// The same with its rows kept out of the page's template.
    #[must_use]
    pub fn held(mut self, scope: &Scope) -> Self {
        for group in &mut self.groups {
            if let Rows::Written(html) = &mut group.rows {
                *html = scope.held(std::mem::take(html));
            }
        }
        self
    }
}

/// What templates see of a table.
#[derive(Serialize)]
struct Seen<'a> {
    id: &'a str,
    caption: &'a str,
    note: &'a str,
    tools: bool,
    always: bool,
    columns: &'a [Column],
    groups: Vec<SeenGroup<'a>>,
    remarks: &'a [String],
}

/// What they see of its rows.
#[derive(Serialize)]
struct SeenGroup<'a> {
    head: Option<&'a Link>,
    note: Option<&'a str>,
    html: Cow<'a, str>,
}

impl Serialize for FigureTable {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { id, caption, note, tools, always, columns, groups, remarks } = self;
        let groups = groups.iter().map(|Group { head, note, rows }| SeenGroup { head: head.as_ref(), note: note.as_deref(), html: rows.html(columns) });
        Seen { id, caption, note, tools: *tools, always: *always, columns, groups: groups.collect(), remarks }.serialize(to)
    }
}

/// A region with where it stands.
pub type Placed<'a> = (&'a Region, Option<&'a Standing>);

/// The comparable regions of a page's release, best first; those without a value last, by name.
pub fn comparable<'a>(scope: &Scope<'a>, standings: &'a Standings) -> Vec<Placed<'a>> {
    ordered(scope, scope.model().regions.comparable(scope.release.date).collect(), standings)
}

/// Regions in the order of their values, best first; those without a value last, by name.
pub fn ordered<'a>(scope: &Scope, regions: Vec<&'a Region>, standings: &'a Standings) -> Vec<Placed<'a>> {
    let mut rows: Vec<(Placed, String)> =
        regions.into_iter().map(|region| ((region, standings.of(&region.code)), scope.plain_text(&region.short_name))).collect();
    let rank = |placed: &Placed| placed.1.and_then(|standing| standing.rank).unwrap_or(usize::MAX);
    let missing = |placed: &Placed| placed.1.and_then(Standing::value).is_none();
    rows.sort_by(|(a, a_name), (b, b_name)| (rank(a), missing(a)).cmp(&(rank(b), missing(b))).then_with(|| scope.words.compare(a_name, b_name)));
    rows.into_iter().map(|(placed, _)| placed).collect()
}

/// Regions of a level that are valid on the release's day.
pub fn valid_of_level<'a>(scope: &Scope<'a>, level: Level) -> impl Iterator<Item = &'a Region> {
    let (regions, day) = (&scope.model().regions, scope.release.date);
    regions.of_level(level).filter(move |region| regions.is_valid(region, day))
}

/// What a table of regions has beside names and values.
#[expect(clippy::struct_excessive_bools, reason = "four columns of a table, each there or not")]
struct Shape {
    rank: bool,
    country: bool,
    interval: bool,
    period: bool,
}

impl Shape {
    fn of(standings: &Standings, rows: &[Placed]) -> Self {
        let any = |holds: &dyn Fn(&Standing) -> bool| rows.iter().any(|(_, standing)| standing.is_some_and(holds));
        Self {
            rank: standings.ranked > 0,
            country: any(&|standing| standing.country.is_some()),
            interval: any(&|standing| standing.interval.is_some()),
            period: standings.period.is_none(),
        }
    }
}

/// Values by region: comparable regions with the country among them, collaboration areas, others.
pub fn by_region(scope: &Scope, indicator: &Indicator, standings: &Standings, id: &str) -> FigureTable {
    let ranked = comparable(scope, standings);
    let areas = ordered(scope, valid_of_level(scope, Level::CollaborationArea).collect(), standings);
    let others = ordered(scope, others(scope, standings), standings);
    let all: Vec<Placed> = ranked.iter().chain(&areas).chain(&others).copied().collect();
    let mut rows = Regions::new(scope, indicator, standings, &all);
    let mut groups = vec![Group::plain(rows.with_country(&ranked))];
    for (key, placed) in [("level.collaboration-areas", areas), ("level.others", others)] {
        if !placed.is_empty() {
            let mut html = String::new();
            for placed in placed {
                rows.write(&mut html, placed, false);
            }
            groups.push(Group::word(scope, key, Rows::Written(html)));
        }
    }
    rows.table(id, groups)
}

/// Values of some regions in the order given.
pub fn of_regions(scope: &Scope, indicator: &Indicator, standings: &Standings, placed: &[Placed], id: &str) -> FigureTable {
    let mut rows = Regions::new(scope, indicator, standings, placed);
    let groups = vec![Group::plain(rows.with_country(placed))];
    FigureTable { tools: false, ..rows.table(id, groups) }
}

/// Regions with rows that are neither compared nor of a level with a group of its own: joint authorities, ended areas.
fn others<'a>(scope: &Scope<'a>, standings: &Standings) -> Vec<&'a Region> {
    let regions = &scope.model().regions;
    let (country, day) = (regions.country().map(|country| &country.code), scope.release.date);
    let listed = |region: &Region| matches!(region.level, Level::County | Level::CollaborationArea) && regions.is_valid(region, day);
    standings.iter().filter_map(|(code, _)| regions.get(code)).filter(|region| !listed(region) && country != Some(&region.code)).collect()
}

/// The rows of a table of regions while it is made.
struct Regions<'a, 'r> {
    scope: &'a Scope<'r>,
    indicator: &'a Indicator,
    standings: &'a Standings,
    measure: Measure<'r>,
    remarks: Remarks,
    shape: Shape,
    /// The cell of each verdict, in the order of keys.
    verdicts: [String; 6],
}

impl<'a, 'r> Regions<'a, 'r> {
    fn new(scope: &'a Scope<'r>, indicator: &'a Indicator, standings: &'a Standings, rows: &[Placed]) -> Self {
        let remarks = Remarks::of(rows.iter().filter_map(|(_, standing)| standing.and_then(|standing| standing.given.as_ref())));
        Self {
            scope,
            indicator,
            standings,
            measure: Measure::new(scope, indicator),
            remarks,
            shape: Shape::of(standings, rows),
            verdicts: judgement::cells(scope),
        }
    }

    /// Rows with that of the country where its value belongs: before the first that is worse; first where there is no order.
    fn with_country(&mut self, placed: &[Placed]) -> Rows {
        let country = self.scope.model().regions.country();
        let bench = country.map(|region| (region, self.standings.of(&region.code)));
        let placed: Vec<&Placed> = placed.iter().filter(|(region, _)| country.is_none_or(|country| country.code != region.code)).collect();
        let at = bench.and_then(|(_, standing)| standing?.value()).filter(|_| self.shape.rank).map_or(0, |value| {
            let is_worse = |other: f64| if self.indicator.polarity == crate::model::indicator::Polarity::LowerIsBetter { other > value } else { other < value };
            placed.iter().position(|(_, standing)| standing.and_then(Standing::value).is_none_or(is_worse)).unwrap_or(placed.len())
        });
        let mut html = String::with_capacity((placed.len() + 1) * 320);
        let mut place = 0;
        for (nth, placed) in placed.into_iter().enumerate() {
            self.write(&mut html, *placed, false);
            if nth < at {
                place = html.len();
            }
        }
        if let Some(bench) = bench {
            let mut row = String::new();
            self.write(&mut row, bench, true);
            html.insert_str(place, &row);
        }
        Rows::Written(html)
    }

    fn write(&mut self, out: &mut String, (region, standing): Placed, is_bench: bool) {
        let scope = self.scope;
        let name = scope.plain_text(&region.short_name);
        let given = standing.and_then(|standing| standing.given.as_ref());
        out.push_str(if is_bench { "<tr class=\"is-bench\">" } else { "<tr>" });
        rows::write_head(out, &Cell::link(&scope.thing(&Reference::new(Kind::Region, region.code.clone()))).key(name.clone()));
        if self.shape.rank {
            let rank = standing.and_then(|standing| standing.rank).map(|rank| scope.words.integer(rank));
            rows::write_cell(out, &Cell::of(rank.unwrap_or_default()), true);
        }
        rows::write_cell(out, &self.value(given, standing.and_then(|standing| standing.newer.as_ref()), &name), true);
        if self.shape.country {
            self.write_comparison(out, standing.and_then(|standing| standing.country), is_bench);
        }
        if self.shape.interval {
            let interval = standing.and_then(|standing| standing.interval);
            for bound in [interval.map(|interval| interval.lower), interval.map(|interval| interval.upper)] {
                self.measure.write_cell(out, bound);
            }
        }
        if self.shape.period {
            let period = given.map_or_else(Cell::default, |given| Cell::of(escape(&scope.words.period(given.period))).key(given.period.to_string()));
            rows::write_cell(out, &period, false);
        }
        out.push_str(rows::END_OF_ROW);
    }

    /// The value, and a later one under it where there is one.
    fn value(&mut self, given: Option<&Given>, newer: Option<&Given>, name: &str) -> Cell {
        let mut cell = self.remarks.cell(self.scope, &self.measure, given, name);
        if let Some((newer, value)) = newer.and_then(|newer| Some((newer, newer.value?))) {
            let fill = [("period", self.scope.words.period(newer.period)), ("value", self.measure.number(value))];
            let fill: Vec<(&str, String)> = fill.iter().map(|(name, text)| (*name, escape(text))).collect();
            let fill: Vec<(&str, &str)> = fill.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let newer = self.scope.sentence("value.newer", &fill);
            cell.html.extend(["<small class=\"sub\">", &newer, "</small>"]);
        }
        cell
    }

    /// The verdict and the difference.
    fn write_comparison(&self, out: &mut String, comparison: Option<Comparison>, is_bench: bool) {
        match comparison {
            Some(Comparison { verdict, .. }) => out.push_str(&self.verdicts[judgement::place(verdict)]),
            None if is_bench => rows::write_cell(out, &Cell::default(), false),
            None => rows::write_cell(out, &Cell::void(self.scope, "verdict.not-compared"), false),
        }
        self.measure.write_difference(out, comparison.map(|comparison| comparison.difference));
    }

    fn columns(&self) -> Vec<Column> {
        let scope = self.scope;
        let mut columns = vec![Column::word(scope, "column.region")];
        if self.shape.rank {
            columns.push(Column::word(scope, "column.rank").number());
        }
        columns.push(Column::new(self.measure.head("column.value")).number());
        if self.shape.country {
            columns.extend([Column::word(scope, "column.to-country"), Column::new(self.measure.difference_head("column.difference")).number()]);
        }
        if self.shape.interval {
            columns.extend([Column::word(scope, "column.lower").number(), Column::word(scope, "column.upper").number()]);
        }
        if self.shape.period {
            columns.push(Column::word(scope, "column.period"));
        }
        columns
    }

    fn table(self, id: &str, groups: Vec<Group>) -> FigureTable {
        let scope = self.scope;
        let finding = finding::counts(scope, self.standings).unwrap_or_else(|| scope.word("table.by-region"));
        FigureTable {
            id: id.to_owned(),
            caption: escape(&finding),
            note: note(scope, self.indicator, &self.measure, self.shape.interval, self.standings.period, &self.remarks),
            tools: true,
            always: false,
            columns: self.columns(),
            groups,
            remarks: self.remarks.lines(scope),
        }
    }
}

/// What a table shows, under its finding: name, unit, interval, period, what holds for all values.
fn note(scope: &Scope, indicator: &Indicator, measure: &Measure, has_interval: bool, period: Option<Period>, remarks: &Remarks) -> String {
    let mut what = vec![scope.plain_text(&indicator.name), measure.name.to_owned()];
    what.extend(has_interval.then(|| scope.word("value.interval")));
    what.extend(period.map(|period| scope.words.period(period)));
    let sentences = [Some(format!("{}.", what.join(", "))), remarks.common(scope), source::made_up(scope, indicator)];
    escape(&sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// A series with the name of its region.
#[derive(Clone)]
pub struct Series<'a> {
    /// The region.
    pub region: &'a Region,
    /// Its rows, oldest first.
    pub rows: Vec<Observation<'a>>,
}

impl<'a> Series<'a> {
    /// What the source says of a period.
    pub fn at(&self, period: Period) -> Option<&Observation<'a>> {
        self.rows.iter().find(|row| row.period == period)
    }
}

/// Values over time: a row for each period, newest first, a column for each region.
pub fn by_period(scope: &Scope, indicator: &Indicator, series: &[Series], periods: &[Period], id: &str, caption: &str) -> FigureTable {
    let measure = Measure::new(scope, indicator);
    let given: Vec<Given> = series.iter().flat_map(|series| &series.rows).map(Given::of).collect();
    let mut remarks = Remarks::of(given.iter());
    let names: Vec<String> = series.iter().map(|series| scope.plain_text(&series.region.short_name)).collect();
    let mut columns = vec![Column::word(scope, "column.period")];
    columns.extend(series.iter().map(|series| Column::new(scope.label(&series.region.short_name)).number()));
    let mut html = String::with_capacity(periods.len() * (40 + series.len() * 32));
    for period in periods.iter().rev() {
        let when = scope.words.period(*period);
        html.push_str("<tr>");
        rows::write_head(&mut html, &Cell::of(escape(&when)).key(period.to_string()));
        for (series, name) in series.iter().zip(&names) {
            let given = series.at(*period).map(Given::of);
            remarks.write_quiet(&mut html, scope, &measure, given.as_ref(), format_args!("{name} {when}"));
        }
        html.push_str(rows::END_OF_ROW);
    }
    FigureTable {
        id: id.to_owned(),
        caption: escape(caption),
        note: note(scope, indicator, &measure, false, None, &remarks),
        tools: false,
        always: false,
        columns,
        groups: vec![Group::plain(Rows::Written(html))],
        remarks: remarks.lines(scope),
    }
}

/// Values over time of many regions: a row for each region, a column for each period, newest first.
pub fn whole(scope: &Scope, indicator: &Indicator, series: &[Series], periods: &[Period], id: &str) -> FigureTable {
    let measure = Measure::new(scope, indicator);
    let given: Vec<Given> = series.iter().flat_map(|series| &series.rows).map(Given::of).collect();
    let mut remarks = Remarks::of(given.iter());
    let mut columns = vec![Column::word(scope, "column.region")];
    let whens: Vec<String> = periods.iter().map(|period| scope.words.period(*period)).collect();
    columns.extend(whens.iter().rev().map(|when| Column::new(escape(when)).number()));
    let mut html = String::with_capacity(series.len() * (100 + periods.len() * 32));
    for series in series {
        let name = scope.plain_text(&series.region.short_name);
        html.push_str("<tr>");
        rows::write_head(&mut html, &Cell::link(&scope.thing(&Reference::new(Kind::Region, series.region.code.clone()))).key(name.clone()));
        for (period, when) in periods.iter().zip(&whens).rev() {
            let given = series.at(*period).map(Given::of);
            remarks.write_quiet(&mut html, scope, &measure, given.as_ref(), format_args!("{name} {when}"));
        }
        html.push_str(rows::END_OF_ROW);
    }
    FigureTable {
        id: id.to_owned(),
        caption: escape(scope.words.get("table.whole")),
        note: note(scope, indicator, &measure, false, None, &remarks),
        tools: true,
        always: true,
        columns,
        groups: vec![Group::plain(Rows::Written(html))],
        remarks: remarks.lines(scope),
    }
}
