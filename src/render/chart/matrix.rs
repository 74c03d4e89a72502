//! States of rows in columns: regions by theme, as words where they fit and as letters that a legend explains.
//!
//! * A state is a shade with a pattern and a word, so no cell is told apart by its colour alone.
//! * Heads that do not fit over their columns are numbers, and the names stand in a list above.
//! * What has more columns than can be read side by side goes on below.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::Alternative;
use super::ink::Ink;
use super::picture::{Picture, WIDE};
use super::shade::{Legend, Meaning, Shade};
use super::svg::Svg;
use super::width::{LINE, SIZE, width, wrap};

/// States of rows in columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MatrixView {
    /// Name and description.
    pub alternative: Alternative,
    /// The columns, in the order of the cells.
    pub columns: Vec<String>,
    /// The rows from top to bottom.
    pub rows: Vec<MatrixRow>,
    /// The sentence that stands in place of a picture without any cell.
    pub empty: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    /// What it is about.
    pub name: String,
    /// One for each column; shorter means that nothing is said about the rest.
    pub cells: Vec<State>,
}

/// What is said of a row in a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct State {
    /// How it is filled.
    pub shade: Shade,
    /// Its word: `käytössä`.
    pub word: String,
}

/// Draws states of rows in columns.
///
/// Equal views are equal bytes.
pub fn matrix(view: &MatrixView) -> Svg {
    draw(view).finish()
}

/// Widest name of a row.
const NAME: f64 = 118.0;
/// Height of a row.
const ROW: f64 = 24.0;
/// Most columns side by side.
const MOST: usize = 12;
/// Widest column, and the narrowest in which words are tried.
const WIDEST: f64 = 96.0;
const WORDS: f64 = 44.0;

pub(super) fn draw(view: &MatrixView) -> Picture {
    if view.columns.is_empty() || view.rows.is_empty() {
        return Picture::of_nothing(&view.empty, &view.alternative);
    }
    let sheet = Sheet::of(view);
    let picture = Picture::new(sheet.high, &view.alternative);
    sheet.draw(&picture, view);
    picture
}

/// How states are written.
enum Writing {
    /// In the cells.
    Words,
    /// As letters, explained above.
    Letters(Vec<(State, String)>),
}

struct Sheet {
    writing: Writing,
    legend: Legend,
    /// The names of the columns, one or more lines each, where heads are numbers.
    list: Vec<(String, Vec<String>)>,
    /// Heads of each column.
    heads: Vec<Vec<String>>,
    /// Names of the rows.
    names: Vec<Vec<String>>,
    /// Where the cells begin, and how wide they are.
    left: f64,
    wide: f64,
    /// Columns side by side.
    beside: usize,
    high: f64,
}

impl Sheet {
    fn of(view: &MatrixView) -> Sheet {
        let names: Vec<Vec<String>> = view.rows.iter().map(|row| wrap(&row.name, NAME, 2, SIZE, false)).collect();
        let left = names.iter().flatten().map(|line| width(line, SIZE, false)).fold(0.0, f64::max).ceil() + 10.0;
        let beside = view.columns.len().min(MOST);
        // Whole units, and whole halves of them, are written shortest.
        let wide = 2.0 * ((WIDE - left) / beside as f64 / 2.0).floor().min(WIDEST / 2.0);
        let states = states(view);
        let fits = |line: &String| !line.ends_with('…') && width(line, SIZE, true) <= wide - 6.0;
        let has_words = wide >= WORDS && states.iter().all(|state| width(&state.word, SIZE, false) <= wide - 8.0);
        let heads: Vec<Vec<String>> = view.columns.iter().map(|name| wrap(name, wide - 6.0, 4, SIZE, true)).collect();
        let (heads, list) = if heads.iter().flatten().all(fits) {
            (heads, Vec::new())
        } else {
            let number = |at: usize| (at + 1).to_string();
            let listed = view.columns.iter().enumerate().map(|(at, name)| (number(at), wrap(name, WIDE - 26.0, 3, SIZE, false)));
            ((0..view.columns.len()).map(|at| vec![number(at)]).collect(), listed.collect())
        };
        let writing = if has_words { Writing::Words } else { Writing::Letters(letters(&states)) };
        let meanings: Vec<Meaning> = match &writing {
            Writing::Words => Vec::new(),
            Writing::Letters(letters) => letters.iter().map(|(state, letter)| Meaning { shade: state.shade, text: explained(state, letter) }).collect(),
        };
        let legend = Legend::of(&meanings, WIDE);
        let mut sheet = Sheet { writing, legend, list, heads, names, left, wide, beside, high: 0.0 };
        let bands = view.columns.len().div_ceil(beside);
        let rows: f64 = sheet.names.iter().map(|name| high(name)).sum();
        sheet.high = sheet.above() + (0..bands).map(|band| sheet.head_high(band) + rows).sum::<f64>() + 12.0 * (bands - 1) as f64 + 2.0;
        sheet
    }

    /// Height of the legend and the list.
    fn above(&self) -> f64 {
        let lines: usize = self.list.iter().map(|(_, lines)| lines.len().max(1)).sum();
        let list = if lines > 0 { lines as f64 * LINE + 8.0 } else { 0.0 };
        let legend = if self.legend.high() > 0.0 { self.legend.high() + 6.0 } else { 0.0 };
        list + legend
    }

    fn head_high(&self, band: usize) -> f64 {
        let heads = self.heads.iter().skip(band * self.beside).take(self.beside);
        heads.map(Vec::len).max().unwrap_or(1).max(1) as f64 * LINE + 6.0
    }

    fn draw(&self, picture: &Picture, view: &MatrixView) {
        self.legend.draw(picture, (0.0, 0.0));
        let mut y = if self.legend.high() > 0.0 { self.legend.high() + 6.0 } else { 0.0 };
        for (number, lines) in &self.list {
            picture.text(Ink::Bold, HPos::Left, (2.0, y + 7.5), number);
            for (at, line) in lines.iter().enumerate() {
                picture.text(Ink::Text, HPos::Left, (26.0, y + 7.5 + at as f64 * LINE), line);
            }
            y += lines.len().max(1) as f64 * LINE;
        }
        let mut top = self.above();
        for (band, columns) in view.columns.chunks(self.beside).enumerate() {
            let first = band * self.beside;
            top += self.head_high(band);
            let tops: Vec<f64> = self.tops(top);
            self.draw_fills(picture, view, first..first + columns.len(), &tops);
            self.draw_texts(picture, view, first..first + columns.len(), &tops);
            top = tops.last().zip(self.names.last()).map_or(top, |(last, name)| last + high(name)) + 12.0;
        }
    }

    /// The tops of the rows.
    fn tops(&self, mut top: f64) -> Vec<f64> {
        let next = |name: &Vec<String>| {
            let here = top;
            top += high(name);
            here
        };
        self.names.iter().map(next).collect()
    }

    fn x(&self, column: usize) -> f64 {
        self.left + (column % self.beside) as f64 * self.wide
    }

    /// The cells of one shade after another, so that each shade is one element.
    fn draw_fills(&self, picture: &Picture, view: &MatrixView, columns: std::ops::Range<usize>, tops: &[f64]) {
        let mut cells: Vec<(Shade, usize, usize)> = Vec::new();
        for (at, row) in view.rows.iter().enumerate() {
            for column in columns.clone() {
                cells.push((row.cells.get(column).map_or(Shade::Absent, |state| state.shade), at, column));
            }
        }
        cells.sort_by_key(|(shade, ..)| *shade);
        for (shade, row, column) in cells {
            let (x, top) = (self.x(column), tops[row]);
            shade.draw(picture, (x + 1.0, top + 1.0), (x + self.wide - 1.0, top + high(&self.names[row]) - 1.0));
        }
    }

    fn draw_texts(&self, picture: &Picture, view: &MatrixView, columns: std::ops::Range<usize>, tops: &[f64]) {
        let Some(&first) = tops.first() else { return };
        for column in columns.clone() {
            let lines = &self.heads[column];
            for (at, line) in lines.iter().rev().enumerate() {
                let y = first - 10.0 - at as f64 * LINE;
                picture.text_if_fits(Ink::Bold, HPos::Center, (self.x(column) + self.wide / 2.0, y), self.wide, line);
            }
        }
        for (row, name) in self.names.iter().enumerate() {
            let middle = tops[row] + high(name) / 2.0;
            let start = middle - (name.len().max(1) - 1) as f64 * LINE / 2.0;
            for (at, line) in name.iter().enumerate() {
                picture.text(Ink::Text, HPos::Left, (2.0, start + at as f64 * LINE), line);
            }
        }
        self.draw_words(picture, view, columns, tops);
    }

    /// The words of one shade after another, so that each shade's are one element.
    fn draw_words(&self, picture: &Picture, view: &MatrixView, columns: std::ops::Range<usize>, tops: &[f64]) {
        let cells = view.rows.iter().enumerate().flat_map(|(row, said)| columns.clone().filter_map(move |column| Some((said.cells.get(column)?, row, column))));
        let mut cells: Vec<(&State, usize, usize)> = cells.collect();
        cells.sort_by_key(|(state, ..)| state.shade);
        for (state, row, column) in cells {
            let middle = tops[row] + high(&self.names[row]) / 2.0;
            picture.text_if_fits(state.shade.word(), HPos::Center, (self.x(column) + self.wide / 2.0, middle), self.wide - 4.0, self.written(state));
        }
    }

    /// What stands in a cell.
    fn written<'s>(&'s self, state: &'s State) -> &'s str {
        match &self.writing {
            Writing::Words => &state.word,
            Writing::Letters(letters) => letters.iter().find(|(other, _)| other == state).map_or("", |(_, letter)| letter),
        }
    }
}

/// Height of a row by the lines of its name.
fn high(name: &[String]) -> f64 {
    if name.len() > 1 { name.len() as f64 * LINE + 4.0 } else { ROW }
}

/// All states, each once, from the strongest shade down.
fn states(view: &MatrixView) -> Vec<State> {
    let mut states: Vec<State> = view.rows.iter().flat_map(|row| row.cells.iter().take(view.columns.len()).cloned()).collect();
    states.sort();
    states.dedup();
    let strength = |state: &State| if let Shade::Step(step) = state.shade { 3 - step.min(3) } else { 4 };
    states.sort_by_key(strength);
    states
}

/// A letter or two for each state that is not missing: the shortest beginnings of the words that differ, else numbers.
fn letters(states: &[State]) -> Vec<(State, String)> {
    let begin = |state: &State, length: usize| -> String {
        let mut letters = state.word.chars().filter(|letter| letter.is_alphanumeric()).take(length);
        let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        letters.fold(first, |mut word, letter| {
            word.push(letter);
            word
        })
    };
    let told: Vec<&State> = states.iter().filter(|state| !state.shade.is_missing()).collect();
    let differ = |length: &usize| {
        let mut words: Vec<String> = told.iter().map(|state| begin(state, *length)).collect();
        let fit = words.iter().all(|word| !word.is_empty() && width(word, SIZE, false) <= 16.0);
        words.sort();
        words.dedup();
        fit && words.len() == told.len()
    };
    let length = (1..=2).find(differ);
    let letter = |(at, state): (usize, &State)| match length {
        _ if state.shade.is_missing() => String::new(),
        Some(length) => begin(state, length),
        None => (at + 1).to_string(),
    };
    states.iter().enumerate().map(|(at, state)| (state.clone(), letter((at, state)))).collect()
}

fn explained(state: &State, letter: &str) -> String {
    if letter.is_empty() { state.word.clone() } else { format!("{letter} = {}", state.word) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, name, shade};
    use super::*;

    fn view() -> impl Strategy<Value = MatrixView> {
        let words = prop_oneof![prop::sample::select(vec!["käytössä", "osittain", "testataan", "suojattu", "kesken"]).prop_map(str::to_owned), name()];
        let row = (name(), prop::collection::vec((shade(), words).prop_map(|(shade, word)| State { shade, word }), 0..16));
        let rows = prop::collection::vec(row.prop_map(|(name, cells)| MatrixRow { name, cells }), 0..8);
        (prop::collection::vec(name(), 0..16), rows, name()).prop_map(|(columns, rows, empty)| MatrixView { alternative: alternative(), columns, rows, empty })
    }

    proptest! {
        #[test]
        fn any_matrix_is_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view))?;
            prop_assert_eq!(svg, matrix(&view).into_string());
        }
    }

    fn of(columns: &[&str], word: &str) -> String {
        let cells = columns.iter().map(|_| State { shade: Shade::Step(3), word: word.into() }).collect();
        let rows = vec![MatrixRow { name: "Kainuu".into(), cells }];
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        matrix(&MatrixView { alternative: alternative(), columns, rows, empty: String::new() }).into_string()
    }

    #[test]
    fn words_stand_in_cells_where_they_fit_and_letters_are_explained() {
        let wide = of(&["Laatu"], "käytössä");
        assert!(wide.contains(">käytössä<") && !wide.contains(">K<"), "{wide}");
        let narrow = of(&["Saatavuus, terveydenhuolto"; 9], "käytössä");
        assert!(narrow.contains(">K = käytössä<") && narrow.contains(">K<") && narrow.contains(">9<"), "{narrow}");
    }
}
