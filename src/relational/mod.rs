//! Concept models as tables: what a file of a concept has as columns, keys and references.
//!
//! A model names no keys, so they follow from what it says, always the same way:
//!
//! * **A reference** is an identifier that is called like another concept, or like the part that the
//!   other end of a relation plays: `asiakas` in a visit is the identifier of a client, also where the
//!   client is of a model that is not here.
//! * **The key** of a concept is its first identifier that is always there and refers to nothing.
//!   A concept without one has the key of what it is a kind of; else, where something refers to it,
//!   a key of its own called `id`.
//! * **A relation** whose other end is at most one is a reference too: the identifier that is there
//!   already, or a column of its own, called like the concept at the other end. Where there may be
//!   many at both ends, the relation is a table of two references.

mod build;
#[cfg(test)]
mod tests;

use crate::model::concept::{Cardinality, DataType};
use crate::model::{Attribute, Concept, ConceptModel, ConceptRef, Id, Model, Relation, UseCase};

/// The tables of some concept models.
#[derive(Debug, Clone)]
pub struct Tables<'m> {
    /// One for each concept, in the order of the models.
    pub tables: Vec<Table<'m>>,
    /// One for each relation that is many at both ends.
    pub joins: Vec<Join<'m>>,
}

/// The table of a concept.
#[derive(Debug, Clone)]
pub struct Table<'m> {
    /// Which concept.
    pub concept: ConceptRef,
    /// What the table or its file is called: the concept's id, and its model before it where several models use the id.
    pub name: String,
    /// The concept.
    pub source: &'m Concept,
    /// Its columns: attributes in the order of the source, then references that relations add.
    pub columns: Vec<Column<'m>>,
    /// The column that tells one row from another.
    pub key: Option<usize>,
    /// Tables that this one is a kind of.
    pub general: Vec<usize>,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column<'m> {
    /// What it is called.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin<'m>,
    /// The type of its values.
    pub data_type: DataType,
    /// How many values a row has.
    pub cardinality: Cardinality,
    /// The list its codes come from.
    pub code_list: Option<&'m Id>,
    /// The concept whose key it holds.
    pub refers_to: Option<Target>,
    /// How many rows may refer to one and the same, as a relation says.
    pub counted: Option<Cardinality>,
    /// Whether no two rows may have the same value.
    pub is_unique: bool,
}

/// Where a column comes from.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'m> {
    /// An attribute of the concept.
    Attribute(&'m Attribute),
    /// A relation of the model.
    Relation(&'m Relation),
    /// The key of what the concept is a kind of.
    General,
    /// A key that the model does not name.
    Key,
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A table that is here, by its place.
    Table(usize),
    /// A concept of a model that is not here.
    Elsewhere(ConceptRef),
}

/// The table of a relation that is many at both ends.
#[derive(Debug, Clone)]
pub struct Join<'m> {
    /// What it is called: the relation's id.
    pub name: String,
    /// The relation.
    pub relation: &'m Relation,
    /// The ends, by the places of their tables, with the names of the columns.
    pub ends: [(usize, String); 2],
}

/// The concept models that a use case names, and those that its requirements and indicators rest on, by id.
pub fn models_of<'m>(model: &'m Model, case: &UseCase) -> Vec<&'m ConceptModel> {
    let pinned = case.models.iter().map(|pin| &pin.id);
    let required = case.requirements.iter().filter_map(|requirement| Some(&requirement.concept.as_ref()?.model));
    let indicators = case.indicators.iter().filter_map(|id| model.indicators.get(id)).flat_map(|one| one.concepts.iter().map(|concept| &concept.model));
    let mut ids: Vec<&Id> = pinned.chain(required).chain(indicators).collect();
    ids.sort();
    ids.dedup();
    ids.into_iter().filter_map(|id| model.concept_models.get(id)).collect()
}

impl<'m> Tables<'m> {
    /// The tables of some models.
    pub fn of(models: &[&'m ConceptModel]) -> Self {
        build::tables(models)
    }

    /// A table by its name.
    pub fn named(&self, name: &str) -> Option<&Table<'m>> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The place of a table by its name, or by its concept as `model/concept`.
    pub fn called(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.name == name || table.concept.to_string() == name)
    }

    /// A table by its concept.
    pub fn of_concept(&self, model: &str, concept: &str) -> Option<usize> {
        self.tables.iter().position(|table| &*table.concept.model == model && &*table.concept.concept == concept)
    }
}

impl Table<'_> {
    /// The key's column.
    pub fn key_column(&self) -> Option<&Column<'_>> {
        self.columns.get(self.key?)
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Column<'_> {
    /// The attribute it holds.
    pub fn attribute(&self) -> Option<&Attribute> {
        match self.origin {
            Origin::Attribute(attribute) => Some(attribute),
            _ => None,
        }
    }

    /// Whether a row may have several values.
    pub fn is_many(&self) -> bool {
        self.cardinality.most != Some(1)
    }

    /// Whether a row must have a value.
    pub fn is_required(&self) -> bool {
        self.cardinality.least > 0
    }

    /// Whether its values can tell who somebody is.
    pub fn is_personal(&self) -> bool {
        self.attribute().is_some_and(|attribute| attribute.personal_data)
    }
}
