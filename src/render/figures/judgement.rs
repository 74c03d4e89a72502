//! What comparisons and trends say, as a word with a shape.

use super::rows;
use crate::model::Indicator;
use crate::model::indicator::{IntervalMethod, Polarity};
use crate::render::chart::{Mark, mark};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::Cell;
use crate::statistics::{SHORTEST_TREND, Trend, Verdict};

/// The shape of a verdict.
pub const fn shape(verdict: Verdict) -> Mark {
    match verdict {
        Verdict::Better => Mark::Better,
        Verdict::Worse => Mark::Worse,
        Verdict::Similar => Mark::Same,
        Verdict::Higher => Mark::Higher,
        Verdict::Lower => Mark::Lower,
        Verdict::Equal => Mark::Plain,
    }
}

/// The order of verdicts in keys, counts and sorted tables: best first.
pub const ORDER: [Verdict; 6] = [Verdict::Better, Verdict::Similar, Verdict::Worse, Verdict::Higher, Verdict::Equal, Verdict::Lower];

/// The place of a verdict in that order.
pub fn place(verdict: Verdict) -> usize {
    ORDER.iter().position(|other| *other == verdict).unwrap_or_default()
}

/// Where a verdict stands when a table is sorted by it.
pub fn sort_key(verdict: Verdict) -> String {
    place(verdict).to_string()
}

/// The cell of each verdict in that order, as HTML.
pub fn cells(scope: &Scope) -> [String; 6] {
    ORDER.map(|verdict| {
        let mut out = String::new();
        rows::write_cell(&mut out, &Cell::of(tag(scope, verdict)).key(sort_key(verdict)), false);
        out
    })
}

/// A verdict as its word; the style sheet draws its shape before it.
pub fn tag(scope: &Scope, verdict: Verdict) -> String {
    format!("<span class=\"tag v-{}\">{}</span>", verdict.word(), escape(scope.words.get(key_of(verdict))))
}

/// The word of a verdict in the catalogue.
const fn key_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "verdict.better",
        Verdict::Worse => "verdict.worse",
        Verdict::Similar => "verdict.similar",
        Verdict::Higher => "verdict.higher",
        Verdict::Lower => "verdict.lower",
        Verdict::Equal => "verdict.equal",
    }
}

/// What the shapes mean: those of the verdicts given, each once, as HTML.
pub fn key(scope: &Scope, verdicts: impl Iterator<Item = Verdict> + Clone) -> Vec<String> {
    let used = ORDER.into_iter().filter(|verdict| verdicts.clone().any(|other| other == *verdict));
    used.map(|verdict| marked(verdict, &escape(scope.words.get(&format!("verdict.key.{}", verdict.word()))))).collect()
}

/// The shape of a verdict before words, which are HTML.
pub fn marked(verdict: Verdict, words: &str) -> String {
    format!("<span class=\"shape\">{} {words}</span>", mark(shape(verdict)))
}

/// How an indicator's values are compared with the country, in sentences.
pub fn method(scope: &Scope, indicator: &Indicator) -> String {
    let words = scope.words;
    let interval = match indicator.interval {
        IntervalMethod::None => return words.get("method.bare").to_owned(),
        IntervalMethod::Source => "method.source",
        IntervalMethod::Wilson => "method.wilson",
        IntervalMethod::Byar => "method.byar",
    };
    let judged = if indicator.polarity == Polarity::None { "method.unjudged" } else { "method.judged" };
    format!("{} {}", words.get(judged), words.get(interval))
}

/// A trend as its arrow and word; what cannot be calculated says why.
pub fn trend_tag(scope: &Scope, trend: Trend, polarity: Polarity) -> String {
    let (class, arrow, key) = of_trend(trend, polarity);
    let word = escape(scope.words.get(&format!("trend.{key}")));
    format!("<span class=\"tag is-{class}\"><svg class=\"arrow\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><path d=\"{arrow}\"/></svg> {word}</span>")
}

/// The word of a trend, as text.
pub fn trend_word(scope: &Scope, trend: Trend, polarity: Polarity) -> String {
    scope.word(&format!("trend.{}", of_trend(trend, polarity).2))
}

/// The name of a trend in catalogues: `rising-better`.
pub const fn trend_name(trend: Trend, polarity: Polarity) -> &'static str {
    of_trend(trend, polarity).2
}

/// Class, arrow and word of a trend.
const fn of_trend(trend: Trend, polarity: Polarity) -> (&'static str, &'static str, &'static str) {
    match (trend, polarity) {
        (Trend::Rising { .. }, Polarity::None) => ("higher", UP, "rising"),
        (Trend::Rising { .. }, Polarity::HigherIsBetter) => ("better", UP, "rising-better"),
        (Trend::Rising { .. }, Polarity::LowerIsBetter) => ("worse", UP, "rising-worse"),
        (Trend::Falling { .. }, Polarity::None) => ("lower", DOWN, "falling"),
        (Trend::Falling { .. }, Polarity::HigherIsBetter) => ("worse", DOWN, "falling-worse"),
        (Trend::Falling { .. }, Polarity::LowerIsBetter) => ("better", DOWN, "falling-better"),
        (Trend::None { .. }, _) => ("same", FLAT, "none"),
        (Trend::TooShort { .. }, _) => ("same", NOT, "too-short"),
    }
}

/// What the word of a trend rests on, as text: the probability, or how many values are missing.
pub fn trend_ground(scope: &Scope, trend: Trend) -> String {
    match trend {
        Trend::Rising { p } | Trend::Falling { p } | Trend::None { p } => probability(scope, p),
        Trend::TooShort { values } => {
            let least = scope.words.integer(SHORTEST_TREND);
            scope.words.count("trend.ground.too-short", values).replace("{least}", &least)
        }
    }
}

/// `p = 0,017`, or that it is less than a thousandth.
fn probability(scope: &Scope, p: f64) -> String {
    let key = if p < 0.001 { "trend.ground.tiny" } else { "trend.ground.p" };
    scope.words.say(key, &[("p", &scope.words.number(p.max(0.001), 3))])
}

/// Where a trend stands when a table is sorted by it.
pub const fn trend_key(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising { .. } => "1",
        Trend::None { .. } => "2",
        Trend::Falling { .. } => "3",
        Trend::TooShort { .. } => "",
    }
}

const UP: &str = "M1 9 9 1M3 1h6v6";
const DOWN: &str = "M1 1 9 9M9 3v6H3";
const FLAT: &str = "M0 5h9M6 1.5 9.5 5 6 8.5";
const NOT: &str = "M1 5h2M6 5h2";
