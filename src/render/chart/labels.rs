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

/// Which labels of a row stand: `(middle, width)` each, in order. The last stands, then the first,
/// then the `chosen`, then as many as fit at equal steps.
pub(super) fn thinned(labels: &[(f64, f64)], chosen: &[usize], gap: f64) -> Vec<usize> {
    let Some(last) = labels.len().checked_sub(1) else { return Vec::new() };
    let wanted = [last, 0].into_iter().chain(chosen.iter().copied());
    let mut standing: Vec<usize> = Vec::new();
    for index in wanted.chain(at_equal_steps(labels, gap)) {
        if standing.iter().all(|&other| other != index && is_clear(labels, (other, index), gap)) {
            standing.push(index);
        }
    }
    standing.sort_unstable();
    standing
}

/// Whether two labels do not touch.
fn is_clear(labels: &[(f64, f64)], (a, b): (usize, usize), gap: f64) -> bool {
    let ((x, wide), (next, next_wide)) = (labels[a.min(b)], labels[a.max(b)]);
    next - next_wide / 2.0 - (x + wide / 2.0) >= gap
}

/// The labels counted back from the last in the smallest step that fits; in one that meets the
/// first too, if it is not much larger.
fn at_equal_steps(labels: &[(f64, f64)], gap: f64) -> Vec<usize> {
    let count = labels.len();
    let row = |step: usize| (0..count).rev().step_by(step);
    let fits = |step: usize| row(step).zip(row(step).skip(1)).all(|pair| is_clear(labels, pair, gap));
    let Some(least) = (1..count).find(|&step| fits(step)) else { return Vec::new() };
    let meets_first = (least..=3 * least).take_while(|step| 2 * step < count).find(|&step| (count - 1).is_multiple_of(step) && fits(step));
    row(meets_first.unwrap_or(least)).collect()
}

/// The middle of a label that would best be at `x`, kept inside from `left` to `right`.
pub(super) fn inside(x: f64, wide: f64, (left, right): (f64, f64)) -> f64 {
    if wide >= right - left {
        return f64::midpoint(left, right);
    }
    x.clamp(left + wide / 2.0, right - wide / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stay_where_they_wish_and_share_the_push() {
        let wish = |at| Wish { at, high: 10.0 };
        assert_eq!(apart(&[wish(20.0), wish(50.0)], (0.0, 100.0)), [20.0, 50.0]);
        assert_eq!(apart(&[wish(52.0), wish(50.0), wish(90.0)], (0.0, 100.0)), [56.0, 46.0, 90.0]);
        assert_eq!(apart(&[wish(99.0), wish(0.0), wish(99.0)], (0.0, 100.0)), [85.0, 5.0, 95.0]);
        assert_eq!(apart(&[wish(0.0); 3], (0.0, 20.0)), [5.0, 15.0, 25.0]);
    }

    #[test]
    fn periods_are_thinned_evenly_and_keep_the_ends() {
        let row = |count: usize, step: f64| -> Vec<(f64, f64)> { (0..count).map(|index| (index as f64 * step, 28.0)).collect() };
        assert_eq!(thinned(&row(4, 60.0), &[], 10.0), [0, 1, 2, 3]);
        assert_eq!(thinned(&row(10, 25.0), &[], 10.0), [0, 3, 6, 9]);
        assert_eq!(thinned(&row(10, 25.0), &[4], 10.0), [0, 4, 6, 9]);
        assert_eq!(thinned(&row(3, 5.0), &[], 10.0), [2]);
        assert_eq!(thinned(&[], &[], 10.0), Vec::<usize>::new());
    }
}
