//! Concept models: concepts, attributes and relations.

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::lifecycle::Deprecated;
use super::{Id, Language, Lifecycle, Text};

/// A concept model.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ConceptModel {
    /// Its address.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it is about.
    pub description: Option<Text>,
    /// Version, status, history.
    #[serde(flatten)]
    pub lifecycle: Lifecycle,
    /// Concepts, in the order of the source.
    pub concepts: Vec<Concept>,
    /// Relations, in the order of the source.
    pub relations: Vec<Relation>,
}

impl ConceptModel {
    /// A concept by its id.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| &*concept.id == id)
    }
}

/// A concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Concept {
    /// Its id in the model.
    pub id: Id,
    /// The preferred term.
    pub name: Text,
    /// Other terms, by language.
    #[serde(serialize_with = "as_map")]
    #[schemars(with = "std::collections::BTreeMap<Language, Vec<String>>")]
    pub synonyms: Vec<(Language, Vec<String>)>,
    /// What it is.
    pub definition: Option<Text>,
    /// What else to know.
    pub note: Option<Text>,
    /// Where the definition comes from.
    pub source: Option<Text>,
    /// The same or a near thing elsewhere.
    pub mappings: Vec<Mapping>,
    /// Attributes, in the order of the source.
    pub attributes: Vec<Attribute>,
    /// Ids it had before.
    pub renamed_from: Vec<Id>,
    /// Where it is no longer to be used.
    pub deprecated: Option<Deprecated>,
}

fn as_map<S: Serializer>(synonyms: &[(Language, Vec<String>)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(synonyms.iter().map(|(language, terms)| (language, terms)))
}

/// A tie to a concept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mapping {
    /// How near it is.
    #[serde(rename = "match")]
    pub kind: MappingMatch,
    /// What it is.
    pub uri: String,
}

/// How near two concepts are, in SKOS's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MappingMatch {
    /// The same.
    Exact,
    /// Nearly the same.
    Close,
    /// That one is wider.
    Broad,
    /// That one is narrower.
    Narrow,
    /// They have to do with each other.
    Related,
}

impl MappingMatch {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 5] =
        [("exact", Self::Exact), ("close", Self::Close), ("broad", Self::Broad), ("narrow", Self::Narrow), ("related", Self::Related)];
}

/// An attribute of a concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attribute {
    /// Its id in the concept.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub definition: Option<Text>,
    /// The type of its values.
    #[serde(rename = "type")]
    pub data_type: DataType,
    /// The type in the words of the model it was imported from, where they say more than ours.
    pub source_type: Option<String>,
    /// How many values there are.
    pub cardinality: Cardinality,
    /// The list its codes come from.
    pub code_list: Option<Id>,
    /// Whether it can tell who somebody is.
    pub personal_data: bool,
    /// The same or a near thing elsewhere.
    pub mappings: Vec<Mapping>,
    /// Ids it had before.
    pub renamed_from: Vec<Id>,
    /// Where it is no longer to be used.
    pub deprecated: Option<Deprecated>,
}

/// The type of an attribute's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DataType {
    /// A short text.
    String,
    /// A text of any length.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A year.
    Year,
    /// A code of a list.
    Code,
    /// A name that tells one thing from another.
    Identifier,
    /// A sum of money.
    Money,
    /// A length of time.
    Duration,
}

impl DataType {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 12] = [
        ("string", Self::String),
        ("text", Self::Text),
        ("integer", Self::Integer),
        ("decimal", Self::Decimal),
        ("boolean", Self::Boolean),
        ("date", Self::Date),
        ("date-time", Self::DateTime),
        ("year", Self::Year),
        ("code", Self::Code),
        ("identifier", Self::Identifier),
        ("money", Self::Money),
        ("duration", Self::Duration),
    ];

    /// The word of the sources.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// How many there may be: `1`, `0..1`, `0..*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cardinality {
    /// At least.
    pub least: u32,
    /// At most; `None` is any number.
    pub most: Option<u32>,
}

impl Cardinality {
    /// Exactly one.
    pub const ONE: Self = Self { least: 1, most: Some(1) };

    /// A cardinality as UML writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| -> Option<u32> {
            (!text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
        };
        let (least, most) = match text.split_once("..") {
            Some((least, "*")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
            None if text == "*" => (0, None),
            None => (number(text)?, Some(number(text)?)),
        };
        most.is_none_or(|most| most >= least && most > 0).then_some(Self { least, most })
    }
}

impl fmt::Display for Cardinality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.most {
            Some(most) if most == self.least => write!(f, "{most}"),
            Some(most) => write!(f, "{}..{most}", self.least),
            None => write!(f, "{}..*", self.least),
        }
    }
}

impl Serialize for Cardinality {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A relation between two concepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Relation {
    /// Its id in the model.
    pub id: Id,
    /// What kind of relation.
    pub kind: RelationKind,
    /// The end it starts from; of a generalisation, the special one.
    pub from: RelationEnd,
    /// The end it goes to; of a generalisation, the general one.
    pub to: RelationEnd,
    /// Its name.
    pub name: Option<Text>,
    /// What it means.
    pub definition: Option<Text>,
    /// The same or a near thing elsewhere.
    pub mappings: Vec<Mapping>,
}

/// One end of a relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RelationEnd {
    /// The concept there.
    pub concept: ConceptRef,
    /// How many of them; a generalisation has none.
    pub cardinality: Option<Cardinality>,
    /// The part the concept plays.
    pub role: Option<Text>,
}

/// What kind of relation two concepts have, in UML's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// They have to do with each other.
    Association,
    /// The first has the second as a part that can be elsewhere too.
    Aggregation,
    /// The first has the second as a part that is nowhere without it.
    Composition,
    /// The first is a kind of the second.
    Generalization,
}

impl RelationKind {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 4] =
        [("association", Self::Association), ("aggregation", Self::Aggregation), ("composition", Self::Composition), ("generalization", Self::Generalization)];
}

/// A concept of a model, or one of its attributes: `model/concept`, `model/concept.attribute`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptRef {
    /// The model.
    pub model: Id,
    /// The concept in it.
    pub concept: Id,
    /// The attribute of the concept, where one is meant.
    pub attribute: Option<Id>,
}

impl ConceptRef {
    /// A reference as sources write it.
    pub fn parse(text: &str) -> Option<Self> {
        let (model, rest) = text.split_once('/')?;
        let (concept, attribute) = match rest.split_once('.') {
            Some((concept, attribute)) => (concept, Some(attribute)),
            None => (rest, None),
        };
        let filled = !model.is_empty() && !concept.is_empty() && attribute != Some("");
        filled.then(|| Self { model: model.into(), concept: concept.into(), attribute: attribute.map(Id::from) })
    }
}

impl ConceptRef {
    /// A concept as a model names it: one of its own by the id alone.
    pub fn in_model(text: &str, model: &Id) -> Self {
        Self::parse(text).unwrap_or_else(|| Self { model: model.clone(), concept: text.into(), attribute: None })
    }
}

impl fmt::Display for ConceptRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.model, self.concept)?;
        match &self.attribute {
            Some(attribute) => write!(f, ".{attribute}"),
            None => Ok(()),
        }
    }
}

impl Serialize for ConceptRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cardinalities_are_read_as_uml_writes_them() {
        for (text, printed) in [("1", "1"), ("0..1", "0..1"), ("0..*", "0..*"), ("*", "0..*"), ("1..*", "1..*"), ("2..4", "2..4"), ("1..1", "1")] {
            assert_eq!(Cardinality::parse(text).map(|cardinality| cardinality.to_string()).as_deref(), Some(printed), "{text}");
        }
        for text in ["", "0", "2..1", "a", "1..", "..1", "1...2", "-1", "0..0"] {
            assert_eq!(Cardinality::parse(text), None, "{text}");
        }
    }
}
