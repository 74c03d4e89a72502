//! The diagram in order and in measure: what is drawn, and how much room each word takes.

use std::collections::BTreeMap;

use super::text::{LINE, SIZE, longest_piece, widest, width, wrap};
use super::{BoxTie, ConceptBox, ConceptDiagram, EdgeKind};

/// The room between a box's edge and its words.
pub const PAD: f64 = 9.0;
/// The height of one row of attributes.
const ROW: f64 = 18.0;
/// The height of a row that leads somewhere: it has to be hit.
const LINKED: f64 = 24.0;
/// The room under the last attribute.
pub const FOOT: f64 = 6.0;
/// The narrowest box.
const NARROW: f64 = 130.0;
/// The widest box whose words can be broken.
const WIDE: f64 = 230.0;
/// The widest box of all: a single word that fits into it is not broken.
const WIDEST: f64 = 300.0;
/// Attributes shown in a box; one more is shown rather than counted.
const ATTRIBUTES: usize = 8;
/// The widest line of a relation's name.
const NAME: f64 = 120.0;
/// The widest line of a name that has a word too long for that.
const WIDEST_NAME: f64 = 160.0;
/// The widest line of a cardinality and its role.
const ROLE: f64 = 150.0;

/// Everything that will be drawn, sorted and measured.
pub struct Chart {
    /// The boxes, by key.
    pub cards: Vec<Card>,
    /// The relations between them, by their ends.
    pub relations: Vec<Relation>,
}

/// One measured box.
pub struct Card {
    /// Its place in the caller's list.
    pub concept: ConceptBox,
    /// Its name in lines.
    pub head: Vec<String>,
    /// Its attributes in lines.
    pub rows: Vec<Row>,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// One line of an attribute.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// The part of the attribute's name that stands in this line.
    pub name: String,
    /// The part of its type that stands in this line.
    pub kind: String,
    /// Its cardinality, in its first line.
    pub cardinality: String,
    /// Where it leads, if it is no attribute.
    pub href: Option<String>,
}

/// One measured relation.
pub struct Relation {
    /// Which marks it wears.
    pub kind: EdgeKind,
    /// The box it starts from, a place in [`Chart::cards`].
    pub from: usize,
    /// The box it ends at.
    pub to: usize,
    /// Cardinality and role at `from`, in lines.
    pub from_cardinality: Vec<String>,
    /// Cardinality and role at `to`, in lines.
    pub to_cardinality: Vec<String>,
    /// The words at both ends in one piece, whatever of them is drawn.
    pub said: [String; 2],
    /// Its name in lines.
    pub name: Vec<String>,
}

impl Chart {
    /// Sorts and measures a diagram; leaves out second boxes of one key and loose relations.
    pub fn of(diagram: &ConceptDiagram) -> Self {
        let mut concepts = BTreeMap::new();
        for concept in &diagram.boxes {
            let known = concepts.entry(concept.key.as_str()).or_insert(concept);
            *known = concept.min(known);
        }
        let places: BTreeMap<&str, usize> = concepts.keys().enumerate().map(|(place, key)| (*key, place)).collect();
        let mut edges: Vec<_> = diagram.edges.iter().collect();
        edges.sort_by_key(|edge| (&edge.from, &edge.to, *edge));
        let relations = edges.into_iter().filter_map(|edge| {
            let general = edge.kind == EdgeKind::Generalization;
            let count = |text: &str| if general { Vec::new() } else { clip(wrap(text, false, ROLE), 2) };
            Some(Relation {
                kind: edge.kind,
                from: *places.get(edge.from.as_str())?,
                to: *places.get(edge.to.as_str())?,
                from_cardinality: count(&edge.from_cardinality),
                to_cardinality: count(&edge.to_cardinality),
                said: [&edge.from_cardinality, &edge.to_cardinality].map(|text| if general { String::new() } else { whole(text) }),
                name: clip(wrap(&edge.name, false, longest_piece(&edge.name, false).clamp(NAME, WIDEST_NAME)), 4),
            })
        });
        Chart { relations: relations.collect(), cards: concepts.into_values().map(Card::of).collect() }
    }
}

impl Card {
    /// Measures a box.
    fn of(concept: &ConceptBox) -> Self {
        let word = longest_piece(&concept.name, true);
        let room = (WIDE - 2.0 * PAD).max(word.min(WIDEST - 2.0 * PAD));
        let head = clip(wrap(&concept.name, true, room), 6);
        let mut rows = rows(&concept.lines, room);
        rows.extend(concept.ties.iter().flat_map(|tie| tie_rows(tie, room)));
        let words = rows.iter().map(Row::width).fold(widest(&head, true), f64::max);
        // Steps of ten: one letter more in a name moves nothing.
        let width = ((words + 2.0 * PAD) / 10.0).ceil() * 10.0;
        let body = if rows.is_empty() { 0.0 } else { rows.iter().map(Row::height).sum::<f64>() + FOOT };
        Card { width: width.max(NARROW), height: head_height(&head) + body, concept: concept.clone(), head, rows }
    }

    /// The height of the part that holds the name.
    pub fn head_height(&self) -> f64 {
        head_height(&self.head)
    }
}

impl Row {
    /// Its height.
    pub fn height(&self) -> f64 {
        if self.href.is_some() { LINKED } else { ROW }
    }

    /// The width of its words with the gap before the cardinality.
    fn width(&self) -> f64 {
        let gap = if self.cardinality.is_empty() { 0.0 } else { SIZE };
        width(&format!("{}{}", self.name, self.kind), false) + gap + width(&self.cardinality, false)
    }
}

/// The height of a name of so many lines.
fn head_height(head: &[String]) -> f64 {
    head.len().max(1) as f64 * LINE + 14.0
}

/// The attributes in lines, and how many more there are.
fn rows(attributes: &[String], room: f64) -> Vec<Row> {
    let shown = if attributes.len() > ATTRIBUTES + 1 { ATTRIBUTES } else { attributes.len() };
    let mut rows: Vec<Row> = attributes.iter().take(shown).flat_map(|attribute| attribute_rows(attribute, room)).collect();
    if attributes.len() > shown {
        let more = format!("+ {}", attributes.len() - shown);
        rows.push(Row { name: String::new(), kind: more, cardinality: String::new(), href: None });
    }
    rows
}

/// One attribute in lines: name, type, and at the right end of the first line its cardinality.
fn attribute_rows(attribute: &str, room: f64) -> Vec<Row> {
    let attribute = attribute.trim();
    let (text, mut cardinality) = match attribute.rsplit_once(char::is_whitespace) {
        Some((text, tail)) if is_cardinality(tail) => (text, tail.to_owned()),
        _ => (attribute, String::new()),
    };
    let room = room - if cardinality.is_empty() { 0.0 } else { width(&cardinality, false) + SIZE };
    let mut named = false;
    let lines = clip(wrap(text, false, room), 3).into_iter();
    let rows = lines.map(|line| {
        let split = if named { Some(0) } else { line.find(':') };
        named |= split.is_some();
        let (name, kind) = line.split_at(split.unwrap_or(line.len()));
        Row { name: name.to_owned(), kind: kind.to_owned(), cardinality: std::mem::take(&mut cardinality), href: None }
    });
    rows.collect()
}

/// One tie in lines, each of which leads where the tie does.
fn tie_rows(tie: &BoxTie, room: f64) -> Vec<Row> {
    let mut rows = attribute_rows(&tie.text, room);
    for row in &mut rows {
        row.name.push_str(&std::mem::take(&mut row.kind));
        row.href.clone_from(&tie.href);
    }
    rows
}

/// Whether a word says how many: `1`, `0..*`, `1..n`.
fn is_cardinality(word: &str) -> bool {
    word.len() <= 8
        && word.chars().all(|letter| letter.is_ascii_digit() || ".*n".contains(letter))
        && word.contains(|letter: char| letter.is_ascii_digit() || letter == '*')
}

/// A text in one line, without marks of where it may be broken.
fn whole(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first lines; the last of them says when there were more.
fn clip(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}
