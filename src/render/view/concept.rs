//! Concept models and concepts.

use super::{Shown, plain};
use crate::model::{Concept, ConceptModel};
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope) -> Shown {
    plain(scope, "concept")
}

/// See the module.
pub fn model(scope: &Scope, model: &ConceptModel) -> Shown {
    plain(scope, &scope.plain_text(&model.name))
}

/// See the module.
pub fn concept(scope: &Scope, _model: &ConceptModel, concept: &Concept) -> Shown {
    plain(scope, &scope.plain_text(&concept.name))
}
