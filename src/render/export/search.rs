//! `things.json`: the names of all things in one language, for programs that search.

use serde::Serialize;

use super::json;
use crate::render::scope::Scope;
use crate::render::view::search::things;

/// Something with a name and an address.
#[derive(Serialize)]
struct Named {
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    synonyms: Vec<String>,
    kind: String,
    /// Relative to the folder of the search page.
    href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
}

/// All things of the page's release, by name.
pub fn search(scope: &Scope) -> Vec<u8> {
    let named = things(scope).into_iter().map(|thing| Named {
        name: thing.name.text,
        synonyms: thing.synonyms,
        kind: thing.kind.text,
        href: thing.href,
        summary: thing.summary.map(|text| scope.plain_text(text)),
    });
    json(&named.collect::<Vec<_>>())
}
