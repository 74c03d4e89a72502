//! Anchors: the places on a page that a link can name.

use std::collections::BTreeSet;

use crate::model::{ConceptRef, Id, Kind, Model, Prose, Reference};
use crate::parse::path::{Path, path};
use crate::parse::prose::outline;
use crate::resolve::unread::Unread;

/// Whose text it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The front page's.
    Front,
    /// A thing's.
    Thing(Reference),
    /// The information model's.
    Information,
    /// Nobody's who has anchors.
    None,
}

impl Owner {
    /// Whose file it is.
    pub fn of(file: &str) -> Self {
        match path(file) {
            Path::Front(_) => Self::Front,
            Path::Document { kind, id, .. } => {
                let kind = match kind {
                    "pages" => Kind::Page,
                    "use-cases" => Kind::UseCase,
                    "indicators" => Kind::Indicator,
                    "regions" => Kind::Region,
                    collection => Kind::Document(collection.into()),
                };
                Self::Thing(Reference::new(kind, id))
            }
            Path::Model { folder: "concepts", id } => Self::Thing(Reference::new(Kind::ConceptModel, id)),
            Path::Model { folder: "code-lists", id } => Self::Thing(Reference::new(Kind::CodeList, id)),
            Path::InformationModel => Self::Information,
            Path::Settings | Path::Regions | Path::Map | Path::Removed | Path::Model { .. } | Path::Unknown => Self::None,
        }
    }
}

impl Owner {
    /// Whether the owner may have anchors that could not be read.
    pub fn may_have_more(&self, unread: &Unread) -> bool {
        match self {
            Self::Thing(thing) => unread.may_have_anchors(thing),
            Self::Information => unread.information_may_have_anchors(),
            Self::Front | Self::None => false,
        }
    }
}

/// The ids that are anchors on an owner's page, besides headings.
pub fn items(owner: &Owner, model: &Model) -> Vec<Id> {
    let Owner::Thing(reference) = owner else {
        return if *owner == Owner::Information { parts(model) } else { Vec::new() };
    };
    let id: &str = &reference.id;
    match &reference.kind {
        Kind::UseCase => model.use_cases.get(id).map_or_else(Vec::new, |use_case| {
            let questions = use_case.questions.iter().map(|question| question.id.clone());
            questions.chain(use_case.requirements.iter().map(|requirement| requirement.id.clone())).collect()
        }),
        Kind::ConceptModel => model.concept_models.get(id).map_or_else(Vec::new, |concepts| {
            let attributes = concepts.concepts.iter().flat_map(|concept| &concept.attributes).map(|attribute| attribute.id.clone());
            let relations = concepts.relations.iter().map(|relation| relation.id.clone());
            concepts.concepts.iter().map(|concept| concept.id.clone()).chain(attributes).chain(relations).collect()
        }),
        Kind::Concept => ConceptRef::parse(id)
            .and_then(|concept| model.concept(&concept))
            .map_or_else(Vec::new, |concept| concept.attributes.iter().map(|attribute| attribute.id.clone()).collect()),
        Kind::CodeList => model.code_lists.get(id).map_or_else(Vec::new, |list| list.codes.iter().map(|code| code.code.clone()).collect()),
        Kind::Area => needs(model),
        Kind::Indicator => model.indicators.get(id).map_or_else(Vec::new, |indicator| indicator.examples.iter().map(|example| example.id.clone()).collect()),
        Kind::Page | Kind::Region | Kind::Release | Kind::Document(_) => Vec::new(),
    }
}

fn needs(model: &Model) -> Vec<Id> {
    model.information.iter().flat_map(|information| &information.needs).map(|need| need.id.clone()).collect()
}

/// Everything that the information model has beside areas.
fn parts(model: &Model) -> Vec<Id> {
    let mut parts = needs(model);
    if let Some(information) = &model.information {
        parts.extend(information.audiences.iter().chain(&information.perspectives).map(|facet| facet.id.clone()));
        parts.extend(information.sets.iter().map(|set| set.id.clone()));
    }
    parts
}

/// All anchors of an owner's page, in any language.
pub fn all(owner: &Owner, model: &Model) -> BTreeSet<String> {
    let items = items(owner, model);
    let taken: Vec<&str> = items.iter().map(Id::as_str).collect();
    let mut anchors: BTreeSet<String> = taken.iter().map(|anchor| (*anchor).to_owned()).collect();
    for translation in prose(owner, model).into_iter().flat_map(|prose| &prose.translations) {
        anchors.extend(outline(translation.body.as_str(), &taken).headings.into_iter().map(|heading| heading.id));
    }
    anchors
}

fn prose<'a>(owner: &Owner, model: &'a Model) -> Option<&'a Prose> {
    let Owner::Thing(reference) = owner else {
        return (*owner == Owner::Front).then_some(&model.front.prose);
    };
    let id: &str = &reference.id;
    match &reference.kind {
        Kind::Page => model.pages.get(id).map(|page| &page.prose),
        Kind::UseCase => model.use_cases.get(id).map(|use_case| &use_case.prose),
        Kind::Indicator => model.indicators.get(id).map(|indicator| &indicator.prose),
        Kind::Region => model.regions.get(id).map(|region| &region.prose),
        Kind::Document(collection) => model.collections.get(collection)?.documents.get(id).map(|document| &document.prose),
        Kind::Area | Kind::ConceptModel | Kind::Concept | Kind::CodeList | Kind::Release => None,
    }
}
