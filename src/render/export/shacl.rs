//! Concept models as classes and shapes of SHACL, in the manner of an application profile of the platform.
//!
//! * **A concept** is a class that is its own shape; `dcterms:subject` leads to the concept's page.
//! * **An attribute** is a property with a datatype, and with the codes of its list; a relation is a
//!   property between classes, counted at both ends.
//! * **A generalization** is `rdfs:subClassOf`.

use oxrdf::{BlankNode, Literal, NamedNode, Term};

use super::names::Names;
use super::rdf::{Graph, name};
use super::skos::{deprecated, descriptions, labels, life};
use crate::model::concept::{Cardinality, DataType, RelationKind};
use crate::model::{Attribute, Concept, ConceptModel, ConceptRef, Relation};
use crate::render::scope::Scope;

/// The shapes of a concept model.
pub fn model(scope: &Scope, model: &ConceptModel) -> Graph {
    let names = Names::new(scope);
    let mut graph = Graph::default();
    let here = names.concept_model(&model.id);
    graph.say(&here, "rdf:type", name("owl:Ontology"));
    graph.say(&here, "rdf:type", name("suomi-meta:ApplicationProfile"));
    labels(&mut graph, names, &here, "rdfs:label", &model.name);
    descriptions(&mut graph, names, &here, "rdfs:comment", model.description.as_ref());
    life(&mut graph, names, &here, &model.lifecycle);
    for one in &model.concepts {
        concept(&mut graph, names, model, one);
    }
    for one in model.relations.iter().filter(|one| one.kind != RelationKind::Generalization) {
        relation(&mut graph, names, model, one);
    }
    graph
}

fn concept(graph: &mut Graph, names: Names<'_>, model: &ConceptModel, concept: &Concept) {
    let reference = ConceptRef { model: model.id.clone(), concept: concept.id.clone(), attribute: None };
    let class = names.class(&reference);
    for kind in ["owl:Class", "rdfs:Class", "sh:NodeShape"] {
        graph.say(&class, "rdf:type", name(kind));
    }
    graph.say(&class, "rdfs:isDefinedBy", names.concept_model(&model.id));
    graph.say(&class, "dcterms:subject", names.concept(&reference));
    labels(graph, names, &class, "rdfs:label", &concept.name);
    descriptions(graph, names, &class, "rdfs:comment", concept.definition.as_ref());
    let general = model.relations.iter().filter(|one| one.kind == RelationKind::Generalization && one.from.concept == reference);
    for one in general {
        graph.say(&class, "rdfs:subClassOf", names.class(&one.to.concept));
    }
    let class_of = |id: &crate::model::Id| Some(names.class(&ConceptRef { concept: id.clone(), ..reference.clone() }));
    deprecated(graph, names, &class, concept.deprecated.as_ref(), class_of);
    for one in &concept.attributes {
        attribute(graph, names, &class, &reference, one);
    }
}

fn attribute(graph: &mut Graph, names: Names<'_>, class: &NamedNode, concept: &ConceptRef, attribute: &Attribute) {
    let property = names.attribute(concept, &attribute.id);
    let shape = names.shape(concept, &attribute.id);
    graph.say(class, "sh:property", shape.clone());
    graph.say(&property, "rdf:type", name("owl:DatatypeProperty"));
    if attribute.personal_data {
        graph.say(&property, "rdf:type", name("dpv:PersonalData"));
    }
    labels(graph, names, &property, "rdfs:label", &attribute.name);
    descriptions(graph, names, &property, "rdfs:comment", attribute.definition.as_ref());
    graph.say(&property, "rdfs:range", name(datatype(attribute.data_type)));
    graph.say(&property, "dcterms:type", Literal::new_simple_literal(attribute.data_type.word()));
    let list = attribute.code_list.as_ref().and_then(|id| names.model().code_lists.get(id));
    graph.say_any(&property, "suomi-meta:codeList", list.map(|list| names.code_list(list)));
    let other = |id: &crate::model::Id| Some(names.attribute(concept, id));
    deprecated(graph, names, &property, attribute.deprecated.as_ref(), other);
    graph.say(&shape, "rdf:type", name("sh:PropertyShape"));
    graph.say(&shape, "sh:path", property);
    labels(graph, names, &shape, "sh:name", &attribute.name);
    graph.say(&shape, "sh:datatype", name(datatype(attribute.data_type)));
    counts(graph, &shape, attribute.cardinality);
    if let Some(list) = list {
        let codes = graph.list(list.codes.iter().map(|code| Term::from(Literal::new_simple_literal(&*code.code))));
        graph.say(&shape, "sh:in", codes);
    }
}

fn counts(graph: &mut Graph, shape: &NamedNode, cardinality: Cardinality) {
    let number = |n: u32| Literal::new_typed_literal(n.to_string(), name("xsd:integer"));
    if cardinality.least > 0 {
        graph.say(shape, "sh:minCount", number(cardinality.least));
    }
    graph.say_any(shape, "sh:maxCount", cardinality.most.map(number));
}

/// The datatype of a type's values.
pub fn datatype(data_type: DataType) -> &'static str {
    match data_type {
        DataType::String | DataType::Text | DataType::Code | DataType::Identifier => "xsd:string",
        DataType::Integer => "xsd:integer",
        DataType::Decimal | DataType::Money => "xsd:decimal",
        DataType::Boolean => "xsd:boolean",
        DataType::Date => "xsd:date",
        DataType::DateTime => "xsd:dateTime",
        DataType::Year => "xsd:gYear",
        DataType::Duration => "xsd:duration",
    }
}

fn relation(graph: &mut Graph, names: Names<'_>, model: &ConceptModel, relation: &Relation) {
    let property = names.relation(model, relation);
    let (from, to) = (names.class(&relation.from.concept), names.class(&relation.to.concept));
    graph.say(&property, "rdf:type", name("owl:ObjectProperty"));
    if matches!(relation.kind, RelationKind::Aggregation | RelationKind::Composition) {
        graph.say(&property, "rdfs:subPropertyOf", name("dcterms:hasPart"));
    }
    for (predicate, text) in [("rdfs:label", &relation.name), ("rdfs:comment", &relation.definition)] {
        descriptions(graph, names, &property, predicate, text.as_ref());
    }
    graph.say(&property, "rdfs:domain", from.clone());
    graph.say(&property, "rdfs:range", to.clone());
    let word = RelationKind::WORDS.iter().find(|(_, kind)| *kind == relation.kind).map_or("", |(word, _)| word);
    graph.say(&property, "dcterms:type", Literal::new_simple_literal(word));
    let forth = names.shape_of_relation(model, relation, "forth");
    end(graph, &from, &forth, &to, relation.to.cardinality);
    graph.say(&forth, "sh:path", property.clone());
    descriptions(graph, names, &forth, "sh:name", relation.to.role.as_ref());
    let back = names.shape_of_relation(model, relation, "back");
    end(graph, &to, &back, &from, relation.from.cardinality);
    let path = BlankNode::new_unchecked(format!("back-{}", relation.id));
    graph.say(&back, "sh:path", path.clone());
    graph.say_of(path, "sh:inversePath", property);
    descriptions(graph, names, &back, "sh:name", relation.from.role.as_ref());
}

/// What holds at one end: of which class the things at the other end are, and how many there may be.
fn end(graph: &mut Graph, class: &NamedNode, shape: &NamedNode, other: &NamedNode, cardinality: Option<Cardinality>) {
    // A class of another model has its shapes there; here it only gets what this relation demands.
    graph.say(class, "rdf:type", name("rdfs:Class"));
    graph.say(class, "rdf:type", name("sh:NodeShape"));
    graph.say(class, "sh:property", shape.clone());
    graph.say(shape, "rdf:type", name("sh:PropertyShape"));
    graph.say(shape, "sh:class", other.clone());
    if let Some(cardinality) = cardinality {
        counts(graph, shape, cardinality);
    }
}
