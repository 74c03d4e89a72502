//! Use-case descriptions.

use super::{Shown, plain};
use crate::model::UseCase;
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope) -> Shown {
    plain(scope, "use_case")
}

/// See the module.
pub fn one(scope: &Scope, use_case: &UseCase) -> Shown {
    plain(scope, &scope.plain_text(&use_case.title))
}
