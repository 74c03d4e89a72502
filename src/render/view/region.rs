//! Regions.

use super::{Shown, plain};
use crate::model::Region;
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope) -> Shown {
    plain(scope, "region")
}

/// See the module.
pub fn one(scope: &Scope, region: &Region) -> Shown {
    plain(scope, &scope.plain_text(&region.name))
}
