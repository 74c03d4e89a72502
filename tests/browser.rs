//! What people see: every kind of page in a real browser, judged by axe-core, by keyboard, on narrow screens, on paper and without scripts.
//!
//! `VIRTA_SHOTS=DIR cargo test --test browser every_kind` also writes a picture of every page in every mode.

mod support;

mod browser {
    mod chromium;
    mod free;
    mod keyboard;
    mod kinds;
    mod modes;
    mod portable;
    mod server;
    mod twins;
    mod without;
}
