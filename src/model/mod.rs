//! What one release says: use cases, indicators, regions, concepts, code lists, the information
//! model, collections, and the words they are said in.
//!
//! **The model knows no file, span, page or language of the interface.** Everything in it is
//! complete and valid; `==` is equality of meaning. It holds no map whose order could differ
//! from one run to the next.

pub mod code_list;
pub mod collection;
mod column;
pub mod concept;
pub mod indicator;
pub mod information;
pub mod lifecycle;
pub mod observation;
pub mod outline;
pub mod page;
pub mod region;
mod schema;
pub mod settings;
pub mod states;
pub mod text;
pub mod time;
pub mod use_case;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

pub use code_list::{Code, CodeList};
pub use collection::{Collection, Document};
pub use concept::{Attribute, Concept, ConceptModel, ConceptRef, Relation};
pub use indicator::Indicator;
pub use information::{Area, InformationModel};
pub use lifecycle::{Lifecycle, Status, Version};
pub use observation::{Observation, ObservationStatus, Observations};
pub use page::{FrontPage, TextPage};
pub use region::{Region, Regions};
pub use settings::Settings;
pub use text::{Language, Prose, Text};
pub use time::{Date, PartialDate, Period};
pub use use_case::UseCase;

/// A name that is an address and stable for ever: of a thing, a code, a release, a region.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl From<String> for Id {
    fn from(id: String) -> Self {
        Self(id.into())
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// The kinds of things that have an address of their own and can be referred to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A page of prose.
    Page,
    /// A use-case description.
    UseCase,
    /// An indicator.
    Indicator,
    /// A region.
    Region,
    /// An area of the information model.
    Area,
    /// A concept model.
    ConceptModel,
    /// A concept; its id is `model/concept`.
    Concept,
    /// A code list.
    CodeList,
    /// A release.
    Release,
    /// A document of the collection that is named.
    Document(Id),
}

impl Kind {
    /// The name used in links, references and machine-readable forms.
    pub fn name(&self) -> &str {
        match self {
            Self::Page => "page",
            Self::UseCase => "use-case",
            Self::Indicator => "indicator",
            Self::Region => "region",
            Self::Area => "area",
            Self::ConceptModel => "concept-model",
            Self::Concept => "concept",
            Self::CodeList => "code-list",
            Self::Release => "release",
            Self::Document(collection) => collection,
        }
    }

    /// The kind of a name; `None` where it can only be a collection's.
    pub fn built_in(name: &str) -> Option<Self> {
        Some(match name {
            "page" => Self::Page,
            "use-case" => Self::UseCase,
            "indicator" => Self::Indicator,
            "region" => Self::Region,
            "area" => Self::Area,
            "concept-model" | "model" => Self::ConceptModel,
            "concept" => Self::Concept,
            "code-list" => Self::CodeList,
            "release" => Self::Release,
            _ => return None,
        })
    }

    /// The names of the built-in kinds.
    pub const BUILT_IN: [&'static str; 9] = ["page", "use-case", "indicator", "region", "area", "concept-model", "concept", "code-list", "release"];
}

/// A reference to a thing: what kind, and which.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// What kind of thing.
    pub kind: Kind,
    /// Which of them; a concept's id is `model/concept`.
    pub id: Id,
}

impl Reference {
    /// A reference from its two parts.
    pub fn new(kind: Kind, id: impl Into<Id>) -> Self {
        Self { kind, id: id.into() }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.id)
    }
}

/// All that one snapshot says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// The front page.
    pub front: FrontPage,
    /// Pages of prose, by id.
    pub pages: BTreeMap<Id, TextPage>,
    /// Use-case descriptions, by id.
    pub use_cases: BTreeMap<Id, UseCase>,
    /// Indicators, by id.
    pub indicators: BTreeMap<Id, Indicator>,
    /// Region classifications; empty where the site has none.
    pub regions: Regions,
    /// The information model, where the site has one.
    pub information: Option<InformationModel>,
    /// Code lists, by id.
    pub code_lists: BTreeMap<Id, CodeList>,
    /// Concept models, by id.
    pub concept_models: BTreeMap<Id, ConceptModel>,
    /// Further collections, by name.
    pub collections: BTreeMap<Id, Collection>,
    /// What earlier releases had and this one has not.
    pub removed: Vec<Removed>,
    /// Files that stand beside documents and are published as they are, by path.
    pub files: BTreeMap<Arc<str>, Arc<[u8]>>,
}

impl Model {
    /// The areas of the information model, in its order.
    pub fn areas(&self) -> &[Area] {
        self.information.as_ref().map_or(&[], |information| &information.areas)
    }

    /// An area by its id.
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.areas().iter().find(|area| &*area.id == id)
    }

    /// A concept by its model and its id.
    pub fn concept(&self, reference: &ConceptRef) -> Option<&Concept> {
        self.concept_models.get(&reference.model)?.concept(&reference.concept)
    }

    /// The entry of a thing that was removed.
    pub fn removed(&self, kind: &Kind, id: &str) -> Option<&Removed> {
        self.removed.iter().find(|removed| removed.kind == *kind && &*removed.id == id)
    }

    /// The thing that an old id of a document or a concept stands for now.
    pub fn renamed(&self, kind: &Kind, id: &str) -> Option<Reference> {
        let to = |now: &Id| Some(Reference::new(kind.clone(), now.clone()));
        match kind {
            Kind::UseCase => self.use_cases.values().find(|it| it.lifecycle.had(id)).and_then(|it| to(&it.id)),
            Kind::Indicator => self.indicators.values().find(|it| it.lifecycle.had(id)).and_then(|it| to(&it.id)),
            Kind::ConceptModel => self.concept_models.values().find(|it| it.lifecycle.had(id)).and_then(|it| to(&it.id)),
            Kind::CodeList => self.code_lists.values().find(|it| it.lifecycle.had(id)).and_then(|it| to(&it.id)),
            Kind::Concept => {
                let (model, concept) = id.split_once('/')?;
                let model = self.concept_models.values().find(|it| *it.id == *model || it.lifecycle.had(model))?;
                let concept = model.concepts.iter().find(|it| *it.id == *concept || it.renamed_from.iter().any(|old| **old == *concept))?;
                let now = format!("{}/{}", model.id, concept.id);
                (now != id).then(|| Reference::new(Kind::Concept, now))
            }
            _ => None,
        }
    }

    /// The old ids of documents and concepts: each has an address still.
    pub fn former_ids(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        let mut add = |kind: Kind, lifecycle: &Lifecycle| found.extend(lifecycle.renamed_from.iter().map(|old| Reference::new(kind.clone(), old.clone())));
        self.use_cases.values().for_each(|it| add(Kind::UseCase, &it.lifecycle));
        self.indicators.values().for_each(|it| add(Kind::Indicator, &it.lifecycle));
        self.concept_models.values().for_each(|it| add(Kind::ConceptModel, &it.lifecycle));
        self.code_lists.values().for_each(|it| add(Kind::CodeList, &it.lifecycle));
        for model in self.concept_models.values() {
            for name in std::iter::once(&model.id).chain(&model.lifecycle.renamed_from) {
                let ids = model.concepts.iter().flat_map(|concept| std::iter::once(&concept.id).chain(&concept.renamed_from));
                found.extend(ids.map(|id| Reference::new(Kind::Concept, format!("{name}/{id}"))));
            }
        }
        found
    }

    /// Whether anything of a kind was removed.
    pub fn has_removed(&self, kind: &Kind) -> bool {
        self.removed.iter().any(|removed| removed.kind == *kind)
    }

    /// Documents of a collection; none where the collection is not declared.
    pub fn documents<'a>(&'a self, collection: &str) -> impl Iterator<Item = &'a Document> + 'a {
        self.collections.get(collection).into_iter().flat_map(|collection| collection.documents.values())
    }

    /// The name or title of a thing, if it is there.
    pub fn name_of(&self, reference: &Reference) -> Option<&Text> {
        let id: &str = &reference.id;
        match &reference.kind {
            Kind::Page => self.pages.get(id).map(|page| &page.title),
            Kind::UseCase => self.use_cases.get(id).map(|use_case| &use_case.title),
            Kind::Indicator => self.indicators.get(id).map(|indicator| &indicator.name),
            Kind::Region => self.regions.get(id).map(|region| &region.name),
            Kind::Area => self.area(id).map(|area| &area.name),
            Kind::ConceptModel => self.concept_models.get(id).map(|model| &model.name),
            Kind::Concept => ConceptRef::parse(id).and_then(|reference| self.concept(&reference)).map(|concept| &concept.name),
            Kind::CodeList => self.code_lists.get(id).map(|list| &list.name),
            Kind::Release => None,
            Kind::Document(collection) => self.collections.get(collection).and_then(|collection| collection.documents.get(id)).map(|document| &document.title),
        }
    }
}

/// What a release no longer has: it keeps a page that says when, why, and what to use instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// What it was.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// The first release without it.
    pub release: Id,
    /// Why.
    pub reason: Text,
    /// What to use instead: an id of the same kind, or `kind:id`.
    pub replaced_by: Option<Reference>,
}
