//! Releases and what changed in them.

use super::{Shown, plain};
use crate::model::Id;
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope) -> Shown {
    plain(scope, "release")
}

/// See the module.
pub fn one(scope: &Scope, id: &Id) -> Shown {
    plain(scope, id)
}

/// See the module.
pub fn changes(scope: &Scope, id: &Id) -> Shown {
    plain(scope, id)
}
