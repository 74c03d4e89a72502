//! The links of all bodies and texts, and the files that they publish.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::rules::links::{self, World};
use super::rules::svg;
use crate::diagnostic::Report;
use crate::model::{Id, Kind, Model, Reference, Settings};
use crate::parse::{Documents, Shelf, Written, WrittenProse, unknown_file};
use crate::source::Sources;

/// Checks every link, and gives the files that links publish.
pub fn check(documents: &Documents, model: &Model, sources: &Sources, settings: &Settings, report: &mut Report) -> BTreeMap<Arc<str>, Arc<[u8]>> {
    let releases: Vec<Id> = settings.releases.iter().map(|release| release.id.clone()).collect();
    let broken = broken(documents);
    let world = World { model, sources, releases: &releases, broken: &broken };
    let anchors = anchors(documents);
    let of = |path: &str| anchors.get(path).map_or(&[][..], Vec::as_slice);
    let mut linked = BTreeSet::new();
    let bodies: Vec<_> = bodies(documents)
        .into_par_iter()
        .map(|body| {
            let mut report = Report::default();
            let linked = links::check(&body.file, body.body, of(&body.file.path), world, &mut report);
            (linked, report)
        })
        .collect();
    let texts: Vec<_> = documents
        .texts
        .par_iter()
        .map(|text| {
            let mut report = Report::default();
            let linked = links::check_inline(&text.file, text.span.clone(), &text.text, of(&text.file.path), world, &mut report);
            (linked, report)
        })
        .collect();
    for (paths, found) in bodies.into_iter().chain(texts) {
        linked.extend(paths);
        report.extend(found);
    }
    publish(documents, &linked, report)
}

/// Files that are linked are published; the others belong to nothing.
fn publish(documents: &Documents, linked: &BTreeSet<String>, report: &mut Report) -> BTreeMap<Arc<str>, Arc<[u8]>> {
    let mut files = BTreeMap::new();
    for (path, file) in &documents.attachments {
        if linked.contains(&**path) {
            svg::check(file, report);
            files.insert(path.clone(), file.bytes.clone());
        } else {
            report.push(unknown_file(file, "nothing links to it; link to it from the text beside it, or take it away"));
        }
    }
    files
}

/// Things whose files are there and could not be understood.
fn broken(documents: &Documents) -> BTreeSet<Reference> {
    fn of<T>(kind: &Kind, shelf: &Shelf<T>, all: &mut BTreeSet<Reference>) {
        all.extend(shelf.broken.iter().map(|id| Reference::new(kind.clone(), id.clone())));
    }
    let mut all = BTreeSet::new();
    of(&Kind::Page, &documents.pages, &mut all);
    of(&Kind::UseCase, &documents.use_cases, &mut all);
    of(&Kind::Indicator, &documents.indicators, &mut all);
    of(&Kind::CodeList, &documents.code_lists, &mut all);
    of(&Kind::ConceptModel, &documents.concept_models, &mut all);
    for (name, shelf) in &documents.collections {
        of(&Kind::Document(name.clone()), shelf, &mut all);
    }
    all
}

/// The anchors that a document has besides its headings, by the path of each of its files.
fn anchors(documents: &Documents) -> BTreeMap<&str, Vec<&str>> {
    let mut anchors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for use_case in documents.use_cases.documents.values() {
        let questions = use_case.matter.questions.iter().filter_map(|question| question.value.id.as_ref());
        let requirements = use_case.matter.requirements.iter().filter_map(|requirement| requirement.value.id.as_ref());
        let ids: Vec<&str> = questions.chain(requirements).map(|id| id.value.as_str()).collect();
        for prose in &use_case.prose {
            anchors.insert(&prose.file.path, ids.clone());
        }
    }
    for model in documents.concept_models.documents.values() {
        let ids = model.matter.relations.iter().filter_map(|relation| relation.value.id.as_ref()).map(|id| id.value.as_str());
        anchors.insert(&model.file.path, ids.collect());
    }
    anchors
}

/// Every body of every document, in order.
fn bodies(documents: &Documents) -> Vec<&WrittenProse> {
    fn of<T>(shelf: &Shelf<T>) -> impl Iterator<Item = &WrittenProse> {
        shelf.documents.values().flat_map(prose)
    }
    fn prose<T>(document: &Written<T>) -> &[WrittenProse] {
        &document.prose
    }
    let mut bodies: Vec<&WrittenProse> = documents.front.iter().flat_map(prose).collect();
    bodies.extend(of(&documents.pages).chain(of(&documents.use_cases)).chain(of(&documents.indicators)).chain(of(&documents.region_prose)));
    bodies.extend(documents.collections.values().flat_map(of));
    bodies
}
