//! The information model and its areas.

mod area;
mod index;
mod need;
mod state;
#[cfg(test)]
mod tests;

pub use area::area;
pub use index::index;

use crate::model::information::Readiness;
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::Tag;

/// The anchor of an audience; a need may have the same id.
pub fn audience_anchor(id: &str) -> String {
    format!("audience-{id}")
}

/// The anchor of a perspective.
pub fn perspective_anchor(id: &str) -> String {
    format!("perspective-{id}")
}

/// How ready an area's content is, as HTML; that nobody has said is a word of its own, not a state.
fn readiness(scope: &Scope, readiness: Readiness) -> String {
    match readiness {
        Readiness::Ready => Tag::word(scope, "tag--full", "readiness.ready").html(),
        Readiness::Partly => Tag::word(scope, "lv-should", "readiness.partly").html(),
        Readiness::NotRecorded => format!("<span class=\"void\">{}</span>", escape(scope.words.get("readiness.not-recorded"))),
    }
}
