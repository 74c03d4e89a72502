//! virta.
