//! The gap between two rows: which line turns at which height.
//!
//! Every line enters a gap from above at one place and leaves it below at another; between them
//! it runs across on a track. The order of the tracks decides which lines cross.

/// How near two lines may come.
const NEAR: f64 = 6.0;

/// What it costs when two lines run on top of one another, in crossings.
const ON_TOP: i64 = 1000;

/// One line across a gap, or several that share an end and are drawn as one tree.
#[derive(Debug, Default)]
pub struct Run {
    /// Where it comes from above.
    pub tops: Vec<f64>,
    /// Where it goes on below.
    pub bottoms: Vec<f64>,
}

impl Run {
    /// The outermost places it touches.
    fn span(&self) -> (f64, f64) {
        let all = self.tops.iter().chain(&self.bottoms);
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(*at), high.max(*at)))
    }

    /// Whether it goes straight through.
    pub fn straight(&self) -> bool {
        let (low, high) = self.span();
        high - low < 0.5
    }
}

/// The track of every run, from the top, and how many there are.
pub fn tracks(runs: &[Run]) -> (Vec<usize>, usize) {
    let mut tracks = vec![0; runs.len()];
    let mut placed: Vec<usize> = Vec::new();
    for next in order(runs) {
        let below = placed.iter().filter(|other| meet(&runs[**other], &runs[next]));
        tracks[next] = below.map(|other| tracks[*other] + 1).max().unwrap_or(0);
        placed.push(next);
    }
    let count = placed.iter().map(|run| tracks[*run] + 1).max().unwrap_or(0);
    (tracks, count)
}

/// The runs that turn, from the highest track down: always the one that would gain least by
/// standing under any other that is still left.
fn order(runs: &[Run]) -> Vec<usize> {
    let turning: Vec<usize> = (0..runs.len()).filter(|run| !runs[*run].straight()).collect();
    let loss = |a: usize, b: usize| (cost(&runs[a], &runs[b]) - cost(&runs[b], &runs[a])).max(0);
    let losses: Vec<Vec<i64>> = turning.iter().map(|a| turning.iter().map(|b| loss(*a, *b)).collect()).collect();
    let mut sums: Vec<i64> = losses.iter().map(|row| row.iter().sum()).collect();
    let mut open: Vec<usize> = (0..turning.len()).collect();
    let mut order = Vec::with_capacity(turning.len());
    while let Some(at) = (0..open.len()).min_by_key(|at| sums[open[*at]]) {
        let next = open.remove(at);
        for other in &open {
            sums[*other] -= losses[*other][next];
        }
        order.push(turning[next]);
    }
    order
}

/// What it costs to draw `above` on a higher track than `below`: crossings, and worse, lines
/// that would run on top of one another.
fn cost(above: &Run, below: &Run) -> i64 {
    if !meet(above, below) {
        return 0;
    }
    let inside = |at: f64, (low, high): (f64, f64)| i64::from(at > low && at < high);
    let down: i64 = above.bottoms.iter().map(|at| inside(*at, below.span())).sum();
    let up: i64 = below.tops.iter().map(|at| inside(*at, above.span())).sum();
    let same = above.bottoms.iter().any(|a| below.tops.iter().any(|b| (a - b).abs() < NEAR));
    down + up + if same { ON_TOP } else { 0 }
}

/// Whether two runs need different tracks.
fn meet(a: &Run, b: &Run) -> bool {
    let ((a_low, a_high), (b_low, b_high)) = (a.span(), b.span());
    a_low < b_high + NEAR && b_low < a_high + NEAR
}
