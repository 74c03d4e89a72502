//! Parts of a whole as bars, a row for each whole.
//!
//! * Each series has a colour and a pattern; what comes after the sixth shares the last one.
//! * A missing part is said in its row and never drawn as nothing: an empty dashed end stands for it,
//!   as its size is not known.
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
/// Width of what stands for missing parts.
const GONE: f64 = 18.0;

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
    draw_parts(&picture, &rows, &legend);
    for entry in &legend {
        picture.text_within(Ink::Text, HPos::Left, (entry.x + 23.0, entry.y), WIDE - 23.0, &entry.text);
    }
    // One kind of text after another, so that each is one element.
    for draw in [Bar::draw_name, Bar::draw_total, Bar::draw_values, Bar::draw_missing] {
        for bar in &rows {
            draw(bar, &picture);
        }
    }
    picture
}

/// From values to units.
struct Scale {
    shares: bool,
    /// Largest sum of what is below and above zero.
    below: f64,
    above: f64,
    /// Room for missing parts in the rows of a common scale.
    gone: f64,
}

fn lacks(row: &StackedRow) -> bool {
    row.cells.iter().any(|cell| size(cell).is_none())
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
        let gone = if view.rows.iter().any(lacks) { GONE } else { 0.0 };
        Some(Scale { shares: view.shares && below == 0.0, below, above, gone })
    }

    /// Where zero is, and units to one of the value, for a row.
    fn of_row(&self, row: &StackedRow) -> (f64, f64) {
        let whole = if self.shares { sums(row).1 } else { self.below + self.above };
        let gone = if self.shares && !lacks(row) { 0.0 } else { self.gone };
        let to_one = if whole > 0.0 { (WIDE - gone) / whole } else { 0.0 };
        (self.below * to_one, to_one)
    }
}

/// A row with its places.
struct Bar<'a> {
    said: &'a StackedRow,
    name: Vec<String>,
    parts: Vec<Part<'a>>,
    missing: Vec<String>,
    zero: f64,
    /// Heights: of the row, of its bar, of the words under the bar, and of the next row.
    top: f64,
    base: f64,
    under: f64,
    bottom: f64,
}

/// One part of a bar.
struct Part<'a> {
    series: usize,
    left: f64,
    right: f64,
    text: &'a str,
}

impl<'a> Bar<'a> {
    fn of(said: &'a StackedRow, view: &StackedView, scale: &Scale, top: f64) -> Bar<'a> {
        let total = width(&said.total, SIZE, false);
        let room = if total > 0.0 { (WIDE - total - 12.0).max(120.0) } else { WIDE };
        let name = wrap(&said.name, room, 3, SIZE, true);
        let missing = wrap(&missing(said, &view.series), WIDE, 6, SIZE, false);
        let (zero, parts) = parts(said, scale);
        let base = top + name.len().max(1) as f64 * LINE + 3.0;
        let under = base + if parts.is_empty() { 0.0 } else { BAR + 16.0 };
        let bottom = under + missing.len() as f64 * LINE + 8.0;
        Bar { said, name, parts, missing, zero, top, base, under, bottom }
    }

    fn draw_name(&self, picture: &Picture) {
        let ink = if self.said.chosen { Ink::Me } else { Ink::Bold };
        for (index, line) in self.name.iter().enumerate() {
            picture.text(ink, HPos::Left, (0.0, self.top + 7.5 + index as f64 * LINE), line);
        }
    }

    fn draw_total(&self, picture: &Picture) {
        let name = self.name.iter().map(|line| width(line, SIZE, true)).fold(0.0, f64::max);
        picture.text_within(Ink::Muted, HPos::Right, (WIDE, self.top + 7.5), WIDE - name - 8.0, &self.said.total);
    }

    fn draw_missing(&self, picture: &Picture) {
        for (index, line) in self.missing.iter().enumerate() {
            picture.text(Ink::Void, HPos::Left, (0.0, self.under + 7.5 + index as f64 * LINE), line);
        }
    }

    /// The values under their parts, where they fit.
    fn draw_values(&self, picture: &Picture) {
        let mut edge = 0.0;
        for part in &self.parts {
            let (middle, wide) = (f64::midpoint(part.left, part.right), width(part.text, SIZE, false));
            let (left, right) = (middle - wide / 2.0, middle + wide / 2.0);
            if left >= edge && right <= WIDE && wide <= part.right - part.left + 4.0 {
                picture.text(Ink::Text, HPos::Center, (middle, self.base + BAR + 8.5), part.text);
                edge = right + 3.0;
            }
        }
    }
}

/// What is missing in a row: the names of the series before their common word.
fn missing(row: &StackedRow, series: &[String]) -> String {
    let mut words: Vec<(&str, Vec<&str>)> = Vec::new();
    for (index, cell) in row.cells.iter().enumerate() {
        let Cell::Missing(word) = cell else { continue };
        let name = series.get(index).map_or("", String::as_str);
        match words.iter_mut().find(|(other, _)| other == word) {
            Some((_, names)) => names.push(name),
            None => words.push((word, vec![name])),
        }
    }
    let said: Vec<String> = words.iter().map(|(word, names)| format!("{}: {word}", names.join(", "))).collect();
    said.join("; ")
}

/// Zero, and the parts from left to right.
fn parts<'a>(row: &'a StackedRow, scale: &Scale) -> (f64, Vec<Part<'a>>) {
    let (zero, to_one) = scale.of_row(row);
    let (mut below, mut above) = (zero, zero);
    let mut parts = Vec::new();
    for (series, cell) in row.cells.iter().enumerate() {
        let (Cell::Given { text, .. }, Some(value)) = (cell, size(cell)) else { continue };
        let edge = if value < 0.0 { &mut below } else { &mut above };
        let (from, to) = (*edge, *edge + value * to_one);
        *edge = to;
        parts.push(Part { series, left: from.min(to), right: from.max(to), text });
    }
    parts.sort_by(|a, b| a.left.total_cmp(&b.left));
    (zero, parts)
}

/// All parts of one series after another, so that each series is one element.
fn draw_parts(picture: &Picture, rows: &[Bar<'_>], legend: &[Entry]) {
    for slot in 0..6 {
        for entry in legend.iter().filter(|entry| entry.slot.min(5) == slot) {
            picture.rectangle(Ink::series(slot), (entry.x, entry.y - 5.5), (entry.x + 18.0, entry.y + 5.5));
        }
        for row in rows {
            for part in row.parts.iter().filter(|part| part.series.min(5) == slot && part.right - part.left > 0.05) {
                let inset = GAP.min(part.right - part.left) / 2.0;
                picture.rectangle(Ink::series(slot), (part.left + inset, row.base), (part.right - inset, row.base + BAR));
            }
        }
    }
    let drawn = || rows.iter().filter(|row| !row.parts.is_empty());
    for row in drawn().filter(|row| lacks(row.said)) {
        let left = row.parts.iter().map(|part| part.right).fold(row.zero, f64::max);
        picture.rectangle(Ink::Gone, (left + 1.5, row.base + 0.5), (left + GONE - 0.5, row.base + BAR - 0.5));
    }
    for row in drawn().filter(|row| row.zero > 0.0) {
        picture.line(Ink::Bench, &[(row.zero, row.base - 3.0), (row.zero, row.base + BAR + 3.0)]);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, lines, name, value, written};
    use super::*;

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![4 => value().prop_map(|value| Cell::Given { value, text: written(value) }), 1 => name().prop_map(Cell::Missing)]
    }

    fn view() -> impl Strategy<Value = StackedView> {
        let row = (name(), name(), prop::collection::vec(cell(), 0..9), any::<bool>()).prop_map(|(name, total, cells, chosen)| StackedRow {
            name,
            total,
            cells,
            chosen,
        });
        (any::<bool>(), prop::collection::vec(name(), 0..9), prop::collection::vec(row, 0..8), name()).prop_map(|(shares, series, rows, empty)| StackedView {
            alternative: alternative(),
            shares,
            series,
            rows,
            empty,
        })
    }

    proptest! {
        #[test]
        fn any_stack_is_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view))?;
            prop_assert_eq!(svg, stacked(&view).into_string());
        }
    }

    fn given(value: f64) -> Cell {
        Cell::Given { value, text: value.to_string() }
    }

    fn small(cells: Vec<Cell>) -> StackedView {
        let row = StackedRow { name: "A".into(), total: String::new(), cells, chosen: true };
        StackedView { alternative: alternative(), shares: true, series: vec!["x".into(), "y".into()], rows: vec![row], empty: "ei arvoja".into() }
    }

    #[test]
    fn a_small_stack_is_exactly_this() {
        assert_eq!(
            lines(&stacked(&small(vec![given(1.0), given(3.0)]))),
            r#"<svg viewBox="0 0 360 88" role="img" aria-labelledby="c-t c-d">
<title id="c-t">T</title>
<desc id="c-d">D</desc>
<path class="c1" d="M0 2h18v11h-18zM.8 41.5h88.4v22h-88.4z"/>
<path fill="url(#c-p2)" d="M43.3 2h18v11h-18zM90.8 41.5h268.4v22h-268.4z"/>
<text x="23" y="11.9">x<tspan x="66.3">y</tspan>
</text>
<text class="t-me" x="0" y="35.4">A</text>
<text class="mid" x="45" y="76.4">1<tspan x="225">3</tspan>
</text>
<pattern id="c-p2" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="c2" width="7" height="7"/>
<path class="pl" d="M0 0v7"/>
</pattern>
</svg>"#
        );
    }

    #[test]
    fn a_missing_part_is_said_and_has_a_dashed_end() {
        let svg = stacked(&small(vec![given(1.0), Cell::Missing("ei kirjattu".into())])).into_string();
        assert!(svg.contains(">y: ei kirjattu<") && svg.contains("class=\"m-gone\""), "{svg}");
    }

    #[test]
    fn negative_values_are_never_shares() {
        let svg = stacked(&small(vec![given(-1.0), given(1.0)])).into_string();
        assert!(svg.contains("class=\"bench\""), "{svg}");
    }
}
