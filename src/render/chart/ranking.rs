//! Regions in the order of their values, against the country.
//!
//! * The caller sorts; a missing value stands in its row as a word, without a mark.
//! * The axis need not start at zero: marks are places, not lengths.
//! * Shape before colour: disc better, ring no difference, diamond worse, triangles unjudged.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::ink::Ink;
use super::labels::{inside, thinned};
use super::picture::{Picture, Place, WIDE, diamond};
use super::scale::{ValueAxis, drawable, position, reach};
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

impl RankingView {
    /// The lowest value of the axis where it is not zero: a note beside the chart must say so.
    pub fn axis_start(&self) -> Option<f64> {
        self.axis().map(|axis| axis.low()).filter(|&low| low != 0.0)
    }

    /// An axis for all values, bounds and the bench.
    fn axis(&self) -> Option<ValueAxis> {
        let values = self.rows.iter().flat_map(|row| match row.measured {
            Measured::Given { value, interval, .. } => [Some(value), interval.map(|(low, _)| low), interval.map(|(_, high)| high)],
            Measured::Missing(_) => [None; 3],
        });
        let (low, high) = reach(values.flatten())?;
        ValueAxis::holding([low, high].into_iter().chain(self.bench.iter().map(|bench| bench.value)), 4)
    }
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
    let Some(axis) = view.axis() else {
        let picture = Picture::new(table.bottom, &view.alternative);
        table.draw_texts(&picture, view);
        return picture;
    };
    let ticks = Ticks::of(&axis, number, &view.unit, &table);
    let note = wrap(&view.note, WIDE - 4.0, 4, SIZE, false);
    let foot = table.bottom + ticks.high();
    let picture = Picture::new(foot + note.len() as f64 * LINE + 4.0, &view.alternative);
    table.draw_band(&picture, view);
    let spans = table.spans(view);
    ticks.draw_lines(&picture, &spans);
    ticks.draw_labels(&picture, table.bottom);
    table.draw_bench(&picture, view, &axis, &spans);
    table.draw_marks(&picture, view, &axis);
    table.draw_texts(&picture, view);
    for (row, line) in note.iter().enumerate() {
        picture.text(Ink::Muted, HPos::Left, (2.0, foot + 8.0 + row as f64 * LINE), line);
    }
    picture
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
        position(axis, value, self.plot)
    }

    fn draw_band(&self, picture: &Picture, view: &RankingView) {
        for (&(top, high), row) in self.rows.iter().zip(&view.rows) {
            if row.chosen {
                picture.rectangle(Ink::Band, (0.0, top), (WIDE, top + high));
            }
        }
    }

    fn draw_bench(&self, picture: &Picture, view: &RankingView, axis: &ValueAxis, spans: &[(f64, f64)]) {
        let Some(bench) = &view.bench else { return };
        let x = self.x(axis, bench.value);
        for (index, &(top, bottom)) in spans.iter().enumerate() {
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
    /// The unit, where it does not fit behind the last number.
    unit: Vec<String>,
}

impl Ticks {
    fn of(axis: &ValueAxis, number: Number<'_>, unit: &str, table: &Table) -> Ticks {
        let ticks = axis.labels(number);
        let lines: Vec<f64> = ticks.iter().map(|&(value, _)| table.x(axis, value)).collect();
        let bare: Vec<String> = ticks.into_iter().map(|(_, text)| text).collect();
        let mut full = bare.clone();
        if let Some(last) = full.last_mut().filter(|_| !unit.is_empty()) {
            last.push('\u{a0}');
            last.push_str(unit);
        }
        let (labels, unit) = match standing(&lines, full) {
            labels if unit.is_empty() || labels.len() == lines.len() => (labels, Vec::new()),
            _ => (standing(&lines, bare), wrap(unit, WIDE - 4.0, 2, SIZE, false)),
        };
        Ticks { lines, labels, unit }
    }

    fn high(&self) -> f64 {
        20.0 + self.unit.len() as f64 * LINE
    }

    fn draw_lines(&self, picture: &Picture, spans: &[(f64, f64)]) {
        for &x in &self.lines {
            for &(top, bottom) in spans {
                picture.line(Ink::Grid, &[(x, top), (x, bottom)]);
            }
        }
    }

    fn draw_labels(&self, picture: &Picture, bottom: f64) {
        for (middle, text) in &self.labels {
            picture.text_within(Ink::Muted, HPos::Center, (*middle, bottom + 11.0), WIDE, text);
        }
        for (row, text) in self.unit.iter().enumerate() {
            picture.text(Ink::Muted, HPos::Right, (WIDE - 2.0, bottom + 26.0 + row as f64 * LINE), text);
        }
    }
}

/// The labels that stand, with their middles.
fn standing(lines: &[f64], texts: Vec<String>) -> Vec<(f64, String)> {
    let place = |(&x, text): (&f64, &String)| {
        let wide = width(text, SIZE, false);
        (inside(x, wide, (0.0, WIDE)), wide)
    };
    let places: Vec<(f64, f64)> = lines.iter().zip(&texts).map(place).collect();
    let kept = thinned(&places, &[], 8.0);
    let labels = places.into_iter().zip(texts).enumerate();
    labels.filter(|(index, _)| kept.contains(index)).map(|(_, ((middle, _), text))| (middle, text)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, lines, name, number, unit, value, written};
    use super::*;

    fn measured() -> impl Strategy<Value = Measured> {
        let marks = vec![Mark::Better, Mark::Same, Mark::Worse, Mark::Higher, Mark::Lower, Mark::Plain];
        let given = (value(), prop::option::of((value(), value())), prop::sample::select(marks)).prop_map(|(value, interval, mark)| Measured::Given {
            value,
            text: written(value),
            interval,
            mark,
        });
        prop_oneof![4 => given, 1 => name().prop_map(Measured::Missing)]
    }

    fn view() -> impl Strategy<Value = RankingView> {
        let row = (name(), measured(), prop::bool::weighted(0.1)).prop_map(|(name, measured, chosen)| RankingRow { name, measured, chosen });
        let bench = prop::option::of((name(), value()).prop_map(|(label, value)| Bench { label, value }));
        (prop::collection::vec(row, 0..24), unit(), bench, name(), name()).prop_map(|(rows, unit, bench, note, empty)| RankingView {
            alternative: alternative(),
            unit,
            rows,
            bench,
            note,
            empty,
        })
    }

    proptest! {
        #[test]
        fn any_ranking_is_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view, &number))?;
            prop_assert_eq!(svg, ranking(&view, &number).into_string());
        }
    }

    fn row(name: &str, value: f64, mark: Mark) -> RankingRow {
        let measured = Measured::Given { value, text: written(value), interval: Some((value - 1.0, value + 1.0)), mark };
        RankingRow { name: name.into(), measured, chosen: mark == Mark::Better }
    }

    fn small() -> RankingView {
        let missing = RankingRow { name: "C".into(), measured: Measured::Missing("suojattu".into()), chosen: false };
        RankingView {
            alternative: alternative(),
            unit: "%".into(),
            rows: vec![row("A", 8.0, Mark::Better), row("B", 4.0, Mark::Worse), missing],
            bench: Some(Bench { label: "Maa 6 %".into(), value: 6.0 }),
            note: String::new(),
            empty: "ei arvoja".into(),
        }
    }

    #[test]
    fn a_small_ranking_is_exactly_this() {
        assert_eq!(
            lines(&ranking(&small(), &number)),
            r#"<svg viewBox="0 0 360 111" role="img" aria-labelledby="c-t c-d">
<title id="c-t">T</title>
<desc id="c-d">D</desc>
<path class="me-band" d="M0 24h360v21h-360z"/>
<path class="grid" d="M25 24v42M96.8 24v42M168.5 24v42M240.3 24v42M312 24v42"/>
<text class="t-mute mid" x="25" y="102.4">2<tspan x="96.8">4</tspan>
<tspan x="168.5">6</tspan>
<tspan x="240.3">8</tspan>
<tspan x="312">10 %</tspan>
</text>
<path class="bench" d="M168.5 18v48"/>
<text class="t-b mid" x="168.5" y="13.4">Maa 6 %</text>
<path class="whisk" d="M204.4 34.5h71.7M60.9 55.5h71.7"/>
<g class="m-better">
<circle cx="240.3" cy="34.5" r="4.8"/>
</g>
<path class="m-worse" d="M96.8 49.7l5.8 5.8-5.8 5.8-5.8-5.8z"/>
<text class="t-me" x="2" y="38.9">A</text>
<text class="t-me end" x="358" y="38.9">8.0 %</text>
<text x="2" y="59.9">B</text>
<text class="end" x="358" y="59.9">4.0 %</text>
<text x="2" y="80.9">C</text>
<text class="t-mute void end" x="358" y="80.9">suojattu</text>
</svg>"#
        );
    }

    #[test]
    fn a_missing_value_has_its_word_and_no_mark() {
        let mut view = small();
        view.rows.drain(..2);
        view.bench = None;
        let svg = ranking(&view, &number).into_string();
        assert!(svg.contains(">suojattu<") && !svg.contains("<circle") && !svg.contains("<path"), "{svg}");
    }

    #[test]
    fn twenty_three_long_rows_are_at_most_ten_kilobytes() {
        let mut view = small();
        view.rows = (0..23).map(|rank| row("Vantaan ja Keravan hyvinvointialue", 90.0 - f64::from(rank) * 1.3, Mark::Same)).collect();
        let bytes = ranking(&view, &number).as_str().len();
        assert!(bytes <= 10_000, "{bytes} bytes");
    }
}
