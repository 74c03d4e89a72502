//! Where lines touch a box: each end has a slot on the side it leaves from.

/// One line's end on a side of a box.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    /// Where it would like to be, seen from the row it leads to.
    pub wish: f64,
    /// The room it needs before itself, across the flow.
    pub before: f64,
    /// The room it needs after itself.
    pub after: f64,
}

/// The length of side that some slots need.
pub fn need(slots: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    slots.into_iter().map(|(before, after)| before + after).sum()
}

/// Places slots, given in order, between `low` and `high`: as near to their wishes as the room
/// between them allows, in the sense of least squares.
pub fn spread(slots: &[Slot], low: f64, high: f64) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(slots.len());
    let mut taken = 0.0;
    for slot in slots {
        taken += slot.before;
        offsets.push(taken);
        taken += slot.after;
    }
    let most = (high - taken).max(low);
    // Pools of neighbours that push one another: (sum of wishes, count).
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (slot, offset) in slots.iter().zip(&offsets) {
        pools.push((slot.wish - offset, 1));
        while let [.., (a, n), (b, m)] = pools[..] {
            if a / n as f64 <= b / m as f64 {
                break;
            }
            pools.pop();
            pools.pop();
            pools.push((a + b, n + m));
        }
    }
    let bases = pools.iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / *count as f64, *count));
    bases.zip(offsets).map(|(base, offset)| (base.clamp(low, most) + offset).round()).collect()
}
