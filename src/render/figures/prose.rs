//! Charts of indicators that prose asks for, each with the values it shows.

use serde::Serialize;

use super::chart::{self, Drawn};
use super::maps::{self, Setting};
use super::table::{self, FigureTable, Placed, Series};
use super::{finding, matrix, measure::span, multiples, profile};
use crate::model::region::Level;
use crate::model::{Id, Indicator, Kind, Observations, Period, Reference, Region};
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::parts::Figure;
use crate::render::view::{collection, collection_chart};
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
    let (indicator, regions, level, period, cell) = match &request.data {
        ChartData::Indicator { indicator, regions, level, period, cell } => (indicator, regions, level, period, cell),
        ChartData::Region(region) => return of_region(scope, region, alt, id),
        ChartData::Collection(collection) => return of_collection(scope, collection, alt, id),
        ChartData::Table { collection, document, table } => return of_table(scope, request.kind, (collection, document, table), alt, id),
    };
    let indicator = scope.model().indicators.get(indicator)?;
    let data = indicator.data.as_deref()?;
    let wish = Wish { regions, level: *level, period: *period, cell: cell_of(data, cell), id };
    let (drawn, table) = match request.kind {
        ChartKind::Ranking | ChartKind::TileMap | ChartKind::Map => wish.of_one_period(scope, indicator, request.kind)?,
        ChartKind::Trend | ChartKind::Sparkline => wish.trend(scope, indicator, data),
        ChartKind::SmallMultiples => wish.small_multiples(scope, indicator, data)?,
        ChartKind::Stacked | ChartKind::Timeline | ChartKind::Profile | ChartKind::Matrix => return None,
    };
    let svg = match request.kind {
        ChartKind::Sparkline => wish.spark(scope, indicator),
        _ => None,
    };
    let link = anchor(&scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())));
    let mut figure = drawn.figure(&link);
    figure.svg = svg.unwrap_or(figure.svg);
    rendered(scope, figure, table, alt)
}

/// A chart with its values under the words that prose gives it.
fn rendered(scope: &Scope, mut figure: Figure, table: FigureTable, alt: &str) -> Option<String> {
    if !alt.is_empty() {
        figure.title = escape(alt);
    }
    scope.theme().render(scope.language(), "prose-chart.html", &Block { figure, table }).ok()
}

fn of_region(scope: &Scope, region: &Id, alt: &str, id: &str) -> Option<String> {
    let region = scope.model().regions.get(region)?;
    let (drawn, table) = (profile::profile(scope, region, id)?, profile::table(scope, region, &format!("{id}-values")));
    let link = anchor(&scope.thing(&Reference::new(Kind::Region, region.code.clone())));
    rendered(scope, drawn.figure(&link), table, alt)
}

/// The states of a collection; where its documents are about several use cases, a chart for each.
fn of_collection(scope: &Scope, collection: &Id, alt: &str, id: &str) -> Option<String> {
    let boards = matrix::boards(scope, scope.model().collections.get(collection)?, id);
    let alt = if boards.len() == 1 { alt } else { "" };
    let blocks: Vec<String> = boards.into_iter().filter_map(|board| rendered(scope, board.drawn.figure(""), board.table, alt)).collect();
    (!blocks.is_empty()).then(|| blocks.concat())
}

/// A chart over a table of a collection's document.
fn of_table(scope: &Scope, kind: ChartKind, (collection, document, table): (&Id, &Id, &str), alt: &str, id: &str) -> Option<String> {
    let collection = scope.model().collections.get(collection)?;
    let document = collection.documents.get(document)?;
    let figure = collection_chart::in_prose(scope, collection, document, (kind, table), id)?;
    let table = collection::field_table(scope, collection, document, table, &format!("{id}-values"))?;
    rendered(scope, figure, table, alt)
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

    fn of_one_period(&self, scope: &Scope, indicator: &Indicator, kind: ChartKind) -> Option<(Drawn, FigureTable)> {
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
        let setting = Setting { id: self.id, has_links: true };
        let drawn = match kind {
            ChartKind::TileMap => maps::tile_map(scope, indicator, standings, &placed, setting)?,
            ChartKind::Map => maps::map(scope, indicator, standings, &placed, setting)?,
            _ => chart::ranking(scope, indicator, standings, &placed, self.id),
        };
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

    /// A small trend for each region that is named, else for each that is compared.
    fn small_multiples(&self, scope: &Scope, indicator: &Indicator, data: &Observations) -> Option<(Drawn, FigureTable)> {
        let regions = &scope.model().regions;
        let of = |region| Series { region, rows: statistics::series(data, regions, region, &self.cell) };
        let country = regions.country();
        let named = self.regions(scope).into_iter().filter(|region| country.is_none_or(|country| country.code != region.code));
        let mut named: Vec<Series> = named.map(of).collect();
        if self.regions.is_empty() {
            scope.sort_by_name(&mut named, |series| scope.plain_text(&series.region.short_name));
        }
        let country = country.map(of);
        (!named.is_empty()).then_some(())?;
        let trends: Vec<_> = named.iter().map(|series| statistics::trend(series.rows.iter().copied())).collect();
        let drawn = multiples::small_multiples(scope, indicator, country.as_ref(), &named, &trends, self.id);
        let all: Vec<Series> = country.into_iter().chain(named).collect();
        let mut periods: Vec<Period> = all.iter().flat_map(|series| &series.rows).map(|row| row.period).collect();
        periods.sort_unstable();
        periods.dedup();
        let table = table::whole(scope, indicator, &all, &periods, &self.table_id());
        Some((drawn, FigureTable { tools: false, ..table }))
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
