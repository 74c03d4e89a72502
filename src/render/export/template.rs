//! An empty CSV file for the records of a concept, and what its columns are, in the words of CSVW.

use serde_json::{Map, Value as Json, json};

use super::csv::text;
use super::names::Names;
use crate::model::concept::DataType;
use crate::model::{CodeList, Concept, ConceptModel, Text};
use crate::plan::{Export, Place};
use crate::relational::{Column, Table, Tables, Target};
use crate::render::scope::Scope;

/// The sign between several values of one cell.
pub const SEPARATOR: char = '|';

/// The header of a concept's file.
pub fn csv(model: &ConceptModel, concept: &Concept) -> Option<Vec<u8>> {
    let tables = Tables::of(&[model]);
    let table = &tables.tables[tables.of_concept(&model.id, &concept.id)?];
    Some(header(table).into_bytes())
}

/// The header of a table's file.
pub fn header(table: &Table<'_>) -> String {
    let mut out = String::new();
    for (at, column) in table.columns.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        text(&mut out, &column.name);
    }
    out.push('\n');
    out
}

/// The description of a concept's file, beside it.
pub fn csvw(scope: &Scope, model: &ConceptModel, concept: &Concept) -> Option<Vec<u8>> {
    let tables = Tables::of(&[model]);
    let table = &tables.tables[tables.of_concept(&model.id, &concept.id)?];
    let thing = Place::Concept(model.id.clone(), concept.id.clone()).thing()?;
    let description = described(Names::new(scope), table, &Export::Csv.file_name(&thing));
    let mut whole = Map::from_iter([("@context".to_owned(), json!(["http://www.w3.org/ns/csvw", { "@language": "und" }]))]);
    whole.extend(description);
    Some(super::json(&whole))
}

/// What a table's file holds.
pub fn described(names: Names<'_>, table: &Table<'_>, file: &str) -> Map<String, Json> {
    let columns: Vec<Json> = table.columns.iter().map(|column| self::column(names, column)).collect();
    let mut schema = Map::from_iter([("columns".to_owned(), json!(columns))]);
    if let Some(key) = table.key_column() {
        schema.insert("primaryKey".into(), json!(key.name));
    }
    let mut description = Map::from_iter([
        ("url".to_owned(), json!(file)),
        ("dc:title".to_owned(), by_language(names, &table.source.name)),
        ("dc:subject".to_owned(), json!({ "@id": names.concept(&table.concept).as_str() })),
    ]);
    if let Some(definition) = &table.source.definition {
        description.insert("dc:description".into(), by_language(names, definition));
    }
    description.insert("dialect".into(), json!({ "delimiter": ",", "encoding": "utf-8", "header": true }));
    description.insert("tableSchema".into(), Json::Object(schema));
    description
}

fn column(names: Names<'_>, column: &Column<'_>) -> Json {
    let list = column.code_list.and_then(|id| names.model().code_lists.get(id));
    let mut json = Map::from_iter([("name".to_owned(), json!(column.name)), ("datatype".to_owned(), datatype(column.data_type, list))]);
    json.insert("required".into(), json!(column.is_required()));
    if column.is_many() {
        json.insert("separator".into(), json!(SEPARATOR));
    }
    if let Some(attribute) = column.attribute() {
        json.insert("titles".into(), json!(column.name));
        json.insert("dc:title".into(), by_language(names, &attribute.name));
        if let Some(definition) = &attribute.definition {
            json.insert("dc:description".into(), by_language(names, definition));
        }
        if attribute.personal_data {
            json.insert("dc:accessRights".into(), json!("personal data"));
        }
        if attribute.deprecated.is_some() {
            json.insert("dc:valid".into(), json!("deprecated"));
        }
    }
    if let Some(list) = list {
        json.insert("dc:conformsTo".into(), json!({ "@id": names.code_list(list).as_str() }));
    }
    Json::Object(json)
}

fn by_language(names: Names<'_>, text: &Text) -> Json {
    names.plain(text).into_iter().map(|(language, text)| json!({ "@value": text, "@language": language })).collect()
}

fn datatype(data_type: DataType, list: Option<&CodeList>) -> Json {
    if let Some(list) = list {
        let codes: Vec<String> = list.codes.iter().map(|code| pattern(&code.code)).collect();
        return json!({ "base": "string", "format": codes.join("|") });
    }
    match data_type {
        DataType::String | DataType::Text | DataType::Code | DataType::Identifier => json!("string"),
        DataType::Integer => json!("integer"),
        DataType::Decimal | DataType::Money => json!("decimal"),
        DataType::Boolean => json!({ "base": "boolean", "format": "true|false" }),
        DataType::Date => json!("date"),
        DataType::DateTime => json!("dateTime"),
        DataType::Year => json!("gYear"),
        DataType::Duration => json!("duration"),
    }
}

/// A code as a pattern that only it matches.
fn pattern(code: &str) -> String {
    code.chars().fold(String::new(), |mut out, sign| {
        if "\\^$.|?*+()[]{}-/".contains(sign) {
            out.push('\\');
        }
        out.push(sign);
        out
    })
}

/// References between the files of some tables, for a description that holds them all.
pub fn foreign_keys(tables: &Tables<'_>, table: &Table<'_>) -> Vec<Json> {
    let key = |column: &Column<'_>| {
        let Some(Target::Table(other)) = column.refers_to else { return None };
        let other = tables.tables.get(other)?;
        let key = &other.key_column()?.name;
        Some(json!({ "columnReference": column.name, "reference": { "resource": format!("{}.csv", other.name), "columnReference": key } }))
    };
    table.columns.iter().filter_map(key).collect()
}
