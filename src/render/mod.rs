//! Pages as bytes.

pub mod diagram;
