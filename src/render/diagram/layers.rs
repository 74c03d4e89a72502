//! Which box stands in which row, and where: dagre's part of the work.
//!
//! Dagre sees a connected graph without loops or circles, under names that sort as the boxes
//! do. Should it fail nevertheless, or be asked for more than can be seen at once, the boxes are
//! put into rows by `stack`: plainer, narrower, and as correct.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, Ranker};

use super::cells::{LINES_APART, Thing};
use super::hang::lengths;
use super::part::Part;
use super::picture::Flow;
use super::squeeze::squeeze;
use super::stack::stack;
use super::straighten::straighten;
use super::untangle::untangle;

/// The most boxes of one part that dagre is asked to lay out.
const BOXES: usize = 48;
/// The most lines.
const LINES: usize = 72;
/// The most boxes of all parts together.
const ALL: usize = 80;
/// How much narrower the second answer has to be.
const WORTH: f64 = 0.85;
/// With more lines than these, those between the same two boxes are laid out as one.
const MANY: usize = 100;

/// A place: a row and the middle across it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The row, from the first.
    pub row: usize,
    /// The middle.
    pub at: f64,
}

/// Where everything is across the rows.
#[derive(Debug, Default)]
pub struct Layers {
    /// How many rows there are.
    pub rows: usize,
    /// The nodes.
    pub nodes: Vec<Spot>,
    /// The links: a spot in every row between their ends.
    pub links: Vec<Vec<Spot>>,
    /// The row of each link's name.
    pub names: Vec<Option<usize>>,
    /// Where each link would like to leave its upper box and reach its lower one.
    pub wishes: Vec<(f64, f64)>,
}

impl Part<'_> {
    /// Whether it and its diagram can be seen at once, and are worth the time that the best places take.
    pub fn is_small(&self) -> bool {
        self.nodes.len() <= BOXES && self.links.len() <= LINES && self.chart.cards.len() <= ALL
    }
}

/// Finds the rows of a part and the places in them, in a page of some width if that can be.
pub fn layers(part: &Part, page: f64) -> Layers {
    let first = if part.is_small() { ask(part, &vec![1; part.links.len()]) } else { None };
    let Some(first) = first else {
        return stack(part, page).finished(part, page);
    };
    let lengths = if part.flow == Flow::Down { lengths(part, &first, page) } else { None };
    let second = lengths.and_then(|lengths| ask(part, &lengths)).map(|second| second.finished(part, page));
    let first = first.finished(part, page);
    let width = |layers: &Layers| layers.width(&layers.cells(part));
    second.filter(|second| width(second) < WORTH * width(&first)).unwrap_or(first)
}

/// Asks dagre, when every link goes down so many rows at least.
fn ask(part: &Part, lengths: &[i32]) -> Option<Layers> {
    let bundles = bundles(part);
    let nodesep = if part.flow == Flow::Down { 40.0 } else { 28.0 };
    let options = LayoutOptions { nodesep, edgesep: 14.0, ranker: Ranker::NetworkSimplex, ..LayoutOptions::default() };
    let run = || {
        let mut drawing = question(part, &bundles, lengths);
        dagre::layout(&mut drawing, Some(options));
        answer(part, &bundles, &drawing)
    };
    catch_unwind(AssertUnwindSafe(run)).ok().flatten()
}

/// Dagre's own form of a part.
type Drawing = Graph<NodeLabel, EdgeLabel>;

/// What dagre calls a box or a line.
fn name(index: usize) -> String {
    format!("{index:05}")
}

/// The part as a graph.
fn question(part: &Part, bundles: &[Vec<usize>], lengths: &[i32]) -> Drawing {
    let mut drawing: Drawing = Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: false });
    for (index, node) in part.nodes.iter().enumerate() {
        let label = NodeLabel { width: 2.0 * node.half(), height: 10.0, ..NodeLabel::default() };
        drawing.set_node(name(index), Some(label));
    }
    for bundle in bundles {
        let width = strands(part, bundle, true).last().map_or(0.0, |strand| strand.1);
        let minlen = lengths[bundle[0]];
        let label = EdgeLabel { minlen, width, height: width.min(1.0), labelpos: LabelPos::Center, ..EdgeLabel::default() };
        let link = &part.links[bundle[0]];
        drawing.set_edge(name(link.upper), name(link.lower), Some(label), Some(&name(bundle[0])));
    }
    drawing
}

/// What dagre says, if it says it all.
fn answer(part: &Part, bundles: &[Vec<usize>], drawing: &Drawing) -> Option<Layers> {
    let spot = |x: f64, y: f64| (x.is_finite() && y.is_finite()).then(|| ((y * 64.0).round() as i64, x.round()));
    let mut nodes = Vec::new();
    for index in 0..part.nodes.len() {
        let label = drawing.node(&name(index))?;
        nodes.push(spot(label.x?, label.y?)?);
    }
    let mut links: Vec<Stops> = vec![Stops::default(); part.links.len()];
    for bundle in bundles {
        let link = &part.links[bundle[0]];
        let label = drawing.edge(&name(link.upper), &name(link.lower), Some(&name(bundle[0])))?;
        // The first and the last point are on the boxes.
        let inner = label.points.get(1..label.points.len().checked_sub(1)?)?;
        let middle = label.x.zip(label.y).and_then(|(x, y)| spot(x, y)).map(|spot| spot.0);
        for point in inner {
            let (height, at) = spot(point.x, point.y)?;
            let strands = strands(part, bundle, middle == Some(height));
            let half = strands.last().map_or(0.0, |strand| strand.1) / 2.0;
            for (link, strand) in bundle.iter().zip(strands) {
                links[*link].0.push((height, (at - half + strand.0).round()));
            }
        }
        for link in bundle {
            links[*link].1 = middle.filter(|_| part.links[*link].name.is_some());
        }
    }
    gather(part, &nodes, links)
}

/// Which lines dagre sees as one: where there are many, those between the same two boxes.
fn bundles(part: &Part) -> Vec<Vec<usize>> {
    if part.links.len() <= MANY {
        return (0..part.links.len()).map(|link| vec![link]).collect();
    }
    let mut bundles: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, link) in part.links.iter().enumerate() {
        bundles.entry((link.upper, link.lower)).or_default().push(index);
    }
    bundles.into_values().collect()
}

/// Lines side by side, with their names or without: the middle and the end of each.
fn strands(part: &Part, links: &[usize], named: bool) -> Vec<(f64, f64)> {
    let mut end = -LINES_APART;
    let strand = |link: &usize| {
        let name = part.links[*link].name.filter(|_| named);
        let (begin, width) = (end + LINES_APART, name.map_or(0.0, |(_, across)| across));
        end = begin + width;
        (begin + width / 2.0, end)
    };
    links.iter().map(strand).collect()
}

/// A link's stops as (height, middle), and the height of its name.
type Stops = (Vec<(i64, f64)>, Option<i64>);

/// Turns heights into rows, and checks that every line goes down through all of them.
fn gather(part: &Part, nodes: &[(i64, f64)], links: Vec<Stops>) -> Option<Layers> {
    let stops = links.iter().flat_map(|(stops, _)| stops);
    let mut heights: Vec<i64> = nodes.iter().chain(stops).map(|spot| spot.0).collect();
    heights.sort_unstable();
    heights.dedup();
    let row = |height: i64| heights.binary_search(&height).ok();
    let mut layers = Layers { rows: heights.len(), ..Layers::default() };
    for (height, at) in nodes {
        layers.nodes.push(Spot { row: row(*height)?, at: *at });
    }
    for (link, (stops, name)) in part.links.iter().zip(links) {
        let spots: Option<Vec<Spot>> = stops.into_iter().map(|(height, at)| Some(Spot { row: row(height)?, at })).collect();
        let (spots, name) = (spots?, name.and_then(row));
        let (top, bottom) = (layers.nodes[link.upper].row, layers.nodes[link.lower].row);
        let whole = top < bottom && spots.iter().map(|spot| spot.row).eq(top + 1..bottom);
        let named = link.name.is_some() == name.is_some_and(|row| (top + 1..bottom).contains(&row));
        if !whole || !named {
            return None;
        }
        layers.add(spots, name);
    }
    Some(layers)
}

impl Layers {
    /// Adds a link; it would like to end where its nearest spots are.
    pub fn add(&mut self, spots: Vec<Spot>, name: Option<usize>) {
        let first = spots.first().map_or(0.0, |spot| spot.at);
        let last = spots.last().map_or(0.0, |spot| spot.at);
        self.links.push(spots);
        self.names.push(name);
        self.wishes.push((first, last));
    }

    /// The same without empty rows, with all distances kept, and as straight as can be.
    fn finished(mut self, part: &Part, page: f64) -> Self {
        self.drop_empty_rows();
        self.face();
        self.part_neighbours(part);
        untangle(part, &mut self);
        straighten(part, &mut self);
        if squeeze(part, &mut self, page) && part.is_small() {
            untangle(part, &mut self);
            straighten(part, &mut self);
        }
        self
    }

    /// Leaves out the rows that only lines go through.
    fn drop_empty_rows(&mut self) {
        let mut used = vec![false; self.rows];
        let rows = self.nodes.iter().map(|node| node.row).chain(self.names.iter().copied().flatten());
        rows.for_each(|row| used[row] = true);
        let place = |row: usize| used[..row].iter().filter(|used| **used).count();
        let places: Vec<usize> = (0..self.rows).map(place).collect();
        for link in &mut self.links {
            link.retain(|spot| used[spot.row]);
        }
        for spot in self.nodes.iter_mut().chain(self.links.iter_mut().flatten()) {
            spot.row = places[spot.row];
        }
        for row in self.names.iter_mut().flatten() {
            *row = places[*row];
        }
        self.rows = used.iter().filter(|used| **used).count();
    }

    /// Turns the part round if its boxes then stand rather in the order of their keys.
    fn face(&mut self) {
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); self.rows];
        for (index, node) in self.nodes.iter().enumerate() {
            rows[node.row].push(index);
        }
        let mut balance = 0;
        for pair in rows.iter().flat_map(|row| row.windows(2)) {
            balance += if self.nodes[pair[0]].at <= self.nodes[pair[1]].at { 1 } else { -1 };
        }
        if balance < 0 {
            self.nodes.iter_mut().chain(self.links.iter_mut().flatten()).for_each(|spot| spot.at = -spot.at);
            self.wishes.iter_mut().for_each(|wish| *wish = (-wish.0, -wish.1));
        }
    }

    /// Moves neighbours that stand too near to one another apart, row by row.
    ///
    /// Dagre keeps its distances; this makes sure of them, and no more.
    fn part_neighbours(&mut self, part: &Part) {
        for row in self.cells(part).rows {
            let mut free = f64::NEG_INFINITY;
            let mut before: f64 = 0.0;
            for cell in row {
                let spot = match cell.thing {
                    Thing::Node(node) => &mut self.nodes[node],
                    Thing::Link(link, spot) => &mut self.links[link][spot],
                };
                spot.at = spot.at.max(free + before.min(cell.apart) + cell.half).round();
                free = spot.at + cell.half;
                before = cell.apart;
            }
        }
    }
}
