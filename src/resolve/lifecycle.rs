//! Versions, statuses, histories and validity: what all versioned documents have in common.

use std::collections::BTreeSet;

use super::Desk;
use super::names::Names;
use super::rules::{history, translations};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::lifecycle::{Deprecated, HistoryEntry};
use crate::model::{Date, Id, Lifecycle, Status, Version};
use crate::parse::Written;
use crate::parse::fields::Spanned;
use crate::parse::lifecycle::{DeprecatedMatter, LifecycleMatter, Validity};
use crate::source::SourceFile;

/// The version of a document that does not say one, which has been reported.
const UNSAID: Version = Version { major: 0, minor: 0, patch: 0 };

/// A document's life as meant.
///
/// `kin` are the documents of its kind, one of which may have superseded it; where there can be
/// but one, there is none to name.
pub fn lifecycle<T>(document: &Written<T>, matter: &LifecycleMatter, kin: Option<&Names>, desk: &mut Desk<'_>) -> Lifecycle {
    let file = &document.file;
    history::check(matter, file, desk.report);
    translations::check(document, matter, desk.report);
    let (valid_from, valid_to) = validity(&matter.validity, file, desk.report);
    let superseded_by = superseded_by(document, matter, kin, desk);
    let renamed_from = renamed_from(&matter.renamed_from, |id| kin.is_some_and(|kin| kin.has(id)), file, desk.report);
    let mut history: Vec<HistoryEntry> = matter.history.iter().filter_map(|entry| history_entry(entry, file, desk)).collect();
    history.sort_by_key(|entry| std::cmp::Reverse(entry.version));
    Lifecycle {
        version: matter.version.as_ref().map_or(UNSAID, |version| version.value),
        status: matter.status.as_ref().map_or(Status::Draft, |status| status.value),
        superseded_by,
        history,
        owner: matter.owner.clone(),
        approved_by: matter.approved_by.clone(),
        valid_from,
        valid_to,
        legal_basis: matter.legal_basis.clone(),
        renamed_from,
        origin: matter.origin.clone(),
    }
}

fn history_entry(entry: &Spanned<crate::parse::lifecycle::HistoryMatter>, file: &SourceFile, desk: &mut Desk<'_>) -> Option<HistoryEntry> {
    let matter = &entry.value;
    let findings = if let Some(names) = desk.names.collections.get("findings") {
        names.find_all(&matter.findings, file, desk.report)
    } else {
        for finding in &matter.findings {
            desk.report.push(
                Diagnostic::error(file, finding.span.clone(), "unknown-document", format!("there is no document `{}`", finding.value))
                    .help("findings are the folders of content/findings/, and there are none"),
            );
        }
        Vec::new()
    };
    Some(HistoryEntry {
        version: matter.version.as_ref()?.value,
        date: matter.date.as_ref()?.value,
        summary: matter.summary.clone().unwrap_or_default(),
        findings,
    })
}

fn superseded_by<T>(document: &Written<T>, matter: &LifecycleMatter, kin: Option<&Names>, desk: &mut Desk<'_>) -> Option<Id> {
    let status = matter.status.as_ref().filter(|status| status.value == Status::Superseded);
    let Some(asked) = &matter.superseded_by else {
        if let Some(status) = status.filter(|_| !matter.says_superseded_by) {
            desk.report.push(
                Diagnostic::error(&document.file, status.span.clone(), "superseded-by-nothing", "what superseded it is not said")
                    .help("name it: superseded_by = \"…\", or write status = \"retired\""),
            );
        }
        return None;
    };
    if asked.value == document.id {
        desk.report.push(
            Diagnostic::error(&document.file, asked.span.clone(), "superseded-by-nothing", "it cannot have been superseded by itself")
                .help("name what came after it"),
        );
        return None;
    }
    match kin {
        Some(kin) => kin.find(asked, &document.file, desk.report),
        None => Some(asked.value.clone()),
    }
}

/// From when and until when something holds, in order.
pub fn validity(matter: &Validity, file: &SourceFile, report: &mut Report) -> (Option<Date>, Option<Date>) {
    if let (Some(from), Some(to)) = (&matter.from, &matter.to)
        && to.value < from.value
    {
        report.push(
            Diagnostic::error(file, to.span.clone(), "ends-before-it-begins", format!("it ends on {} and begins on {}", to.value, from.value))
                .help("both days belong to the time it holds"),
        );
    }
    (matter.from.as_ref().map(|day| day.value), matter.to.as_ref().map(|day| day.value))
}

/// Ids that a thing had before, none of which is still somebody's.
pub fn renamed_from(ids: &[Spanned<Id>], is_used: impl Fn(&str) -> bool, file: &SourceFile, report: &mut Report) -> Vec<Id> {
    let mut free = Vec::new();
    for id in ids {
        if is_used(&id.value) {
            report.push(
                Diagnostic::error(file, id.span.clone(), "old-id-in-use", format!("`{}` is still the id of something", id.value))
                    .help("an id is never used again for something else"),
            );
        } else {
            free.push(id.value.clone());
        }
    }
    free
}

/// What is no longer to be used, and its replacement among the names of its own kind in its own document.
///
/// A name that could not be read, which is `None`, may be the one that is asked for.
pub fn deprecated<'n>(
    matter: Option<&Spanned<DeprecatedMatter>>,
    names: impl Fn() -> Vec<Option<&'n str>>,
    noun: &str,
    file: &SourceFile,
    report: &mut Report,
) -> Option<Deprecated> {
    let matter = &matter?.value;
    let replaced_by = matter.replaced_by.as_ref().filter(|asked| {
        let names = names();
        let found = names.contains(&Some(asked.value.as_str()));
        if !found && !names.contains(&None) {
            let error = Diagnostic::error(file, asked.span.clone(), "unknown-replacement", format!("there is no {noun} `{}`", asked.value));
            report.push(error.suggest(&asked.value, names.into_iter().flatten(), format!("what replaces it is another {noun} of the same document")));
        }
        found
    });
    Some(matter.meant(replaced_by.map(|asked| asked.value.clone())))
}

/// Reports an id that is there twice; says whether it is the first.
pub fn is_first(id: &Spanned<Id>, seen: &mut BTreeSet<Id>, noun: &str, file: &SourceFile, report: &mut Report) -> bool {
    let first = seen.insert(id.value.clone());
    if !first {
        report.push(
            Diagnostic::error(file, id.span.clone(), "duplicate-id", format!("there is another {noun} `{}`", id.value))
                .help("an id names one thing; give each its own"),
        );
    }
    first
}
