//! Two regions side by side: the choice of a pair, and the pair.

mod index;
mod pair;

pub use index::index;
pub use pair::pair;
