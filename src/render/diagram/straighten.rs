//! Fewer turns: lines, their names and boxes move within the free room of their rows.
//!
//! Dagre puts a line's spots where they are short on the whole; here each is tried where its
//! line would be straight. A move stays if the lines around it turn less, or make smaller detours.
//! No order in a row changes.

use super::cells::Cells;
use super::ends::{NUDGE, ends, settle_node};
use super::layers::Layers;
use super::part::Part;

/// How often all lines are looked at: what one gives up may be what another needs.
const ROUNDS: usize = 4;
/// How often an end that has been pushed away is tried where it went.
const TRIES: usize = 3;
/// In a large part, lines at a box with more of them than these stay as they are: each move shifts all of them.
const CROWD: usize = 16;
/// What a turn is worth, in units of length.
const TURN: f64 = 40.0;

/// What it is worth in a tree, whose branches turn by nature.
const BRANCH: f64 = 8.0;

/// The state of the search.
struct Search<'p> {
    part: &'p Part<'p>,
    layers: &'p mut Layers,
    cells: Cells,
    ends: Vec<(f64, f64)>,
    /// Whether a link is a branch of a tree.
    branch: Vec<bool>,
    /// The links at each node.
    around: Vec<Vec<usize>>,
}

/// Makes the lines of a part straighter.
pub fn straighten(part: &Part, layers: &mut Layers) {
    let mut around = vec![Vec::new(); part.nodes.len()];
    for (index, link) in part.links.iter().enumerate() {
        around[link.upper].push(index);
        around[link.lower].push(index);
    }
    let mut branch = vec![false; part.links.len()];
    for port in part.nodes.iter().flat_map(|node| node.upper.iter().chain(&node.lower)).filter(|port| port.links.len() > 1) {
        port.links.iter().for_each(|link| branch[*link] = true);
    }
    let (cells, ends) = (layers.cells(part), ends(part, layers));
    let mut search = Search { part, layers, cells, ends, branch, around };
    let (rounds, most) = if part.is_small() { (ROUNDS, usize::MAX) } else { (1, CROWD) };
    for _ in 0..rounds {
        let mut moved = false;
        let crowded = |link: &usize| [part.links[*link].upper, part.links[*link].lower].iter().any(|node| search.around[*node].len() > most);
        let links: Vec<usize> = (0..part.links.len()).filter(|link| !crowded(link)).collect();
        for link in links {
            moved |= search.straight(link) && (search.move_line(link) || search.move_box(link));
        }
        if !moved {
            break;
        }
    }
}

impl Search<'_> {
    /// Whether there is anything to gain at a link.
    fn straight(&self, link: usize) -> bool {
        self.cost(link) > 0.0
    }

    /// What a link's turns cost, and its way across.
    fn cost(&self, link: usize) -> f64 {
        let (top, bottom) = self.ends[link];
        let turn = if self.branch[link] { BRANCH } else { TURN };
        let mut last = top;
        let mut cost = 0.0;
        for at in self.layers.links[link].iter().map(|spot| spot.at).chain([bottom]) {
            let step = (at - last).abs();
            if step > NUDGE {
                cost += turn + step;
            }
            last = at;
        }
        cost
    }

    /// What the links at some nodes cost together.
    fn cost_around(&self, nodes: &[usize]) -> f64 {
        let links = nodes.iter().flat_map(|node| &self.around[*node]);
        links.map(|link| self.cost(*link)).sum()
    }

    /// The part of the way across that a link could not do without.
    fn way(&self, nodes: &[usize]) -> f64 {
        let links = nodes.iter().flat_map(|node| &self.around[*node]);
        links.map(|link| (self.ends[*link].1 - self.ends[*link].0).abs()).sum()
    }

    /// Tries all of a line at the place of one of its ends, or of its name.
    ///
    /// Only turns and detours count here: an end that moves to the corner of its box to be a
    /// little nearer has won nothing.
    fn move_line(&mut self, index: usize) -> bool {
        let link = &self.part.links[index];
        let nodes = [link.upper, link.lower];
        let before = self.cost_around(&nodes) - self.way(&nodes);
        let (old, wishes) = (self.layers.links[index].clone(), self.layers.wishes[index]);
        let (top, bottom) = self.ends[index];
        let name = old.iter().find(|spot| self.layers.names[index] == Some(spot.row)).map(|spot| (spot.at, None));
        for (mut at, upper) in [(bottom, Some(false)), (top, Some(true))].into_iter().chain(name) {
            for _ in 0..TRIES {
                if !(0..old.len()).all(|spot| self.cells.free(self.layers, (index, spot), at)) {
                    break;
                }
                self.layers.links[index].iter_mut().for_each(|spot| spot.at = at);
                self.layers.wishes[index] = (at, at);
                self.settle(&nodes);
                if self.cost_around(&nodes) - self.way(&nodes) < before - 0.5 {
                    return true;
                }
                // Its neighbours have pushed the end away; it may push back.
                let (top, bottom) = self.ends[index];
                at = match upper {
                    Some(true) => top,
                    Some(false) => bottom,
                    None => break,
                };
            }
            self.layers.links[index].clone_from(&old);
            self.layers.wishes[index] = wishes;
            self.settle(&nodes);
        }
        false
    }

    /// Tries each box of a line where its end would meet the line.
    fn move_box(&mut self, index: usize) -> bool {
        let link = self.part.links[index];
        let spots = &self.layers.links[index];
        let (top, bottom) = self.ends[index];
        let from_above = spots.last().map_or(top, |spot| spot.at);
        let from_below = spots.first().map_or(bottom, |spot| spot.at);
        [(link.lower, from_above - bottom), (link.upper, from_below - top)].into_iter().any(|(node, step)| self.shift(node, step))
    }

    /// Moves a box if there is room and it helps.
    fn shift(&mut self, node: usize, step: f64) -> bool {
        let old = self.layers.nodes[node].at;
        if step.abs() < 0.5 || !self.cells.free_node(self.layers, node, old + step) {
            return false;
        }
        let before = self.cost_around(&[node]);
        self.layers.nodes[node].at = old + step;
        self.settle(&[node]);
        let better = self.cost_around(&[node]) < before - 0.5;
        if !better {
            self.layers.nodes[node].at = old;
            self.settle(&[node]);
        }
        better
    }

    /// Finds the ends at some boxes anew.
    fn settle(&mut self, nodes: &[usize]) {
        for node in nodes {
            settle_node(self.part, self.layers, *node, &mut self.ends);
        }
    }
}
