//! `content/use-cases/<id>/index.md`.

use super::fields::{Fields, Spanned};
use super::form::{CONCEPT, Day, ID, Milestone, NAME, VERSION, Word};
use super::lifecycle::{DeprecatedMatter, LifecycleMatter, deprecated, lifecycle};
use crate::model::use_case::{DataSource, Purpose, RequirementLevel, Sector};
use crate::model::{ConceptRef, Date, Id, Text, Version};

/// A use case as written.
#[derive(Debug, Clone)]
pub struct UseCaseMatter {
    /// `title`
    pub title: Option<Text>,
    /// `summary`
    pub summary: Option<Text>,
    /// Version, status, history.
    pub lifecycle: LifecycleMatter,
    /// `area`
    pub area: Option<Spanned<Id>>,
    /// `sector`
    pub sector: Option<Sector>,
    /// `audiences`
    pub audiences: Vec<Spanned<Id>>,
    /// `purposes`
    pub purposes: Vec<Purpose>,
    /// `[[questions]]`
    pub questions: Vec<Spanned<QuestionMatter>>,
    /// `indicators`
    pub indicators: Vec<Spanned<Id>>,
    /// `models`
    pub models: Vec<PinMatter>,
    /// `dimensions`
    pub dimensions: Vec<PinMatter>,
    /// `sources`
    pub sources: Vec<DataSource>,
    /// `[[requirements]]`
    pub requirements: Vec<Spanned<RequirementMatter>>,
}

/// A question as written.
#[derive(Debug, Clone)]
pub struct QuestionMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `text`
    pub text: Option<Text>,
    /// `indicators`
    pub indicators: Vec<Spanned<Id>>,
    /// `renamed_from`
    pub renamed_from: Vec<Spanned<Id>>,
}

/// A pinned model or code list as written.
#[derive(Debug, Clone)]
pub struct PinMatter {
    /// `id`, or `code_list` of a dimension
    pub id: Option<Spanned<Id>>,
    /// `version`
    pub version: Option<Spanned<Version>>,
}

/// A requirement as written.
#[derive(Debug, Clone)]
pub struct RequirementMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `text`
    pub text: Option<Text>,
    /// `level`
    pub level: Option<Spanned<RequirementLevel>>,
    /// `concept`
    pub concept: Option<Spanned<ConceptRef>>,
    /// `since`
    pub since: Option<String>,
    /// `until`
    pub until: Option<String>,
    /// `effective_from`
    pub effective_from: Option<Date>,
    /// `verified_by`
    pub verified_by: Vec<Spanned<Id>>,
    /// `renamed_from`
    pub renamed_from: Vec<Spanned<Id>>,
    /// `deprecated`
    pub deprecated: Option<Spanned<DeprecatedMatter>>,
}

/// Reads a use case.
pub fn use_case(fields: &mut Fields<'_>) -> UseCaseMatter {
    UseCaseMatter {
        title: fields.required_text("title"),
        summary: fields.text("summary"),
        lifecycle: lifecycle(fields),
        area: fields.optional("area", NAME),
        sector: fields.optional("sector", Word(&Sector::WORDS)).map(|sector| sector.value),
        audiences: fields.list("audiences", NAME),
        purposes: fields.list("purposes", Word(&Purpose::WORDS)).into_iter().map(|purpose| purpose.value).collect(),
        questions: fields.tables("questions", |fields| QuestionMatter {
            id: fields.required("id", ID),
            text: fields.required_text("text"),
            indicators: fields.list("indicators", NAME),
            renamed_from: fields.list("renamed_from", NAME),
        }),
        indicators: fields.list("indicators", NAME),
        models: fields.tables("models", |fields| pin(fields, "id")).into_iter().map(|pin| pin.value).collect(),
        dimensions: fields.tables("dimensions", |fields| pin(fields, "code_list")).into_iter().map(|pin| pin.value).collect(),
        sources: fields.tables("sources", source).into_iter().filter_map(|source| source.value).collect(),
        requirements: fields.tables("requirements", requirement),
    }
}

fn pin(fields: &mut Fields<'_>, key: &'static str) -> PinMatter {
    PinMatter { id: fields.required(key, NAME), version: fields.optional("version", VERSION) }
}

fn source(fields: &mut Fields<'_>) -> Option<DataSource> {
    let name = fields.required_label("name");
    let kind = fields.label("kind");
    name.map(|name| DataSource { name, kind })
}

fn requirement(fields: &mut Fields<'_>) -> RequirementMatter {
    RequirementMatter {
        id: fields.required("id", ID),
        text: fields.required_text("text"),
        level: fields.required("level", Word(&RequirementLevel::WORDS)),
        concept: fields.optional("concept", CONCEPT),
        since: fields.optional("since", Milestone).map(|since| since.value),
        until: fields.optional("until", Milestone).map(|until| until.value),
        effective_from: fields.optional("effective_from", Day).map(|day| day.value),
        verified_by: fields.list("verified_by", NAME),
        renamed_from: fields.list("renamed_from", NAME),
        deprecated: deprecated(fields),
    }
}
