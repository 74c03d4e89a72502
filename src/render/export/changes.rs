//! The changes of a release for programs: as `virta diff` writes them, and its renames as a table.

use serde::Serialize;

use crate::diff::Change;
use crate::plan::Place;
use crate::release::Release;
use crate::render::scope::Scope;
use crate::render::told::Told;
use crate::render::view::changes::has_made_up;

/// The machine form of a difference.
#[derive(Serialize)]
struct Difference<'a> {
    old: &'a str,
    new: &'a str,
    /// Whether there are changes of made-up values among them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    illustrative: bool,
    changes: &'a [Change],
}

/// What the release of a page changed.
fn told<'r>(scope: &Scope<'r>) -> Option<(&'r Release, &'r Told, String)> {
    let Place::Changes(id) = &scope.route.place else { return None };
    let (old, told) = scope.since_previous(id)?;
    Some((old, told, id.to_string()))
}

/// `changes.json`
pub fn json(scope: &Scope) -> Vec<u8> {
    let found = told(scope);
    let (old, new, changes) = match &found {
        Some((old, told, id)) => (old.id.as_deref().unwrap_or_default(), id.as_str(), told.changes.as_slice()),
        None => ("", "", &[] as &[Change]),
    };
    let new_release = scope.site().releases.iter().find(|release| release.id.as_deref() == Some(new));
    let illustrative = found.as_ref().zip(new_release).is_some_and(|((old, ..), new)| has_made_up(changes, [old, new]));
    let mut bytes = serde_json::to_vec_pretty(&Difference { old, new, illustrative, changes }).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// `renames.csv`: what was renamed, how that is known, from which id to which.
pub fn renames(scope: &Scope) -> Vec<u8> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut row = |cells: [&str; 5]| rows.write_record(cells).is_ok();
    row(["kind", "old", "new", "document", "matched_by"]);
    for change in told(scope).iter().flat_map(|(_, told, _)| &told.changes).filter(|change| change.rule.name == "thing-renamed") {
        let id = |side: &Option<serde_json::Value>| side.as_ref().and_then(|id| id.as_str()).unwrap_or_default().to_owned();
        let by = change.matched_by.map_or("", crate::diff::MatchedBy::word);
        row([&change.subject.kind, &id(&change.old), &id(&change.new), &change.document.to_string(), by]);
    }
    rows.into_inner().unwrap_or_default()
}
