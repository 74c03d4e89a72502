//! One connected part of a diagram, ready to be laid out: boxes with their sides, lines with
//! their upper and lower ends.
//!
//! What is general, whole or first stands above what is special, part or second; where that
//! runs in a circle, one line of the circle is turned. So every line goes from an upper to a
//! lower row, and it is known beforehand which side of a box needs how much room.

use super::EdgeKind;
use super::chart::{Chart, Relation};
use super::loops;
use super::picture::Flow;
use super::ports::need;
use super::text::{LINE, SIZE, widest};

/// The room around a name that interrupts its line, along the flow.
const BREATH: f64 = 4.0;

/// A connected part of the diagram.
pub struct Part<'c> {
    /// The whole diagram.
    pub chart: &'c Chart,
    /// Which way its rows follow one another.
    pub flow: Flow,
    /// Its boxes, by key.
    pub nodes: Vec<Node>,
    /// Its lines between different boxes.
    pub links: Vec<Link>,
}

/// A box, seen along and across the flow.
pub struct Node {
    /// Its place in the chart's cards.
    pub card: usize,
    /// Its length along the flow.
    pub along: f64,
    /// Its length across the flow.
    pub across: f64,
    /// The room its own loops take beside it, across the flow.
    pub beside: f64,
    /// The relations it has with itself.
    pub loops: Vec<usize>,
    /// The ends at its upper side.
    pub upper: Vec<Port>,
    /// The ends at its lower side.
    pub lower: Vec<Port>,
}

/// A place on a side of a box where one line ends, or all generalizations do.
#[derive(Debug, Default)]
pub struct Port {
    /// The lines that end there.
    pub links: Vec<usize>,
    /// The room before it.
    pub before: f64,
    /// The room after it.
    pub after: f64,
    /// How far its mark and cardinality reach away from the box.
    pub depth: f64,
}

/// A line between two boxes.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// Its place in the chart's relations.
    pub relation: usize,
    /// The node it leaves downwards.
    pub upper: usize,
    /// The node it reaches from above.
    pub lower: usize,
    /// Whether the upper end is the relation's `from`.
    pub from_above: bool,
    /// The room of its name (along, across).
    pub name: Option<(f64, f64)>,
}

/// One end of a line: what stands there.
#[derive(Debug, Clone, Copy)]
pub struct End<'c> {
    /// How many, and in which role, in lines.
    pub words: &'c [String],
    /// The mark.
    pub mark: EdgeMark,
}

/// A mark at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeMark {
    /// No mark.
    Plain,
    /// A diamond: the whole.
    Diamond,
    /// A triangle: the general.
    Triangle,
}

impl EdgeMark {
    /// How far it reaches away from the box.
    pub fn length(self) -> f64 {
        match self {
            EdgeMark::Plain => 0.0,
            EdgeMark::Diamond => 20.0,
            EdgeMark::Triangle => 15.0,
        }
    }

    /// Half its width.
    pub fn half(self) -> f64 {
        match self {
            EdgeMark::Plain => 0.0,
            EdgeMark::Diamond => 6.0,
            EdgeMark::Triangle => 8.0,
        }
    }
}

impl Relation {
    /// What stands at the end `from`, or at the other.
    pub fn end(&self, from: bool) -> End<'_> {
        let mark = match self.kind {
            EdgeKind::Aggregation | EdgeKind::Composition if from => EdgeMark::Diamond,
            EdgeKind::Generalization if !from => EdgeMark::Triangle,
            _ => EdgeMark::Plain,
        };
        let words = if from { &self.from_cardinality } else { &self.to_cardinality };
        End { words, mark }
    }
}

impl End<'_> {
    /// The room it takes on the side of a box.
    fn port(self, flow: Flow) -> Port {
        let half = self.mark.half().max(4.0) + 2.0;
        let words = widest(self.words, false);
        let length = self.mark.length();
        let said = words > 0.0;
        let (before, after, depth) = match flow {
            Flow::Down if said => (half, self.beside() + words + 5.0, length.max(SIZE + self.below()) + 6.0),
            Flow::Right if said => (half.max(SIZE + 5.0 + self.below()), half, length + words + 8.0),
            Flow::Down | Flow::Right => (half, half, length + 5.0),
        };
        Port { links: Vec::new(), before, after, depth }
    }

    /// How far beside its line its words begin, where the line goes down.
    pub fn beside(self) -> f64 {
        self.mark.half() + 5.0
    }

    /// The room its lines take after the first.
    pub fn below(self) -> f64 {
        self.words.len().saturating_sub(1) as f64 * LINE
    }
}

impl<'c> Part<'c> {
    /// A part of these boxes and relations of the chart.
    pub fn of(chart: &'c Chart, flow: Flow, cards: &[usize], relations: &[usize]) -> Self {
        let nodes = cards.iter().map(|card| Node::of(chart, flow, *card)).collect();
        let mut part = Part { chart, flow, nodes, links: Vec::new() };
        let place = |card: usize| cards.binary_search(&card).ok();
        for (index, relation) in relations.iter().map(|at| (*at, &chart.relations[*at])) {
            let (Some(from), Some(to)) = (place(relation.from), place(relation.to)) else {
                continue;
            };
            if from == to {
                part.nodes[from].loops.push(index);
            } else {
                part.links.push(link(relation, index, from, to, flow));
            }
        }
        part.break_circles();
        part.balance();
        part.dock();
        part.grow();
        part
    }

    /// The end of a link at its upper or lower box.
    pub fn end(&self, link: &Link, upper: bool) -> End<'c> {
        self.chart.relations[link.relation].end(link.from_above == upper)
    }

    /// Turns the lines that lead back to where one came from.
    fn break_circles(&mut self) {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut first = vec![true; self.nodes.len()];
        for (index, link) in self.links.iter().enumerate() {
            below[link.upper].push(index);
            first[link.lower] = false;
        }
        let (sources, others): (Vec<usize>, Vec<usize>) = (0..self.nodes.len()).partition(|node| first[*node]);
        // 0 unseen, 1 on the way from a start to here, 2 done.
        let mut state = vec![0_u8; self.nodes.len()];
        for start in sources.into_iter().chain(others) {
            let mut way = vec![(start, 0)];
            while let Some((node, next)) = way.pop() {
                if next == 0 && state[node] != 0 {
                    continue;
                }
                state[node] = 1;
                let Some(link) = below[node].get(next).copied() else {
                    state[node] = 2;
                    continue;
                };
                way.push((node, next + 1));
                let link = &mut self.links[link];
                match state[link.lower] {
                    0 => way.push((link.lower, 0)),
                    1 => *link = link.turned(),
                    _ => {}
                }
            }
        }
    }

    /// Hangs boxes that one association holds on the other side of their neighbour, where too many
    /// would stand on one side: an association has no upper end by nature.
    fn balance(&mut self) {
        let mut around: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (index, link) in self.links.iter().enumerate() {
            around[link.upper].push(index);
            around[link.lower].push(index);
        }
        for (node, links) in around.iter().enumerate() {
            // The last in order move first.
            for index in links.iter().rev() {
                let link = self.links[*index];
                let other = if link.upper == node { link.lower } else { link.upper };
                let free = self.chart.relations[link.relation].kind == EdgeKind::Association;
                let same = |at: &&usize| (self.links[**at].upper == node) == (link.upper == node);
                let here = links.iter().filter(same).count();
                if free && around[other].len() == 1 && here > links.len() - here + 1 {
                    self.links[*index] = link.turned();
                }
            }
        }
    }

    /// Gives every end a port on its side; all generalizations of one box share theirs.
    fn dock(&mut self) {
        for index in 0..self.links.len() {
            let link = self.links[index];
            for (node, upper) in [(link.upper, true), (link.lower, false)] {
                let end = self.end(&link, upper);
                let new = end.port(self.flow);
                let chart = self.chart;
                let links = &self.links;
                let node = &mut self.nodes[node];
                let ports = if upper { &mut node.lower } else { &mut node.upper };
                let shared = ports.iter_mut().find(|port| {
                    let other = &links[port.links[0]];
                    let there = chart.relations[other.relation].end(other.from_above == upper);
                    there.mark == EdgeMark::Triangle && end.mark == EdgeMark::Triangle
                });
                match shared {
                    Some(port) => port.links.push(index),
                    None => ports.push(Port { links: vec![index], ..new }),
                }
            }
        }
    }

    /// Makes the boxes large enough for their ports and loops.
    fn grow(&mut self) {
        for node in &mut self.nodes {
            let side = |ports: &[Port]| need(ports.iter().map(|port| (port.before, port.after))) + 8.0;
            node.across = even(node.across.max(side(&node.upper)).max(side(&node.lower)));
            let (along, beside) = loops::room(self.chart, self.flow, &node.loops);
            node.along = node.along.max(along).ceil();
            node.beside = even(beside);
        }
    }
}

impl Node {
    /// A box by itself.
    fn of(chart: &Chart, flow: Flow, card: usize) -> Self {
        let (along, across) = flow.turn(chart.cards[card].width, chart.cards[card].height);
        let (loops, upper, lower) = (Vec::new(), Vec::new(), Vec::new());
        Node { card, along, across, beside: 0.0, loops, upper, lower }
    }

    /// Half the room it takes across the flow, with its loops.
    pub fn half(&self) -> f64 {
        let both = self.across + self.beside;
        both / 2.0
    }
}

impl Link {
    /// The line with its lower end above.
    fn turned(self) -> Self {
        Link { upper: self.lower, lower: self.upper, from_above: !self.from_above, ..self }
    }
}

/// A line as it would like to hang: the general above, the whole above, `from` above.
fn link(relation: &Relation, index: usize, from: usize, to: usize, flow: Flow) -> Link {
    let name = (!relation.name.is_empty()).then(|| {
        let height = relation.name.len() as f64 * LINE;
        let (along, across) = flow.turn(widest(&relation.name, false), height);
        (along + 2.0 * BREATH, even(across))
    });
    let link = Link { relation: index, upper: from, lower: to, from_above: true, name };
    if relation.kind == EdgeKind::Generalization { link.turned() } else { link }
}

/// The next even number: half of it is whole, so that places can be whole numbers and keep their
/// distances to the last unit.
fn even(length: f64) -> f64 {
    (length / 2.0).ceil() * 2.0
}
