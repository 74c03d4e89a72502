//! What is written at the ends of the lines, moved apart.

use plotters_backend::text_anchor::HPos;

use super::super::ink::Ink;
use super::super::labels::{Wish, apart};
use super::super::picture::{Picture, WIDE};
use super::super::scale::{ValueAxis, drawable, position};
use super::super::width::{LINE, SIZE, width, wrap};
use super::{LineRole, Plot, TrendView, place};

/// Widest label.
const LABEL: f64 = 126.0;
/// Fonts of other systems may be a little wider than what was measured.
const SLACK: f64 = 1.04;
/// Between the plot and the labels: beside their ends, or with fine lines between.
const BESIDE: f64 = 10.0;
const APART: f64 = 26.0;

/// The labels right of the plot.
pub(super) struct Ends {
    ends: Vec<End>,
    gap: f64,
}

/// One label.
struct End {
    ink: Ink,
    rows: Vec<String>,
    /// Period and value it belongs to; `None` for a line without values.
    of: Option<(usize, f64)>,
    /// Whether its end is the last period, so that it can stand beside it.
    is_last: bool,
    middle: f64,
    /// Where its value is, as high.
    wish: f64,
}

impl End {
    fn high(&self) -> f64 {
        self.rows.len() as f64 * LINE + 2.0
    }

    /// Whether a fine line must lead to it.
    fn is_far(&self) -> bool {
        self.of.is_some() && (!self.is_last || (self.middle - self.wish).abs() > 9.0)
    }
}

impl Ends {
    /// The labels of the strong lines and of the targets.
    pub(super) fn of(view: &TrendView) -> Ends {
        let mut ends = Vec::new();
        let mut add = |ink: Ink, rows: Vec<String>, of: Option<(usize, f64)>| {
            if !rows.is_empty() {
                let is_last = of.is_some_and(|(period, _)| period == view.last() && period > 0);
                ends.push(End { ink, rows, of, is_last, middle: 0.0, wish: 0.0 });
            }
        };
        let mut first = true;
        for line in &view.lines {
            let ink = match line.role {
                LineRole::Context => continue,
                LineRole::Chosen if std::mem::take(&mut first) => Ink::Me,
                _ => Ink::Bold,
            };
            let of = view.values(line).next_back().map(|(period, point)| (period, point.value));
            let mut rows = wrap(&line.name, LABEL, 3, SIZE, true);
            rows.extend(wrap(&line.end, LABEL, 2, SIZE, true));
            add(ink, rows, of);
        }
        for target in &view.targets {
            let Some(value) = drawable(target.value) else { continue };
            let period = target.to.unwrap_or(view.last()).min(view.last());
            add(Ink::Text, wrap(&target.label, LABEL, 3, SIZE, false), Some((period, value)));
        }
        Ends { ends, gap: BESIDE }
    }

    /// Height of all labels together.
    pub(super) fn high(&self) -> f64 {
        self.ends.iter().map(End::high).sum()
    }

    /// Finds their places between the top and the bottom of the plot; above it too, where the label
    /// of the top gridline, so wide, does not reach.
    pub(super) fn settle(&mut self, axis: &ValueAxis, (top, bottom): (f64, f64), top_label: f64) {
        for end in &mut self.ends {
            end.wish = end.of.map_or(bottom, |(_, value)| position(axis, value, (bottom, top)));
        }
        let is_free = top_label + 8.0 < WIDE - self.widest() * SLACK - APART;
        let ceiling = if is_free { 0.0 } else { top };
        let wishes: Vec<Wish> = self.ends.iter().map(|end| Wish { at: end.wish, high: end.high() }).collect();
        for (end, middle) in self.ends.iter_mut().zip(apart(&wishes, (ceiling, bottom))) {
            end.middle = middle;
        }
        if self.ends.iter().any(|end| end.is_last && end.is_far()) {
            self.gap = APART;
        }
    }

    /// Room right of the plot.
    pub(super) fn wide(&self) -> f64 {
        if self.ends.is_empty() { 14.0 } else { self.widest() * SLACK + self.gap }
    }

    fn widest(&self) -> f64 {
        let rows = self.ends.iter().flat_map(|end| end.rows.iter().map(|row| width(row, SIZE, end.ink.is_bold())));
        rows.fold(0.0, f64::max)
    }

    pub(super) fn draw(&self, picture: &Picture, plot: &Plot, right: f64) {
        let left = right + self.gap;
        for end in self.ends.iter().filter(|end| end.is_far()) {
            if let Some((period, value)) = end.of {
                let (x, y) = place(plot, period as f64, value);
                picture.line(Ink::Leader, &[(x + 6.0, y), (left - 3.0, end.middle)]);
            }
        }
        for end in &self.ends {
            let first = end.middle - (end.rows.len() - 1) as f64 * LINE / 2.0;
            for (index, row) in end.rows.iter().enumerate() {
                picture.text(end.ink, HPos::Left, (left, first + index as f64 * LINE), row);
            }
        }
    }
}
