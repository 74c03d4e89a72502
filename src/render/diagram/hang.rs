//! Boxes that one line holds, hung further away where their row is wider than the page.

use std::collections::BTreeMap;

use super::layers::Layers;
use super::part::Part;

/// The room a box takes beside itself in a row.
const BESIDE: f64 = 40.0;
/// The room a line takes that goes through a row.
const THROUGH: f64 = 14.0;
/// How many rows further away a box may hang.
const FAR: i32 = 3;

/// How many rows each link should go down; `None` if that changes nothing.
///
/// Rows are dagre's here: every other one is for names.
pub fn lengths(part: &Part, layers: &Layers, page: f64) -> Option<Vec<i32>> {
    let mut lengths = vec![1; part.links.len()];
    let mut hanging: BTreeMap<i32, Vec<Hanging>> = BTreeMap::new();
    for leaf in leaves(part, layers) {
        hanging.entry(leaf.row).or_default().push(leaf);
    }
    let mut widths = widths(part, layers);
    let mut rows: Vec<(i32, f64)> = widths.iter().map(|(row, width)| (*row, *width)).collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut changed = false;
    for (row, _) in rows {
        let mut leaves = hanging.remove(&row).unwrap_or_default();
        while widths.get(&row).is_some_and(|width| *width > page) {
            // The nearest row that has room; there, the last box in order moves first.
            let room = |leaf: &Hanging, far: i32| page - leaf.width - widths.get(&leaf.target(far)).copied().unwrap_or(0.0);
            let moves = (1..=FAR).flat_map(|far| (0..leaves.len()).rev().map(move |place| (far, place)));
            let Some((far, place)) = moves.into_iter().find(|(far, place)| room(&leaves[*place], *far) >= 0.0) else { break };
            let leaf = leaves.remove(place);
            lengths[leaf.link] = leaf.length + far;
            *widths.entry(leaf.target(far)).or_default() += leaf.width;
            *widths.entry(row).or_default() += THROUGH - leaf.width;
            changed = true;
        }
    }
    changed.then_some(lengths)
}

/// A box that one line holds.
struct Hanging {
    /// Its row.
    row: i32,
    /// The room it takes there.
    width: f64,
    /// The line.
    link: usize,
    /// How many rows of boxes the line goes down now.
    length: i32,
    /// Down if it hangs below its neighbour, up if it stands above.
    away: i32,
}

impl Hanging {
    /// The row so many rows of boxes further away from its neighbour.
    fn target(&self, far: i32) -> i32 {
        self.row + 2 * far * self.away
    }
}

/// A row as a number that can be negative.
fn whole(row: usize) -> i32 {
    i32::try_from(row).unwrap_or(i32::MAX / 4)
}

/// The boxes that one line holds, by key.
fn leaves(part: &Part, layers: &Layers) -> Vec<Hanging> {
    let mut leaves = Vec::new();
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); part.nodes.len()];
    for (index, link) in part.links.iter().enumerate() {
        held[link.upper].push(index);
        held[link.lower].push(index);
    }
    for (node, links) in held.iter().enumerate() {
        if let [link] = links[..] {
            let (top, bottom) = (layers.nodes[part.links[link].upper].row, layers.nodes[part.links[link].lower].row);
            let away = if part.links[link].lower == node { 1 } else { -1 };
            let (row, length) = (whole(layers.nodes[node].row), whole(bottom - top) / 2);
            leaves.push(Hanging { row, width: 2.0 * part.nodes[node].half() + BESIDE, link, length, away });
        }
    }
    leaves
}

/// How wide every row with boxes is.
fn widths(part: &Part, layers: &Layers) -> BTreeMap<i32, f64> {
    let mut widths = BTreeMap::new();
    for (node, spot) in part.nodes.iter().zip(&layers.nodes) {
        *widths.entry(whole(spot.row)).or_default() += 2.0 * node.half() + BESIDE;
    }
    for spot in layers.links.iter().flatten() {
        if let Some(width) = widths.get_mut(&(whole(spot.row))) {
            *width += THROUGH;
        }
    }
    widths
}
