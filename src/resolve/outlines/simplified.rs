//! Rings with fewer corners, in which shared borders stay shared.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Id;
use crate::model::outline::Ring;

/// Width and height.
pub type Size = (i32, i32);
/// Rings by region.
pub type Shapes = BTreeMap<Id, Vec<Ring>>;
type Corner = (i32, i32);

/// How many corners a map may have for its picture to stay small; one of very many regions has more.
const MOST: usize = 640;
/// How far a border may move, tried in turn.
const TOLERANCES: [f64; 8] = [2.0, 3.0, 4.5, 6.5, 9.0, 12.0, 16.0, 22.0];
/// Smallest island that is shown beside a larger one of its region, as twice its area.
const ISLAND: i64 = 2 * 12 * 12;

/// The rings, with as little lost as keeps the map small.
pub fn simplified((size, shapes): &(Size, Shapes)) -> (Size, Shapes) {
    let shapes: Shapes = shapes.iter().map(|(code, rings)| (code.clone(), worth_showing(rings))).collect();
    let nodes = nodes(&shapes);
    let at = |tolerance: f64| -> Shapes {
        let ring = |ring: &Ring| simplified_ring(ring, &nodes, tolerance);
        shapes.iter().map(|(code, rings)| (code.clone(), rings.iter().map(ring).filter(|ring| ring.len() >= 3).collect())).collect()
    };
    let count = |shapes: &Shapes| shapes.values().flatten().map(Vec::len).sum::<usize>();
    let mut shown = at(TOLERANCES[0]);
    for tolerance in &TOLERANCES[1..] {
        if count(&shown) <= MOST {
            break;
        }
        shown = at(*tolerance);
    }
    (*size, shown)
}

/// The rings without repeated corners and without specks; the largest always stays.
fn worth_showing(rings: &[Ring]) -> Vec<Ring> {
    let mut clean: Vec<Ring> = rings.iter().map(without_repeats).filter(|ring| ring.len() >= 3).collect();
    let largest = clean.iter().map(double_area).max().unwrap_or_default();
    clean.retain(|ring| double_area(ring) >= ISLAND.min(largest));
    clean
}

fn without_repeats(ring: &Ring) -> Ring {
    let mut clean = ring.clone();
    clean.dedup();
    while clean.len() > 1 && clean.first() == clean.last() {
        clean.pop();
    }
    clean
}

/// Twice the area inside a ring.
fn double_area(ring: &Ring) -> i64 {
    let term = |(a, b): (&Corner, &Corner)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1);
    ring.iter().zip(ring.iter().cycle().skip(1)).map(term).sum::<i64>().abs()
}

/// Corners where borders meet: those with more or fewer than two neighbours over all rings.
fn nodes(shapes: &Shapes) -> BTreeSet<Corner> {
    let mut near: BTreeMap<Corner, BTreeSet<Corner>> = BTreeMap::new();
    for ring in shapes.values().flatten() {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            near.entry(*a).or_default().insert(*b);
            near.entry(*b).or_default().insert(*a);
        }
    }
    near.into_iter().filter(|(_, near)| near.len() != 2).map(|(corner, _)| corner).collect()
}

/// One ring: cut at the nodes, each piece simplified from the same end whichever way it runs.
fn simplified_ring(ring: &Ring, nodes: &BTreeSet<Corner>, tolerance: f64) -> Ring {
    let first = ring.iter().position(|corner| nodes.contains(corner)).unwrap_or_else(|| least(ring));
    let turned: Ring = ring[first..].iter().chain(&ring[..=first]).copied().collect();
    let mut kept = Ring::new();
    let mut from = 0;
    for at in 1..turned.len() {
        if nodes.contains(&turned[at]) || at + 1 == turned.len() {
            kept.extend(piece(&turned[from..=at], tolerance));
            kept.pop();
            from = at;
        }
    }
    without_repeats(&kept)
}

/// The place of the smallest corner: where a ring without nodes begins, whichever way it runs.
fn least(ring: &Ring) -> usize {
    (0..ring.len()).min_by_key(|at| ring[*at]).unwrap_or_default()
}

/// A line between two nodes with fewer corners.
fn piece(line: &[Corner], tolerance: f64) -> Ring {
    let is_turned = line.last() < line.first() || (line.first() == line.last() && line.get(line.len().saturating_sub(2)) < line.get(1));
    let mut ordered = line.to_vec();
    if is_turned {
        ordered.reverse();
    }
    let mut keep = vec![false; ordered.len()];
    let last = ordered.len() - 1;
    (keep[0], keep[last]) = (true, true);
    if ordered[0] == ordered[last] {
        // A whole ring: cut at the corner farthest from its beginning.
        let far = (0..=last).max_by_key(|at| (square(ordered[0], ordered[*at]), std::cmp::Reverse(*at))).unwrap_or_default();
        keep[far] = true;
        thin(&ordered, (0, far), tolerance, &mut keep);
        thin(&ordered, (far, last), tolerance, &mut keep);
    } else {
        thin(&ordered, (0, last), tolerance, &mut keep);
    }
    let mut kept: Ring = ordered.into_iter().zip(keep).filter_map(|(corner, is_kept)| is_kept.then_some(corner)).collect();
    if is_turned {
        kept.reverse();
    }
    kept
}

fn square(a: Corner, b: Corner) -> i64 {
    let (dx, dy) = (i64::from(b.0) - i64::from(a.0), i64::from(b.1) - i64::from(a.1));
    dx * dx + dy * dy
}

/// Keeps the corner farthest from the straight line, where it is farther than the tolerance; then on both sides of it
/// (Douglas and Peucker).
fn thin(line: &[Corner], whole: (usize, usize), tolerance: f64, keep: &mut [bool]) {
    let mut open = vec![whole];
    while let Some((from, to)) = open.pop() {
        let far = (from + 1..to).max_by(|a, b| distance(line, (from, to), *a).total_cmp(&distance(line, (from, to), *b)).then(b.cmp(a)));
        if let Some(far) = far.filter(|far| distance(line, (from, to), *far) > tolerance * tolerance) {
            keep[far] = true;
            open.extend([(from, far), (far, to)]);
        }
    }
}

/// The square of the distance of a corner from the straight line between two others.
fn distance(line: &[Corner], (from, to): (usize, usize), at: usize) -> f64 {
    let (start, end, corner) = (line[from], line[to], line[at]);
    let long = square(start, end);
    if long == 0 {
        return square(start, corner) as f64;
    }
    let from_start = |(x, y): Corner| (i64::from(x) - i64::from(start.0), i64::from(y) - i64::from(start.1));
    let ((dx, dy), (px, py)) = (from_start(end), from_start(corner));
    let share = (px * dx + py * dy).clamp(0, long) as f64 / long as f64;
    let aside = (px as f64 - share * dx as f64, py as f64 - share * dy as f64);
    aside.0 * aside.0 + aside.1 * aside.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two fields with a wavy border between them, and an island.
    fn fields() -> (Size, Shapes) {
        let wave: Ring = (0..=100).map(|step| (1000 + [0, 3, 0, -3][step as usize % 4] + if step == 50 { 40 } else { 0 }, step * 10)).collect();
        let mut left = wave.clone();
        left.extend([(0, 1000), (0, 0)]);
        let mut right: Ring = wave.iter().rev().copied().collect();
        right.extend([(2000, 0), (2000, 1000)]);
        let island = vec![(2100, 500), (2103, 500), (2103, 503)];
        ((2200, 1000), BTreeMap::from([("left".into(), vec![left]), ("right".into(), vec![right, island])]))
    }

    #[test]
    fn a_shared_border_loses_the_same_corners_on_both_sides() {
        let (_, shapes) = simplified(&fields());
        let on_border = |code: &str| shapes[code][0].iter().copied().filter(|(x, _)| (900..1100).contains(x)).collect::<BTreeSet<_>>();
        assert_eq!(on_border("left"), on_border("right"));
        assert!(on_border("left").contains(&(1040, 500)) && on_border("left").len() < 60, "{:?}", on_border("left"));
    }

    #[test]
    fn specks_beside_land_are_left_out_and_the_only_island_stays() {
        let (_, shapes) = simplified(&fields());
        assert_eq!(shapes["right"].len(), 1);
        let speck = BTreeMap::from([("a".into(), vec![vec![(0, 0), (4, 0), (4, 4), (4, 4), (0, 0)]])]);
        assert_eq!(simplified(&((4, 4), speck)).1["a"], [vec![(0, 0), (4, 0), (4, 4)]]);
    }

    #[test]
    fn a_ring_is_simplified_alike_whichever_way_it_runs_and_wherever_it_begins() {
        let ring: Ring = (0..40).map(|step| (step * 10, [0, 2][step as usize % 2])).chain((0..40).rev().map(|step| (step * 10, 300))).collect();
        let mut other: Ring = ring.iter().rev().copied().collect();
        other.rotate_left(13);
        let corners = |ring: Ring| {
            let (_, shapes) = simplified(&((400, 300), BTreeMap::from([("a".into(), vec![ring])])));
            shapes["a"][0].iter().copied().collect::<BTreeSet<_>>()
        };
        assert_eq!(corners(ring), corners(other));
    }
}
