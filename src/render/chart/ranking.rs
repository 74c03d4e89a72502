//! Regions in the order of their values, against the country.
//!
//! * The caller sorts; a missing value stands in its row as a word, without a mark.
//! * The axis need not start at zero: marks are places, not lengths.
//! * Shape before colour: disc better, ring no difference, diamond worse, triangles unjudged.

use plotters::coord::cartesian::Cartesian2d;
use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::ink::Ink;
use super::labels::inside;
use super::picture::{Picture, Place, WIDE, diamond, pixels, units};
use super::scale::{PeriodAxis, ValueAxis, drawable};
use super::svg::Svg;
use super::width::{LINE, SIZE, width, wrap};
use super::{Alternative, Number};

/// Regions in order, with the country among them as a line.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RankingView {
    /// Name and description.
    pub alternative: Alternative,
    /// What follows the last number of the axis: `%`.
    pub unit: String,
    /// The rows from top to bottom.
    pub rows: Vec<RankingRow>,
    /// The value that all are compared with.
    pub bench: Option<Bench>,
    /// What the marks in the rows mean: `* Ennakkotieto.` May be empty.
    pub note: String,
    /// The sentence that stands in place of a picture without any row.
    pub empty: String,
}

/// One region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankingRow {
    /// Its name.
    pub name: String,
    /// Its value, or why there is none.
    pub measured: Measured,
    /// Whether the reader chose it.
    pub chosen: bool,
}

/// A value, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Measured {
    /// A value.
    Given {
        /// In the unit of the axis.
        value: f64,
        /// As it is written at the end of the row.
        text: String,
        /// Lower and upper bound, where there are any.
        interval: Option<(f64, f64)>,
        /// What the comparison says.
        mark: Mark,
    },
    /// The word for what is missing: `suojattu`.
    Missing(String),
}

/// What a comparison says, as a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Mark {
    /// Better: a disc.
    Better,
    /// No difference: a ring.
    Same,
    /// Worse: a diamond.
    Worse,
    /// Larger, where neither is better: a triangle that points up.
    Higher,
    /// Smaller, where neither is better: a triangle that points down.
    Lower,
    /// Not compared: a small ink dot.
    Plain,
}

/// The value that all rows are compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bench {
    /// As it is written: `Koko maa 71,3 %`.
    pub label: String,
    /// In the unit of the axis.
    pub value: f64,
}

/// Draws regions in the order of their values.
///
/// Equal views are equal bytes.
pub fn ranking(view: &RankingView, number: Number<'_>) -> Svg {
    draw(view, number).finish()
}

/// Height of a row with one line of name.
const ROW: f64 = 21.0;
/// Widest name.
const NAME: f64 = 138.0;
/// Room beside a mark, so that it does not touch the names and values.
const BESIDE: f64 = 10.0;

pub(super) fn draw(view: &RankingView, number: Number<'_>) -> Picture {
    if view.rows.is_empty() {
        return Picture::of_nothing(&view.empty, &view.alternative);
    }
    let table = Table::of(view);
    let Some(axis) = axis(view) else {
        let picture = Picture::new(table.bottom, &view.alternative);
        table.draw_texts(&picture, view);
        return picture;
    };
    let ticks = Ticks::of(&axis, number, &view.unit, &table);
    let note = wrap(&view.note, WIDE - 4.0, 4, SIZE, false);
    let foot = table.bottom + ticks.high();
    let picture = Picture::new(foot + note.len() as f64 * LINE + 4.0, &view.alternative);
    table.draw_band(&picture, view);
    ticks.draw(&picture, &table);
    table.draw_bench(&picture, view, &axis);
    table.draw_marks(&picture, view, &axis);
    table.draw_texts(&picture, view);
    for (row, line) in note.iter().enumerate() {
        picture.text(Ink::Muted, HPos::Left, (2.0, foot + 8.0 + row as f64 * LINE), line);
    }
    picture
}

/// An axis for all values, bounds and the bench.
fn axis(view: &RankingView) -> Option<ValueAxis> {
    let given = view.rows.iter().flat_map(|row| match &row.measured {
        Measured::Given { value, interval, .. } => {
            let (low, high) = interval.unwrap_or((*value, *value));
            vec![*value, low, high]
        }
        Measured::Missing(_) => Vec::new(),
    });
    let bench = view.bench.iter().map(|bench| bench.value);
    let (low, high) = given
        .chain(bench)
        .filter_map(drawable)
        .fold(None, |range: Option<(f64, f64)>, value| Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value)))))?;
    ValueAxis::holding([low, high].into_iter(), 4)
}

/// Where the rows and columns are.
struct Table {
    /// Names, broken into lines.
    names: Vec<Vec<String>>,
    /// Top of each row, and its height.
    rows: Vec<(f64, f64)>,
    /// The plot between the columns.
    plot: (f64, f64),
    top: f64,
    bottom: f64,
}

impl Table {
    fn of(view: &RankingView) -> Table {
        let names: Vec<Vec<String>> = view.rows.iter().map(|row| wrap(&row.name, NAME, 2, SIZE, row.chosen)).collect();
        let name = names.iter().zip(&view.rows).flat_map(|(lines, row)| lines.iter().map(|line| width(line, SIZE, row.chosen))).fold(0.0, f64::max);
        let value = view.rows.iter().map(written).fold(0.0, f64::max);
        let top = if view.bench.is_some() { 24.0 } else { 4.0 };
        let mut bottom = top;
        let rows = names
            .iter()
            .map(|lines| {
                let high = ROW + lines.len().saturating_sub(1) as f64 * LINE;
                let row = (bottom, high);
                bottom += high;
                row
            })
            .collect();
        Table { names, rows, plot: (name + 6.0 + BESIDE, WIDE - value - 6.0 - BESIDE), top, bottom }
    }

    /// The spans of height without rows of missing values.
    fn spans(&self, view: &RankingView) -> Vec<(f64, f64)> {
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for (&(top, high), row) in self.rows.iter().zip(&view.rows) {
            if matches!(row.measured, Measured::Missing(_)) {
                continue;
            }
            match spans.last_mut() {
                Some(span) if span.1 >= top => span.1 = top + high,
                _ => spans.push((top, top + high)),
            }
        }
        spans
    }

    fn x(&self, axis: &ValueAxis, value: f64) -> f64 {
        let across = pixels(self.plot.0)..pixels(self.plot.1);
        let row: Cartesian2d<ValueAxis, PeriodAxis> = Cartesian2d::new(*axis, PeriodAxis { count: 1 }, (across, 0..0));
        units(plotters::coord::CoordTranslate::translate(&row, &(drawable(value).unwrap_or(0.0), 0.0)).0)
    }

    fn draw_band(&self, picture: &Picture, view: &RankingView) {
        for (&(top, high), row) in self.rows.iter().zip(&view.rows) {
            if row.chosen {
                picture.rectangle(Ink::Band, (0.0, top), (WIDE, top + high));
            }
        }
    }

    fn draw_bench(&self, picture: &Picture, view: &RankingView, axis: &ValueAxis) {
        let Some(bench) = &view.bench else { return };
        let x = self.x(axis, bench.value);
        for (index, (top, bottom)) in self.spans(view).into_iter().enumerate() {
            let top = if index == 0 { self.top - 6.0 } else { top };
            picture.line(Ink::Bench, &[(x, top), (x, bottom)]);
        }
        let wide = width(&bench.label, SIZE, true);
        picture.text_within(Ink::Bold, HPos::Center, (inside(x, wide, (0.0, WIDE)), 9.0), WIDE, &bench.label);
    }

    fn draw_marks(&self, picture: &Picture, view: &RankingView, axis: &ValueAxis) {
        let mut marks = Vec::new();
        for (&(top, high), row) in self.rows.iter().zip(&view.rows) {
            let Measured::Given { value, interval, mark, .. } = &row.measured else { continue };
            let y = top + high / 2.0;
            if let Some((low, upper)) = interval {
                picture.line(Ink::Whisker, &[(self.x(axis, *low), y), (self.x(axis, *upper), y)]);
            }
            if drawable(*value).is_some() {
                marks.push((*mark, (self.x(axis, *value), y)));
            }
        }
        for (mark, at) in marks {
            draw_mark(picture, mark, at);
        }
    }

    fn draw_texts(&self, picture: &Picture, view: &RankingView) {
        for ((&(top, high), row), lines) in self.rows.iter().zip(&view.rows).zip(&self.names) {
            let middle = top + high / 2.0;
            let ink = if row.chosen { Ink::Me } else { Ink::Text };
            let first = middle - lines.len().saturating_sub(1) as f64 * LINE / 2.0;
            for (index, line) in lines.iter().enumerate() {
                picture.text(ink, HPos::Left, (2.0, first + index as f64 * LINE), line);
            }
            let room = WIDE - self.plot.0 + BESIDE;
            match &row.measured {
                Measured::Given { text, .. } => picture.text_within(ink, HPos::Right, (WIDE - 2.0, middle), 110.0, text),
                Measured::Missing(word) => picture.text_within(Ink::Void, HPos::Right, (WIDE - 2.0, middle), room - 4.0, word),
            }
        }
    }
}

/// Width of the value of a row.
fn written(row: &RankingRow) -> f64 {
    match &row.measured {
        Measured::Given { text, .. } => width(text, SIZE, row.chosen).min(110.0),
        Measured::Missing(_) => 0.0,
    }
}

/// Draws the shape of a comparison.
pub(super) fn draw_mark(picture: &Picture, mark: Mark, at: Place) {
    const UP: [Place; 3] = [(0.0, -5.6), (5.6, 4.2), (-5.6, 4.2)];
    const DOWN: [Place; 3] = [(0.0, 5.6), (-5.6, -4.2), (5.6, -4.2)];
    match mark {
        Mark::Better => picture.circle(Ink::Better, at, 4.8),
        Mark::Same => picture.circle(Ink::Same, at, 4.2),
        Mark::Worse => picture.shape(Ink::Worse, at, &diamond(5.8)),
        Mark::Higher => picture.shape(Ink::Higher, at, &UP),
        Mark::Lower => picture.shape(Ink::Lower, at, &DOWN),
        Mark::Plain => picture.circle(Ink::CountryDot, at, 3.6),
    }
}

/// The numbers under the rows.
struct Ticks {
    lines: Vec<f64>,
    /// Middle and text of those that fit.
    labels: Vec<(f64, String)>,
}

impl Ticks {
    fn of(axis: &ValueAxis, number: Number<'_>, unit: &str, table: &Table) -> Ticks {
        let ticks = axis.labels(number);
        let lines: Vec<f64> = ticks.iter().map(|&(value, _)| table.x(axis, value)).collect();
        let mut labels: Vec<(f64, String)> = Vec::new();
        let mut edge = f64::INFINITY;
        for (index, (_, text)) in ticks.iter().enumerate().rev() {
            let last = index + 1 == ticks.len() && !unit.is_empty();
            let text = if last { format!("{text}\u{a0}{unit}") } else { text.clone() };
            let wide = width(&text, SIZE, false);
            let middle = inside(lines[index], wide, (0.0, WIDE));
            if middle + wide / 2.0 + 8.0 <= edge {
                edge = middle - wide / 2.0;
                labels.push((middle, text));
            }
        }
        Ticks { lines, labels }
    }

    fn high(&self) -> f64 {
        22.0
    }

    fn draw(&self, picture: &Picture, table: &Table) {
        for &x in &self.lines {
            picture.line(Ink::Grid, &[(x, table.top), (x, table.bottom + 3.0)]);
        }
        for (middle, text) in &self.labels {
            picture.text_within(Ink::Muted, HPos::Center, (*middle, table.bottom + 12.0), WIDE, text);
        }
    }
}
