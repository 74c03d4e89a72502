//! A graph of RDF, written as Turtle and as JSON-LD.
//!
//! **Both forms say the same triples**: JSON-LD is made from the graph that Turtle is made from, with
//! one context that only holds the prefixes. Triples keep the order in which they were said.

use std::collections::HashSet;

use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleSerializer;
use serde_json::{Map, Value as Json, json};

use crate::model::{Date, Language};

/// The vocabularies that exports use, by prefix, in the order in which they are declared.
pub const PREFIXES: [(&str, &str); 13] = [
    ("dcap", "http://purl.org/ws-mmi-dc/terms/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("dpv", "https://w3id.org/dpv#"),
    ("euvoc", "http://publications.europa.eu/ontology/euvoc#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("skos-xl", "http://www.w3.org/2008/05/skos-xl#"),
    ("suomi-meta", "https://iri.suomi.fi/model/suomi-meta/"),
    ("term", "https://iri.suomi.fi/model/term/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The graph of one export.
#[derive(Debug, Default)]
pub struct Graph {
    triples: Vec<Triple>,
    said: HashSet<Triple>,
    lists: usize,
}

/// A name of one of the vocabularies: `skos:prefLabel`.
pub fn name(compact: &str) -> NamedNode {
    let (prefix, local) = compact.split_once(':').unwrap_or_default();
    let base = PREFIXES.iter().find(|(known, _)| *known == prefix).map_or("", |(_, base)| base);
    NamedNode::new_unchecked(format!("{base}{local}"))
}

/// An address as a node; signs that no address may hold are percent-encoded.
pub fn node(address: &str) -> Option<NamedNode> {
    NamedNode::new(encoded(address)).ok()
}

/// A part of an address with every sign encoded that an address or a fragment cannot hold.
pub fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.chars().fold(String::with_capacity(text.len()), |mut out, sign| {
        if sign <= ' ' || matches!(sign, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\u{7f}') {
            let _ = write!(out, "%{:02X}", u32::from(sign));
        } else {
            out.push(sign);
        }
        out
    })
}

impl Graph {
    /// Says one thing of a subject.
    pub fn say(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) {
        self.say_of(subject.clone(), predicate, object);
    }

    /// Says one thing of a subject, where there is something to say.
    pub fn say_any(&mut self, subject: &NamedNode, predicate: &str, object: Option<impl Into<Term>>) {
        if let Some(object) = object {
            self.say(subject, predicate, object);
        }
    }

    /// Says one thing of any node; what is said twice stands once.
    pub fn say_of(&mut self, subject: impl Into<NamedOrBlankNode>, predicate: &str, object: impl Into<Term>) {
        let triple = Triple::new(subject, name(predicate), object);
        if self.said.insert(triple.clone()) {
            self.triples.push(triple);
        }
    }

    /// A list, ready to be said; its nodes are named by their place in the graph.
    pub fn list(&mut self, items: impl IntoIterator<Item = Term>) -> Term {
        self.lists += 1;
        let nodes: Vec<(BlankNode, Term)> =
            items.into_iter().enumerate().map(|(at, item)| (BlankNode::new_unchecked(format!("list{}-{at}", self.lists)), item)).collect();
        for (at, (here, item)) in nodes.iter().enumerate() {
            let rest = nodes.get(at + 1).map_or_else(|| Term::from(name("rdf:nil")), |(next, _)| next.clone().into());
            self.say_of(here.clone(), "rdf:first", item.clone());
            self.say_of(here.clone(), "rdf:rest", rest);
        }
        nodes.first().map_or_else(|| name("rdf:nil").into(), |(first, _)| first.clone().into())
    }

    /// The graph as Turtle.
    pub fn turtle(&self) -> Vec<u8> {
        let mut writer = TurtleSerializer::new();
        for (prefix, base) in self.prefixes() {
            // The vocabularies' own addresses are sound.
            writer = match writer.with_prefix(prefix, base) {
                Ok(writer) => writer,
                Err(_) => return Vec::new(),
            };
        }
        let mut writer = writer.for_writer(Vec::new());
        for triple in &self.triples {
            if writer.serialize_triple(triple).is_err() {
                return Vec::new();
            }
        }
        writer.finish().unwrap_or_default()
    }

    /// The graph as JSON-LD: a node an object, in the order of the graph.
    pub fn json_ld(&self) -> Vec<u8> {
        let context: Map<String, Json> = self.prefixes().map(|(prefix, base)| (prefix.to_owned(), json!(base))).collect();
        let mut nodes: Vec<Map<String, Json>> = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        for triple in &self.triples {
            let id = id(&triple.subject.clone().into());
            let at = *places.entry(id.clone()).or_insert_with(|| {
                nodes.push(Map::from_iter([("@id".to_owned(), json!(id))]));
                nodes.len() - 1
            });
            let (key, value) = property(triple);
            match nodes[at].entry(key).or_insert_with(|| json!([])) {
                Json::Array(values) => values.push(value),
                _ => unreachable!("every key but @id holds a list"),
            }
        }
        super::json(&json!({ "@context": context, "@graph": nodes }))
    }

    /// The prefixes that the graph uses.
    fn prefixes(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let uses = |term: &Term, base: &str| match term {
            Term::NamedNode(node) => node.as_str().starts_with(base),
            Term::Literal(literal) => literal.datatype().as_str().starts_with(base),
            Term::BlankNode(_) => false,
        };
        PREFIXES
            .into_iter()
            .filter(move |(_, base)| self.triples.iter().any(|triple| triple.predicate.as_str().starts_with(base) || uses(&triple.object, base)))
    }
}

fn property(triple: &Triple) -> (String, Json) {
    let predicate = triple.predicate.as_str();
    if predicate == name("rdf:type").as_str() {
        return ("@type".to_owned(), json!(compact(&id(&triple.object))));
    }
    let value = match &triple.object {
        Term::Literal(literal) => match literal.language() {
            Some(language) => json!({ "@language": language, "@value": literal.value() }),
            None if literal.datatype().as_str() == name("xsd:string").as_str() => json!({ "@value": literal.value() }),
            None => json!({ "@type": compact(literal.datatype().as_str()), "@value": literal.value() }),
        },
        other => json!({ "@id": id(other) }),
    };
    (compact(predicate), value)
}

fn id(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => format!("_:{}", node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

/// An address by its prefix, where it has one.
fn compact(address: &str) -> String {
    let found = PREFIXES.iter().find_map(|(prefix, base)| address.strip_prefix(base).map(|local| format!("{prefix}:{local}")));
    found.unwrap_or_else(|| address.to_owned())
}

/// A text in a language.
pub fn text(language: Language, text: &str) -> Literal {
    Literal::new_language_tagged_literal(text, language.code()).unwrap_or_else(|_| Literal::new_simple_literal(text))
}

/// A day.
pub fn day(date: Date) -> Literal {
    Literal::new_typed_literal(date.to_string(), name("xsd:date"))
}
