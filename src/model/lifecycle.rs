//! Versions, statuses and histories: what every versioned document carries.

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::{Date, Id, Text};

/// A semantic version of a definition, `MAJOR.MINOR.PATCH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Raised where what relied on the definition breaks.
    pub major: u32,
    /// Raised where something is added or a number changes.
    pub minor: u32,
    /// Raised where only words change.
    pub patch: u32,
}

impl Version {
    /// A version in its one written form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.').map(|part| {
            let canonical = !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
            canonical.then(|| part.parse().ok()).flatten()
        });
        let version = Self { major: parts.next()??, minor: parts.next()??, patch: parts.next()?? };
        parts.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How far a document has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Out for comment.
    Consultation,
    /// Tried by test regions.
    Testing,
    /// In force.
    Valid,
    /// Replaced by another document.
    Superseded,
    /// No longer in use, and not replaced.
    Retired,
}

impl Status {
    /// The words of the sources, in the order of a document's life.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("draft", Self::Draft),
        ("consultation", Self::Consultation),
        ("testing", Self::Testing),
        ("valid", Self::Valid),
        ("superseded", Self::Superseded),
        ("retired", Self::Retired),
    ];

    /// The word of the sources.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }
}

/// What a versioned document says of its own life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lifecycle {
    /// The version of the definition; values have a history of their own.
    pub version: Version,
    /// How far it has come.
    pub status: Status,
    /// What replaced it, where the status is superseded.
    pub superseded_by: Option<Id>,
    /// What changed, newest first.
    pub history: Vec<HistoryEntry>,
    /// The organisation or unit that answers for it; never a person.
    pub owner: Option<Text>,
    /// Who approved it.
    pub approved_by: Option<Text>,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds.
    pub valid_to: Option<Date>,
    /// The law it rests on.
    pub legal_basis: Vec<LegalBasis>,
    /// Ids it had before.
    pub renamed_from: Vec<Id>,
    /// Where it was imported from.
    pub origin: Option<Origin>,
}

impl Lifecycle {
    /// Whether the document had an id before.
    pub fn had(&self, id: &str) -> bool {
        self.renamed_from.iter().any(|old| **old == *id)
    }
}

/// One step of a document's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HistoryEntry {
    /// The version that the step led to.
    pub version: Version,
    /// When.
    pub date: Date,
    /// What changed, for readers.
    pub summary: Text,
    /// Findings that led to it.
    pub findings: Vec<Id>,
}

/// A place in the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LegalBasis {
    /// The act.
    pub act: Text,
    /// The section.
    pub section: Option<Text>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// Where an imported document comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Origin {
    /// Whose it is.
    pub source: String,
    /// Where it was found.
    pub url: Option<String>,
    /// When it was read.
    pub date: Option<Date>,
    /// What was read.
    pub sha256: Option<String>,
    /// On what terms.
    pub license: Option<String>,
}

/// What is no longer to be used: a concept, attribute, code or requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deprecated {
    /// The version or release since which it is not to be used.
    pub since: Option<String>,
    /// What to use instead, in the same document.
    pub replaced_by: Option<Id>,
    /// Why.
    pub reason: Option<Text>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_one_written_form() {
        assert_eq!(Version::parse("1.10.0").map(|version| version.to_string()).as_deref(), Some("1.10.0"));
        for text in ["1.0", "1.0.0.0", "01.0.0", "1.0.x", "1..0", "", "1.0.0-rc1", "-1.0.0"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert!(Version::parse("1.9.0") < Version::parse("1.10.0"));
    }
}
