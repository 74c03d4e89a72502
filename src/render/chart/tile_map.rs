//! Regions as tiles of one size, roughly where they lie.
//!
//! * Every region is as large as any other, whatever its land: what is compared are regions.
//! * A tile says its class by shade and pattern, and its short name and value in words.
//! * Where tiles are links, the picture is a group, and each link says name and value.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::Alternative;
use super::ink::Ink;
use super::picture::{Picture, Place, WIDE};
use super::shade::{Legend, Meaning, Shade};
use super::svg::Svg;
use super::width::{LINE, SIZE, width, wrap};

/// Regions as tiles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TileMapView {
    /// Name and description.
    pub alternative: Alternative,
    /// The tiles, in the order in which they are read.
    pub tiles: Vec<Tile>,
    /// What the shades mean.
    pub legend: Vec<Meaning>,
    /// The sentence that stands in place of a picture without any tile.
    pub empty: String,
}

/// One region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tile {
    /// Its column and row, counted from anywhere.
    pub place: (i64, i64),
    /// Its name, as a link is called: `Kainuu, 78,4 %`.
    pub name: String,
    /// Its name in a few letters: `KAI`.
    pub short: String,
    /// Its value, or the word for what is missing.
    pub text: String,
    /// Its class.
    pub shade: Shade,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether the reader chose it.
    pub chosen: bool,
}

/// Draws regions as tiles.
///
/// Equal views are equal bytes.
pub fn tile_map(view: &TileMapView) -> Svg {
    draw(view).finish()
}

/// Largest tile, with the gap to the next.
const STEP: f64 = 60.0;
const GAP: f64 = 2.0;
/// Most columns and rows that are told apart; what lies beyond them lies at the edge.
const MOST: i64 = 120;

pub(super) fn draw(view: &TileMapView) -> Picture {
    let Some(grid) = Grid::of(view) else {
        return Picture::of_nothing(&view.empty, &view.alternative);
    };
    let legend = Legend::of(&view.legend, WIDE);
    let top = if legend.high() > 0.0 { legend.high() + 8.0 } else { 0.0 };
    let high = top + grid.step * grid.rows as f64 + 2.0;
    let has_links = view.tiles.iter().any(|tile| tile.href.is_some());
    let picture = if has_links { Picture::of_links(high, &view.alternative) } else { Picture::new(high, &view.alternative) };
    legend.draw(&picture, (0.0, 0.0));
    let placed: Vec<(&Tile, Place)> = view.tiles.iter().map(|tile| (tile, grid.place(tile, top))).collect();
    if has_links {
        for (tile, at) in &placed {
            picture.link(tile.href.as_deref(), &tile.name, |picture| {
                grid.fill(picture, tile, *at);
                grid.write(picture, tile, *at);
            });
        }
    } else {
        let mut by_shade = placed.clone();
        by_shade.sort_by_key(|(tile, _)| tile.shade);
        for (tile, at) in by_shade {
            grid.fill(&picture, tile, at);
        }
        for (tile, at) in &placed {
            grid.write(&picture, tile, *at);
        }
    }
    for (tile, (x, y)) in placed {
        if tile.chosen {
            picture.rectangle(Ink::Frame, (x + 0.5, y + 0.5), (x + grid.step - 0.5, y + grid.step - 0.5));
        }
    }
    picture
}

/// Where tiles lie.
struct Grid {
    first: (i64, i64),
    rows: i64,
    left: f64,
    step: f64,
}

impl Grid {
    fn of(view: &TileMapView) -> Option<Grid> {
        let ends = |axis: fn(&Tile) -> i64| Some((view.tiles.iter().map(axis).min()?, view.tiles.iter().map(axis).max()?));
        let ((left, right), (top, bottom)) = (ends(|tile| tile.place.0)?, ends(|tile| tile.place.1)?);
        let count = |from: i64, to: i64| to.saturating_sub(from).saturating_add(1).min(MOST);
        let (columns, rows) = (count(left, right), count(top, bottom));
        let step = (WIDE / columns as f64).min(STEP);
        Some(Grid { first: (left, top), rows, left: ((WIDE - step * columns as f64) / 2.0).min(24.0), step })
    }

    /// The upper left corner of a tile.
    fn place(&self, tile: &Tile, top: f64) -> Place {
        let steps = |at: i64, first: i64| at.saturating_sub(first).min(MOST - 1) as f64 * self.step;
        (self.left + steps(tile.place.0, self.first.0), top + steps(tile.place.1, self.first.1))
    }

    fn fill(&self, picture: &Picture, tile: &Tile, (x, y): Place) {
        let inset = GAP.min(self.step / 8.0) / 2.0;
        tile.shade.draw(picture, (x + inset, y + inset), (x + self.step - inset, y + self.step - inset));
    }

    /// The short name over the value; each only where it fits whole, for the table has them all.
    fn write(&self, picture: &Picture, tile: &Tile, (x, y): Place) {
        let room = self.step - 2.0 * GAP;
        let value = if tile.shade.is_missing() { wrap(&tile.text, room, 2, SIZE, false) } else { vec![tile.text.clone()] };
        let is_whole = value.iter().all(|line| !line.ends_with('…') && width(line, SIZE, false) <= room);
        let value = if is_whole && self.step >= 3.0 * LINE { value } else { Vec::new() };
        let middle = (x + self.step / 2.0, y + self.step / 2.0);
        let first = middle.1 - value.len() as f64 * LINE / 2.0;
        if self.step < LINE || !picture.text_if_fits(tile.shade.text(true), HPos::Center, (middle.0, first), room, &tile.short) {
            return;
        }
        let ink = if tile.shade.is_missing() { tile.shade.word() } else { tile.shade.text(false) };
        for (row, line) in value.iter().enumerate() {
            picture.text(ink, HPos::Center, (middle.0, first + (row + 1) as f64 * LINE), line);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{alternative, assert_sound, name, shade, value, written};
    use super::*;

    fn legend() -> impl Strategy<Value = Vec<Meaning>> {
        prop::collection::vec((shade(), name()).prop_map(|(shade, text)| Meaning { shade, text }), 0..7)
    }

    fn view() -> impl Strategy<Value = TileMapView> {
        let text = prop_oneof![value().prop_map(written), name()];
        let places = prop::collection::btree_set((0..9_i64, 0..12_i64), 0..24);
        let tiles = (places, prop::collection::vec((name(), "\\PC{0,4}", text, shade(), prop::option::weighted(0.1, name()), any::<bool>()), 24));
        let tiles = tiles.prop_map(|(places, said)| {
            let tile = |(place, (name, short, text, shade, href, chosen))| Tile { place, name, short, text, shade, href, chosen };
            places.into_iter().zip(said).map(tile).collect()
        });
        (tiles, legend(), name()).prop_map(|(tiles, legend, empty)| TileMapView { alternative: alternative(), tiles, legend, empty })
    }

    proptest! {
        #[test]
        fn any_tile_map_is_sound_and_the_same_twice(view in view()) {
            let svg = assert_sound(&draw(&view))?;
            prop_assert_eq!(svg, tile_map(&view).into_string());
        }
    }

    fn tile(place: (i64, i64), href: Option<&str>) -> Tile {
        let href = href.map(str::to_owned);
        Tile { place, name: "Kainuu, 78,4 %".into(), short: "KAI".into(), text: "78,4".into(), shade: Shade::Step(2), href, chosen: false }
    }

    #[test]
    fn tiles_that_are_links_make_a_group_and_say_their_values() {
        let view = |href| TileMapView { alternative: alternative(), tiles: vec![tile((i64::MIN, i64::MAX), href)], ..TileMapView::default() };
        let image = tile_map(&view(None)).into_string();
        assert!(image.contains("role=\"img\"") && !image.contains("<a "), "{image}");
        let group = tile_map(&view(Some("../kainuu/"))).into_string();
        assert!(group.contains("role=\"group\"") && group.contains("<a href=\"../kainuu/\"><title>Kainuu, 78,4 %</title>"), "{group}");
    }

    #[test]
    fn half_a_number_is_never_written() {
        let mut long = tile((0, 0), None);
        long.text = "1 234 567 890,1".into();
        let svg = tile_map(&TileMapView { alternative: alternative(), tiles: vec![long], ..TileMapView::default() }).into_string();
        assert!(!svg.contains("1 2") && svg.contains(">KAI<"), "{svg}");
    }
}
