//! Every key of every form, once of a wrong type and once misspelt: exactly one finding, at its place.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use super::COMPLETE;
use crate::source::{SourceFile, Sources};
use crate::testing::{findings, sources};

/// A key of a source and its value, by their bytes in the file.
struct Entry {
    /// The form and the path of the key, as in the schema.
    path: String,
    key: Range<usize>,
    /// `None` where the value is a table or list of tables with headers of its own.
    value: Option<Range<usize>>,
    /// Whether the key is a name that the author chose.
    is_name: bool,
}

/// A value that is of no type that any key wants.
const WRONG: &str = "07:32:00";

/// The form of a file, by its path.
fn form(path: &str) -> Option<&'static str> {
    let form = match path.split('/').collect::<Vec<_>>().as_slice() {
        ["site.toml"] => "site",
        ["content", "index.md"] | ["content", "pages", _, "index.md"] => "page",
        ["content", "regions", _, "index.md"] => "region-prose",
        ["content", "use-cases", _, "index.md"] => "use-case",
        ["content", "indicators", _, "index.md"] => "indicator",
        ["content", _, _, "index.md"] => "document",
        ["content", .., "index.sv.md"] => "translation",
        ["models", "information-model.toml"] => "information-model",
        ["models", "regions.toml"] => "regions",
        ["models", "removed.toml"] => "removed",
        ["models", "code-lists", _] => "code-list",
        ["models", "concepts", _] => "concept-model",
        ["models", "collections", _] => "collection",
        _ => return None,
    };
    Some(form)
}

/// The TOML of a file and where it begins.
fn matter(text: &str) -> (&str, usize) {
    match text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++")) {
        Some((matter, _)) => (matter, 4),
        None => (text, 0),
    }
}

fn entries(file: &SourceFile) -> Vec<Entry> {
    let Some(form) = form(&file.path) else { return Vec::new() };
    let text = file.text();
    let (toml, offset) = matter(text);
    let table = DeTable::parse(toml).expect("the complete site is TOML");
    let mut entries = Vec::new();
    walk(form, table.get_ref(), toml, false, &mut entries);
    for entry in &mut entries {
        entry.key = entry.key.start + offset..entry.key.end + offset;
        entry.value = entry.value.take().map(|value| value.start + offset..value.end + offset);
    }
    entries
}

fn walk(path: &str, table: &DeTable<'_>, toml: &str, names: bool, entries: &mut Vec<Entry>) {
    for (key, value) in table {
        let below = if names { path.to_owned() } else { format!("{path}.{}", key.get_ref()) };
        let span = value.span();
        let is_header = match value.get_ref() {
            DeValue::Table(_) => !toml[span.clone()].starts_with('{'),
            DeValue::Array(_) => toml[span.clone()].starts_with("[["),
            _ => false,
        };
        entries.push(Entry { path: below.clone(), key: key.span(), value: (!is_header).then_some(span), is_name: names });
        // Below these, keys are names: of concepts, attributes, fields, columns, languages and services.
        let holds_names = matches!(key.get_ref().as_ref(), "concepts" | "attributes" | "fields" | "external" | "synonyms")
            || (key.get_ref() == "columns" && path.starts_with("collection.fields"));
        match value.get_ref() {
            DeValue::Table(inner) if is_text(inner) => {}
            DeValue::Table(inner) => walk(&below, inner, toml, holds_names && !names, entries),
            DeValue::Array(items) => {
                for item in items {
                    if let DeValue::Table(inner) = item.get_ref() {
                        walk(&below, inner, toml, false, entries);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a table is a text in several languages.
fn is_text(table: &DeTable<'_>) -> bool {
    table.keys().all(|key| matches!(key.get_ref().as_ref(), "en" | "sv"))
}

/// The findings of the complete site after one file has another text.
fn with(site: &Sources, path: &str, text: &str) -> Vec<String> {
    let mut site = site.clone();
    site.insert(SourceFile::new(path, text.as_bytes()));
    let found = findings(&site).diagnostics;
    found
        .iter()
        .map(|found| format!("{}[{}] {}:{}:{} {}", found.severity.word(), found.rule, found.place.file, found.place.line, found.place.column, found.message))
        .collect()
}

fn place(file: &SourceFile, at: usize) -> String {
    let place = file.place(at..at);
    format!("{}:{}:{}", place.file, place.line, place.column)
}

#[test]
fn every_value_is_once_of_a_wrong_type() {
    let site = sources(COMPLETE);
    let mut wrong = Vec::new();
    for file in site.files.values() {
        for entry in entries(file) {
            let Some(value) = &entry.value else { continue };
            let text = format!("{}{WRONG}{}", &file.text()[..value.start], &file.text()[value.end..]);
            let expected = format!("error[wrong-type] {} ", place(file, value.start));
            let found = with(&site, &file.path, &text);
            if found.len() != 1 || !found[0].starts_with(&expected) {
                wrong.push(format!("{}: expected {expected}\n  found {}", entry.path, found.join("\n  found ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_key_is_once_misspelt() {
    let site = sources(COMPLETE);
    let mut wrong = Vec::new();
    for file in site.files.values() {
        for entry in entries(file).iter().filter(|entry| !entry.is_name && entry.value.is_some()) {
            let key = &file.text()[entry.key.clone()];
            let text = format!("{}{key}x{}", &file.text()[..entry.key.start], &file.text()[entry.key.end..]);
            let expected = format!("error[unknown-key] {} there is no key `{key}x` here", place(file, entry.key.start));
            let found = with(&site, &file.path, &text);
            if found.len() != 1 || found[0] != expected {
                wrong.push(format!("{}: expected {expected}\n  found {}", entry.path, found.join("\n  found ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Keys that stand in the schema of every versioned thing, and are tried in a use case.
fn is_tried_in_a_use_case(path: &str) -> bool {
    let tried = [
        "approved_by",
        "history",
        "legal_basis",
        "origin",
        "owner",
        "renamed_from",
        "status",
        "superseded_by",
        "valid_from",
        "valid_to",
        "version",
        "deprecated",
    ];
    path.split('.').any(|key| tried.contains(&key))
}

#[test]
fn the_complete_site_has_every_key_of_the_schemas() {
    let site = sources(COMPLETE);
    let there: BTreeSet<String> = site.files.values().flat_map(entries).map(|entry| entry.path).collect();
    let missing: Vec<String> = keys().into_iter().filter(|key| !there.contains(key) && (!is_tried_in_a_use_case(key) || key.starts_with("use-case"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (name, schema) in crate::parse::schemas() {
        collect(name, &schema, &mut keys);
    }
    keys
}

/// The paths of all keys below a schema.
fn collect(path: &str, schema: &Json, keys: &mut BTreeSet<String>) {
    for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{key}");
        keys.insert(path.clone());
        collect(&path, schema, keys);
    }
    for inner in ["items", "additionalProperties"].into_iter().filter(|inner| schema[*inner].is_object()) {
        collect(path, &schema[inner], keys);
    }
    for schema in schema["anyOf"].as_array().into_iter().flatten() {
        collect(path, schema, keys);
    }
}
