//! A small trend for each region, all on one scale, with the country in each.

use super::Measure;
use super::chart::{Drawn, axis_periods, described, line, source_line, span_of};
use super::measure::listed;
use super::table::Series;
use crate::model::indicator::Polarity;
use crate::model::{Indicator, Period};
use crate::render::chart::{self, Alternative, LineRole, Panel, SmallMultiplesView};
use crate::render::scope::Scope;
use crate::statistics::Trend;

/// Small trends of regions in the order given, each with which way it goes; there is at least one.
pub fn small_multiples(scope: &Scope, indicator: &Indicator, country: Option<&Series>, regions: &[Series], trends: &[Trend], id: &str) -> Drawn {
    let measure = Measure::new(scope, indicator);
    let periods: Vec<Period> = axis_periods(regions.iter().chain(country).flat_map(|series| &series.rows));
    let drawn = |series: &Series| line(scope, &measure, series, LineRole::Context, &periods);
    let panels = regions.iter().map(drawn).map(|line| Panel { name: line.name, end: line.end, points: line.points }).collect();
    let bench = country.map(drawn);
    let name = scope.plain_text(&indicator.name);
    let what = scope.words.say("drawn.about-trend", &[("name", &name), ("unit", measure.name), ("period", &span_of(scope, &periods))]);
    let title = directions(scope, indicator, trends).unwrap_or_else(|| name.clone());
    let explained = scope.words.get(if bench.is_some() { "multiples.about" } else { "multiples.about-alone" });
    let view = SmallMultiplesView {
        alternative: Alternative { id: id.to_owned(), title: what.clone(), description: described(scope, indicator, &[Some(title.clone())]) },
        periods: periods.iter().map(|period| scope.words.period(*period)).collect(),
        panels,
        reference: bench.as_ref().map(|line| format!("{} {}", line.name, line.end)).unwrap_or_default(),
        country: bench.map(|line| line.points).unwrap_or_default(),
        empty: scope.word("drawn.empty"),
    };
    let start = view.axis_start().map(|start| measure.text(start));
    Drawn {
        title,
        about: format!("{what} {explained}"),
        source: source_line(scope, indicator, start),
        key: Vec::new(),
        svg: chart::small_multiples(&view, &measure.tick()),
    }
}

/// In how many regions the value goes which way; `None` where no direction can be told of any.
///
/// Without a full stop.
fn directions(scope: &Scope, indicator: &Indicator, trends: &[Trend]) -> Option<String> {
    let (up, down) = match indicator.polarity {
        Polarity::None => ("rising", "falling"),
        Polarity::HigherIsBetter => ("rising-better", "falling-worse"),
        Polarity::LowerIsBetter => ("rising-worse", "falling-better"),
    };
    let key = |trend: &Trend| match trend {
        Trend::Rising { .. } => Some(up),
        Trend::Falling { .. } => Some(down),
        Trend::None { .. } => Some("none"),
        Trend::TooShort { .. } => None,
    };
    let told = [up, down, "none"].into_iter().filter_map(|way| {
        let count = trends.iter().filter(|trend| key(trend) == Some(way)).count();
        let regions = scope.words.count("multiples.regions", count);
        (count > 0).then(|| scope.words.say(&format!("multiples.{way}"), &[("regions", &regions)]))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| scope.words.say("multiples.title", &[("directions", &listed(scope.words, &told))]))
}
