//! A picture: boxes, lines and words with their places, before any of it is written.

use super::text::{LINE, SIZE, widest};

/// A place, in units from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Its top left corner.
    pub at: Point,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// What is drawn, and where.
#[derive(Debug, Default)]
pub struct Picture {
    /// How far it reaches to the right.
    pub width: f64,
    /// How far it reaches down.
    pub height: f64,
    /// The boxes: a place in the chart's cards, and where it stands.
    pub boxes: Vec<(usize, Area)>,
    /// The relations.
    pub lines: Vec<Line>,
}

/// One relation as drawn.
#[derive(Debug)]
pub struct Line {
    /// Which relation it is, a place in the chart's relations.
    pub relation: usize,
    /// Its strokes; a name interrupts the line.
    pub strokes: Vec<Vec<Point>>,
    /// The mark at one end.
    pub mark: Option<Mark>,
    /// Its name and cardinalities.
    pub words: Vec<Words>,
}

/// The place of a diamond or triangle.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Where it touches the box.
    pub tip: Point,
    /// The unit step from the tip away from the box.
    pub away: Point,
}

/// Which end of a line of text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// Words that stand at a line.
#[derive(Debug)]
pub struct Words {
    /// One text a line.
    pub lines: Vec<String>,
    /// The anchor of the first line, on its base line.
    pub at: Point,
    /// What stands at `at`.
    pub anchor: Anchor,
    /// Whether it is a name, which is quieter than a cardinality.
    pub name: bool,
}

/// Which way the rows of a part follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// From top to bottom.
    Down,
    /// From left to right.
    Right,
}

impl Flow {
    /// The point so far along the flow and so far across it.
    pub fn point(self, along: f64, across: f64) -> Point {
        match self {
            Flow::Down => Point { x: across, y: along },
            Flow::Right => Point { x: along, y: across },
        }
    }

    /// A width and a height as (along, across), or the other way round.
    pub fn turn(self, width: f64, height: f64) -> (f64, f64) {
        match self {
            Flow::Down => (height, width),
            Flow::Right => (width, height),
        }
    }
}

impl Words {
    /// The room the words take.
    pub fn area(&self) -> Area {
        let width = widest(&self.lines, false);
        let before = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        Area { at: Point { x: self.at.x - before, y: self.at.y - 0.8 * SIZE }, width, height: (self.lines.len() as f64 - 1.0) * LINE + SIZE }
    }

    /// Words of some lines whose middle is at a point.
    pub fn centred(lines: &[String], middle: Point) -> Self {
        let height = (lines.len() as f64 - 1.0) * LINE;
        Words { lines: lines.to_vec(), at: Point { x: middle.x, y: middle.y - height / 2.0 + 0.35 * SIZE }, anchor: Anchor::Middle, name: true }
    }
}

impl Point {
    /// The point moved.
    pub fn plus(self, x: f64, y: f64) -> Self {
        Point { x: self.x + x, y: self.y + y }
    }
}

impl Picture {
    /// Moves all of it so that its top left corner is at a point, and measures it anew.
    pub fn settle(&mut self, corner: Point) {
        let (low, high) = self.bounds();
        let (x, y) = (corner.x - low.x, corner.y - low.y);
        for (_, area) in &mut self.boxes {
            area.at = area.at.plus(x, y);
        }
        for line in &mut self.lines {
            for point in line.strokes.iter_mut().flatten() {
                *point = point.plus(x, y);
            }
            if let Some(mark) = &mut line.mark {
                mark.tip = mark.tip.plus(x, y);
            }
            for words in &mut line.words {
                words.at = words.at.plus(x, y);
            }
        }
        self.width = high.x - low.x;
        self.height = high.y - low.y;
    }

    /// The corners of the smallest rectangle around everything.
    fn bounds(&self) -> (Point, Point) {
        let mut low = Point { x: f64::INFINITY, y: f64::INFINITY };
        let mut high = Point { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
        let mut see = |point: Point| {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
        };
        let words = self.lines.iter().flat_map(|line| &line.words).map(Words::area);
        for area in self.boxes.iter().map(|(_, area)| *area).chain(words) {
            see(area.at);
            see(area.at.plus(area.width, area.height));
        }
        self.lines.iter().flat_map(|line| &line.strokes).flatten().copied().for_each(see);
        if low.x > high.x { (Point::default(), Point::default()) } else { (low, high) }
    }
}
