//! Classes of OWL, RDF Schema and SHACL: concepts, with the properties that belong to them.
//!
//! A property that belongs to no class of the file is a concept of a second model,
//! `<id>-properties`, so that its words are kept.

use std::collections::{BTreeMap, BTreeSet};

use super::concepts::{concept, reaches};
use super::graph::{Graph, Value};
use super::terms::{self, local, owl, rdfs, sh};
use super::{About, label, name_or_file};
use crate::import::ids::Ids;
use crate::import::{Given, Import, life, types, words};
use crate::model::concept::{Cardinality, DataType, Mapping, MappingMatch, RelationEnd, RelationKind};
use crate::model::{Attribute, Concept, ConceptModel, ConceptRef, Id, Relation, Text};

const CLASSES: [&str; 3] = [owl::CLASS, rdfs::CLASS, sh::NODE_SHAPE];
const PROPERTIES: [&str; 3] = [owl::OBJECT, owl::DATA, terms::PROPERTY];
/// Any number: what RDF says where it says nothing.
const ANY: Cardinality = Cardinality { least: 0, most: None };

/// Whether a graph has classes of its own.
pub fn are_in(graph: &Graph) -> bool {
    graph.subjects.iter().any(|subject| !subject.starts_with("_:") && CLASSES.iter().any(|class| graph.is_a(subject, class)))
}

struct Reading<'a> {
    given: &'a Given,
    about: &'a About,
    /// The concept of a class, by its address.
    known: BTreeMap<String, Id>,
    concepts: BTreeMap<String, Concept>,
    attribute_ids: BTreeMap<String, Ids>,
    relations: Vec<Relation>,
    relation_ids: Ids,
    strangers: BTreeMap<String, Id>,
    stranger_ids: Ids,
    /// Cardinalities by class and property, as restrictions of OWL say them.
    restricted: BTreeMap<(String, String), (Option<String>, Option<String>)>,
}

/// Reads the classes of a graph.
pub fn import(graph: &mut Graph, given: &Given, about: &About, made: &mut Import) {
    let of = |graph: &Graph, kinds: &[&str]| -> Vec<String> {
        graph.subjects.iter().filter(|subject| !subject.starts_with("_:") && kinds.iter().any(|class| graph.is_a(subject, class))).cloned().collect()
    };
    let classes = of(graph, &CLASSES);
    let properties: Vec<String> = of(graph, &PROPERTIES).into_iter().filter(|uri| !classes.contains(uri)).collect();
    let mut ids = Ids::default();
    let known: BTreeMap<String, Id> = classes.iter().map(|class| (class.clone(), ids.give(local(class), class))).collect();
    let mut reading = Reading {
        given,
        about,
        known,
        concepts: BTreeMap::new(),
        attribute_ids: BTreeMap::new(),
        relations: Vec::new(),
        relation_ids: Ids::default(),
        strangers: BTreeMap::new(),
        stranger_ids: Ids::default(),
        restricted: BTreeMap::new(),
    };
    for class in &classes {
        let by_address: BTreeMap<&str, Id> = reading.known.iter().map(|(uri, id)| (uri.as_str(), id.clone())).collect();
        graph.take(class, terms::TYPE);
        let made_of = concept(graph, given, class, &by_address, made);
        reading.concepts.insert(class.clone(), made_of);
        let targets = graph.take(class, sh::TARGET);
        let mappings = &mut reading.concepts.entry(class.clone()).or_insert_with(|| unreachable_concept(class, given)).mappings;
        mappings.extend(
            targets.iter().map(Value::text).filter(|uri| life::is_identifier(uri)).map(|uri| Mapping { kind: MappingMatch::Close, uri: uri.to_owned() }),
        );
    }
    reading.hierarchy(graph, &classes, made);
    for class in &classes {
        reading.shape(graph, class, made);
    }
    let mut homeless = Vec::new();
    for property in properties {
        if !reading.property(graph, &property, made) {
            homeless.push(property);
        }
    }
    reading.finish(graph, classes, &homeless, made);
}

/// A concept of an address alone.
fn unreachable_concept(uri: &str, given: &Given) -> Concept {
    bare(Id::from(crate::import::ids::id(local(uri))), uri, given)
}

fn bare(id: Id, uri: &str, given: &Given) -> Concept {
    Concept {
        id,
        name: Text::of(given.language, &words::plain(local(uri))),
        synonyms: Vec::new(),
        definition: None,
        note: None,
        source: None,
        mappings: vec![Mapping { kind: MappingMatch::Exact, uri: uri.to_owned() }].into_iter().filter(|mapping| life::is_identifier(&mapping.uri)).collect(),
        attributes: Vec::new(),
        renamed_from: Vec::new(),
        deprecated: None,
    }
}

/// A property of a class, as a shape or a domain says it.
struct Said<'a> {
    class: &'a str,
    property: &'a str,
    name: Option<Text>,
    definition: Option<Text>,
    ranges: Vec<String>,
    cardinality: Option<Cardinality>,
    is_data: bool,
    identifier: &'a str,
}

impl Reading<'_> {
    fn reference(&mut self, uri: &str) -> ConceptRef {
        if let Some(id) = self.known.get(uri) {
            return ConceptRef { model: self.given.id.clone(), concept: id.clone(), attribute: None };
        }
        let id = match self.strangers.get(uri) {
            Some(id) => id.clone(),
            None => {
                let id = self.stranger_ids.give(local(uri), uri);
                self.strangers.insert(uri.to_owned(), id.clone());
                id
            }
        };
        ConceptRef { model: Id::from(format!("{}-referenced", self.given.id)), concept: id, attribute: None }
    }

    fn end(&mut self, uri: &str, cardinality: Option<Cardinality>) -> RelationEnd {
        RelationEnd { concept: self.reference(uri), cardinality, role: None }
    }

    fn hierarchy(&mut self, graph: &mut Graph, classes: &[String], made: &mut Import) {
        let mut up: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for class in classes {
            for value in graph.take(class, rdfs::SUB_CLASS) {
                let parent = value.text().to_owned();
                if parent.starts_with("_:") {
                    self.restriction(graph, class, &parent, made);
                    continue;
                }
                let plain: BTreeMap<&str, Vec<&str>> = up.iter().map(|(child, parents)| (*child, parents.iter().map(String::as_str).collect())).collect();
                if reaches(&parent, class, &plain) {
                    made.leave(format!("<{class}>"), format!("with <{parent}> above it, it would be a kind of itself"));
                    continue;
                }
                up.entry(class).or_default().push(parent.clone());
                let (from, to) = (self.end(class, None), self.end(&parent, None));
                let id = self.relation_ids.give(&format!("{}-{}", from.concept.concept, to.concept.concept), class);
                self.relations.push(Relation { id, kind: RelationKind::Generalization, from, to, name: None, definition: None, mappings: Vec::new() });
            }
        }
    }

    fn restriction(&mut self, graph: &mut Graph, class: &str, node: &str, made: &mut Import) {
        let Some(property) = graph.take_one(node, &[owl::ON]) else {
            made.leave(format!("<{class}>"), "it is a kind of a class without a name");
            return;
        };
        graph.take(node, terms::TYPE);
        let exactly = graph.take_one(node, &[owl::EXACTLY, owl::EXACTLY_Q]).map(|value| value.text().to_owned());
        let least = exactly.clone().or_else(|| graph.take_one(node, &[owl::MIN, owl::MIN_Q]).map(|value| value.text().to_owned()));
        let most = exactly.or_else(|| graph.take_one(node, &[owl::MAX, owl::MAX_Q]).map(|value| value.text().to_owned()));
        let known = self.restricted.entry((class.to_owned(), property.text().to_owned())).or_default();
        known.0 = least.or(known.0.take());
        known.1 = most.or(known.1.take());
    }

    /// The properties that a shape of SHACL gives a class.
    fn shape(&mut self, graph: &mut Graph, class: &str, made: &mut Import) {
        for shape in graph.take(class, sh::PROPERTY) {
            let Some(node) = shape.thing().map(str::to_owned) else { continue };
            let Some(path) = graph.take_one(&node, &[sh::PATH]).and_then(|value| value.thing().map(str::to_owned)).filter(|path| !path.starts_with("_:"))
            else {
                made.leave(format!("<{class}>"), format!("the path of the shape {node} is no property"));
                continue;
            };
            graph.take(&node, terms::TYPE);
            let text = |graph: &mut Graph, of: &str| graph.take_one(&node, &[of]).map(|value| value.text().to_owned());
            let (least, most) = (text(graph, sh::MIN), text(graph, sh::MAX));
            let datatype = text(graph, sh::DATATYPE);
            let ranges: Vec<String> =
                datatype.iter().cloned().chain(graph.take_first(&node, &[sh::CLASS, sh::NODE]).iter().map(|value| value.text().to_owned())).collect();
            let about = format!("<{node}>");
            let name = label::preferred(graph, &node, self.given, made);
            let definition = graph.take_first(&node, &[sh::DESCRIPTION, rdfs::COMMENT]);
            let definition = label::joined(definition, self.given, &about, "definition", made);
            let cardinality = types::cardinality(Some(least.as_deref().unwrap_or("0")), Some(most.as_deref().unwrap_or("*")));
            if cardinality.is_none() {
                made.leave(about, format!("{}..{} is no cardinality", least.as_deref().unwrap_or("0"), most.as_deref().unwrap_or("*")));
            }
            let identifier = if node.starts_with("_:") { path.clone() } else { node.clone() };
            let is_data = datatype.is_some() || ranges.is_empty();
            self.add(Said { class, property: &path, name, definition, ranges, cardinality, is_data, identifier: &identifier }, made);
        }
    }

    /// A property by its domains; whether it has a class of this file to be at.
    fn property(&mut self, graph: &mut Graph, property: &str, made: &mut Import) -> bool {
        let domains = classes_of(graph, property, rdfs::DOMAIN);
        let own: Vec<String> = domains.iter().filter(|domain| self.known.contains_key(domain.as_str())).cloned().collect();
        if own.is_empty() {
            for domain in domains {
                made.leave(format!("<{property}>"), format!("its domain <{domain}> is no class of the file"));
            }
            return false;
        }
        for domain in domains.iter().filter(|domain| !own.contains(domain)) {
            made.leave(format!("<{property}>"), format!("its domain <{domain}> is no class of the file"));
        }
        let about = format!("<{property}>");
        let is_functional = graph.is_a(property, owl::FUNCTIONAL);
        let is_object = graph.is_a(property, owl::OBJECT);
        graph.take(property, terms::TYPE);
        let ranges = classes_of(graph, property, rdfs::RANGE);
        let name = label::preferred(graph, property, self.given, made);
        let mut said = graph.take_first(property, &[super::terms::skos::DEFINITION, rdfs::COMMENT]);
        for more in [super::terms::skos::SCOPE, super::terms::skos::NOTE, "http://purl.org/vocab/vann/usageNote"] {
            said.extend(graph.take(property, more));
        }
        let definition = label::joined(said, self.given, &about, "definition", made);
        let is_data = !is_object && ranges.iter().all(|range| is_data_type(range));
        for domain in own {
            let bounds = self.restricted.remove(&(domain.clone(), property.to_owned()));
            let bounded = bounds.and_then(|(least, most)| types::cardinality(Some(least.as_deref().unwrap_or("0")), Some(most.as_deref().unwrap_or("*"))));
            let cardinality = bounded.or(is_functional.then_some(Cardinality { least: 0, most: Some(1) }));
            let (name, definition, ranges) = (name.clone(), definition.clone(), ranges.clone());
            self.add(Said { class: &domain, property, name, definition, ranges, cardinality, is_data, identifier: property }, made);
        }
        true
    }

    fn add(&mut self, said: Said<'_>, made: &mut Import) {
        let Said { class, property, name, definition, mut ranges, cardinality, is_data, identifier } = said;
        let about = format!("<{property}>");
        let name = name.unwrap_or_else(|| Text::of(self.given.language, &words::plain(local(property))));
        let mut mappings = vec![Mapping { kind: MappingMatch::Exact, uri: identifier.to_owned() }];
        if identifier != property {
            mappings.push(Mapping { kind: MappingMatch::Close, uri: property.to_owned() });
        }
        mappings.retain(|mapping| life::is_identifier(&mapping.uri));
        let range = (!ranges.is_empty()).then(|| ranges.remove(0));
        for other in &ranges {
            made.leave(&about, format!("another range: <{other}>"));
        }
        match range {
            Some(range) if !is_data && !is_data_type(&range) => {
                let concept = self.known.get(class).cloned().unwrap_or_else(|| Id::from(local(class)));
                let id = self.relation_ids.give(&format!("{concept}-{}", crate::import::ids::id(local(property))), identifier);
                let (from, to) = (self.end(class, None), self.end(&range, Some(cardinality.unwrap_or(ANY))));
                self.relations.push(Relation { id, kind: RelationKind::Association, from, to, name: Some(name), definition, mappings });
            }
            range => {
                let data_type = range.as_deref().and_then(types::data_type);
                if let (None, Some(range)) = (data_type, &range) {
                    made.leave(&about, format!("its type <{range}> has no like; it became `string`"));
                }
                let id = self.attribute_ids.entry(class.to_owned()).or_default().give(local(property), identifier);
                let attribute = Attribute {
                    id,
                    name,
                    definition,
                    data_type: data_type.unwrap_or(if is_data || range.is_some() { DataType::String } else { DataType::Identifier }),
                    source_type: range.as_deref().map(|range| terms::short(range).trim_matches(['<', '>']).to_owned()),
                    cardinality: cardinality.unwrap_or(ANY),
                    code_list: None,
                    personal_data: false,
                    mappings,
                    renamed_from: Vec::new(),
                    deprecated: None,
                };
                if let Some(concept) = self.concepts.get_mut(class) {
                    concept.attributes.push(attribute);
                }
            }
        }
    }

    fn finish(mut self, graph: &mut Graph, classes: Vec<String>, homeless: &[String], made: &mut Import) {
        for ((class, property), (least, most)) in &self.restricted {
            let bounds = format!("{}..{}", least.as_deref().unwrap_or("0"), most.as_deref().unwrap_or("*"));
            made.leave(format!("<{class}>"), format!("a restriction on <{property}>: {bounds}"));
        }
        let concepts = classes.iter().filter_map(|class| self.concepts.remove(class)).collect();
        let relations = std::mem::take(&mut self.relations);
        let name = name_or_file(self.about.name.as_ref(), self.given);
        self.model(made, self.given.id.clone(), name.clone(), self.about.description.clone(), concepts, relations);
        if !self.strangers.is_empty() {
            for uri in self.strangers.keys() {
                made.leave(format!("<{uri}>"), "the file speaks of it and does not describe it; it is a concept of the model of referenced ones");
            }
            let concepts = self.strangers.iter().map(|(uri, id)| bare(id.clone(), uri, self.given)).collect();
            let title = titled(&name, self.given, [("fi", "viitatut käsitteet"), ("sv", "begrepp som det hänvisas till"), ("en", "referenced concepts")]);
            self.model(made, Id::from(format!("{}-referenced", self.given.id)), title, None, concepts, Vec::new());
        }
        if !homeless.is_empty() {
            let mut ids = Ids::default();
            let known: BTreeMap<&str, Id> = homeless.iter().map(|uri| (uri.as_str(), ids.give(local(uri), uri))).collect();
            let concepts = homeless.iter().map(|uri| self.homeless(graph, uri, &known, made)).collect();
            let title = titled(&name, self.given, [("fi", "ominaisuudet"), ("sv", "egenskaper"), ("en", "properties")]);
            self.model(made, Id::from(format!("{}-properties", self.given.id)), title, None, concepts, Vec::new());
            made.leave(
                &self.given.file.name,
                format!("{} properties belong to no class of the file; they are concepts of a model of their own", homeless.len()),
            );
        }
    }

    /// A property without a class: its words, its kind and what it leads to.
    fn homeless(&self, graph: &mut Graph, uri: &str, known: &BTreeMap<&str, Id>, made: &mut Import) -> Concept {
        let kinds = graph.take(uri, terms::TYPE);
        let mut concept = concept(graph, self.given, uri, known, made);
        let kinds: BTreeSet<String> = kinds.iter().map(|kind| terms::short(kind.text())).filter(|kind| kind != "owl:NamedIndividual").collect();
        let ranges = classes_of(graph, uri, rdfs::RANGE).iter().map(|range| terms::short(range)).collect::<Vec<_>>();
        let mut note = format!("«{}»", kinds.into_iter().collect::<Vec<_>>().join(", "));
        if !ranges.is_empty() {
            note = format!("{note} → {}", ranges.join(", ").replace(['<', '>'], ""));
        }
        let language = concept.note.as_ref().and_then(|text| text.versions().next().map(|(language, _)| language)).unwrap_or(self.given.language);
        let before = concept.note.as_ref().and_then(|text| text.exactly(language)).map(|text| format!("{text}\n\n")).unwrap_or_default();
        let mut text = concept.note.take().unwrap_or_default();
        text.set(language, &format!("{before}{}", words::plain(&note)));
        concept.note = Some(text);
        concept
    }

    fn model(&self, made: &mut Import, id: Id, name: Text, description: Option<Text>, concepts: Vec<Concept>, relations: Vec<Relation>) {
        made.models.push(ConceptModel { id, name, description, lifecycle: life::life(self.given, &self.about.said), concepts, relations });
    }
}

/// Classes that a predicate names, one by one where it names a union of them.
fn classes_of(graph: &mut Graph, subject: &str, predicate: &str) -> Vec<String> {
    let mut found = Vec::new();
    for value in graph.take(subject, predicate) {
        let Some(name) = value.thing().map(str::to_owned) else { continue };
        if !name.starts_with("_:") {
            found.push(name);
            continue;
        }
        graph.take(&name, terms::TYPE);
        if let Some(head) = graph.take_one(&name, &[owl::UNION]) {
            found.extend(graph.list(&head).iter().filter_map(Value::thing).filter(|name| !name.starts_with("_:")).map(str::to_owned));
        }
    }
    found
}

/// Whether a range is a type of values and no class.
fn is_data_type(uri: &str) -> bool {
    uri.starts_with("http://www.w3.org/2001/XMLSchema#")
        || uri == rdfs::LITERAL
        || uri == "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
        || uri == "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"
}

fn titled(name: &Text, given: &Given, words: [(&str, &str); 3]) -> Text {
    Text::from_versions(
        name.versions()
            .map(|(language, text)| {
                let word = words.iter().find(|(code, _)| *code == language.code()).unwrap_or(&words[2]).1;
                (language, format!("{text}: {word}").into())
            })
            .collect::<Vec<_>>()
            .into_iter()
            .filter(|(language, _)| given.languages.contains(language)),
    )
}
