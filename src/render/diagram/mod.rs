//! Concept diagrams: boxes and relations in the notation of UML class diagrams, as SVG.
//!
//! The way of a diagram, one module a step:
//!
//! ```text
//!  ConceptDiagram ──> Chart ──> [Part ──> Layers ──> Picture] ──> Picture ──> Svg
//!                 chart     part     layers     route         pack       write
//! ```
//!
//! * `chart` sorts, drops what cannot be drawn and measures every word (`text`);
//! * `part` knows one connected part: which end of a line is above, and the room on each side;
//! * `layers` asks dagre which box stands in which row and where, or for many boxes `stack`, whose
//!   rows are as wide as the page; then `hang` eases rows that are too wide, `untangle` takes out crossings, `straighten` turns, and `squeeze` fits the page;
//! * `route` draws lines at right angles through the gaps between the rows (`tracks`, `ends`, `loops`);
//! * `pack` chooses between rows and columns, and puts unconnected parts side by side;
//! * `write` is the only place that knows SVG.
//!
//! **Dagre's own lines are not used**: they run behind tall neighbours. What is taken from it
//! is the order within the rows and the positions across them; the rest follows from there.
//! Every word has its place before any line is drawn, so nothing can overlap.

mod cells;
mod chart;
mod ends;
mod hang;
mod layers;
mod loops;
mod pack;
mod part;
mod picture;
mod ports;
mod route;
mod squeeze;
mod stack;
mod straighten;
mod text;
mod tracks;
mod untangle;
mod write;

#[cfg(test)]
mod tests;

use super::chart::Svg;

/// The stylesheet of the built-in theme for all classes that diagrams use.
pub const STYLE: &str = include_str!("../../../themes/virta/static/diagram.css");

/// What a concept diagram shows.
///
/// The order of `boxes` and `edges` does not matter: equal diagrams are equal bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConceptDiagram {
    /// Put before the ids of the picture, so that several can stand in one page.
    pub id_prefix: String,
    /// The name of the picture, for those who do not see it.
    pub title: String,
    /// What the picture says, in sentences.
    pub description: String,
    /// The concepts. Of two with one key the first in order of content is drawn.
    pub boxes: Vec<ConceptBox>,
    /// The relations. One whose end is not among the boxes is not drawn.
    pub edges: Vec<ConceptEdge>,
}

/// One concept: a name over its attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConceptBox {
    /// What the edges call it.
    pub key: String,
    /// Its name in the language of the page.
    pub name: String,
    /// Where its name leads.
    pub href: Option<String>,
    /// Its attributes, each as `name: type cardinality`.
    pub lines: Vec<String>,
    /// What it holds or is tied to that has no box of its own.
    pub ties: Vec<BoxTie>,
    /// It is what the page is about, or what is new in it.
    pub chosen: bool,
    /// It belongs to another model.
    pub outside: bool,
}

/// Something without a box of its own, under the attributes of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct BoxTie {
    /// What it is called, and after it how many.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// One relation between two concepts, or of a concept with itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConceptEdge {
    /// What kind of relation it is; with it, which end wears which mark.
    pub kind: EdgeKind,
    /// The key of the box it starts from.
    pub from: String,
    /// The key of the box it ends at.
    pub to: String,
    /// How many of `from` belong to one of `to`, such as `0..*`, and the part it plays there; may be empty.
    pub from_cardinality: String,
    /// How many of `to` belong to one of `from`, and the part it plays there; may be empty.
    pub to_cardinality: String,
    /// What the relation is called; may be empty.
    pub name: String,
}

/// The kinds of relation, and their marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// `from` has to do with `to`: a plain line.
    #[default]
    Association,
    /// `from` gathers `to`: a hollow diamond at `from`, the whole.
    Aggregation,
    /// `from` consists of `to`: a filled diamond at `from`, the whole.
    Composition,
    /// `from` is a kind of `to`: a hollow triangle at `to`, the general. Has no cardinalities.
    Generalization,
}

/// Draws a concept diagram.
///
/// Total and deterministic: every input gives a picture, and equal inputs, in any order, equal
/// bytes. No two boxes overlap, and no label overlaps a box or another label. Colours come from
/// the classes of the theme only.
pub fn concept_diagram(diagram: &ConceptDiagram) -> Svg {
    let chart = chart::Chart::of(diagram);
    let picture = pack::picture(&chart);
    write::svg(diagram, &chart, &picture)
}
