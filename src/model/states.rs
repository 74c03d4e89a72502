//! What regions have come to in something: the documents of a collection that have a region and a state, by theme.
//!
//! Test rounds and implementations are such collections; so is any other with the same fields.

use std::collections::BTreeMap;

use super::collection::{FieldKind, Value};
use super::{Collection, Document, Id, Reference};

/// Documents that belong into one table of regions by theme.
pub struct States<'a> {
    /// The use case whose requirements are the columns; `None` where themes are.
    pub of: Option<&'a Reference>,
    /// Its documents; each has a region and a column.
    pub documents: Vec<&'a Document>,
    fields: Fields<'a>,
}

/// What a column stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column<'a> {
    /// A theme.
    Theme(&'a Reference),
    /// A part of one, by its id.
    Part(&'a str),
}

/// The fields that place a document.
#[derive(Clone, Default)]
struct Fields<'a> {
    theme: &'a str,
    part: Option<&'a str>,
    states: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    fn of(collection: &'a Collection) -> Option<Self> {
        let is_reference = |key: &str| collection.field(key).is_some_and(|field| matches!(field.kind, FieldKind::Reference(_)));
        let states = match &collection.field("state")?.kind {
            FieldKind::Enum(words) => words.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        is_reference("region").then_some(())?;
        let theme = ["use_case", "target"].into_iter().find(|key| is_reference(key))?;
        Some(Self { theme, part: collection.field("requirement").map(|_| "requirement"), states })
    }

    fn column(&self, document: &'a Document) -> Option<Column<'a>> {
        match self.part {
            Some(part) => document.text(part).map(Column::Part),
            None => document.reference(self.theme).map(Column::Theme),
        }
    }
}

/// The states of a collection: one table, or one for each use case whose requirements its documents name; none where its
/// documents have no regions or no states.
pub fn states(collection: &Collection) -> Vec<States<'_>> {
    let Some(fields) = Fields::of(collection) else { return Vec::new() };
    let mut tables: BTreeMap<Option<&Reference>, Vec<&Document>> = BTreeMap::new();
    for document in collection.documents.values() {
        let theme = document.reference(fields.theme);
        let is_placed = document.reference("region").is_some() && fields.column(document).is_some() && theme.is_some();
        if is_placed {
            tables.entry(theme.filter(|_| fields.part.is_some())).or_default().push(document);
        }
    }
    tables.into_iter().map(|(of, documents)| States { of, documents, fields: fields.clone() }).collect()
}

impl<'a> States<'a> {
    /// The column of a document.
    pub fn column(&self, document: &'a Document) -> Option<Column<'a>> {
        self.fields.column(document)
    }

    /// The words of states in the order of the schema, where it has them.
    pub fn words(&self) -> &[&'a str] {
        &self.fields.states
    }

    /// The document that counts for a region in a column: the last by round, then by state, then by id.
    pub fn at(&self, region: &Reference, column: &Column) -> Option<&'a Document> {
        let here = self.documents.iter().filter(|document| document.reference("region") == Some(region) && self.column(document).as_ref() == Some(column));
        here.copied().max_by_key(|document| self.lateness(document))
    }

    fn lateness(&self, document: &Document) -> (i64, Option<usize>, Id) {
        let round = match document.value("round") {
            Some(Value::Number(round)) => (*round * 1000.0) as i64,
            _ => 0,
        };
        let state = document.text("state").and_then(|state| self.fields.states.iter().position(|word| *word == state));
        (round, state, document.id.clone())
    }
}
