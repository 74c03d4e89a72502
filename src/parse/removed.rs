//! `models/removed.toml`.

use super::fields::{Fields, Spanned};
use super::form::{NAME, RELEASE_ID};
use crate::model::{Id, Text};

/// What was removed, as written.
#[derive(Debug, Clone)]
pub struct RemovedMatter {
    /// `[[removed]]`
    pub removed: Vec<Spanned<RemovedEntry>>,
}

/// One removed thing as written.
#[derive(Debug, Clone)]
pub struct RemovedEntry {
    /// `kind`
    pub kind: Option<Spanned<Id>>,
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `release`
    pub release: Option<Spanned<Id>>,
    /// `reason`
    pub reason: Option<Text>,
    /// `replaced_by`
    pub replaced_by: Option<Spanned<Id>>,
}

/// Reads what was removed.
pub fn removed(fields: &mut Fields<'_>) -> RemovedMatter {
    RemovedMatter {
        removed: fields.tables("removed", |fields| RemovedEntry {
            kind: fields.required("kind", NAME),
            id: fields.required("id", NAME),
            release: fields.required("release", RELEASE_ID),
            reason: fields.required_text("reason"),
            replaced_by: fields.optional("replaced_by", NAME),
        }),
    }
}
