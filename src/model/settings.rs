//! The settings of a site, which always come from the working tree.

use super::{Date, Id, Language, Text};

/// What `site.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The site's name.
    pub title: Text,
    /// Where the site is published; used only where an absolute address is required. Ends with `/`.
    pub base_url: String,
    /// The languages; the first is the default and lives at the root.
    pub languages: Vec<Language>,
    /// The theme's name.
    pub theme: String,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// The address to which a source path is added for an edit link.
    pub edit_url: Option<String>,
    /// Counts from 1 to one less than this are small.
    pub minimum_count: u32,
    /// Releases, oldest first.
    pub releases: Vec<ReleaseEntry>,
}

impl Settings {
    /// The language that lives at the root.
    pub fn default_language(&self) -> Language {
        self.languages[0]
    }

    /// The release that the root shows: the last one that is released.
    pub fn current(&self) -> Option<&ReleaseEntry> {
        self.releases.iter().rev().find(|release| release.status == ReleaseStatus::Released)
    }
}

/// Who publishes a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// The organisation's name.
    pub name: Text,
    /// Its own site.
    pub url: Option<String>,
}

/// One release in the list of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseEntry {
    /// Its id, which is part of its address.
    pub id: Id,
    /// Its date: whatever depends on a day is computed for this one.
    pub date: Date,
    /// Whether it is in force, out for comment or withdrawn.
    pub status: ReleaseStatus,
    /// Where its snapshot is.
    pub source: ReleaseSource,
    /// The source format of the snapshot.
    pub format: u32,
}

/// The state of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseStatus {
    /// Published.
    Released,
    /// Out for comment; has an address and a banner, and is never current.
    Consultation {
        /// The last day for comments.
        comment_until: Date,
    },
    /// Taken back: its data is gone, a page says why.
    Withdrawn {
        /// Why.
        reason: Text,
    },
}

impl ReleaseStatus {
    /// The word of the sources.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Consultation { .. } => "consultation",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// Where the snapshot of a release is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseSource {
    /// A folder of the site.
    Folder(String),
    /// A tag, branch or commit of the enclosing repository.
    Git(String),
}
