//! What a thing reaches when it changes: a section of its page, step by step.

use serde::Serialize;

use super::concept::element;
use super::indicator::example_anchor;
use super::parts::Row;
use crate::impact::{Step, Thing};
use crate::model::{ConceptRef, Id, Kind, Reference};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, escape};

/// What a thing reaches.
#[derive(Debug, Clone, Serialize)]
pub struct Reach {
    /// In one step, in two, and so on.
    pub steps: Vec<Reached>,
    /// Parts of the thing that reach something of their own.
    pub parts: Vec<Part>,
    /// How many things are reached, in words.
    pub count: String,
}

/// The things that are so many steps away.
#[derive(Debug, Clone, Serialize)]
pub struct Reached {
    /// How many steps, in words.
    pub title: String,
    /// Whether they are told at once; those further away are folded.
    pub open: bool,
    /// The things, each with why.
    pub rows: Vec<Row>,
}

/// A part, and what it reaches without what it is a part of.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The part, as HTML.
    pub title: String,
    /// What it reaches.
    pub rows: Vec<Row>,
}

/// What a thing reaches; `parts` are told one by one besides. None where nothing is reached.
pub fn of(scope: &Scope, thing: &Thing, parts: &[Thing]) -> Option<Reach> {
    let found = scope.impact().reached(thing);
    if found.is_empty() {
        return None;
    }
    let count = scope.words.count("impact.count", found.len());
    let furthest = found.last().map_or(0, |step| step.distance);
    let steps = (1..=furthest).map(|distance| {
        let rows: Vec<Row> = found.iter().filter(|step| step.distance == distance).map(|step| row(scope, step)).collect();
        let title = if distance == 1 { scope.word("impact.first") } else { scope.words.say("impact.step", &[("n", &scope.words.integer(distance))]) };
        Reached { title: format!("{title} ({})", scope.words.integer(rows.len())), open: distance == 1, rows }
    });
    let parts = parts.iter().filter_map(|part| {
        let rows: Vec<Row> = scope.impact().reached_beside(part, thing).iter().map(|step| row(scope, step)).collect();
        (!rows.is_empty()).then(|| Part { title: format!("{} ({})", named(scope, part).html, scope.words.integer(rows.len())), rows })
    });
    Some(Reach { steps: steps.collect(), parts: parts.collect(), count })
}

/// What is reached, and why.
fn row(scope: &Scope, step: &Step) -> Row {
    let through = named(scope, &step.through).html;
    let row = Row::of(named(scope, &step.thing)).note(scope.sentence(&format!("impact.tie.{}", step.tie.word()), &[("through", &through)]));
    row.text(text_of(scope, &step.thing))
}

/// A thing as a link under its own name.
pub fn named(scope: &Scope, thing: &Thing) -> Link {
    let of_kind = |kind: Kind, id: &Id| scope.thing(&Reference::new(kind, id.clone()));
    let under = |of: Link, id: &Id, anchor: &str| Link { href: of.href.map(|href| format!("{href}#{anchor}")), html: format!("{}: {}", of.html, escape(id)) };
    let concept = |model: &Id, concept: &Id, attribute: Option<&Id>| {
        element(scope, &ConceptRef { model: model.clone(), concept: concept.clone(), attribute: attribute.cloned() })
    };
    match thing {
        Thing::ConceptModel(id) => of_kind(Kind::ConceptModel, id),
        Thing::Concept(model, id) => concept(model, id, None),
        Thing::Attribute(model, of, id) => concept(model, of, Some(id)),
        Thing::CodeList(id) => of_kind(Kind::CodeList, id),
        Thing::Code(list, id) => code(scope, list, id),
        Thing::Indicator(id) => of_kind(Kind::Indicator, id),
        Thing::Example(indicator, id) => under(of_kind(Kind::Indicator, indicator), id, &example_anchor(id)),
        Thing::Requirement(case, id) | Thing::Question(case, id) => under(of_kind(Kind::UseCase, case), id, id),
        Thing::UseCase(id) => of_kind(Kind::UseCase, id),
        Thing::Need(id) => need(scope, id),
        Thing::Area(id) => of_kind(Kind::Area, id),
        Thing::Document(collection, id) => of_kind(Kind::Document(collection.clone()), id),
    }
}

fn code(scope: &Scope, list: &Id, id: &Id) -> Link {
    let name = scope.model().code_lists.get(list).and_then(|list| list.code(id)).map(|code| scope.label(&code.name)).unwrap_or_default();
    let href = scope.href(&Place::CodeList(list.clone())).map(|href| format!("{href}#{id}"));
    Link { href, html: format!("{} {name}", escape(id)) }
}

fn need(scope: &Scope, id: &Id) -> Link {
    let need = scope.model().information.iter().flat_map(|information| &information.needs).find(|need| need.id == *id);
    let href = scope.href(&Place::Information).map(|href| format!("{href}#{id}"));
    Link { href, html: need.map_or_else(|| escape(id), |need| scope.label(&need.text)) }
}

/// The sentence of a requirement or a question: its id alone says little.
fn text_of(scope: &Scope, thing: &Thing) -> Option<String> {
    match thing {
        Thing::Requirement(case, id) => scope.model().use_cases.get(case)?.requirements.iter().find(|one| one.id == *id).map(|one| scope.html(&one.text)),
        Thing::Question(case, id) => scope.model().use_cases.get(case)?.questions.iter().find(|one| one.id == *id).map(|one| scope.html(&one.text)),
        _ => None,
    }
}
