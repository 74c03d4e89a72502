//! What stands beside what in the rows, and how near it may come.

use super::layers::{Layers, Spot};
use super::part::Part;

/// The least room between two boxes of a row.
pub const BOXES_APART: f64 = 28.0;
/// The least room between a line and its neighbour in a row.
pub const LINES_APART: f64 = 12.0;

/// What stands beside what in the rows.
pub struct Cells {
    /// For every row, what stands in it, in order.
    pub rows: Vec<Vec<Cell>>,
    /// Where in its row each node stands.
    pub nodes: Vec<usize>,
    /// Where in its row each spot of each link stands.
    pub links: Vec<Vec<usize>>,
}

/// One thing in a row.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// What it is.
    pub thing: Thing,
    /// Half its length across the flow.
    pub half: f64,
    /// The room it asks for beside it.
    pub apart: f64,
}

/// What stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A box.
    Node(usize),
    /// A link, in the row of its spot of this number.
    Link(usize, usize),
}

impl Cells {
    /// Whether a spot can stand at a place without coming near its neighbours.
    pub fn free(&self, layers: &Layers, (link, spot): (usize, usize), at: f64) -> bool {
        self.free_cell(layers, layers.links[link][spot].row, self.links[link][spot], at)
    }

    /// Whether a node can.
    pub fn free_node(&self, layers: &Layers, node: usize, at: f64) -> bool {
        self.free_cell(layers, layers.nodes[node].row, self.nodes[node], at)
    }

    /// Whether the thing at a place of a row can.
    fn free_cell(&self, layers: &Layers, row: usize, place: usize, at: f64) -> bool {
        let row = &self.rows[row];
        let cell = row[place];
        let room = |other: &Cell| cell.half + other.half + cell.apart.min(other.apart);
        let after = |other: &Cell| at >= layers.spot(other.thing).at + room(other);
        let before = |other: &Cell| at <= layers.spot(other.thing).at - room(other);
        place.checked_sub(1).is_none_or(|left| after(&row[left])) && row.get(place + 1).is_none_or(before)
    }
}

impl Layers {
    /// Where a thing is.
    pub fn spot(&self, thing: Thing) -> Spot {
        match thing {
            Thing::Node(node) => self.nodes[node],
            Thing::Link(link, spot) => self.links[link][spot],
        }
    }

    /// How wide the rows are together.
    pub fn width(&self, cells: &Cells) -> f64 {
        let edges = cells.rows.iter().flatten().map(|cell| (self.spot(cell.thing).at, cell.half));
        let (low, high) = edges.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (at, half)| (low.min(at - half), high.max(at + half)));
        high - low
    }

    /// What stands beside what, row by row.
    pub fn cells(&self, part: &Part) -> Cells {
        let mut cells = Cells { rows: vec![Vec::new(); self.rows], nodes: vec![0; self.nodes.len()], links: Vec::new() };
        for (index, (spot, node)) in self.nodes.iter().zip(&part.nodes).enumerate() {
            let half = node.half();
            cells.rows[spot.row].push(Cell { thing: Thing::Node(index), half, apart: BOXES_APART });
        }
        for (index, ((spots, name), link)) in self.links.iter().zip(&self.names).zip(&part.links).enumerate() {
            for (place, spot) in spots.iter().enumerate() {
                let named = *name == Some(spot.row);
                let half = link.name.filter(|_| named).map_or(0.0, |(_, across)| across / 2.0);
                cells.rows[spot.row].push(Cell { thing: Thing::Link(index, place), half, apart: LINES_APART });
            }
            cells.links.push(vec![0; spots.len()]);
        }
        for row in &mut cells.rows {
            row.sort_by(|a, b| self.spot(a.thing).at.total_cmp(&self.spot(b.thing).at));
            for (place, cell) in row.iter().enumerate() {
                match cell.thing {
                    Thing::Node(node) => cells.nodes[node] = place,
                    Thing::Link(link, spot) => cells.links[link][spot] = place,
                }
            }
        }
        cells
    }
}
