//! Pages of prose.

use super::{Shown, plain};
use crate::model::TextPage;
use crate::render::scope::Scope;

/// See the module.
pub fn one(scope: &Scope, page: &TextPage) -> Shown {
    plain(scope, &scope.plain_text(&page.title))
}
