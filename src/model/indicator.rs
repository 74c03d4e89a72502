//! Indicators: what is measured, how, and the values.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::lifecycle::LegalBasis;
use super::time::Granularity;
use super::{ConceptRef, Date, Id, Lifecycle, Observations, Prose, Text};

/// An indicator: one definition, one unit, and its precomputed values.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Indicator {
    /// Its address.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Version, status and history of the definition.
    #[serde(flatten)]
    pub lifecycle: Lifecycle,
    /// The area of the information model it belongs to.
    pub area: Option<Id>,
    /// Indicator sets it is part of.
    pub sets: Vec<Id>,
    /// The unit: one of the built-in ones or of the information model's.
    pub unit: Id,
    /// Decimals that are shown.
    pub decimals: u8,
    /// Which way is better.
    pub polarity: Polarity,
    /// How often values come.
    pub frequency: Option<Frequency>,
    /// What it measures.
    pub definition: Option<Text>,
    /// What is counted above the line.
    pub numerator: Option<Text>,
    /// What it is divided by.
    pub denominator: Option<Text>,
    /// What is left out.
    pub exclusions: Option<Text>,
    /// What it does not tell.
    pub limits: Option<Text>,
    /// Code lists by which values are broken down.
    pub dimensions: Vec<Id>,
    /// Concepts the definition rests on.
    pub concepts: Vec<ConceptRef>,
    /// Who computes the values.
    pub producer: Option<Text>,
    /// What they are computed from.
    pub source: Option<Text>,
    /// On what terms they may be reused.
    pub license: Option<Text>,
    /// Its numbers in other services, such as Sotkanet's.
    pub external: BTreeMap<String, ExternalId>,
    /// Where intervals come from.
    pub interval: IntervalMethod,
    /// What counts behind the values count.
    pub counts: Counts,
    /// Values to reach.
    pub targets: Vec<Target>,
    /// Whether the values are made up.
    pub illustrative: bool,
    /// What happened to the values.
    pub data_history: Vec<DataHistoryEntry>,
    /// How to read it.
    pub prose: Prose,
    /// The values; `None` where there are none.
    #[serde(skip)]
    pub data: Option<Arc<Observations>>,
    /// Worked examples.
    pub examples: Vec<Example>,
}

impl Indicator {
    /// The unit of an indicator that does not say one that there is, which has been reported.
    pub const UNSAID: &'static str = "";

    /// Whether any value is given by the codes of one dimension alone.
    pub fn has_groups(&self, dimension: &str) -> bool {
        let Some(data) = &self.data else { return false };
        let Some(at) = data.dimensions.iter().position(|id| **id == *dimension) else { return false };
        data.cells().iter().any(|cell| cell[at].is_some() && cell.iter().flatten().count() == 1)
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// A larger value is better.
    HigherIsBetter,
    /// A smaller value is better.
    LowerIsBetter,
    /// Neither, or it depends.
    None,
}

impl Polarity {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 3] = [("higher-is-better", Self::HigherIsBetter), ("lower-is-better", Self::LowerIsBetter), ("none", Self::None)];
}

/// How often values come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// Every year.
    Annual,
    /// Every second year.
    Biennial,
    /// Every quarter.
    Quarterly,
    /// Every month.
    Monthly,
    /// Every week.
    Weekly,
    /// Now and then.
    Irregular,
}

impl Frequency {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("annual", Self::Annual),
        ("biennial", Self::Biennial),
        ("quarterly", Self::Quarterly),
        ("monthly", Self::Monthly),
        ("weekly", Self::Weekly),
        ("irregular", Self::Irregular),
    ];

    /// How long the periods are between which values come; `None` where that is not said.
    pub fn granularity(self) -> Option<Granularity> {
        match self {
            Self::Annual | Self::Biennial => Some(Granularity::Year),
            Self::Quarterly => Some(Granularity::Quarter),
            Self::Monthly => Some(Granularity::Month),
            Self::Weekly => Some(Granularity::Week),
            Self::Irregular => None,
        }
    }
}

/// Where 95 % intervals come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalMethod {
    /// The source gives them.
    Source,
    /// Wilson's score interval of a proportion, from numerator and denominator.
    Wilson,
    /// Byar's approximation for a rate, from numerator and denominator.
    Byar,
    /// There are none.
    None,
}

impl IntervalMethod {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 4] = [("source", Self::Source), ("wilson", Self::Wilson), ("byar", Self::Byar), ("none", Self::None)];
}

/// What the counts behind the values count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// People: small counts must not be shown.
    Persons,
    /// Something else, which the disclosure guard leaves alone.
    Other,
}

impl Counts {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 2] = [("persons", Self::Persons), ("other", Self::Other)];
}

/// A number or name in another service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ExternalId {
    /// A number.
    Number(i64),
    /// A name.
    Name(String),
}

impl std::fmt::Display for ExternalId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

/// A value to reach.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Target {
    /// In the indicator's unit.
    pub value: f64,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds.
    pub valid_to: Option<Date>,
    /// The law that sets it.
    pub legal_basis: Vec<LegalBasis>,
}

/// What happened to the values of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DataHistoryEntry {
    /// When.
    pub date: Date,
    /// What.
    pub kind: DataChange,
    /// Why.
    pub reason: Text,
}

/// What can happen to values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DataChange {
    /// New values.
    Added,
    /// Other values than before.
    Revised,
    /// Values taken back.
    Withdrawn,
}

impl DataChange {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 3] = [("added", Self::Added), ("revised", Self::Revised), ("withdrawn", Self::Withdrawn)];
}

/// A worked example: synthetic data, and what the calculation gives for it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Example {
    /// Its name in the indicator.
    pub id: Id,
    /// The synthetic data, one table a concept.
    pub tables: Vec<ExampleTable>,
    /// The values that the calculation gives.
    #[serde(skip)]
    pub expected: Option<Arc<Observations>>,
    /// The calculation in standard SQL.
    pub calculation: Option<String>,
}

/// Synthetic records of one concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExampleTable {
    /// The concept's id.
    pub concept: Id,
    /// Attribute ids.
    pub columns: Vec<String>,
    /// Records, as long as the columns.
    pub rows: Vec<Vec<String>>,
}
