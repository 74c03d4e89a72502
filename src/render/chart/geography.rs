//! Regions as the land they are.
//!
//! * The caller brings outlines that are projected, fitted together and simplified; here they are
//!   scaled, painted and named.
//! * A region is named by its letters where they fit inside it; its table has its name and value.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::Alternative;
use super::picture::{Picture, Place, WIDE};
use super::shade::{Legend, Meaning, Shade};
use super::svg::Svg;
use super::width::{LINE, SIZE, width};

/// Regions as land.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MapView {
    /// Name and description.
    pub alternative: Alternative,
    /// Width and height of the outlines, in their own unit.
    pub size: (f64, f64),
    /// The regions, in the order in which they are read.
    pub areas: Vec<Area>,
    /// What the shades mean.
    pub legend: Vec<Meaning>,
    /// The sentence that stands in place of a picture without any land.
    pub empty: String,
}

/// One region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Area {
    /// Its outlines and the holes in them, from the upper left corner of the map, y downwards.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// Its name, as a link is called: `Kainuu, 78,4 %`.
    pub name: String,
    /// Its name in a few letters: `KAI`.
    pub short: String,
    /// Its class.
    pub shade: Shade,
    /// Where it leads.
    pub href: Option<String>,
}

/// Draws regions as land.
///
/// Equal views are equal bytes.
pub fn map(view: &MapView) -> Svg {
    draw(view).finish()
}

/// Highest map.
const HIGH: f64 = 520.0;

pub(super) fn draw(view: &MapView) -> Picture {
    let (wide, high) = view.size;
    let is_there = wide > 0.0 && high > 0.0 && wide.is_finite() && high.is_finite();
    if !is_there || view.areas.iter().all(|area| area.rings.is_empty()) {
        return Picture::of_nothing(&view.empty, &view.alternative);
    }
    let scale = ((WIDE - 2.0) / wide).min(HIGH / high);
    let legend = Legend::of(&view.legend, WIDE);
    let top = if legend.high() > 0.0 { legend.high() + 8.0 } else { 1.0 };
    let tall = top + high * scale + 2.0;
    let has_links = view.areas.iter().any(|area| area.href.is_some());
    let picture = if has_links { Picture::of_links(tall, &view.alternative) } else { Picture::new(tall, &view.alternative) };
    legend.draw(&picture, (0.0, 0.0));
    let left = ((WIDE - wide * scale) / 2.0).max(1.0);
    let place = |(x, y): (f64, f64)| -> Place { (left + inside(x, wide) * scale, top + inside(y, high) * scale) };
    let rings: Vec<Vec<Vec<Place>>> = view.areas.iter().map(|area| area.rings.iter().map(|ring| ring.iter().copied().map(place).collect()).collect()).collect();
    let mut order: Vec<usize> = (0..view.areas.len()).collect();
    if !has_links {
        order.sort_by_key(|&at| view.areas[at].shade);
    }
    picture.group("land", |picture| {
        for at in order {
            let area = &view.areas[at];
            picture.link(area.href.as_deref(), &area.name, |picture| fill(picture, area.shade, &rings[at]));
        }
    });
    write_names(&picture, view, &rings);
    picture
}

/// Beyond the map nothing lies.
fn inside(at: f64, end: f64) -> f64 {
    if at.is_finite() { at.clamp(0.0, end) } else { 0.0 }
}

fn fill(picture: &Picture, shade: Shade, rings: &[Vec<Place>]) {
    use super::ink::Ink;
    for ink in shade.fill().into_iter().chain(shade.is_edged().then_some(Ink::Gone)) {
        for ring in rings {
            picture.area(ink, ring);
        }
    }
}

/// Writes the letters of the regions that have room for them, the roomiest first.
fn write_names(picture: &Picture, view: &MapView, rings: &[Vec<Vec<Place>>]) {
    let mut names: Vec<(f64, &Area, Place)> = Vec::new();
    for (area, rings) in view.areas.iter().zip(rings) {
        let wide = width(&area.short, SIZE, true);
        if let Some((room, at)) = quiet_place(rings, wide + 4.0).filter(|_| !area.short.is_empty()) {
            names.push((room, area, at));
        }
    }
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let mut taken: Vec<(f64, Place)> = Vec::new();
    for (_, area, (x, y)) in names {
        let half = width(&area.short, SIZE, true) / 2.0;
        let is_free = |(other, (left, top)): &(f64, Place)| (left - x).abs() > other + half || (top - y).abs() > LINE;
        if taken.iter().all(is_free) {
            picture.text(area.shade.text(true), HPos::Center, (x, y), &area.short);
            taken.push((half, (x, y)));
        }
    }
}

/// Where a line of text could stand inside an outline: how much room there is, and its middle. Of all heights with room
/// the one nearest to the middle of those heights.
fn quiet_place(rings: &[Vec<Place>], need: f64) -> Option<(f64, Place)> {
    let heights = || rings.iter().flatten().map(|&(_, y)| y);
    let (top, bottom) = (heights().fold(f64::INFINITY, f64::min), heights().fold(f64::NEG_INFINITY, f64::max));
    let steps = ((bottom - top) / 4.0).clamp(0.0, 160.0) as usize;
    let widest = |y: f64| {
        let (upper, lower) = (spans(rings, y - 5.5), spans(rings, y + 5.5));
        let spans = spans(rings, y).into_iter().flat_map(|span| common(span, &upper)).flat_map(|span| common(span, &lower));
        spans.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).filter(|(from, to)| to - from >= need).map(|(from, to)| (y, from, to))
    };
    let found: Vec<(f64, f64, f64)> = (0..=steps).filter_map(|step| widest(top + step as f64 * 4.0)).collect();
    let middle = f64::midpoint(found.first()?.0, found.last()?.0);
    let best = found.into_iter().min_by(|a, b| (a.0 - middle).abs().total_cmp(&(b.0 - middle).abs()))?;
    Some((best.2 - best.1, (f64::midpoint(best.1, best.2), best.0)))
}

/// Where a horizontal runs inside an outline.
fn spans(rings: &[Vec<Place>], y: f64) -> Vec<(f64, f64)> {
    let mut crossings: Vec<f64> = Vec::new();
    for ring in rings {
        for (at, &(x0, y0)) in ring.iter().enumerate() {
            let (x1, y1) = ring[(at + 1) % ring.len()];
            if (y0 > y) != (y1 > y) {
                crossings.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The parts of a span that lie in others too.
fn common((left, right): (f64, f64), others: &[(f64, f64)]) -> Vec<(f64, f64)> {
    others.iter().map(|&(from, to)| (left.max(from), right.min(to))).filter(|(from, to)| from < to).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, name, shade, value};
    use super::*;

    fn view() -> impl Strategy<Value = MapView> {
        let ring = prop::collection::vec((prop_oneof![5 => 0.0..100.0, 1 => value()], 0.0..160.0), 0..9);
        let area = (prop::collection::vec(ring, 0..3), name(), "\\PC{0,4}", shade(), prop::option::weighted(0.2, name()));
        let areas = prop::collection::vec(area.prop_map(|(rings, name, short, shade, href)| Area { rings, name, short, shade, href }), 0..9);
        let legend = prop::collection::vec((shade(), name()).prop_map(|(shade, text)| Meaning { shade, text }), 0..7);
        (prop_oneof![4 => Just((100.0, 160.0)), 1 => (value(), value())], areas, legend, name()).prop_map(|(size, areas, legend, empty)| MapView {
            alternative: alternative(),
            size,
            areas,
            legend,
            empty,
        })
    }

    proptest! {
        #[test]
        fn any_map_is_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view))?;
            prop_assert_eq!(svg, map(&view).into_string());
        }
    }

    #[test]
    fn letters_stand_inside_their_land() {
        // A crescent: the middle of its box is water.
        let crescent = vec![vec![(0.0, 0.0), (100.0, 0.0), (100.0, 20.0), (30.0, 20.0), (30.0, 80.0), (100.0, 80.0), (100.0, 100.0), (0.0, 100.0)]];
        let (room, (x, y)) = quiet_place(&crescent, 25.0).expect("there is room");
        assert!(room >= 25.0 && x < 30.0 && (40.0..60.0).contains(&y), "{room} at {x} {y}");
        assert_eq!(quiet_place(&crescent, 101.0), None);
        assert_eq!(quiet_place(&[], 1.0), None);
    }
}
