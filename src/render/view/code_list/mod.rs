//! Code lists.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::Serialize;

use super::impact::{self, Reach};
use super::life::{self, Entry, Life, former_ids, gone, life, pinned_row, strip, validity};
use super::parts::{Fact, Row};
use super::ties::{Group, documents, opening};
use super::{Shown, banner, concept};
use crate::impact::Thing;
use crate::model::{Code, CodeList, ConceptRef, Id, Kind, Reference};
use crate::plan::route::Place;
use crate::render::scope::{Scope, TocEntry, escape};

/// What the index shows.
#[derive(Serialize)]
struct IndexView {
    lists: Vec<Entry>,
    gone: Vec<Row>,
}

/// The index of code lists.
pub fn index(scope: &Scope) -> Shown {
    let mut lists: Vec<&CodeList> = scope.model().code_lists.values().collect();
    scope.sort_by_name(&mut lists, |list| scope.plain_text(&list.name));
    let view = IndexView { lists: lists.iter().map(|list| entry(scope, list)).collect(), gone: gone(scope, &Kind::CodeList) };
    let shown = Shown::new("code-lists.html", scope.said(scope.word("code-list.all")), &view).fact(scope.words.count("count.code-lists", lists.len()));
    opening(shown, scope, "code-list.lead")
}

fn entry(scope: &Scope, list: &CodeList) -> Entry {
    let facts = vec![scope.words.count("count.codes", list.codes.len())];
    Entry::new(scope, Reference::new(Kind::CodeList, list.id.clone()), &list.lifecycle, list.description.as_ref(), facts)
}

/// What the page of a code list shows.
#[derive(Serialize)]
struct ListView {
    codes: Vec<CodeRow>,
    /// Whether any code says what it stands for.
    has_definitions: bool,
    facts: Vec<Fact>,
    used_by: Vec<Group>,
    documents: Vec<Group>,
    /// What it reaches when it changes.
    impact: Option<Reach>,
    life: Life,
}

/// A code as a row; codes under another follow it.
#[derive(Serialize)]
struct CodeRow {
    /// Its anchor and its sign.
    code: String,
    /// How deep it stands: `tree-1` is under a code of the highest level.
    level: String,
    name: String,
    definition: Option<String>,
    validity: Option<String>,
    /// Whether it has ended on the day of the release.
    ended: bool,
    uri: Option<String>,
    deprecated: Option<String>,
    former: Option<String>,
    /// The same as anchors.
    before: Vec<String>,
}

/// The page of a code list.
pub fn one(scope: &Scope, list: &CodeList) -> Shown {
    let thing = Reference::new(Kind::CodeList, list.id.clone());
    let view = ListView {
        codes: ordered(&list.codes).into_iter().map(|(code, depth)| row(scope, list, code, depth)).collect(),
        has_definitions: list.codes.iter().any(|code| code.definition.is_some()),
        facts: facts(scope, list),
        used_by: used_by(scope, list),
        documents: documents(scope, std::slice::from_ref(&thing)),
        impact: impact::of(scope, &Thing::CodeList(list.id.clone()), &parts(list)),
        life: life(scope, &list.lifecycle),
    };
    let toc = contents(scope, &view);
    let mut shown = Shown::new("code-list.html", scope.plain(&list.name), &view)
        .summary(scope, list.description.as_ref())
        .crumb(scope.word_link(&Place::CodeLists, "nav.code-lists"))
        .banner(banner::status(scope, &list.lifecycle, |id| Reference::new(Kind::CodeList, id.clone())))
        .sections(toc);
    shown.facts = strip(scope, &list.lifecycle, "kind.code-list");
    shown.facts.push(scope.words.count("count.codes", list.codes.len()));
    shown
}

/// The codes of a list as things that can change.
fn parts(list: &CodeList) -> Vec<Thing> {
    list.codes.iter().map(|code| Thing::Code(list.id.clone(), code.code.clone())).collect()
}

/// Codes in the order of the source, each followed by those under it, with how deep they stand.
///
/// A code whose broader code is not there stands at the top, and so does one that is under itself.
fn ordered(codes: &[Code]) -> Vec<(&Code, usize)> {
    let is_root = |code: &&Code| code.broader.as_ref().is_none_or(|broader| codes.iter().all(|other| other.code != *broader));
    let (mut rows, mut seen) = (Vec::with_capacity(codes.len()), BTreeSet::new());
    for root in codes.iter().filter(is_root) {
        add(codes, root, 0, &mut rows, &mut seen);
    }
    for left in codes {
        add(codes, left, 0, &mut rows, &mut seen);
    }
    rows
}

fn add<'a>(codes: &'a [Code], code: &'a Code, depth: usize, rows: &mut Vec<(&'a Code, usize)>, seen: &mut BTreeSet<&'a Id>) {
    if !seen.insert(&code.code) {
        return;
    }
    rows.push((code, depth));
    for narrower in codes.iter().filter(|other| other.broader.as_ref() == Some(&code.code)) {
        add(codes, narrower, depth + 1, rows, seen);
    }
}

/// The deepest level that stands further in than the one above it.
const DEEPEST: usize = 5;

fn row(scope: &Scope, list: &CodeList, code: &Code, depth: usize) -> CodeRow {
    let name = |id: &Id| match list.code(id) {
        Some(other) => format!("{} {}", escape(id), scope.label(&other.name)),
        None => escape(id),
    };
    let ended = matches!((code.valid_to, scope.release.date), (Some(end), Some(day)) if end < day);
    CodeRow {
        code: code.code.to_string(),
        level: if depth == 0 { String::new() } else { format!("tree-{}", depth.min(DEEPEST)) },
        name: scope.label(&code.name),
        definition: code.definition.as_ref().map(|definition| scope.html(definition)),
        validity: validity(scope, code.valid_from, code.valid_to),
        ended,
        uri: code.uri.clone(),
        deprecated: code.deprecated.as_ref().map(|gone| concept::deprecated(scope, gone, |id| Some(format!("#{id}")), name)),
        before: life::former_anchors(&code.renamed_from),
        former: (!code.renamed_from.is_empty()).then(|| former_ids(&code.renamed_from)),
    }
}

/// Where the list is known in the world.
fn facts(scope: &Scope, list: &CodeList) -> Vec<Fact> {
    let uri = list.uri.as_ref().map(|uri| life::external(uri, &escape(uri)));
    let oid = list.oid.as_ref().map(|oid| format!("<code>{}</code>", escape(oid)));
    vec![Fact::word(scope, "code-list.uri", uri.unwrap_or_default()), Fact::word(scope, "code-list.oid", oid.unwrap_or_default())]
}

/// Attributes whose values are codes of the list, and what is broken down by it.
fn used_by(scope: &Scope, list: &CodeList) -> Vec<Group> {
    let thing = Reference::new(Kind::CodeList, list.id.clone());
    let index = &scope.release.index;
    let indicators = index.of_kind(&thing, &Kind::Indicator).map(|id| Row::of(scope.thing(&Reference::new(Kind::Indicator, id.clone()))));
    let cases = index.of_kind(&thing, &Kind::UseCase).filter_map(|id| scope.model().use_cases.get(id)).map(|case| {
        let pin = case.dimensions.iter().find(|pin| pin.id == list.id).and_then(|pin| pin.version);
        pinned_row(scope, &Reference::new(Kind::UseCase, case.id.clone()), pin, list.lifecycle.version)
    });
    let groups = [
        Group::word(scope, "ties.attributes", attributes(scope, list)),
        Group::word(scope, "ties.use-cases", cases.collect()),
        Group::word(scope, "ties.indicators", indicators.collect()),
    ];
    groups.into_iter().flatten().collect()
}

fn attributes(scope: &Scope, list: &CodeList) -> Vec<Row> {
    let mut rows = Vec::new();
    for model in scope.model().concept_models.values() {
        for concept in &model.concepts {
            for attribute in concept.attributes.iter().filter(|attribute| attribute.code_list.as_ref() == Some(&list.id)) {
                let reference = ConceptRef { model: model.id.clone(), concept: concept.id.clone(), attribute: Some(attribute.id.clone()) };
                rows.push(Row::of(concept::element(scope, &reference)).note(scope.label(&model.name)));
            }
        }
    }
    rows
}

fn contents(scope: &Scope, view: &ListView) -> Vec<TocEntry> {
    let sections = [
        (true, "s-codes", "code-list.codes"),
        (!view.used_by.is_empty(), "s-used-by", "links.used-by"),
        (!view.documents.is_empty(), "s-documents", "ties.documents"),
        (view.impact.is_some(), "s-impact", "impact.title"),
        (true, "s-about", "life.about"),
        (!view.life.history.is_empty(), life::HISTORY, "history.title"),
    ];
    sections.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, id, key)| scope.toc_word(id, key)).collect()
}
