//! Relations of a concept with itself: loops beside its box, one after the other.

use super::chart::{Chart, Relation};
use super::picture::{Anchor, Flow, Line, Mark, Point, Words};
use super::text::{LINE, SIZE, widest};

/// How far a loop reaches away from its box.
const REACH: f64 = 30.0;
/// The room between two loops of one box, and before the first.
const GAP: f64 = 6.0;

/// The room one loop takes.
struct Room {
    /// Before its first stroke, along the flow.
    before: f64,
    /// Between its strokes.
    inside: f64,
    /// After its second stroke.
    after: f64,
    /// Away from the box.
    beside: f64,
}

/// The length of side that loops need, and the room they take beside the box.
pub fn room(chart: &Chart, flow: Flow, loops: &[usize]) -> (f64, f64) {
    let mut along = if loops.is_empty() { 0.0 } else { GAP };
    let mut beside: f64 = 0.0;
    for relation in loops {
        let room = Room::of(&chart.relations[*relation], flow);
        along += room.before + room.inside + room.after + GAP;
        beside = beside.max(room.beside);
    }
    (along, beside)
}

/// The loops of a box whose side begins at a place (along, across).
pub fn lines(chart: &Chart, flow: Flow, loops: &[usize], along: f64, across: f64) -> Vec<Line> {
    let mut at = along + GAP;
    let mut lines = Vec::new();
    for relation in loops {
        let room = Room::of(&chart.relations[*relation], flow);
        let ends = (at + room.before, at + room.before + room.inside);
        lines.push(line(chart, flow, *relation, ends, across));
        at = ends.1 + room.after + GAP;
    }
    lines
}

impl Room {
    /// The room of one relation's loop.
    fn of(relation: &Relation, flow: Flow) -> Self {
        let (from, to) = (relation.end(true), relation.end(false));
        let half = from.mark.half().max(to.mark.half());
        let (wide, high) = (widest(&relation.name, false), relation.name.len() as f64 * LINE);
        let (first, second) = (widest(from.words, false), widest(to.words, false));
        match flow {
            Flow::Down => Room {
                before: SIZE + 4.0 + half + from.below(),
                inside: (high + 4.0).max(2.0 * half + 8.0).max(20.0),
                after: SIZE + 4.0 + half + to.below(),
                beside: (REACH + 6.0 + wide).max(half + 5.0 + first.max(second)) + 6.0,
            },
            Flow::Right => {
                let (before, after) = (first + 6.0 + half, second + 6.0 + half);
                // The name stands under the loop, in the middle between its strokes.
                let inside = (wide - 2.0 * before.min(after)).max(2.0 * half + 8.0).max(24.0);
                Room { before, inside, after, beside: reach(relation, flow) + high + 8.0 }
            }
        }
    }
}

/// How far a loop reaches away: in columns its words stand under one another beside it, before its name begins.
fn reach(relation: &Relation, flow: Flow) -> f64 {
    match flow {
        Flow::Down => REACH,
        Flow::Right => REACH + relation.end(true).below().max(relation.end(false).below()),
    }
}

/// One loop from the first stroke to the second.
fn line(chart: &Chart, flow: Flow, index: usize, ends: (f64, f64), across: f64) -> Line {
    let relation = &chart.relations[index];
    let (from, to) = (relation.end(true), relation.end(false));
    let half = from.mark.half().max(to.mark.half());
    let far = across + reach(relation, flow);
    let point = |along, across| flow.point(along, across);
    let stroke = vec![point(ends.0, across + from.mark.length()), point(ends.0, far), point(ends.1, far), point(ends.1, across + to.mark.length())];
    let tips = [(ends.0, from.mark.length()), (ends.1, to.mark.length())];
    let mark = tips.into_iter().find(|(_, length)| *length > 0.0);
    let mark = mark.map(|(along, _)| Mark { tip: point(along, across), away: point(0.0, 1.0) });
    let mut words = Vec::new();
    let mut say = |lines: &[String], at: Point, anchor: Anchor| {
        if !lines.is_empty() {
            words.push(Words { lines: lines.to_vec(), at, anchor, name: false });
        }
    };
    match flow {
        Flow::Down => {
            say(from.words, point(ends.0 - half - 4.0 - from.below(), across + 5.0), Anchor::Start);
            say(to.words, point(ends.1 + half + SIZE, across + 5.0), Anchor::Start);
        }
        Flow::Right => {
            say(from.words, point(ends.0 - half - 4.0, across + SIZE + 2.0), Anchor::End);
            say(to.words, point(ends.1 + half + 4.0, across + SIZE + 2.0), Anchor::Start);
        }
    }
    if !relation.name.is_empty() {
        words.push(name(relation, flow, f64::midpoint(ends.0, ends.1), far));
    }
    Line { relation: index, strokes: vec![stroke], mark, words }
}

/// The name of a loop, beyond its far side.
fn name(relation: &Relation, flow: Flow, along: f64, far: f64) -> Words {
    let high = relation.name.len() as f64 * LINE;
    match flow {
        Flow::Down => {
            let middle = Words::centred(&relation.name, flow.point(along, far + 6.0));
            Words { anchor: Anchor::Start, ..middle }
        }
        Flow::Right => Words::centred(&relation.name, flow.point(along, far + 4.0 + high / 2.0)),
    }
}
