//! Fills that say a class: steps of a scale, and why there is no value.

use plotters_backend::text_anchor::HPos;
use serde::Serialize;

use super::ink::Ink;
use super::picture::{Picture, Place, WIDE};
use super::width::{LINE, SIZE, width, wrap};

/// What a place or a cell is filled with; each differs from all others without its colour too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Shade {
    /// One of four steps from low to high, counted from 0: darker and denser.
    Step(u8),
    /// A value that is withheld: hatched one way.
    Suppressed,
    /// A value that nobody collected: hatched the other way, with a dashed edge.
    NotCollected,
    /// A value that cannot exist: empty with a cross.
    CannotExist,
    /// Nothing is known: empty with a dashed edge.
    Absent,
}

impl Shade {
    /// The fill; `None` where the paper shows.
    pub(super) fn fill(self) -> Option<Ink> {
        const STEPS: [Ink; 4] = [Ink::Step1, Ink::Step2, Ink::Step3, Ink::Step4];
        match self {
            Shade::Step(step) => Some(STEPS[usize::from(step.min(3))]),
            Shade::Suppressed => Some(Ink::Suppressed),
            Shade::NotCollected => Some(Ink::NotCollected),
            Shade::CannotExist | Shade::Absent => None,
        }
    }

    /// The ink of a text that stands on it.
    pub(super) fn text(self, bold: bool) -> Ink {
        const PLAIN: [Ink; 4] = [Ink::OnStep1, Ink::OnStep2, Ink::OnStep3, Ink::OnStep4];
        const BOLD: [Ink; 4] = [Ink::BoldOnStep1, Ink::BoldOnStep2, Ink::BoldOnStep3, Ink::BoldOnStep4];
        match self {
            Shade::Step(step) if bold => BOLD[usize::from(step.min(3))],
            Shade::Step(step) => PLAIN[usize::from(step.min(3))],
            _ if bold => Ink::BoldHalo,
            _ => Ink::TextHalo,
        }
    }

    /// The ink of a word that stands on it where a value would.
    pub(super) fn word(self) -> Ink {
        if self.is_missing() { Ink::VoidHalo } else { self.text(false) }
    }

    /// Whether it stands for a value that is not there.
    pub const fn is_missing(self) -> bool {
        !matches!(self, Shade::Step(_))
    }

    /// Whether its edge is dashed.
    pub(super) const fn is_edged(self) -> bool {
        matches!(self, Shade::NotCollected | Shade::CannotExist | Shade::Absent)
    }

    /// Fills a rectangle between two corners.
    pub(super) fn draw(self, picture: &Picture, (x0, y0): Place, (x1, y1): Place) {
        if let Some(ink) = self.fill() {
            picture.rectangle(ink, (x0, y0), (x1, y1));
        }
        if self.is_edged() {
            picture.rectangle(Ink::Gone, (x0 + 0.5, y0 + 0.5), (x1 - 0.5, y1 - 0.5));
        }
        if self == Shade::CannotExist {
            picture.line(Ink::Gone, &[(x0 + 0.5, y0 + 0.5), (x1 - 0.5, y1 - 0.5)]);
            picture.line(Ink::Gone, &[(x0 + 0.5, y1 - 0.5), (x1 - 0.5, y0 + 0.5)]);
        }
    }
}

/// A fill and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// The fill.
    pub shade: Shade,
    /// What it means: `alle 64,0`.
    pub text: String,
}

/// What fills mean, in lines.
pub(super) struct Legend {
    entries: Vec<Entry>,
    high: f64,
}

/// A line of text, behind its fill where it is the first.
struct Entry {
    at: Place,
    shade: Option<Shade>,
    text: String,
}

/// Height of a line of the legend.
const ROW: f64 = 18.0;
/// Width of a swatch, and of it with the gap after it.
const SWATCH: f64 = 18.0;
const INDENT: f64 = 24.0;

impl Legend {
    /// The meanings in lines of `room`.
    pub(super) fn of(meanings: &[Meaning], room: f64) -> Legend {
        let mut legend = Legend { entries: Vec::new(), high: 0.0 };
        let mut x = 0.0;
        for meaning in meanings {
            let lines = wrap(&meaning.text, room - INDENT, 3, SIZE, false);
            let wide = INDENT + lines.iter().map(|line| width(line, SIZE, false)).fold(0.0, f64::max);
            if legend.entries.is_empty() || x + wide > room {
                x = 0.0;
                legend.high += ROW;
            }
            let y = legend.high - ROW + 7.5;
            for (row, text) in lines.iter().enumerate() {
                let shade = (row == 0).then_some(meaning.shade);
                legend.entries.push(Entry { at: (x, y + row as f64 * LINE), shade, text: text.clone() });
            }
            legend.high += lines.len().saturating_sub(1) as f64 * LINE;
            // What has several lines fills its row.
            x = if lines.len() > 1 { room } else { x + wide + 14.0 };
        }
        legend
    }

    /// How high it is.
    pub(super) fn high(&self) -> f64 {
        self.high
    }

    /// Draws it with its upper left corner at a place.
    pub(super) fn draw(&self, picture: &Picture, (left, top): Place) {
        for Entry { at: (x, y), shade, .. } in &self.entries {
            if let Some(shade) = shade {
                shade.draw(picture, (left + x, top + y - 5.5), (left + x + SWATCH, top + y + 5.5));
            }
        }
        for Entry { at: (x, y), text, .. } in &self.entries {
            picture.text_within(Ink::Text, HPos::Left, (left + x + INDENT, top + y), WIDE, text);
        }
    }
}
