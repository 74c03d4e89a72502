//! Room for labels: moved apart, thinned, kept inside.

/// A label that wants to stand at a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    /// Where its middle would be best.
    pub at: f64,
    /// How high it is.
    pub high: f64,
}

/// Moves labels apart so that none overlaps, each as near to its wish as its neighbours allow,
/// in the order of their wishes; gives the middles in the order of the input. If they are higher
/// than their room together, they go on below it.
pub(super) fn apart(wishes: &[Wish], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|&a, &b| wishes[a].at.total_cmp(&wishes[b].at));
    let mut heaps: Vec<Heap> = Vec::new();
    for &label in &order {
        let mut heap = Heap::of(label, wishes[label]);
        heap.settle(top, bottom);
        while let Some(above) = heaps.pop_if(|above| above.top + above.high > heap.top) {
            heap = above.and(heap);
            heap.settle(top, bottom);
        }
        heaps.push(heap);
    }
    let mut middles = vec![0.0; wishes.len()];
    for heap in heaps {
        let mut y = heap.top;
        for label in heap.labels {
            middles[label] = y + wishes[label].high / 2.0;
            y += wishes[label].high;
        }
    }
    middles
}

/// Labels that touch each other.
struct Heap {
    labels: Vec<usize>,
    top: f64,
    high: f64,
    /// Sum over the labels of where each would have the top of the heap.
    pull: f64,
}

impl Heap {
    fn of(label: usize, wish: Wish) -> Heap {
        Heap { labels: vec![label], top: 0.0, high: wish.high, pull: wish.at - wish.high / 2.0 }
    }

    fn and(mut self, below: Heap) -> Heap {
        self.pull += below.pull - below.labels.len() as f64 * self.high;
        self.high += below.high;
        self.labels.extend(below.labels);
        self
    }

    fn settle(&mut self, top: f64, bottom: f64) {
        let best = self.pull / self.labels.len() as f64;
        self.top = best.min(bottom - self.high).max(top);
    }
}

/// Which labels of a row stand: `(middle, width)` each, in order. The last and the first stand
/// first, then as many as fit at equal steps.
pub(super) fn thinned(labels: &[(f64, f64)], gap: f64) -> Vec<usize> {
    let count = labels.len();
    if count < 2 {
        return (0..count).collect();
    }
    let clear = |a: usize, b: usize| {
        let ((x, wide), (next, next_wide)) = (labels[a], labels[b]);
        next - next_wide / 2.0 - (x + wide / 2.0) >= gap
    };
    let fits = |step: usize| {
        let row: Vec<usize> = (0..count).rev().step_by(step).collect();
        row.windows(2).all(|pair| clear(pair[1], pair[0]))
    };
    let Some(least) = (1..count).find(|&step| fits(step)) else {
        return vec![count - 1];
    };
    let even = (least..count).take_while(|&step| step <= 2 * least).find(|step| (count - 1).is_multiple_of(*step) && fits(*step));
    let mut row: Vec<usize> = (0..count).rev().step_by(even.unwrap_or(least)).collect();
    if row.last() != Some(&0) {
        while row.len() > 1 && row.last().is_some_and(|&next| !clear(0, next)) {
            row.pop();
        }
        if row.last().is_some_and(|&next| clear(0, next)) {
            row.push(0);
        }
    }
    row.reverse();
    row
}

/// The middle of a label that would best be at `x`, kept inside from `left` to `right`.
pub(super) fn inside(x: f64, wide: f64, (left, right): (f64, f64)) -> f64 {
    if wide >= right - left {
        return f64::midpoint(left, right);
    }
    x.clamp(left + wide / 2.0, right - wide / 2.0)
}
