//! Which box stands in which row of a large part, and where: no row is wider than the page if that can be.
//!
//! Dagre makes as few rows as it can, and takes its time where there are many boxes. What is too
//! large to be seen at once anyway is better scrolled down than sideways, so here a box goes to the
//! first row below its upper neighbours that has room. What stands in the rows is then put in order
//! by what it is tied to, and moved to where its lines are short.

use super::cells::{BOXES_APART, LINES_APART, Thing};
use super::layers::{Layers, Spot};
use super::part::Part;
use super::ports::{Slot, spread};

/// How often the rows are put in order, and how often they are moved.
const SWEEPS: usize = 12;

/// The room a line takes in a row that it goes through.
const THROUGH: f64 = LINES_APART;

/// Finds rows and places; every second row is for names.
pub fn stack(part: &Part, page: f64) -> Layers {
    let rows = rows(part, page);
    let last = rows.iter().copied().max().unwrap_or(0);
    let mut layers = Layers { rows: last + 1, ..Layers::default() };
    layers.nodes = rows.iter().map(|row| Spot { row: *row, at: 0.0 }).collect();
    let mut widths = vec![0.0_f64; layers.rows];
    for link in &part.links {
        let inner = rows[link.upper] + 1..rows[link.lower];
        inner.clone().for_each(|row| widths[row] += THROUGH);
        // A name stands in the emptiest row on its way: many lines of one box would fill one row.
        let name = link.name.and_then(|(_, across)| {
            let row = inner.clone().filter(|row| row % 2 == 1).min_by(|a, b| widths[*a].total_cmp(&widths[*b]))?;
            widths[row] += across;
            Some(row)
        });
        layers.add(inner.map(|row| Spot { row, at: 0.0 }).collect(), name);
    }
    let mut shelves = Shelves::of(part, &layers);
    shelves.order();
    shelves.settle(&mut layers);
    layers.wish();
    layers
}

/// The row of each box: below all its upper neighbours, and not in a row that is full. One branch
/// comes after the other.
fn rows(part: &Part, page: f64) -> Vec<usize> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); part.nodes.len()];
    let mut waits = vec![0_usize; part.nodes.len()];
    for link in &part.links {
        below[link.upper].push(link.lower);
        waits[link.lower] += 1;
    }
    let mut depth = vec![0_usize; part.nodes.len()];
    let mut widths: Vec<f64> = Vec::new();
    let mut ready: Vec<usize> = (0..part.nodes.len()).rev().filter(|node| waits[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        let width = 2.0 * part.nodes[node].half() + BOXES_APART;
        // What others hang from stands just above the room that is left, so that they hang near it.
        let mut row = if below[node].is_empty() { depth[node] } else { depth[node].max(widths.len().saturating_sub(2)) };
        while widths.get(row).is_some_and(|taken| *taken > 0.0 && taken + width > page) {
            row += 1;
        }
        widths.resize(widths.len().max(row + 1), 0.0);
        widths[row] += width;
        depth[node] = row;
        let mut next = Vec::new();
        for other in &below[node] {
            depth[*other] = depth[*other].max(row + 1);
            waits[*other] -= 1;
            if waits[*other] == 0 {
                next.push(*other);
            }
        }
        // The last is taken first: boxes that nothing hangs from, then the others, in the order of their keys.
        next.sort_by_key(|other| (std::cmp::Reverse(below[*other].len().min(1)), std::cmp::Reverse(*other)));
        ready.extend(next);
    }
    depth.into_iter().map(|row| 2 * row).collect()
}

/// The rows with what stands in them, and what each thing is tied to above and below.
struct Shelves {
    /// What stands in each row, in order: places in `things`.
    rows: Vec<Vec<usize>>,
    things: Vec<Shelved>,
    /// Where each thing is: first in its row, then across it.
    at: Vec<f64>,
}

/// One thing in a row.
struct Shelved {
    thing: Thing,
    half: f64,
    /// The room around it.
    around: f64,
    above: Vec<usize>,
    below: Vec<usize>,
}

impl Shelves {
    fn of(part: &Part, layers: &Layers) -> Self {
        let mut shelves = Shelves { rows: vec![Vec::new(); layers.rows], things: Vec::new(), at: Vec::new() };
        for (index, (node, spot)) in part.nodes.iter().zip(&layers.nodes).enumerate() {
            shelves.put(spot.row, Thing::Node(index), node.half(), BOXES_APART);
        }
        for (index, link) in part.links.iter().enumerate() {
            let mut before = link.upper;
            for (place, spot) in layers.links[index].iter().enumerate() {
                let named = link.name.filter(|_| layers.names[index] == Some(spot.row));
                let next = shelves.put(spot.row, Thing::Link(index, place), named.map_or(0.0, |(_, across)| across / 2.0), LINES_APART);
                shelves.tie(before, next);
                before = next;
            }
            shelves.tie(before, link.lower);
        }
        shelves
    }

    fn put(&mut self, row: usize, thing: Thing, half: f64, apart: f64) -> usize {
        let place = self.things.len();
        self.at.push(self.rows[row].len() as f64);
        self.rows[row].push(place);
        self.things.push(Shelved { thing, half, around: apart / 2.0, above: Vec::new(), below: Vec::new() });
        place
    }

    fn tie(&mut self, above: usize, below: usize) {
        self.things[above].below.push(below);
        self.things[below].above.push(above);
    }

    /// Puts the rows in order, each by what its things are tied to in the rows before it, down and up in turn.
    fn order(&mut self) {
        for sweep in 0..SWEEPS {
            let down = sweep % 2 == 0;
            for step in 0..self.rows.len() {
                let row = if down { step } else { self.rows.len() - 1 - step };
                let wishes: Vec<f64> = self.rows[row].iter().map(|thing| self.wish(*thing, down)).collect();
                let mut order: Vec<(f64, usize)> = wishes.into_iter().zip(self.rows[row].iter().copied()).collect();
                order.sort_by(|a, b| a.0.total_cmp(&b.0));
                let middle = order.len() as f64 / 2.0;
                for (place, (_, thing)) in order.iter().enumerate() {
                    self.at[*thing] = place as f64 - middle;
                }
                self.rows[row] = order.into_iter().map(|(_, thing)| thing).collect();
            }
        }
    }

    /// Moves everything to where its lines are short, and keeps the order and the distances.
    fn settle(&mut self, layers: &mut Layers) {
        for sweep in 0..=SWEEPS {
            let down = sweep % 2 == 0;
            for step in 0..self.rows.len() {
                let row = if down { step } else { self.rows.len() - 1 - step };
                let slot = |thing: &usize| {
                    let room = self.things[*thing].half + self.things[*thing].around;
                    Slot { wish: self.wish(*thing, down), before: room, after: room }
                };
                let slots: Vec<Slot> = self.rows[row].iter().map(slot).collect();
                let places = spread(&slots, f64::MIN / 4.0, f64::MAX / 4.0);
                for (thing, place) in self.rows[row].iter().zip(places) {
                    self.at[*thing] = place;
                }
            }
        }
        for (thing, at) in self.things.iter().zip(&self.at) {
            match thing.thing {
                Thing::Node(node) => layers.nodes[node].at = *at,
                Thing::Link(link, spot) => layers.links[link][spot].at = *at,
            }
        }
    }

    /// Where a thing would like to be: in the middle of what it is tied to in the rows before it, or after it.
    fn wish(&self, thing: usize, down: bool) -> f64 {
        let Shelved { above, below, .. } = &self.things[thing];
        let (first, second) = if down { (above, below) } else { (below, above) };
        let ties = if first.is_empty() { second } else { first };
        if ties.is_empty() { self.at[thing] } else { ties.iter().map(|tie| self.at[*tie]).sum::<f64>() / ties.len() as f64 }
    }
}

impl Layers {
    /// Lets every link end where its nearest spots are.
    fn wish(&mut self) {
        for (spots, wish) in self.links.iter().zip(&mut self.wishes) {
            if let (Some(first), Some(last)) = (spots.first(), spots.last()) {
                *wish = (first.at, last.at);
            }
        }
    }
}
