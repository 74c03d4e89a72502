//! Numbers of a table, kept compact: most are whole, or have a few decimals.

use rayon::prelude::*;

/// Numbers of which some are absent.
///
/// Numbers that all have few digits are kept as whole numbers and the power of ten that they are
/// divided by, in half the room; others as they are. Either way the very same number comes out.
/// Absence is kept in a way that no sum can take for a number by accident: the only way to a
/// number is [`Column::get`]. A column that a table does not have is empty, and takes no room.
#[derive(Debug, Clone)]
pub struct Column(Kept);

#[derive(Debug, Clone)]
enum Kept {
    Narrow { decimals: usize, numbers: Vec<i32> },
    Wide { numbers: Vec<f64>, present: Vec<bool> },
}

/// There is no number.
const ABSENT: i32 = i32::MIN;

/// Powers of ten that narrow numbers are divided by.
const TENS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

impl Default for Column {
    fn default() -> Self {
        Self(Kept::Narrow { decimals: 0, numbers: Vec::new() })
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (0..self.len()).all(|row| self.get(row) == other.get(row))
    }
}

/// A number times a power of ten, where that is whole and small and gives the number back.
fn narrow(number: f64, decimals: usize) -> Option<i32> {
    // What is rounded wrongly does not give the number back.
    let kept = (number * TENS[decimals] + 0.5f64.copysign(number)) as i32;
    let is_same = kept.unsigned_abs() < i32::MAX.unsigned_abs() && (f64::from(kept) / TENS[decimals]).to_bits() == number.to_bits();
    is_same.then_some(kept)
}

impl Column {
    fn len(&self) -> usize {
        match &self.0 {
            Kept::Narrow { numbers, .. } => numbers.len(),
            Kept::Wide { numbers, .. } => numbers.len(),
        }
    }

    /// Adds the number of the next row.
    pub fn push(&mut self, number: Option<f64>) {
        if let Kept::Narrow { decimals, numbers } = &mut self.0 {
            let Some(number) = number else { return numbers.push(ABSENT) };
            if let Some(kept) = narrow(number, *decimals) {
                return numbers.push(kept);
            }
            let finer = (*decimals + 1..TENS.len()).find(|finer| narrow(number, *finer).is_some());
            if !finer.is_some_and(|finer| self.refine(finer)) {
                self.widen();
            }
            return self.push(Some(number));
        }
        if let Kept::Wide { numbers, present } = &mut self.0 {
            numbers.push(number.unwrap_or_default());
            present.push(number.is_some());
        }
    }

    /// Keeps narrow numbers with more decimals; says whether they have room.
    fn refine(&mut self, finer: usize) -> bool {
        let Kept::Narrow { decimals, numbers } = &mut self.0 else { return false };
        if finer == *decimals {
            return true;
        }
        let factor = 10i32.pow(u32::try_from(finer - *decimals).unwrap_or_default());
        let fits = |number: &i32| *number == ABSENT || number.checked_mul(factor).is_some_and(|number| number.abs() < i32::MAX);
        if !numbers.iter().all(fits) {
            return false;
        }
        numbers.iter_mut().filter(|number| **number != ABSENT).for_each(|number| *number *= factor);
        *decimals = finer;
        true
    }

    /// Keeps numbers as they are.
    fn widen(&mut self) {
        if matches!(self.0, Kept::Narrow { .. }) {
            let all = (0..self.len()).map(|row| self.get(row));
            self.0 = Kept::Wide { numbers: all.clone().map(Option::unwrap_or_default).collect(), present: all.map(|number| number.is_some()).collect() };
        }
    }

    /// Makes room for the rows of a whole table.
    pub fn reserve(&mut self, rows: usize) {
        match &mut self.0 {
            Kept::Narrow { numbers, .. } => numbers.reserve_exact(rows),
            Kept::Wide { numbers, present } => {
                numbers.reserve_exact(rows);
                present.reserve_exact(rows);
            }
        }
    }

    /// Adds the rows of another column.
    pub fn append(&mut self, mut other: Self) {
        let of = |column: &Self| if let Kept::Narrow { decimals, .. } = column.0 { Some(decimals) } else { None };
        let finest = of(self).zip(of(&other)).map(|(one, two)| one.max(two));
        if !finest.is_some_and(|finest| self.refine(finest) && other.refine(finest)) {
            self.widen();
            other.widen();
        }
        match (&mut self.0, other.0) {
            (Kept::Narrow { numbers, .. }, Kept::Narrow { numbers: more, .. }) => numbers.extend_from_slice(&more),
            (Kept::Wide { numbers, present }, Kept::Wide { numbers: more, present: there }) => {
                numbers.extend_from_slice(&more);
                present.extend_from_slice(&there);
            }
            // Both are kept alike by now.
            _ => {}
        }
    }

    /// Takes the number of a row away.
    pub fn remove(&mut self, row: usize) {
        // A column that the table does not have holds nothing.
        match &mut self.0 {
            Kept::Narrow { numbers, .. } => numbers.get_mut(row).into_iter().for_each(|number| *number = ABSENT),
            Kept::Wide { numbers, present } => {
                if let (Some(number), Some(present)) = (numbers.get_mut(row), present.get_mut(row)) {
                    (*number, *present) = (0.0, false);
                }
            }
        }
    }

    /// The number of a row.
    pub fn get(&self, row: usize) -> Option<f64> {
        match &self.0 {
            Kept::Narrow { decimals, numbers } => numbers.get(row).filter(|number| **number != ABSENT).map(|number| f64::from(*number) / TENS[*decimals]),
            Kept::Wide { numbers, present } => (*present.get(row)?).then(|| numbers[row]),
        }
    }

    /// The rows in a new order.
    #[must_use]
    pub fn reordered(&self, order: &[u32]) -> Self {
        if self.len() == 0 {
            return Self::default();
        }
        Self(match &self.0 {
            Kept::Narrow { decimals, numbers } => Kept::Narrow { decimals: *decimals, numbers: picked(numbers, order) },
            Kept::Wide { numbers, present } => Kept::Wide { numbers: picked(numbers, order), present: picked(present, order) },
        })
    }
}

/// From how many rows on a table is put in order by several threads.
const LONG: usize = 1 << 18;

/// What stands in each row of a new order.
pub fn picked<T: Copy + Send + Sync>(from: &[T], order: &[u32]) -> Vec<T> {
    if order.len() < LONG {
        return order.iter().map(|at| from[*at as usize]).collect();
    }
    order.par_iter().with_min_len(LONG / 8).map(|at| from[*at as usize]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> impl Strategy<Value = Option<f64>> {
        let few = (-99_999i32..99_999, 0usize..5).prop_map(|(number, decimals)| f64::from(number) / TENS[decimals]);
        proptest::option::weighted(0.9, prop_oneof![20 => few, 1 => Just(-0.0), 1 => -1e15..1e15, 1 => Just(0.1 + 0.2), 1 => Just(2_147_483_647.0)])
    }

    fn column(numbers: &[Option<f64>]) -> Column {
        let mut column = Column::default();
        for number in numbers {
            column.push(*number);
        }
        column
    }

    fn bits(column: &Column) -> Vec<Option<u64>> {
        (0..column.len()).map(|row| column.get(row).map(f64::to_bits)).collect()
    }

    proptest! {
        #[test]
        fn the_very_same_numbers_come_out(one in proptest::collection::vec(number(), 0..40), two in proptest::collection::vec(number(), 0..40)) {
            let expected: Vec<Option<u64>> = one.iter().chain(&two).map(|number| number.map(f64::to_bits)).collect();
            let mut all = column(&one);
            all.append(column(&two));
            prop_assert_eq!(bits(&all), expected.clone());
            prop_assert_eq!(all.len(), one.len() + two.len());
            let mut order: Vec<u32> = (0u32..).take(all.len()).collect();
            order.reverse();
            prop_assert_eq!(bits(&all.reordered(&order)), expected.into_iter().rev().collect::<Vec<_>>());
        }
    }

    #[test]
    fn few_digits_take_little_room_and_what_is_removed_is_gone() {
        let mut column = column(&[Some(1.0), None, Some(2.25), Some(12.3)]);
        assert!(matches!(column.0, Kept::Narrow { decimals: 2, .. }));
        column.remove(2);
        column.remove(9);
        assert_eq!((0..5).map(|row| column.get(row)).collect::<Vec<_>>(), [Some(1.0), None, None, Some(12.3), None]);
        column.push(Some(1e12));
        assert!(matches!(column.0, Kept::Wide { .. }));
        assert_eq!((0..5).map(|row| column.get(row)).collect::<Vec<_>>(), [Some(1.0), None, None, Some(12.3), Some(1e12)]);
    }
}
