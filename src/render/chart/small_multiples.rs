//! Values over time, a small picture for each region, all on one scale.
//!
//! * The country stands in each picture as the ink line that its region is seen against.
//! * A missing period is a gap; a region without values keeps its place and says why.
//! * Numbers stand once in each row of pictures, periods under the last of each column.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::ink::Ink;
use super::picture::{Picture, Place, WIDE};
use super::scale::{ValueAxis, drawable, position};
use super::svg::Svg;
use super::trend::Point;
use super::width::{LINE, SIZE, width, wrap};
use super::{Alternative, Number};

/// Small trends side by side.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SmallMultiplesView {
    /// Name and description.
    pub alternative: Alternative,
    /// All periods from first to last, evenly spaced.
    pub periods: Vec<String>,
    /// The regions, in the order in which they are read.
    pub panels: Vec<Panel>,
    /// The values of the country, one for each period.
    pub country: Vec<Option<Point>>,
    /// What the country's line is: `Koko maa 71,3 %`; empty where there is none.
    pub reference: String,
    /// The sentence that stands in place of a picture without any value.
    pub empty: String,
}

/// One region over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// The last value with its unit, or the word for what is missing.
    pub end: String,
    /// One for each period; shorter means missing at the end.
    pub points: Vec<Option<Point>>,
}

impl SmallMultiplesView {
    /// The lowest value of the axis where it is not zero: a note beside the chart must say so.
    pub fn axis_start(&self) -> Option<f64> {
        self.axis().map(|axis| axis.low()).filter(|&low| low != 0.0)
    }

    /// One axis for all pictures.
    fn axis(&self) -> Option<ValueAxis> {
        let regions = self.panels.iter().flat_map(|panel| self.values(&panel.points));
        regions.clone().next()?;
        let all = regions.chain(self.values(&self.country)).map(|(_, point)| point.value);
        ValueAxis::holding(all, 3)
    }

    /// The values that can be drawn, with the index of their period.
    fn values<'a>(&self, points: &'a [Option<Point>]) -> impl DoubleEndedIterator<Item = (usize, Point)> + Clone + use<'a> {
        points.iter().take(self.periods.len()).enumerate().filter_map(|(period, point)| {
            let point = (*point)?;
            Some((period, Point { value: drawable(point.value)?, ..point }))
        })
    }
}

/// Draws a small trend for each region.
///
/// Equal views are equal bytes.
pub fn small_multiples(view: &SmallMultiplesView, number: Number<'_>) -> Svg {
    draw(view, number).finish()
}

/// Height of a plot.
const PLOT: f64 = 46.0;
/// Between two pictures.
const GAP: f64 = 14.0;
/// Widest number of the axis.
const NUMBER: f64 = 62.0;
/// Under the plot of a column's last picture.
const FOOT: f64 = 18.0;

pub(super) fn draw(view: &SmallMultiplesView, number: Number<'_>) -> Picture {
    let Some(axis) = view.axis() else {
        return Picture::of_nothing(&view.empty, &view.alternative);
    };
    let ends = [axis.low(), axis.high()];
    let numbers: Vec<(f64, String)> = axis.labels(number).into_iter().filter(|(value, _)| ends.contains(value)).collect();
    let sheet = Sheet::of(view, &numbers);
    let picture = Picture::new(sheet.high, &view.alternative);
    sheet.draw_grid(&picture, &axis, &numbers);
    sheet.draw_lines(&picture, view, &axis);
    sheet.draw_texts(&picture, view);
    picture
}

/// Where the pictures lie.
struct Sheet {
    /// Left edge of the plots of each column, and how wide they are.
    columns: Vec<f64>,
    wide: f64,
    /// From one period to the next.
    step: f64,
    /// For each picture: its name, where it begins, and the top of its plot.
    panels: Vec<(Vec<String>, f64, f64)>,
    high: f64,
}

impl Sheet {
    fn of(view: &SmallMultiplesView, numbers: &[(f64, String)]) -> Sheet {
        let gutter = numbers.iter().map(|(_, text)| width(text, SIZE, false)).filter(|wide| *wide <= NUMBER).fold(0.0, f64::max) + 6.0;
        let room = |count: usize| ((WIDE - gutter - GAP * (count - 1) as f64) / count as f64).floor();
        let is_cut = |count: usize| view.panels.iter().flat_map(|panel| wrap(&panel.name, room(count), 2, SIZE, true)).any(|line| line.ends_with('…'));
        let count = match view.panels.len() {
            1 => 1,
            2 | 4 => 2,
            _ if is_cut(3) => 2,
            _ => 3,
        };
        let room = room(count);
        let steps = view.periods.len().saturating_sub(1).max(1) as f64;
        // Whole steps are fewer bytes, where they leave little of the room empty.
        let step = if room / steps >= 4.0 { (room / steps).floor() } else { room / steps };
        let columns: Vec<f64> = (0..count).map(|column| gutter + column as f64 * (room + GAP)).collect();
        let mut top = if view.reference.is_empty() { 0.0 } else { 22.0 };
        let mut panels = Vec::new();
        for row in view.panels.chunks(count) {
            let names: Vec<Vec<String>> = row.iter().map(|panel| wrap(&panel.name, room, 2, SIZE, true)).collect();
            let lines = names.iter().map(Vec::len).max().unwrap_or(0) + 1;
            let plot = top + lines as f64 * LINE + 5.0;
            panels.extend(names.into_iter().map(|name| {
                let first = plot - 5.0 - (name.len() + 1) as f64 * LINE;
                (name, first, plot)
            }));
            top = plot + PLOT + 14.0;
        }
        Sheet { columns, wide: step * steps, step, panels, high: top - 14.0 + FOOT + 2.0 }
    }

    /// The left edge and the top of the plot of a picture.
    fn corner(&self, panel: usize) -> Place {
        (self.columns[panel % self.columns.len()], self.panels[panel].2)
    }

    fn draw_grid(&self, picture: &Picture, axis: &ValueAxis, numbers: &[(f64, String)]) {
        let height = |value: f64, top: f64| position(axis, value, (top + PLOT, top));
        for (ink, is_base) in [(Ink::Grid, false), (Ink::Axis, true)] {
            for panel in 0..self.panels.len() {
                let (left, top) = self.corner(panel);
                for (value, _) in numbers.iter().filter(|(value, _)| (*value <= axis.low()) == is_base) {
                    let y = height(*value, top);
                    picture.line(ink, &[(left, y), (left + self.wide, y)]);
                }
            }
        }
        for panel in (0..self.panels.len()).step_by(self.columns.len()) {
            let (left, top) = self.corner(panel);
            for (value, text) in numbers {
                picture.text_if_fits(Ink::Muted, HPos::Right, (left - 5.0, height(*value, top)), NUMBER, text);
            }
        }
    }

    fn draw_lines(&self, picture: &Picture, view: &SmallMultiplesView, axis: &ValueAxis) {
        for panel in 0..self.panels.len() {
            for run in runs(view, &view.country) {
                self.draw_run(picture, (Ink::Country, Ink::Country), axis, panel, &run);
            }
        }
        let own: Vec<Vec<Vec<(usize, Point)>>> = view.panels.iter().map(|panel| runs(view, &panel.points)).collect();
        for is_open in [false, true] {
            for (panel, runs) in own.iter().enumerate() {
                for run in runs.iter().filter(|run| run.iter().any(|(_, point)| point.provisional) == is_open) {
                    self.draw_run(picture, (Ink::Small, Ink::SmallOpen), axis, panel, run);
                }
            }
        }
    }

    fn place(&self, axis: &ValueAxis, panel: usize, period: usize, value: f64) -> Place {
        let (left, top) = self.corner(panel);
        (left + period as f64 * self.step, position(axis, value, (top + PLOT, top)))
    }

    /// A run of values, dashed from the last that is not provisional.
    fn draw_run(&self, picture: &Picture, (firm, open): (Ink, Ink), axis: &ValueAxis, panel: usize, run: &[(usize, Point)]) {
        let places: Vec<Place> = run.iter().map(|&(period, point)| self.place(axis, panel, period, point.value)).collect();
        if let [(x, y)] = places[..] {
            return picture.line(firm, &[(x - 2.0, y), (x + 2.0, y)]);
        }
        let sure = if firm == open { run.len() } else { run.iter().take_while(|(_, point)| !point.provisional).count() };
        if sure > 1 {
            picture.line(firm, &places[..sure]);
        }
        if sure < run.len() {
            picture.line(open, &places[sure.saturating_sub(1)..]);
        }
    }

    fn draw_texts(&self, picture: &Picture, view: &SmallMultiplesView) {
        if !view.reference.is_empty() {
            picture.line(Ink::Country, &[(0.0, 8.0), (18.0, 8.0)]);
            picture.text_within(Ink::Text, HPos::Left, (24.0, 8.0), WIDE - 24.0, &view.reference);
        }
        let count = self.columns.len();
        for (at, (panel, (name, first, _))) in view.panels.iter().zip(&self.panels).enumerate() {
            let (left, top) = self.corner(at);
            for (row, line) in name.iter().enumerate() {
                picture.text(Ink::Bold, HPos::Left, (left, first + 7.5 + row as f64 * LINE), line);
            }
            let has_values = view.values(&panel.points).next().is_some();
            let end = (left, top - 5.0 - LINE / 2.0);
            if has_values {
                picture.text_if_fits(Ink::Muted, HPos::Left, end, self.room(), &panel.end);
            } else {
                picture.text_within(Ink::Void, HPos::Left, end, self.room(), &panel.end);
            }
            if at + count >= view.panels.len() {
                self.draw_periods(picture, &view.periods, (left, top + PLOT + 11.0));
            }
        }
    }

    /// The room of a column.
    fn room(&self) -> f64 {
        match self.columns[..] {
            [first, second, ..] => second - first - GAP,
            _ => WIDE - self.columns.first().copied().unwrap_or_default(),
        }
    }

    /// The first and the last period, where both fit; else the last.
    fn draw_periods(&self, picture: &Picture, periods: &[String], (left, y): Place) {
        let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return };
        let (before, after) = (width(first, SIZE, false), width(last, SIZE, false));
        let room = self.room();
        let right = left + self.wide.max(after.min(room));
        if after <= room {
            picture.text(Ink::Muted, HPos::Right, (right, y), last);
        }
        if periods.len() > 1 && before + after + 8.0 <= right - left {
            picture.text(Ink::Muted, HPos::Left, (left, y), first);
        }
    }
}

/// Cuts a line at its gaps and where new series begin.
fn runs(view: &SmallMultiplesView, points: &[Option<Point>]) -> Vec<Vec<(usize, Point)>> {
    let mut runs: Vec<Vec<(usize, Point)>> = Vec::new();
    for (period, point) in view.values(points) {
        match runs.last_mut().filter(|run| !point.starts && run.last().is_some_and(|(last, _)| last + 1 == period)) {
            Some(run) => run.push((period, point)),
            None => runs.push(vec![(period, point)]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, name, number, value, written};
    use super::*;

    fn points() -> impl Strategy<Value = Vec<Option<Point>>> {
        let point = (value(), any::<bool>(), prop::bool::weighted(0.1)).prop_map(|(value, provisional, starts)| Point { value, provisional, starts });
        prop::collection::vec(prop::option::weighted(0.8, point), 0..9)
    }

    fn view() -> impl Strategy<Value = SmallMultiplesView> {
        let panel = (name(), prop_oneof![name(), value().prop_map(written)], points()).prop_map(|(name, end, points)| Panel { name, end, points });
        (prop::collection::vec(name(), 0..9), prop::collection::vec(panel, 0..12), points(), name(), name()).prop_map(
            |(periods, panels, country, reference, empty)| SmallMultiplesView { alternative: alternative(), periods, panels, country, reference, empty },
        )
    }

    proptest! {
        #[test]
        fn any_small_multiples_are_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view, &number))?;
            prop_assert_eq!(svg, small_multiples(&view, &number).into_string());
        }
    }

    #[test]
    fn a_gap_is_not_bridged_and_a_region_without_values_says_why() {
        let point = |value| Some(Point { value, provisional: false, starts: false });
        let panels = vec![
            Panel { name: "A".into(), end: "4".into(), points: vec![point(1.0), point(2.0), None, point(3.0), point(4.0)] },
            Panel { name: "B".into(), end: "suojattu".into(), points: Vec::new() },
        ];
        let periods = (1..=5).map(|at| at.to_string()).collect();
        let view = SmallMultiplesView { alternative: alternative(), periods, panels, ..SmallMultiplesView::default() };
        let svg = small_multiples(&view, &number).into_string();
        let line = svg.split("class=\"l-sm\" d=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert_eq!(line.matches('M').count(), 2, "{line}");
        assert!(svg.contains("class=\"t-mute void\"") && svg.contains(">suojattu<"), "{svg}");
    }
}
