//! Parts that pages share: what `components.html` shows, as data.

use serde::Serialize;

use crate::model::{Region, Status, Text};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, escape};

/// A boxed word: a state, a level, a class.
#[derive(Debug, Clone, Serialize)]
pub struct Tag {
    /// How it is dressed: a class of the style sheet, such as `st-valid` or `lv-shall`.
    pub class: &'static str,
    /// The word, as HTML.
    pub html: String,
}

impl Tag {
    /// A tag that says a word of the interface.
    pub fn word(scope: &Scope, class: &'static str, key: &str) -> Self {
        Self { class, html: escape(scope.words.get(key)) }
    }

    /// The state of a document.
    pub fn status(scope: &Scope, status: Status) -> Self {
        let class = match status {
            Status::Valid => "st-valid",
            Status::Testing | Status::Consultation => "st-open",
            Status::Draft => "st-draft",
            Status::Superseded | Status::Retired => "st-old",
        };
        Self::word(scope, class, &format!("status.{}", status.word()))
    }

    /// The tag as HTML, for a cell or a line of facts.
    pub fn html(&self) -> String {
        format!("<span class=\"tag tag--box {}\">{}</span>", self.class, self.html)
    }
}

/// A line of a list of facts: what, and its value.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What is told, as HTML.
    pub label: String,
    /// What is told of it, as HTML; empty where nobody recorded it.
    pub html: String,
}

impl Fact {
    /// A fact under a word of the interface.
    pub fn word(scope: &Scope, key: &str, html: impl Into<String>) -> Self {
        Self { label: escape(scope.words.get(key)), html: html.into() }
    }

    /// A text under a word of the interface, where there is one.
    pub fn text(scope: &Scope, key: &str, text: Option<&Text>) -> Option<Self> {
        text.filter(|text| !text.is_empty()).map(|text| Self::word(scope, key, scope.html(text)))
    }
}

/// A row of a ruled list: a link, and a note at its right.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Where it goes; `None` where there is no page.
    pub href: Option<String>,
    /// What it says, as HTML.
    pub html: String,
    /// A sentence below, as HTML.
    pub text: Option<String>,
    /// A word at the right, as HTML.
    pub note: Option<String>,
}

impl Row {
    /// A row that only links.
    pub fn of(link: Link) -> Self {
        Self { href: link.href, html: link.html, text: None, note: None }
    }

    /// The same row with a word at the right.
    #[must_use]
    pub fn note(mut self, html: impl Into<String>) -> Self {
        self.note = Some(html.into());
        self
    }

    /// The same row with a sentence below.
    #[must_use]
    pub fn text(mut self, html: Option<String>) -> Self {
        self.text = html;
        self
    }
}

/// A table: the component `data_table` shows it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TableView {
    /// Unique on the page; anchors are made of it.
    pub id: String,
    /// What the table shows, as HTML; its accessible name.
    pub caption: String,
    /// Unit, period, source, as HTML.
    pub note: Option<String>,
    /// Whether the caption is only heard, because a heading just above says the same.
    pub quiet: bool,
    /// Whether a script may add a search field and sorting.
    pub tools: bool,
    /// Whether it is so wide that it scrolls on any screen.
    pub always: bool,
    /// Columns; the cells of the first name their rows.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<TableRow>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Column {
    /// Its head, as HTML.
    pub html: String,
    /// Whether it holds numbers, which stand at the right.
    pub number: bool,
    /// Whether its cells hold sentences, which need room.
    pub wide: bool,
}

impl Column {
    /// A column of words.
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: html.into(), ..Self::default() }
    }

    /// A column under a word of the interface.
    pub fn word(scope: &Scope, key: &str) -> Self {
        Self::new(escape(scope.words.get(key)))
    }

    /// The same column, of numbers.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }

    /// The same column, of sentences.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

/// A row of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TableRow {
    /// Its anchor.
    pub id: Option<String>,
    /// `is-me`, `is-bench`, `group` or nothing.
    pub class: Option<&'static str>,
    /// Its cells, as many as columns.
    pub cells: Vec<Cell>,
}

impl TableRow {
    /// A plain row.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, ..Self::default() }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// What it says, as HTML.
    pub html: String,
    /// Whether it says why there is no value.
    pub void: bool,
    /// What it is sorted by, where that is not what it says: a number or a day.
    pub key: Option<Key>,
}

/// What a cell is sorted by.
#[derive(Debug, Clone)]
pub enum Key {
    /// A name or a day.
    Text(String),
    /// A number, which is written only where the cell does not say it.
    Number(f64),
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Key {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl Cell {
    /// A cell of HTML.
    pub fn of(html: impl Into<String>) -> Self {
        Self { html: html.into(), ..Self::default() }
    }

    /// A cell that says why there is no value, by a word of the interface.
    pub fn void(scope: &Scope, key: &str) -> Self {
        Self { html: escape(scope.words.get(key)), void: true, key: None }
    }

    /// A link, or its words.
    pub fn link(link: &Link) -> Self {
        Self::of(super::banner::anchor(link))
    }

    /// The same cell, sorted by a key.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.key = Some(key.into());
        self
    }
}

/// A chart in its place: the component `chart` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// The finding, as HTML.
    pub title: String,
    /// What is measured, in which unit, when, as HTML.
    pub note: Option<String>,
    /// The drawing.
    pub svg: String,
    /// What the shapes mean, each as HTML.
    pub key: Vec<String>,
    /// Source, release, made-up values, as HTML.
    pub source: Option<String>,
}

impl Figure {
    /// The same with its drawing kept out of the page's template.
    #[must_use]
    pub fn held(self, scope: &Scope) -> Self {
        Self { svg: scope.held(self.svg), ..self }
    }
}

/// Regions as tiles that are links, and the same as a list: the component `tile_map` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct TileMap {
    /// Width of the drawing.
    pub width: i64,
    /// Height of the drawing.
    pub height: i64,
    /// Tiles, in reading order.
    pub tiles: Vec<Tile>,
    /// All regions, by name.
    pub regions: Vec<Link>,
}

/// A region as a tile.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// The region's page.
    pub href: String,
    /// Three letters.
    pub letters: String,
    /// The region's name.
    pub name: String,
    /// Its language, where it is not that of the interface.
    pub lang: Option<String>,
    /// Left edge.
    pub x: i64,
    /// Upper edge.
    pub y: i64,
}

/// The distance from one tile to the next, in units of the drawing.
const STEP: i64 = 44;

impl TileMap {
    /// The comparable regions of the page's release; `None` where there are none.
    pub fn of(scope: &Scope) -> Option<Self> {
        let regions = &scope.model().regions;
        let mut found: Vec<&Region> = regions.comparable(scope.release.date).collect();
        scope.sort_by_name(&mut found, |region| scope.plain_text(&region.short_name));
        let first = |axis: fn((i64, i64)) -> i64| found.iter().filter_map(|region| region.tile.map(axis)).min().unwrap_or(0);
        let (left, top) = (first(|tile| tile.0), first(|tile| tile.1));
        let mut tiles: Vec<Tile> = found
            .iter()
            .filter_map(|region| {
                let (column, row) = region.tile?;
                let (language, _) = region.short_name.get(scope.language())?;
                let name = scope.plain_text(&region.short_name);
                Some(Tile {
                    lang: (language != scope.words.interface).then(|| language.to_string()),
                    href: scope.href(&Place::Region(region.slug.clone()))?,
                    letters: letters(&name),
                    name,
                    x: (column - left) * STEP,
                    y: (row - top) * STEP,
                })
            })
            .collect();
        tiles.sort_by_key(|tile| (tile.y, tile.x));
        let size = |edge: fn(&Tile) -> i64| tiles.iter().map(edge).max().map_or(0, |last| last + STEP);
        let (width, height) = (size(|tile| tile.x), size(|tile| tile.y));
        let list: Vec<Link> = found.iter().map(|region| scope.link(&Place::Region(region.slug.clone()), &region.short_name)).collect();
        (!list.is_empty()).then_some(Self { width, height, tiles, regions: list })
    }
}

/// A name in three letters: the first of the first word and two of the last, or three of the only one.
pub fn letters(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '-', '–']).filter(|word| word.chars().next().is_some_and(char::is_uppercase)).collect();
    let short: String = match words.as_slice() {
        [] => name.chars().take(3).collect(),
        [only] => only.chars().take(3).collect(),
        [first, .., last] => first.chars().take(1).chain(last.chars().take(2)).collect(),
    };
    short.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn a_region_has_three_letters() {
        for (name, short) in [("Lappi", "LAP"), ("Etelä-Karjala", "EKA"), ("Vantaa ja Kerava", "VKE"), ("Norra Österbotten", "NÖS"), ("åland", "ÅLA")] {
            assert_eq!(letters(name), short);
        }
    }
}
