//! The newest value of the country, finished by a sentence.

use serde::Serialize;

use crate::model::indicator::Polarity;
use crate::model::{Indicator, ObservationStatus, Region};
use crate::render::figures::measure::in_period;
use crate::render::figures::remarks::{missing_word, status_word};
use crate::render::figures::{Measure, finding};
use crate::render::scope::{Scope, escape};
use crate::statistics::{Given, Standing, Standings};

/// The one figure of a page.
#[derive(Serialize)]
pub struct Headline {
    /// The value, as HTML; `None` where the country has none.
    number: Option<String>,
    /// What finishes it, as HTML.
    text: String,
}

/// The newest value of the country in an indicator.
pub fn headline(scope: &Scope, indicator: &Indicator, standings: &Standings) -> Headline {
    let measure = Measure::new(scope, indicator);
    let country = scope.model().regions.country();
    let given = country.and_then(|country| standings.of(&country.code)).and_then(|standing| standing.given.as_ref());
    let mut sentences = Vec::new();
    let number = given.and_then(|given| given.value);
    match (given, number) {
        (Some(given), Some(_)) => {
            sentences.push(in_country(scope, &measure, given));
            sentences.extend(country.and_then(|country| before(scope, indicator, &measure, country, given)));
        }
        (Some(given), None) => {
            let fill = [("period", in_period(scope.words, given.period)), ("word", missing_word(scope, Some(given)))];
            sentences.push(scope.words.say("indicator.figure.missing", &[("period", &fill[0].1), ("word", &fill[1].1)]));
            sentences.extend(range(scope, &measure, standings));
        }
        (None, _) => {
            sentences.push(scope.word("indicator.figure.not-given"));
            sentences.extend(range(scope, &measure, standings));
        }
    }
    sentences.extend(direction(scope, measure.polarity));
    sentences.extend(finding::counts(scope, standings).map(|counts| format!("{counts}.")));
    Headline { number: number.map(|number| measure.large(number)), text: escape(&sentences.join(" ")) }
}

/// `koko maassa vuonna 2023, ennakkotieto.`
fn in_country(scope: &Scope, measure: &Measure, given: &Given) -> String {
    let period = in_period(scope.words, given.period);
    let sentence = match given.status {
        ObservationStatus::A | ObservationStatus::B => scope.words.say("indicator.figure.country", &[("period", &period)]),
        status => scope.words.say("indicator.figure.country-status", &[("period", &period), ("status", &status_word(scope, status))]),
    };
    // A unit without a sign is not beside the number, so it begins the sentence.
    if measure.symbol.is_none() { format!("{} {sentence}", measure.name) } else { sentence }
}

/// The value before it, where the two can be compared.
fn before(scope: &Scope, indicator: &Indicator, measure: &Measure, country: &Region, given: &Given) -> Option<String> {
    if given.status == ObservationStatus::B {
        return Some(scope.word("indicator.figure.before-break"));
    }
    let before = indicator.data.as_ref()?.totals(&country.code).filter(|row| row.period < given.period && row.value.is_some()).last()?;
    let fill = [measure.text(before.value?), in_period(scope.words, before.period)];
    Some(scope.words.say("indicator.figure.before", &[("value", &fill[0]), ("period", &fill[1])]))
}

/// From where to where the values of regions reach, where the country has none and more than one is told.
fn range(scope: &Scope, measure: &Measure, standings: &Standings) -> Option<String> {
    let values: Vec<f64> = standings.iter().filter_map(|(_, standing)| Standing::value(standing)).collect();
    let low = values.iter().copied().min_by(f64::total_cmp)?;
    let high = values.iter().copied().max_by(f64::total_cmp)?;
    let fill = [measure.text(low), measure.text(high)];
    (fill[0] != fill[1]).then(|| scope.words.say("indicator.figure.range", &[("low", &fill[0]), ("high", &fill[1])]))
}

fn direction(scope: &Scope, polarity: Polarity) -> Option<String> {
    match polarity {
        Polarity::HigherIsBetter => Some(scope.word("indicator.figure.higher-is-better")),
        Polarity::LowerIsBetter => Some(scope.word("indicator.figure.lower-is-better")),
        Polarity::None => None,
    }
}
