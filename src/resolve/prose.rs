//! The links of all bodies and texts, and the files that they publish.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::rules::links::{self, World};
use super::rules::svg;
use crate::diagnostic::Report;
use crate::parse::path::{Path, path};
use crate::parse::{Documents, Shelf, Written, WrittenProse, unknown_file};

/// Checks every link, and gives the files that links publish.
pub fn check(documents: &Documents, world: World<'_>, report: &mut Report) -> BTreeMap<Arc<str>, Arc<[u8]>> {
    let bodies: Vec<_> = bodies(documents).into_par_iter().map(|body| links::check(&body.file, body.body, world)).collect();
    let texts: Vec<_> = documents.texts.par_iter().map(|text| links::check_inline(&text.file, text.span.clone(), &text.text, world)).collect();
    let mut linked = BTreeSet::new();
    for (found, paths) in bodies.into_iter().chain(texts) {
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
        } else if !is_beside_unread(documents, path) {
            report.push(unknown_file(file, "nothing links to it; link to it from the text beside it, or take it away"));
        }
    }
    files
}

/// Whether a file belongs to a document that could not be read, and may be linked there.
fn is_beside_unread(documents: &Documents, file: &str) -> bool {
    let Path::Document { kind, id, .. } = path(file) else { return documents.front.is_none() };
    let broken = match kind {
        "pages" => &documents.pages.broken,
        "use-cases" => &documents.use_cases.broken,
        "indicators" => &documents.indicators.broken,
        "regions" => &documents.region_prose.broken,
        collection => match documents.collections.get(collection) {
            Some(shelf) => &shelf.broken,
            None => return false,
        },
    };
    broken.contains(id)
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
