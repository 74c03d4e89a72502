//! What a county calls its files, columns and codes.
//!
//! ```toml
//! [kaynti]                                # a concept, or "model/concept"
//! file = "kaynnit_2023.csv"               # else kaynti.csv
//! columns = { tunniste = "KAYNTI_ID" }    # attribute = the county's column
//! codes.kiireellisyys = { K = "kiireeton" }   # the county's code = the list's
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::Finding;
use crate::diagnostic::Severity;
use crate::source::SourceFile;

/// What is called otherwise, concept by concept.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Where it is written.
    source: Option<SourceFile>,
    /// By concept, as it is written there.
    pub tables: BTreeMap<Spanned<String>, TableMapping>,
}

/// What is called otherwise in the file of a concept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMapping {
    /// The file.
    pub file: Option<Spanned<String>>,
    /// The county's columns, by attribute.
    #[serde(default)]
    pub columns: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The list's codes by the county's, for each attribute.
    #[serde(default)]
    pub codes: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>,
}

impl Mapping {
    /// Reads a mapping; the finding says where it cannot be read.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Box<Finding>> {
        let mut mapping = Self { source: Some(SourceFile::new(file, bytes)), ..Self::default() };
        let wrong = |span: Range<usize>, message: String| Box::new(mapping.finding("mapping-unreadable", span, message, None));
        let text = std::str::from_utf8(bytes).map_err(|error| wrong(error.valid_up_to()..error.valid_up_to(), "the file is not UTF-8 from here on".into()))?;
        let read: Result<BTreeMap<Spanned<String>, TableMapping>, _> = toml::from_str(text);
        mapping.tables = read.map_err(|error| wrong(error.span().unwrap_or_default(), error.message().lines().collect::<Vec<_>>().join("; ")))?;
        Ok(mapping)
    }

    /// What is said of a concept, by any of its names.
    pub fn of(&self, is_it: impl Fn(&str) -> bool) -> Option<&TableMapping> {
        self.tables.iter().find(|(concept, _)| is_it(concept.get_ref())).map(|(_, table)| table)
    }

    /// An error at a place of the mapping, which is about a table.
    pub fn finding(&self, rule: &'static str, span: Range<usize>, message: String, table: Option<usize>) -> Finding {
        let Some(source) = &self.source else { return Finding::of_file(rule, Severity::Error, "", table, message) };
        Finding { place: Some(source.place(span)), ..Finding::of_file(rule, Severity::Error, &source.path, table, message) }
    }
}

impl TableMapping {
    /// The county's name of an attribute's column.
    pub fn column<'a>(&'a self, attribute: &'a str) -> &'a str {
        self.columns.get(attribute).map_or(attribute, |column| column.get_ref())
    }
}
