//! Where a series breaks: dotted verticals, and words where they cross the fewest lines.

use plotters_backend::text_anchor::HPos;

use super::super::ink::Ink;
use super::super::picture::{Picture, Place};
use super::super::width::{LINE, SIZE, width, wrap};
use super::{Frame, Lines, Plot, TOP, TrendView, place};

/// Widest line of words.
const WORDS: f64 = 120.0;

/// The breaks between two periods of the chart: where, and why.
pub(super) fn cuts<'a>(plot: &Plot, view: &'a TrendView) -> Vec<(f64, &'a str)> {
    let seen = view.breaks.iter().filter(|cut| cut.at > 0 && cut.at < view.periods.len());
    seen.map(|cut| (place(plot, cut.at as f64 - 0.5, 0.0).0, cut.label.as_str())).collect()
}

pub(super) fn draw_cuts(picture: &Picture, frame: &Frame, cuts: &[(f64, &str)]) {
    for &(x, _) in cuts {
        picture.line(Ink::Break, &[(x, TOP), (x, frame.bottom)]);
    }
}

/// Writes why, beside each vertical. Words that find no free place are left out.
pub(super) fn draw_words(picture: &Picture, plot: &Plot, frame: &Frame, lines: &Lines, cuts: &[(f64, &str)]) {
    if cuts.is_empty() {
        return;
    }
    let steps = lines.steps(plot);
    let mut taken: Vec<Area> = Vec::new();
    for &(x, label) in cuts {
        let room = (frame.right - x).max(x - frame.left) - 8.0;
        let rows = wrap(label, room.min(WORDS), 3, SIZE, false);
        let wide = rows.iter().map(|row| width(row, SIZE, false)).fold(0.0, f64::max);
        let size = (wide, rows.len() as f64 * LINE);
        if let Some(area) = quiet_place(frame, &steps, (x, size), &taken) {
            for (index, row) in rows.iter().enumerate() {
                let y = area.top + 8.5 + index as f64 * LINE;
                picture.text(Ink::MutedHalo, HPos::Left, (area.left + 4.0, y), row);
            }
            taken.push(area);
        }
    }
}

/// A rectangle.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn meets(&self, other: &Area) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a step of a line runs through.
    fn is_crossed(&self, (x0, y0): Place, (x1, y1): Place) -> bool {
        if x1 < self.left || x0 > self.right || x1 <= x0 {
            return false;
        }
        let at = |x: f64| y0 + (y1 - y0) * (x.clamp(x0, x1) - x0) / (x1 - x0);
        let (a, b) = (at(self.left), at(self.right));
        a.min(b) < self.bottom && a.max(b) > self.top
    }
}

/// The place beside a vertical where words cross the fewest lines, from the bottom up, right first.
fn quiet_place(frame: &Frame, steps: &[(usize, Place, Place)], (x, (wide, high)): (f64, (f64, f64)), taken: &[Area]) -> Option<Area> {
    let mut best: Option<(usize, Area)> = None;
    for left in [x + 2.0, x - 10.0 - wide] {
        let right = left + wide + 8.0;
        if left < frame.left - 4.0 || right > frame.right + 4.0 {
            continue;
        }
        let near: Vec<_> = steps.iter().filter(|(_, from, to)| to.0 >= left && from.0 <= right).collect();
        let mut bottom = frame.bottom - 1.0;
        while bottom - high - 2.0 > TOP && best.is_none_or(|(cost, _)| cost > 0) {
            let area = Area { left, top: bottom - high - 2.0, right, bottom };
            if !taken.iter().any(|other| other.meets(&area)) {
                let crossed = near.iter().filter(|(_, from, to)| area.is_crossed(*from, *to));
                let cost = crossed.map(|(weight, ..)| weight).sum();
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, area));
                }
            }
            bottom -= 8.0;
        }
    }
    best.map(|(_, area)| area)
}
