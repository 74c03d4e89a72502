//! What the tests of all kinds of charts ask for.
