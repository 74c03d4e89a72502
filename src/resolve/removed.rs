//! What was removed.

use std::collections::BTreeSet;

use super::Desk;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::Removed;
use crate::parse::fields::Spanned;
use crate::parse::removed::RemovedEntry;
use crate::source::SourceFile;

/// What earlier releases had and this one has not.
pub fn removed(desk: &mut Desk<'_>) -> Vec<Removed> {
    let Some(document) = desk.documents.removed.only() else { return Vec::new() };
    desk.note_missing_translations(document);
    let mut seen = BTreeSet::new();
    let mut removed = Vec::new();
    for Spanned { value: entry, .. } in &document.matter.removed {
        let Some(found) = self::entry(entry, &document.file, desk) else { continue };
        if seen.insert((found.kind.clone(), found.id.clone())) {
            removed.push(found);
        } else if let Some(id) = &entry.id {
            let message = format!("`{}:{}` is listed twice", found.kind.name(), found.id);
            desk.report.push(Diagnostic::error(&document.file, id.span.clone(), "duplicate-id", message).help("keep one of the two"));
        }
    }
    removed
}

fn entry(matter: &RemovedEntry, file: &SourceFile, desk: &mut Desk<'_>) -> Option<Removed> {
    let kind = matter.kind.as_ref().and_then(|kind| desk.names.kind(kind, file, desk.report));
    let release = desk.names.releases.find_some(matter.release.as_ref(), file, desk.report);
    if let (Some(kind), Some(id)) = (&kind, &matter.id) {
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
