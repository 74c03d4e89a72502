//! Values by region: the table, how regions are compared, and the ranking after it.

use serde::Serialize;

use super::downloads;
use crate::model::Indicator;
use crate::model::indicator::Polarity;
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
}

/// Values by region in the newest period.
pub fn regions(scope: &Scope, indicator: &Indicator, standings: &Standings) -> RegionsView {
    let title = match standings.period {
        Some(period) => scope.words.say("indicator.section.regions-in", &[("period", &scope.words.period(period))]),
        None => scope.word("indicator.section.regions"),
    };
    let placed = table::comparable(scope, standings);
    let drawn = chart::ranking(scope, indicator, standings, &placed, "ranking");
    RegionsView {
        title,
        table: table::by_region(scope, indicator, standings, "by-region"),
        method: method(scope, indicator, standings),
        figure: drawn.figure(&downloads::chart_links(scope, indicator, "ranking")),
    }
}

/// How the regions of an indicator are compared and ranked.
fn method(scope: &Scope, indicator: &Indicator, standings: &Standings) -> Vec<String> {
    let is_compared = standings.iter().any(|(_, standing)| standing.country.is_some());
    let mut sentences = vec![if is_compared { judgement::method(scope, indicator) } else { scope.word("method.no-country") }];
    if standings.ranked > 0 {
        let key = if indicator.polarity == Polarity::None { "method.ranks-unjudged" } else { "method.ranks" };
        sentences.push(scope.words.say(key, &[("n", &scope.words.integer(standings.ranked))]));
    }
    sentences.push(scope.word(if standings.period.is_some() { "method.one-period" } else { "method.own-period" }));
    sentences.iter().map(|sentence| escape(sentence)).collect()
}
