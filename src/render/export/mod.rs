//! What programs read.

pub mod csv;
