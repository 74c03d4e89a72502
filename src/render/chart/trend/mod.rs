//! Values over time: chosen regions strong, the country as an ink line, other regions pale.
//!
//! * A missing period is a gap in the line, never a bridge over it; a series break cuts the line.
//! * What is provisional is dashed and ends in an open dot.
//! * Lines are named at their ends, never in a legend.

mod breaks;
mod ends;
mod lines;
#[cfg(test)]
mod tests;
mod view;

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters_backend::text_anchor::HPos;

use super::Number;
use super::ink::Ink;
use super::labels::{inside, thinned};
use super::picture::{Picture, Place, WIDE, draw_line, pixels, units};
use super::scale::{PeriodAxis, ValueAxis, drawable, position};
use super::svg::{Canvas, Svg};
use super::width::{SIZE, width};
use ends::Ends;
use lines::Lines;
pub use view::{Break, Line, LineRole, Point, Target, TrendView};

/// Draws values over time.
///
/// The value axis is in the unit of the view. Equal views are equal bytes.
pub fn trend(view: &TrendView, number: Number<'_>) -> Svg {
    draw(view, number).finish()
}

/// Above the top gridline there is room for its label; below the axis for the periods.
const TOP: f64 = 18.0;
const FOOT: f64 = 24.0;
/// Height of the plot, where labels do not ask for more.
const PLOT: f64 = 232.0;
/// Widest number on the axis.
const NUMBER: f64 = 96.0;

pub(super) fn draw(view: &TrendView, number: Number<'_>) -> Picture {
    let Some(axis) = view.axis() else {
        return Picture::of_nothing(&view.empty, &view.alternative);
    };
    let ticks = axis.labels(number);
    let mut ends = Ends::of(view);
    let bottom = TOP + PLOT.max(ends.high());
    let top_label = ticks.last().map_or(0.0, |(_, text)| width(&with_unit(text, &view.unit), SIZE, false));
    ends.settle(&axis, (TOP, bottom), top_label);
    let frame = Frame { left: gutter(&ticks), right: WIDE - ends.wide(), bottom };
    let picture = Picture::new(frame.bottom + FOOT, &view.alternative);
    let plot = picture.plot(frame.coordinates(view, axis));
    draw_values(&picture, &axis, &frame, &ticks, &view.unit);
    draw_targets(&plot, view);
    let lines = Lines::of(view);
    lines.draw_context(&plot, &picture);
    let cuts = breaks::cuts(&plot, view);
    breaks::draw_cuts(&picture, &frame, &cuts);
    lines.draw_strong(&plot, &picture);
    draw_periods(&picture, &plot, view, frame.bottom + 14.0);
    breaks::draw_words(&picture, &plot, &frame, &lines, &cuts);
    ends.draw(&picture, &plot, frame.right);
    picture
}

type Plot = DrawingArea<Canvas, Cartesian2d<PeriodAxis, ValueAxis>>;

/// Where a value lies, in units.
fn place(plot: &Plot, period: f64, value: f64) -> Place {
    let (x, y) = plot.map_coordinate(&(period, value));
    (units(x), units(y))
}

/// The edges of the plot; its top is always the same.
struct Frame {
    left: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn coordinates(&self, view: &TrendView, axis: ValueAxis) -> Cartesian2d<PeriodAxis, ValueAxis> {
        let periods = PeriodAxis { count: view.periods.len() };
        let across = pixels(self.left)..pixels(self.right);
        Cartesian2d::new(periods, axis, (across, pixels(self.bottom)..pixels(TOP)))
    }
}

/// Room for the numbers of the axis, so that no line runs through them.
fn gutter(ticks: &[(f64, String)]) -> f64 {
    let widest = ticks.iter().map(|(_, text)| width(text, SIZE, false)).fold(0.0, f64::max);
    widest.min(NUMBER) + 8.0
}

fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number}\u{a0}{unit}") }
}

/// Gridlines with their numbers on them, the unit at the top one.
fn draw_values(picture: &Picture, axis: &ValueAxis, frame: &Frame, ticks: &[(f64, String)], unit: &str) {
    let height = |value: f64| position(axis, value, (frame.bottom, TOP));
    let is_base = |value: f64| value <= axis.low() || value == 0.0;
    for (ink, base) in [(Ink::Grid, false), (Ink::Axis, true)] {
        for &(value, _) in ticks.iter().filter(|&&(value, _)| is_base(value) == base) {
            picture.line(ink, &[(0.0, height(value)), (frame.right, height(value))]);
        }
    }
    for (row, (value, number)) in ticks.iter().enumerate() {
        let at = (0.0, height(*value) - 8.0);
        if row + 1 == ticks.len() {
            picture.text_within(Ink::Muted, HPos::Left, at, WIDE, &with_unit(number, unit));
        } else {
            picture.text_within(Ink::Muted, HPos::Left, at, NUMBER, number);
        }
    }
}

/// As many periods under the axis as fit; the first of each series before others.
fn draw_periods(picture: &Picture, plot: &Plot, view: &TrendView, y: f64) {
    let label = |(index, text): (usize, &String)| {
        let wide = width(text, SIZE, false);
        (inside(place(plot, index as f64, 0.0).0, wide, (0.0, WIDE)), wide)
    };
    let labels: Vec<(f64, f64)> = view.periods.iter().enumerate().map(label).collect();
    let breaks: Vec<usize> = view.breaks.iter().map(|cut| cut.at).filter(|&at| at < labels.len()).collect();
    for index in thinned(&labels, &breaks, 10.0) {
        picture.text_within(Ink::Muted, HPos::Center, (labels[index].0, y), WIDE, &view.periods[index]);
    }
}

fn draw_targets(plot: &Plot, view: &TrendView) {
    let last = view.last();
    for target in &view.targets {
        let Some(value) = drawable(target.value) else { continue };
        let (from, to) = (target.from.unwrap_or(0).min(last), target.to.unwrap_or(last).min(last));
        draw_line(plot, Ink::Target, vec![(from as f64, value), (to as f64, value)]);
    }
}
