//! The parts of a diagram that are not connected, put together into one picture.

use super::chart::Chart;
use super::layers::{Layers, layers};
use super::part::Part;
use super::picture::{Flow, Picture, Point};
use super::route;

/// The room around the picture, and half the room between its parts.
const MARGIN: f64 = 10.0;
/// The room between two parts.
const APART: f64 = 36.0;
/// The width of a page's diagram: a picture that is wider has to be scrolled.
const PAGE: f64 = 910.0;

/// Lays out every part and packs them: the connected ones by size, then the boxes that stand
/// alone, in a grid.
pub fn picture(chart: &Chart) -> Picture {
    let (mut parts, mut single): (Vec<_>, Vec<_>) = parts(chart).into_iter().partition(|part| part.0.len() > 1);
    parts.sort_by_key(|(cards, _)| (std::cmp::Reverse(cards.len()), cards.first().copied()));
    single.sort_by_key(|(cards, _)| cards.first().copied());
    let drawn = parts.iter().map(|(cards, relations)| part(chart, cards, relations)).collect();
    let alone = single.iter().map(|(cards, relations)| flowing(chart, Flow::Down, cards, relations)).collect();
    let mut all = shelves(drawn, PAGE);
    let room = all.width.max(PAGE - 2.0 * MARGIN);
    let top = if all.boxes.is_empty() { 0.0 } else { all.height + APART };
    all.join(grid(alone, room), Point { x: 0.0, y: top });
    all.settle(Point { x: MARGIN, y: MARGIN });
    all.width = (all.width + 2.0 * MARGIN).ceil();
    all.height = (all.height + 2.0 * MARGIN).ceil();
    all
}

/// The boxes that hang together, with the relations between them.
fn parts(chart: &Chart) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut roots: Vec<usize> = (0..chart.cards.len()).collect();
    let find = |roots: &mut Vec<usize>, mut card: usize| {
        while roots[card] != card {
            roots[card] = roots[roots[card]];
            card = roots[card];
        }
        card
    };
    for relation in &chart.relations {
        let (a, b) = (find(&mut roots, relation.from), find(&mut roots, relation.to));
        roots[a.max(b)] = a.min(b);
    }
    let mut parts = vec![(Vec::new(), Vec::new()); chart.cards.len()];
    for card in 0..chart.cards.len() {
        parts[find(&mut roots, card)].0.push(card);
    }
    for (index, relation) in chart.relations.iter().enumerate() {
        parts[find(&mut roots, relation.from)].1.push(index);
    }
    parts.retain(|(cards, _)| !cards.is_empty());
    parts
}

/// One connected part: from top to bottom, unless that is too wide for a page and from left to
/// right costs less. The rows of a large part are as narrow as can be already.
fn part(chart: &Chart, cards: &[usize], relations: &[usize]) -> Picture {
    let part = Part::of(chart, Flow::Down, cards, relations);
    let layers = layers(&part, PAGE - 2.0 * MARGIN);
    let down = route::picture(&part, &layers);
    let least = cost(down.width, down.height);
    let (width, height) = turned(&part, &layers);
    if down.width <= PAGE || !part.is_small() || cost(width, height) >= least {
        return down;
    }
    let right = flowing(chart, Flow::Right, cards, relations);
    if cost(right.width, right.height) < least { right } else { down }
}

/// What a picture costs its reader: a long page is scrolled as any other, a wide one twice.
fn cost(width: f64, height: f64) -> f64 {
    width.max(PAGE).powi(2) * height
}

/// The least a part would measure if its rows were columns.
fn turned(part: &Part, layers: &Layers) -> (f64, f64) {
    let mut columns = vec![(0.0_f64, 0.0_f64); layers.rows];
    for (node, spot) in part.nodes.iter().zip(&layers.nodes) {
        let card = &part.chart.cards[node.card];
        let column = &mut columns[spot.row];
        *column = (column.0.max(card.width), column.1 + card.height);
    }
    columns.iter().fold((0.0, 0.0), |(width, height), column| (width + column.0, f64::max(height, column.1)))
}

/// One part in a given flow.
fn flowing(chart: &Chart, flow: Flow, cards: &[usize], relations: &[usize]) -> Picture {
    let part = Part::of(chart, flow, cards, relations);
    let layers = layers(&part, PAGE - 2.0 * MARGIN);
    route::picture(&part, &layers)
}

/// Pictures side by side as long as they fit, then in the next shelf.
fn shelves(pictures: Vec<Picture>, page: f64) -> Picture {
    let mut all = Picture::default();
    let (mut at, mut next) = (Point::default(), 0.0);
    for picture in pictures {
        if at.x > 0.0 && at.x + picture.width > page.max(all.width) {
            at = Point { x: 0.0, y: next };
        }
        next = f64::max(next, at.y + picture.height + APART);
        let place = at;
        at.x += picture.width + APART;
        all.join(picture, place);
    }
    all
}

/// Pictures in columns of one width.
fn grid(pictures: Vec<Picture>, room: f64) -> Picture {
    let column = pictures.iter().map(|picture| picture.width).fold(0.0, f64::max) + APART / 2.0;
    let columns = (((room + APART / 2.0) / column) as usize).max(1);
    let mut all = Picture::default();
    let (mut y, mut next) = (0.0, 0.0);
    for (index, picture) in pictures.into_iter().enumerate() {
        if index % columns == 0 {
            y = next;
        }
        next = f64::max(next, y + picture.height + APART / 2.0);
        all.join(picture, Point { x: (index % columns) as f64 * column, y });
    }
    all
}

impl Picture {
    /// Puts another picture into this one.
    fn join(&mut self, mut other: Picture, at: Point) {
        other.settle(at);
        self.width = self.width.max(at.x + other.width);
        self.height = self.height.max(at.y + other.height);
        self.boxes.append(&mut other.boxes);
        self.lines.append(&mut other.lines);
    }
}
