//! The information model and its areas.

use super::{Shown, plain};
use crate::model::{Area, InformationModel};
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope, information: &InformationModel) -> Shown {
    plain(scope, &scope.plain_text(&information.name))
}

/// See the module.
pub fn area(scope: &Scope, area: &Area) -> Shown {
    plain(scope, &scope.plain_text(&area.name))
}
