//! Releases: all of them, and one.

use serde::Serialize;

use super::banner::Banner;
use super::parts::{Cell, Column, Row, TableRow, TableView, Tag};
use super::{Shown, frame};
use crate::model::Id;
use crate::model::settings::{ReleaseEntry, ReleaseStatus};
use crate::plan::route::{Edition, Place};
use crate::release::Release;
use crate::render::scope::{Link, ProseView, Scope, escape};

/// What the page of all releases shows.
#[derive(Serialize)]
struct Index {
    table: TableView,
}

/// All releases, newest first.
pub fn index(scope: &Scope) -> Shown {
    let rows = scope.settings().releases.iter().rev().map(|entry| {
        let changes = scope.href(&Place::Changes(entry.id.clone()));
        let changes = match scope.since_previous(&entry.id).map(|(_, told)| told.changes.len()) {
            Some(n) => Cell::link(&Link { href: changes, html: escape(&scope.words.count("count.changes", n)) }).key(n.to_string()),
            None if changes.is_some() => Cell::link(&Link { href: changes, html: escape(scope.words.get("changes.first-short")) }).key("0"),
            None => Cell::void(scope, "release.no-data"),
        };
        TableRow::of(vec![
            Cell::link(&Link { href: scope.href(&Place::Release(entry.id.clone())), html: escape(&entry.id) }),
            Cell::of(day(scope, entry)).key(entry.date.to_string()),
            Cell::of(tag(scope, entry).html()),
            changes,
            Cell::of(note(scope, entry).unwrap_or_default()),
        ])
    });
    let table = TableView {
        id: "releases".to_owned(),
        caption: escape(scope.words.get("release.all")),
        quiet: true,
        columns: vec![
            Column::word(scope, "release.word"),
            Column::word(scope, "release.date"),
            Column::word(scope, "release.state"),
            Column::word(scope, "release.changes"),
            Column::word(scope, "release.note").wide(),
        ],
        rows: rows.collect(),
        ..TableView::default()
    };
    let mut shown = Shown::new("releases.html", scope.said(scope.word("nav.releases")), &Index { table });
    shown.lead = Some(escape(scope.words.get("release.lead")));
    shown.description = Some(scope.word("release.lead"));
    shown
}

/// The newest releases, for the front page.
pub fn newest(scope: &Scope, most: usize) -> Vec<Row> {
    let row = |entry: &ReleaseEntry| {
        let link = Link { href: scope.href(&Place::Release(entry.id.clone())), html: escape(&entry.id) };
        Row::of(link).note(format!("{} {}", tag(scope, entry).html(), day(scope, entry)))
    };
    scope.known_entries().iter().rev().take(most).map(row).collect()
}

fn day(scope: &Scope, entry: &ReleaseEntry) -> String {
    format!("<time datetime=\"{}\">{}</time>", entry.date, escape(&scope.date(entry.date)))
}

/// The state of a release.
fn tag(scope: &Scope, entry: &ReleaseEntry) -> Tag {
    match &entry.status {
        ReleaseStatus::Withdrawn { .. } => Tag::word(scope, "cl-breaking", "release-status.withdrawn"),
        ReleaseStatus::Consultation { .. } => Tag::word(scope, "st-open", "release-status.consultation"),
        ReleaseStatus::Released if is_current(scope, entry) => Tag::word(scope, "st-valid", "release-status.current"),
        ReleaseStatus::Released => Tag::word(scope, "tag--weak", "release-status.superseded"),
    }
}

fn is_current(scope: &Scope, entry: &ReleaseEntry) -> bool {
    scope.settings().current().is_some_and(|current| current.id == entry.id)
}

/// What a reader must know of a release before opening it, as HTML.
fn note(scope: &Scope, entry: &ReleaseEntry) -> Option<String> {
    match &entry.status {
        ReleaseStatus::Released => None,
        ReleaseStatus::Consultation { comment_until } => Some(scope.sentence("release.comments-until", &[("day", &escape(&scope.date(*comment_until)))])),
        ReleaseStatus::Withdrawn { reason } => Some(scope.html(reason)),
    }
}

/// What the page of one release shows.
#[derive(Serialize)]
struct One {
    open: Option<Link>,
    changes: Option<Link>,
    manifest: Option<Link>,
    count: String,
    notes: Option<ProseView>,
    holds: Vec<Row>,
    neighbours: Vec<Row>,
}

/// One release: what it holds, where it is read, what changed; or why it was taken back.
pub fn one(scope: &Scope, id: &Id) -> Shown {
    let entry = scope.settings().releases.iter().find(|entry| entry.id == *id);
    let edition = frame::edition_of(scope.site(), id);
    let release = loaded(scope, id);
    let dated = Edition::Dated(id.clone());
    let words = |key: &str| scope.sentence(key, &[("id", &escape(id))]);
    let one = One {
        open: release.and_then(|_| Some(Link { href: Some(scope.href_in(&dated, scope.language(), &Place::Front)?), html: words("release.open") })),
        changes: scope.href(&Place::Changes(id.clone())).and_then(|href| {
            // The first release changed nothing; what has changed since is told on the same page.
            let is_first = scope.since_previous(id).is_none();
            let key = if is_first { scope.until_current(id).map(|_| "release.see-since")? } else { "release.see-changes" };
            Some(Link { href: Some(href), html: words(key) })
        }),
        manifest: manifest(scope, id),
        notes: scope.site().papers(id).and_then(|papers| scope.prose(&papers.notes, &["holds", "others"])),
        count: scope.since_previous(id).map_or_else(String::new, |(_, told)| scope.words.count("count.changes", told.changes.len())),
        holds: release.map(|release| holds(scope, release, &edition)).unwrap_or_default(),
        neighbours: neighbours(scope, id),
    };
    let mut shown =
        Shown::new("release.html", scope.said(scope.words.say("release.title", &[("id", id)])), &one).crumb(scope.word_link(&Place::Releases, "nav.releases"));
    if let Some(entry) = entry {
        let text = match &entry.status {
            ReleaseStatus::Withdrawn { reason } => {
                shown.banners.push(Banner::of(scope, "alert", "withdrawn", &[("reason", &scope.html(reason))]));
                None
            }
            ReleaseStatus::Consultation { comment_until } => {
                shown.banners.push(Banner::of(scope, "note", "consultation", &[("day", &escape(&scope.date(*comment_until)))]));
                None
            }
            ReleaseStatus::Released if is_current(scope, entry) => Some("release.is-current"),
            ReleaseStatus::Released => Some("release.is-superseded"),
        };
        shown.facts = facts(scope, id);
        shown.lead = text.map(|key| escape(scope.words.get(key)));
    }
    shown
}

/// The state and the day of a release: the facts under a heading.
pub fn facts(scope: &Scope, id: &Id) -> Vec<String> {
    let entry = scope.settings().releases.iter().find(|entry| entry.id == *id);
    entry.map(|entry| vec![tag(scope, entry).html(), scope.sentence("release.published", &[("day", &day(scope, entry))])]).unwrap_or_default()
}

/// The manifest of a release, where it was frozen with one.
fn manifest(scope: &Scope, id: &Id) -> Option<Link> {
    scope.site().papers(id)?.manifest.as_ref()?;
    Some(Link { href: scope.beside(&Place::Release(id.clone()), "manifest.json"), html: escape(scope.words.get("release.manifest")) })
}

/// The release of an id, where it can be shown.
fn loaded<'s>(scope: &Scope<'s>, id: &Id) -> Option<&'s Release> {
    scope.site().releases.iter().find(|release| release.id.as_ref() == Some(id))
}

/// How much of each kind there is in a release, with links into it.
fn holds(scope: &Scope, release: &Release, edition: &Edition) -> Vec<Row> {
    let model = &release.model;
    let concepts = model.concept_models.values().map(|model| model.concepts.len()).sum();
    let counts = [
        (Place::Information, "nav.information-model", scope.words.count("count.areas", model.areas().len())),
        (Place::UseCases, "nav.use-cases", scope.words.integer(model.use_cases.len())),
        (Place::Indicators, "nav.indicators", scope.words.integer(model.indicators.len())),
        (Place::Regions, "nav.regions", scope.words.integer(model.regions.comparable(release.date).count())),
        (Place::ConceptModels, "nav.concept-models", scope.words.count("count.concepts", concepts)),
        (Place::CodeLists, "nav.code-lists", scope.words.integer(model.code_lists.len())),
    ];
    let section = |(place, key, count): (Place, &str, String)| {
        let href = scope.href_in(edition, scope.language(), &place)?;
        Some(Row { href: Some(href), html: escape(scope.words.get(key)), text: None, note: Some(escape(&count)) })
    };
    let mut rows: Vec<Row> = counts.into_iter().filter_map(section).collect();
    rows.extend(model.collections.values().map(|collection| Row {
        href: scope.href_in(edition, scope.language(), &Place::Collection(collection.id.clone())),
        html: scope.label(&collection.name),
        text: None,
        note: Some(escape(&scope.words.integer(collection.documents.len()))),
    }));
    rows
}

/// The releases before and after one.
fn neighbours(scope: &Scope, id: &Id) -> Vec<Row> {
    let releases = &scope.settings().releases;
    let Some(at) = releases.iter().position(|entry| entry.id == *id) else { return Vec::new() };
    let row = |entry: &ReleaseEntry, key: &str| Row {
        href: scope.href(&Place::Release(entry.id.clone())),
        html: scope.sentence(key, &[("id", &escape(&entry.id))]),
        text: None,
        note: Some(day(scope, entry)),
    };
    let next = releases.get(at + 1).map(|entry| row(entry, "release.next"));
    let previous = at.checked_sub(1).and_then(|before| releases.get(before)).map(|entry| row(entry, "release.previous"));
    next.into_iter().chain(previous).collect()
}

/// What a release no longer has.
pub fn removed(scope: &Scope, id: &Id) -> Vec<Row> {
    let Some(release) = loaded(scope, id) else { return Vec::new() };
    let gone = release.model.removed.iter().filter(|removed| removed.release == *id);
    gone.map(|removed| {
        let reference = crate::model::Reference::new(removed.kind.clone(), removed.id.clone());
        let name = scope.site().releases.iter().rev().find_map(|release| release.model.name_of(&reference));
        let href = Place::of(&reference, &release.model).and_then(|place| scope.href(&place));
        let html = name.map_or_else(|| escape(&removed.id), |name| scope.label(name));
        Row { href, html, text: Some(scope.html(&removed.reason)), note: None }
    })
    .collect()
}
