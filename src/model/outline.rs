//! Where regions lie: their outlines on a plane.

use std::collections::BTreeMap;

use super::{Id, Text};

/// A ring of corners, without the first again at its end; x to the right, y downwards.
pub type Ring = Vec<(i32, i32)>;

/// The outlines of regions, fitted together and simplified: good for pictures, not for measuring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlines {
    /// Width and height of the plane; every corner lies on it.
    pub size: (i32, i32),
    /// Rings by the code of their region, holes among them.
    pub rings: BTreeMap<Id, Vec<Ring>>,
    /// Whose the outlines are, and on what terms.
    pub source: Option<Text>,
}
