//! Model × model → named changes, each with a class, its places, a sentence and a fingerprint.
//!
//! Both models are seen as things with fields and parts ([`thing`]), which are matched
//! ([`matching`]) and compared field by field; each field says how a change of it is judged
//! ([`judge`]), and that names the rule ([`rules`]). Parts can move from one part of a document to
//! another ([`moves`]). Where ids became others, the comparison is made once more with that in mind
//! ([`known`]), so that a reference that only follows is told as one. Values of indicators are
//! compared row by row ([`values`]).
//!
//! **A change can be applied**: it carries what was and what is, as the machine forms write it, so
//! that the changes from one model to another, applied to the first, give the second. Only the
//! number that came to be withheld is not told.

mod change;
mod compare;
mod judge;
mod known;
mod matching;
mod moves;
mod nouns;
mod places;
mod pointer;
pub mod report;
pub mod rules;
mod sentence;
#[cfg(test)]
mod tests;
mod thing;
mod things;
mod values;
mod wording;

use std::collections::BTreeMap;

pub use change::{Cell, Change, Class, Form, MatchedBy, Sentence, Step, Subject};
pub use places::Places;
pub use pointer::{At, Pointer};
pub use rules::{RULES, Rule};

use crate::model::{Id, Model};
use compare::Comparison;
use known::Known;
use thing::Thing;

/// The changes between two snapshots, in the order of kinds, ids and fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Changes {
    /// The changes of one document and its parts.
    pub fn of<'a>(&'a self, document: &'a Subject) -> impl Iterator<Item = &'a Change> + 'a {
        self.changes.iter().filter(move |change| change.document == *document)
    }

    /// The gravest class that there is; none where nothing changed.
    pub fn gravest(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }
}

/// What changed from one model to another.
pub fn diff(old: &Model, new: &Model) -> Changes {
    let first = compared(old, new, Known::default());
    let known = Known::of(&first.changes);
    if known.is_empty() { first } else { compared(old, new, known) }
}

fn compared(old: &Model, new: &Model, known: Known) -> Changes {
    let mut comparison = Comparison::new(old, new, known);
    comparison.one(things::front(&old.front), things::front(&new.front), old.front == new.front);
    comparison.all(&old.pages, &new.pages, things::page);
    comparison.all(&old.use_cases, &new.use_cases, things::use_case);
    comparison.indicators();
    comparison.information();
    comparison.all(&old.concept_models, &new.concept_models, things::concept_model);
    comparison.all(&old.code_lists, &new.code_lists, things::code_list);
    comparison.regions();
    comparison.collections();
    comparison.files();
    Changes { changes: comparison.changes }
}

/// Things that are on one side alone or are not the same on both; what is the same is not taken apart.
fn differing<T: PartialEq>(old: &BTreeMap<Id, T>, new: &BTreeMap<Id, T>, thing: impl Fn(&T) -> Thing) -> (Vec<Thing>, Vec<Thing>) {
    let of = |these: &BTreeMap<Id, T>, those: &BTreeMap<Id, T>| these.iter().filter(|(id, it)| those.get(*id) != Some(*it)).map(|(_, it)| thing(it)).collect();
    (of(old, new), of(new, old))
}
