//! A model that is too large to be read at once: an overview of its groups, then a picture of each.
//!
//! In the overview a group is a box with the names of its concepts, and a line says how many
//! relations tie two groups. In the picture of a group, what its concepts are tied to elsewhere is
//! written into their boxes, and so is what very many of them have to do with: a concept that
//! everything refers to does not tear a picture apart.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{Group, Name, groups};
use super::{draw, edge_kind, groups as sizes, outside, own};
use crate::model::concept::{RelationEnd, RelationKind};
use crate::model::{Concept, ConceptModel, Id, Relation};
use crate::plan::route::Place;
use crate::render::chart::Svg;
use crate::render::diagram::{BoxTie, ConceptBox, ConceptDiagram, ConceptEdge, EdgeKind, concept_diagram};
use crate::render::scope::{Link, Scope, escape};

/// From so many concepts elsewhere on, those that refer to a concept are counted.
const COUNTED: usize = 4;

/// With associations to more concepts than these, a concept's are written rather than drawn.
const LINES: usize = 6;

/// A group's heading on the page, its anchor and its picture.
pub struct Drawn {
    /// What it is called.
    pub title: Link,
    /// The same without marks.
    pub name: String,
    /// The id of its heading.
    pub id: String,
    /// The picture.
    pub svg: Svg,
}

/// The id of the heading of a group, counted from 0.
fn anchor(at: usize) -> String {
    format!("s-group-{}", at + 1)
}

/// The groups of a large model, and what ties them. `page` is the way to the model's page.
pub fn overview(scope: &Scope, model: &ConceptModel, prefix: &str, page: &str) -> Svg {
    let groups = groups(model);
    let place =
        |end: &RelationEnd| groups.iter().position(|group| end.concept.model == model.id && group.concepts.iter().any(|one| one.id == end.concept.concept));
    let mut ties: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (from, to) in model.relations.iter().filter_map(|one| Some((place(&one.from)?, place(&one.to)?))).filter(|(from, to)| from != to) {
        *ties.entry((from.min(to), from.max(to))).or_default() += 1;
    }
    let key = |at: usize| format!("{at:03}");
    let tie = |concept: &&Concept| BoxTie { text: scope.plain_text(&concept.name), href: scope.href(&Place::Concept(model.id.clone(), concept.id.clone())) };
    let boxes = groups.iter().enumerate().map(|(at, group)| ConceptBox {
        key: key(at),
        name: name(scope, group),
        href: Some(format!("{page}#{}", anchor(at))),
        ties: group.concepts.iter().map(tie).collect(),
        ..ConceptBox::default()
    });
    let edges = ties.iter().map(|((from, to), count)| ConceptEdge {
        from: key(*from),
        to: key(*to),
        name: scope.words.count("concept-model.relation-count", *count),
        ..ConceptEdge::default()
    });
    let concepts = scope.words.count("count.concepts", model.concepts.len());
    let relations = scope.words.count("concept-model.relation-count", model.relations.len());
    let in_groups = scope.words.count("diagram.groups", groups.len());
    concept_diagram(&ConceptDiagram {
        id_prefix: prefix.to_owned(),
        title: scope.words.say("diagram.title", &[("name", &scope.plain_text(&model.name))]),
        description: scope.words.say("diagram.overview", &[("concepts", &concepts), ("relations", &relations), ("groups", &in_groups)]),
        boxes: boxes.collect(),
        edges: edges.collect(),
    })
}

/// The groups of a large model, each with its picture; none where the whole can be read at once.
pub fn of_groups(scope: &Scope, model: &ConceptModel, prefix: &str) -> Vec<Drawn> {
    if model.concepts.len() <= sizes::MANY {
        return Vec::new();
    }
    let drawn = groups(model).into_iter().enumerate().map(|(at, group)| {
        let title = match group.name {
            Name::Hub(hub) => Link { href: scope.href(&Place::Concept(model.id.clone(), hub.id.clone())), html: scope.label(&hub.name) },
            Name::Others | Name::Alone => Link { href: None, html: escape(&name(scope, &group)) },
        };
        Drawn { title, name: name(scope, &group), id: anchor(at), svg: of_group(scope, model, &group, &format!("{prefix}-{}", at + 1)) }
    });
    drawn.collect()
}

/// The concepts of a group with their attributes and the relations between them; what leads out of it is in the boxes.
fn of_group(scope: &Scope, model: &ConceptModel, group: &Group, prefix: &str) -> Svg {
    let is_in = |end: &RelationEnd| end.concept.model == model.id && group.concepts.iter().any(|one| one.id == end.concept.concept);
    let touches: Vec<&Relation> = model.relations.iter().filter(|one| is_in(&one.from) || is_in(&one.to)).collect();
    let hubs = hubs(&touches);
    let is_elsewhere = |one: &Relation, end: &RelationEnd| {
        let is_hub = one.kind == RelationKind::Association && hubs.contains(&end.concept.concept);
        end.concept.model == model.id && (!is_in(end) || is_hub)
    };
    let (leaving, inner): (Vec<&Relation>, Vec<&Relation>) = touches.into_iter().partition(|one| is_elsewhere(one, &one.from) || is_elsewhere(one, &one.to));
    let concept = |concept: &&Concept| ConceptBox { ties: elsewhere(scope, model, &concept.id, &leaving), ..own(scope, model, concept) };
    let mut boxes: Vec<ConceptBox> = group.concepts.iter().map(concept).collect();
    boxes.extend(outside(scope, &model.id, &inner));
    draw(scope, &name(scope, group), prefix, boxes, &inner)
}

/// Concepts that many others have to do with: their lines would fill the picture and say little.
fn hubs(relations: &[&Relation]) -> Vec<Id> {
    let mut around: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
    for one in relations.iter().filter(|one| one.kind == RelationKind::Association && one.from.concept != one.to.concept) {
        let (from, to) = (&one.from.concept.concept, &one.to.concept.concept);
        around.entry(from).or_default().insert(to);
        around.entry(to).or_default().insert(from);
    }
    around.into_iter().filter(|(_, others)| others.len() > LINES).map(|(id, _)| id.clone()).collect()
}

/// What a concept is tied to in other groups, or without a line: each other concept once, with what the mark of its
/// line would be. Many that refer to it are counted.
fn elsewhere(scope: &Scope, model: &ConceptModel, id: &Id, leaving: &[&Relation]) -> Vec<BoxTie> {
    let is_own = |end: &RelationEnd| end.concept.model == model.id && end.concept.concept == *id;
    let mut out: BTreeMap<(&str, &Id), Vec<&RelationEnd>> = BTreeMap::new();
    for relation in leaving {
        for (own, other, is_from) in [(&relation.from, &relation.to, true), (&relation.to, &relation.from, false)] {
            if is_own(own) {
                out.entry((mark(relation.kind, is_from), &other.concept.concept)).or_default().push(other);
            }
        }
    }
    let back = mark(RelationKind::Association, false);
    let referring = out.keys().filter(|(mark, _)| *mark == back).count();
    let is_counted = |mark: &str| mark == back && referring > COUNTED;
    let mut ties: Vec<BoxTie> = Vec::new();
    for ((mark, other), ends) in out.iter().filter(|((mark, _), _)| !is_counted(mark)) {
        let name = model.concept(other).map_or_else(|| other.to_string(), |other| scope.plain_text(&other.name));
        let number = match ends[..] {
            [end] => end.cardinality.map(|cardinality| format!(" {cardinality}")).unwrap_or_default(),
            _ => format!(" ×{}", ends.len()),
        };
        ties.push(BoxTie { text: format!("{mark}\u{a0}{name}{number}"), href: scope.href(&Place::Concept(model.id.clone(), (*other).clone())) });
    }
    if referring > COUNTED {
        let count = scope.words.count("count.concepts", referring);
        let href = scope.href(&Place::Concept(model.id.clone(), id.clone())).map(|href| format!("{href}#s-relations"));
        ties.push(BoxTie { text: format!("{back}\u{a0}{count}"), href });
    }
    ties
}

/// A relation as a word: its line with its mark, as seen from one end.
const fn mark(kind: RelationKind, is_from: bool) -> &'static str {
    match (edge_kind(kind), is_from) {
        (EdgeKind::Association, true) => "→",
        (EdgeKind::Association, false) => "←",
        (EdgeKind::Aggregation, true) => "◇→",
        (EdgeKind::Aggregation, false) => "←◇",
        (EdgeKind::Composition, true) => "◆→",
        (EdgeKind::Composition, false) => "←◆",
        (EdgeKind::Generalization, true) => "→▷",
        (EdgeKind::Generalization, false) => "◁←",
    }
}

fn name(scope: &Scope, group: &Group) -> String {
    match group.name {
        Name::Hub(hub) => scope.plain_text(&hub.name),
        Name::Others => scope.word("diagram.others"),
        Name::Alone => scope.word("diagram.alone"),
    }
}
