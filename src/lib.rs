//! `virta` turns the sources of a site into the site. (The architecture is told here once the line is whole.)

pub mod diagnostic;
pub mod model;
pub mod parse;
pub mod plan;
pub mod release;
pub mod render;
pub mod resolve;
pub mod source;
#[cfg(test)]
pub(crate) mod testing;
