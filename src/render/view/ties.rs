//! What refers to a thing: documents of collections, and the things that rest on it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::collection::word_html;
use super::parts::Row;
use crate::impact;
use crate::model::collection::{Field, FieldKind, Value};
use crate::model::{Collection, Document, Id, Kind, Reference};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, escape};

/// Things of one kind that refer to what the page shows.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// What they are.
    pub title: Link,
    /// They themselves.
    pub rows: Vec<Row>,
}

impl Group {
    /// A group under a word of the interface; none where it is empty.
    pub fn word(scope: &Scope, key: &str, rows: Vec<Row>) -> Option<Self> {
        (!rows.is_empty()).then(|| Self { title: Link { href: None, html: escape(scope.words.get(key)) }, rows })
    }
}

/// The collections that testing and use fill; the program knows what they mean.
const OF_USE: [&str; 3] = ["findings", "test-rounds", "implementations"];

/// Documents that refer to one of some things, by collection, each once; those of testing and use come first.
pub fn documents(scope: &Scope, things: &[Reference]) -> Vec<Group> {
    let collections = &scope.model().collections;
    let first = OF_USE.iter().filter_map(|id| collections.get(*id));
    let rest = collections.values().filter(|collection| !OF_USE.contains(&&*collection.id));
    first.chain(rest).filter_map(|collection| group(scope, collection, things)).collect()
}

fn group(scope: &Scope, collection: &Collection, things: &[Reference]) -> Option<Group> {
    let kind = Kind::Document(collection.id.clone());
    let found: BTreeSet<&Id> = things.iter().flat_map(|thing| scope.release.index.of_kind(thing, &kind)).collect();
    let rows: Vec<Row> = found.into_iter().filter_map(|id| collection.documents.get(id)).map(|document| row(scope, collection, document)).collect();
    (!rows.is_empty()).then(|| Group { title: scope.link(&Place::Collection(collection.id.clone()), &collection.name), rows })
}

/// The documents of a collection that refer to a thing, by id.
fn referring<'a>(scope: &'a Scope, collection: &'a Collection, kind: &'a Kind, thing: &Reference) -> impl Iterator<Item = &'a Document> + use<'a> {
    scope.release.index.of_kind(thing, kind).filter_map(|id| collection.documents.get(id))
}

fn row(scope: &Scope, collection: &Collection, document: &Document) -> Row {
    let place = Place::Document(collection.id.clone(), document.id.clone());
    let text = ["description", "summary"].iter().find_map(|key| match document.value(key)? {
        Value::Localized(text) => Some(scope.html(text)),
        Value::Text(text) => Some(escape(text)),
        _ => None,
    });
    Row::of(scope.link(&place, &document.title)).text(text).note(in_short(scope, collection, document))
}

/// What the short fields of a document say: words, regions, days and marks, in the order of the schema.
fn in_short(scope: &Scope, collection: &Collection, document: &Document) -> String {
    let told = collection.fields.iter().filter_map(|field| short(scope, collection, field, document.value(&field.key)?));
    told.collect::<Vec<_>>().join(" · ")
}

fn short(scope: &Scope, collection: &Collection, field: &Field, value: &Value) -> Option<String> {
    let label = || field.label.as_ref().map_or_else(|| escape(&field.key), |label| scope.label(label));
    Some(match (&field.kind, value) {
        (FieldKind::Enum(_), Value::Word(word)) if word.len() == 1 => format!("{} {}", label(), escape(word)),
        (FieldKind::Enum(_), Value::Word(word)) => word_html(scope, collection, &field.key, word),
        (FieldKind::Reference(Some(Kind::Region)), Value::Reference(region)) => scope.thing(region).html,
        (FieldKind::Date, Value::Date(date)) => escape(&scope.words.partial_date(*date)),
        (FieldKind::Boolean, Value::Boolean(true)) => label(),
        _ => return None,
    })
}

/// A document of testing or use, as it stands beside the part it is about.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// The document, called by its region where it has one.
    pub link: Link,
    /// Its state and marks, such as that it is made up, as HTML; empty where none is recorded.
    pub state: String,
}

/// Documents of a collection that are about one part of a thing, such as a requirement of a use case.
pub fn about(scope: &Scope, collection: &str, thing: &Reference, part: &Id) -> Vec<Told> {
    let Some(collection) = scope.model().collections.get(collection) else { return Vec::new() };
    let kind = Kind::Document(collection.id.clone());
    referring(scope, collection, &kind, thing).filter(|document| names(document, part)).map(|document| told(scope, collection, document)).collect()
}

/// Whether a document names a part, as a word of one of the fields for it.
fn names(document: &Document, part: &str) -> bool {
    let is_part = |text: &str| text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_'))).any(|word| word == part);
    impact::PARTS.iter().filter_map(|key| document.text(key)).any(is_part)
}

fn told(scope: &Scope, collection: &Collection, document: &Document) -> Told {
    let place = Place::Document(collection.id.clone(), document.id.clone());
    let region = document.reference("region").map(|region| scope.thing(region).html);
    let html = match (&*collection.id, region) {
        ("implementations", Some(region)) => region,
        _ => scope.label(&document.title),
    };
    let marks = collection.fields.iter().filter_map(|field| match document.value(&field.key)? {
        Value::Boolean(true) => short(scope, collection, field, &Value::Boolean(true)).map(|mark| format!("({mark})")),
        _ => None,
    });
    let words = document.text("state").map(|word| word_html(scope, collection, "state", word)).into_iter().chain(marks);
    Told { link: Link { href: scope.href(&place), html }, state: words.collect::<Vec<_>>().join(" ") }
}

/// A page that opens with a sentence of the interface.
pub fn opening(mut shown: super::Shown, scope: &Scope, key: &str) -> super::Shown {
    let words = scope.word(key);
    shown.lead = Some(escape(&words));
    shown.description = Some(words);
    shown
}
