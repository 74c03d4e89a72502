//! The machine forms of a thing, as links at the end of its page.

use super::Shown;
use super::parts::Row;
use crate::model::Kind;
use crate::plan::{Export, has_twin};
use crate::render::scope::{Link, Scope, escape};

/// The anchor of the section that offers files.
pub const ANCHOR: &str = "s-downloads";

/// The same page with the files of what it shows.
pub fn offered(scope: &Scope, mut shown: Shown) -> Shown {
    let place = &scope.route.place;
    let Some(thing) = place.thing().filter(|_| has_twin(place, scope.model())) else { return shown };
    let row = |name: &str, key: &str| Row::of(Link { href: scope.beside(place, name), html: escape(scope.words.get(&format!("exports.{key}"))) });
    shown.downloads = Export::of(&thing.kind).iter().map(|export| row(&export.file_name(&thing), key(*export, &thing.kind))).collect();
    if !shown.downloads.is_empty() {
        shown.downloads.push(row("index.json", "json"));
        shown.toc.push(scope.toc_word(ANCHOR, "exports.title"));
    }
    shown
}

/// The words for a form.
fn key(export: Export, kind: &Kind) -> &'static str {
    match (export, kind) {
        (Export::Csv, Kind::Concept) => "template",
        _ => export.word(),
    }
}
