//! Other formats become source files: RDF vocabularies, UML, code lists, data dictionaries.
//!
//! ```text
//! bytes ──> text ──> what the format says ──> model types ──> TOML
//!                                        └──> what had no place in them, item by item
//! ```
//!
//! * **Nothing is lost silently.** What has no place in the model is an [`Item`] of the import;
//!   the files list their items as comments, and the command prints them.
//! * **Ids are made from names by one rule** ([`ids`]), the same on every run; the identifier of
//!   the source (a URI, a GUID) stays beside them as a mapping, so that the next import of the
//!   same thing under another name can be known for it.
//! * **Texts** are turned into inline Markdown ([`words`]); HTML in them too.
//! * **Broken input** is one finding with its place; nothing is written then.

mod again;
mod code_list;
pub mod comments;
mod decode;
mod grid;
mod ids;
mod life;
mod rdf;
mod tables;
mod types;
mod words;
mod write;
mod xmi;

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::model::{CodeList, ConceptModel, Date, Id, Language, Version};
use crate::source::SourceFile;

pub use again::{comments as kept_lines, lost};
pub use rdf::Shape;

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RDF: SKOS, OWL, RDF Schema or SHACL, as Turtle, RDF/XML or JSON-LD.
    Skos,
    /// UML as XMI 1.x or 2.x.
    Xmi,
    /// The CSV form of the national interoperability platform's code lists.
    CodeList,
    /// A data dictionary: a CSV of fields, and perhaps one of tables.
    Tables,
}

/// A file to import.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name, without folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What is known of an import before the file is read.
#[derive(Debug, Clone)]
pub struct Given {
    /// The id of what is made.
    pub id: Id,
    /// The file.
    pub file: Input,
    /// The file of tables that belongs to a file of fields.
    pub tables: Option<Input>,
    /// What a vocabulary is to become, where it is not left to its own signs.
    pub shape: Option<Shape>,
    /// The site's languages, the default first.
    pub languages: Vec<Language>,
    /// The language of texts that do not name theirs.
    pub language: Language,
    /// Whose it is.
    pub source: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// On what terms.
    pub license: Option<String>,
    /// The version, where it is not the file's own.
    pub version: Option<Version>,
    /// The day of the import, where it is not the file's own.
    pub date: Option<Date>,
    /// The day to give where nothing else gives one.
    pub fallback_date: Date,
}

impl Given {
    /// The id of a further file of this import.
    pub(crate) fn id_of(&self, part: &str) -> Id {
        Id::from(format!("{}-{}", self.id, ids::segment(part)))
    }

    pub(crate) fn sha256(&self) -> String {
        let mut sum = String::with_capacity(64);
        for byte in Sha256::digest(&self.file.bytes) {
            // Writing to a string does not fail.
            let _ = write!(sum, "{byte:02x}");
        }
        sum
    }
}

/// One thing of the source that has no place in the model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is about, in the source's own words.
    pub about: String,
    /// What was not carried over, or was changed on the way.
    pub what: String,
}

/// What an import makes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Import {
    /// Concept models.
    pub models: Vec<ConceptModel>,
    /// Code lists.
    pub lists: Vec<CodeList>,
    /// What could not be carried over, in the order of the source.
    pub items: Vec<Item>,
}

impl Import {
    pub(crate) fn leave(&mut self, about: impl Into<String>, what: impl Into<String>) {
        self.items.push(Item { about: about.into(), what: what.into() });
    }

    /// The source files by path; the list of items stands in the first.
    pub fn files(&self) -> Vec<(String, String)> {
        let models = self.models.iter().map(|model| (format!("models/concepts/{}.toml", model.id), write::concept_model(model)));
        let lists = self.lists.iter().map(|list| (format!("models/code-lists/{}.toml", list.id), write::code_list(list)));
        let mut files: Vec<(String, String)> = models.chain(lists).collect();
        if let Some((_, text)) = files.first_mut() {
            text.push_str(&write::items(&self.items));
        }
        files
    }

    /// What was made, in numbers.
    pub fn summary(&self) -> String {
        let models = self.models.iter().map(|model| {
            let attributes = model.concepts.iter().map(|concept| concept.attributes.len()).sum();
            let kind = |generalizes: bool| {
                model.relations.iter().filter(|one| (one.kind == crate::model::concept::RelationKind::Generalization) == generalizes).count()
            };
            let parts = [
                counted(model.concepts.len(), "concept"),
                counted(attributes, "attribute"),
                counted(kind(false), "association"),
                counted(kind(true), "generalization"),
            ];
            format!("models/concepts/{}.toml: {}\n", model.id, parts.join(", "))
        });
        let lists = self.lists.iter().map(|list| format!("models/code-lists/{}.toml: {}\n", list.id, counted(list.codes.len(), "code")));
        models.chain(lists).collect()
    }
}

fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Whether a text can be the address of an origin.
pub fn is_address(text: &str) -> bool {
    life::is_identifier(text)
}

/// An id made from the name of a file.
pub fn id_of_file(stem: &str) -> String {
    ids::segment(stem)
}

/// Reads a file of another format; the error says where it is broken.
pub fn import(format: Format, given: &Given) -> Result<Import, Box<Diagnostic>> {
    let made = match format {
        Format::Skos => rdf::import(given),
        Format::Xmi => xmi::import(given),
        Format::CodeList => code_list::import(given),
        Format::Tables => tables::import(given),
    }?;
    if made.models.is_empty() && made.lists.is_empty() {
        let file = SourceFile::new(&given.file.name, Vec::new());
        return Err(broken(&file, 0..0, "there is nothing in it that could be imported", nothing_found(format)));
    }
    Ok(made)
}

fn nothing_found(format: Format) -> &'static str {
    match format {
        Format::Skos => "a vocabulary has concepts (skos:Concept), classes (owl:Class, rdfs:Class) or shapes (sh:NodeShape)",
        Format::Xmi => "a UML model has classes: packagedElement of the type uml:Class, or UML:Class",
        Format::CodeList => "a code list has a row for each code",
        Format::Tables => "a data dictionary has a row for each field",
    }
}

/// The finding of a file that cannot be read.
pub(crate) fn broken(file: &SourceFile, span: std::ops::Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(file, span, "unreadable-import", message).help(help))
}

#[cfg(test)]
mod dialects;
#[cfg(test)]
mod tests;
