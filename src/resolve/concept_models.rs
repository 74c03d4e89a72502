//! Concept models.

use std::collections::{BTreeMap, BTreeSet};

use super::lifecycle::{deprecated, is_first, lifecycle, renamed_from};
use super::rules::generalizations;
use super::{Desk, named};
use crate::diagnostic::Diagnostic;
use crate::model::concept::{Cardinality, DataType, RelationEnd, RelationKind};
use crate::model::{Attribute, Concept, ConceptModel, ConceptRef, Id, Relation};
use crate::parse::Written;
use crate::parse::concept::{AttributeMatter, ConceptMatter, ConceptModelMatter, RelationEndMatter, RelationMatter};
use crate::parse::fields::Spanned;

/// The cardinality of an attribute that does not say one.
const UNSAID: Cardinality = Cardinality { least: 0, most: Some(1) };

/// Concept models by id.
pub fn concept_models(desk: &mut Desk<'_>) -> BTreeMap<Id, ConceptModel> {
    let documents = desk.documents;
    let models = documents.concept_models.documents.iter().map(|(id, document)| (id.clone(), concept_model(document, desk))).collect();
    generalizations::check(documents, desk.report);
    models
}

fn concept_model(document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) -> ConceptModel {
    desk.note_missing_translations(document);
    let matter = &document.matter;
    ConceptModel {
        id: document.id.clone(),
        name: named(matter.name.as_ref(), &document.id, desk.language()),
        description: matter.description.clone(),
        lifecycle: lifecycle(document, &matter.lifecycle, Some(&desk.names.concept_models), desk),
        concepts: matter.concepts.iter().map(|(id, concept)| self::concept(id, concept, document, desk)).collect(),
        relations: relations(document, desk),
    }
}

fn concept(id: &Spanned<Id>, matter: &ConceptMatter, document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) -> Concept {
    let siblings = || document.matter.concepts.iter().map(|(id, _)| Some(id.value.as_str())).collect::<Vec<_>>();
    let file = &document.file;
    Concept {
        id: id.value.clone(),
        name: named(matter.name.as_ref(), &id.value, desk.language()),
        synonyms: matter.synonyms.clone(),
        definition: matter.definition.clone(),
        note: matter.note.clone(),
        source: matter.source.clone(),
        mappings: matter.mappings.clone(),
        attributes: matter.attributes.iter().map(|(id, attribute)| self::attribute(id, attribute, matter, document, desk)).collect(),
        renamed_from: renamed_from(&matter.renamed_from, |id| siblings().contains(&Some(id)), file, desk.report),
        deprecated: deprecated(matter.deprecated.as_ref(), siblings, "concept", file, desk.report),
    }
}

fn attribute(id: &Spanned<Id>, matter: &AttributeMatter, of: &ConceptMatter, document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) -> Attribute {
    let siblings = || of.attributes.iter().map(|(id, _)| Some(id.value.as_str())).collect::<Vec<_>>();
    let file = &document.file;
    Attribute {
        id: id.value.clone(),
        name: named(matter.name.as_ref(), &id.value, desk.language()),
        definition: matter.definition.clone(),
        data_type: matter.data_type.as_ref().map_or(DataType::String, |data_type| data_type.value),
        source_type: matter.source_type.clone(),
        cardinality: matter.cardinality.as_ref().map_or(UNSAID, |cardinality| cardinality.value),
        code_list: code_list(matter, document, desk),
        personal_data: matter.personal_data,
        mappings: matter.mappings.clone(),
        renamed_from: renamed_from(&matter.renamed_from, |id| siblings().contains(&Some(id)), file, desk.report),
        deprecated: deprecated(matter.deprecated.as_ref(), siblings, "attribute", file, desk.report),
    }
}

fn code_list(matter: &AttributeMatter, document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) -> Option<Id> {
    let asked = matter.code_list.as_ref()?;
    if let Some(data_type) = matter.data_type.as_ref().filter(|data_type| data_type.value != DataType::Code) {
        desk.report.push(
            Diagnostic::error(
                &document.file,
                asked.span.clone(),
                "code-list-without-codes",
                format!("the type is `{}`, and only `code` has a code list", data_type.value.word()),
            )
            .help("write type = \"code\", or take the code list out"),
        );
    }
    desk.names.code_lists.find(asked, &document.file, desk.report)
}

fn relations(document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) -> Vec<Relation> {
    let mut seen = BTreeSet::new();
    let mut relations = Vec::new();
    for Spanned { value: matter, .. } in &document.matter.relations {
        let is_new = matter.id.as_ref().is_none_or(|id| is_first(id, &mut seen, "relation", &document.file, desk.report));
        let relation = relation(matter, document, desk);
        relations.extend(relation.filter(|_| is_new));
    }
    relations
}

fn relation(matter: &RelationMatter, document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) -> Option<Relation> {
    let from = matter.from.as_ref().and_then(|end| relation_end(end, document, desk));
    let to = matter.to.as_ref().and_then(|end| relation_end(end, document, desk));
    if let Some(kind) = &matter.kind {
        check_cardinalities(kind.value, matter, document, desk);
    }
    Some(Relation {
        id: matter.id.as_ref()?.value.clone(),
        kind: matter.kind.as_ref()?.value,
        from: from?,
        to: to?,
        name: matter.name.clone(),
        definition: matter.definition.clone(),
        mappings: matter.mappings.clone(),
    })
}

fn relation_end(matter: &RelationEndMatter, document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) -> Option<RelationEnd> {
    let asked = matter.concept.as_ref()?;
    let concept = ConceptRef::in_model(&asked.value, &document.id);
    if concept.attribute.is_some() {
        desk.report.push(
            Diagnostic::error(
                &document.file,
                asked.span.clone(),
                "malformed-concept",
                format!("`{}` is an attribute, and a relation is between concepts", asked.value),
            )
            .help("write the concept's id, or `model/concept` for one of another model"),
        );
        return None;
    }
    let concept = desk.names.concept(&Spanned::new(concept, asked.span.clone()), &document.file, desk.report)?;
    Some(RelationEnd { concept, cardinality: matter.cardinality.as_ref().map(|cardinality| cardinality.value), role: matter.role.clone() })
}

fn check_cardinalities(kind: RelationKind, matter: &RelationMatter, document: &Written<ConceptModelMatter>, desk: &mut Desk<'_>) {
    let ends = [&matter.from, &matter.to].into_iter().flatten();
    if kind == RelationKind::Generalization {
        for cardinality in ends.filter_map(|end| end.cardinality.as_ref()) {
            desk.report.push(
                Diagnostic::error(&document.file, cardinality.span.clone(), "generalization-with-cardinality", "a generalization has no cardinality")
                    .help("it says that one concept is a kind of the other; take the cardinality out"),
            );
        }
        return;
    }
    let whole = matter.from.as_ref().and_then(|end| end.cardinality.as_ref());
    if let Some(whole) = whole.filter(|whole| kind == RelationKind::Composition && whole.value.most != Some(1)) {
        desk.report.push(
            Diagnostic::error(
                &document.file,
                whole.span.clone(),
                "part-of-many-wholes",
                format!("a part of a composition belongs to one whole, not to `{}`", whole.value),
            )
            .help("write \"1\" or \"0..1\" at the end of the whole, or make it an aggregation"),
        );
    }
}
