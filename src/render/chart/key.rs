//! Marks and swatches for tables, legends and sentences outside the charts.

use super::picture::{Picture, Place};
use super::ranking::{Mark, draw_mark};
use super::svg::Svg;
use super::write::{escape, integer, write_pattern};

/// The shape of a comparison, 12 × 12 units, beside its word.
pub fn mark(mark: Mark) -> Svg {
    const MIDDLE: Place = (6.0, 6.0);
    let picture = Picture::silent(12, 12, "");
    draw_mark(&picture, mark, MIDDLE);
    picture.finish()
}

/// The fill of a series, 24 × 14 units, beside its name; `series` counts from 0. The id is unique
/// on its page.
pub fn swatch(id: &str, series: usize) -> Svg {
    let slot = series.min(5) as u8 + 1;
    let mut out = String::from("<svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\">");
    if slot == 1 {
        out.push_str("<rect class=\"c1\" width=\"24\" height=\"14\"/></svg>");
        return Svg::of(out);
    }
    let mut safe = String::new();
    escape(&mut safe, id);
    write_pattern(&mut out, &safe, slot);
    for part in ["<rect fill=\"url(#", &safe, "-p"] {
        out.push_str(part);
    }
    integer(&mut out, u32::from(slot));
    out.push_str(")\" width=\"24\" height=\"14\"/></svg>");
    Svg::of(out)
}
