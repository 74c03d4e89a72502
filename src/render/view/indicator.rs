//! Indicators.

use super::{Shown, plain};
use crate::model::Indicator;
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope) -> Shown {
    plain(scope, "indicator")
}

/// See the module.
pub fn one(scope: &Scope, indicator: &Indicator) -> Shown {
    plain(scope, &scope.plain_text(&indicator.name))
}
