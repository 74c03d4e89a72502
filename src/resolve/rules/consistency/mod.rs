//! Whether what a snapshot says holds together: terms, definitions, numerators, code lists, requirements.
//!
//! What is surely wrong for a reader is a warning; what may be meant so is a note.

mod cardinality;
mod circles;
mod deprecated;
mod elements;
mod lists;
mod synonyms;
mod terms;

pub use deprecated::link;

use crate::diagnostic::Report;
use crate::model::Model;
use crate::parse::Documents;

/// Holds the parts of a snapshot against each other.
pub fn check(documents: &Documents, model: &Model, report: &mut Report) {
    terms::check(documents, model, report);
    synonyms::check(documents, model, report);
    circles::check(documents, model, report);
    deprecated::check(documents, model, report);
    lists::check(documents, model, report);
    elements::check_indicators(documents, report);
    elements::check_requirements(documents, report);
    cardinality::check(documents, model, report);
}
