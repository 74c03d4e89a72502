//! What there is to see in values, as sentences: the titles of tables and charts.

use super::Measure;
use super::judgement::{self, ORDER};
use super::measure::{in_period, listed, span};
use super::remarks::missing_word;
use super::table::Series;
use crate::model::indicator::Polarity;
use crate::model::{Observation, ObservationStatus, Region};
use crate::render::scope::{Scope, escape};
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

/// Who is first and who is last of some regions; `None` where there is no value.
///
/// Without a full stop.
pub fn extremes(scope: &Scope, measure: &Measure, rows: &[(&Region, Option<&Standing>)]) -> Option<String> {
    let mut given: Vec<(f64, &Region)> = rows.iter().filter_map(|(region, standing)| Some((standing.as_ref()?.value()?, *region))).collect();
    given.sort_by(|a, b| a.0.total_cmp(&b.0));
    if measure.polarity != Polarity::LowerIsBetter {
        given.reverse();
    }
    let ((first, only), (last, _)) = (given.first()?, given.last()?);
    if given.len() < 2 {
        let fill = [scope.plain_text(&only.short_name), measure.text(*first)];
        return Some(scope.words.say("extremes.single", &[("name", &fill[0]), ("value", &fill[1])]));
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

/// From what to what the value of a region has gone since the last break of its series, beside that of the country.
///
/// Without a full stop.
pub fn beside(scope: &Scope, measure: &Measure, own: &Series, country: Option<&Series>) -> Option<String> {
    let since = own.rows.iter().rposition(|row| row.status == ObservationStatus::B).unwrap_or(0);
    let given: Vec<(&Observation, f64)> = own.rows[since..].iter().filter_map(|row| Some((row, row.value?))).collect();
    let ((first, first_value), (last, last_value)) = (given.first()?, given.last()?);
    let bench = country.and_then(|country| country.at(last.period)?.value);
    let mut fill = vec![
        ("name", scope.plain_text(&own.region.short_name)),
        ("first", measure.text(*first_value)),
        ("in-first", in_period(scope.words, first.period)),
        ("last", measure.text(*last_value)),
        ("in-last", in_period(scope.words, last.period)),
    ];
    fill.extend(bench.map(|bench| ("country", measure.text(bench))));
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let key = match (given.len(), bench) {
        (1, Some(_)) => "beside.single",
        (1, None) => "beside.single-alone",
        (_, Some(_)) => "beside.both",
        (_, None) => "beside.alone",
    };
    Some(scope.words.say(key, &fill))
}

/// From when until when there are values, in words.
pub fn period_span(scope: &Scope, periods: &[crate::model::Period]) -> String {
    match periods {
        [] => String::new(),
        [first, .., last] => span(scope.words, *first, *last),
        [only] => scope.words.period(*only),
    }
}

/// How many regions have no value, and how often for which reason; `None` where all have one.
///
/// Without a full stop.
pub fn missing(scope: &Scope, rows: &[(&Region, Option<&Standing>)]) -> Option<String> {
    let without = rows.iter().filter(|(_, standing)| standing.and_then(Standing::value).is_none());
    let words: Vec<String> = without.map(|(_, standing)| missing_word(scope, standing.and_then(|standing| standing.given.as_ref()))).collect();
    let mut reasons: Vec<&String> = words.iter().collect();
    reasons.sort();
    reasons.dedup();
    let told: Vec<String> =
        reasons.into_iter().map(|reason| format!("{reason} {}", scope.words.integer(words.iter().filter(|word| *word == reason).count()))).collect();
    (!told.is_empty()).then(|| scope.words.count("extremes.missing", words.len()).replace("{reasons}", &told.join(", ")))
}

/// In how many regions values rise, fall, do neither, and in how many that cannot be calculated; `None` without regions.
///
/// Without a full stop.
pub fn directions(scope: &Scope, polarity: Polarity, trends: impl Iterator<Item = Trend>) -> Option<String> {
    let keys: Vec<&str> = trends.map(|trend| judgement::trend_name(trend, polarity)).collect();
    let mut told = Vec::new();
    for key in ["rising-better", "falling-better", "rising-worse", "falling-worse", "rising", "falling", "none", "too-short"] {
        let count = keys.iter().filter(|other| **other == key).count();
        if count > 0 {
            told.push(scope.words.count(&format!("directions.{key}"), count));
        }
    }
    let sentence = listed(scope.words, &told);
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}

/// Which periods the values of several indicators are of; `None` without any.
pub fn period_note(scope: &Scope, periods: impl Iterator<Item = crate::model::Period>) -> Option<String> {
    let mut periods: Vec<crate::model::Period> = periods.collect();
    periods.sort_unstable();
    let (first, last) = (periods.first()?, periods.last()?);
    Some(escape(&scope.words.say("summary.periods", &[("span", &span(scope.words, *first, *last))])))
}

/// In which group the value of the country is largest and in which smallest; `None` where there are no two.
///
/// Without a full stop.
pub fn gap<'a>(scope: &Scope, measure: &Measure, groups: impl Iterator<Item = (&'a str, &'a Standings)>) -> Option<String> {
    let country = scope.model().regions.country()?;
    let mut given: Vec<(&str, f64)> = groups.filter_map(|(name, standings)| Some((name, standings.of(&country.code)?.value()?))).collect();
    given.sort_by(|a, b| b.1.total_cmp(&a.1));
    let ((high_name, high), (low_name, low)) = (*given.first()?, *given.last()?);
    if given.len() < 2 {
        return None;
    }
    let fill = [measure.text(high), measure.text(low)];
    if fill[0] == fill[1] {
        return Some(scope.words.say("gap.equal", &[("value", &fill[0])]));
    }
    Some(scope.words.say("gap.in-country", &[("high-name", high_name), ("high", &fill[0]), ("low-name", low_name), ("low", &fill[1])]))
}
