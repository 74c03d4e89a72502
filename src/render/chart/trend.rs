//! Values over time: chosen regions strong, the country as an ink line, other regions pale.
//!
//! * A missing period is a gap in the line, never a bridge over it; a series break cuts the line.
//! * What is provisional is dashed and ends in an open dot.
//! * Lines are named at their ends, never in a legend.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::ink::Ink;
use super::labels::{Wish, apart, inside, thinned};
use super::picture::{Picture, Place, WIDE, draw_line, pixels, units};
use super::scale::{PeriodAxis, ValueAxis, drawable};
use super::svg::{Canvas, Svg};
use super::width::{LINE, SIZE, shorten, width, wrap};
use super::{Alternative, Number};

/// Values over time, a line for each region.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TrendView {
    /// Name and description.
    pub alternative: Alternative,
    /// What follows the number at the top of the axis: `%`, `euroa asukasta kohti`.
    pub unit: String,
    /// All periods from first to last, evenly spaced, those without values too: `2013`.
    pub periods: Vec<String>,
    /// The lines. Those that are chosen take the colours of the series in this order.
    pub lines: Vec<Line>,
    /// Where the figures before cannot be compared with those after.
    pub breaks: Vec<Break>,
    /// Values to be reached.
    pub targets: Vec<Target>,
    /// Whether the axis must hold zero.
    pub from_zero: bool,
    /// The sentence that stands in place of a picture without any value.
    pub empty: String,
}

/// One region over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The region, as it is written at the end of the line.
    pub name: String,
    /// What is written under the name: the last value with its unit, or the word for a missing one.
    pub end: String,
    /// How strong the line is.
    pub role: LineRole,
    /// One for each period; shorter means missing at the end.
    pub points: Vec<Option<Point>>,
}

/// How strong a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum LineRole {
    /// What the reader chose: strong and labelled.
    Chosen,
    /// The country: an ink line, labelled.
    Country,
    /// Any other region: pale, not labelled.
    Context,
}

/// One value of a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// The value in the unit of the axis.
    pub value: f64,
    /// Whether it may still change.
    pub provisional: bool,
}

/// A cut through all lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Break {
    /// Index of the first period of the new series.
    pub at: usize,
    /// Why: `Määritelmä muuttui`.
    pub label: String,
}

/// A value to be reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// As it is written: `Tavoite 80 %`.
    pub label: String,
    /// The value in the unit of the axis.
    pub value: f64,
    /// Index of the first period it holds for; `None`: from the beginning.
    pub from: Option<usize>,
    /// Index of the last period it holds for; `None`: to the end.
    pub to: Option<usize>,
}

impl TrendView {
    /// The lowest value of the axis where it is not zero: a note beside the chart must say so.
    pub fn axis_start(&self) -> Option<f64> {
        self.axis().map(|axis| axis.low()).filter(|&low| low != 0.0)
    }

    fn axis(&self) -> Option<ValueAxis> {
        let points = || self.lines.iter().flat_map(|line| self.values(line)).map(|(_, point)| point.value);
        let (low, high) =
            points().fold(None, |range: Option<(f64, f64)>, value| Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value)))))?;
        let near_zero = low > 0.0 && low <= high * 0.35;
        let zero = (self.from_zero || near_zero).then_some(0.0);
        let targets = self.targets.iter().map(|target| target.value);
        ValueAxis::holding([low, high].into_iter().chain(zero).chain(targets), 5)
    }

    /// The values that can be drawn, with the index of their period.
    fn values<'a>(&self, line: &'a Line) -> impl DoubleEndedIterator<Item = (usize, Point)> + use<'a> {
        line.points.iter().take(self.periods.len()).enumerate().filter_map(|(period, point)| {
            let point = (*point)?;
            let value = drawable(point.value)?;
            Some((period, Point { value, ..point }))
        })
    }
}

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
/// Widest label at the end of a line.
const LABEL: f64 = 118.0;
/// Widest number on the axis.
const NUMBER: f64 = 96.0;

pub(super) fn draw(view: &TrendView, number: Number<'_>) -> Picture {
    let Some(axis) = view.axis() else {
        return Picture::of_nothing(&view.empty, &view.alternative);
    };
    let ends = ends(view);
    let ticks = axis.labels(number);
    let frame = Frame::around(&ticks, &ends);
    let picture = Picture::new(frame.bottom + FOOT, &view.alternative);
    let plot = picture.plot(frame.coordinates(view, axis));
    draw_values(&picture, &plot, &frame, &ticks, &view.unit);
    draw_periods(&picture, &plot, view, frame.bottom + 14.0);
    draw_targets(&plot, view);
    let lines = Lines::of(view);
    lines.draw_context(&plot);
    draw_breaks(&picture, &plot, view, &frame, &lines);
    lines.draw_strong(&picture, &plot);
    draw_ends(&picture, &plot, &frame, &ends);
    picture
}

type Coordinates = Cartesian2d<PeriodAxis, ValueAxis>;
type Plot = DrawingArea<Canvas, Coordinates>;

/// Where a value lies, in units.
fn place(plot: &Plot, period: f64, value: f64) -> Place {
    let (x, y) = plot.map_coordinate(&(period, value));
    (units(x), units(y))
}

/// The edges of the plot.
struct Frame {
    left: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn around(ticks: &[(f64, String)], ends: &[End]) -> Frame {
        let gutter = ticks.iter().map(|(_, text)| width(text, SIZE, false)).fold(0.0, f64::max);
        let column = ends.iter().map(End::wide).fold(0.0, f64::max);
        let labels: f64 = ends.iter().map(End::high).sum();
        Frame { left: gutter.min(NUMBER) + 8.0, right: WIDE - if column > 0.0 { column + 12.0 } else { 14.0 }, bottom: TOP + PLOT.max(labels) }
    }

    fn coordinates(&self, view: &TrendView, axis: ValueAxis) -> Coordinates {
        let periods = PeriodAxis { count: view.periods.len() };
        let across = pixels(self.left)..pixels(self.right);
        Cartesian2d::new(periods, axis, (across, pixels(self.bottom)..pixels(TOP)))
    }
}

/// Gridlines with their numbers on them, the unit at the top one.
fn draw_values(picture: &Picture, plot: &Plot, frame: &Frame, ticks: &[(f64, String)], unit: &str) {
    let lines: Vec<f64> = ticks.iter().map(|&(value, _)| place(plot, 0.0, value).1).collect();
    for (row, &y) in lines.iter().enumerate() {
        let ink = if row == 0 { Ink::Axis } else { Ink::Grid };
        picture.line(ink, &[(0.0, y), (frame.right, y)]);
    }
    for (row, (&y, (_, number))) in lines.iter().zip(ticks).enumerate() {
        let at = (0.0, y - 8.0);
        if row + 1 == ticks.len() && !unit.is_empty() {
            picture.text_within(Ink::Muted, HPos::Left, at, WIDE, &format!("{number}\u{a0}{unit}"));
        } else {
            picture.text_within(Ink::Muted, HPos::Left, at, NUMBER, number);
        }
    }
}

/// As many periods under the axis as fit.
fn draw_periods(picture: &Picture, plot: &Plot, view: &TrendView, y: f64) {
    let labels: Vec<(f64, f64)> = view
        .periods
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let wide = width(text, SIZE, false);
            let x = place(plot, index as f64, 0.0).0;
            (inside(x, wide, (0.0, WIDE)), wide)
        })
        .collect();
    for index in thinned(&labels, 10.0) {
        let text = &view.periods[index];
        picture.text_within(Ink::Muted, HPos::Center, (labels[index].0, y), WIDE, text);
    }
}

fn draw_targets(plot: &Plot, view: &TrendView) {
    let last = view.periods.len().saturating_sub(1);
    for target in &view.targets {
        let Some(value) = drawable(target.value) else { continue };
        let (from, to) = (target.from.unwrap_or(0).min(last), target.to.unwrap_or(last).min(last));
        draw_line(plot, Ink::Target, vec![(from as f64, value), (to as f64, value)]);
    }
}

/// A part of a line without a gap or a break in it.
struct Run {
    points: Vec<(usize, Point)>,
}

/// All lines, cut into runs.
struct Lines {
    context: Vec<Run>,
    /// With their inks: line, open line, dot, ring.
    strong: Vec<([Ink; 4], Vec<Run>)>,
}

impl Lines {
    fn of(view: &TrendView) -> Lines {
        let mut lines = Lines { context: Vec::new(), strong: Vec::new() };
        let mut country = Vec::new();
        let mut slot = 0;
        for line in &view.lines {
            let runs = runs(view, line);
            match line.role {
                LineRole::Context => lines.context.extend(runs),
                LineRole::Country => country.push((COUNTRY, runs)),
                LineRole::Chosen => {
                    lines.strong.push((Ink::chosen(slot), runs));
                    slot += 1;
                }
            }
        }
        lines.strong.reverse();
        lines.strong.splice(0..0, country);
        lines
    }

    fn draw_context(&self, plot: &Plot) {
        for run in &self.context {
            draw_run(plot, Ink::Context, &run.points);
        }
    }

    fn draw_strong(&self, picture: &Picture, plot: &Plot) {
        for ([line, open, dot, ring], runs) in &self.strong {
            for run in runs {
                let firm = run.points.iter().position(|(_, point)| point.provisional).unwrap_or(run.points.len());
                draw_run(plot, *line, &run.points[..firm]);
            }
            for run in runs {
                let firm = run.points.iter().position(|(_, point)| point.provisional).unwrap_or(run.points.len());
                if firm < run.points.len() {
                    draw_run(plot, *open, &run.points[firm.saturating_sub(1)..]);
                }
            }
            for (index, run) in runs.iter().enumerate() {
                let Some(&(period, point)) = run.points.last() else { continue };
                if index + 1 == runs.len() || run.points.len() == 1 {
                    let ink = if point.provisional { *ring } else { *dot };
                    picture.circle(ink, place(plot, period as f64, point.value), 4.0);
                }
            }
        }
    }
}

const COUNTRY: [Ink; 4] = [Ink::Country, Ink::CountryOpen, Ink::CountryDot, Ink::CountryRing];

/// Cuts a line at its gaps and at the breaks.
fn runs(view: &TrendView, line: &Line) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (period, point) in view.values(line) {
        let cut = view.breaks.iter().any(|cut| cut.at == period);
        match runs.last_mut() {
            Some(run) if !cut && run.points.last().is_some_and(|(last, _)| last + 1 == period) => {
                run.points.push((period, point));
            }
            _ => runs.push(Run { points: vec![(period, point)] }),
        }
    }
    runs
}

fn draw_run(plot: &Plot, ink: Ink, points: &[(usize, Point)]) {
    if points.len() > 1 {
        draw_line(plot, ink, points.iter().map(|&(period, point)| (period as f64, point.value)).collect());
    } else if ink == Ink::Context {
        for &(period, point) in points {
            draw_line(plot, ink, vec![(period as f64 - 0.1, point.value), (period as f64 + 0.1, point.value)]);
        }
    }
}

/// Dotted verticals between the periods, with their words where the fewest lines run.
fn draw_breaks(picture: &Picture, plot: &Plot, view: &TrendView, frame: &Frame, lines: &Lines) {
    let mut taken: Vec<(Place, Place)> = Vec::new();
    let cuts: Vec<(f64, &str)> = view
        .breaks
        .iter()
        .filter(|cut| cut.at > 0 && cut.at < view.periods.len())
        .map(|cut| (place(plot, cut.at as f64 - 0.5, 0.0).0, cut.label.as_str()))
        .collect();
    for &(x, _) in &cuts {
        picture.line(Ink::Break, &[(x, TOP), (x, frame.bottom)]);
    }
    for &(x, label) in &cuts {
        let room = (frame.right - x).max(x - frame.left) - 8.0;
        let label = shorten(label, room, SIZE, false);
        let wide = width(&label, SIZE, false);
        if let Some((left, y)) = quiet_place(plot, frame, lines, (x, wide), &taken) {
            taken.push(((left - 4.0, y - 8.0), (left + wide + 4.0, y + 8.0)));
            picture.text(Ink::MutedHalo, HPos::Left, (left, y), &label);
        }
    }
}

/// The place beside a vertical where a label crosses the fewest lines: left edge and middle.
fn quiet_place(plot: &Plot, frame: &Frame, lines: &Lines, (x, wide): (f64, f64), taken: &[(Place, Place)]) -> Option<Place> {
    let rows = ((frame.bottom - TOP) / 16.0) as usize;
    let mut best: Option<(usize, Place)> = None;
    for row in 0..rows {
        let y = frame.bottom - 9.0 - 16.0 * row as f64;
        for left in [x + 5.0, x - 5.0 - wide] {
            let box_ = ((left - 4.0, y - 8.0), (left + wide + 4.0, y + 8.0));
            let inside = left >= frame.left && left + wide <= frame.right;
            if !inside || taken.iter().any(|other| overlap(*other, box_)) {
                continue;
            }
            let cost = lines.crossings(plot, box_);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, (left, y)));
            }
        }
    }
    best.map(|(_, place)| place)
}

fn overlap((a, b): (Place, Place), (c, d): (Place, Place)) -> bool {
    a.0 < d.0 && c.0 < b.0 && a.1 < d.1 && c.1 < b.1
}

impl Lines {
    /// How many steps of lines pass through a box; those of strong lines count more.
    fn crossings(&self, plot: &Plot, area: (Place, Place)) -> usize {
        let strong = self.strong.iter().flat_map(|(_, runs)| runs).map(|run| (8, run));
        let context = self.context.iter().map(|run| (1, run));
        strong.chain(context).map(|(weight, run)| weight * run.crossings(plot, area)).sum()
    }
}

impl Run {
    fn crossings(&self, plot: &Plot, ((left, top), (right, bottom)): (Place, Place)) -> usize {
        let places: Vec<Place> = self.points.iter().map(|&(period, point)| place(plot, period as f64, point.value)).collect();
        places
            .windows(2)
            .filter(|pair| {
                let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
                if x1 < left || x0 > right || x1 <= x0 {
                    return false;
                }
                let at = |x: f64| y0 + (y1 - y0) * (x.clamp(x0, x1) - x0) / (x1 - x0);
                let (a, b) = (at(left), at(right));
                a.min(b) < bottom && a.max(b) > top
            })
            .count()
    }
}

/// What is written at the end of a line.
struct End {
    ink: Ink,
    lines: Vec<String>,
    /// Period and value it belongs to; `None` for a line without values.
    of: Option<(usize, f64)>,
}

impl End {
    fn wide(&self) -> f64 {
        self.lines.iter().map(|line| width(line, SIZE, self.ink.is_bold())).fold(0.0, f64::max)
    }

    fn high(&self) -> f64 {
        self.lines.len() as f64 * LINE + 2.0
    }
}

/// The labels of the strong lines and the targets.
fn ends(view: &TrendView) -> Vec<End> {
    let mut ends = Vec::new();
    let mut first = true;
    for line in &view.lines {
        let ink = match line.role {
            LineRole::Context => continue,
            LineRole::Chosen if std::mem::take(&mut first) => Ink::Me,
            _ => Ink::Bold,
        };
        let of = view.values(line).next_back().map(|(period, point)| (period, point.value));
        let mut lines = wrap(&line.name, LABEL, 2, SIZE, true);
        lines.extend(wrap(&line.end, LABEL, 1, SIZE, true));
        ends.push(End { ink, lines, of });
    }
    let last = view.periods.len().saturating_sub(1);
    for target in &view.targets {
        let Some(value) = drawable(target.value) else { continue };
        let lines = wrap(&target.label, LABEL, 2, SIZE, false);
        ends.push(End { ink: Ink::Text, lines, of: Some((target.to.unwrap_or(last).min(last), value)) });
    }
    ends.retain(|end| !end.lines.is_empty());
    ends
}

/// The labels right of the plot, moved apart, with a fine line to an end that is not beside them.
fn draw_ends(picture: &Picture, plot: &Plot, frame: &Frame, ends: &[End]) {
    let places: Vec<Option<Place>> = ends.iter().map(|end| end.of.map(|(period, value)| place(plot, period as f64, value))).collect();
    let wishes: Vec<Wish> = ends.iter().zip(&places).map(|(end, place)| Wish { at: place.map_or(frame.bottom, |(_, y)| y), high: end.high() }).collect();
    let middles = apart(&wishes, (TOP - 10.0, frame.bottom));
    let left = frame.right + 10.0;
    for ((end, place), &middle) in ends.iter().zip(&places).zip(&middles) {
        let Some((x, y)) = *place else { continue };
        let far = (middle - y).abs() > end.high() / 2.0 || x + 20.0 < frame.right;
        if far {
            picture.line(Ink::Leader, &[(x + 5.0, y), (left - 2.0, middle)]);
        }
    }
    for (end, &middle) in ends.iter().zip(&middles) {
        let top = middle - (end.lines.len() - 1) as f64 * LINE / 2.0;
        for (row, line) in end.lines.iter().enumerate() {
            picture.text(end.ink, HPos::Left, (left, top + row as f64 * LINE), line);
        }
    }
}
