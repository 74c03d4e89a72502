//! The front page.

use super::{Shown, plain};
use crate::render::scope::Scope;

/// See the module.
pub fn front(scope: &Scope) -> Shown {
    plain(scope, "front")
}
