//! The machine forms of a thing, as links at the end of its page.

use super::Shown;
use super::parts::Row;
use crate::model::{Kind, Reference};
use crate::plan::{Export, has_twin};
use crate::render::export::package;
use crate::render::scope::{Link, Scope, escape};

/// The anchor of the section that offers files.
pub const ANCHOR: &str = "s-downloads";

/// The same page with the files of what it shows.
pub fn offered(scope: &Scope, mut shown: Shown) -> Shown {
    let place = &scope.route.place;
    let Some(thing) = place.thing().filter(|_| has_twin(place, scope.model())) else { return shown };
    let row = |name: &str, key: &str| Row::of(Link { href: scope.beside(place, name), html: escape(scope.words.get(&format!("exports.{key}"))) });
    let offer = |export: &Export| {
        let row = row(&export.file_name(&thing), key(*export, &thing.kind));
        match measure(scope, *export, &thing) {
            Some(measure) => row.note(escape(&measure)),
            None => row,
        }
    };
    shown.downloads = Export::of(&thing.kind).iter().map(offer).collect();
    if !shown.downloads.is_empty() {
        shown.downloads.push(row("index.json", "json"));
        shown.toc.push(scope.toc_word(ANCHOR, "exports.title"));
    }
    shown
}

/// How much is in a file, where a reader may want to know before it is fetched.
fn measure(scope: &Scope, export: Export, thing: &Reference) -> Option<String> {
    match (export, &thing.kind) {
        (Export::Package, Kind::UseCase) => {
            let files = package::files(scope, scope.model().use_cases.get(&thing.id)?);
            let bytes = files.values().map(Vec::len).sum();
            let (count, size) = (scope.words.count("exports.files", files.len()), super::indicator::size(scope, bytes));
            Some(scope.words.say("exports.unpacked", &[("files", &count), ("size", &size)]))
        }
        (Export::Csv, Kind::CodeList) => Some(scope.words.count("count.codes", scope.model().code_lists.get(&thing.id)?.codes.len())),
        _ => None,
    }
}

/// The words for a form.
fn key(export: Export, kind: &Kind) -> &'static str {
    match (export, kind) {
        (Export::Csv, Kind::Concept) => "template",
        _ => export.word(),
    }
}
