//! The organiser's information model: areas, needs, and the words to sort them by.

use schemars::JsonSchema;
use serde::Serialize;

use super::lifecycle::LegalBasis;
use super::{Date, Id, Lifecycle, Text};

/// The information model.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InformationModel {
    /// Its name.
    pub name: Text,
    /// What it is.
    pub description: Option<Text>,
    /// Version, status, history.
    #[serde(flatten)]
    pub lifecycle: Lifecycle,
    /// Areas, in the order of the source.
    pub areas: Vec<Area>,
    /// Who needs to know.
    pub audiences: Vec<Facet>,
    /// From where a thing is looked at.
    pub perspectives: Vec<Facet>,
    /// What has to be known.
    pub needs: Vec<Need>,
    /// Sets that indicators belong to.
    pub sets: Vec<IndicatorSet>,
    /// Units besides the built-in ones.
    pub units: Vec<Unit>,
}

/// An area of the minimum information content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Area {
    /// Its address.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What belongs to it.
    pub description: Option<Text>,
    /// How ready its content is.
    pub readiness: Readiness,
    /// The law it rests on.
    pub legal_basis: Vec<LegalBasis>,
}

/// How ready an area's content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Readiness {
    /// Ready.
    Ready,
    /// In part.
    Partly,
    /// Nobody has said.
    NotRecorded,
}

impl Readiness {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 3] = [("ready", Self::Ready), ("partly", Self::Partly), ("not-recorded", Self::NotRecorded)];
}

/// An audience or a perspective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Facet {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub description: Option<Text>,
}

/// Something that has to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Need {
    /// Its id and anchor.
    pub id: Id,
    /// What.
    pub text: Text,
    /// Areas it belongs to.
    pub areas: Vec<Id>,
    /// From where it is looked at.
    pub perspectives: Vec<Id>,
    /// Who needs it.
    pub audiences: Vec<Id>,
    /// Indicators that meet it.
    pub indicators: Vec<Id>,
    /// Use cases that describe it.
    pub use_cases: Vec<Id>,
}

/// A set of indicators with a life of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IndicatorSet {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Who keeps it.
    pub owner: Option<Text>,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds.
    pub valid_to: Option<Date>,
    /// The set that followed it.
    pub replaced_by: Option<Id>,
}

/// A unit of measurement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unit {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Its sign, where it has one.
    pub symbol: Option<Text>,
}

/// Units that need no declaration.
pub const BUILT_IN_UNITS: [&str; 10] = ["percent", "per-1000", "per-10000", "per-100000", "euro", "euro-per-capita", "days", "count", "index", "ratio"];
