//! From rows to a picture: ends on the sides of boxes, turns in the gaps, words beside them.

use std::collections::BTreeMap;

use super::ends::{NUDGE, ends, side};
use super::layers::Layers;
use super::loops;
use super::part::{EdgeMark, Link, Part, Port};
use super::picture::{Anchor, Area, Flow, Line, Mark, Picture, Point, Words};
use super::text::SIZE;
use super::tracks::{Run, tracks};

/// The room between two tracks.
const TRACK: f64 = 10.0;
/// The room between a row's marks and the first track.
const EDGE: f64 = 8.0;

/// A part with everything but its lengths along the flow.
struct Plan<'p> {
    part: &'p Part<'p>,
    layers: &'p Layers,
    /// Where each link leaves its upper box and reaches its lower one.
    ends: Vec<(f64, f64)>,
    /// The track of a link in the gap after a row, where it turns there.
    turns: BTreeMap<(usize, usize), usize>,
    /// Where each row begins and ends along the flow.
    rows: Vec<(f64, f64)>,
    /// Where the first track of the gap after each row is.
    gaps: Vec<f64>,
}

/// Where a link joins another of its tree, at its upper end or its lower one.
type Joints = BTreeMap<(usize, bool), f64>;

/// Draws one part.
pub fn picture(part: &Part, layers: &Layers) -> Picture {
    let mut ends = ends(part, layers);
    snap(part, layers, &mut ends);
    let mut plan = Plan { part, layers, ends, turns: BTreeMap::new(), rows: Vec::new(), gaps: Vec::new() };
    let counts = plan.turn();
    plan.stack(&counts);
    plan.draw()
}

/// Draws out turns that are too small to be seen as such; the room around every port allows it.
fn snap(part: &Part, layers: &Layers, ends: &mut [(f64, f64)]) {
    let near = |a: f64, b: f64| (a - b).abs() <= NUDGE;
    for (index, link) in part.links.iter().enumerate() {
        let spots = &layers.links[index];
        let (top, bottom) = ends[index];
        if part.end(link, false).mark != EdgeMark::Triangle {
            let above = spots.last().map_or(top, |spot| spot.at);
            ends[index].1 = if near(bottom, above) { above } else { bottom };
        }
        if part.end(link, true).mark != EdgeMark::Triangle {
            let below = spots.first().map_or(ends[index].1, |spot| spot.at);
            ends[index].0 = if near(top, below) { below } else { top };
        }
    }
}

impl Plan<'_> {
    /// Where a link is when it leaves a row, or reaches it.
    fn place(&self, link: usize, row: usize) -> f64 {
        let top = self.layers.nodes[self.part.links[link].upper].row;
        let spots = &self.layers.links[link];
        match row.checked_sub(top + 1) {
            None => self.ends[link].0,
            Some(at) => spots.get(at).map_or(self.ends[link].1, |spot| spot.at),
        }
    }

    /// The rows a link leaves.
    fn span(&self, link: &Link) -> std::ops::Range<usize> {
        self.layers.nodes[link.upper].row..self.layers.nodes[link.lower].row
    }

    /// Gives every turn its track; says how many tracks each gap has.
    fn turn(&mut self) -> Vec<usize> {
        let mut gaps: Vec<BTreeMap<(usize, usize), Vec<usize>>> = vec![BTreeMap::new(); self.layers.rows];
        for (index, link) in self.part.links.iter().enumerate() {
            for row in self.span(link) {
                gaps[row].entry(self.tree(index, row)).or_default().push(index);
            }
        }
        let mut counts = Vec::new();
        for (row, trees) in gaps.into_iter().enumerate() {
            let run = |links: &Vec<usize>| Run {
                tops: links.iter().map(|link| self.place(*link, row)).collect(),
                bottoms: links.iter().map(|link| self.place(*link, row + 1)).collect(),
            };
            let runs: Vec<Run> = trees.values().map(run).collect();
            let (at, count) = tracks(&runs);
            for (links, track) in trees.into_values().zip(at) {
                self.turns.extend(links.into_iter().map(|link| ((link, row), track)));
            }
            counts.push(count);
        }
        counts
    }

    /// What a link is drawn with in the gap after a row: the other lines of a shared port, or
    /// nothing. A tree is named by its box, a single line by a number beyond them.
    fn tree(&self, index: usize, row: usize) -> (usize, usize) {
        let link = &self.part.links[index];
        let span = self.span(link);
        let shared = |upper: bool| self.part.end(link, upper).mark == EdgeMark::Triangle;
        if row == span.start && shared(true) {
            (link.upper, 0)
        } else if row + 1 == span.end && shared(false) {
            (link.lower, 1)
        } else {
            (self.part.nodes.len() + index, 2)
        }
    }

    /// Puts the rows one after the other, with the room each gap needs.
    fn stack(&mut self, tracks: &[usize]) {
        let bands = self.bands();
        let mut at = 0.0;
        for (row, (long, _, after)) in bands.iter().enumerate() {
            self.rows.push((at, at + long));
            let next = bands.get(row + 1).map_or(0.0, |(_, before, _)| *before);
            self.gaps.push(at + long + after + EDGE);
            let turns = tracks[row].saturating_sub(1) as f64 * TRACK + EDGE;
            at = (at + long + after + EDGE + turns + next).ceil();
        }
    }

    /// For every row its length, and how far marks and cardinalities reach before and after it.
    fn bands(&self) -> Vec<(f64, f64, f64)> {
        let mut bands = vec![(0.0_f64, 0.0_f64, 0.0_f64); self.layers.rows];
        for (node, spot) in self.part.nodes.iter().zip(&self.layers.nodes) {
            let deep = |ports: &[Port]| ports.iter().map(|port| port.depth).fold(0.0, f64::max);
            let band = &mut bands[spot.row];
            band.0 = band.0.max(node.along);
            band.1 = band.1.max(deep(&node.upper));
            band.2 = band.2.max(deep(&node.lower));
        }
        for (link, row) in self.part.links.iter().zip(&self.layers.names) {
            if let (Some((along, _)), Some(row)) = (link.name, row) {
                bands[*row].0 = bands[*row].0.max(along);
            }
        }
        bands
    }

    /// Where a node begins and ends along the flow. Boxes of a row are as wide as one another.
    fn reach(&self, node: usize) -> (f64, f64) {
        let (begin, end) = self.rows[self.layers.nodes[node].row];
        match self.part.flow {
            Flow::Down => (begin, begin + self.part.nodes[node].along),
            Flow::Right => (begin, end),
        }
    }

    /// Draws boxes, loops and lines.
    fn draw(&self) -> Picture {
        let mut picture = Picture::default();
        let flow = self.part.flow;
        for (index, (node, spot)) in self.part.nodes.iter().zip(&self.layers.nodes).enumerate() {
            let (begin, end) = self.reach(index);
            let (low, high) = side(node, spot.at);
            let (width, height) = match flow {
                Flow::Down => (high - low, end - begin),
                Flow::Right => (end - begin, high - low),
            };
            picture.boxes.push((node.card, Area { at: flow.point(begin, low), width, height }));
            picture.lines.extend(loops::lines(self.part.chart, flow, &node.loops, begin, high));
        }
        let joints = self.joints();
        picture.lines.extend((0..self.part.links.len()).map(|link| self.line(link, &joints)));
        picture.settle(Point::default());
        picture
    }

    /// Draws one link.
    fn line(&self, index: usize, joints: &Joints) -> Line {
        let link = &self.part.links[index];
        let (begin, end) = (self.reach(link.upper).1, self.reach(link.lower).0);
        let mut words = Vec::new();
        words.extend(self.cardinality(link, true, begin, self.ends[index].0));
        words.extend(self.cardinality(link, false, end, self.ends[index].1));
        words.extend(self.name(index));
        let mark = [(true, begin, self.ends[index].0, 1.0), (false, end, self.ends[index].1, -1.0)].into_iter().find_map(|(upper, along, across, away)| {
            let drawn = self.part.end(link, upper).mark != EdgeMark::Plain && !joints.contains_key(&(index, upper));
            drawn.then(|| Mark { tip: self.part.flow.point(along, across), away: self.part.flow.point(away, 0.0) })
        });
        Line { relation: link.relation, strokes: self.strokes(index, (begin, end), joints), mark, words }
    }

    /// The strokes of a link between two boxes, or between the places where it joins a tree.
    fn strokes(&self, index: usize, (begin, end): (f64, f64), joints: &Joints) -> Vec<Vec<Point>> {
        let link = &self.part.links[index];
        let point = |along, across| self.part.flow.point(along, across);
        let joint = |upper| joints.get(&(index, upper)).copied();
        let mark = |upper| self.part.end(link, upper).mark.length();
        let span = self.span(link);
        let mut strokes = Vec::new();
        let mut stroke = Vec::new();
        if joint(true).is_none() {
            stroke.push(point(begin + mark(true), self.ends[index].0));
        }
        for row in span.clone() {
            let (here, there) = (self.place(index, row), self.place(index, row + 1));
            if (here - there).abs() > 0.5 {
                let track = self.gaps[row] + self.turns.get(&(index, row)).map_or(0.0, |track| *track as f64 * TRACK);
                let here = joint(true).filter(|_| row == span.start).unwrap_or(here);
                let there = joint(false).filter(|_| row + 1 == span.end).unwrap_or(there);
                stroke.extend([point(track, here), point(track, there)]);
            }
            if let Some((middle, along)) = self.cut(index, row + 1) {
                stroke.push(point(middle - along / 2.0, there));
                strokes.push(std::mem::take(&mut stroke));
                stroke.push(point(middle + along / 2.0, there));
            }
        }
        if joint(false).is_none() {
            stroke.push(point(end - mark(false), self.ends[index].1));
        }
        strokes.push(stroke);
        strokes
    }

    /// Where a link's name interrupts it in a row: its middle and its length along the flow.
    fn cut(&self, index: usize, row: usize) -> Option<(f64, f64)> {
        let (along, _) = self.part.links[index].name?;
        let (begin, end) = self.rows[self.layers.names[index].filter(|named| *named == row)?];
        Some((f64::midpoint(begin, end), along))
    }

    /// The name of a link in its place.
    fn name(&self, index: usize) -> Option<Words> {
        let row = self.layers.names[index]?;
        let (middle, _) = self.cut(index, row)?;
        let relation = self.part.links[index].relation;
        Some(Words::centred(&self.part.chart.relations[relation].name, self.part.flow.point(middle, self.place(index, row))))
    }

    /// Where the branches of trees join: one line of each tree runs to the box, the others from
    /// where the branch before them turns, so that nothing is drawn twice.
    fn joints(&self) -> Joints {
        let mut joints = Joints::new();
        for node in &self.part.nodes {
            for (ports, upper) in [(&node.lower, true), (&node.upper, false)] {
                for port in ports.iter().filter(|port| port.links.len() > 1) {
                    self.join(&port.links, upper, &mut joints);
                }
            }
        }
        joints
    }

    /// Finds where the lines of one tree join.
    fn join(&self, links: &[usize], upper: bool, joints: &mut Joints) {
        let span = |link: usize| self.span(&self.part.links[link]);
        let place = |link: usize| if upper { self.place(link, span(link).start + 1) } else { self.place(link, span(link).end - 1) };
        let trunk = if upper { self.ends[links[0]].0 } else { self.ends[links[0]].1 };
        let far = |link: usize| place(link) - trunk;
        let first = links.iter().copied().min_by(|a, b| far(*a).abs().total_cmp(&far(*b).abs()));
        for link in links.iter().copied().filter(|link| Some(*link) != first) {
            let before = |other: &usize| far(*other) * far(link) > 0.0 && far(*other).abs() < far(link).abs() - 0.5;
            let inner = links.iter().copied().filter(before).max_by(|a, b| far(*a).abs().total_cmp(&far(*b).abs()));
            joints.insert((link, upper), inner.map_or(trunk, place));
        }
    }

    /// The cardinality at one end of a link, which touches its box at (along, across).
    fn cardinality(&self, link: &Link, upper: bool, along: f64, across: f64) -> Option<Words> {
        let end = self.part.end(link, upper);
        if end.words.is_empty() {
            return None;
        }
        let away = if upper { 1.0 } else { -1.0 };
        let (at, anchor) = match self.part.flow {
            Flow::Down => {
                let base = if upper { along + SIZE + 2.0 } else { along - 5.0 - end.below() };
                (Point { x: across + end.beside(), y: base }, Anchor::Start)
            }
            Flow::Right => {
                let x = along + away * (end.mark.length() + 4.0);
                (Point { x, y: across - 4.0 - end.below() }, if upper { Anchor::Start } else { Anchor::End })
            }
        };
        Some(Words { lines: end.words.to_vec(), at, anchor, name: false })
    }
}
