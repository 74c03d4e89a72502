//! Tables of values: `data.csv` → observations.

use std::collections::BTreeMap;

use crate::diagnostic::Report;
use crate::model::{CodeList, Id, Observations, Regions};
use crate::source::SourceFile;

/// Reads the values of an indicator; `None` where the table cannot be read at all, which is then reported.
///
/// `dimensions` are the code lists that the indicator declares. A cell that is wrong is one
/// finding at its place; the rest of the table is read.
pub fn observations(
    _file: &SourceFile,
    _dimensions: &[Id],
    _code_lists: &BTreeMap<Id, CodeList>,
    _regions: &Regions,
    _report: &mut Report,
) -> Option<Observations> {
    None
}
