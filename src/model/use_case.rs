//! Use-case descriptions of reporting and analytics.

use schemars::JsonSchema;
use serde::Serialize;

use super::lifecycle::Deprecated;
use super::{ConceptRef, Id, Lifecycle, Prose, Text, Version};

/// A use case: what somebody needs to know, and what it takes to answer.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UseCase {
    /// Its address.
    pub id: Id,
    /// Its name.
    pub title: Text,
    /// What it is for.
    pub summary: Option<Text>,
    /// Version, status, history.
    #[serde(flatten)]
    pub lifecycle: Lifecycle,
    /// The area of the information model it belongs to.
    pub area: Option<Id>,
    /// The part of the services it is about.
    pub sector: Option<Sector>,
    /// Whom it serves: audiences of the information model.
    pub audiences: Vec<Id>,
    /// What the answers are used for.
    pub purposes: Vec<Purpose>,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Indicators that answer.
    pub indicators: Vec<Id>,
    /// Concept models that fix the words.
    pub models: Vec<Pin>,
    /// Code lists that break the figures down.
    pub dimensions: Vec<Pin>,
    /// Where the data comes from.
    pub sources: Vec<DataSource>,
    /// What a conforming solution does.
    pub requirements: Vec<Requirement>,
    /// The rest.
    pub prose: Prose,
}

/// The part of the services a use case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// Health care.
    Health,
    /// Social care.
    Social,
    /// Both.
    Both,
}

impl Sector {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 3] = [("health", Self::Health), ("social", Self::Social), ("both", Self::Both)];
}

/// What answers are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Deciding what to do.
    Planning,
    /// Following what happens.
    Monitoring,
    /// Guiding those who act.
    Steering,
    /// Seeing that the law is kept.
    Supervision,
    /// Looking ahead.
    Forecasting,
}

impl Purpose {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("planning", Self::Planning),
        ("monitoring", Self::Monitoring),
        ("steering", Self::Steering),
        ("supervision", Self::Supervision),
        ("forecasting", Self::Forecasting),
    ];
}

/// A question of a use case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Question {
    /// Its anchor, stable for ever.
    pub id: Id,
    /// What is asked.
    pub text: Text,
    /// Indicators that answer it.
    pub indicators: Vec<Id>,
    /// Ids it had before.
    pub renamed_from: Vec<Id>,
}

/// A thing at a version: a concept model or a code list that a use case relies on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pin {
    /// Which.
    pub id: Id,
    /// At which version; `None` follows the snapshot.
    pub version: Option<Version>,
}

/// Where data comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DataSource {
    /// Its name.
    pub name: Text,
    /// What kind of source it is.
    pub kind: Option<Text>,
}

/// How binding a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementLevel {
    /// Without it a solution does not conform.
    Shall,
    /// To be done unless there is a reason.
    Should,
    /// Allowed.
    May,
}

impl RequirementLevel {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 3] = [("shall", Self::Shall), ("should", Self::Should), ("may", Self::May)];
}

/// A requirement of a use case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Requirement {
    /// Its anchor, stable for ever.
    pub id: Id,
    /// What is required.
    pub text: Text,
    /// How binding it is.
    pub level: RequirementLevel,
    /// The element of a concept model it is about.
    pub concept: Option<ConceptRef>,
    /// The version that introduced it.
    pub since: Option<String>,
    /// The last version that has it.
    pub until: Option<String>,
    /// The day from which it binds.
    pub effective_from: Option<super::Date>,
    /// Worked examples that check it, as `indicator/case`.
    pub verified_by: Vec<Id>,
    /// Ids it had before.
    pub renamed_from: Vec<Id>,
    /// Where it is no longer to be used.
    pub deprecated: Option<Deprecated>,
}
