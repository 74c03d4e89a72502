//! The published values of an indicator: `data.csv`.

use crate::model::Observations;

/// The values as CSV: the columns of the source, dimensions by id, then `illustrative`.
pub fn csv(_observations: &Observations, _illustrative: bool) -> String {
    String::new()
}
