//! Values by region: the table, how regions are compared, and the ranking after it.

use std::sync::Arc;

use serde::Serialize;

use super::downloads;
use crate::model::Indicator;
use crate::model::indicator::Polarity;
use crate::render::figures::maps::{self, Setting};
use crate::render::figures::table::{self, FigureTable};
use crate::render::figures::{chart, judgement};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::Figure;
use crate::statistics::Standings;

/// Values by region.
#[derive(Serialize)]
pub struct RegionsView {
    title: String,
    table: FigureTable,
    /// How regions are compared, each a sentence or two, as HTML.
    method: Vec<String>,
    figure: Figure,
    /// Regions as tiles, and as land where the site has a map.
    maps: Vec<Figure>,
}

/// Values by region in the newest period.
pub fn regions(scope: &Scope, indicator: &Indicator, standings: &Standings) -> RegionsView {
    let title = match standings.period {
        Some(period) => scope.words.say("indicator.section.regions-in", &[("period", &scope.words.period(period))]),
        None => scope.word("indicator.section.regions"),
    };
    let drawn = ranking(scope, indicator, standings);
    RegionsView {
        title,
        table: table::by_region(scope, indicator, standings, "by-region").held(scope),
        method: method(scope, indicator, standings),
        figure: drawn.figure(&downloads::chart_links(scope, indicator, "ranking")).held(scope),
        maps: ["tile-map", "map"].into_iter().filter_map(|name| map_figure(scope, indicator, name)).collect(),
    }
}

/// Regions in the order of their values.
pub fn ranking(scope: &Scope, indicator: &Indicator, standings: &Standings) -> Arc<chart::Drawn> {
    scope.chart("ranking", || chart::ranking(scope, indicator, standings, &table::comparable(scope, standings), "ranking"))
}

/// A map of an indicator by the name of its file; `None` where regions have no tiles or the site has no map.
pub fn map(scope: &Scope, indicator: &Indicator, name: &str, has_links: bool) -> Option<chart::Drawn> {
    let standings = scope.standings(indicator)?;
    let (placed, setting) = (table::comparable(scope, standings), Setting { id: name, has_links });
    match name {
        "map" => maps::map(scope, indicator, standings, &placed, setting),
        _ => maps::tile_map(scope, indicator, standings, &placed, setting),
    }
}

fn map_figure(scope: &Scope, indicator: &Indicator, name: &str) -> Option<Figure> {
    Some(map(scope, indicator, name, true)?.figure(&downloads::chart_links(scope, indicator, name)).held(scope))
}

/// How the regions of an indicator are compared and ranked.
fn method(scope: &Scope, indicator: &Indicator, standings: &Standings) -> Vec<String> {
    if standings.iter().all(|(_, standing)| standing.value().is_none()) {
        return vec![escape(scope.words.get("method.no-values"))];
    }
    let is_compared = standings.iter().any(|(_, standing)| standing.country.is_some());
    let mut sentences = vec![if is_compared { judgement::method(scope, indicator) } else { scope.word("method.no-country") }];
    if standings.ranked > 0 {
        let key = if indicator.polarity == Polarity::None { "method.ranks-unjudged" } else { "method.ranks" };
        sentences.push(scope.words.say(key, &[("n", &scope.words.integer(standings.ranked))]));
    }
    sentences.push(scope.word(if standings.period.is_some() { "method.one-period" } else { "method.own-period" }));
    sentences.iter().map(|sentence| escape(sentence)).collect()
}
