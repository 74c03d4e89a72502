//! Charts of indicators that prose asks for, each with the values it shows.

use serde::Serialize;

use super::chart::{self, Drawn};
use super::table::{self, FigureTable, Placed, Series};
use super::{finding, measure::span};
use crate::model::region::Level;
use crate::model::{Id, Indicator, Kind, Observations, Period, Reference, Region};
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::parts::Figure;
use crate::resolve::target::{ChartData, ChartKind, ChartRequest};
use crate::statistics::{self, Standings};

/// What the template shows.
#[derive(Serialize)]
struct Block {
    figure: Figure,
    table: FigureTable,
}

/// A chart of an indicator as a block of HTML under the words that prose gives it; `None` where
/// it is no chart of an indicator with values.
///
/// `id` is unique on the page.
pub fn block(scope: &Scope, request: &ChartRequest, alt: &str, id: &str) -> Option<String> {
    let ChartData::Indicator { indicator, regions, level, period, cell } = &request.data else { return None };
    let indicator = scope.model().indicators.get(indicator)?;
    let data = indicator.data.as_deref()?;
    let wish = Wish { regions, level: *level, period: *period, cell: cell_of(data, cell), id };
    let (drawn, table) = match request.kind {
        ChartKind::Ranking => wish.ranking(scope, indicator)?,
        ChartKind::Trend | ChartKind::Sparkline => wish.trend(scope, indicator, data),
        ChartKind::Stacked | ChartKind::Timeline => return None,
    };
    let svg = match request.kind {
        ChartKind::Sparkline => wish.spark(scope, indicator),
        _ => None,
    };
    let link = anchor(&scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())));
    let mut figure = drawn.figure(&link);
    if !alt.is_empty() {
        figure.title = escape(alt);
    }
    figure.svg = svg.unwrap_or(figure.svg);
    scope.theme().render(scope.language(), "prose-chart.html", &Block { figure, table }).ok()
}

/// The cell of a table in which the named dimensions have codes and all others are total.
fn cell_of(data: &Observations, named: &[(Id, Id)]) -> Vec<Option<Id>> {
    data.dimensions.iter().map(|dimension| named.iter().find(|(name, _)| name == dimension).map(|(_, code)| code.clone())).collect()
}

/// What prose wants to see of an indicator.
struct Wish<'a> {
    regions: &'a [Id],
    level: Option<Level>,
    period: Option<Period>,
    cell: Vec<Option<Id>>,
    id: &'a str,
}

impl Wish<'_> {
    /// The regions that are named, else those of the level, else those that are compared.
    fn regions<'r>(&self, scope: &Scope<'r>) -> Vec<&'r Region> {
        let regions = &scope.model().regions;
        match (self.regions, self.level) {
            ([], Some(level)) => table::valid_of_level(scope, level).collect(),
            ([], None) => regions.comparable(scope.release.date).collect(),
            (named, _) => named.iter().filter_map(|code| regions.get(code)).collect(),
        }
    }

    fn ranking(&self, scope: &Scope, indicator: &Indicator) -> Option<(Drawn, FigureTable)> {
        let is_total = self.cell.iter().all(Option::is_none);
        let own;
        let standings = if is_total && self.period.is_none() {
            scope.standings(indicator)?
        } else {
            let (regions, day) = (&scope.model().regions, scope.release.date);
            let period = self.period.or_else(|| statistics::latest(indicator, regions, day));
            own = Standings::at(indicator, regions, day, period, &self.cell)?;
            &own
        };
        let placed: Vec<Placed> = table::ordered(scope, self.regions(scope), standings);
        let drawn = chart::ranking(scope, indicator, standings, &placed, self.id);
        Some((drawn, table::of_regions(scope, indicator, standings, &placed, &self.table_id())))
    }

    /// The country and the regions named; without names all that are compared, behind the country.
    fn trend(&self, scope: &Scope, indicator: &Indicator, data: &Observations) -> (Drawn, FigureTable) {
        let regions = &scope.model().regions;
        let of = |region| Series { region, rows: statistics::series(data, regions, region, &self.cell) };
        let named: Vec<Series> = self.regions(scope).into_iter().map(of).collect();
        let country: Vec<Series> = regions.country().map(of).into_iter().collect();
        let (chosen, context) = if self.regions.is_empty() { (country, named) } else { (named, Vec::new()) };
        let drawn = chart::trend(scope, indicator, &chosen, &context, self.id);
        let all: Vec<Series> = chosen.into_iter().chain(context).collect();
        let mut periods: Vec<Period> = all.iter().flat_map(|series| &series.rows).map(|row| row.period).collect();
        periods.sort_unstable();
        periods.dedup();
        let caption = match (periods.first(), periods.last()) {
            (Some(first), Some(last)) => span(scope.words, *first, *last),
            _ => finding::period_span(scope, &periods),
        };
        let table = if all.len() > MOST_COLUMNS {
            table::whole(scope, indicator, &all, &periods, &self.table_id())
        } else {
            table::by_period(scope, indicator, &all, &periods, &self.table_id(), &caption)
        };
        (drawn, FigureTable { tools: false, always: true, ..table })
    }

    /// The small line of the first region named, else of the country.
    fn spark(&self, scope: &Scope, indicator: &Indicator) -> Option<String> {
        let regions = &scope.model().regions;
        let region = self.regions.first().and_then(|code| regions.get(code)).or(regions.country())?;
        Some(chart::spark(scope, indicator, region))
    }

    fn table_id(&self) -> String {
        format!("{}-values", self.id)
    }
}

/// Series that stand beside each other in a table; more stand below each other.
const MOST_COLUMNS: usize = 7;
