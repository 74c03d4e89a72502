//! What the tests of the whole program share: folders, the program itself, trees of files, and readers of what it writes.
#![allow(dead_code, reason = "each test crate uses a part of it")]

pub mod expected;
pub mod folder;
pub mod html;
pub mod json;
pub mod links;
pub mod page;
pub mod program;
pub mod site;

/// Says something although the test passes: what a test prints is only shown where it fails.
pub fn say_aloud(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Fails with every problem at once, the first thirty in full.
#[track_caller]
pub fn none<P: std::fmt::Display>(what: &str, problems: impl IntoIterator<Item = P>) {
    let problems: Vec<String> = problems.into_iter().map(|problem| problem.to_string()).collect();
    if problems.is_empty() {
        return;
    }
    let shown = problems.iter().take(30).map(String::as_str).collect::<Vec<_>>().join("\n  ");
    let rest = problems.len().saturating_sub(30);
    let more = if rest > 0 { format!("\n  … and {rest} more") } else { String::new() };
    panic!("{what}: {}\n  {shown}{more}", problems.len());
}
