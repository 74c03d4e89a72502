//! Values in words, marks, tables and charts: what the pages of indicators, regions and comparisons share.
//!
//! * Every number is written here, with the decimals and the unit of its indicator.
//! * **What is missing is a word**, never a number, a dash or an empty cell, and is in no chart.
//! * Sentences about values are made from patterns of the catalogue; names stand in them as they
//!   are, so that no language has to inflect them.

pub mod areas;
mod board;
mod cells;
pub mod chart;
pub mod finding;
pub mod judgement;
pub mod maps;
pub mod matrix;
pub mod measure;
pub mod multiples;
pub mod profile;
pub mod prose;
mod register;
pub mod remarks;
pub mod rows;
mod shelf;
pub mod source;
pub mod table;

pub use board::Board;
pub use cells::{Cells, head};
pub use measure::Measure;
pub use register::Register;
pub use shelf::Shelf;
