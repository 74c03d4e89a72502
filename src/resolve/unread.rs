//! What was written and could not be read: nobody is blamed for naming it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Id, Kind, Reference};
use crate::parse::fields::Spanned;
use crate::parse::{Documents, Shelf};

/// The gaps that mistakes, reported where they were made, leave in a model.
#[derive(Debug, Default)]
pub struct Unread {
    /// Things of whose anchors some could not be read.
    anchors: BTreeSet<Reference>,
    /// Whether that goes for the information model too.
    information: bool,
    /// Fields of collections that could not be read, as collection and key.
    fields: BTreeSet<(Id, Id)>,
    /// What indicators name as their dimensions; `None` where not all of it could be read.
    dimensions: BTreeMap<Id, Option<BTreeSet<Id>>>,
}

impl Unread {
    /// The gaps of documents.
    pub fn of(documents: &Documents) -> Self {
        let mut anchors = BTreeSet::new();
        anchors.extend(incomplete(Kind::UseCase, &documents.use_cases, |matter| {
            let questions = matter.questions.iter().map(|question| &question.value.id);
            questions.chain(matter.requirements.iter().map(|requirement| &requirement.value.id)).any(Option::is_none)
        }));
        anchors.extend(incomplete(Kind::ConceptModel, &documents.concept_models, |matter| any_unread(&matter.relations, |relation| &relation.id)));
        anchors.extend(incomplete(Kind::CodeList, &documents.code_lists, |matter| any_unread(&matter.codes, |code| &code.code)));
        let information = documents.information.only().is_some_and(|written| {
            let (needs, sets) = (&written.matter.needs, &written.matter.sets);
            let facets = [&written.matter.audiences, &written.matter.perspectives];
            any_unread(needs, |need| &need.id) || any_unread(sets, |set| &set.id) || facets.iter().any(|all| any_unread(all, |facet| &facet.id))
        });
        let fields = documents.schemas.documents.iter().flat_map(|(collection, schema)| {
            let unread = schema.matter.fields.iter().filter(|(_, field)| field.kind.is_none());
            unread.map(|(key, _)| (collection.clone(), key.value.clone()))
        });
        let dimensions = documents.indicators.documents.iter().map(|(id, indicator)| {
            let named: BTreeSet<Id> = indicator.matter.dimensions.iter().map(|dimension| dimension.value.clone()).collect();
            let is_whole = indicator.matter.dimensions_are_whole && named.iter().all(|list| documents.code_lists.documents.contains_key(list));
            (id.clone(), is_whole.then_some(named))
        });
        Self { anchors, information, fields: fields.collect(), dimensions: dimensions.collect() }
    }

    /// Whether a thing may have anchors that could not be read.
    pub fn may_have_anchors(&self, thing: &Reference) -> bool {
        self.anchors.contains(thing) || self.information && thing.kind == Kind::Area
    }

    /// Whether the information model may.
    pub fn information_may_have_anchors(&self) -> bool {
        self.information
    }

    /// Whether a collection has a field of this name that could not be read.
    pub fn has_field(&self, collection: &Id, key: &str) -> bool {
        self.fields.contains(&(collection.clone(), key.into()))
    }

    /// Whether an indicator may have a dimension: it names it, or names something that could not be read.
    pub fn may_have_dimension(&self, indicator: &Id, dimension: &Id) -> bool {
        self.dimensions.get(indicator).is_some_and(|named| named.as_ref().is_none_or(|named| named.contains(dimension)))
    }
}

fn incomplete<T>(kind: Kind, shelf: &Shelf<T>, has_gap: impl Fn(&T) -> bool) -> Vec<Reference> {
    let with_gap = shelf.documents.iter().filter(|(_, document)| has_gap(&document.matter));
    with_gap.map(|(id, _)| Reference::new(kind.clone(), id.clone())).collect()
}

fn any_unread<T>(items: &[Spanned<T>], id: impl Fn(&T) -> &Option<Spanned<Id>>) -> bool {
    items.iter().any(|item| id(&item.value).is_none())
}
