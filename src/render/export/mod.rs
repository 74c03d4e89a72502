//! The machine-readable forms of a site, made from the same objects as its pages.

pub mod catalog;
pub mod changes;
pub mod chart;
pub mod csv;
pub mod feed;
pub mod free;
mod json_schema;
mod names;
pub mod package;
mod rdf;
pub mod search;
mod shacl;
pub mod sitemap;
mod skos;
mod sql;
mod template;
#[cfg(test)]
pub(crate) mod tests;
pub mod twin;

use crate::model::{CodeList, Concept, ConceptModel, UseCase};
use crate::plan::{Export, Place};
use crate::render::scope::Scope;

/// A machine form of the thing that a page shows.
pub fn thing(scope: &Scope, form: Export) -> Vec<u8> {
    let bytes = match &scope.route.place {
        Place::ConceptModel(id) => scope.model().concept_models.get(id).and_then(|model| of_model(scope, model, form)),
        Place::Concept(id, concept) => scope.model().concept_models.get(id).and_then(|model| of_concept(scope, model, model.concept(concept)?, form)),
        Place::UseCase(id) => scope.model().use_cases.get(id).and_then(|case| of_case(scope, case, form)),
        Place::CodeList(id) => scope.model().code_lists.get(id).and_then(|list| of_list(scope, list, form)),
        _ => None,
    };
    bytes.unwrap_or_default()
}

fn of_model(scope: &Scope, model: &ConceptModel, form: Export) -> Option<Vec<u8>> {
    Some(match form {
        Export::Turtle => skos::model(scope, model).turtle(),
        Export::JsonLd => skos::model(scope, model).json_ld(),
        Export::Shacl => shacl::model(scope, model).turtle(),
        Export::JsonSchema => json_schema::model(scope, model),
        Export::Sql => sql::model(scope, model),
        Export::Csv | Export::Csvw | Export::Package => return None,
    })
}

fn of_concept(scope: &Scope, model: &ConceptModel, concept: &Concept, form: Export) -> Option<Vec<u8>> {
    match form {
        Export::Csv => template::csv(model, concept),
        Export::Csvw => template::csvw(scope, model, concept),
        _ => None,
    }
}

fn of_case(scope: &Scope, case: &UseCase, form: Export) -> Option<Vec<u8>> {
    let names = names::Names::new(scope);
    let models = crate::relational::models_of(scope.model(), case);
    let title = || format!("{} {}", names.first(&case.title), case.lifecycle.version);
    match form {
        Export::Package => Some(package::archive(scope, case)),
        Export::Sql => Some(sql::ddl(names, &models, &title()).into_bytes()),
        Export::JsonSchema => {
            let mut schema = json_schema::schema(names, &models, &names.file(Place::UseCase(case.id.clone()), "schema.json"));
            schema["title"] = serde_json::json!(title());
            Some(json(&schema))
        }
        _ => None,
    }
}

fn of_list(scope: &Scope, list: &CodeList, form: Export) -> Option<Vec<u8>> {
    match form {
        Export::Turtle => Some(skos::code_list(scope, list).turtle()),
        Export::JsonLd => Some(skos::code_list(scope, list).json_ld()),
        Export::Csv => Some(csv::codes(scope, list).into_bytes()),
        _ => None,
    }
}

/// Text made safe for XML; characters that XML does not have are left out.
fn xml(text: &str) -> String {
    let allowed = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    crate::render::scope::escape(&text.chars().filter(allowed).collect::<String>())
}

/// JSON with a final newline.
fn json<T: serde::Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
