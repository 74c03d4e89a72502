//! How the values of one indicator are written: decimals, unit, difference, period.

use super::rows;
use crate::model::indicator::Polarity;
use crate::model::time::Granularity;
use crate::model::{Indicator, Period};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::Cell;
use crate::render::words::{NO_BREAK_SPACE, Words};

/// The way an indicator's values are written on a page.
pub struct Measure<'a> {
    words: &'a Words,
    decimals: u8,
    /// Which way is better.
    pub polarity: Polarity,
    /// The unit in words: `prosenttia`.
    pub name: &'a str,
    /// The unit as a sign, where it has one: `%`.
    pub symbol: Option<&'a str>,
    /// A value with its unit; `{n}` is the number.
    pattern: &'a str,
    /// The unit of differences, where it is another: `%-yks.`
    difference: Option<&'a str>,
}

impl<'a> Measure<'a> {
    /// The way values of an indicator are written.
    pub fn new(scope: &Scope<'a>, indicator: &Indicator) -> Self {
        let unit = scope.register().unit(&indicator.unit);
        Self {
            words: scope.words,
            decimals: indicator.decimals,
            polarity: indicator.polarity,
            name: &unit.name,
            symbol: unit.symbol.as_deref(),
            pattern: &unit.pattern,
            difference: unit.difference.as_deref(),
        }
    }

    /// A value without its unit.
    pub fn number(&self, value: f64) -> String {
        self.words.number(value, self.decimals)
    }

    /// Writes the cell of a value; an empty one where there is none.
    pub fn write_cell(&self, out: &mut String, value: Option<f64>) {
        self.write(out, value, "", |value| self.number(value));
    }

    /// The same for a difference, which has its sign.
    pub fn write_difference(&self, out: &mut String, difference: Option<f64>) {
        self.write(out, difference, "+", |difference| self.difference(difference));
    }

    fn write(&self, out: &mut String, value: Option<f64>, plus: &str, written: impl Fn(f64) -> String) {
        if !value.is_some_and(|value| rows::write_number(out, self.words, value, self.decimals, plus)) {
            let cell = value.map_or_else(Cell::default, |value| Cell::of(escape(&written(value))).key(value));
            rows::write_cell(out, &cell, true);
        }
    }

    /// What a value that is rounded to zero is below, with the decimals that it takes to say it.
    pub fn bound(&self, below: f64) -> String {
        let decimals = (self.decimals..12).find(|decimals| (below * 10f64.powi(i32::from(*decimals))).fract().abs() < 1e-9);
        self.words.number(below, decimals.unwrap_or(self.decimals))
    }

    /// A value with its unit, as text.
    pub fn text(&self, value: f64) -> String {
        self.pattern.replace("{n}", &self.number(value))
    }

    /// A value with its unit, as HTML in which the unit is smaller.
    pub fn large(&self, value: f64) -> String {
        let small = |unit: &str| if unit.is_empty() { String::new() } else { format!("<small>{}</small>", escape(unit)) };
        let (before, after) = self.pattern.split_once("{n}").unwrap_or_default();
        format!("{}{}{}", small(before), escape(&self.number(value)), small(after))
    }

    /// A difference with its sign and without its unit.
    pub fn difference(&self, difference: f64) -> String {
        self.words.difference(difference, self.decimals)
    }

    /// A difference with its sign and unit, as text.
    pub fn difference_text(&self, difference: f64) -> String {
        let number = self.difference(difference);
        match self.difference_unit() {
            Some(unit) => format!("{number}{NO_BREAK_SPACE}{unit}"),
            None => number,
        }
    }

    /// The unit of differences, where it has a sign.
    fn difference_unit(&self) -> Option<&str> {
        self.difference.or(self.symbol)
    }

    /// A tick of an axis: as many decimals as the step of the axis has.
    pub fn tick(&self) -> impl Fn(f64, u8) -> String + use<'a> {
        let words = self.words;
        move |value, decimals| words.number(value, decimals)
    }

    /// The head of a column, with the sign of the unit: `Arvo, %`.
    pub fn head(&self, key: &str) -> String {
        self.headed(key, self.symbol)
    }

    /// The head of a column of differences.
    pub fn difference_head(&self, key: &str) -> String {
        self.headed(key, self.difference_unit())
    }

    fn headed(&self, key: &str, unit: Option<&str>) -> String {
        match unit {
            Some(unit) => escape(&format!("{}, {unit}", self.words.get(key))),
            None => escape(self.words.get(key)),
        }
    }
}

/// A period as a part of a sentence: `vuonna 2023`.
pub fn in_period(words: &Words, period: Period) -> String {
    let (year, number) = (period.year.to_string(), period.number.to_string());
    match period.granularity {
        Granularity::Year => words.say("period.in-year", &[("year", &year)]),
        Granularity::Quarter => words.say("period.in-quarter", &[("number", &number), ("year", &year)]),
        Granularity::Month => words.say("period.in-month", &[("month-name", words.get(&format!("date.months.{number}"))), ("year", &year)]),
        Granularity::Week => words.say("period.in-week", &[("number", &number), ("year", &year)]),
    }
}

/// From one period to another: `2014–2023`.
pub fn span(words: &Words, first: Period, last: Period) -> String {
    if first == last {
        return words.period(last);
    }
    let dash = if first.granularity == Granularity::Year && last.granularity == Granularity::Year { "–" } else { " – " };
    format!("{}{dash}{}", words.period(first), words.period(last))
}

/// Names in a row: `A, B ja C`.
pub fn listed(words: &Words, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => words.say("list.and", &[("rest", &rest.join(", ")), ("last", last)]),
    }
}
