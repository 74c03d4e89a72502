//! The machine-readable forms of a site, made from the same objects as its pages.

pub mod catalog;
pub mod chart;
pub mod csv;
pub mod feed;
pub mod search;
pub mod sitemap;
pub mod twin;

/// Text made safe for XML; characters that XML does not have are left out.
fn xml(text: &str) -> String {
    let allowed = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    crate::render::scope::escape(&text.chars().filter(allowed).collect::<String>())
}

/// JSON with a final newline.
fn json<T: serde::Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
