//! Relations between concepts, as sentences.

use serde::Serialize;

use super::element::{element, how_many};
use crate::model::concept::{RelationEnd, RelationKind};
use crate::model::{ConceptRef, Id, Relation};
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;

/// A relation as a row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct RelationRow {
    /// Its anchor on the page of its model.
    pub id: String,
    /// `asiakas – asioi – palvelutapahtuma`, the ends as links, as HTML.
    pub sentence: String,
    /// What it means, as HTML.
    pub definition: Option<String>,
    /// What kind of relation it is, in a word.
    pub kind: String,
    /// The mark it wears in a diagram.
    pub sign: &'static str,
    /// The end it starts from.
    pub from: End,
    /// The end it goes to.
    pub to: End,
}

/// One end of a relation.
#[derive(Debug, Clone, Serialize)]
pub struct End {
    /// The concept there, as a link in HTML.
    pub html: String,
    /// The part it plays, as HTML.
    pub role: Option<String>,
    /// How many there are for one of the other end, as UML writes it; a generalization has none.
    pub cardinality: Option<String>,
    /// The same in words.
    pub how_many: Option<String>,
}

/// A relation of a model. The concept that the page is about is not a link.
pub fn relation(scope: &Scope, relation: &Relation, page: Option<&ConceptRef>) -> RelationRow {
    let (from, to) = (end(scope, &relation.from, page), end(scope, &relation.to, page));
    let name = relation.name.as_ref().map_or_else(|| kind_word(scope, relation.kind), |name| scope.label(name));
    RelationRow {
        id: relation.id.to_string(),
        sentence: format!("{} – {name} – {}", from.html, to.html),
        definition: relation.definition.as_ref().map(|definition| scope.html(definition)),
        kind: kind_word(scope, relation.kind),
        sign: sign(relation.kind),
        from,
        to,
    }
}

fn end(scope: &Scope, end: &RelationEnd, page: Option<&ConceptRef>) -> End {
    let link = element(scope, &end.concept);
    let is_here = page.is_some_and(|page| page.model == end.concept.model && page.concept == end.concept.concept);
    End {
        html: if is_here { format!("<b>{}</b>", link.html) } else { anchor(&link) },
        role: end.role.as_ref().map(|role| scope.label(role)),
        cardinality: end.cardinality.map(|cardinality| cardinality.to_string()),
        how_many: end.cardinality.map(|cardinality| how_many(scope, cardinality)),
    }
}

/// The word of a kind of relation.
pub fn kind_word(scope: &Scope, kind: RelationKind) -> String {
    let word = RelationKind::WORDS.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| word);
    escape(scope.words.get(&format!("relation.{word}")))
}

/// The mark of a kind of relation in a diagram; an association has none.
pub const fn sign(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Association => "",
        RelationKind::Aggregation => "◇",
        RelationKind::Composition => "◆",
        RelationKind::Generalization => "△",
    }
}

/// Whether a relation has an end at a concept.
pub fn touches(relation: &Relation, model: &Id, concept: &Id) -> bool {
    [&relation.from, &relation.to].iter().any(|end| end.concept.model == *model && end.concept.concept == *concept)
}
