//! Values that must not be shown: small counts of persons.

use crate::diagnostic::Report;
use crate::model::indicator::Counts;
use crate::model::{Id, Observations};
use crate::source::SourceFile;

/// Finds counts of persons from one up to `minimum - 1`: `small-count`.
pub fn small_counts(_file: &SourceFile, _observations: &Observations, _unit: &Id, _counts: Counts, _minimum: u32, _report: &mut Report) {}
