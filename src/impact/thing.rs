//! The things between which there are ties: what has a page, and the parts that have an anchor.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::{ConceptRef, Id, Kind, Model, Reference};

/// A thing that can be changed on its own. The order is that of lists: nearest to the word first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A concept model.
    ConceptModel(Id),
    /// A concept of a model.
    Concept(Id, Id),
    /// An attribute of a concept of a model.
    Attribute(Id, Id, Id),
    /// A code list.
    CodeList(Id),
    /// A code of a list.
    Code(Id, Id),
    /// An indicator.
    Indicator(Id),
    /// A worked example of an indicator.
    Example(Id, Id),
    /// A requirement of a use case.
    Requirement(Id, Id),
    /// A question of a use case.
    Question(Id, Id),
    /// A use case.
    UseCase(Id),
    /// An information need.
    Need(Id),
    /// An area of the information model.
    Area(Id),
    /// A document of a collection.
    Document(Id, Id),
}

impl Thing {
    /// The kinds' names in the order of the kinds, without documents: those have their collections' names.
    pub const KINDS: [&'static str; 12] =
        ["concept-model", "concept", "attribute", "code-list", "code", "indicator", "example", "requirement", "question", "use-case", "need", "area"];

    /// The name of its kind; a document's is its collection's.
    pub fn kind(&self) -> &str {
        match self {
            Self::ConceptModel(_) => "concept-model",
            Self::Concept(..) => "concept",
            Self::Attribute(..) => "attribute",
            Self::CodeList(_) => "code-list",
            Self::Code(..) => "code",
            Self::Indicator(_) => "indicator",
            Self::Example(..) => "example",
            Self::Requirement(..) => "requirement",
            Self::Question(..) => "question",
            Self::UseCase(_) => "use-case",
            Self::Need(_) => "need",
            Self::Area(_) => "area",
            Self::Document(collection, _) => collection,
        }
    }

    /// Its id, with those of what it is a part of: `model/concept.attribute`, `list/code`, `use-case/requirement`.
    pub fn id(&self) -> String {
        match self {
            Self::ConceptModel(id) | Self::CodeList(id) | Self::Indicator(id) | Self::UseCase(id) | Self::Need(id) | Self::Area(id) | Self::Document(_, id) => {
                id.to_string()
            }
            Self::Concept(of, id) | Self::Code(of, id) | Self::Example(of, id) | Self::Requirement(of, id) | Self::Question(of, id) => format!("{of}/{id}"),
            Self::Attribute(model, concept, id) => format!("{model}/{concept}.{id}"),
        }
    }

    /// A thing as people write it, `kind:id`; `model` and `concept:model/concept.attribute` are understood too.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        let two = |make: fn(Id, Id) -> Self| id.split_once('/').map(|(of, id)| make(of.into(), id.into()));
        Some(match kind {
            _ if id.is_empty() || kind.is_empty() => return None,
            "concept-model" | "model" => Self::ConceptModel(id.into()),
            "concept" | "attribute" => return ConceptRef::parse(id).map(|reference| Self::of_concept(&reference)),
            "code-list" => Self::CodeList(id.into()),
            "code" => return two(Self::Code),
            "indicator" => Self::Indicator(id.into()),
            "example" => return two(Self::Example),
            "requirement" => return two(Self::Requirement),
            "question" => return two(Self::Question),
            "use-case" => Self::UseCase(id.into()),
            "need" => Self::Need(id.into()),
            "area" => Self::Area(id.into()),
            "page" | "region" | "release" => return None,
            collection => Self::Document(collection.into(), id.into()),
        })
    }

    /// A concept, or one of its attributes.
    pub fn of_concept(reference: &ConceptRef) -> Self {
        let (model, concept) = (reference.model.clone(), reference.concept.clone());
        match &reference.attribute {
            Some(attribute) => Self::Attribute(model, concept, attribute.clone()),
            None => Self::Concept(model, concept),
        }
    }

    /// What a reference goes to; pages, regions and releases reach nothing.
    pub fn of(reference: &Reference) -> Option<Self> {
        let id = reference.id.clone();
        Some(match &reference.kind {
            Kind::UseCase => Self::UseCase(id),
            Kind::Indicator => Self::Indicator(id),
            Kind::Area => Self::Area(id),
            Kind::ConceptModel => Self::ConceptModel(id),
            Kind::Concept => Self::of_concept(&ConceptRef::parse(&id)?),
            Kind::CodeList => Self::CodeList(id),
            Kind::Document(collection) => Self::Document(collection.clone(), id),
            Kind::Page | Kind::Region | Kind::Release => return None,
        })
    }

    /// Whether a model has it.
    pub fn is_in(&self, model: &Model) -> bool {
        let concept = |id: &Id, concept: &Id| model.concept_models.get(id).and_then(|model| model.concept(concept));
        match self {
            Self::ConceptModel(id) => model.concept_models.contains_key(id),
            Self::Concept(of, id) => concept(of, id).is_some(),
            Self::Attribute(of, id, attribute) => concept(of, id).is_some_and(|concept| concept.attributes.iter().any(|one| one.id == *attribute)),
            Self::CodeList(id) => model.code_lists.contains_key(id),
            Self::Code(list, code) => model.code_lists.get(list).is_some_and(|list| list.code(code).is_some()),
            Self::Indicator(id) => model.indicators.contains_key(id),
            Self::Example(indicator, id) => model.indicators.get(indicator).is_some_and(|indicator| indicator.examples.iter().any(|one| one.id == *id)),
            Self::Requirement(case, id) => model.use_cases.get(case).is_some_and(|case| case.requirements.iter().any(|one| one.id == *id)),
            Self::Question(case, id) => model.use_cases.get(case).is_some_and(|case| case.questions.iter().any(|one| one.id == *id)),
            Self::UseCase(id) => model.use_cases.contains_key(id),
            Self::Need(id) => model.information.as_ref().is_some_and(|information| information.needs.iter().any(|need| need.id == *id)),
            Self::Area(id) => model.area(id).is_some(),
            Self::Document(collection, id) => model.collections.get(collection).is_some_and(|collection| collection.documents.contains_key(id)),
        }
    }

    /// Whether nothing is reached through it.
    pub fn is_end(&self) -> bool {
        matches!(self, Self::Area(_) | Self::Document(..))
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind(), self.id())
    }
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
