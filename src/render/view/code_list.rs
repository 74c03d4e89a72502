//! Code lists.

use super::{Shown, plain};
use crate::model::CodeList;
use crate::render::scope::Scope;

/// See the module.
pub fn index(scope: &Scope) -> Shown {
    plain(scope, "code_list")
}

/// See the module.
pub fn one(scope: &Scope, list: &CodeList) -> Shown {
    plain(scope, &scope.plain_text(&list.name))
}
