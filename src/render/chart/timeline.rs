//! What lasts from when to when: bars on a common axis of time.
//!
//! * A partly known date is as long as what is not known of it, and drawn pale with a dashed edge.
//! * An open end fades out; its words stand beside the name.
//! * What has no date at all has no bar: its row says so.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::Alternative;
use super::ink::Ink;
use super::picture::{Picture, WIDE, diamond};
use super::svg::Svg;
use super::width::{LINE, SIZE, width, wrap};

/// Things in time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// Name and description.
    pub alternative: Alternative,
    /// The rows from top to bottom.
    pub rows: Vec<TimelineRow>,
    /// A day to hold the rows against, with its words: the day of the release.
    pub reference: Option<(PartialDate, String)>,
    /// The sentence that stands in place of a picture without any row.
    pub empty: String,
}

/// One thing in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// Its name.
    pub name: String,
    /// Its time in words: `7/2022–`, and the word for what is not recorded.
    pub when: String,
    /// Its time.
    pub extent: Extent,
    /// Whether the reader chose it.
    pub chosen: bool,
}

/// When something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Extent {
    /// From when to when; `None` is open.
    Span(Option<PartialDate>, Option<PartialDate>),
    /// At one time: a diamond.
    Point(PartialDate),
    /// Not recorded.
    Unknown,
}

/// A date of which the day, or the month too, may not be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PartialDate {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month; not looked at without a month.
    pub day: Option<u8>,
}

/// Draws things in time. The axis is labelled by `label` with dates that have a year, or a year
/// and a month.
///
/// Equal views are equal bytes.
pub fn timeline(view: &TimelineView, label: &dyn Fn(PartialDate) -> String) -> Svg {
    draw(view, label).finish()
}

/// Height of a bar.
const BAR: f64 = 11.0;

pub(super) fn draw(view: &TimelineView, label: &dyn Fn(PartialDate) -> String) -> Picture {
    if view.rows.is_empty() {
        return Picture::of_nothing(&view.empty, &view.alternative);
    }
    let axis = Axis::of(view, label);
    let top = match (&axis, &view.reference) {
        (None, _) => 0.0,
        (Some(_), None) => 22.0,
        (Some(_), Some(_)) => 38.0,
    };
    let mut y = top + 2.0;
    let rows: Vec<Row<'_>> = view
        .rows
        .iter()
        .map(|row| {
            let row = Row::of(row, y);
            y = row.bottom;
            row
        })
        .collect();
    let picture = Picture::new(y, &view.alternative);
    if let Some(axis) = &axis {
        axis.draw(&picture, view, (top, y));
        for row in &rows {
            row.draw_bar(&picture, axis);
        }
    }
    for row in &rows {
        row.draw_texts(&picture);
    }
    picture
}

/// Days since a day long ago, in the Gregorian calendar.
fn day_number(year: i32, month: u8, day: u8) -> i64 {
    let year = i64::from(year.clamp(0, 9999)) - i64::from(month <= 2);
    let from_march = (i64::from(month) + 9) % 12;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (from_march * 153 + 2) / 5 + i64::from(day)
}

/// The first day of a month counted from year 0.
fn month_start(months: i32) -> i64 {
    day_number(months.div_euclid(12), (months.rem_euclid(12) + 1) as u8, 1)
}

impl PartialDate {
    /// Years are kept in a range that has four digits.
    fn months(self) -> i32 {
        self.year.clamp(0, 9999) * 12 + i32::from(self.month.unwrap_or(1).clamp(1, 12)) - 1
    }

    /// The first day it can be, and the day after the last.
    fn days(self) -> (i64, i64) {
        let month = self.months();
        let Some(_) = self.month else {
            return (month_start(month), month_start(month + 12));
        };
        let (start, end) = (month_start(month), month_start(month + 1));
        match self.day {
            None => (start, end),
            Some(day) => {
                let day = (start + i64::from(day.max(1)) - 1).min(end - 1);
                (day, day + 1)
            }
        }
    }
}

/// The axis of time: ticks at equal months.
struct Axis {
    first: i64,
    last: i64,
    /// Day and words of each tick but the last.
    ticks: Vec<(i64, String)>,
}

impl Axis {
    fn of(view: &TimelineView, label: &dyn Fn(PartialDate) -> String) -> Option<Axis> {
        let dates = view.rows.iter().flat_map(|row| match row.extent {
            Extent::Span(start, end) => [start, end],
            Extent::Point(at) => [Some(at), None],
            Extent::Unknown => [None, None],
        });
        let dates: Vec<PartialDate> = dates.flatten().chain(view.reference.iter().map(|(at, _)| *at)).collect();
        let first = dates.iter().map(|date| date.months()).min()?;
        let last = dates.iter().map(|date| date.months() + if date.month.is_some() { 1 } else { 12 }).max()?;
        let open = view.rows.iter().any(|row| matches!(row.extent, Extent::Span(Some(_), None) | Extent::Span(None, Some(_))));
        let steps = [1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 2400, 6000, 12000];
        steps.into_iter().find_map(|step| Axis::with((first, last), open, step, label))
    }

    /// The axis with ticks at these months, if all their words fit.
    fn with((first, last): (i32, i32), open: bool, step: i32, label: &dyn Fn(PartialDate) -> String) -> Option<Axis> {
        let from = first.div_euclid(step) * step - if open && first % step == 0 { step.min(6) } else { 0 };
        let from = from.div_euclid(step) * step;
        let to = -(-last - i32::from(open)).div_euclid(step) * step;
        let count = (to - from) / step;
        if count > 12 && step < 12000 {
            return None;
        }
        let ticks: Vec<(i64, String)> = (0..count)
            .map(|tick| {
                let month = from + tick * step;
                let date = PartialDate { year: month.div_euclid(12), month: (step < 12).then_some((month.rem_euclid(12) + 1) as u8), day: None };
                (month_start(month), label(date))
            })
            .collect();
        let axis = Axis { first: month_start(from), last: month_start(to), ticks };
        let room = WIDE / f64::from(count.max(1));
        let fits = axis.ticks.iter().all(|(_, text)| width(text, SIZE, false) + 8.0 <= room);
        (fits || step == 12000).then_some(axis)
    }

    fn x(&self, day: i64) -> f64 {
        let share = (day - self.first) as f64 / (self.last - self.first).max(1) as f64;
        share.clamp(0.0, 1.0) * (WIDE - 1.0) + 0.5
    }

    fn draw(&self, picture: &Picture, view: &TimelineView, (top, bottom): (f64, f64)) {
        for &(day, _) in &self.ticks {
            picture.line(Ink::Grid, &[(self.x(day), top - 18.0), (self.x(day), bottom)]);
        }
        picture.line(Ink::Axis, &[(0.0, top), (WIDE, top)]);
        let room = WIDE / self.ticks.len().max(1) as f64;
        for (day, text) in &self.ticks {
            picture.text_within(Ink::Muted, HPos::Left, (self.x(*day) + 3.0, top - 9.0), room - 4.0, text);
        }
        if let Some((date, words)) = &view.reference {
            let x = self.x(date.days().0);
            picture.line(Ink::Bench, &[(x, 15.0), (x, bottom)]);
            let wide = width(words, SIZE, true);
            picture.text_within(Ink::Bold, HPos::Center, (super::labels::inside(x, wide, (0.0, WIDE)), 8.0), WIDE, words);
        }
    }
}

/// A row with its places.
struct Row<'a> {
    row: &'a TimelineRow,
    name: Vec<String>,
    when: Vec<String>,
    /// Whether the time stands beside the name.
    beside: bool,
    top: f64,
    bottom: f64,
}

impl<'a> Row<'a> {
    fn of(row: &'a TimelineRow, top: f64) -> Row<'a> {
        let room = width(&row.when, SIZE, false) + 12.0;
        let beside = width(&row.name, SIZE, row.chosen) + room <= WIDE - 2.0;
        let name = wrap(&row.name, WIDE - 2.0, 3, SIZE, row.chosen);
        let when = wrap(&row.when, WIDE - 2.0, 3, SIZE, false);
        let lines = name.len() + if beside { 0 } else { when.len() };
        let bar = if row.extent == Extent::Unknown { 0.0 } else { BAR + 3.0 };
        let bottom = top + 3.0 + lines.max(1) as f64 * LINE + bar + 5.0;
        Row { row, name, when, beside, top, bottom }
    }

    fn draw_texts(&self, picture: &Picture) {
        let ink = if self.row.chosen { Ink::MeHalo } else { Ink::TextHalo };
        let when = if self.row.extent == Extent::Unknown { Ink::Void } else { Ink::MutedHalo };
        let mut y = self.top + 10.5;
        for line in &self.name {
            picture.text(ink, HPos::Left, (1.0, y), line);
            y += LINE;
        }
        if self.beside {
            for line in &self.when {
                picture.text(when, HPos::Right, (WIDE - 1.0, self.top + 10.5), line);
            }
        } else {
            for line in &self.when {
                picture.text(when, HPos::Left, (1.0, y), line);
                y += LINE;
            }
        }
    }

    fn draw_bar(&self, picture: &Picture, axis: &Axis) {
        let bottom = self.bottom - 5.0;
        let inks = if self.row.chosen { (Ink::BarMe, Ink::BarMePart) } else { (Ink::Bar, Ink::BarPart) };
        match self.row.extent {
            Extent::Unknown | Extent::Span(None, None) => {}
            Extent::Point(at) => {
                let (first, after) = at.days();
                if axis.x(after) - axis.x(first) > 12.0 {
                    part(picture, inks.1, (axis.x(first), axis.x(after)), bottom);
                }
                let x = f64::midpoint(axis.x(first), axis.x(after)).clamp(6.0, WIDE - 6.0);
                picture.shape(inks.0, (x, bottom - BAR / 2.0), &diamond(6.0));
            }
            Extent::Span(Some(start), Some(end)) => {
                let (start, end) = (start.min(end), start.max(end));
                self.draw_span(picture, axis, (start.days(), end.days()));
            }
            Extent::Span(Some(start), None) => {
                let from = start.days();
                let solid = f64::max(axis.x(from.1), WIDE - 22.0);
                part(picture, inks.1, (axis.x(from.0), axis.x(from.1)), bottom);
                part(picture, inks.0, (axis.x(from.1), solid), bottom);
                fade(picture, inks.0, (solid, WIDE), bottom);
            }
            Extent::Span(None, Some(end)) => {
                let to = end.days();
                let solid = f64::min(axis.x(to.0), 22.0);
                part(picture, inks.1, (axis.x(to.0), axis.x(to.1)), bottom);
                part(picture, inks.0, (solid, axis.x(to.0)), bottom);
                fade(picture, inks.0, (solid, 0.0), bottom);
            }
        }
    }

    fn draw_span(&self, picture: &Picture, axis: &Axis, (start, end): ((i64, i64), (i64, i64))) {
        let bottom = self.bottom - 5.0;
        let inks = if self.row.chosen { (Ink::BarMe, Ink::BarMePart) } else { (Ink::Bar, Ink::BarPart) };
        if start.1 >= end.0 && (start.1 - start.0 > 1 || end.1 - end.0 > 1) {
            return part(picture, inks.1, (axis.x(start.0), axis.x(end.1)), bottom);
        }
        if start.1 - start.0 > 1 {
            part(picture, inks.1, (axis.x(start.0), axis.x(start.1)), bottom);
        }
        if end.1 - end.0 > 1 {
            part(picture, inks.1, (axis.x(end.0), axis.x(end.1)), bottom);
        }
        let from = if start.1 - start.0 > 1 { start.1 } else { start.0 };
        let to = if end.1 - end.0 > 1 { end.0 } else { end.1 };
        part(picture, inks.0, (axis.x(from), axis.x(to).max(axis.x(from) + 2.0)), bottom);
    }
}

/// A piece of a bar.
fn part(picture: &Picture, ink: Ink, (left, right): (f64, f64), bottom: f64) {
    if right > left {
        picture.rectangle(ink, (left, bottom - BAR), (right, bottom));
    }
}

/// The end of a bar that goes on: shorter and shorter pieces.
fn fade(picture: &Picture, ink: Ink, (from, to): (f64, f64), bottom: f64) {
    let way = to - from;
    for (start, end) in [(0.15, 0.4), (0.55, 0.72), (0.87, 0.97)] {
        let (a, b) = (from + way * start, from + way * end);
        part(picture, ink, (a.min(b), a.max(b)), bottom);
    }
}
