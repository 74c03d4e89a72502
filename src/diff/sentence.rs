//! A change said in words, in the languages of the interface.

use serde_json::Value as Json;

use super::change::{Cell, Sentence};
use super::rules::Rule;
use super::thing::Thing;
use crate::model::{Language, Text};

#[expect(dead_code, reason = "the words come next")]
/// What there is to say of a change.
pub struct Said<'a> {
    /// The rule that named it.
    pub rule: &'static Rule,
    /// The thing as it is, or was.
    pub thing: &'a Thing,
    /// The thing as it was, where it was there.
    pub before: Option<&'a Thing>,
    /// The thing it is a part of.
    pub above: Option<&'a Thing>,
    /// The field.
    pub field: Option<&'a str>,
    /// What it said.
    pub old: Option<&'a Json>,
    /// What it says.
    pub new: Option<&'a Json>,
}

#[expect(dead_code, reason = "the words come next")]
/// What there is to say of values.
pub struct SaidOfValues<'a> {
    /// The rule that named it.
    pub rule: &'static Rule,
    /// The indicator's name.
    pub indicator: &'a Text,
    /// The region's name.
    pub region: Option<&'a Text>,
    /// Which value, where it is one.
    pub cell: Option<&'a Cell>,
    /// The row as it was.
    pub old: Option<&'a Json>,
    /// The row as it is.
    pub new: Option<&'a Json>,
}

/// The sentence of a change.
pub fn sentence(said: &Said<'_>) -> Sentence {
    let of = |code: &str| {
        let name = Language::parse(code).map_or("", |language| said.thing.name.or_any(language));
        format!("{} {} ({}): {}", said.thing.kind, name, said.field.unwrap_or_default(), said.rule.name)
    };
    Sentence { fi: of("fi"), sv: of("sv"), en: of("en") }
}

/// The sentence of a change of values.
pub fn values_sentence(said: &SaidOfValues<'_>) -> Sentence {
    let of = |code: &str| {
        let name = Language::parse(code).map_or("", |language| said.indicator.or_any(language));
        format!("{} ({})", name, said.rule.name)
    };
    Sentence { fi: of("fi"), sv: of("sv"), en: of("en") }
}
