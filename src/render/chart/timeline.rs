//! What lasts from when to when: bars on a common axis of time.
//!
//! * A partly known date is as long as what is not known of it, and drawn pale with a dashed edge.
//! * An open end fades out; its words stand beside the name.
//! * What has no date at all has no bar: its row says so.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::Alternative;
use super::ink::Ink;
use super::labels::inside;
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
    let year = i64::from(year) - i64::from(month <= 2);
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

    /// The month of this number, or its year alone.
    fn of_month(month: i32, with_month: bool) -> PartialDate {
        PartialDate { year: month / 12, month: with_month.then_some((month % 12 + 1) as u8), day: None }
    }

    /// Whether its day is known.
    fn is_whole(self) -> bool {
        self.month.is_some() && self.day.is_some()
    }

    /// The first day it can be, and the day after the last.
    fn days(self) -> (i64, i64) {
        let month = self.months();
        if self.month.is_none() {
            return (month_start(month), month_start(month + 12));
        }
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

/// The axis of time, with a tick at equal numbers of months.
struct Axis {
    first: i64,
    last: i64,
    /// Day and words of each tick but the last.
    ticks: Vec<(i64, String)>,
}

/// Distances of ticks, in months.
const STEPS: [i32; 13] = [1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 2400, 6000, 12000];

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
        // An open end needs room to fade out.
        let room = ((last - first) / 10).max(1);
        let is_open = |open: fn(&Extent) -> bool| i32::from(view.rows.iter().any(|row| open(&row.extent)));
        let before = room * is_open(|extent| matches!(extent, Extent::Span(None, Some(_))));
        let after = room * is_open(|extent| matches!(extent, Extent::Span(Some(_), None)));
        let months = ((first - before).max(0), last + after);
        STEPS.into_iter().find_map(|step| Axis::with(months, step, label))
    }

    /// The axis with ticks this far apart, if all their words fit.
    fn with((first, last): (i32, i32), step: i32, label: &dyn Fn(PartialDate) -> String) -> Option<Axis> {
        let (from, to) = (first / step * step, (last + step - 1) / step * step);
        let count = (to - from) / step;
        let is_widest = STEPS.last() == Some(&step);
        if count > 16 && !is_widest {
            return None;
        }
        let months = (0..count).map(|tick| from + tick * step);
        let ticks: Vec<(i64, String)> = months.map(|month| (month_start(month), label(PartialDate::of_month(month, step < 12)))).collect();
        let room = WIDE / f64::from(count.max(1));
        let fits = ticks.iter().all(|(_, text)| width(text, SIZE, false) + 8.0 <= room);
        (fits || is_widest).then(|| Axis { first: month_start(from), last: month_start(to), ticks })
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
        if let Some((date, words)) = &view.reference {
            let x = self.x(date.days().0);
            picture.line(Ink::Bench, &[(x, 16.0), (x, bottom)]);
            let middle = inside(x, width(words, SIZE, true), (0.0, WIDE));
            picture.text_within(Ink::Bold, HPos::Center, (middle, 8.0), WIDE, words);
        }
        let room = WIDE / self.ticks.len().max(1) as f64;
        for (day, text) in &self.ticks {
            picture.text_within(Ink::MutedHalo, HPos::Left, (self.x(*day) + 3.0, top - 9.0), room - 4.0, text);
        }
    }
}

/// Below a bar.
const FOOT: f64 = 8.0;

/// A row with its places.
struct Row<'a> {
    said: &'a TimelineRow,
    extent: Extent,
    name: Vec<String>,
    when: Vec<String>,
    /// Whether the time stands beside the name.
    beside: bool,
    top: f64,
    bottom: f64,
}

impl<'a> Row<'a> {
    fn of(row: &'a TimelineRow, top: f64) -> Row<'a> {
        let extent = match row.extent {
            Extent::Span(None, None) => Extent::Unknown,
            Extent::Span(Some(start), Some(end)) => Extent::Span(Some(start.min(end)), Some(start.max(end))),
            extent => extent,
        };
        let together = width(&row.name, SIZE, row.chosen) + width(&row.when, SIZE, false) + 12.0;
        let beside = together <= WIDE - 2.0;
        let name = wrap(&row.name, WIDE - 2.0, 3, SIZE, row.chosen);
        let when = wrap(&row.when, WIDE - 2.0, 3, SIZE, false);
        let lines = name.len() + if beside { 0 } else { when.len() };
        let bar = if extent == Extent::Unknown { 0.0 } else { BAR + 3.0 };
        let bottom = top + 3.0 + lines.max(1) as f64 * LINE + bar + FOOT;
        Row { said: row, extent, name, when, beside, top, bottom }
    }

    fn draw_texts(&self, picture: &Picture) {
        let ink = if self.said.chosen { Ink::MeHalo } else { Ink::TextHalo };
        let when = if self.extent == Extent::Unknown { Ink::VoidHalo } else { Ink::MutedHalo };
        let mut y = self.top + 10.5;
        for line in &self.name {
            picture.text(ink, HPos::Left, (1.0, y), line);
            y += LINE;
        }
        for line in &self.when {
            if self.beside {
                picture.text(when, HPos::Right, (WIDE - 1.0, self.top + 10.5), line);
            } else {
                picture.text(when, HPos::Left, (1.0, y), line);
                y += LINE;
            }
        }
    }

    fn draw_bar(&self, picture: &Picture, axis: &Axis) {
        let bottom = self.bottom - FOOT;
        let (known, partly) = if self.said.chosen { (Ink::BarMe, Ink::BarMePart) } else { (Ink::Bar, Ink::BarPart) };
        let draw = |ink: Ink, from: f64, to: f64| {
            if to > from {
                picture.rectangle(ink, (from, bottom - BAR), (to, bottom));
            }
        };
        if let Extent::Point(at) = self.extent {
            let (from, to) = axis.days(at);
            if to - from > 12.0 {
                draw(partly, from, to);
            }
            let x = f64::midpoint(from, to).clamp(6.0, WIDE - 6.0);
            return picture.shape(known, (x, bottom - BAR / 2.0), &diamond(6.0));
        }
        let Extent::Span(start, end) = self.extent else { return };
        // The certain part reaches from the last day it can start on to the first it can end on.
        let exactly = |date: PartialDate, (first, last): (f64, f64)| if date.is_whole() { (last, first) } else { (first, last) };
        let from = start.map(|date| exactly(date, axis.days(date)).1);
        let to = end.map(|date| exactly(date, axis.days(date)).0);
        let (from, to) = (from.unwrap_or(to.unwrap_or(WIDE).min(FADE)), to.unwrap_or(from.unwrap_or(0.0).max(WIDE - FADE)));
        if let (Some(start), Some(end)) = (start, end)
            && from > to
        {
            return draw(partly, axis.days(start).0, axis.days(end).1);
        }
        draw(known, from, to.max(from + 2.0).min(WIDE));
        match start {
            Some(start) => draw(partly, axis.days(start).0, from),
            None => fade(|near, far| draw(known, from * (1.0 - far), from * (1.0 - near))),
        }
        match end {
            Some(end) => draw(partly, to, axis.days(end).1),
            None => fade(|near, far| draw(known, to + (WIDE - to) * near, to + (WIDE - to) * far)),
        }
    }
}

/// Length of an end that fades out.
const FADE: f64 = 22.0;

/// The end of a bar that goes on: shorter and shorter pieces, as shares of the way.
fn fade(draw: impl Fn(f64, f64)) {
    for (near, far) in [(0.15, 0.4), (0.55, 0.72), (0.87, 0.97)] {
        draw(near, far);
    }
}

impl Axis {
    /// From where to where a date is.
    fn days(&self, date: PartialDate) -> (f64, f64) {
        let (first, after) = date.days();
        (self.x(first), self.x(after))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, lines, name};
    use super::*;

    fn label(date: PartialDate) -> String {
        date.month.map_or_else(|| date.year.to_string(), |month| format!("{month}/{}", date.year))
    }

    fn date() -> impl Strategy<Value = PartialDate> {
        let year = prop_oneof![6 => 2019..2027, 1 => 1900..2100, 1 => any::<i32>()];
        (year, prop::option::of(0..14_u8), prop::option::of(0..40_u8)).prop_map(|(year, month, day)| PartialDate { year, month, day })
    }

    fn view() -> impl Strategy<Value = TimelineView> {
        let extent = prop_oneof![
            4 => (prop::option::of(date()), prop::option::of(date())).prop_map(|(start, end)| Extent::Span(start, end)),
            1 => date().prop_map(Extent::Point),
            1 => Just(Extent::Unknown),
        ];
        let row = (name(), name(), extent, any::<bool>()).prop_map(|(name, when, extent, chosen)| TimelineRow { name, when, extent, chosen });
        (prop::collection::vec(row, 0..9), prop::option::of((date(), name())), name()).prop_map(|(rows, reference, empty)| TimelineView {
            alternative: alternative(),
            rows,
            reference,
            empty,
        })
    }

    proptest! {
        #[test]
        fn any_timeline_is_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view, &label))?;
            prop_assert_eq!(svg, timeline(&view, &label).into_string());
        }
    }

    const fn day(year: i32, month: u8, day: u8) -> PartialDate {
        PartialDate { year, month: Some(month), day: Some(day) }
    }

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        let days = |a: PartialDate, b: PartialDate| b.days().0 - a.days().0;
        assert_eq!(days(day(2023, 1, 1), day(2024, 1, 1)), 365);
        assert_eq!(days(day(2024, 2, 28), day(2024, 3, 1)), 2);
        assert_eq!(days(day(2000, 1, 1), day(2100, 1, 1)), 36525);
        assert_eq!(days(day(2023, 2, 31), day(2023, 3, 1)), 1);
    }

    #[test]
    fn a_small_timeline_is_exactly_this() {
        let row = |name: &str, extent| TimelineRow { name: name.into(), when: "aika".into(), extent, chosen: false };
        let rows = vec![
            row("A", Extent::Span(Some(day(2022, 1, 1)), Some(day(2022, 12, 31)))),
            row("B", Extent::Span(Some(PartialDate { year: 2023, month: None, day: None }), None)),
            row("C", Extent::Unknown),
        ];
        let view = TimelineView { alternative: alternative(), rows, reference: None, empty: String::new() };
        assert_eq!(
            lines(&timeline(&view, &label)),
            r#"<svg viewBox="0 0 360 130" role="img" aria-labelledby="c-t c-d">
<title id="c-t">T</title>
<desc id="c-d">D</desc>
<path class="grid" d="M.5 4v126M71.7 4v126M144.2 4v126M215.4 4v126M287.9 4v126"/>
<path class="axis" d="M0 22h360"/>
<text class="t-mute halo" x="3.5" y="17.4">1/2022<tspan x="74.7">7/2022</tspan>
<tspan x="147.2">1/2023</tspan>
<tspan x="218.4">7/2023</tspan>
<tspan x="290.9">1/2024</tspan>
</text>
<path class="bar" d="M.5 45h143.7v11h-143.7zM287.9 85h50.1v11h-50.1z"/>
<path class="bar-part" d="M144.2 85h143.7v11h-143.7z"/>
<path class="bar" d="M341.3 85h5.5v11h-5.5zM350.1 85h3.7v11h-3.7zM357.1 85h2.2v11h-2.2z"/>
<text class="halo" x="1" y="38.9">A</text>
<text class="t-mute halo end" x="359" y="38.9">aika</text>
<text class="halo" x="1" y="78.9">B</text>
<text class="t-mute halo end" x="359" y="78.9">aika</text>
<text class="halo" x="1" y="118.9">C</text>
<text class="t-mute void halo end" x="359" y="118.9">aika</text>
</svg>"#
        );
    }
}
