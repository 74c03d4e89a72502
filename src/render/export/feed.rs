//! `feed.xml`: what is new, as Atom, in one language.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::xml;
use crate::model::{Date, Kind, Lifecycle, Reference, Text};
use crate::plan::route::{Edition, Place, Route};
use crate::render::scope::Scope;

/// Entries beyond this number are left to the site's own pages.
const LONGEST: usize = 50;

/// One piece of news.
struct Entry {
    day: Date,
    /// Unique and stable: what happened to what.
    key: String,
    place: Place,
    title: String,
    summary: String,
}

/// The feed of a language: releases, and the newest steps of documents.
pub fn feed(scope: &Scope) -> Vec<u8> {
    let settings = scope.settings();
    let mut entries = releases(scope);
    entries.extend(steps(scope));
    entries.sort_by(|a, b| (b.day, &a.key).cmp(&(a.day, &b.key)));
    entries.truncate(LONGEST);
    let newest = entries.first().map_or_else(|| "1970-01-01".to_owned(), |entry| entry.day.to_string());
    let absolute = |place: &Place| {
        let route = Route { edition: Edition::Root, language: scope.language(), place: place.clone() };
        xml(&format!("{}{}", settings.base_url, route.folder(settings)))
    };
    let home = absolute(&Place::Front);
    let title = xml(&scope.plain_text(&settings.title));
    let author = settings.publisher.as_ref().map_or_else(|| title.clone(), |publisher| xml(&scope.plain_text(&publisher.name)));
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
