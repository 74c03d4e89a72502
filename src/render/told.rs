//! What changed between releases, worked out when a page first asks, and dealt out by document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::diff::{Change, Subject, diff};
use crate::impact::{Impact, Thing};
use crate::model::settings::ReleaseStatus;
use crate::model::{Id, Text, Version};
use crate::plan::{Place, Site};
use crate::release::Release;

/// The changes from one release to another.
pub struct Told {
    /// All of them, in the order of the difference.
    pub changes: Vec<Change>,
    by_document: BTreeMap<Subject, Vec<usize>>,
}

impl Told {
    /// What changed from one release to another.
    pub fn between(old: &Release, new: &Release) -> Self {
        let mut changes = diff(&old.model, &new.model).changes;
        changes.retain(|change| !is_derived(change));
        let mut by_document: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
        for (at, change) in changes.iter().enumerate() {
            by_document.entry(change.document.clone()).or_default().push(at);
        }
        Self { changes, by_document }
    }

    /// The changes of a document and its parts.
    pub fn of(&self, document: &Subject) -> Vec<&Change> {
        self.by_document.get(document).into_iter().flatten().map(|at| &self.changes[*at]).collect()
    }
}

/// For each release of a site, what changed in it and what has changed since.
pub struct Telling {
    since_previous: Vec<OnceLock<Option<Told>>>,
    until_current: Vec<OnceLock<Option<Told>>>,
}

impl Telling {
    /// A telling of which nothing has been worked out.
    pub fn new(site: &Site) -> Self {
        let empty = || site.releases.iter().map(|_| OnceLock::new()).collect();
        Self { since_previous: empty(), until_current: empty() }
    }

    /// What a release changed, and the release before it; `None` for the first.
    pub fn since_previous<'s>(&'s self, site: &'s Site, at: usize) -> Option<(&'s Release, &'s Told)> {
        let old = previous(site, at)?;
        let told = self.since_previous[at].get_or_init(|| Some(Told::between(old, &site.releases[at])));
        Some((old, told.as_ref()?))
    }

    /// What has changed since a release, and the one in force; `None` where it is in force itself, or younger.
    pub fn until_current<'s>(&'s self, site: &'s Site, at: usize) -> Option<(&'s Release, &'s Told)> {
        let current = current(site)?;
        if current <= at {
            return None;
        }
        let told = self.until_current[at].get_or_init(|| Some(Told::between(&site.releases[at], &site.releases[current])));
        Some((&site.releases[current], told.as_ref()?))
    }
}

/// Whether a change is but the mark of a break, which follows from another change.
fn is_derived(change: &Change) -> bool {
    let status =
        |side: &Option<serde_json::Value>| side.as_ref().and_then(|row| row.get("status")).and_then(|status| status.as_str()).unwrap_or("A").to_owned();
    let rest = |side: &Option<serde_json::Value>| {
        let mut rest = side.clone();
        if let Some(serde_json::Value::Object(row)) = &mut rest {
            row.remove("status");
        }
        rest
    };
    let form = |side: &Option<serde_json::Value>| {
        let mut form = side.clone();
        if let Some(serde_json::Value::Array(columns)) = form.as_mut().and_then(|form| form.get_mut("columns")) {
            columns.retain(|column| column != "status");
        }
        form
    };
    if change.rule.name == "values-changed-form" {
        return form(&change.old) == form(&change.new);
    }
    let broke = (status(&change.old), status(&change.new));
    let is_break = |pair: (&str, &str)| matches!(pair, ("A", "B") | ("B", "A"));
    change.rule.name == "value-annotated" && is_break((&broke.0, &broke.1)) && rest(&change.old) == rest(&change.new)
}

/// The release in force among those that can be shown.
fn current(site: &Site) -> Option<usize> {
    let id = &site.settings.current()?.id;
    site.releases.iter().position(|release| release.id.as_ref() == Some(id))
}

/// The release before one: the last that was published and can still be shown.
pub fn previous(site: &Site, at: usize) -> Option<&Release> {
    let was_released = |id: &Id| site.settings.releases.iter().any(|entry| entry.id == *id && entry.status == ReleaseStatus::Released);
    site.releases[..at].iter().rev().find(|release| release.id.as_ref().is_some_and(was_released))
}

/// A document and those that it rests on, step by step.
pub fn beneath(impact: &Impact, document: &Subject) -> BTreeSet<Subject> {
    let mut found = BTreeSet::from([document.clone()]);
    for thing in things(document).iter().flat_map(|thing| impact.with_parts(thing)) {
        found.extend(impact.rests_on(&thing).iter().filter_map(|step| document_of(&step.thing)));
    }
    found
}

/// The document that a place shows, where documents of its kind have versions.
pub fn subject(place: &Place) -> Option<Subject> {
    Some(match place {
        Place::UseCase(id) => Subject::new("use-case", id.as_str()),
        Place::Indicator(id) => Subject::new("indicator", id.as_str()),
        Place::ConceptModel(id) => Subject::new("concept-model", id.as_str()),
        Place::CodeList(id) => Subject::new("code-list", id.as_str()),
        Place::Information => Subject::new("information-model", ""),
        Place::Regions => Subject::new("regions", ""),
        _ => return None,
    })
}

/// Where a document is shown; `None` for what has no page of its own.
pub fn place(document: &Subject) -> Option<Place> {
    let id = Id::from(document.id.as_str());
    Some(match document.kind.as_str() {
        "use-case" => Place::UseCase(id),
        "indicator" => Place::Indicator(id),
        "concept-model" => Place::ConceptModel(id),
        "code-list" => Place::CodeList(id),
        "information-model" => Place::Information,
        "regions" => Place::Regions,
        "front-page" => Place::Front,
        "page" => Place::Page(id),
        "collection" => Place::Collection(id),
        "file" => return None,
        collection => Place::Document(collection.into(), id),
    })
}

/// The version of a document in a release.
pub fn version(release: &Release, document: &Subject) -> Option<Version> {
    let (model, id) = (&release.model, document.id.as_str());
    Some(match document.kind.as_str() {
        "use-case" => model.use_cases.get(id)?.lifecycle.version,
        "indicator" => model.indicators.get(id)?.lifecycle.version,
        "concept-model" => model.concept_models.get(id)?.lifecycle.version,
        "code-list" => model.code_lists.get(id)?.lifecycle.version,
        "information-model" => model.information.as_ref()?.lifecycle.version,
        "regions" => model.regions.lifecycle.as_ref()?.version,
        _ => return None,
    })
}

/// What the newer of two releases calls a document, given newest first; what has no name of its own has none.
pub fn name<'m>(document: &Subject, releases: [&'m Release; 2]) -> Option<&'m Text> {
    releases.into_iter().find_map(|release| match document.kind.as_str() {
        "information-model" => release.model.information.as_ref().map(|model| &model.name),
        "collection" => release.model.collections.get(document.id.as_str()).map(|collection| &collection.name),
        _ => release.model.name_of(&document.reference(|kind| release.model.collections.contains_key(kind))?),
    })
}

/// A document among the things between which there are ties.
fn things(document: &Subject) -> Option<Thing> {
    let id = Id::from(document.id.as_str());
    Some(match document.kind.as_str() {
        "use-case" => Thing::UseCase(id),
        "indicator" => Thing::Indicator(id),
        "concept-model" => Thing::ConceptModel(id),
        "code-list" => Thing::CodeList(id),
        _ => return None,
    })
}

/// The document that a thing is, or is a part of, where it has a version.
fn document_of(thing: &Thing) -> Option<Subject> {
    Some(match thing {
        Thing::ConceptModel(id) | Thing::Concept(id, _) | Thing::Attribute(id, ..) => Subject::new("concept-model", id.as_str()),
        Thing::CodeList(id) | Thing::Code(id, _) => Subject::new("code-list", id.as_str()),
        Thing::Indicator(id) | Thing::Example(id, _) => Subject::new("indicator", id.as_str()),
        Thing::UseCase(id) | Thing::Requirement(id, _) | Thing::Question(id, _) => Subject::new("use-case", id.as_str()),
        Thing::Need(_) | Thing::Area(_) | Thing::Document(..) => return None,
    })
}
