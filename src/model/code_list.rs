//! Code lists.

use schemars::JsonSchema;
use serde::Serialize;

use super::lifecycle::Deprecated;
use super::{Date, Id, Lifecycle, Text};

/// A code list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CodeList {
    /// Its address.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it is for.
    pub description: Option<Text>,
    /// Version, status, history.
    #[serde(flatten)]
    pub lifecycle: Lifecycle,
    /// Its address in the world.
    pub uri: Option<String>,
    /// Its object identifier.
    pub oid: Option<String>,
    /// Codes, in the order of the source.
    pub codes: Vec<Code>,
}

impl CodeList {
    /// A code by its sign.
    pub fn code(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|known| &*known.code == code)
    }
}

/// A code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Code {
    /// The sign.
    pub code: Id,
    /// Its name.
    pub name: Text,
    /// What it stands for.
    pub definition: Option<Text>,
    /// The code above it.
    pub broader: Option<Id>,
    /// Its address in the world.
    pub uri: Option<String>,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds.
    pub valid_to: Option<Date>,
    /// Codes it was before.
    pub renamed_from: Vec<Id>,
    /// Where it is no longer to be used.
    pub deprecated: Option<Deprecated>,
}
