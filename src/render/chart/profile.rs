//! Where a region stands in many indicators, each between the worst and the best region: the spine chart.
//!
//! * Every row has a scale of its own, with the benchmark in the middle of the picture. It is the
//!   same on both sides of the middle, so the longer side tells where the distance is.
//! * Right is better where that is known; else right is larger, and the mark is a triangle.
//! * A pale bar is all regions, a darker one the middle half, an ink line the benchmark.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::Alternative;
use super::ink::Ink;
use super::labels::inside;
use super::picture::{Picture, WIDE};
use super::ranking::{Mark, draw_mark};
use super::scale::drawable;
use super::svg::Svg;
use super::width::{LINE, SIZE, width, wrap};

/// A region in many indicators.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ProfileView {
    /// Name and description.
    pub alternative: Alternative,
    /// What the left end, the middle and the right end are: `heikoin`, `Koko maa`, `paras`.
    pub ends: [String; 3],
    /// Rows under their heads.
    pub groups: Vec<ProfileGroup>,
    /// What else has to be known. May be empty.
    pub note: String,
    /// The sentence that stands in place of a picture without any row.
    pub empty: String,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfileGroup {
    /// Their head; empty where there is nothing to tell apart.
    pub name: String,
    /// The rows from top to bottom.
    pub rows: Vec<ProfileRow>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfileRow {
    /// Its name.
    pub name: String,
    /// The region's value as it is written, or the word for what is missing.
    pub text: String,
    /// The region's value; `None` where it is missing.
    pub value: Option<f64>,
    /// What the comparison says.
    pub mark: Mark,
    /// Where the other regions lie; `None` where too few have values.
    pub spread: Option<Spread>,
}

/// Where regions lie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// The smallest and the largest value.
    pub range: (f64, f64),
    /// As they are written, the left one first: the worst, where it is known which way is better.
    pub written: (String, String),
    /// The first and the third quartile.
    pub middle: (f64, f64),
    /// The benchmark.
    pub bench: f64,
    /// Whether smaller values lie at the right, because they are better.
    pub reversed: bool,
}

/// Draws where a region stands in many indicators.
///
/// Equal views are equal bytes.
pub fn profile(view: &ProfileView) -> Svg {
    draw(view).finish()
}

/// Widest name and widest value.
const NAME: f64 = 144.0;
const VALUE: f64 = 130.0;
/// Height of the bar of all regions, and of that of the middle half.
const BAR: f64 = 12.0;
/// Room beside a mark at the end of a bar.
const BESIDE: f64 = 8.0;

pub(super) fn draw(view: &ProfileView) -> Picture {
    if view.groups.iter().all(|group| group.rows.is_empty()) {
        return Picture::of_nothing(&view.empty, &view.alternative);
    }
    let sheet = Sheet::of(view);
    let note = wrap(&view.note, WIDE - 4.0, 6, SIZE, false);
    let picture = Picture::new(sheet.bottom + note.len() as f64 * LINE + 4.0, &view.alternative);
    sheet.draw_bars(&picture);
    sheet.draw_marks(&picture);
    sheet.draw_head(&picture, view);
    sheet.draw_texts(&picture);
    for (row, line) in note.iter().enumerate() {
        picture.text(Ink::Muted, HPos::Left, (2.0, sheet.bottom + 8.0 + row as f64 * LINE), line);
    }
    picture
}

/// Where rows and columns are.
struct Sheet<'a> {
    /// Heads with their middles.
    heads: Vec<(Vec<String>, f64)>,
    rows: Vec<Row<'a>>,
    /// The spines between the columns.
    plot: (f64, f64),
    bottom: f64,
}

/// A row with its places.
struct Row<'a> {
    said: &'a ProfileRow,
    name: Vec<String>,
    top: f64,
    high: f64,
}

impl Row<'_> {
    /// The middle of the bar.
    fn bar(&self) -> f64 {
        self.top + self.high / 2.0 - if self.is_labelled() { LINE / 2.0 } else { 0.0 }
    }

    /// Whether the ends of the bar are written under it.
    fn is_labelled(&self) -> bool {
        self.said.spread.is_some()
    }
}

impl<'a> Sheet<'a> {
    fn of(view: &'a ProfileView) -> Sheet<'a> {
        let all = || view.groups.iter().flat_map(|group| &group.rows);
        let written = |row: &ProfileRow| width(&row.text, SIZE, row.value.is_some());
        let value = all().map(written).filter(|wide| *wide <= VALUE).fold(36.0, f64::max);
        let names: Vec<Vec<String>> = all().map(|row| wrap(&row.name, NAME, 4, SIZE, false)).collect();
        let name = names.iter().flatten().map(|line| width(line, SIZE, false)).fold(0.0, f64::max);
        let plot = (name + 8.0 + BESIDE, WIDE - value - 10.0 - BESIDE);
        let mut sheet = Sheet { heads: Vec::new(), rows: Vec::new(), plot, bottom: 0.0 };
        let mut y = 4.0 + sheet.head_lines(view).len() as f64 * LINE;
        let mut names = names.into_iter();
        for group in view.groups.iter().filter(|group| !group.rows.is_empty()) {
            let head = wrap(&group.name, WIDE - 4.0, 2, SIZE, true);
            if !head.is_empty() {
                y += 6.0;
                let high = head.len() as f64 * LINE;
                sheet.heads.push((head, y + 7.5));
                y += high + 2.0;
            }
            for said in &group.rows {
                let name = names.next().unwrap_or_default();
                let spine = if said.spread.is_some() { BAR + LINE + 4.0 } else { LINE };
                let high = (name.len() as f64 * LINE).max(spine) + 8.0;
                sheet.rows.push(Row { said, name, top: y, high });
                y += high;
            }
        }
        sheet.bottom = y;
        sheet
    }

    /// The words over the spines: in one line where they fit, else the middle above the ends.
    fn head_lines(&self, view: &ProfileView) -> Vec<Vec<(HPos, f64, String)>> {
        let (left, right) = self.plot;
        let (left, right) = (left - BESIDE, right + BESIDE);
        let middle = f64::midpoint(left, right);
        let [worst, bench, best] = &view.ends;
        let wide = |text: &String| width(text, SIZE, false);
        let half = (right - left) / 2.0;
        if worst.is_empty() && bench.is_empty() && best.is_empty() {
            return Vec::new();
        }
        let at_middle = (HPos::Center, inside(middle, width(bench, SIZE, true), (0.0, WIDE)), bench.clone());
        let mut ends = Vec::new();
        for (side, at, text) in [(HPos::Left, left, worst), (HPos::Right, right, best)] {
            if wide(text) <= half - 4.0 {
                ends.push((side, at, text.clone()));
            }
        }
        let need = width(bench, SIZE, true) / 2.0 + 8.0;
        if wide(worst) + need <= half && wide(best) + need <= half {
            let mut line = vec![at_middle];
            line.extend(ends);
            vec![line]
        } else {
            vec![vec![at_middle], ends]
        }
    }

    fn draw_head(&self, picture: &Picture, view: &ProfileView) {
        for (row, line) in self.head_lines(view).into_iter().enumerate() {
            for (side, x, text) in line {
                let ink = if matches!(side, HPos::Center) { Ink::Bold } else { Ink::Muted };
                picture.text_within(ink, side, (x, 7.5 + row as f64 * LINE), WIDE, &text);
            }
        }
    }

    /// Where a value of a row lies.
    fn x(&self, row: &ProfileRow, spread: &Spread, value: f64) -> f64 {
        let (left, right) = self.plot;
        let reach = [spread.range.0, spread.range.1].into_iter().chain(row.value).filter_map(drawable);
        let bench = drawable(spread.bench).unwrap_or_default();
        let half = reach.map(|value| (value - bench).abs()).fold(0.0, f64::max);
        let share = if half > 0.0 { ((drawable(value).unwrap_or(bench) - bench) / half).clamp(-1.0, 1.0) } else { 0.0 };
        let share = if spread.reversed { -share } else { share };
        f64::midpoint(left, right) + share * (right - left) / 2.0
    }

    fn spines(&self) -> impl Iterator<Item = (&Row<'a>, &'a Spread)> {
        self.rows.iter().filter_map(|row| Some((row, row.said.spread.as_ref()?)))
    }

    /// A span of values, left end first; never narrower than can be seen.
    fn span(&self, row: &ProfileRow, spread: &Spread, (low, high): (f64, f64)) -> (f64, f64) {
        let (a, b) = (self.x(row, spread, low), self.x(row, spread, high));
        let (left, right) = (a.min(b), a.max(b));
        if right - left < 2.0 { (f64::midpoint(left, right) - 1.0, f64::midpoint(left, right) + 1.0) } else { (left, right) }
    }

    fn draw_bars(&self, picture: &Picture) {
        for (row, spread) in self.spines() {
            let ((left, right), y) = (self.span(row.said, spread, spread.range), row.bar());
            picture.rectangle(Ink::Range, (left, y - BAR / 2.0), (right, y + BAR / 2.0));
        }
        for (row, spread) in self.spines() {
            let ((left, right), y) = (self.span(row.said, spread, spread.middle), row.bar());
            picture.rectangle(Ink::Quart, (left, y - BAR / 2.0), (right, y + BAR / 2.0));
        }
        for (row, spread) in self.spines() {
            let (x, y) = (self.x(row.said, spread, spread.bench), row.bar());
            picture.line(Ink::Bench, &[(x, y - BAR / 2.0 - 3.0), (x, y + BAR / 2.0 + 3.0)]);
        }
    }

    fn draw_marks(&self, picture: &Picture) {
        for (row, spread) in self.spines() {
            if let Some(value) = row.said.value.and_then(drawable) {
                draw_mark(picture, row.said.mark, (self.x(row.said, spread, value), row.bar()));
            }
        }
    }

    fn draw_texts(&self, picture: &Picture) {
        for (lines, y) in &self.heads {
            for (at, line) in lines.iter().enumerate() {
                picture.text(Ink::Bold, HPos::Left, (2.0, y + at as f64 * LINE), line);
            }
        }
        for row in &self.rows {
            let middle = row.top + row.high / 2.0;
            let first = middle - (row.name.len().max(1) - 1) as f64 * LINE / 2.0;
            for (at, line) in row.name.iter().enumerate() {
                picture.text(Ink::Text, HPos::Left, (2.0, first + at as f64 * LINE), line);
            }
            let ink = if row.said.value.is_some() { Ink::Bold } else { Ink::Void };
            let at = (WIDE - 2.0, if row.is_labelled() { row.bar() } else { middle });
            let room = WIDE - 2.0 - self.plot.1 - BESIDE;
            // Half a number would be another one; a word is known by its beginning.
            if row.said.value.is_some() {
                picture.text_if_fits(ink, HPos::Right, at, room, &row.said.text);
            } else {
                picture.text_within(ink, HPos::Right, at, room, &row.said.text);
            }
        }
        for (row, spread) in self.spines() {
            self.draw_ends(picture, row, spread);
        }
    }

    /// The worst and the best value under the ends of the bar, where both have room.
    fn draw_ends(&self, picture: &Picture, row: &Row, spread: &Spread) {
        let (from, to) = (self.plot.0 - BESIDE, self.plot.1 + BESIDE);
        let wide = (width(&spread.written.0, SIZE, false), width(&spread.written.1, SIZE, false));
        if wide.0 + wide.1 + 8.0 > to - from {
            return;
        }
        let (left, right) = self.span(row.said, spread, spread.range);
        let left = left.min(to - wide.0 - wide.1 - 8.0).max(from);
        let right = right.max(left + wide.0 + 8.0 + wide.1).min(to);
        let y = row.bar() + BAR / 2.0 + LINE / 2.0 + 2.0;
        picture.text(Ink::Muted, HPos::Left, (left, y), &spread.written.0);
        picture.text(Ink::Muted, HPos::Right, (right, y), &spread.written.1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, lines, name, value, written};
    use super::*;

    fn spread() -> impl Strategy<Value = Spread> {
        ((value(), value()), (name(), name()), (value(), value()), value(), any::<bool>()).prop_map(|(range, written, middle, bench, reversed)| Spread {
            range,
            written,
            middle,
            bench,
            reversed,
        })
    }

    fn row() -> impl Strategy<Value = ProfileRow> {
        let marks = vec![Mark::Better, Mark::Same, Mark::Worse, Mark::Higher, Mark::Lower, Mark::Plain];
        let said = prop_oneof![3 => value().prop_map(|value| (Some(value), written(value))), 1 => name().prop_map(|word| (None, word))];
        (name(), said, prop::sample::select(marks), prop::option::of(spread())).prop_map(|(name, (value, text), mark, spread)| ProfileRow {
            name,
            text,
            value,
            mark,
            spread,
        })
    }

    fn view() -> impl Strategy<Value = ProfileView> {
        let group = (name(), prop::collection::vec(row(), 0..6)).prop_map(|(name, rows)| ProfileGroup { name, rows });
        (prop::collection::vec(group, 0..5), [name(), name(), name()], name(), name()).prop_map(|(groups, ends, note, empty)| ProfileView {
            alternative: alternative(),
            ends,
            groups,
            note,
            empty,
        })
    }

    proptest! {
        #[test]
        fn any_profile_is_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view))?;
            prop_assert_eq!(svg, profile(&view).into_string());
        }
    }

    fn small(reversed: bool) -> ProfileView {
        let written = if reversed { ("9".into(), "1".into()) } else { ("1".into(), "9".into()) };
        let spread = Spread { range: (1.0, 9.0), written, middle: (3.0, 7.0), bench: 5.0, reversed };
        let row = ProfileRow { name: "A".into(), text: "8".into(), value: Some(8.0), mark: Mark::Better, spread: Some(spread) };
        ProfileView {
            alternative: alternative(),
            ends: ["huono".into(), "maa".into(), "hyvä".into()],
            groups: vec![ProfileGroup { name: String::new(), rows: vec![row] }],
            note: String::new(),
            empty: "ei arvoja".into(),
        }
    }

    #[test]
    fn better_is_right_where_it_is_known() {
        let middle = |view: &ProfileView| {
            let svg = lines(&profile(view));
            let circle = svg.lines().find(|line| line.starts_with("<circle")).expect("a mark").to_owned();
            circle.split('"').nth(1).and_then(|x| x.parse::<f64>().ok()).expect("a place")
        };
        let (larger, smaller) = (middle(&small(false)), middle(&small(true)));
        assert!(larger > 200.0 && smaller < 120.0, "{larger} {smaller}");
    }

    #[test]
    fn a_missing_value_has_its_word_and_no_mark() {
        let mut view = small(false);
        let row = &mut view.groups[0].rows[0];
        (row.value, row.text) = (None, "suojattu".into());
        let svg = profile(&view).into_string();
        assert!(svg.contains(">suojattu<") && !svg.contains("<circle"), "{svg}");
    }
}
