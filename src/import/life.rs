//! The life of what is imported: version, status, one entry of history, and where it came from.

use super::Given;
use crate::model::lifecycle::{HistoryEntry, Origin};
use crate::model::text::on_one_line;
use crate::model::{Date, Lifecycle, Status, Text, Version};

/// What the file says of itself.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its version, in its own form.
    pub version: Option<String>,
    /// How far it has come, in its own word.
    pub status: Option<String>,
    /// The day it is of.
    pub date: Option<Date>,
    /// Whose it is.
    pub source: Option<String>,
    /// Its own address.
    pub url: Option<String>,
    /// On what terms.
    pub license: Option<String>,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds.
    pub valid_to: Option<Date>,
}

/// The life of a document of this import.
pub fn life(given: &Given, said: &Said) -> Lifecycle {
    let version = given.version.or_else(|| said.version.as_deref().and_then(version)).unwrap_or(Version { major: 1, minor: 0, patch: 0 });
    let date = given.date.or(said.date).or_else(|| day_in(&given.file.name)).unwrap_or(given.fallback_date);
    Lifecycle {
        version,
        status: said.status.as_deref().map_or(Status::Draft, status),
        superseded_by: None,
        history: vec![HistoryEntry { version, date, summary: imported_from(given), findings: Vec::new() }],
        owner: None,
        approved_by: None,
        valid_from: said.valid_from,
        valid_to: said.valid_to.filter(|to| said.valid_from.is_none_or(|from| from <= *to)),
        legal_basis: Vec::new(),
        renamed_from: Vec::new(),
        origin: Some(Origin {
            source: on_one_line(given.source.as_ref().or(said.source.as_ref()).unwrap_or(&given.file.name)),
            url: given.url.clone().or_else(|| said.url.clone()).filter(|url| is_identifier(url)),
            date: Some(date),
            sha256: Some(given.sha256()),
            license: given.license.as_ref().or(said.license.as_ref()).map(|license| on_one_line(license)),
        }),
    }
}

/// An address that the sources' forms take.
pub fn is_identifier(text: &str) -> bool {
    (crate::parse::form::IDENTIFIER.parse)(text).is_some()
}

fn imported_from(given: &Given) -> Text {
    let name = super::words::plain(&given.file.name);
    Text::from_versions(given.languages.iter().map(|language| {
        let sentence = match language.code() {
            "fi" => format!("Tuotu tiedostosta {name}."),
            "sv" => format!("Importerad från filen {name}."),
            _ => format!("Imported from the file {name}."),
        };
        (*language, sentence.into())
    }))
}

/// A version of up to three numbers in any dress: `v2.1`, `3.0.0-rc1`.
pub fn version(text: &str) -> Option<Version> {
    let text = text.trim();
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text).trim();
    let numbers: Vec<u32> = text
        .split('.')
        .map_while(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            (digits.len() <= 9).then(|| digits.parse().ok()).flatten()
        })
        .take(3)
        .collect();
    let at = |at: usize| numbers.get(at).copied().unwrap_or(0);
    (!numbers.is_empty() && at(0) < 1000).then(|| Version { major: at(0), minor: at(1), patch: at(2) })
}

/// A status in the words of the platform, of the EU's vocabularies, or in ours.
fn status(word: &str) -> Status {
    let word = word.rsplit(['/', '#']).next().unwrap_or(word).to_lowercase();
    match word.as_str() {
        "valid" | "completed" | "current" | "released" | "voimassa" | "approved" | "published" => Status::Valid,
        "suggested" | "consultation" | "proposed" => Status::Consultation,
        "superseded" | "retired" | "invalid" | "deprecated" | "withdrawn" => Status::Retired,
        _ => Status::Draft,
    }
}

/// The day at the start of a text: `2022-03-04T…`, `2022-03-04 11:29`, `2022-03-04`.
pub fn day(text: &str) -> Option<Date> {
    Date::parse(text.trim().get(..10)?)
}

/// The first day that stands anywhere in a name.
fn day_in(name: &str) -> Option<Date> {
    (0..name.len()).find_map(|at| day(name.get(at..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_days_are_found_in_any_dress() {
        let said = |text: &str| version(text).map(|version| version.to_string());
        assert_eq!(said("v2.1").as_deref(), Some("2.1.0"));
        assert_eq!(said("3.0.0-rc1").as_deref(), Some("3.0.0"));
        assert_eq!(said("2.0").as_deref(), Some("2.0.0"));
        assert_eq!(said("draft"), None);
        assert_eq!(said(""), None);
        assert_eq!(day_in("01_2021-11-16_5319841.xml"), Date::new(2021, 11, 16));
        assert_eq!(day_in("ä2021-13-16"), None);
        assert_eq!(day("2022-03-04 11:29:17"), Date::new(2022, 3, 4));
    }
}
