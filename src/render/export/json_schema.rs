//! Concept models as a JSON Schema (2020-12): a data set is an object that holds a list of records for each concept.
//!
//! A special concept takes in what holds of the general one (`allOf`), so the definitions are open;
//! records of a data set are closed, and an unknown key is an error.

use serde_json::{Map, Value as Json, json};

use super::names::Names;
use crate::model::concept::DataType;
use crate::model::{ConceptModel, Text};
use crate::plan::Place;
use crate::relational::{Column, Origin, Table, Tables};
use crate::render::scope::Scope;

/// The schema of a concept model.
pub fn model(scope: &Scope, model: &ConceptModel) -> Vec<u8> {
    let names = Names::new(scope);
    let id = names.file(Place::ConceptModel(model.id.clone()), "schema.json");
    let mut schema = schema(names, &[model], &id);
    schema["title"] = json!(names.first(&model.name));
    schema["version"] = json!(model.lifecycle.version);
    super::json(&schema)
}

/// The schema of data sets over some models.
pub fn schema(names: Names<'_>, models: &[&ConceptModel], id: &str) -> Json {
    let tables = Tables::of(models);
    let mut lists: Map<String, Json> = Map::new();
    let mut definitions: Map<String, Json> = Map::new();
    for table in &tables.tables {
        let reference = format!("#/$defs/{}", table.name);
        lists.insert(table.name.clone(), json!({ "type": "array", "items": { "$ref": reference, "unevaluatedProperties": false } }));
        definitions.insert(table.name.clone(), definition(names, &tables, table));
    }
    for join in &tables.joins {
        let properties: Map<String, Json> = join.ends.iter().map(|(_, name)| (name.clone(), json!({ "type": "string", "minLength": 1 }))).collect();
        let required: Vec<&String> = join.ends.iter().map(|(_, name)| name).collect();
        let record = json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
        lists.insert(join.name.clone(), json!({ "type": "array", "uniqueItems": true, "items": record }));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "type": "object",
        "properties": lists,
        "additionalProperties": false,
        "$defs": definitions,
    })
}

fn definition(names: Names<'_>, tables: &Tables<'_>, table: &Table<'_>) -> Json {
    let mut definition = Map::new();
    described(&mut definition, names, &table.source.name, table.source.definition.as_ref());
    if table.source.deprecated.is_some() {
        definition.insert("deprecated".into(), json!(true));
    }
    definition.insert("type".into(), json!("object"));
    let general: Vec<Json> =
        table.general.iter().filter_map(|at| tables.tables.get(*at)).map(|one| json!({ "$ref": format!("#/$defs/{}", one.name) })).collect();
    if !general.is_empty() {
        definition.insert("allOf".into(), json!(general));
    }
    // The key of a general concept is among its own properties.
    let own: Vec<&Column<'_>> = table.columns.iter().filter(|column| !is_inherited(tables, table, column)).collect();
    let properties: Map<String, Json> = own.iter().map(|column| (column.name.clone(), property(names, column))).collect();
    let required: Vec<&str> = own.iter().filter(|column| column.is_required()).map(|column| column.name.as_str()).collect();
    definition.insert("properties".into(), json!(properties));
    if !required.is_empty() {
        definition.insert("required".into(), json!(required));
    }
    Json::Object(definition)
}

fn is_inherited(tables: &Tables<'_>, table: &Table<'_>, column: &Column<'_>) -> bool {
    let keys = || table.general.iter().filter_map(|at| tables.tables.get(*at)?.key_column());
    matches!(column.origin, Origin::General) && keys().any(|key| key.name == column.name)
}

fn property(names: Names<'_>, column: &Column<'_>) -> Json {
    let mut value = value(column.data_type);
    if let Some(list) = column.code_list.and_then(|id| names.model().code_lists.get(id)) {
        value.insert("enum".into(), list.codes.iter().map(|code| json!(code.code)).collect());
        value.insert("x-code-list".into(), json!(names.code_list(list).as_str()));
    }
    let mut property = if column.is_many() { list(value, column) } else { value };
    if let Some(attribute) = column.attribute() {
        described(&mut property, names, &attribute.name, attribute.definition.as_ref());
        if attribute.personal_data {
            property.insert("x-personal-data".into(), json!(true));
        }
        if attribute.deprecated.is_some() {
            property.insert("deprecated".into(), json!(true));
        }
    }
    Json::Object(property)
}

fn list(value: Map<String, Json>, column: &Column<'_>) -> Map<String, Json> {
    let mut list = Map::from_iter([("type".to_owned(), json!("array")), ("items".to_owned(), Json::Object(value))]);
    if column.cardinality.least > 0 {
        list.insert("minItems".into(), json!(column.cardinality.least));
    }
    if let Some(most) = column.cardinality.most {
        list.insert("maxItems".into(), json!(most));
    }
    list
}

fn value(data_type: DataType) -> Map<String, Json> {
    let value = match data_type {
        DataType::String | DataType::Text => json!({ "type": "string" }),
        DataType::Code | DataType::Identifier => json!({ "type": "string", "minLength": 1 }),
        DataType::Integer => json!({ "type": "integer" }),
        DataType::Decimal | DataType::Money => json!({ "type": "number" }),
        DataType::Boolean => json!({ "type": "boolean" }),
        DataType::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        // The format of the same name demands a time zone, which extracts rarely have.
        DataType::DateTime => json!({
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?$"
        }),
        DataType::Year => json!({ "type": "integer", "minimum": 0, "maximum": 9999 }),
        DataType::Duration => json!({ "type": "string", "format": "duration", "pattern": "^-?P" }),
    };
    match value {
        Json::Object(value) => value,
        _ => Map::new(),
    }
}

/// Name and definition: in the site's first language where every tool looks, and in all of them beside it.
fn described(schema: &mut Map<String, Json>, names: Names<'_>, name: &Text, definition: Option<&Text>) {
    schema.insert("title".into(), json!(names.first(name)));
    if let Some(definition) = definition.filter(|definition| !definition.is_empty()) {
        schema.insert("description".into(), json!(names.first(definition)));
    }
    let languages = |text: &Text| -> Map<String, Json> { names.plain(text).into_iter().map(|(language, text)| (language.to_string(), json!(text))).collect() };
    schema.insert("x-title".into(), Json::Object(languages(name)));
    if let Some(definition) = definition.filter(|definition| definition.versions().count() > 1) {
        schema.insert("x-description".into(), Json::Object(languages(definition)));
    }
}
