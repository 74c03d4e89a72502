//! What there is to see in values, as sentences: the titles of tables and charts.

use super::Measure;
use super::judgement::ORDER;
use super::measure::{in_period, listed, span};
use crate::model::indicator::Polarity;
use crate::model::{Observation, ObservationStatus, Region};
use crate::render::scope::Scope;
use crate::statistics::{Standing, Standings, Trend, Verdict};

/// The order in which counts are told.
const TOLD: [Verdict; 6] = [Verdict::Better, Verdict::Worse, Verdict::Higher, Verdict::Lower, Verdict::Similar, Verdict::Equal];

/// How many of the comparable regions stand how to the country; `None` where none is compared.
///
/// Without a full stop.
pub fn counts(scope: &Scope, standings: &Standings) -> Option<String> {
    let regions = scope.model().regions.comparable(scope.release.date);
    let verdicts: Vec<Verdict> = regions.filter_map(|region| standings.of(&region.code)?.country).map(|comparison| comparison.verdict).collect();
    let mut told = Vec::new();
    for verdict in TOLD {
        let count = verdicts.iter().filter(|other| **other == verdict).count();
        if count > 0 {
            let place = if told.is_empty() { "first" } else { "next" };
            told.push(scope.words.count(&format!("counts.{place}.{}", verdict.word()), count));
        }
    }
    (!told.is_empty()).then(|| listed(scope.words, &told))
}

/// How many regions stand how, in the order of keys.
pub fn tally<'s>(comparisons: impl Iterator<Item = Verdict> + 's) -> Vec<(Verdict, usize)> {
    let verdicts: Vec<Verdict> = comparisons.collect();
    ORDER.into_iter().map(|verdict| (verdict, verdicts.iter().filter(|other| **other == verdict).count())).collect()
}

/// Who is first and who is last of some regions; `None` where there are no two values.
pub fn extremes(scope: &Scope, measure: &Measure, rows: &[(&Region, Option<&Standing>)]) -> Option<String> {
    let mut given: Vec<(f64, &Region)> = rows.iter().filter_map(|(region, standing)| Some((standing.as_ref()?.value()?, *region))).collect();
    given.sort_by(|a, b| a.0.total_cmp(&b.0));
    if measure.polarity != Polarity::LowerIsBetter {
        given.reverse();
    }
    let ((first, _), (last, _)) = (given.first()?, given.last()?);
    if given.len() < 2 {
        return None;
    }
    if measure.number(*first) == measure.number(*last) {
        return Some(scope.words.say("extremes.all-equal", &[("value", &measure.text(*first))]));
    }
    let kind = if measure.polarity == Polarity::None { "unjudged" } else { "judged" };
    let part = |end: &str, value: f64| {
        let names: Vec<String> =
            given.iter().filter(|(other, _)| measure.number(*other) == measure.number(value)).map(|(_, region)| scope.plain_text(&region.short_name)).collect();
        let form = if names.len() == 1 { "one" } else { "other" };
        let names = if names.len() > 3 { scope.words.count("count.regions", names.len()) } else { listed(scope.words, &names) };
        scope.words.say(&format!("extremes.{kind}.{end}.{form}"), &[("names", &names)])
    };
    Some(format!("{}, {}", part("first", *first), part("last", *last)))
}

/// How the value of the country has developed since the last break of its series.
///
/// Without a full stop.
pub fn development(scope: &Scope, measure: &Measure, series: &[Observation], trend: Trend) -> Option<String> {
    let since = series.iter().rposition(|row| row.status == ObservationStatus::B).unwrap_or(0);
    let given: Vec<(&Observation, f64)> = series[since..].iter().filter_map(|row| Some((row, row.value?))).collect();
    let ((first, first_value), (last, last_value)) = (given.first()?, given.last()?);
    let fill = [
        ("first", measure.text(*first_value)),
        ("in-first", in_period(scope.words, first.period)),
        ("last", measure.text(*last_value)),
        ("in-last", in_period(scope.words, last.period)),
    ];
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let key = match (trend, measure.polarity) {
        _ if given.len() == 1 => "single",
        (Trend::TooShort { .. }, _) => "short",
        (Trend::None { .. }, _) => "none",
        (Trend::Rising { .. }, Polarity::None) => "rising",
        (Trend::Rising { .. }, Polarity::HigherIsBetter) => "rising-better",
        (Trend::Rising { .. }, Polarity::LowerIsBetter) => "rising-worse",
        (Trend::Falling { .. }, Polarity::None) => "falling",
        (Trend::Falling { .. }, Polarity::HigherIsBetter) => "falling-worse",
        (Trend::Falling { .. }, Polarity::LowerIsBetter) => "falling-better",
    };
    Some(scope.words.say(&format!("development.{key}"), &fill))
}

/// From when until when there are values, in words.
pub fn period_span(scope: &Scope, periods: &[crate::model::Period]) -> String {
    match periods {
        [] => String::new(),
        [first, .., last] => span(scope.words, *first, *last),
        [only] => scope.words.period(*only),
    }
}
