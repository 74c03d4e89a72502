//! Concept models and code lists in SKOS, with the predicates of the national interoperability platform.
//!
//! * **Terms** are both plain labels, which every reader of SKOS knows, and resources of SKOS-XL,
//!   which the platform's terminologies are made of.
//! * **A generalization** is `skos:broader` (`skos:broadMatch` where it leads to another model), a
//!   whole has its parts by `dcterms:hasPart`, an association is `skos:related`.
//! * **Status** is a code of the platform's own list.

use oxrdf::{Literal, NamedNode};

use super::names::Names;
use super::rdf::{Graph, day, name, node, text};
use crate::model::concept::{MappingMatch, RelationKind};
use crate::model::lifecycle::Deprecated;
use crate::model::{Code, CodeList, Concept, ConceptModel, ConceptRef, Lifecycle, Status, Text};
use crate::plan::route::Place;
use crate::render::scope::Scope;

/// A concept model.
pub fn model(scope: &Scope, model: &ConceptModel) -> Graph {
    let names = Names::new(scope);
    let scheme = names.concept_model(&model.id);
    let mut graph = Graph::default();
    graph.say(&scheme, "rdf:type", name("skos:ConceptScheme"));
    labels(&mut graph, names, &scheme, "skos:prefLabel", &model.name);
    descriptions(&mut graph, names, &scheme, "dcterms:description", model.description.as_ref());
    graph.say(&scheme, "dcap:preferredXMLNamespacePrefix", Literal::new_simple_literal(&*model.id));
    life(&mut graph, names, &scheme, &model.lifecycle);
    graph.say_any(&scheme, "owl:versionIRI", names.edition(Place::ConceptModel(model.id.clone())));
    graph.say_any(&scheme, "dcterms:isReplacedBy", model.lifecycle.superseded_by.as_ref().map(|id| names.concept_model(id)));
    for concept in model.concepts.iter().filter(|concept| is_top(model, concept)) {
        graph.say(&scheme, "skos:hasTopConcept", names.concept(&reference(model, concept)));
    }
    for one in &model.concepts {
        concept(&mut graph, names, model, one);
    }
    graph
}

fn reference(model: &ConceptModel, concept: &Concept) -> ConceptRef {
    ConceptRef { model: model.id.clone(), concept: concept.id.clone(), attribute: None }
}

/// Whether nothing in its own model is more general.
fn is_top(model: &ConceptModel, concept: &Concept) -> bool {
    let own = reference(model, concept);
    !model.relations.iter().any(|one| one.kind == RelationKind::Generalization && one.from.concept == own && one.to.concept.model == model.id)
}

fn concept(graph: &mut Graph, names: Names<'_>, model: &ConceptModel, concept: &Concept) {
    let reference = reference(model, concept);
    let here = names.concept(&reference);
    graph.say(&here, "rdf:type", name("skos:Concept"));
    graph.say(&here, "skos:inScheme", names.concept_model(&model.id));
    graph.say(&here, "dcterms:identifier", Literal::new_simple_literal(&*concept.id));
    labels(graph, names, &here, "skos:prefLabel", &concept.name);
    for (language, terms) in &concept.synonyms {
        for term in terms {
            graph.say(&here, "skos:altLabel", text(*language, term));
        }
    }
    descriptions(graph, names, &here, "skos:definition", concept.definition.as_ref());
    descriptions(graph, names, &here, "skos:note", concept.note.as_ref());
    descriptions(graph, names, &here, "term:source", concept.source.as_ref());
    relations(graph, names, &here, model, &reference);
    for mapping in &concept.mappings {
        let predicate = match mapping.kind {
            MappingMatch::Exact => "skos:exactMatch",
            MappingMatch::Close => "skos:closeMatch",
            MappingMatch::Broad => "skos:broadMatch",
            MappingMatch::Narrow => "skos:narrowMatch",
            MappingMatch::Related => "skos:relatedMatch",
        };
        match node(&mapping.uri) {
            Some(node) => graph.say(&here, predicate, node),
            None => graph.say(&here, "rdfs:seeAlso", Literal::new_simple_literal(&mapping.uri)),
        }
    }
    for former in &concept.renamed_from {
        graph.say(&here, "skos:hiddenLabel", Literal::new_simple_literal(&**former));
    }
    graph.say(&here, "suomi-meta:publicationStatus", status(standing(&model.lifecycle, concept.deprecated.as_ref())));
    deprecated(graph, names, &here, concept.deprecated.as_ref(), |id| model.concept(id).map(|other| names.concept(&self::reference(model, other))));
    words(graph, names, &here, &reference, concept);
}

/// The words for a concept as resources, after all that is said of the concept itself.
fn words(graph: &mut Graph, names: Names<'_>, here: &NamedNode, reference: &ConceptRef, concept: &Concept) {
    let mut labels: Vec<(&str, NamedNode, Literal)> = Vec::new();
    for (language, term) in names.plain(&concept.name) {
        labels.push(("skos-xl:prefLabel", names.word(reference, language, 1), text(language, &term)));
    }
    for (language, terms) in &concept.synonyms {
        for (at, term) in terms.iter().enumerate() {
            labels.push(("skos-xl:altLabel", names.word(reference, *language, at + 2), text(*language, term)));
        }
    }
    for (predicate, label, _) in &labels {
        graph.say(here, predicate, label.clone());
    }
    for (_, label, term) in labels {
        graph.say(&label, "rdf:type", name("skos-xl:Label"));
        graph.say(&label, "skos-xl:literalForm", term);
    }
}

fn relations(graph: &mut Graph, names: Names<'_>, here: &NamedNode, model: &ConceptModel, reference: &ConceptRef) {
    for relation in &model.relations {
        let (from, to) = (&relation.from.concept, &relation.to.concept);
        match relation.kind {
            RelationKind::Generalization if from == reference => {
                graph.say(here, if to.model == model.id { "skos:broader" } else { "skos:broadMatch" }, names.concept(to));
            }
            RelationKind::Aggregation | RelationKind::Composition if from == reference => graph.say(here, "dcterms:hasPart", names.concept(to)),
            RelationKind::Association if from == reference && to != reference => graph.say(here, "skos:related", names.concept(to)),
            RelationKind::Association if to == reference && from != reference => graph.say(here, "skos:related", names.concept(from)),
            _ => {}
        }
    }
}

/// A code list.
pub fn code_list(scope: &Scope, list: &CodeList) -> Graph {
    let names = Names::new(scope);
    let scheme = names.code_list(list);
    let mut graph = Graph::default();
    graph.say(&scheme, "rdf:type", name("skos:ConceptScheme"));
    graph.say(&scheme, "rdf:type", name("suomi-meta:CodeScheme"));
    labels(&mut graph, names, &scheme, "skos:prefLabel", &list.name);
    descriptions(&mut graph, names, &scheme, "dcterms:description", list.description.as_ref());
    graph.say(&scheme, "skos:notation", Literal::new_simple_literal(&*list.id));
    graph.say_any(&scheme, "dcterms:identifier", list.oid.as_ref().map(|oid| Literal::new_simple_literal(format!("urn:oid:{oid}"))));
    life(&mut graph, names, &scheme, &list.lifecycle);
    graph.say_any(&scheme, "owl:versionIRI", names.edition(Place::CodeList(list.id.clone())));
    let other = list.lifecycle.superseded_by.as_ref().and_then(|id| names.model().code_lists.get(id));
    graph.say_any(&scheme, "dcterms:isReplacedBy", other.map(|other| names.code_list(other)));
    for code in list.codes.iter().filter(|code| broader(list, code).is_none()) {
        graph.say(&scheme, "skos:hasTopConcept", names.code(list, code));
    }
    for (at, one) in list.codes.iter().enumerate() {
        code(&mut graph, names, list, one, at);
    }
    graph
}

fn broader<'l>(list: &'l CodeList, code: &Code) -> Option<&'l Code> {
    list.code(code.broader.as_ref()?)
}

fn code(graph: &mut Graph, names: Names<'_>, list: &CodeList, code: &Code, at: usize) {
    let here = names.code(list, code);
    graph.say(&here, "rdf:type", name("skos:Concept"));
    graph.say(&here, "skos:inScheme", names.code_list(list));
    graph.say(&here, "skos:notation", Literal::new_simple_literal(&*code.code));
    labels(graph, names, &here, "skos:prefLabel", &code.name);
    descriptions(graph, names, &here, "skos:definition", code.definition.as_ref());
    graph.say_any(&here, "skos:broader", broader(list, code).map(|broader| names.code(list, broader)));
    graph.say(&here, "sh:order", Literal::new_typed_literal((at + 1).to_string(), name("xsd:integer")));
    graph.say_any(&here, "euvoc:startDate", code.valid_from.map(day));
    graph.say_any(&here, "euvoc:endDate", code.valid_to.map(day));
    for former in &code.renamed_from {
        graph.say(&here, "skos:hiddenLabel", Literal::new_simple_literal(&**former));
    }
    graph.say(&here, "suomi-meta:publicationStatus", status(standing(&list.lifecycle, code.deprecated.as_ref())));
    deprecated(graph, names, &here, code.deprecated.as_ref(), |id| list.code(id).map(|other| names.code(list, other)));
}

/// A name in its languages.
pub fn labels(graph: &mut Graph, names: Names<'_>, subject: &NamedNode, predicate: &str, label: &Text) {
    for (language, label) in names.plain(label) {
        graph.say(subject, predicate, text(language, &label));
    }
}

/// A text in its languages, where there is one.
pub fn descriptions(graph: &mut Graph, names: Names<'_>, subject: &NamedNode, predicate: &str, description: Option<&Text>) {
    if let Some(description) = description {
        labels(graph, names, subject, predicate, description);
    }
}

/// Version, status, history, owner, law and origin.
pub fn life(graph: &mut Graph, names: Names<'_>, subject: &NamedNode, lifecycle: &Lifecycle) {
    for language in names.languages() {
        graph.say(subject, "dcterms:language", Literal::new_simple_literal(language.code()));
    }
    graph.say(subject, "owl:versionInfo", Literal::new_simple_literal(lifecycle.version.to_string()));
    graph.say(subject, "suomi-meta:publicationStatus", status(lifecycle.status));
    let days = || lifecycle.history.iter().map(|entry| entry.date);
    graph.say_any(subject, "dcterms:created", days().min().map(day));
    graph.say_any(subject, "dcterms:modified", days().max().map(day));
    graph.say_any(subject, "euvoc:startDate", lifecycle.valid_from.map(day));
    graph.say_any(subject, "euvoc:endDate", lifecycle.valid_to.map(day));
    descriptions(graph, names, subject, "dcterms:contributor", lifecycle.owner.as_ref());
    for url in lifecycle.legal_basis.iter().filter_map(|place| node(place.url.as_deref()?)) {
        graph.say(subject, "dcterms:conformsTo", url);
    }
    if let Some(origin) = &lifecycle.origin {
        match origin.url.as_deref().and_then(node) {
            Some(url) => graph.say(subject, "dcterms:source", url),
            None => graph.say(subject, "dcterms:source", Literal::new_simple_literal(&origin.source)),
        }
        graph.say_any(subject, "dcterms:license", origin.license.as_ref().map(Literal::new_simple_literal));
    }
}

/// The status of a part: what is no longer to be used says so itself.
fn standing(lifecycle: &Lifecycle, deprecated: Option<&Deprecated>) -> Status {
    match deprecated {
        Some(gone) if gone.replaced_by.is_some() => Status::Superseded,
        Some(_) => Status::Retired,
        None => lifecycle.status,
    }
}

/// What the platform calls a status.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Draft => "DRAFT",
        Status::Consultation | Status::Testing => "SUGGESTED",
        Status::Valid => "VALID",
        Status::Superseded => "SUPERSEDED",
        Status::Retired => "RETIRED",
    }
}

fn status(status: Status) -> NamedNode {
    let list = "http://uri.suomi.fi/codelist/interoperabilityplatform/interoperabilityplatform_status/code/";
    NamedNode::new_unchecked(format!("{list}{}", status_word(status)))
}

/// That something is no longer to be used, since when, why, and what to use instead.
pub fn deprecated(graph: &mut Graph, names: Names<'_>, subject: &NamedNode, gone: Option<&Deprecated>, other: impl Fn(&crate::model::Id) -> Option<NamedNode>) {
    let Some(gone) = gone else { return };
    graph.say(subject, "owl:deprecated", Literal::from(true));
    graph.say_any(subject, "dcterms:isReplacedBy", gone.replaced_by.as_ref().and_then(other));
    graph.say_any(subject, "skos:historyNote", gone.since.as_ref().map(Literal::new_simple_literal));
    descriptions(graph, names, subject, "skos:changeNote", gone.reason.as_ref());
}
