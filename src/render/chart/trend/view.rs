//! What a trend shows.

use serde::Serialize;

use super::super::Alternative;
use super::super::scale::{ValueAxis, drawable, reach};

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
    /// Whether a new series of this line begins here: no line leads to it.
    pub starts: bool,
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

    /// An axis for all values and targets; from zero where they come near it.
    pub(super) fn axis(&self) -> Option<ValueAxis> {
        let (low, high) = reach(self.lines.iter().flat_map(|line| self.values(line)).map(|(_, point)| point.value))?;
        let near_zero = low > 0.0 && low <= high * 0.35;
        let zero = (self.from_zero || near_zero).then_some(0.0);
        let targets = self.targets.iter().map(|target| target.value);
        ValueAxis::holding([low, high].into_iter().chain(zero).chain(targets), 5)
    }

    /// The values that can be drawn, with the index of their period.
    pub(super) fn values<'a>(&self, line: &'a Line) -> impl DoubleEndedIterator<Item = (usize, Point)> + use<'a> {
        line.points.iter().take(self.periods.len()).enumerate().filter_map(|(period, point)| {
            let point = (*point)?;
            let value = drawable(point.value)?;
            Some((period, Point { value, ..point }))
        })
    }
    /// The index of the last period.
    pub(super) fn last(&self) -> usize {
        self.periods.len().saturating_sub(1)
    }
}
