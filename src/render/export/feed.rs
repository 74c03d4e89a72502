//! `feed.xml`: what is new, as Atom, in one language.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::xml;
use crate::model::{Date, Kind, Lifecycle, Reference, Text};
use crate::plan::route::{Edition, Place, Route};
use crate::render::scope::Scope;
use crate::render::told;

/// Entries beyond this number are left to the site's own pages.
const LONGEST: usize = 50;

/// Of what a release changed in a document, so many sentences stand in its entry.
const MOST_SENTENCES: usize = 12;

/// One piece of news.
struct Entry {
    day: Date,
    /// Unique and stable: what happened to what.
    key: String,
    place: Place,
    title: String,
    summary: String,
}

/// The feed of a page: of a document's changes, or of the whole language.
pub fn feed(scope: &Scope) -> Vec<u8> {
    match &scope.route.place {
        Place::DocumentChanges(document) => of_document(scope, document),
        _ => of_site(scope),
    }
}

/// The feed of a language: releases, and the newest steps of documents.
fn of_site(scope: &Scope) -> Vec<u8> {
    let mut entries = releases(scope);
    entries.extend(steps(scope));
    atom(scope, &scope.plain_text(&scope.settings().title), &Place::Front, entries)
}

/// The feed of a document: what each release changed in it, and in all that it rests on.
fn of_document(scope: &Scope, document: &Place) -> Vec<u8> {
    let Some(subject) = told::subject(document) else { return of_site(scope) };
    let mut entries = Vec::new();
    for (release, day) in scope.site().releases.iter().filter_map(|release| Some((release, release.date?))) {
        let Some((id, (old, told))) = release.id.as_ref().and_then(|id| Some((id, scope.since_previous(id)?))) else { continue };
        for subject in scope.documents_beneath(&subject) {
            let changes = told.of(&subject);
            let Some(place) = told::place(&subject).filter(|_| !changes.is_empty()) else { continue };
            let name = told::name(&subject, [release, old]).map_or_else(|| subject.to_string(), |name| scope.plain_text(name));
            let sentences: Vec<&str> = changes.iter().take(MOST_SENTENCES).map(|change| change.sentence.in_language(scope.words.interface)).collect();
            entries.push(Entry {
                day,
                key: format!("{}-{}-{id}", subject.kind, subject.id),
                place: Place::DocumentChanges(Box::new(place)),
                title: scope.words.say("feed.changed", &[("name", &name), ("id", id)]),
                summary: sentences.join(" "),
            });
        }
    }
    let name = scope.site().releases.iter().rev().find_map(|release| told::name(&subject, [release, release]));
    let name = name.map_or_else(|| subject.to_string(), |name| scope.plain_text(name));
    atom(scope, &scope.words.say("feed.document", &[("name", &name)]), &scope.route.place, entries)
}

/// A feed as Atom.
fn atom(scope: &Scope, title: &str, home: &Place, mut entries: Vec<Entry>) -> Vec<u8> {
    let settings = scope.settings();
    entries.sort_by(|a, b| (b.day, &a.key).cmp(&(a.day, &b.key)));
    entries.truncate(LONGEST);
    let newest = entries.first().map_or_else(|| "1970-01-01".to_owned(), |entry| entry.day.to_string());
    let absolute = |place: &Place| {
        let route = Route { edition: Edition::Root, language: scope.language(), place: place.clone() };
        xml(&format!("{}{}", settings.base_url, route.folder(settings)))
    };
    let home = absolute(home);
    let title = xml(title);
    let author = settings.publisher.as_ref().map_or(&settings.title, |publisher| &publisher.name);
    let author = xml(&scope.plain_text(author));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<title>{title}</title>\n<id>{home}</id>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{home}feed.xml\"/>\n\
         <updated>{newest}T00:00:00Z</updated>\n<author><name>{author}</name></author>\n",
        lang = scope.language(),
    );
    for entry in &entries {
        let href = absolute(&entry.place);
        let _ = writeln!(
            out,
            "<entry><title>{}</title><id>{href}#{}</id><link rel=\"alternate\" type=\"text/html\" href=\"{href}\"/><updated>{}T00:00:00Z</updated><summary>{}</summary></entry>",
            xml(&entry.title),
            xml(&entry.key),
            entry.day,
            xml(&entry.summary),
        );
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

fn releases(scope: &Scope) -> Vec<Entry> {
    let settings = scope.settings();
    let entries = settings.releases.iter().map(|release| Entry {
        day: release.date,
        key: format!("release-{}", release.id),
        place: Place::Release(release.id.clone()),
        title: scope.words.say("feed.release", &[("id", &release.id)]),
        summary: scope.words.get(&format!("release-status.{}", release.status.word())).to_owned(),
    });
    entries.collect()
}

/// The history of every versioned document of the root's release.
fn steps(scope: &Scope) -> Vec<Entry> {
    let model = scope.model();
    let mut documents: BTreeMap<Reference, (&Text, &Lifecycle)> = BTreeMap::new();
    for thing in model.use_cases.values() {
        documents.insert(Reference::new(Kind::UseCase, thing.id.clone()), (&thing.title, &thing.lifecycle));
    }
    for thing in model.indicators.values() {
        documents.insert(Reference::new(Kind::Indicator, thing.id.clone()), (&thing.name, &thing.lifecycle));
    }
    for thing in model.concept_models.values() {
        documents.insert(Reference::new(Kind::ConceptModel, thing.id.clone()), (&thing.name, &thing.lifecycle));
    }
    for thing in model.code_lists.values() {
        documents.insert(Reference::new(Kind::CodeList, thing.id.clone()), (&thing.name, &thing.lifecycle));
    }
    let mut entries = Vec::new();
    for (reference, (name, lifecycle)) in documents {
        let Some(place) = Place::of(&reference, model) else { continue };
        entries.extend(lifecycle.history.iter().map(|step| Entry {
            day: step.date,
            key: format!("{}-{}-{}", reference.kind.name(), reference.id, step.version),
            place: place.clone(),
            title: format!("{} {}", scope.plain_text(name), step.version),
            summary: scope.plain_text(&step.summary),
        }));
    }
    entries
}
