//! Things that a release no longer has.

use serde::Serialize;

use super::parts::{Fact, Row};
use super::{Shown, banner, frame};
use crate::model::{Kind, Reference, Removed};
use crate::plan::route::{Edition, Place};
use crate::render::scope::{Plain, Scope, escape};

/// What the page of a removed thing shows.
#[derive(Serialize)]
struct Gone {
    facts: Vec<Fact>,
    earlier: Vec<Row>,
}

/// When it went, why, what to use instead, and where it can still be read.
pub fn removed(scope: &Scope, removed: &Removed) -> Shown {
    let reference = Reference::new(removed.kind.clone(), removed.id.clone());
    let release = scope.thing(&Reference::new(Kind::Release, removed.release.clone()));
    let mut facts = vec![
        Fact::word(scope, "removed.kind", kind(scope, &removed.kind)),
        Fact::word(scope, "removed.release", banner::anchor(&release)),
        Fact::word(scope, "removed.reason", scope.html(&removed.reason)),
    ];
    let successor = removed.replaced_by.as_ref().map(|successor| banner::anchor(&scope.thing(successor)));
    let none = || escape(scope.words.get("removed.nothing"));
    facts.push(Fact::word(scope, "removed.instead", successor.unwrap_or_else(none)));
    let gone = Gone { facts, earlier: earlier(scope, &reference) };
    let shown = Shown::new("removed.html", name(scope, &reference), &gone);
    let shown = shown.banner(Some(banner::Banner::of(scope, "alert", "removed", &[("id", &escape(&removed.release))])));
    frame::section_links(scope).into_iter().fold(shown, Shown::crumb)
}

/// What has another id now: the old address points on.
pub fn renamed(scope: &Scope, old: &str, now: &Reference) -> Shown {
    let link = banner::anchor(&scope.thing(now));
    let facts = vec![
        Fact::word(scope, "removed.kind", kind(scope, &now.kind)),
        Fact::word(scope, "removed.old-id", format!("<code>{}</code>", escape(old))),
        Fact::word(scope, "removed.instead", link.clone()),
    ];
    let shown = Shown::new("removed.html", name(scope, now), &Gone { facts, earlier: Vec::new() });
    let shown = shown.banner(Some(banner::Banner::of(scope, "note", "renamed", &[("link", &link)])));
    frame::section_links(scope).into_iter().fold(shown, Shown::crumb)
}

/// What the newest release that had it calls it; else its id.
fn name(scope: &Scope, reference: &Reference) -> Plain {
    let found = scope.known_releases().iter().rev().find_map(|release| release.model.name_of(reference));
    found.map_or_else(|| Plain { text: reference.id.to_string(), lang: None }, |name| scope.plain(name))
}

fn kind(scope: &Scope, kind: &Kind) -> String {
    match kind {
        Kind::Document(collection) => match scope.model().collections.get(collection) {
            Some(collection) => scope.label(&collection.name),
            None => escape(collection),
        },
        kind => escape(scope.words.get(&format!("kind.{}", kind.name()))),
    }
}

/// The dated releases that still have it, newest first.
fn earlier(scope: &Scope, reference: &Reference) -> Vec<Row> {
    let releases = scope.known_releases().iter().rev().filter_map(|release| {
        let id = release.id.as_ref()?;
        release.model.name_of(reference)?;
        let place = Place::of(reference, &release.model)?;
        let href = scope.href_in(&Edition::Dated(id.clone()), scope.language(), &place);
        let row = Row { href, html: escape(&scope.words.say("removed.in-release", &[("id", id)])), text: None, note: None };
        Some(match release.date {
            Some(date) => row.note(escape(&scope.date(date))),
            None => row,
        })
    });
    releases.collect()
}
