//! Regions side by side: the choice, two regions, and all regions in all indicators.

mod index;
mod overview;
mod pair;

pub use index::index;
pub use overview::overview;
pub use pair::pair;
