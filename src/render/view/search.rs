//! The index of all things by name.

use super::{Shown, plain};
use crate::render::scope::Scope;

/// See the module.
pub fn search(scope: &Scope) -> Shown {
    plain(scope, "search")
}
