//! Whole projects in, exact words out; and every key of every form once wrong.

mod cases;
mod keys;
mod robustness;

use crate::testing::{findings, sources};

/// A site in which every key of every form is there and right.
pub const COMPLETE: &str = include_str!("complete.txt");

#[test]
fn a_complete_site_is_clean() {
    assert_eq!(findings(&sources(COMPLETE)).human(false), "");
}
