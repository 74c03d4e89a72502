//! What a county calls its files, columns and codes.
//!
//! ```toml
//! [kaynti]                                # a concept, or "model/concept"
//! file = "kaynnit_2023.csv"               # else kaynti.csv
//! columns = { tunniste = "KAYNTI_ID" }    # attribute = the county's column
//! codes.kiireellisyys = { K = "kiireeton" }   # the county's code = the list's
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

/// By concept.
pub type Mapping = BTreeMap<String, TableMapping>;

/// What is called otherwise in the file of a concept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMapping {
    /// The file.
    pub file: Option<String>,
    /// The county's columns, by attribute.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// The list's codes by the county's, for each attribute.
    #[serde(default)]
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
}

/// Reads a mapping; the error says where and what.
pub fn mapping(text: &str) -> Result<Mapping, String> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        format!("line {line}: {}", error.message())
    })
}
