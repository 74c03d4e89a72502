//! What was removed.

use std::collections::BTreeSet;

use super::Desk;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::{ConceptRef, Id, Kind, Removed};
use crate::parse::fields::Spanned;
use crate::parse::form::{is_id, is_region_code, is_release_id, is_segment};
use crate::parse::removed::RemovedEntry;
use crate::source::SourceFile;

/// What earlier releases had and this one has not.
pub fn removed(desk: &mut Desk<'_>) -> Vec<Removed> {
    let Some(document) = desk.documents.removed.only() else { return Vec::new() };
    desk.note_missing_translations(document);
    let mut seen = BTreeSet::new();
    let mut removed = Vec::new();
    let upcoming = upcoming(&document.matter.removed, &document.file, desk);
    for Spanned { value: entry, .. } in &document.matter.removed {
        let Some(found) = self::entry(entry, upcoming.as_ref(), &document.file, desk) else { continue };
        if seen.insert((found.kind.clone(), found.id.clone())) {
            removed.push(found);
        } else if let Some(id) = &entry.id {
            let message = format!("`{}:{}` is listed twice", found.kind.name(), found.id);
            desk.report.push(Diagnostic::error(&document.file, id.span.clone(), "duplicate-id", message).help("keep one of the two"));
        }
    }
    removed
}

/// The release that is not there yet: in the working tree the first id that the settings do not list is the next one's.
fn upcoming(entries: &[Spanned<RemovedEntry>], file: &SourceFile, desk: &Desk<'_>) -> Option<Id> {
    let named = entries.iter().filter_map(|entry| entry.value.release.as_ref()).map(|release| &release.value);
    named.filter(|_| file.release.is_none()).find(|id| desk.settings.releases.iter().all(|release| release.id != **id)).cloned()
}

fn entry(matter: &RemovedEntry, upcoming: Option<&Id>, file: &SourceFile, desk: &mut Desk<'_>) -> Option<Removed> {
    let kind = matter.kind.as_ref().and_then(|kind| desk.names.kind(kind, file, desk.report));
    let release = match &matter.release {
        Some(asked) if Some(&asked.value) == upcoming => Some(asked.value.clone()),
        asked => desk.names.releases.find_some(asked.as_ref(), file, desk.report),
    };
    if let (Some(kind), Some(id)) = (&kind, &matter.id) {
        if !can_be_id(kind, &id.value) {
            let message = format!("`{}` cannot be the id of a thing of the kind `{}`", id.value, kind.name());
            desk.report.push(Diagnostic::error(file, id.span.clone(), "malformed-id", message).help("write the id that it had: its address stays"));
            return None;
        }
        // Looked up without a report: here it is right that it is not there.
        if desk.names.thing(kind, id, file, &mut Report::default()).is_some() {
            desk.report.push(
                Diagnostic::error(file, id.span.clone(), "removed-thing-is-there", format!("`{}:{}` is still there", kind.name(), id.value))
                    .help("take it out of the list, or remove its file"),
            );
        }
    }
    let replaced_by =
        matter.replaced_by.as_ref().and_then(|asked| desk.names.reference(kind.as_ref().filter(|_| !asked.value.contains(':')), asked, file, desk.report));
    Some(Removed { kind: kind?, id: matter.id.as_ref()?.value.clone(), release: release?, reason: matter.reason.clone().unwrap_or_default(), replaced_by })
}

/// Whether a thing of a kind could have had an id.
fn can_be_id(kind: &Kind, id: &str) -> bool {
    match kind {
        Kind::Concept => ConceptRef::parse(id).is_some_and(|concept| concept.attribute.is_none()),
        Kind::Region => is_region_code(id),
        Kind::Release => is_release_id(id),
        Kind::Area => is_id(id),
        Kind::Page | Kind::UseCase | Kind::Indicator | Kind::ConceptModel | Kind::CodeList | Kind::Document(_) => is_segment(id),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::reports;

    #[test]
    fn what_was_removed_had_an_id() {
        let entry = |kind: &str, id: &str| format!("[[removed]]\nkind = \"{kind}\"\nid = \"{id}\"\nrelease = \"2024.1\"\nreason = \"Gone.\"\n");
        let project = ["//- models/removed.toml\n", &entry("indicator", "../falls"), &entry("concept", "care/visit"), &entry("region", "2020-16")].concat();
        reports(
            &project,
            r#"
error[malformed-id]: `../falls` cannot be the id of a thing of the kind `indicator`
 --> models/removed.toml:3:6
   3 | id = "../falls"
     |      ^^^^^^^^^^
     = help: write the id that it had: its address stays
"#,
        );
    }

    #[test]
    fn only_the_next_release_can_be_named_before_it_is_there() {
        reports(
            r#"
//- models/removed.toml
[[removed]]
kind    = "indicator"
id      = "slips"
release = "2024.1"
reason  = "Nobody asked for it."
[[removed]]
kind    = "indicator"
id      = "trips"
release = "2024.1"
reason  = "Nobody asked for it."
[[removed]]
kind    = "page"
id      = "old"
release = "2024.2"
reason  = "Nobody asked for it."
"#,
            r#"
error[unknown-release]: there is no release `2024.2`
 --> models/removed.toml:14:11
  14 | release = "2024.2"
     |           ^^^^^^^^
     = help: releases are listed in site.toml
"#,
        );
    }
}
