//! Parts of a whole as bars, a row for each whole.
//!
//! * Each series has a colour and a pattern; what comes after the sixth shares the last one.
//! * A missing part is said in its row and never drawn as nothing.
//! * Bars start at zero. Where a value is negative, they are never shown as shares.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::Alternative;
use super::ink::Ink;
use super::picture::{Picture, WIDE};
use super::scale::drawable;
use super::svg::Svg;
use super::width::{LINE, SIZE, width, wrap};

/// Parts of wholes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StackedView {
    /// Name and description.
    pub alternative: Alternative,
    /// Whether each bar is as wide as the picture, so that shares are compared.
    pub shares: bool,
    /// The names of the parts, in the order of the cells.
    pub series: Vec<String>,
    /// The bars from top to bottom.
    pub rows: Vec<StackedRow>,
    /// The sentence that stands in place of a picture without any value.
    pub empty: String,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StackedRow {
    /// What it is the whole of.
    pub name: String,
    /// What is written at its right: the sum with its unit. May be empty.
    pub total: String,
    /// One for each series; shorter means nothing is said about the rest.
    pub cells: Vec<Cell>,
    /// Whether the reader chose it.
    pub chosen: bool,
}

/// One part of a bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Cell {
    /// A value.
    Given {
        /// Its size.
        value: f64,
        /// As it is written under the part, where it fits.
        text: String,
    },
    /// The word for what is missing: `ei kirjattu`.
    Missing(String),
}

/// Draws parts of wholes as bars.
///
/// Equal views are equal bytes.
pub fn stacked(view: &StackedView) -> Svg {
    draw(view).finish()
}

/// Height of a bar.
const BAR: f64 = 22.0;
/// Between two parts.
const GAP: f64 = 1.6;

pub(super) fn draw(view: &StackedView) -> Picture {
    let Some(scale) = Scale::of(view) else {
        return Picture::of_nothing(&view.empty, &view.alternative);
    };
    let legend = legend(view);
    let mut y = legend.last().map_or(0.0, |entry| entry.y + 16.0);
    let rows: Vec<Bar<'_>> = view
        .rows
        .iter()
        .map(|row| {
            let bar = Bar::of(row, view, &scale, y);
            y = bar.bottom;
            bar
        })
        .collect();
    let picture = Picture::new(y, &view.alternative);
    draw_parts(&picture, &rows);
    for entry in &legend {
        picture.rectangle(Ink::series(entry.slot), (entry.x, entry.y - 5.5), (entry.x + 18.0, entry.y + 5.5));
    }
    for entry in &legend {
        picture.text_within(Ink::Text, HPos::Left, (entry.x + 23.0, entry.y), WIDE - 23.0, &entry.text);
    }
    for bar in &rows {
        bar.draw_texts(&picture);
    }
    picture
}

/// From values to units.
struct Scale {
    shares: bool,
    /// Largest sum of what is below and above zero.
    below: f64,
    above: f64,
}

fn sums(row: &StackedRow) -> (f64, f64) {
    let (mut below, mut above) = (0.0, 0.0);
    for value in row.cells.iter().filter_map(size) {
        if value < 0.0 { below -= value } else { above += value }
    }
    (below, above)
}

fn size(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Given { value, .. } => drawable(*value),
        Cell::Missing(_) => None,
    }
}

impl Scale {
    fn of(view: &StackedView) -> Option<Scale> {
        if !view.rows.iter().flat_map(|row| &row.cells).any(|cell| size(cell).is_some()) {
            return None;
        }
        let (mut below, mut above) = (0.0_f64, 0.0_f64);
        for row in &view.rows {
            let sum = sums(row);
            below = below.max(sum.0);
            above = above.max(sum.1);
        }
        Some(Scale { shares: view.shares && below == 0.0, below, above })
    }

    /// Where zero is, and units to one of the value, for a row.
    fn of_row(&self, row: &StackedRow) -> (f64, f64) {
        let whole = if self.shares { sums(row).1 } else { self.below + self.above };
        let to_one = if whole > 0.0 { WIDE / whole } else { 0.0 };
        (self.below * to_one, to_one)
    }
}

/// A bar with its places.
struct Bar<'a> {
    row: &'a StackedRow,
    top: f64,
    name: Vec<String>,
    /// Series, left, right and text.
    parts: Vec<(usize, f64, f64, &'a str)>,
    missing: Vec<String>,
    zero: f64,
    bottom: f64,
}

impl<'a> Bar<'a> {
    fn of(row: &'a StackedRow, view: &'a StackedView, scale: &Scale, top: f64) -> Bar<'a> {
        let total = width(&row.total, SIZE, true);
        let room = if total > 0.0 { (WIDE - total - 12.0).max(120.0) } else { WIDE };
        let name = wrap(&row.name, room, 3, SIZE, true);
        let words: Vec<String> = row
            .cells
            .iter()
            .zip(view.series.iter().map(String::as_str).chain(std::iter::repeat("")))
            .filter_map(|(cell, series)| match cell {
                Cell::Missing(word) => Some(format!("{series}: {word}")),
                Cell::Given { .. } => None,
            })
            .collect();
        let missing = wrap(&words.join(", "), WIDE, 6, SIZE, false);
        let (zero, parts) = parts(row, scale);
        let bar = top + name.len() as f64 * LINE + 3.0;
        let under = if parts.is_empty() { 0.0 } else { BAR + 16.0 };
        let bottom = bar + under + missing.len() as f64 * LINE + 8.0;
        Bar { row, top, name, parts, missing, zero, bottom }
    }

    fn bar(&self) -> f64 {
        self.top + self.name.len() as f64 * LINE + 3.0
    }

    fn draw_texts(&self, picture: &Picture) {
        let ink = if self.row.chosen { Ink::Me } else { Ink::Bold };
        for (index, line) in self.name.iter().enumerate() {
            picture.text(ink, HPos::Left, (0.0, self.top + 7.5 + index as f64 * LINE), line);
        }
        let total_room = WIDE - self.name.iter().map(|line| width(line, SIZE, true)).fold(0.0, f64::max) - 8.0;
        if !self.row.total.is_empty() {
            picture.text_within(Ink::Muted, HPos::Right, (WIDE, self.top + 7.5), total_room, &self.row.total);
        }
        let mut edge = 0.0;
        for &(_, left, right, text) in &self.parts {
            let (middle, wide) = (f64::midpoint(left, right), width(text, SIZE, false));
            let clear = middle - wide / 2.0 >= edge && middle + wide / 2.0 <= WIDE;
            if !text.is_empty() && clear && wide <= right - left + 4.0 {
                picture.text(Ink::Text, HPos::Center, (middle, self.bar() + BAR + 8.5), text);
                edge = middle + wide / 2.0 + 3.0;
            }
        }
        let under = if self.parts.is_empty() { 0.0 } else { BAR + 16.0 };
        for (index, line) in self.missing.iter().enumerate() {
            picture.text(Ink::Void, HPos::Left, (0.0, self.bar() + under + 7.5 + index as f64 * LINE), line);
        }
    }
}

/// Zero, and the parts from left to right.
fn parts<'a>(row: &'a StackedRow, scale: &Scale) -> (f64, Vec<(usize, f64, f64, &'a str)>) {
    let (zero, to_one) = scale.of_row(row);
    let (mut left, mut right) = (zero, zero);
    let mut parts = Vec::new();
    for (series, cell) in row.cells.iter().enumerate() {
        let (Cell::Given { text, .. }, Some(value)) = (cell, size(cell)) else { continue };
        let wide = value.abs() * to_one;
        if value < 0.0 {
            parts.push((series, left - wide, left, text.as_str()));
            left -= wide;
        } else {
            parts.push((series, right, right + wide, text.as_str()));
            right += wide;
        }
    }
    parts.sort_by(|a, b| a.1.total_cmp(&b.1));
    (zero, parts)
}

/// All parts of one series after another, so that each is one element.
fn draw_parts(picture: &Picture, rows: &[Bar<'_>]) {
    for slot in 0..6 {
        for bar in rows {
            for &(series, left, right, _) in bar.parts.iter().filter(|part| part.0.min(5) == slot) {
                let inset = GAP.min(right - left) / 2.0;
                if right - left > 0.05 {
                    let (top, bottom) = (bar.bar(), bar.bar() + BAR);
                    picture.rectangle(Ink::series(series), (left + inset, top), (right - inset, bottom));
                }
            }
        }
    }
    for bar in rows.iter().filter(|bar| bar.zero > 0.0 && !bar.parts.is_empty()) {
        picture.line(Ink::Bench, &[(bar.zero, bar.bar() - 3.0), (bar.zero, bar.bar() + BAR + 3.0)]);
    }
}

/// An entry of the legend.
struct Entry {
    slot: usize,
    x: f64,
    y: f64,
    text: String,
}

/// The series with their patterns, in lines above the bars.
fn legend(view: &StackedView) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let (mut x, mut y) = (0.0, 7.5);
    for (slot, name) in view.series.iter().enumerate() {
        let text = wrap(name, WIDE - 23.0, 1, SIZE, false).pop().unwrap_or_default();
        let wide = 23.0 + width(&text, SIZE, false);
        if x > 0.0 && x + wide > WIDE {
            x = 0.0;
            y += 17.0;
        }
        entries.push(Entry { slot, x, y, text });
        x += wide + 14.0;
    }
    entries
}
