//! Where lines touch their boxes.

use super::layers::Layers;
use super::part::{Node, Part, Port};
use super::ports::{Slot, spread};

/// The room at either end of a side where no line ends.
const CORNER: f64 = 4.0;

/// How far an end may leave its place to make a line straight; the room around a port allows it.
pub const NUDGE: f64 = 3.0;

/// Where each link leaves its upper box and reaches its lower one.
pub fn ends(part: &Part, layers: &Layers) -> Vec<(f64, f64)> {
    let mut ends = vec![(0.0, 0.0); part.links.len()];
    for node in 0..part.nodes.len() {
        settle_node(part, layers, node, &mut ends);
    }
    ends
}

/// Finds the ends of the lines at one box anew.
pub fn settle_node(part: &Part, layers: &Layers, node: usize, ends: &mut [(f64, f64)]) {
    let (low, high) = side(&part.nodes[node], layers.nodes[node].at);
    for (port, at) in settle(&part.nodes[node].lower, low, high, |link| layers.wishes[link].0) {
        port.links.iter().for_each(|link| ends[*link].0 = at);
    }
    for (port, at) in settle(&part.nodes[node].upper, low, high, |link| layers.wishes[link].1) {
        port.links.iter().for_each(|link| ends[*link].1 = at);
    }
}

/// The ends of a box's side, which stands around a middle together with its loops.
pub fn side(node: &Node, middle: f64) -> (f64, f64) {
    let low = (middle - node.half()).round();
    (low, low + node.across)
}

/// The ports of one side with their places; a shared one stands in the middle if it can.
fn settle(ports: &[Port], low: f64, high: f64, wish: impl Fn(usize) -> f64) -> Vec<(&Port, f64)> {
    let mut wishes: Vec<(f64, &Port)> = ports
        .iter()
        .map(|port| match port.links[..] {
            [link] => (wish(link), port),
            _ => (f64::midpoint(low, high), port),
        })
        .collect();
    wishes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let slots: Vec<Slot> = wishes.iter().map(|(wish, port)| Slot { wish: *wish, before: port.before, after: port.after }).collect();
    let places = spread(&slots, low + CORNER, high - CORNER);
    wishes.into_iter().map(|(_, port)| port).zip(places).collect()
}
