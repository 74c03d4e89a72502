//! Every rule with its pair, properties on many pairs, and the words.

mod fixtures;
mod histories;
mod properties;
mod wordings;
