//! All concept models, and all their concepts by name.

use serde::Serialize;

use super::model::counts;
use crate::model::{Concept, ConceptModel, Kind, Reference};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope};
use crate::render::view::life::{Entry, gone};
use crate::render::view::parts::Row;
use crate::render::view::{Shown, ties};

/// What the index shows.
#[derive(Serialize)]
struct IndexView {
    /// The page of all terms with their definitions.
    glossary: Link,
    /// The models.
    models: Vec<Entry>,
    /// Every concept, by name.
    concepts: Vec<Row>,
    /// Models that are no longer there.
    gone: Vec<Row>,
}

/// The index of concept models.
pub fn index(scope: &Scope) -> Shown {
    let mut models: Vec<&ConceptModel> = scope.model().concept_models.values().collect();
    scope.sort_by_name(&mut models, |model| scope.plain_text(&model.name));
    let mut concepts: Vec<(&ConceptModel, &Concept)> = models.iter().flat_map(|model| model.concepts.iter().map(move |concept| (*model, concept))).collect();
    scope.sort_by_name(&mut concepts, |(_, concept)| scope.plain_text(&concept.name));
    let view = IndexView {
        glossary: scope.word_link(&Place::Glossary, "glossary.title"),
        models: models.iter().map(|model| entry(scope, model)).collect(),
        concepts: concepts.into_iter().map(|(model, concept)| super::one::with_model(scope, model, concept)).collect(),
        gone: gone(scope, &Kind::ConceptModel),
    };
    let count = scope.words.count("count.concept-models", models.len());
    let shown = Shown::new("concept-models.html", scope.said(scope.word("concept-model.all")), &view).fact(count);
    let shown = if view.concepts.is_empty() { shown } else { shown.fact(scope.words.count("count.concepts", view.concepts.len())) };
    ties::opening(shown, scope, "concept-model.lead")
}

fn entry(scope: &Scope, model: &ConceptModel) -> Entry {
    let document = Reference::new(Kind::ConceptModel, model.id.clone());
    Entry::new(scope, document, &model.lifecycle, model.description.as_ref(), vec![counts(scope, model)])
}
