//! Which box stands in which row, and where: dagre's part of the work.
//!
//! Dagre sees a connected graph without loops or circles, under names that sort as the boxes
//! do. Should it fail nevertheless, or be asked for more than it does in reasonable time, the
//! boxes are put into rows one after the other: plainer, and as correct.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel};

use super::cells::{BOXES_APART, Thing};
use super::part::Part;
use super::picture::Flow;
use super::squeeze::squeeze;
use super::straighten::straighten;

/// The most boxes and lines of one part that dagre is asked to lay out.
const MOST: usize = 600;
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

/// Finds the rows of a part and the places in them, in a page of some width if that can be.
pub fn layers(part: &Part, page: f64) -> Layers {
    let dagre = || catch_unwind(AssertUnwindSafe(|| by_dagre(part))).ok().flatten();
    let small = part.nodes.len() <= MOST && part.links.len() <= MOST;
    let mut layers = if small { dagre() } else { None }.unwrap_or_else(|| plain(part));
    layers.drop_empty_rows();
    layers.face();
    layers.part_neighbours(part);
    straighten(part, &mut layers);
    if squeeze(part, &mut layers, page) {
        straighten(part, &mut layers);
    }
    layers
}

/// The layers as dagre sees them; `None` if its answer is not usable.
fn by_dagre(part: &Part) -> Option<Layers> {
    type Drawing = Graph<NodeLabel, EdgeLabel>;
    let options = GraphOptions { directed: true, multigraph: true, compound: false };
    let mut graph: Drawing = Graph::with_options(options);
    let name = |node: usize| format!("{node:05}");
    for (index, node) in part.nodes.iter().enumerate() {
        let label = NodeLabel { width: node.across + node.beside, height: 10.0, ..NodeLabel::default() };
        graph.set_node(name(index), Some(label));
    }
    for (index, link) in part.links.iter().enumerate() {
        let (height, width) = link.name.map_or((0.0, 0.0), |(_, across)| (1.0, across));
        let label = EdgeLabel { width, height, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        graph.set_edge(name(link.upper), name(link.lower), Some(label), Some(&name(index)));
    }
    let nodesep = if part.flow == Flow::Down { 40.0 } else { 28.0 };
    dagre::layout(&mut graph, Some(LayoutOptions { nodesep, edgesep: 14.0, ..LayoutOptions::default() }));

    let spot = |x: f64, y: f64| (x.is_finite() && y.is_finite()).then(|| ((y * 64.0).round() as i64, x.round()));
    let mut nodes = Vec::new();
    for index in 0..part.nodes.len() {
        let label = graph.node(&name(index))?;
        nodes.push(spot(label.x?, label.y?)?);
    }
    let mut links = Vec::new();
    for (index, link) in part.links.iter().enumerate() {
        let label = graph.edge(&name(link.upper), &name(link.lower), Some(&name(index)))?;
        // The first and the last point are on the boxes.
        let inner = label.points.get(1..label.points.len().checked_sub(1)?)?;
        let stops: Option<Vec<_>> = inner.iter().map(|point| spot(point.x, point.y)).collect();
        let named = if link.name.is_some() { Some(spot(label.x?, label.y?)?.0) } else { None };
        links.push((stops?, named));
    }
    gather(part, &nodes, links)
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

/// The boxes in rows by how deep they hang, in the order of their keys.
fn plain(part: &Part) -> Layers {
    let mut depth = vec![0_usize; part.nodes.len()];
    // As many rounds as the longest way down; there are no circles.
    for _ in 0..part.nodes.len() {
        let mut still = true;
        for link in &part.links {
            let least = depth[link.upper] + 1;
            still &= depth[link.lower] >= least;
            depth[link.lower] = depth[link.lower].max(least);
        }
        if still {
            break;
        }
    }
    let deepest = depth.iter().copied().max().unwrap_or(0);
    let mut layers = Layers { rows: 2 * deepest + 1, ..Layers::default() };
    let mut ends = vec![0.0_f64; layers.rows];
    let mut next = |row: usize, across: f64| {
        let at = ends[row] + across / 2.0;
        ends[row] += across + BOXES_APART;
        Spot { row, at: at.round() }
    };
    for (node, depth) in part.nodes.iter().zip(&depth) {
        layers.nodes.push(next(2 * depth, node.across + node.beside));
    }
    for link in &part.links {
        let (top, bottom) = (2 * depth[link.upper], 2 * depth[link.lower]);
        let name = link.name.map(|(_, across)| (top + 1, across));
        let spots = (top + 1..bottom).map(|row| next(row, name.filter(|(at, _)| *at == row).map_or(0.0, |(_, across)| across)));
        let spots = spots.collect();
        layers.add(spots, name.map(|(row, _)| row));
    }
    layers
}

impl Layers {
    /// Adds a link; it would like to end where its nearest spots are.
    fn add(&mut self, spots: Vec<Spot>, name: Option<usize>) {
        let first = spots.first().map_or(0.0, |spot| spot.at);
        let last = spots.last().map_or(0.0, |spot| spot.at);
        self.links.push(spots);
        self.names.push(name);
        self.wishes.push((first, last));
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
