//! `models/code-lists/<id>.toml`.

use super::fields::{Fields, Spanned};
use super::form::{CODE, IDENTIFIER, NAME, OID};
use super::lifecycle::{DeprecatedMatter, LifecycleMatter, Validity, deprecated, lifecycle, validity};
use crate::model::{Id, Text};

/// A code list as written.
#[derive(Debug, Clone)]
pub struct CodeListMatter {
    /// `name`
    pub name: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// Version, status, history.
    pub lifecycle: LifecycleMatter,
    /// `uri`
    pub uri: Option<String>,
    /// `oid`
    pub oid: Option<String>,
    /// `[[codes]]`
    pub codes: Vec<Spanned<CodeMatter>>,
}

/// A code as written.
#[derive(Debug, Clone)]
pub struct CodeMatter {
    /// `code`
    pub code: Option<Spanned<Id>>,
    /// `name`
    pub name: Option<Text>,
    /// `definition`
    pub definition: Option<Text>,
    /// `broader`
    pub broader: Option<Spanned<Id>>,
    /// `uri`
    pub uri: Option<String>,
    /// `valid_from` and `valid_to`
    pub validity: Validity,
    /// `renamed_from`
    pub renamed_from: Vec<Spanned<Id>>,
    /// `deprecated`
    pub deprecated: Option<Spanned<DeprecatedMatter>>,
}

/// Reads a code list.
pub fn code_list(fields: &mut Fields<'_>) -> CodeListMatter {
    CodeListMatter {
        name: fields.required_text("name"),
        description: fields.text("description"),
        lifecycle: lifecycle(fields),
        uri: fields.optional("uri", IDENTIFIER).map(|uri| uri.value),
        oid: fields.optional("oid", OID).map(|oid| oid.value),
        codes: fields.tables("codes", code),
    }
}

fn code(fields: &mut Fields<'_>) -> CodeMatter {
    CodeMatter {
        code: fields.required("code", CODE),
        name: fields.required_text("name"),
        definition: fields.text("definition"),
        broader: fields.optional("broader", NAME),
        uri: fields.optional("uri", IDENTIFIER).map(|uri| uri.value),
        validity: validity(fields),
        renamed_from: fields.list("renamed_from", NAME),
        deprecated: deprecated(fields),
    }
}
