//! The lines of a trend, cut into runs without a gap or a break.

use super::super::ink::Ink;
use super::super::picture::{Picture, Place, draw_line};
use super::{Line, LineRole, Plot, TrendView, place};

/// The inks of the country: line, open line, dot, ring.
const COUNTRY: [Ink; 4] = [Ink::Country, Ink::CountryOpen, Ink::CountryDot, Ink::CountryRing];

/// A part of a line without a gap or a break in it.
struct Run {
    /// Period and value.
    points: Vec<(f64, f64)>,
    /// How many of them are not provisional, up to the first that is.
    firm: usize,
}

/// All lines of a trend, in the order in which they are drawn.
pub(super) struct Lines {
    context: Vec<Run>,
    strong: Vec<([Ink; 4], Vec<Run>)>,
}

impl Lines {
    pub(super) fn of(view: &TrendView) -> Lines {
        let (mut context, mut country, mut chosen) = (Vec::new(), Vec::new(), Vec::new());
        for line in &view.lines {
            let runs = runs(view, line);
            match line.role {
                LineRole::Context => context.extend(runs),
                LineRole::Country => country.push((COUNTRY, runs)),
                LineRole::Chosen => chosen.push((Ink::chosen(chosen.len()), runs)),
            }
        }
        // What was chosen first lies on top.
        let strong = country.into_iter().chain(chosen.into_iter().rev()).collect();
        Lines { context, strong }
    }

    pub(super) fn draw_context(&self, plot: &Plot, picture: &Picture) {
        for run in &self.context {
            if let [(period, value)] = run.points[..] {
                let (x, y) = place(plot, period, value);
                picture.line(Ink::Context, &[(x - 4.0, y), (x + 4.0, y)]);
            } else {
                draw_line(plot, Ink::Context, run.points.clone());
            }
        }
    }

    pub(super) fn draw_strong(&self, plot: &Plot, picture: &Picture) {
        for ([firm, open, dot, ring], runs) in &self.strong {
            for run in runs.iter().filter(|run| run.firm > 1) {
                draw_line(plot, *firm, run.points[..run.firm].to_vec());
            }
            for run in runs.iter().filter(|run| run.firm < run.points.len() && run.points.len() > 1) {
                draw_line(plot, *open, run.points[run.firm.saturating_sub(1)..].to_vec());
            }
            let last = runs.len().saturating_sub(1);
            for (_, run) in runs.iter().enumerate().filter(|(index, run)| *index == last || run.points.len() == 1) {
                if let Some(&(period, value)) = run.points.last() {
                    let ink = if run.firm < run.points.len() { *ring } else { *dot };
                    picture.circle(ink, place(plot, period, value), 4.0);
                }
            }
        }
    }

    /// All steps of the lines, with a weight: those of strong lines count more.
    pub(super) fn steps(&self, plot: &Plot) -> Vec<(usize, Place, Place)> {
        let strong = self.strong.iter().flat_map(|(_, runs)| runs).map(|run| (8, run));
        let context = self.context.iter().map(|run| (1, run));
        let mut steps = Vec::new();
        for (weight, run) in strong.chain(context) {
            let mut places = run.points.iter().map(|&(period, value)| place(plot, period, value));
            let Some(mut from) = places.next() else { continue };
            for to in places {
                steps.push((weight, from, to));
                from = to;
            }
        }
        steps
    }
}

/// Cuts a line at its gaps and at the breaks.
fn runs(view: &TrendView, line: &Line) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before = None;
    for (period, point) in view.values(line) {
        let cut = point.starts || before != Some(period) || view.breaks.iter().any(|cut| cut.at == period);
        before = Some(period + 1);
        let here = (period as f64, point.value);
        match runs.last_mut() {
            Some(run) if !cut => {
                run.firm += usize::from(!point.provisional && run.firm == run.points.len());
                run.points.push(here);
            }
            _ => runs.push(Run { points: vec![here], firm: usize::from(!point.provisional) }),
        }
    }
    runs
}
