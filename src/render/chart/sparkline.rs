//! A line as small as a word, beside the numbers that say the same.

use serde::Serialize;

use super::ink::Ink;
use super::picture::{Picture, Place};
use super::scale::drawable;
use super::svg::Svg;

/// A line as small as a word; its row says what it shows, so it is hidden from who cannot see it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SparklineView {
    /// The values in order, evenly spaced, with their gaps.
    pub points: Vec<Option<f64>>,
    /// Indices of the first values of new series.
    pub breaks: Vec<usize>,
    /// Lowest and highest value of the picture; `None`: of the line itself.
    pub range: Option<(f64, f64)>,
    /// Whether the last value may still change.
    pub provisional: bool,
}

/// Draws a line of 80 × 24 units.
pub fn sparkline(view: &SparklineView) -> Svg {
    draw(view).finish()
}

pub(super) fn draw(view: &SparklineView) -> Picture {
    let picture = Picture::silent(80, 24, "spark");
    let values: Vec<(usize, f64)> = view.points.iter().enumerate().filter_map(|(index, value)| Some((index, drawable((*value)?)?))).collect();
    let Some(&(last, _)) = values.last() else { return picture };
    let (low, high) = range(view, &values);
    let across = 74.0 / (view.points.len() - 1).max(1) as f64;
    let place = |(index, value): (usize, f64)| -> Place {
        let x = if view.points.len() == 1 { 40.0 } else { 3.0 + index as f64 * across };
        let share = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        (x, 20.5 - share * 17.0)
    };
    let same = |a: &(usize, f64), b: &(usize, f64)| a.0 + 1 == b.0 && !view.breaks.contains(&b.0);
    for run in values.chunk_by(same) {
        let points: Vec<Place> = run.iter().map(|&point| place(point)).collect();
        match points[..] {
            [(x, y)] if run[0].0 != last => picture.line(Ink::Country, &[(x - 1.0, y), (x + 1.0, y)]),
            [_] => {}
            _ => picture.line(Ink::Country, &points),
        }
    }
    if let Some(&point) = values.last() {
        picture.circle(if view.provisional { Ink::Ring1 } else { Ink::Dot1 }, place(point), 3.0);
    }
    picture
}

/// What the picture reaches from and to.
fn range(view: &SparklineView, values: &[(usize, f64)]) -> (f64, f64) {
    let given = view.range.and_then(|(low, high)| Some((drawable(low)?, drawable(high)?)));
    given.unwrap_or_else(|| {
        let all = || values.iter().map(|&(_, value)| value);
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{assert_sound, lines, value};
    use super::*;

    proptest! {
        #[test]
        fn any_sparkline_is_sound(
            points in prop::collection::vec(prop::option::of(value()), 0..20),
            breaks in prop::collection::vec(0..20_usize, 0..3),
            range in prop::option::of((value(), value())),
            provisional in any::<bool>(),
        ) {
            assert_sound(&draw(&SparklineView { points, breaks, range, provisional }))?;
        }
    }

    #[test]
    fn a_gap_is_not_bridged() {
        let view = SparklineView { points: vec![Some(1.0), Some(2.0), None, Some(3.0), Some(2.0)], ..SparklineView::default() };
        assert_eq!(
            lines(&sparkline(&view)),
            r#"<svg class="spark" viewBox="0 0 80 24" aria-hidden="true">
<path class="l-bench" d="M3 20.5l18.5-8.5M58.5 3.5l18.5 8.5"/>
<g class="dot-me">
<circle cx="77" cy="12" r="3"/>
</g>
</svg>"#
        );
    }
}
