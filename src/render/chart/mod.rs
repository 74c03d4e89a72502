//! Charts: what is to be seen, as plain values, → SVG; the only user of plotters.
//!
//! * **A chart is a pure function of its view**: no model, no locale, no clock, no font. All words
//!   and all numbers that are read come in with the view; the numbers on an axis are written by a
//!   function that comes in beside it. Equal views are equal bytes.
//! * **Total**: a missing value is a gap or its word, a chart without values is a sentence, and no
//!   input panics.
//! * **Paint is classes** of the theme's `chart.css`; nothing in the SVG has a colour, a font or a width of its
//!   own but `fill="url(#…)"` for patterns.
//! * **No text overlaps another or leaves the picture**, as far as the widths of [`width()`] hold.
//! * A chart is 360 units wide and as high as it must be; text is 12.5 units.
//!
//! To add a kind: a file with its view and one function to [`Svg`], built from `picture` (marks and
//! texts), `scale` (axes) and `labels` (room), and its row in the tests of this room.

mod geography;
#[cfg(test)]
mod golden;
mod ink;
mod key;
mod labels;
mod matrix;
mod picture;
mod profile;
mod ranking;
mod scale;
mod shade;
mod small_multiples;
mod sparkline;
mod stacked;
mod standalone;
mod svg;
#[cfg(test)]
mod testing;
mod tile_map;
mod timeline;
mod trend;
mod width;
mod write;

use serde::Serialize;

pub use geography::{Area, MapView, map};
pub use key::{mark, swatch};
pub use matrix::{MatrixRow, MatrixView, State, matrix};
pub use profile::{ProfileGroup, ProfileRow, ProfileView, Spread, profile};
pub use ranking::{Bench, Mark, Measured, RankingRow, RankingView, ranking};
pub use shade::{Meaning, Shade};
pub use small_multiples::{Panel, SmallMultiplesView, small_multiples};
pub use sparkline::{SparklineView, sparkline};
pub use stacked::{Cell, StackedRow, StackedView, stacked};
pub use standalone::{Around, Style, plain_style};
pub use svg::Svg;
pub use tile_map::{Tile, TileMapView, tile_map};
pub use timeline::{Extent, PartialDate, TimelineRow, TimelineView, timeline};
pub use trend::{Break, Line, LineRole, Point, Target, TrendView, trend};
pub use width::{shorten, width, wrap};

/// Writes a number on an axis with the given count of decimals.
pub type Number<'a> = &'a dyn Fn(f64, u8) -> String;

/// What a chart says to those who do not see it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// Unique on its page: the prefix of every id in the chart.
    pub id: String,
    /// What is shown: the accessible name.
    pub title: String,
    /// What there is to see in it, with its most telling values.
    pub description: String,
}
