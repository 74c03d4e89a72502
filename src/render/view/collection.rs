//! Further collections and their documents.

use super::{Shown, plain};
use crate::model::{Collection, Document};
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope, collection: &Collection) -> Shown {
    plain(scope, &scope.plain_text(&collection.name))
}

/// See the module.
pub fn document(scope: &Scope, _collection: &Collection, document: &Document) -> Shown {
    plain(scope, &scope.plain_text(&document.title))
}
