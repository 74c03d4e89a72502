//! What the free comparison reads: the choices in one file, the values in several, in the reader's language.
//!
//! Every number comes as it is written on the pages, and beside it as a number for the verdicts,
//! which the script works out by the same rules as [`statistics`](crate::statistics).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::region::Level;
use crate::model::{Id, Indicator, ObservationStatus, Region};
use crate::plan::route::Place;
use crate::plan::shards;
use crate::render::figures::remarks::{missing_word, status_word};
use crate::render::figures::{Measure, judgement, source, table};
use crate::render::scope::Scope;
use crate::statistics::Standing;

/// What can be chosen.
#[derive(Serialize)]
struct Choices {
    /// What the script says.
    words: BTreeMap<&'static str, String>,
    regions: Vec<RegionChoice>,
    groups: Vec<GroupChoice>,
    areas: Vec<AreaChoice>,
    indicators: Vec<IndicatorChoice>,
}

/// A region that can be chosen.
#[derive(Serialize)]
struct RegionChoice {
    code: Id,
    name: String,
    /// `county`, `collaboration-area` or `country`: only counties have ranks.
    level: &'static str,
    /// The collaboration area it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<Id>,
    slug: Id,
    href: Option<String>,
}

/// A group of peers that can be chosen.
#[derive(Serialize)]
struct GroupChoice {
    id: Id,
    name: String,
    regions: Vec<Id>,
}

/// An area whose indicators can be chosen.
#[derive(Serialize)]
struct AreaChoice {
    id: Id,
    name: String,
}

/// An indicator that can be chosen.
#[derive(Serialize)]
struct IndicatorChoice {
    id: Id,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<Id>,
    unit: String,
    decimals: u8,
    polarity: crate::model::indicator::Polarity,
    /// Where its values are: `values-<file>.json`.
    file: usize,
    href: Option<String>,
    source: String,
    /// Whether its values are made up.
    illustrative: bool,
}

/// All that can be chosen, in the page's language.
pub fn choices(scope: &Scope) -> Vec<u8> {
    let model = scope.model();
    let groups =
        model.regions.groups.iter().map(|group| GroupChoice { id: group.id.clone(), name: scope.plain_text(&group.name), regions: group.regions.clone() });
    let areas = model.areas().iter().map(|area| AreaChoice { id: area.id.clone(), name: scope.plain_text(&area.name) });
    let mut indicators: Vec<IndicatorChoice> = shards(model)
        .enumerate()
        .flat_map(|(file, of_file)| of_file.into_iter().map(move |indicator| (file + 1, indicator)))
        .map(|(file, indicator)| indicator_choice(scope, file, indicator))
        .collect();
    scope.sort_by_name(&mut indicators, |indicator| indicator.name.clone());
    compact(&Choices { words: words(scope), regions: regions(scope), groups: groups.collect(), areas: areas.collect(), indicators })
}

/// What the script says.
const SAID: [&str; 22] = [
    "regions",
    "groups",
    "all",
    "none",
    "indicators",
    "area",
    "against",
    "median",
    "filter",
    "other",
    "nothing",
    "loading",
    "failed",
    "shown",
    "caption",
    "rank",
    "bench",
    "difference",
    "not-compared",
    "area-note",
    "title",
    "lead",
];

fn words(scope: &Scope) -> BTreeMap<&'static str, String> {
    SAID.into_iter()
        .map(|key| (key, scope.word(&format!("free.{key}"))))
        .chain(
            [("indicator", "column.indicator"), ("region", "column.region"), ("sources", "links.sources"), ("made-up", "source.made-up")]
                .map(|(name, key)| (name, scope.word(key))),
        )
        .collect()
}

fn indicator_choice(scope: &Scope, file: usize, indicator: &Indicator) -> IndicatorChoice {
    IndicatorChoice {
        id: indicator.id.clone(),
        name: scope.plain_text(&indicator.name),
        area: indicator.area.clone().filter(|area| scope.model().area(area).is_some()),
        unit: Measure::new(scope, indicator).name.to_owned(),
        decimals: indicator.decimals,
        polarity: indicator.polarity,
        file,
        href: scope.href(&Place::Indicator(indicator.id.clone())),
        source: source::line(scope, indicator),
        illustrative: indicator.illustrative,
    }
}

/// The regions that can be chosen: comparable ones by name, then collaboration areas, then the country.
fn regions(scope: &Scope) -> Vec<RegionChoice> {
    let known = &scope.model().regions;
    let mut counties: Vec<&Region> = known.comparable(scope.release.date).collect();
    scope.sort_by_name(&mut counties, |region| scope.plain_text(&region.short_name));
    let wider = table::valid_of_level(scope, Level::CollaborationArea).chain(known.country());
    let level = |region: &Region| Level::WORDS.iter().find(|(_, level)| *level == region.level).map_or("", |(word, _)| word);
    let choice = |region: &Region| RegionChoice {
        code: region.code.clone(),
        name: scope.plain_text(&region.short_name),
        level: level(region),
        parent: region.parent.clone().filter(|parent| known.get(parent).is_some_and(|parent| parent.level == Level::CollaborationArea)),
        slug: region.slug.clone(),
        href: scope.href(&Place::Region(region.slug.clone())),
    };
    counties.into_iter().chain(wider).map(choice).collect()
}

/// A region's value.
#[derive(Serialize)]
struct Value {
    /// As it is written, or the word for why there is none.
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<usize>,
    /// The period, as it is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    /// What the source says of a value that is not like others.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    trend: String,
}

/// Where regions stand in one indicator.
#[derive(Serialize)]
struct Values<'a> {
    /// The period of all, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    ranked: usize,
    regions: BTreeMap<&'a Id, Value>,
}

/// The values of one file: indicators by id, regions by code.
pub fn shard(scope: &Scope, file: usize) -> Vec<u8> {
    let chosen = regions(scope);
    let indicators = shards(scope.model()).nth(file).unwrap_or_default();
    let values = indicators.into_iter().filter_map(|indicator| {
        let standings = scope.standings(indicator)?;
        let regions = chosen.iter().filter_map(|region| Some((&region.code, value(scope, indicator, standings.of(&region.code)?)))).collect();
        Some((&indicator.id, Values { period: standings.period.map(|period| scope.words.period(period)), ranked: standings.ranked, regions }))
    });
    compact(&values.collect::<BTreeMap<_, _>>())
}

fn value(scope: &Scope, indicator: &Indicator, standing: &Standing) -> Value {
    let measure = Measure::new(scope, indicator);
    let given = standing.given.as_ref();
    let value = standing.value();
    Value {
        text: value.map_or_else(|| missing_word(scope, given), |value| measure.number(value)),
        value,
        interval: standing.interval.filter(|_| value.is_some()).map(|interval| [interval.lower, interval.upper]),
        rank: standing.rank,
        period: given.map(|given| given.period.to_string()),
        status: given.filter(|given| value.is_some() && given.status != ObservationStatus::A).map(|given| status_word(scope, given.status)),
        trend: judgement::trend_word(scope, standing.trend, indicator.polarity),
    }
}

/// JSON without white space: these files are read by a script alone.
fn compact<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
