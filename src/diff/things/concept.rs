//! Concept models, with their concepts, attributes and relations.

use std::collections::BTreeMap;

use serde_json::json;

use crate::diff::judge::Judge;
use crate::diff::pointer::Pointer;
use crate::diff::rules::{CODE_LIST_CHANGED, DETAIL_CHANGED, LINK_CHANGED, PERSONAL_DATA_CHANGED};
use crate::diff::thing::Thing;
use crate::model::concept::{Mapping, RelationEnd};
use crate::model::{Attribute, Concept, ConceptModel, Relation, Text};

/// A concept model.
pub fn concept_model(model: &ConceptModel) -> Thing {
    let ConceptModel { id, name, description, lifecycle, concepts, relations } = model;
    let at = Pointer::file(format!("models/concepts/{id}.toml"));
    Thing::new("concept-model", id, name, at.clone())
        .text("name", name, Judge::Name)
        .some_text("description", description.as_ref(), Judge::Explains)
        .lifecycle(lifecycle)
        .parts("concepts", concepts.iter().map(|concept| self::concept(concept, id, &at)).collect())
        .parts("relations", relations.iter().map(|relation| self::relation(relation, id, &at)).collect())
}

fn concept(concept: &Concept, of: &str, at: &Pointer) -> Thing {
    let Concept { id, name, synonyms, definition, note, source, mappings, attributes, renamed_from, deprecated } = concept;
    let at = at.key("concepts").key(id);
    let thing = Thing::part("concept", of, '/', id, name, at.clone());
    let attributes = attributes.iter().map(|attribute| self::attribute(attribute, &thing.id, &at)).collect();
    let synonyms: BTreeMap<_, _> = synonyms.iter().map(|(language, terms)| (language, terms)).collect();
    thing
        .text("name", name, Judge::Name)
        .field("synonyms", &synonyms, Judge::Is(&DETAIL_CHANGED))
        .some_text("definition", definition.as_ref(), Judge::Defines)
        .some_text("note", note.as_ref(), Judge::Explains)
        .some_text("source", source.as_ref(), Judge::Explains)
        .field("mappings", &self::mappings(mappings), Judge::Is(&DETAIL_CHANGED))
        .before(renamed_from)
        .deprecated(deprecated.as_ref())
        .parts("attributes", attributes)
}

fn mappings(mappings: &[Mapping]) -> Vec<serde_json::Value> {
    mappings.iter().map(|Mapping { kind, uri }| json!({ "match": kind, "uri": uri })).collect()
}

fn attribute(attribute: &Attribute, of: &str, at: &Pointer) -> Thing {
    let Attribute { id, name, definition, data_type, source_type, cardinality, code_list, personal_data, mappings, renamed_from, deprecated } = attribute;
    Thing::part("attribute", of, '.', id, name, at.key("attributes").key(id))
        .binding(cardinality.least > 0)
        .text("name", name, Judge::Name)
        .some_text("definition", definition.as_ref(), Judge::Defines)
        .field("type", data_type, Judge::Type)
        .field("source_type", source_type, Judge::SourceType)
        .field("cardinality", cardinality, Judge::Cardinality)
        .field("code_list", code_list, Judge::Is(&CODE_LIST_CHANGED))
        .field("personal_data", personal_data, Judge::Is(&PERSONAL_DATA_CHANGED))
        .field("mappings", &self::mappings(mappings), Judge::Is(&DETAIL_CHANGED))
        .before(renamed_from)
        .deprecated(deprecated.as_ref())
}

fn relation(relation: &Relation, of: &str, at: &Pointer) -> Thing {
    let Relation { id, kind, from, to, name, definition, mappings } = relation;
    let role = to.role.as_ref().and_then(|role| role.versions().next()).map_or_else(String::new, |(_, role)| format!(" ({role})"));
    let ends = format!("{} – {}{role}", from.concept.concept, to.concept.concept);
    let called = name.clone().unwrap_or_else(|| crate::model::Language::parse("fi").map_or_else(Text::default, |language| Text::of(language, &ends)));
    Thing::part("relation", of, '/', id, &called, at.item("relations", "id", id))
        .field("kind", kind, Judge::Is(&LINK_CHANGED))
        .end(["from", "from.cardinality", "from.role"], from)
        .end(["to", "to.cardinality", "to.role"], to)
        .some_text("name", name.as_ref(), Judge::Name)
        .some_text("definition", definition.as_ref(), Judge::Defines)
        .field("mappings", &self::mappings(mappings), Judge::Is(&DETAIL_CHANGED))
}

impl Thing {
    fn end(self, [concept_name, cardinality_name, role_name]: [&'static str; 3], end: &RelationEnd) -> Self {
        let RelationEnd { concept, cardinality, role } = end;
        self.field(concept_name, concept, Judge::Links).field(cardinality_name, cardinality, Judge::Cardinality).some_text(
            role_name,
            role.as_ref(),
            Judge::Name,
        )
    }
}
