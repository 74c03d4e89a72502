//! The steps that versioned documents have taken, over all kinds.

use std::cmp::Reverse;

use crate::model::lifecycle::HistoryEntry;
use crate::model::{Lifecycle, Model, Text, Version};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope};

/// A versioned document of a model.
pub struct Versioned<'m> {
    /// Where it is shown.
    pub place: Place,
    /// The word for its kind: `kind.<this>`.
    pub kind: &'static str,
    /// Its name; the region classifications have none.
    pub name: Option<&'m Text>,
    /// Its version.
    pub version: Version,
    /// Its history, newest first.
    pub history: &'m [HistoryEntry],
}

impl<'m> Versioned<'m> {
    fn new(place: Place, kind: &'static str, name: &'m Text, lifecycle: &'m Lifecycle) -> Self {
        Self { place, kind, name: Some(name), version: lifecycle.version, history: &lifecycle.history }
    }

    /// A link to it under its name.
    pub fn link(&self, scope: &Scope) -> Link {
        match self.name {
            Some(name) => scope.link(&self.place, name),
            None => scope.word_link(&self.place, "nav.regions"),
        }
    }
}

/// All versioned documents of a model, kind by kind.
pub fn documents(model: &Model) -> Vec<Versioned<'_>> {
    let mut found = Vec::new();
    if let Some(it) = &model.information {
        found.push(Versioned::new(Place::Information, "information-model", &it.name, &it.lifecycle));
    }
    for it in model.use_cases.values() {
        found.push(Versioned::new(Place::UseCase(it.id.clone()), "use-case", &it.title, &it.lifecycle));
    }
    for it in model.indicators.values() {
        found.push(Versioned::new(Place::Indicator(it.id.clone()), "indicator", &it.name, &it.lifecycle));
    }
    for it in model.concept_models.values() {
        found.push(Versioned::new(Place::ConceptModel(it.id.clone()), "concept-model", &it.name, &it.lifecycle));
    }
    for it in model.code_lists.values() {
        found.push(Versioned::new(Place::CodeList(it.id.clone()), "code-list", &it.name, &it.lifecycle));
    }
    if let Some(it) = &model.regions.lifecycle {
        found.push(Versioned { place: Place::Regions, kind: "regions", name: None, version: it.version, history: &it.history });
    }
    found
}

/// The newest steps of a model's documents, newest first.
pub fn newest(model: &Model, most: usize) -> Vec<(Versioned<'_>, &HistoryEntry)> {
    let mut steps: Vec<(Versioned, &HistoryEntry)> = Vec::new();
    for document in documents(model) {
        let Versioned { place, kind, name, version, history } = document;
        steps.extend(history.iter().map(|entry| (Versioned { place: place.clone(), kind, name, version, history }, entry)));
    }
    steps.sort_by_key(|(document, entry)| (Reverse(entry.date), document.place.clone(), Reverse(entry.version)));
    steps.truncate(most);
    steps
}
