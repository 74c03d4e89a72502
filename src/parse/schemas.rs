//! JSON Schemas of the source forms, from the very functions that read them.

use serde_json::{Value as Json, json};

use super::fields::Fields;
use super::{code_list, collection, concept, indicator, information, page, regions, removed, settings, use_case};

/// The schema of each source form, by the name of its file without `.schema.json`.
pub fn schemas() -> Vec<(&'static str, Json)> {
    let mut schemas = vec![
        ("site", Fields::describe(settings::read)),
        ("page", Fields::describe(page::page)),
        ("region-prose", Fields::describe(page::region_prose)),
        ("use-case", Fields::describe(use_case::use_case)),
        ("indicator", Fields::describe(indicator::indicator)),
        ("information-model", Fields::describe(information::information)),
        ("regions", Fields::describe(regions::regions)),
        ("code-list", Fields::describe(code_list::code_list)),
        ("concept-model", Fields::describe(concept::concept_model)),
        ("collection", Fields::describe(collection::collection)),
        ("removed", Fields::describe(removed::removed)),
    ];
    for (name, schema) in &mut schemas {
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["title"] = json!(*name);
        schema["$defs"] = json!({ "text": text() });
    }
    schemas
}

/// A text: a string of the site's default language, or strings by language.
fn text() -> Json {
    json!({
        "anyOf": [
            { "type": "string" },
            { "type": "object", "propertyNames": { "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" }, "additionalProperties": { "type": "string" } },
        ],
    })
}
