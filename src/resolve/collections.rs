//! Further collections: schemas, and the documents that follow them.

use std::collections::BTreeMap;

use super::lifecycle::is_first;
use super::rules::reserved;
use super::{Desk, named, prose_of};
use crate::diagnostic::Diagnostic;
use crate::model::collection::{CollectionChart, Field, FieldKind, Value};
use crate::model::{Collection, Document, Id};
use crate::parse::Written;
use crate::parse::collection::{ChartMatter, CollectionMatter, DocumentMatter, FieldMatter, WrittenValue};
use crate::parse::fields::Spanned;
use crate::source::SourceFile;

/// Collections by name.
pub fn collections(desk: &mut Desk<'_>) -> BTreeMap<Id, Collection> {
    let documents = desk.documents;
    documents.schemas.documents.iter().map(|(name, schema)| (name.clone(), collection(schema, desk))).collect()
}

fn collection(schema: &Written<CollectionMatter>, desk: &mut Desk<'_>) -> Collection {
    desk.note_missing_translations(schema);
    reserved::check_collection(&schema.id, &schema.file, desk);
    let matter = &schema.matter;
    check_fields(schema, desk);
    let fields = matter.meant_fields();
    Collection {
        id: schema.id.clone(),
        name: named(matter.name.as_ref(), &schema.id, desk.language()),
        description: matter.description.clone(),
        charts: matter.charts.iter().filter_map(|chart| self::chart(&chart.value, schema, &fields, desk)).collect(),
        fields,
        documents: documents(&schema.id, desk),
    }
}

/// Fields have names of their own and refer to kinds that are there.
fn check_fields(schema: &Written<CollectionMatter>, desk: &mut Desk<'_>) {
    for (key, field) in &schema.matter.fields {
        if &*key.value == "title" {
            desk.report.push(
                Diagnostic::error(&schema.file, key.span.clone(), "reserved-name", "every document has a `title` already")
                    .help("take the field out, or give it another name"),
            );
        }
        check_reference(field, &schema.file, desk);
        let mut seen = std::collections::BTreeSet::new();
        for (key, column) in &field.columns {
            is_first(key, &mut seen, "column", &schema.file, desk.report);
            check_reference(column, &schema.file, desk);
        }
    }
}

fn check_reference(field: &FieldMatter, file: &SourceFile, desk: &mut Desk<'_>) {
    if let Some(to) = &field.to {
        desk.names.kind(to, file, desk.report);
    }
}

/// A chart over a table that is there and columns that it has.
fn chart(matter: &ChartMatter, schema: &Written<CollectionMatter>, fields: &[Field], desk: &mut Desk<'_>) -> Option<CollectionChart> {
    let table = matter.table.as_ref()?;
    let tables: BTreeMap<&str, &[crate::model::collection::Column]> = fields
        .iter()
        .filter_map(|field| match &field.kind {
            FieldKind::Table(columns) => Some((field.key.as_str(), columns.as_slice())),
            _ => None,
        })
        .collect();
    let Some(known) = tables.get(table.value.as_str()) else {
        // A field that is there and could not be read has been reported.
        if !schema.matter.fields.iter().any(|(key, field)| key.value == table.value && field.kind.is_none()) {
            let error = Diagnostic::error(&schema.file, table.span.clone(), "unknown-table", format!("there is no table `{}`", table.value));
            desk.report.push(error.suggest(&table.value, tables.keys().copied(), "a chart shows a field of the type `table`"));
        }
        return None;
    };
    let mut columns = Vec::new();
    for column in &matter.columns {
        if known.iter().any(|known| known.key == column.value.as_str()) {
            columns.push(column.value.to_string());
        } else {
            let error =
                Diagnostic::error(&schema.file, column.span.clone(), "unknown-column", format!("the table `{}` has no column `{}`", table.value, column.value));
            desk.report.push(error.suggest(&column.value, known.iter().map(|known| known.key.as_str()), "the columns are those of the field"));
        }
    }
    Some(CollectionChart { kind: matter.kind?, table: table.value.to_string(), columns, title: matter.title.clone() })
}

fn documents(name: &Id, desk: &mut Desk<'_>) -> BTreeMap<Id, Document> {
    let all = desk.documents;
    let written = all.collections.get(name).into_iter().flat_map(|shelf| &shelf.documents);
    written.map(|(id, document)| (id.clone(), self::document(name, document, desk))).collect()
}

fn document(name: &Id, document: &Written<DocumentMatter>, desk: &mut Desk<'_>) -> Document {
    desk.note_missing_translations(document);
    let matter = &document.matter;
    if name.as_str() == "implementations" {
        check_requirement(document, desk);
    }
    let values = matter.values.iter().filter_map(|(key, value)| Some((key.clone(), meant(value, &document.file, desk)?))).collect();
    Document { id: document.id.clone(), title: named(matter.title.as_ref(), &document.id, desk.language()), values, prose: prose_of(document) }
}

/// A requirement that is implemented is one of the use case's.
fn check_requirement(document: &Written<DocumentMatter>, desk: &mut Desk<'_>) {
    let Some(WrittenValue::Reference(use_case, _)) = document.matter.values.get("use_case") else { return };
    let Some(use_case) = desk.documents.use_cases.documents.get(use_case.value.trim_start_matches("use-case:")) else { return };
    let Some(asked) = text(document, "requirement") else { return };
    let known: Vec<Option<&str>> = use_case.matter.requirements.iter().map(|known| known.value.id.as_ref().map(|id| id.value.as_str())).collect();
    if !known.contains(&Some(&asked.value)) && !known.contains(&None) {
        let message = format!("the use case `{}` has no requirement `{}`", use_case.id, asked.value);
        let error = Diagnostic::error(&document.file, asked.span, "unknown-requirement", message);
        desk.report.push(error.suggest(&asked.value, known.into_iter().flatten(), "requirements are the [[requirements]] of the use case"));
    }
}

/// What a document says in a field of text.
fn text(document: &Written<DocumentMatter>, key: &str) -> Option<Spanned<Id>> {
    match document.matter.values.get(key)? {
        WrittenValue::Plain(Spanned { value: Value::Text(text), span }) => Some(Spanned::new(text.as_str().into(), span.clone())),
        _ => None,
    }
}

/// A value, once what it refers to has been looked up.
fn meant(value: &WrittenValue, file: &SourceFile, desk: &mut Desk<'_>) -> Option<Value> {
    match value {
        WrittenValue::Plain(value) => Some(value.value.clone()),
        WrittenValue::Reference(asked, kind) => desk.names.reference(kind.as_ref(), asked, file, desk.report).map(Value::Reference),
        WrittenValue::List(values) => {
            let values: Vec<Value> = values.iter().filter_map(|value| meant(value, file, desk)).collect();
            (!values.is_empty()).then_some(Value::List(values))
        }
        WrittenValue::Table(rows) => {
            let mut row = |row: &Vec<Option<WrittenValue>>| row.iter().map(|cell| cell.as_ref().and_then(|cell| meant(cell, file, desk))).collect();
            Some(Value::Table(rows.iter().map(&mut row).collect()))
        }
    }
}
