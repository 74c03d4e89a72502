//! Concept models as diagrams: what of a model is drawn, in the page's language and with its links.

pub mod groups;
pub mod large;
mod merge;

use std::fmt::Write as _;

use super::chart::Svg;
use super::diagram::{ConceptBox, ConceptDiagram, ConceptEdge, EdgeKind, concept_diagram};
use super::scope::{Scope, escape};
use crate::model::concept::{RelationEnd, RelationKind};
use crate::model::{Concept, ConceptModel, ConceptRef, Id, Relation};
use crate::plan::route::Place;

/// The diagram of a whole model; `None` where it has no concepts.
///
/// Of a large one the groups are shown, see [`large`]; their pictures stand on the model's page,
/// to which `page` is the way. `prefix` goes before the ids of the picture, so that several can
/// stand on one page.
pub fn of_model(scope: &Scope, model: &ConceptModel, prefix: &str, page: &str) -> Option<Svg> {
    if model.concepts.is_empty() {
        return None;
    }
    if model.concepts.len() > groups::MANY {
        return Some(large::overview(scope, model, prefix, page));
    }
    let relations: Vec<&Relation> = model.relations.iter().collect();
    let mut boxes: Vec<ConceptBox> = model.concepts.iter().map(|concept| own(scope, model, concept)).collect();
    boxes.extend(outside(scope, &model.id, &relations));
    Some(draw(scope, &scope.plain_text(&model.name), prefix, boxes, &relations))
}

/// A concept among its neighbours, by the relations that touch it; `None` where none does.
///
/// Its own attributes are in the table of its page, so only names are drawn.
pub fn of_concept(scope: &Scope, model: &ConceptModel, concept: &Concept, relations: &[&Relation], prefix: &str) -> Option<Svg> {
    if relations.is_empty() {
        return None;
    }
    let ends = || relations.iter().flat_map(|relation| [&relation.from.concept, &relation.to.concept]);
    let is_near = |id: &Id| ends().any(|end| end.model == model.id && end.concept == *id);
    let near = model.concepts.iter().filter(|other| is_near(&other.id));
    let mut boxes: Vec<ConceptBox> = near
        .map(|other| ConceptBox {
            lines: Vec::new(),
            chosen: other.id == concept.id,
            href: if other.id == concept.id { None } else { own(scope, model, other).href },
            ..own(scope, model, other)
        })
        .collect();
    boxes.extend(outside(scope, &model.id, relations));
    Some(draw(scope, &scope.plain_text(&concept.name), prefix, boxes, relations))
}

fn draw(scope: &Scope, name: &str, prefix: &str, boxes: Vec<ConceptBox>, relations: &[&Relation]) -> Svg {
    let concepts = scope.words.count("count.concepts", boxes.len());
    let ties = scope.words.count("concept-model.relation-count", relations.len());
    concept_diagram(&ConceptDiagram {
        id_prefix: prefix.to_owned(),
        title: scope.words.say("diagram.title", &[("name", name)]),
        description: scope.words.say("diagram.description", &[("concepts", &concepts), ("relations", &ties)]),
        boxes,
        edges: merge::merged(relations.iter().map(|relation| edge(scope, relation)), |n| scope.words.count("concept-model.relation-count", n)),
    })
}

/// A concept of the model itself, with its attributes.
fn own(scope: &Scope, model: &ConceptModel, concept: &Concept) -> ConceptBox {
    let in_use = concept.attributes.iter().filter(|attribute| attribute.deprecated.is_none());
    ConceptBox {
        key: key(&model.id, &concept.id),
        name: scope.plain_text(&concept.name),
        href: scope.href(&Place::Concept(model.id.clone(), concept.id.clone())),
        lines: in_use.map(|attribute| format!("{} {}", scope.plain_text(&attribute.name), attribute.cardinality)).collect(),
        ..ConceptBox::default()
    }
}

/// Concepts of other models that relations reach, each once.
fn outside(scope: &Scope, model: &Id, relations: &[&Relation]) -> Vec<ConceptBox> {
    let mut ends: Vec<&ConceptRef> =
        relations.iter().flat_map(|relation| [&relation.from.concept, &relation.to.concept]).filter(|end| end.model != *model).collect();
    ends.sort();
    ends.dedup();
    ends.into_iter()
        .map(|end| ConceptBox {
            key: key(&end.model, &end.concept),
            name: scope.model().concept(end).map_or_else(|| end.concept.to_string(), |concept| scope.plain_text(&concept.name)),
            href: scope.href(&Place::Concept(end.model.clone(), end.concept.clone())),
            outside: true,
            ..ConceptBox::default()
        })
        .collect()
}

fn key(model: &Id, concept: &Id) -> String {
    format!("{model}/{concept}")
}

fn edge(scope: &Scope, relation: &Relation) -> ConceptEdge {
    // The role stands after the number, as UML writes it at the end of a line.
    let count = |end: &RelationEnd| {
        let number = end.cardinality.map(|cardinality| cardinality.to_string());
        let role = end.role.as_ref().map(|role| scope.plain_text(role));
        number.into_iter().chain(role).collect::<Vec<_>>().join(" ")
    };
    // The mark of a generalization says what it is; its name would only repeat that.
    let is_general = relation.kind == RelationKind::Generalization;
    ConceptEdge {
        kind: edge_kind(relation.kind),
        from: key(&relation.from.concept.model, &relation.from.concept.concept),
        to: key(&relation.to.concept.model, &relation.to.concept.concept),
        from_cardinality: count(&relation.from),
        to_cardinality: count(&relation.to),
        name: relation.name.as_ref().filter(|_| !is_general).map(|name| scope.plain_text(name)).unwrap_or_default(),
    }
}

const fn edge_kind(kind: RelationKind) -> EdgeKind {
    match kind {
        RelationKind::Association => EdgeKind::Association,
        RelationKind::Aggregation => EdgeKind::Aggregation,
        RelationKind::Composition => EdgeKind::Composition,
        RelationKind::Generalization => EdgeKind::Generalization,
    }
}

/// What the marks of a diagram mean: only those that are in it, as HTML.
pub fn key_of(scope: &Scope, relations: &[&Relation], model: &Id) -> Vec<String> {
    let has = |kind: RelationKind| relations.iter().any(|relation| relation.kind == kind);
    let marks = [(RelationKind::Aggregation, "aggregation"), (RelationKind::Composition, "composition"), (RelationKind::Generalization, "generalization")];
    let mut key: Vec<String> =
        marks.into_iter().filter(|(kind, _)| has(*kind)).map(|(_, word)| escape(scope.words.get(&format!("diagram.key.{word}")))).collect();
    let reaches_out = relations.iter().any(|relation| [&relation.from, &relation.to].iter().any(|end| end.concept.model != *model));
    if reaches_out {
        let mut outside =
            String::from("<svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"n-box n-out\" x=\"1\" y=\"1\" width=\"8\" height=\"8\"/></svg> ");
        let _ = write!(outside, "{}", escape(scope.words.get("diagram.key.outside")));
        key.push(outside);
    }
    key
}

/// A picture in its place: a region of its own that scrolls, and can be scrolled by keyboard.
pub fn figure(scope: &Scope, svg: &Svg, name: &str) -> String {
    let label = scope.words.say("diagram.region", &[("name", name)]);
    format!("<div class=\"diagram\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">{}</div>", escape(&label), svg.as_str())
}

/// The diagram that prose asks for: the picture under the text given, with a link to its tables.
pub fn block(scope: &Scope, model: &Id, alt: &str, prefix: &str) -> String {
    let page = scope.href(&Place::ConceptModel(model.clone())).unwrap_or_default();
    let Some((model, svg)) = scope.model().concept_models.get(model).and_then(|model| Some((model, of_model(scope, model, prefix, &page)?))) else {
        return escape(alt);
    };
    let name = scope.plain_text(&model.name);
    let caption = if alt.is_empty() { scope.words.say("diagram.title", &[("name", &name)]) } else { alt.to_owned() };
    let source = match scope.href(&Place::ConceptModel(model.id.clone())) {
        Some(href) => format!("<p class=\"src\"><a href=\"{}\">{}</a></p>", escape(&href), escape(&scope.words.say("diagram.source", &[("name", &name)]))),
        None => String::new(),
    };
    format!("<figure class=\"drawing\"><figcaption><b>{}</b></figcaption>{}{source}</figure>", escape(&caption), figure(scope, &svg, &name))
}
