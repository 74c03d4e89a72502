//! The drawing backend: what plotters draws becomes accessible SVG whose paint is classes.
//!
//! * **Tenths**: plotters counts in whole pixels, so the canvas is ten times as large as the
//!   picture and every number is written with at most one decimal, by integers alone.
//! * **Neighbours of one ink are one element**: lines and areas one path, circles one group, texts one text.
//! * Widths of strokes, colours and sizes of text that plotters passes are not looked at.

use std::{cell::RefCell, convert::Infallible, fmt, rc::Rc};

use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use serde::Serialize;

use super::Alternative;
use super::ink::Ink;
use super::width::{LINE, SIZE, width};
use super::write::{LAST_PATTERN, attribute, escape, integer, tenths, write_pattern};

/// Pixels of plotters to a unit of the picture.
pub(super) const TENTHS: i32 = 10;
/// From the middle of a line of text to its baseline, in tenths.
const BASELINE: i32 = 44;

/// A finished chart: one `<svg>` element that can stand in HTML as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Svg(String);

impl Svg {
    pub(in crate::render) fn of(element: String) -> Svg {
        Svg(element)
    }

    /// The element as it stands in a page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Width and height in units, as the picture says itself.
    pub fn size(&self) -> (u32, u32) {
        let size = || {
            let (_, after) = self.0.split_once("viewBox=\"0 0 ")?;
            let (wide, high) = after.split_once('"')?.0.split_once(' ')?;
            Some((wide.parse().ok()?, high.parse().ok()?))
        };
        size().unwrap_or((0, 0))
    }

    /// The string without the type.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who may look at a picture.
pub(super) enum Audience<'a> {
    /// Everybody: it has a name and a description.
    All(&'a Alternative),
    /// Everybody, and its parts are links: a group, for what is inside an image is not reached.
    Links(&'a Alternative),
    /// Those who see: what it shows is said beside it. The text is its class.
    Eyes(&'static str),
    /// It is a file, and holds a chart that has a name.
    Reader,
}

/// The canvas that plotters draws on; a clone draws on the same one.
#[derive(Clone)]
pub(super) struct Canvas {
    page: Rc<RefCell<Page>>,
    size: (u32, u32),
}

/// What has been written so far.
struct Page {
    out: String,
    /// Prefix of the ids.
    id: String,
    /// The element that is still open, so that its next neighbour can join.
    open: Open,
    /// Where a path stands, to go on in small steps.
    pen: BackendCoord,
    /// Patterned fills in use, a bit a slot.
    patterns: u16,
    #[cfg(test)]
    texts: Vec<TextBox>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Path(Ink),
    Circles(Ink),
    /// Texts with the height of the last one.
    Texts(Ink, Side, i32),
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Middle,
    Right,
}

/// Where a text stands, for tests: in units, y downwards.
#[cfg(test)]
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextBox {
    pub text: String,
    pub x: (f64, f64),
    pub y: (f64, f64),
}

impl Canvas {
    /// An empty picture, in units.
    pub(super) fn new(wide: u32, high: u32, audience: &Audience<'_>) -> Canvas {
        let mut out = String::with_capacity(4096);
        let id = match audience {
            Audience::All(said) => open_named(&mut out, (wide, high), "img", said),
            Audience::Links(said) => open_named(&mut out, (wide, high), "group", said),
            Audience::Eyes(class) => open_silent(&mut out, (wide, high), class),
            Audience::Reader => open_file(&mut out, (wide, high)),
        };
        let page = Page {
            out,
            id,
            open: Open::Nothing,
            pen: (0, 0),
            patterns: 0,
            #[cfg(test)]
            texts: Vec::new(),
        };
        Canvas { page: Rc::new(RefCell::new(page)), size: (wide, high) }
    }

    /// The end of the picture.
    pub(super) fn finish(&self) -> Svg {
        let page = &mut *self.page.borrow_mut();
        page.close();
        page.write_patterns();
        page.out.push_str("</svg>");
        Svg(std::mem::take(&mut page.out))
    }

    /// Begins a part of the picture that is painted in a way of its own.
    pub(super) fn open_group(&self, class: &str) {
        let page = &mut *self.page.borrow_mut();
        page.close();
        page.out.push_str("<g");
        attribute(&mut page.out, "class", class);
        page.out.push('>');
    }

    /// Ends it.
    pub(super) fn close_group(&self) {
        let page = &mut *self.page.borrow_mut();
        page.close();
        page.out.push_str("</g>");
    }

    /// Begins a part that is a link; its title says in full what its texts say in short.
    pub(super) fn open_link(&self, href: &str, name: &str) {
        let page = &mut *self.page.borrow_mut();
        page.close();
        for (before, text) in [("<a href=\"", href), ("\"><title>", name)] {
            page.out.push_str(before);
            escape(&mut page.out, text);
        }
        page.out.push_str("</title>");
    }

    /// Ends it.
    pub(super) fn close_link(&self) {
        let page = &mut *self.page.borrow_mut();
        page.close();
        page.out.push_str("</a>");
    }

    /// All texts so far.
    #[cfg(test)]
    pub(super) fn texts(&self) -> Vec<TextBox> {
        self.page.borrow().texts.clone()
    }
}

fn open_svg(out: &mut String, class: &str, (wide, high): (u32, u32)) {
    out.push_str("<svg");
    attribute(out, "class", class);
    out.push_str(" viewBox=\"0 0 ");
    integer(out, wide);
    out.push(' ');
    integer(out, high);
    out.push('"');
}

fn open_named(out: &mut String, size: (u32, u32), role: &str, said: &Alternative) -> String {
    let mut id = String::new();
    escape(&mut id, &said.id);
    open_svg(out, "", size);
    for part in [" role=\"", role, "\" aria-labelledby=\"", &id, "-t ", &id, "-d\"><title id=\"", &id, "-t\">"] {
        out.push_str(part);
    }
    escape(out, &said.title);
    for part in ["</title><desc id=\"", &id, "-d\">"] {
        out.push_str(part);
    }
    escape(out, &said.description);
    out.push_str("</desc>");
    id
}

fn open_silent(out: &mut String, size: (u32, u32), class: &str) -> String {
    open_svg(out, class, size);
    out.push_str(" aria-hidden=\"true\">");
    String::new()
}

fn open_file(out: &mut String, size: (u32, u32)) -> String {
    open_svg(out, "", size);
    out.push_str(" xmlns=\"http://www.w3.org/2000/svg\">");
    String::new()
}

impl Page {
    fn close(&mut self) {
        match self.open {
            Open::Nothing => {}
            Open::Path(_) => self.out.push_str("\"/>"),
            Open::Circles(_) => self.out.push_str("</g>"),
            Open::Texts(..) => self.out.push_str("</text>"),
        }
        self.open = Open::Nothing;
    }

    /// Makes sure that a path of this ink is open, and starts a new part of it.
    fn path(&mut self, ink: Ink, (x, y): BackendCoord) {
        if self.open != Open::Path(ink) {
            self.close();
            self.out.push_str("<path");
            self.paint(ink);
            self.out.push_str(" d=\"");
            self.open = Open::Path(ink);
        }
        self.out.push('M');
        tenths(&mut self.out, x);
        self.pair(y);
        self.pen = (x, y);
    }

    /// Goes on to each point in turn.
    fn steps(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut last = ' ';
        for (x, y) in points {
            let (dx, dy) = (x.saturating_sub(self.pen.0), y.saturating_sub(self.pen.1));
            match (dx, dy) {
                (0, 0) => continue,
                (_, 0) => self.step(&mut last, 'h', dx),
                (0, _) => self.step(&mut last, 'v', dy),
                _ => {
                    self.step(&mut last, 'l', dx);
                    self.pair(dy);
                }
            }
            self.pen = (x, y);
        }
    }

    /// One number after its letter; the letter is left out where it was the last one.
    fn step(&mut self, last: &mut char, letter: char, by: i32) {
        if *last == letter {
            self.pair(by);
        } else {
            self.out.push(letter);
            tenths(&mut self.out, by);
            *last = letter;
        }
    }

    /// A number after another one.
    fn pair(&mut self, number: i32) {
        if number >= 0 {
            self.out.push(' ');
        }
        tenths(&mut self.out, number);
    }

    fn area(&mut self, ink: Ink, mut points: impl Iterator<Item = BackendCoord>) {
        if let Some(first) = points.next() {
            self.path(ink, first);
            self.steps(points);
            self.out.push('z');
        }
    }

    fn circle(&mut self, ink: Ink, (x, y): BackendCoord, radius: u32) {
        if self.open != Open::Circles(ink) {
            self.close();
            self.out.push_str("<g");
            self.paint(ink);
            self.out.push('>');
            self.open = Open::Circles(ink);
        }
        self.out.push_str("<circle");
        for (name, value) in [(" cx=\"", x), (" cy=\"", y), (" r=\"", radius.cast_signed())] {
            self.out.push_str(name);
            tenths(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push_str("/>");
    }

    fn paint(&mut self, ink: Ink) {
        let Some(slot) = ink.pattern() else {
            return attribute(&mut self.out, "class", ink.class());
        };
        self.patterns |= 1 << slot;
        self.out.push_str(" fill=\"url(#");
        self.out.push_str(&self.id);
        self.out.push_str("-p");
        integer(&mut self.out, u32::from(slot));
        self.out.push_str(")\"");
    }

    fn text(&mut self, ink: Ink, anchor: HPos, (x, y): BackendCoord, text: &str) {
        let side = match anchor {
            HPos::Left => Side::Left,
            HPos::Center => Side::Middle,
            HPos::Right => Side::Right,
        };
        match self.open {
            Open::Texts(other, same, height) if other == ink && same == side => {
                self.out.push_str("<tspan");
                self.place(x, (height != y).then_some(y));
                escape(&mut self.out, text);
                self.out.push_str("</tspan>");
            }
            _ => {
                self.close();
                self.out.push_str("<text");
                self.text_class(ink, side);
                self.place(x, Some(y));
                escape(&mut self.out, text);
            }
        }
        self.open = Open::Texts(ink, side, y);
        #[cfg(test)]
        self.remember(ink, anchor, (x, y), text);
    }

    /// Where a text stands; without a height, beside the one before it.
    fn place(&mut self, x: i32, y: Option<i32>) {
        self.out.push_str(" x=\"");
        tenths(&mut self.out, x);
        if let Some(y) = y {
            self.out.push_str("\" y=\"");
            tenths(&mut self.out, y + BASELINE);
        }
        self.out.push_str("\">");
    }

    fn text_class(&mut self, ink: Ink, side: Side) {
        let side = match side {
            Side::Left => "",
            Side::Middle => "mid",
            Side::Right => "end",
        };
        match (ink.class(), side) {
            (class, "") | ("", class) => attribute(&mut self.out, "class", class),
            (class, side) => {
                for part in [" class=\"", class, " ", side, "\""] {
                    self.out.push_str(part);
                }
            }
        }
    }

    #[cfg(test)]
    fn remember(&mut self, ink: Ink, anchor: HPos, (x, y): BackendCoord, text: &str) {
        let wide = width(text, SIZE, ink.is_bold());
        let (x, y) = (f64::from(x) / 10.0, f64::from(y) / 10.0);
        let left = match anchor {
            HPos::Left => x,
            HPos::Center => x - wide / 2.0,
            HPos::Right => x - wide,
        };
        self.texts.push(TextBox { text: text.to_owned(), x: (left, left + wide), y: (y - 6.9, y + 7.1) });
    }

    /// The patterns that are in use: the fill of the slot with lines or dots of paper on it.
    fn write_patterns(&mut self) {
        for slot in 2..=LAST_PATTERN {
            if self.patterns & (1 << slot) != 0 {
                write_pattern(&mut self.out, &self.id, slot);
            }
        }
    }
}

/// What a call of the backend gives.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Canvas {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0 * TENTHS as u32, self.size.1 * TENTHS as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, _: bool) -> Drawn {
        self.fill_polygon([a, (b.0, a.1), b, (a.0, b.1)], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let mut points = path.into_iter();
        let ink = Ink::of(style.color().rgb);
        if let Some(first) = points.next() {
            let page = &mut *self.page.borrow_mut();
            page.path(ink, first);
            page.steps(points);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        self.page.borrow_mut().circle(Ink::of(style.color().rgb), at, radius);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, area: I, style: &S) -> Drawn {
        self.page.borrow_mut().area(Ink::of(style.color().rgb), area.into_iter());
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let ink = Ink::of(style.color().rgb);
        self.page.borrow_mut().text(ink, style.anchor().h_pos, at, text);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let wide = width(text, SIZE, Ink::of(style.color().rgb).is_bold());
        let tenths = f64::from(TENTHS);
        Ok(((wide * tenths).ceil() as u32, (LINE * tenths) as u32))
    }
}
