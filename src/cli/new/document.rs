//! The scaffold of a collection's document: what its schema requires is filled in, the rest is named.

use std::fmt::Write as _;

use crate::model::collection::{Collection, Field, FieldKind};
use crate::model::{Id, Kind, Model};

/// The front matter of a new document.
///
/// A required key gets a value that passes `check` and begs to be overwritten; any other key stands
/// as a comment. What nothing of the site can fill yet stands as a comment too.
pub fn scaffold(collection: &Collection, model: &Model, title: &str) -> String {
    let mut text = format!("+++\ntitle = \"{title}\"\n");
    for field in &collection.fields {
        let value = sample(&field.kind, model);
        let start = if field.required && value.is_some() { "" } else { "# " };
        let value = value.unwrap_or_else(|| "\"\"".to_owned());
        let value = if field.list { format!("[{value}]") } else { value };
        let _ = writeln!(text, "{start}{} = {value}{}", field.key, remark(field));
    }
    text + "+++\n\n"
}

/// A value of a field as TOML; `None` where the site has nothing that it could name.
fn sample(kind: &FieldKind, model: &Model) -> Option<String> {
    let quoted = |text: &str| format!("\"{text}\"");
    match kind {
        FieldKind::Text | FieldKind::Localized => Some(quoted("…")),
        FieldKind::Date | FieldKind::Period => Some(quoted("2000")),
        FieldKind::Number => Some("0".to_owned()),
        FieldKind::Boolean => Some("false".to_owned()),
        FieldKind::Enum(words) => words.first().map(|word| quoted(word)),
        FieldKind::Table(_) => Some("[]".to_owned()),
        FieldKind::Reference(Some(kind)) => first(kind, model).map(|id| quoted(&id)),
        FieldKind::Reference(None) => {
            let kinds = [Kind::UseCase, Kind::Indicator, Kind::ConceptModel, Kind::CodeList, Kind::Region, Kind::Page];
            kinds.iter().find_map(|kind| first(kind, model).map(|id| quoted(&format!("{}:{id}", kind.name()))))
        }
    }
}

/// What else can stand in a field.
fn remark(field: &Field) -> String {
    match &field.kind {
        FieldKind::Enum(words) => format!("  # {}", words.join(", ")),
        FieldKind::Reference(Some(kind)) => format!("  # the id of a {}", kind.name()),
        FieldKind::Reference(None) => "  # KIND:ID".to_owned(),
        FieldKind::Table(columns) => {
            let keys: Vec<&str> = columns.iter().map(|column| column.key.as_str()).collect();
            format!("  # rows of {}", keys.join(", "))
        }
        _ => String::new(),
    }
}

/// The first thing of a kind.
fn first(kind: &Kind, model: &Model) -> Option<Id> {
    match kind {
        Kind::Page => model.pages.keys().next().cloned(),
        Kind::UseCase => model.use_cases.keys().next().cloned(),
        Kind::Indicator => model.indicators.keys().next().cloned(),
        Kind::Region => model.regions.regions.keys().next().cloned(),
        Kind::Area => model.areas().first().map(|area| area.id.clone()),
        Kind::ConceptModel => model.concept_models.keys().next().cloned(),
        Kind::Concept => {
            let (id, model) = model.concept_models.iter().find(|(_, model)| !model.concepts.is_empty())?;
            model.concepts.first().map(|concept| format!("{id}/{}", concept.id).into())
        }
        Kind::CodeList => model.code_lists.keys().next().cloned(),
        Kind::Release => None,
        Kind::Document(collection) => model.collections.get(collection)?.documents.keys().next().cloned(),
    }
}
