//! The page of a concept model.

use serde::Serialize;

use super::element::{AttributeRow, attributes, deprecated};
use super::relation::{RelationRow, relation};
use crate::model::{Concept, ConceptModel, ConceptRef, Id, Indicator, Kind, Reference, UseCase};
use crate::plan::route::Place;
use crate::render::drawing;
use crate::render::scope::{Link, Scope, TocEntry, escape};
use crate::render::view::life::{self, Life, life, strip};
use crate::render::view::parts::Row;
use crate::render::view::ties::{Group, documents};
use crate::render::view::{Shown, banner};

/// What the page shows.
#[derive(Serialize)]
struct ModelView {
    /// The picture in its scrolling region, as HTML.
    diagram: Option<String>,
    /// Of a large model, the groups of its concepts, each with its picture.
    groups: Vec<GroupView>,
    /// What its marks mean, each as HTML.
    key: Vec<String>,
    /// Concepts, each with its attributes.
    concepts: Vec<ConceptRows>,
    /// Whether an attribute is personal data: the table then says what its mark means.
    has_personal_data: bool,
    /// Whether a requirement speaks of an attribute.
    has_required: bool,
    /// Whether a view of the key elements would leave some out, and not all.
    has_minor: bool,
    /// Relations.
    relations: Vec<RelationRow>,
    /// What rests on the model.
    used_by: Vec<Group>,
    /// Documents of collections that refer to it.
    documents: Vec<Group>,
    /// Its life.
    life: Life,
}

/// Concepts of a large model that belong together.
#[derive(Serialize)]
struct GroupView {
    title: Link,
    /// The id of its heading.
    id: String,
    diagram: String,
}

#[derive(Serialize)]
struct ConceptRows {
    id: String,
    href: Option<String>,
    name: String,
    definition: Option<String>,
    synonyms: Vec<String>,
    count: String,
    deprecated: Option<String>,
    attributes: Vec<AttributeRow>,
}

/// The page of a concept model.
pub fn model(scope: &Scope, model: &ConceptModel) -> Shown {
    let thing = Reference::new(Kind::ConceptModel, model.id.clone());
    let name = scope.plain_text(&model.name);
    let concepts: Vec<ConceptRows> = model.concepts.iter().map(|concept| rows(scope, model, concept)).collect();
    let any = |is: fn(&AttributeRow) -> bool| concepts.iter().flat_map(|concept| &concept.attributes).any(is);
    let view = ModelView {
        diagram: drawing::of_model(scope, model, "s-diagram", "").map(|svg| drawing::figure(scope, &svg, &name)),
        groups: drawing::large::of_groups(scope, model, "s-group")
            .into_iter()
            .map(|group| GroupView { diagram: drawing::figure(scope, &group.svg, &group.name), id: group.id, title: group.title })
            .collect(),
        key: drawing::key_of(scope, &model.relations.iter().collect::<Vec<_>>(), &model.id),
        has_personal_data: any(|attribute| attribute.personal_data),
        has_required: any(|attribute| attribute.required),
        has_minor: any(|attribute| attribute.minor) && any(|attribute| !attribute.minor),
        concepts,
        relations: model.relations.iter().map(|one| relation(scope, one, None)).collect(),
        used_by: used_by(scope, model),
        documents: documents(scope, std::slice::from_ref(&thing)),
        life: life(scope, &model.lifecycle),
    };
    let toc = contents(scope, &view);
    let mut shown = Shown::new("concept-model.html", scope.plain(&model.name), &view)
        .summary(scope, model.description.as_ref())
        .crumb(scope.word_link(&Place::ConceptModels, "nav.concept-models"))
        .banner(banner::status(scope, &model.lifecycle, |id| Reference::new(Kind::ConceptModel, id.clone())))
        .sections(toc);
    shown.facts = strip(scope, &model.lifecycle, "kind.concept-model");
    shown.facts.push(counts(scope, model));
    shown
}

/// How many concepts, attributes and relations a model has.
pub fn counts(scope: &Scope, model: &ConceptModel) -> String {
    let attributes = model.concepts.iter().map(|concept| concept.attributes.len()).sum();
    let counted =
        [("count.concepts", model.concepts.len()), ("concept-model.attribute-count", attributes), ("concept-model.relation-count", model.relations.len())];
    escape(&counted.map(|(key, n)| scope.words.count(key, n)).join(", "))
}

fn rows(scope: &Scope, model: &ConceptModel, concept: &Concept) -> ConceptRows {
    let href = scope.href(&Place::Concept(model.id.clone(), concept.id.clone()));
    let reference = ConceptRef { model: model.id.clone(), concept: concept.id.clone(), attribute: None };
    let other = |id: &Id| model.concept(id).map_or_else(|| escape(id), |other| scope.label(&other.name));
    ConceptRows {
        id: concept.id.to_string(),
        name: scope.label(&concept.name),
        definition: concept.definition.as_ref().map(|definition| scope.html(definition)),
        synonyms: super::one::synonyms(scope, concept),
        count: scope.words.count("concept-model.attribute-count", concept.attributes.len()),
        deprecated: concept.deprecated.as_ref().map(|gone| deprecated(scope, gone, |id| Some(format!("#{id}")), other)),
        attributes: attributes(scope, href.as_deref().unwrap_or_default(), &reference, concept),
        href,
    }
}

/// Use cases that name the model, and indicators and other models that rest on its concepts.
fn used_by(scope: &Scope, model: &ConceptModel) -> Vec<Group> {
    let thing = Reference::new(Kind::ConceptModel, model.id.clone());
    let all = scope.model();
    let concepts = |one: &Indicator| {
        one.concepts.iter().filter(|concept| concept.model == model.id).map(|concept| super::element::element(scope, concept).html).collect::<Vec<_>>()
    };
    let indicators = all.indicators.values().map(|one| (one, concepts(one))).filter(|(_, concepts)| !concepts.is_empty());
    let groups = [
        Group::word(scope, "ties.use-cases", users(scope, model)),
        Group::word(
            scope,
            "ties.indicators",
            indicators.map(|(one, concepts)| Row::of(scope.thing(&Reference::new(Kind::Indicator, one.id.clone()))).note(concepts.join(", "))).collect(),
        ),
        Group::word(scope, "ties.concept-models", neighbours(scope, &thing, model)),
    ];
    groups.into_iter().flatten().collect()
}

/// Use cases that rest on the model, with the version each was written for.
fn users(scope: &Scope, model: &ConceptModel) -> Vec<Row> {
    let cases = scope.model().use_cases.values().filter(|one| speaks_of(one, model));
    cases
        .map(|one| {
            let pin = one.models.iter().find(|pin| pin.id == model.id);
            life::pinned_row(scope, &Reference::new(Kind::UseCase, one.id.clone()), pin.and_then(|pin| pin.version), model.lifecycle.version)
        })
        .collect()
}

fn speaks_of(use_case: &UseCase, model: &ConceptModel) -> bool {
    let in_requirement = use_case.requirements.iter().filter_map(|requirement| requirement.concept.as_ref()).any(|concept| concept.model == model.id);
    in_requirement || use_case.models.iter().any(|pin| pin.id == model.id)
}

/// Other models whose relations reach a concept of this one, or that its relations reach.
fn neighbours(scope: &Scope, thing: &Reference, model: &ConceptModel) -> Vec<Row> {
    let index = &scope.release.index;
    let mut ids: Vec<Id> = Vec::new();
    for concept in &model.concepts {
        ids.extend(index.of_kind(&Reference::new(Kind::Concept, format!("{}/{}", model.id, concept.id)), &Kind::ConceptModel).cloned());
    }
    ids.extend(model.relations.iter().flat_map(|relation| [&relation.from, &relation.to]).map(|end| end.concept.model.clone()));
    ids.sort();
    ids.dedup();
    ids.retain(|id| *id != thing.id);
    ids.into_iter().map(|id| Row::of(scope.thing(&Reference::new(Kind::ConceptModel, id)))).collect()
}

fn contents(scope: &Scope, view: &ModelView) -> Vec<TocEntry> {
    let sections = [
        (view.diagram.is_some(), "s-diagram", "concept-model.diagram"),
        (!view.concepts.is_empty(), "s-elements", "concept-model.elements"),
        (!view.relations.is_empty(), "s-relations", "concept-model.relations"),
        (!view.used_by.is_empty(), "s-used-by", "links.used-by"),
        (!view.documents.is_empty(), "s-documents", "ties.documents"),
        (true, "s-about", "life.about"),
        (!view.life.history.is_empty(), life::HISTORY, "history.title"),
    ];
    sections.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, id, key)| scope.toc_word(id, key)).collect()
}
