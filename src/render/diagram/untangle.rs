//! Fewer crossings: neighbours in a row change places where their lines then cross less.
//!
//! Dagre orders the rows by averages; what stands between two lines' averages is left to chance.

use super::cells::{Cell, Thing};
use super::ends::{ends, settle_node};
use super::layers::Layers;
use super::part::Part;

/// How often all rows are looked at.
const ROUNDS: usize = 8;

/// What a way must be shorter by to be worth an exchange.
const LESS: f64 = 10.0;

/// The state of the search.
struct Search<'p> {
    part: &'p Part<'p>,
    layers: &'p mut Layers,
    ends: Vec<(f64, f64)>,
}

/// Changes places as long as it helps.
pub fn untangle(part: &Part, layers: &mut Layers) {
    let mut rows = layers.cells(part).rows;
    let ends = ends(part, layers);
    let mut search = Search { part, layers, ends };
    for _ in 0..ROUNDS {
        let mut moved = false;
        for row in &mut rows {
            for place in 1..row.len() {
                let (left, right) = (row[place - 1], row[place]);
                if let Some((to_left, to_right)) = search.exchange(row, place) {
                    search.put(left.thing, to_left);
                    search.put(right.thing, to_right);
                    row.swap(place - 1, place);
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
}

impl Search<'_> {
    /// Where a thing and the one before it in its row should stand, if lines cross less when they
    /// change places, or cross as much and are shorter.
    fn exchange(&self, row: &[Cell], place: usize) -> Option<(f64, f64)> {
        let (left, right) = (row[place - 1], row[place]);
        let (a, b) = (self.beyond(left.thing), self.beyond(right.thing));
        let crossings = inversions(&b.0, &a.0) + inversions(&b.1, &a.1);
        if crossings > 0 {
            return None;
        }
        let way = |to: &(f64, f64)| {
            let lines = |lines: &(Vec<f64>, Vec<f64>), at: f64| lines.0.iter().chain(&lines.1).map(|line| (line - at).abs()).sum::<f64>();
            lines(&a, to.0) + lines(&b, to.1)
        };
        let now = (self.layers.spot(left.thing).at, self.layers.spot(right.thing).at);
        let best = self.exchanged(row, place, now).into_iter().min_by(|a, b| way(a).total_cmp(&way(b)))?;
        (crossings < 0 || way(&best) + LESS < way(&now)).then_some(best)
    }

    /// Where two neighbours could stand when they have changed places: within the room that they
    /// take together, or if there is room beyond one of them, the other one there.
    fn exchanged(&self, row: &[Cell], place: usize, (left_at, right_at): (f64, f64)) -> Vec<(f64, f64)> {
        let (left, right) = (row[place - 1], row[place]);
        let room = |a: &Cell, b: &Cell| a.half + b.half + a.apart.min(b.apart);
        let (before, after) = (left_at - room(&left, &right), right_at + room(&left, &right));
        let beyond_left = place.checked_sub(2).map(|place| row[place]);
        let fits_left = |at: f64| beyond_left.is_none_or(|cell| self.layers.spot(cell.thing).at + room(&cell, &right) <= at);
        let fits_right = |at: f64| row.get(place + 1).is_none_or(|cell| at + room(&left, cell) <= self.layers.spot(cell.thing).at);
        let within = (right_at + right.half - left.half, left_at - left.half + right.half);
        let places = [within, (left_at, before), (after, right_at)];
        places.into_iter().filter(|(left, right)| fits_left(*right) && fits_right(*left)).collect()
    }

    /// Where the lines of a thing are in the rows above and below it.
    fn beyond(&self, thing: Thing) -> (Vec<f64>, Vec<f64>) {
        match thing {
            Thing::Link(link, spot) => {
                let spots = &self.layers.links[link];
                let above = spot.checked_sub(1).map_or(self.ends[link].0, |above| spots[above].at);
                (vec![above], vec![spots.get(spot + 1).map_or(self.ends[link].1, |below| below.at)])
            }
            Thing::Node(node) => {
                let (links, node) = (&self.layers.links, &self.part.nodes[node]);
                let above = |link: &usize| links[*link].last().map_or(self.ends[*link].0, |spot| spot.at);
                let below = |link: &usize| links[*link].first().map_or(self.ends[*link].1, |spot| spot.at);
                let upper = node.upper.iter().flat_map(|port| &port.links).map(above);
                (upper.collect(), node.lower.iter().flat_map(|port| &port.links).map(below).collect())
            }
        }
    }

    /// Puts a thing somewhere, and lets its lines follow.
    fn put(&mut self, thing: Thing, at: f64) {
        match thing {
            Thing::Link(link, spot) => {
                self.layers.links[link][spot].at = at;
                if spot == 0 {
                    self.layers.wishes[link].0 = at;
                }
                if spot + 1 == self.layers.links[link].len() {
                    self.layers.wishes[link].1 = at;
                }
                for node in [self.part.links[link].upper, self.part.links[link].lower] {
                    settle_node(self.part, self.layers, node, &mut self.ends);
                }
            }
            Thing::Node(node) => {
                self.layers.nodes[node].at = at;
                let part = self.part;
                let ports = part.nodes[node].upper.iter().chain(&part.nodes[node].lower);
                for link in ports.flat_map(|port| &port.links) {
                    let (upper, lower) = (part.links[*link].upper, part.links[*link].lower);
                    if self.layers.links[*link].is_empty() {
                        self.layers.wishes[*link] = (self.layers.nodes[lower].at, self.layers.nodes[upper].at);
                    }
                    let other = if upper == node { lower } else { upper };
                    settle_node(part, self.layers, other, &mut self.ends);
                }
                settle_node(part, self.layers, node, &mut self.ends);
            }
        }
    }
}

/// How many more pairs of `a` and `b` are out of order than in order.
fn inversions(a: &[f64], b: &[f64]) -> i64 {
    let pair = |a: f64, b: f64| i64::from(a > b) - i64::from(b > a);
    a.iter().map(|a| b.iter().map(|b| pair(*a, *b)).sum::<i64>()).sum()
}
