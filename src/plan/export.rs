//! Which machine forms a thing has, and what their files beside its page are called.

use crate::model::{Kind, Reference};

/// A form in which a thing is given to other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Export {
    /// SKOS in Turtle.
    Turtle,
    /// SKOS in JSON-LD: the same graph.
    JsonLd,
    /// Shapes of SHACL in Turtle.
    Shacl,
    /// A JSON Schema (2020-12).
    JsonSchema,
    /// Tables of SQL.
    Sql,
    /// CSV: the codes of a list, or an empty file for the records of a concept.
    Csv,
    /// The columns of that file, in the words of CSVW.
    Csvw,
    /// All that a use case specifies, as a ZIP.
    Package,
}

impl Export {
    /// The words of the command line.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("turtle", Self::Turtle),
        ("json-ld", Self::JsonLd),
        ("shacl", Self::Shacl),
        ("json-schema", Self::JsonSchema),
        ("sql", Self::Sql),
        ("csv", Self::Csv),
        ("csvw", Self::Csvw),
        ("package", Self::Package),
    ];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, export)| *export == self).map_or("", |(word, _)| word)
    }

    /// The form of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, export)| *export)
    }

    /// The forms that things of a kind have.
    pub fn of(kind: &Kind) -> &'static [Self] {
        match kind {
            Kind::ConceptModel => &[Self::Turtle, Self::JsonLd, Self::Shacl, Self::JsonSchema, Self::Sql],
            Kind::Concept => &[Self::Csv, Self::Csvw],
            Kind::UseCase => &[Self::Package, Self::JsonSchema, Self::Sql],
            Kind::CodeList => &[Self::Csv, Self::Turtle, Self::JsonLd],
            _ => &[],
        }
    }

    /// The name of the file beside the page of the thing.
    pub fn file_name(self, thing: &Reference) -> String {
        let own = thing.id.rsplit('/').next().unwrap_or_default();
        match (self, &thing.kind) {
            (Self::Turtle, _) => "skos.ttl".to_owned(),
            (Self::JsonLd, _) => "skos.jsonld".to_owned(),
            (Self::Shacl, _) => "shacl.ttl".to_owned(),
            (Self::JsonSchema, _) => "schema.json".to_owned(),
            (Self::Sql, _) => "schema.sql".to_owned(),
            (Self::Csv, Kind::CodeList) => "codes.csv".to_owned(),
            (Self::Csv, _) => format!("{own}.csv"),
            (Self::Package, _) => format!("{own}.zip"),
            (Self::Csvw, _) => format!("{own}.csv-metadata.json"),
        }
    }
}
