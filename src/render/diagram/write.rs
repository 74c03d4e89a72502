//! The picture as SVG: classes, never colours; a group with a name, since its boxes are links.

use std::fmt::Write;

use super::chart::{Card, Chart, PAD, Row};
use super::picture::{Anchor, Area, Line, Mark, Picture, Point, Words};
use super::text::LINE;
use super::{ConceptDiagram, EdgeKind};
use crate::render::chart::Svg;

/// Writes the picture.
pub fn svg(diagram: &ConceptDiagram, chart: &Chart, picture: &Picture) -> Svg {
    let (width, height) = (picture.width.max(1.0), picture.height.max(1.0));
    let id = escaped(&diagram.id_prefix);
    let mut out = format!(
        "<svg class=\"concepts\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" \
         height=\"{h}\" role=\"group\" aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{desc}</desc>\n",
        w = number(width),
        h = number(height),
        title = escaped(&diagram.title),
        desc = escaped(&diagram.description),
    );
    let mut boxes: Vec<_> = picture.boxes.iter().collect();
    boxes.sort_by(|a, b| reading_order(a.1.at, b.1.at).then(a.0.cmp(&b.0)));
    for (card, area) in boxes {
        write_box(&mut out, &chart.cards[*card], *area);
    }
    let mut lines: Vec<_> = picture.lines.iter().collect();
    lines.sort_by_key(|line| line.relation);
    for line in lines {
        write_line(&mut out, chart, line);
    }
    out.push_str("</svg>");
    Svg::of(out)
}

/// From the top, then from the left.
fn reading_order(a: Point, b: Point) -> std::cmp::Ordering {
    a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
}

/// Adds formatted text; writing to a string does not fail.
macro_rules! put {
    ($out:expr, $($part:tt)*) => {{ let _ = write!($out, $($part)*); }};
}

/// One box: its outline, its name, its attributes.
fn write_box(out: &mut String, card: &Card, area: Area) {
    let class = match (card.concept.chosen, card.concept.outside) {
        (true, _) => " n-new",
        (false, true) => " n-out",
        (false, false) => "",
    };
    let head = Area { height: card.head_height(), ..area };
    out.push_str("<g>");
    rectangle(out, "n-box", class, area);
    if let Some(href) = &card.concept.href {
        put!(out, "<a href=\"{}\">", escaped(href));
    }
    rectangle(out, "n-head", class, head);
    let bold = if card.concept.href.is_some() { "" } else { " t-b" };
    let x = number(area.at.x + area.width / 2.0);
    for (index, line) in card.head.iter().enumerate() {
        let y = number(area.at.y + 20.0 + index as f64 * LINE);
        put!(out, "<text class=\"mid{bold}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(line));
    }
    if card.concept.href.is_some() {
        out.push_str("</a>");
    }
    if class == " n-out" && area.height > head.height {
        let (x, y) = (number(area.at.x), number(area.at.y + head.height));
        put!(out, "<path class=\"n-edge n-out\" d=\"M{x} {y}h{}\"/>", number(area.width));
    }
    let mut y = head.at.y + head.height;
    for row in &card.rows {
        write_row(out, row, area, y + row.height() - 1.0);
        y += row.height();
    }
    out.push_str("</g>\n");
}

/// One rectangle of a box.
fn rectangle(out: &mut String, kind: &str, class: &str, area: Area) {
    let (x, y) = (number(area.at.x), number(area.at.y));
    let (width, height) = (number(area.width), number(area.height));
    put!(out, "<rect class=\"{kind}{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
}

/// One line of an attribute, on a base line.
fn write_row(out: &mut String, row: &Row, area: Area, y: f64) {
    let (left, right, y) = (number(area.at.x + PAD), number(area.at.x + area.width - PAD), number(y));
    if let Some(href) = &row.href {
        put!(out, "<a class=\"n-row\" href=\"{}\">", escaped(href));
    }
    put!(out, "<text x=\"{left}\" y=\"{y}\">{}", escaped(&row.name));
    if !row.kind.is_empty() {
        put!(out, "<tspan class=\"t-mute\">{}</tspan>", escaped(&row.kind));
    }
    out.push_str(if row.href.is_some() { "</text></a>" } else { "</text>" });
    if !row.cardinality.is_empty() {
        put!(out, "<text class=\"end t-mute\" x=\"{right}\" y=\"{y}\">{}</text>", escaped(&row.cardinality));
    }
}

/// One relation, as one image with a name that says both its ends.
fn write_line(out: &mut String, chart: &Chart, line: &Line) {
    let relation = &chart.relations[line.relation];
    let name = |card: usize| chart.cards[card].concept.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let sign = match relation.kind {
        EdgeKind::Association => "—",
        EdgeKind::Aggregation => "◇—",
        EdgeKind::Composition => "◆—",
        EdgeKind::Generalization => "—▷",
    };
    let words = [
        name(relation.from),
        relation.said[0].clone(),
        sign.to_owned(),
        relation.name.join(" "),
        if relation.name.is_empty() { String::new() } else { "—".to_owned() },
        relation.said[1].clone(),
        name(relation.to),
    ];
    let said: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    put!(out, "<g role=\"img\"><title>{}</title><path class=\"n-edge\" d=\"", escaped(&said.join(" ")));
    for stroke in &line.strokes {
        write_stroke(out, stroke);
    }
    out.push_str("\"/>");
    if let Some(mark) = line.mark {
        write_mark(out, relation.kind, mark);
    }
    for words in &line.words {
        write_words(out, words);
    }
    out.push_str("</g>\n");
}

/// One stroke of a path, of lines straight down and across.
fn write_stroke(out: &mut String, stroke: &[Point]) {
    for (index, point) in stroke.iter().enumerate() {
        let (x, y) = (number(point.x), number(point.y));
        match index.checked_sub(1).map(|before| stroke[before]) {
            None => put!(out, "M{x} {y}"),
            Some(before) if number(before.x) == x => put!(out, "V{y}"),
            Some(before) if number(before.y) == y => put!(out, "H{x}"),
            Some(_) => put!(out, "L{x} {y}"),
        }
    }
}

/// A diamond or a triangle.
fn write_mark(out: &mut String, kind: EdgeKind, mark: Mark) {
    let at = |far: f64, beside: f64| {
        let (away, tip) = (mark.away, mark.tip);
        format!("{} {}", number(tip.x + away.x * far - away.y * beside), number(tip.y + away.y * far + away.x * beside))
    };
    let tip = at(0.0, 0.0);
    match kind {
        EdgeKind::Association => {}
        EdgeKind::Generalization => {
            put!(out, "<path class=\"n-open\" d=\"M{tip}L{}L{}Z\"/>", at(15.0, 8.0), at(15.0, -8.0));
        }
        EdgeKind::Aggregation | EdgeKind::Composition => {
            let class = if kind == EdgeKind::Composition { "n-solid" } else { "n-open" };
            let (left, end, right) = (at(10.0, 6.0), at(20.0, 0.0), at(10.0, -6.0));
            put!(out, "<path class=\"{class}\" d=\"M{tip}L{left}L{end}L{right}Z\"/>");
        }
    }
}

/// Words at a line.
fn write_words(out: &mut String, words: &Words) {
    let tone = if words.name { "t-mute halo" } else { "halo" };
    let anchor = match words.anchor {
        Anchor::Start => "",
        Anchor::Middle => " mid",
        Anchor::End => " end",
    };
    for (index, line) in words.lines.iter().enumerate() {
        let (x, y) = (number(words.at.x), number(words.at.y + index as f64 * LINE));
        put!(out, "<text class=\"{tone}{anchor}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(line));
    }
}

/// A coordinate: one decimal, and none where it is whole.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    match tenths % 10 {
        0 => format!("{}", tenths / 10),
        _ => format!("{:.1}", tenths as f64 / 10.0),
    }
}

/// Text for XML: marks escaped, and characters that XML has not left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}
