//! A part that is too wide for the page is pressed together, and stays as straight as it is.
//!
//! What a straight line connects moves as one block. The blocks are pushed to the left as far as
//! they go, and to the right within the width that takes; half way between stands the narrowest
//! picture. Every picture between it and the first one keeps all distances too, so the part is
//! pressed no more than the page asks for.

use super::cells::{Cells, Thing};
use super::ends::ends;
use super::layers::Layers;
use super::part::Part;
use super::picture::Flow;

/// The most rounds of pushing; more are needed by pictures that no page holds anyway.
const ROUNDS: usize = 300;

/// Where the page cannot be met, what must at least be won.
const WORTH: f64 = 0.85;

/// Presses a part together; says whether anything moved.
pub fn squeeze(part: &Part, layers: &mut Layers, page: f64) -> bool {
    let cells = layers.cells(part);
    let width = layers.width(&cells);
    if part.flow != Flow::Down || width <= page {
        return false;
    }
    let Some(narrow) = [true, false].into_iter().find_map(|rigid| {
        let blocks = Blocks::of(part, layers, &cells, rigid);
        let narrow = blocks.narrowest(layers, &cells)?;
        (narrow.width <= page || !rigid).then_some(narrow)
    }) else {
        return false;
    };
    if narrow.width > page && narrow.width > WORTH * width {
        return false;
    }
    let share = ((page - narrow.width) / (width - narrow.width).max(1.0)).clamp(0.0, 1.0);
    narrow.apply(part, layers, share);
    true
}

/// Which things move together.
struct Blocks {
    /// The block of each node.
    nodes: Vec<usize>,
    /// The block of each spot of each link.
    links: Vec<Vec<usize>>,
    /// How many there are.
    count: usize,
}

/// How far each block moves.
struct Narrow {
    blocks: Blocks,
    steps: Vec<f64>,
    width: f64,
}

impl Blocks {
    /// Joins what straight lines connect: spots with spots, and if `rigid` with boxes too.
    fn of(part: &Part, layers: &Layers, cells: &Cells, rigid: bool) -> Self {
        let mut first = vec![0; part.links.len()];
        let mut count = part.nodes.len();
        for (link, spots) in layers.links.iter().enumerate() {
            first[link] = count;
            count += spots.len();
        }
        let mut roots: Vec<usize> = (0..count).collect();
        let mut join = |a: usize, b: usize| {
            let (a, b) = (root(&roots, a), root(&roots, b));
            roots[a.max(b)] = a.min(b);
        };
        for (index, (link, ends)) in part.links.iter().zip(ends(part, layers)).enumerate() {
            let spots = &layers.links[index];
            for place in 1..spots.len() {
                if same(spots[place - 1].at, spots[place].at) {
                    join(first[index] + place - 1, first[index] + place);
                }
            }
            if !rigid {
                continue;
            }
            match (spots.first(), spots.last()) {
                (Some(top), Some(bottom)) => {
                    if same(ends.0, top.at) {
                        join(link.upper, first[index]);
                    }
                    if same(ends.1, bottom.at) {
                        join(link.lower, first[index] + spots.len() - 1);
                    }
                }
                _ if same(ends.0, ends.1) => join(link.upper, link.lower),
                _ => {}
            }
        }
        let block = |thing: usize| root(&roots, thing);
        let spots = |link: usize| (0..cells.links[link].len()).map(|spot| block(first[link] + spot)).collect();
        Blocks { nodes: (0..part.nodes.len()).map(block).collect(), links: (0..part.links.len()).map(spots).collect(), count }
    }

    /// The block of a thing.
    fn block(&self, thing: Thing) -> usize {
        match thing {
            Thing::Node(node) => self.nodes[node],
            Thing::Link(link, spot) => self.links[link][spot],
        }
    }

    /// The narrowest picture; `None` if it takes too long to find.
    fn narrowest(self, layers: &Layers, cells: &Cells) -> Option<Narrow> {
        let mut edges = Vec::new();
        for pair in cells.rows.iter().flat_map(|row| row.windows(2)) {
            let (left, right) = (layers.spot(pair[0].thing).at, layers.spot(pair[1].thing).at);
            let room = pair[0].half + pair[1].half + pair[0].apart.min(pair[1].apart);
            let (a, b) = (self.block(pair[0].thing), self.block(pair[1].thing));
            if a != b {
                // b may come as much nearer to a as there is room left between them.
                edges.push((a, b, room - (right - left)));
            }
        }
        // How far each block reaches to the left and to the right, where it stands now.
        let mut reach = vec![(f64::INFINITY, f64::NEG_INFINITY); self.count];
        for cell in cells.rows.iter().flatten() {
            let (at, reach) = (layers.spot(cell.thing).at, &mut reach[self.block(cell.thing)]);
            *reach = (reach.0.min(at - cell.half), reach.1.max(at + cell.half));
        }
        let left = push(&edges, reach.iter().map(|reach| -reach.0).collect())?;
        let width = reach.iter().zip(&left).map(|(reach, step)| reach.1 + step).fold(0.0, f64::max);
        let back: Vec<_> = edges.iter().map(|(a, b, room)| (*b, *a, *room)).collect();
        let right = push(&back, reach.iter().map(|reach| reach.1 - width).collect())?;
        let steps = left.iter().zip(right).map(|(left, right)| f64::midpoint(*left, -right)).collect();
        Some(Narrow { blocks: self, steps, width })
    }
}

/// The least steps, none below its start, that keep `b >= a + room` for every edge.
fn push(edges: &[(usize, usize, f64)], mut steps: Vec<f64>) -> Option<Vec<f64>> {
    for _ in 0..ROUNDS {
        let mut still = true;
        for (a, b, room) in edges {
            let least = steps[*a] + room;
            if steps[*b] < least {
                steps[*b] = least;
                still = false;
            }
        }
        if still {
            return Some(steps);
        }
    }
    None
}

/// The block that a thing has been joined to.
fn root(roots: &[usize], mut thing: usize) -> usize {
    while roots[thing] != thing {
        thing = roots[thing];
    }
    thing
}

/// Whether a line between two places is straight.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

impl Narrow {
    /// Moves everything; `share` is what stays of the room there was.
    fn apply(&self, part: &Part, layers: &mut Layers, share: f64) {
        let step = |thing: Thing| {
            let step = self.steps[self.blocks.block(thing)] * (1.0 - share);
            step.round()
        };
        for (index, spot) in layers.nodes.iter_mut().enumerate() {
            spot.at += step(Thing::Node(index));
        }
        for (index, link) in part.links.iter().enumerate() {
            let spots = layers.links[index].len();
            let wish = &mut layers.wishes[index];
            if let Some(last) = spots.checked_sub(1) {
                *wish = (wish.0 + step(Thing::Link(index, 0)), wish.1 + step(Thing::Link(index, last)));
            } else {
                *wish = (wish.0 + step(Thing::Node(link.upper)), wish.1 + step(Thing::Node(link.lower)));
            }
            for (place, spot) in layers.links[index].iter_mut().enumerate() {
                spot.at += step(Thing::Link(index, place));
            }
        }
    }
}
