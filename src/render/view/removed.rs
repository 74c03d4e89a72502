//! Things that a release no longer has.

use super::{Shown, plain};
use crate::model::Removed;
use crate::render::scope::Scope;

/// See the module.
pub fn removed(scope: &Scope, removed: &Removed) -> Shown {
    plain(scope, &removed.id)
}
