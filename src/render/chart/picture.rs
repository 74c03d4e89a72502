//! The picture being drawn: plotters' drawing area, in units instead of pixels.

use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{FontDesc, FontFamily, FontStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};

use super::Alternative;
use super::ink::Ink;
use super::svg::{Audience, Canvas, Svg, TENTHS};
use super::width::{LINE, SIZE, shorten, width, wrap};

/// Width of every chart.
pub(super) const WIDE: f64 = 360.0;

/// A place in the picture, in units, y downwards.
pub(super) type Place = (f64, f64);

/// The picture and what draws on it.
pub(super) struct Picture {
    canvas: Canvas,
    area: DrawingArea<Canvas, Shift>,
    font: FontDesc<'static>,
}

/// Units to plotters' pixels.
pub(super) fn pixels(units: f64) -> i32 {
    (units * f64::from(TENTHS)).round() as i32
}

/// Plotters' pixels to units.
pub(super) fn units(pixels: i32) -> f64 {
    f64::from(pixels) / f64::from(TENTHS)
}

/// Plotters passes on errors of the canvas; ours has none.
fn drawn<E>(result: &Result<(), E>) {
    debug_assert!(result.is_ok(), "the canvas was busy");
}

impl Picture {
    /// An empty picture of the usual width.
    pub(super) fn new(high: f64, said: &Alternative) -> Picture {
        Picture::of(Canvas::new(WIDE as u32, high.ceil() as u32, &Audience::All(said)))
    }

    /// An empty picture, some parts of which are links.
    pub(super) fn of_links(high: f64, said: &Alternative) -> Picture {
        Picture::of(Canvas::new(WIDE as u32, high.ceil() as u32, &Audience::Links(said)))
    }

    /// A small picture beside words that say the same.
    pub(super) fn silent(wide: u32, high: u32, class: &'static str) -> Picture {
        Picture::of(Canvas::new(wide, high, &Audience::Eyes(class)))
    }

    /// What stands around a chart in its file.
    pub(super) fn sheet(high: f64) -> Picture {
        Picture::of(Canvas::new(WIDE as u32, high.ceil() as u32, &Audience::Reader))
    }

    fn of(canvas: Canvas) -> Picture {
        let area = canvas.clone().into_drawing_area();
        let font = FontDesc::new(FontFamily::SansSerif, SIZE * f64::from(TENTHS), FontStyle::Normal);
        Picture { canvas, area, font }
    }

    /// A picture that says in words why there is nothing to see.
    pub(super) fn of_nothing(words: &str, said: &Alternative) -> Picture {
        let lines = wrap(words, WIDE - 4.0, 6, SIZE, false);
        let picture = Picture::new(lines.len().max(1) as f64 * LINE + 10.0, said);
        for (row, line) in lines.iter().enumerate() {
            picture.text(Ink::Void, HPos::Left, (2.0, 12.5 + row as f64 * LINE), line);
        }
        picture
    }

    /// The finished chart.
    pub(super) fn finish(&self) -> Svg {
        self.canvas.finish()
    }

    /// The canvas, to see what is on it.
    #[cfg(test)]
    pub(super) fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// The same picture seen through a coordinate system.
    pub(super) fn plot<C: CoordTranslate>(&self, coordinates: C) -> DrawingArea<Canvas, C> {
        self.area.apply_coord_spec(coordinates)
    }

    /// A text by the middle of its height; nothing where it is empty.
    pub(super) fn text(&self, ink: Ink, side: HPos, (x, y): Place, text: &str) {
        if text.is_empty() {
            return;
        }
        let style = self.font.color(&ink).pos(Pos::new(side, VPos::Center));
        drawn(&self.area.draw_text(text, &style, (pixels(x), pixels(y))));
    }

    /// A part of the picture that is painted in a way of its own.
    pub(super) fn group(&self, class: &str, draw: impl FnOnce(&Picture)) {
        self.canvas.open_group(class);
        draw(self);
        self.canvas.close_group();
    }

    /// A part of the picture that is a link where there is an address, under its whole name.
    pub(super) fn link(&self, href: Option<&str>, name: &str, draw: impl FnOnce(&Picture)) {
        let Some(href) = href else { return draw(self) };
        self.canvas.open_link(href, name);
        draw(self);
        self.canvas.close_link();
    }

    /// A text where it is not wider than its room, for half a number says another one; whether it is there.
    pub(super) fn text_if_fits(&self, ink: Ink, side: HPos, at: Place, room: f64, text: &str) -> bool {
        let fits = width(text, SIZE, ink.is_bold()) <= room;
        if fits {
            self.text(ink, side, at, text);
        }
        fits
    }

    /// A text that is cut where it would be wider than its room.
    pub(super) fn text_within(&self, ink: Ink, side: HPos, at: Place, room: f64, text: &str) {
        self.text(ink, side, at, &shorten(text, room, SIZE, ink.is_bold()));
    }

    /// A line through points.
    pub(super) fn line(&self, ink: Ink, points: &[Place]) {
        let points: Vec<_> = points.iter().map(|&(x, y)| (pixels(x), pixels(y))).collect();
        drawn(&self.area.draw(&PathElement::new(points, ink)));
    }

    /// A filled rectangle between two corners.
    pub(super) fn rectangle(&self, ink: Ink, (x0, y0): Place, (x1, y1): Place) {
        let corners = [(pixels(x0), pixels(y0)), (pixels(x1), pixels(y1))];
        drawn(&self.area.draw(&Rectangle::new(corners, ink)));
    }

    /// A disc, or a ring where the ink is one.
    pub(super) fn circle(&self, ink: Ink, (x, y): Place, radius: f64) {
        drawn(&self.area.draw(&Circle::new((pixels(x), pixels(y)), pixels(radius), ink)));
    }

    /// A filled area inside a ring of places.
    pub(super) fn area(&self, ink: Ink, ring: &[Place]) {
        self.shape(ink, (0.0, 0.0), ring);
    }

    /// A filled shape, given by its corners around a place.
    pub(super) fn shape(&self, ink: Ink, (x, y): Place, corners: &[Place]) {
        let corners: Vec<_> = corners.iter().map(|&(dx, dy)| (pixels(x + dx), pixels(y + dy))).collect();
        drawn(&self.area.draw(&Polygon::new(corners, ink)));
    }
}

/// The corners of a diamond.
pub(super) const fn diamond(radius: f64) -> [Place; 4] {
    [(0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0)]
}

/// Draws a line through the points of a plot.
pub(super) fn draw_line<C: CoordTranslate>(plot: &DrawingArea<Canvas, C>, ink: Ink, points: Vec<C::From>) {
    drawn(&plot.draw(&PathElement::new(points, ink)));
}
