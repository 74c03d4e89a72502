//! Concept models and concepts.

mod element;
mod index;
mod model;
mod one;
mod relation;
#[cfg(test)]
mod tests;

pub use element::{deprecated, element};
pub use index::index;
pub use model::model;
pub use one::concept;
