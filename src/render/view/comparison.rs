//! Comparison of regions.

use super::{Shown, plain};
use crate::model::Region;
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope) -> Shown {
    plain(scope, "comparison")
}

/// See the module.
pub fn pair(scope: &Scope, first: &Region, _second: &Region) -> Shown {
    plain(scope, &scope.plain_text(&first.name))
}
