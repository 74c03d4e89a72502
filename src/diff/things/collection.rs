//! Further collections: the schema, and documents by it.

use serde_json::{Value as Json, json};

use crate::diff::change::Form;
use crate::diff::judge::Judge;
use crate::diff::pointer::Pointer;
use crate::diff::rules::{DETAIL_CHANGED, OBLIGATION_RELAXED, SCHEMA_NARROWED};
use crate::diff::thing::{self, Thing};
use crate::model::collection::{CollectionChart, Column, Field, FieldKind, Value};
use crate::model::{Collection, Document, Language, Text};

/// The schema of a collection, without the documents.
pub fn collection(collection: &Collection) -> Thing {
    let Collection { id, name, description, fields, charts, documents: _ } = collection;
    let at = Pointer::file(format!("models/collections/{id}.toml"));
    Thing::new("collection", id, name, at.clone())
        .text("name", name, Judge::Name)
        .some_text("description", description.as_ref(), Judge::Explains)
        .field("charts", &charts.iter().map(chart).collect::<Vec<_>>(), Judge::Is(&DETAIL_CHANGED))
        .parts("fields", fields.iter().map(|field| self::field(field, id, &at)).collect())
}

fn chart(chart: &CollectionChart) -> Json {
    let CollectionChart { kind, table, columns, title } = chart;
    json!({ "kind": kind.word(), "table": table, "columns": columns, "title": title })
}

fn field(field: &Field, of: &str, at: &Pointer) -> Thing {
    let Field { key, kind, required, list, label } = field;
    let (word, detail) = field_kind(kind);
    let called = label.clone().unwrap_or_else(|| Language::parse("en").map_or_else(Text::default, |language| Text::of(language, key)));
    let schema = Judge::Is(&SCHEMA_NARROWED);
    Thing::part("field", of, '/', key, &called, at.key("fields").key(key))
        .binding(*required)
        .field("type", &word, schema)
        .with(if matches!(kind, FieldKind::Enum(_)) { "values" } else { "columns" }.into(), detail, Judge::Schema, Form::Plain)
        .field("required", &required, if *required { schema } else { Judge::Is(&OBLIGATION_RELAXED) })
        .field("list", &list, schema)
        .some_text("label", label.as_ref(), Judge::Name)
}

/// The word of a type, and what else it says.
fn field_kind(kind: &FieldKind) -> (String, Option<Json>) {
    let word = |word: &str| (word.to_owned(), None);
    match kind {
        FieldKind::Text => word("text"),
        FieldKind::Localized => word("localized"),
        FieldKind::Date => word("date"),
        FieldKind::Period => word("period"),
        FieldKind::Number => word("number"),
        FieldKind::Boolean => word("boolean"),
        FieldKind::Enum(words) => ("enum".to_owned(), thing::json(words)),
        FieldKind::Reference(to) => (format!("reference to {}", to.as_ref().map_or("anything", |kind| kind.name())), None),
        FieldKind::Table(columns) => ("table".to_owned(), Some(columns.iter().map(column).collect())),
    }
}

fn column(column: &Column) -> Json {
    let Column { key, kind, label } = column;
    let (word, detail) = field_kind(kind);
    json!({ "key": key, "type": word, "values": detail, "label": label })
}

/// A document of a collection.
pub fn document(document: &Document, collection: &Collection) -> Thing {
    let Document { id, title, values, prose } = document;
    let at = Pointer::file(format!("content/{}/{id}/index.md", collection.id));
    let mut thing = Thing::new(collection.id.to_string(), id, title, at).text("title", title, Judge::Name);
    for (key, value) in values {
        // The body is a field of its own here.
        let key = if ["body", "translates"].contains(&key.as_str()) { format!("fields.{key}") } else { key.clone() };
        thing = match value {
            Value::Localized(text) => thing.named_text(key, text, Judge::Explains),
            value => thing.with(key.into(), self::value(value), Judge::Is(&DETAIL_CHANGED), Form::Plain),
        };
    }
    thing.labels = collection.fields.iter().filter_map(|field| Some((field.key.clone(), field.label.clone()?))).collect();
    thing.prose(prose)
}

fn value(value: &Value) -> Option<Json> {
    match value {
        Value::Text(text) | Value::Word(text) => Some(Json::from(text.as_str())),
        Value::Localized(text) => thing::json(text),
        Value::Date(date) => thing::json(date),
        Value::Period(period) => thing::json(period),
        Value::Number(number) => thing::number(*number),
        Value::Boolean(is) => Some(Json::from(*is)),
        Value::Reference(reference) => Some(Json::from(reference.to_string())),
        Value::List(values) => Some(values.iter().filter_map(self::value).collect()),
        Value::Table(rows) => {
            Some(rows.iter().map(|row| row.iter().map(|cell| cell.as_ref().and_then(self::value).unwrap_or(Json::Null)).collect::<Json>()).collect())
        }
    }
}
