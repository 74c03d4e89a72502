//! The keys that every versioned document carries.

use super::fields::{Fields, Spanned};
use super::form::{ADDRESS, Day, IDENTIFIER, Line, Milestone, NAME, SHA256, VERSION, Word};
use crate::model::lifecycle::{Deprecated, LegalBasis, Origin};
use crate::model::{Date, Id, Language, Status, Text, Version};

/// A document's life as written.
#[derive(Debug, Clone, Default)]
pub struct LifecycleMatter {
    /// `version`
    pub version: Option<Spanned<Version>>,
    /// `status`
    pub status: Option<Spanned<Status>>,
    /// `superseded_by`
    pub superseded_by: Option<Spanned<Id>>,
    /// Whether `superseded_by` is there, readable or not.
    pub says_superseded_by: bool,
    /// `[[history]]`
    pub history: Vec<Spanned<HistoryMatter>>,
    /// `owner`
    pub owner: Option<Text>,
    /// `approved_by`
    pub approved_by: Option<Text>,
    /// `valid_from` and `valid_to`
    pub validity: Validity,
    /// `legal_basis`
    pub legal_basis: Vec<LegalBasis>,
    /// `renamed_from`
    pub renamed_from: Vec<Spanned<Id>>,
    /// `origin`
    pub origin: Option<Origin>,
    /// `translates` of each translation.
    pub translates: Vec<(Language, Spanned<Version>)>,
    /// Translations that have the key `translates`, readable or not.
    pub says_translates: Vec<Language>,
}

/// A step of a history as written.
#[derive(Debug, Clone)]
pub struct HistoryMatter {
    /// `version`
    pub version: Option<Spanned<Version>>,
    /// `date`
    pub date: Option<Spanned<Date>>,
    /// `summary`
    pub summary: Option<Text>,
    /// `findings`
    pub findings: Vec<Spanned<Id>>,
}

/// From when and until when something holds.
#[derive(Debug, Clone, Default)]
pub struct Validity {
    /// `valid_from`
    pub from: Option<Spanned<Date>>,
    /// `valid_to`
    pub to: Option<Spanned<Date>>,
}

/// Reads the keys of contract §1.2.
pub fn lifecycle(fields: &mut Fields<'_>) -> LifecycleMatter {
    let mut matter = LifecycleMatter {
        version: fields.required("version", VERSION),
        status: fields.required("status", Word(&Status::WORDS)),
        superseded_by: fields.optional("superseded_by", NAME),
        says_superseded_by: false,
        history: fields.tables("history", history),
        owner: fields.label("owner"),
        approved_by: fields.label("approved_by"),
        validity: validity(fields),
        legal_basis: legal_basis(fields),
        renamed_from: fields.list("renamed_from", NAME),
        origin: fields.table("origin", origin).and_then(|origin| origin.value),
        translates: fields.in_translations("translates", &VERSION),
        says_translates: Vec::new(),
    };
    matter.says_superseded_by = fields.says("superseded_by");
    matter.says_translates = fields.translations_with("translates");
    matter
}

fn history(fields: &mut Fields<'_>) -> HistoryMatter {
    HistoryMatter {
        version: fields.required("version", VERSION),
        date: fields.required("date", Day),
        summary: fields.required_text("summary"),
        findings: fields.list("findings", NAME),
    }
}

/// Reads `valid_from` and `valid_to`.
pub fn validity(fields: &mut Fields<'_>) -> Validity {
    Validity { from: fields.optional("valid_from", Day), to: fields.optional("valid_to", Day) }
}

/// Reads `legal_basis`.
pub fn legal_basis(fields: &mut Fields<'_>) -> Vec<LegalBasis> {
    let entries = fields.tables("legal_basis", |fields| {
        let act = fields.required_label("act");
        let section = fields.label("section");
        let url = fields.optional("url", ADDRESS).map(|url| url.value);
        act.map(|act| LegalBasis { act, section, url })
    });
    entries.into_iter().filter_map(|entry| entry.value).collect()
}

fn origin(fields: &mut Fields<'_>) -> Option<Origin> {
    let source = fields.required("source", Line);
    let origin = Origin {
        source: String::new(),
        url: fields.optional("url", IDENTIFIER).map(|url| url.value),
        date: fields.optional("date", Day).map(|date| date.value),
        sha256: fields.optional("sha256", SHA256).map(|sum| sum.value),
        license: fields.optional("license", Line).map(|license| license.value),
    };
    source.map(|source| Origin { source: source.value, ..origin })
}

/// Reads `deprecated`.
pub fn deprecated(fields: &mut Fields<'_>) -> Option<Spanned<DeprecatedMatter>> {
    fields.table("deprecated", |fields| DeprecatedMatter {
        since: fields.optional("since", Milestone).map(|since| since.value),
        replaced_by: fields.optional("replaced_by", NAME),
        reason: fields.text("reason"),
    })
}

/// `deprecated` as written.
#[derive(Debug, Clone)]
pub struct DeprecatedMatter {
    /// `since`
    pub since: Option<String>,
    /// `replaced_by`
    pub replaced_by: Option<Spanned<Id>>,
    /// `reason`
    pub reason: Option<Text>,
}

impl DeprecatedMatter {
    /// As meant, once the replacement has been looked up.
    pub fn meant(&self, replaced_by: Option<Id>) -> Deprecated {
        Deprecated { since: self.since.clone(), replaced_by, reason: self.reason.clone() }
    }
}
