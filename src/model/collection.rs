//! Further collections: documents whose fields a schema declares.

use std::collections::BTreeMap;

use super::{Id, Kind, PartialDate, Period, Prose, Reference, Text};

/// A collection: a schema, and the documents that follow it.
#[derive(Debug, Clone, PartialEq)]
pub struct Collection {
    /// Its name, which is the first segment of its addresses.
    pub id: Id,
    /// Its name for readers.
    pub name: Text,
    /// What is in it.
    pub description: Option<Text>,
    /// Fields, in the order of the schema.
    pub fields: Vec<Field>,
    /// Charts over tables of a document.
    pub charts: Vec<CollectionChart>,
    /// Documents, by id.
    pub documents: BTreeMap<Id, Document>,
}

impl Collection {
    /// A field by its key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// A declared field.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its key in the front matter.
    pub key: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether every document has it.
    pub required: bool,
    /// Whether it holds several values.
    pub list: bool,
    /// Its name for readers.
    pub label: Option<Text>,
}

/// What a field or a column holds.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// Text in the site's default language.
    Text,
    /// Text in several languages.
    Localized,
    /// A day, perhaps partly known.
    Date,
    /// A period of statistics.
    Period,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// One of some words.
    Enum(Vec<String>),
    /// A thing of a kind; `None` allows any, written `kind:id`.
    Reference(Option<Kind>),
    /// Rows of columns.
    Table(Vec<Column>),
}

/// A column of a table field.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its key in a row.
    pub key: String,
    /// What it holds; never a table.
    pub kind: FieldKind,
    /// Its name for readers.
    pub label: Option<Text>,
}

/// A chart over a table of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionChart {
    /// What it looks like.
    pub kind: CollectionChartKind,
    /// The field that holds the table.
    pub table: String,
    /// The columns it shows, in its own order.
    pub columns: Vec<String>,
    /// What it says.
    pub title: Option<Text>,
}

/// Charts that a collection can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectionChartKind {
    /// Parts of a whole: a column of names, then columns of numbers.
    Stacked,
    /// Rows over time: a column of names, then start and end, or one point.
    Timeline,
}

impl CollectionChartKind {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 2] = [("stacked", Self::Stacked), ("timeline", Self::Timeline)];

    /// The word of the sources.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// A document of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its address in the collection.
    pub id: Id,
    /// Its heading.
    pub title: Text,
    /// What it says in each field of the schema; a field that is absent is not there.
    pub values: BTreeMap<String, Value>,
    /// The rest.
    pub prose: Prose,
}

impl Document {
    /// A field's value, where it is recorded.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// The word or text of a field.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.values.get(key)? {
            Value::Text(text) | Value::Word(text) => Some(text),
            _ => None,
        }
    }

    /// The thing that a field refers to.
    pub fn reference(&self, key: &str) -> Option<&Reference> {
        match self.values.get(key)? {
            Value::Reference(reference) => Some(reference),
            _ => None,
        }
    }

    /// Every reference in every field, with the field's key.
    pub fn references(&self) -> Vec<(&str, &Reference)> {
        let mut found = Vec::new();
        for (key, value) in &self.values {
            collect(key, value, &mut found);
        }
        found
    }
}

fn collect<'a>(key: &'a str, value: &'a Value, found: &mut Vec<(&'a str, &'a Reference)>) {
    match value {
        Value::Reference(reference) => found.push((key, reference)),
        Value::List(values) => values.iter().for_each(|value| collect(key, value, found)),
        Value::Table(rows) => rows.iter().flatten().flatten().for_each(|value| collect(key, value, found)),
        Value::Text(_) | Value::Localized(_) | Value::Date(_) | Value::Period(_) | Value::Number(_) | Value::Boolean(_) | Value::Word(_) => {}
    }
}

/// What a field or a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text in the default language.
    Text(String),
    /// Text in several languages.
    Localized(Text),
    /// A day.
    Date(PartialDate),
    /// A period.
    Period(Period),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// One of the schema's words.
    Word(String),
    /// A thing.
    Reference(Reference),
    /// Several values.
    List(Vec<Value>),
    /// Rows; each is as long as the table's columns, and an absent cell is not recorded.
    Table(Vec<Vec<Option<Value>>>),
}
