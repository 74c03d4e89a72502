//! The gap between two rows: which line turns at which height.
//!
//! Every line enters a gap from above at one place and leaves it below at another; between them
//! it runs across on a track. The order of the tracks decides which lines cross.

/// How near two lines may come.
const NEAR: f64 = 6.0;

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

/// The runs that turn, those first whose place above the others crosses least.
fn order(runs: &[Run]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..runs.len()).filter(|run| !runs[*run].straight()).collect();
    let costs: Vec<Vec<i64>> = left.iter().map(|a| left.iter().map(|b| cost(&runs[*a], &runs[*b]) - cost(&runs[*b], &runs[*a])).collect()).collect();
    let mut sums: Vec<i64> = costs.iter().map(|row| row.iter().sum()).collect();
    let mut open: Vec<usize> = (0..left.len()).collect();
    let mut order = Vec::new();
    while let Some(at) = (0..open.len()).min_by_key(|at| sums[open[*at]]) {
        let next = open.remove(at);
        for other in &open {
            sums[*other] -= costs[*other][next];
        }
        order.push(left[next]);
    }
    left.clear();
    order
}

/// What it costs to draw `above` on a higher track than `below`: crossings, and worse, lines
/// that would run on top of one another.
fn cost(above: &Run, below: &Run) -> i64 {
    if !meet(above, below) {
        return 0;
    }
    let inside = |at: &f64, (low, high): (f64, f64)| *at > low && *at < high;
    let down = above.bottoms.iter().filter(|at| inside(at, below.span())).count();
    let up = below.tops.iter().filter(|at| inside(at, above.span())).count();
    let same = above.bottoms.iter().filter(|a| below.tops.iter().any(|b| (*a - b).abs() < NEAR)).count();
    (down + up + 1000 * same) as i64
}

/// Whether two runs need different tracks.
fn meet(a: &Run, b: &Run) -> bool {
    let ((a_low, a_high), (b_low, b_high)) = (a.span(), b.span());
    a_low < b_high + NEAR && b_low < a_high + NEAR
}
