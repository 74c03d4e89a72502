//! `models/concepts/<id>.toml`.

use super::fields::{Fields, Spanned};
use super::form::{CARDINALITY, Flag, ID, IDENTIFIER, Line, NAME, Word};
use super::lifecycle::{DeprecatedMatter, LifecycleMatter, deprecated, lifecycle};
use crate::model::concept::{Cardinality, DataType, Mapping, MappingMatch, RelationKind};
use crate::model::{Id, Language, Text};

/// A concept model as written.
#[derive(Debug, Clone)]
pub struct ConceptModelMatter {
    /// `name`
    pub name: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// Version, status, history.
    pub lifecycle: LifecycleMatter,
    /// `[concepts.<id>]`
    pub concepts: Vec<(Spanned<Id>, ConceptMatter)>,
    /// `[[relations]]`
    pub relations: Vec<Spanned<RelationMatter>>,
}

/// A concept as written.
#[derive(Debug, Clone)]
pub struct ConceptMatter {
    /// `name`
    pub name: Option<Text>,
    /// `synonyms`
    pub synonyms: Vec<(Language, Vec<String>)>,
    /// `definition`
    pub definition: Option<Text>,
    /// `note`
    pub note: Option<Text>,
    /// `source`
    pub source: Option<Text>,
    /// `mappings`
    pub mappings: Vec<Mapping>,
    /// `[concepts.<id>.attributes.<id>]`
    pub attributes: Vec<(Spanned<Id>, AttributeMatter)>,
    /// `renamed_from`
    pub renamed_from: Vec<Spanned<Id>>,
    /// `deprecated`
    pub deprecated: Option<Spanned<DeprecatedMatter>>,
}

/// An attribute as written.
#[derive(Debug, Clone)]
pub struct AttributeMatter {
    /// `name`
    pub name: Option<Text>,
    /// `definition`
    pub definition: Option<Text>,
    /// `type`
    pub data_type: Option<Spanned<DataType>>,
    /// `source_type`
    pub source_type: Option<String>,
    /// `cardinality`
    pub cardinality: Option<Spanned<Cardinality>>,
    /// `code_list`
    pub code_list: Option<Spanned<Id>>,
    /// `personal_data`
    pub personal_data: bool,
    /// `mappings`
    pub mappings: Vec<Mapping>,
    /// `renamed_from`
    pub renamed_from: Vec<Spanned<Id>>,
    /// `deprecated`
    pub deprecated: Option<Spanned<DeprecatedMatter>>,
}

/// A relation as written.
#[derive(Debug, Clone)]
pub struct RelationMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `kind`
    pub kind: Option<Spanned<RelationKind>>,
    /// `from`
    pub from: Option<RelationEndMatter>,
    /// `to`
    pub to: Option<RelationEndMatter>,
    /// `name`
    pub name: Option<Text>,
    /// `definition`
    pub definition: Option<Text>,
    /// `mappings`
    pub mappings: Vec<Mapping>,
}

/// An end of a relation as written.
#[derive(Debug, Clone)]
pub struct RelationEndMatter {
    /// `concept`
    pub concept: Option<Spanned<Id>>,
    /// `cardinality`
    pub cardinality: Option<Spanned<Cardinality>>,
    /// `role`
    pub role: Option<Text>,
}

/// Reads a concept model.
pub fn concept_model(fields: &mut Fields<'_>) -> ConceptModelMatter {
    ConceptModelMatter {
        name: fields.required_text("name"),
        description: fields.text("description"),
        lifecycle: lifecycle(fields),
        concepts: fields.named("concepts", ID, concept),
        relations: fields.tables("relations", relation),
    }
}

fn concept(fields: &mut Fields<'_>) -> ConceptMatter {
    ConceptMatter {
        name: fields.required_text("name"),
        synonyms: fields.words("synonyms"),
        definition: fields.text("definition"),
        note: fields.text("note"),
        source: fields.label("source"),
        mappings: mappings(fields),
        attributes: fields.named("attributes", ID, attribute),
        renamed_from: fields.list("renamed_from", NAME),
        deprecated: deprecated(fields),
    }
}

fn mappings(fields: &mut Fields<'_>) -> Vec<Mapping> {
    fields.tables("mappings", mapping).into_iter().filter_map(|mapping| mapping.value).collect()
}

fn mapping(fields: &mut Fields<'_>) -> Option<Mapping> {
    let kind = fields.required("match", Word(&MappingMatch::WORDS));
    let uri = fields.required("uri", IDENTIFIER);
    Some(Mapping { kind: kind?.value, uri: uri?.value })
}

fn attribute(fields: &mut Fields<'_>) -> AttributeMatter {
    AttributeMatter {
        name: fields.required_text("name"),
        definition: fields.text("definition"),
        data_type: fields.required("type", Word(&DataType::WORDS)),
        source_type: fields.optional("source_type", Line).map(|source_type| source_type.value),
        cardinality: fields.optional("cardinality", CARDINALITY),
        code_list: fields.optional("code_list", NAME),
        personal_data: fields.optional("personal_data", Flag).is_some_and(|flag| flag.value),
        mappings: mappings(fields),
        renamed_from: fields.list("renamed_from", NAME),
        deprecated: deprecated(fields),
    }
}

fn relation(fields: &mut Fields<'_>) -> RelationMatter {
    RelationMatter {
        id: fields.required("id", ID),
        kind: fields.required("kind", Word(&RelationKind::WORDS)),
        from: fields.required_table("from", "{ concept = \"…\", cardinality = \"1\" }", end).map(|end| end.value),
        to: fields.required_table("to", "{ concept = \"…\", cardinality = \"0..*\" }", end).map(|end| end.value),
        name: fields.text("name"),
        definition: fields.text("definition"),
        mappings: mappings(fields),
    }
}

fn end(fields: &mut Fields<'_>) -> RelationEndMatter {
    RelationEndMatter { concept: fields.required("concept", NAME), cardinality: fields.optional("cardinality", CARDINALITY), role: fields.text("role") }
}
