//! How numbers, texts and attributes are written: piece by piece into one string.

/// One patterned fill; the shapes differ, so that a series is known without its colour.
pub(super) fn write_pattern(out: &mut String, id: &str, slot: u8) {
    let (size, turn, drawn) = match slot {
        2 => ("7", " patternTransform=\"rotate(45)\"", "<path class=\"pl\" d=\"M0 0v7\"/>"),
        3 => ("7", "", "<circle class=\"pd\" cx=\"3.5\" cy=\"3.5\" r=\"1.3\"/>"),
        4 => ("7", " patternTransform=\"rotate(-45)\"", "<path class=\"pl\" d=\"M0 0v7\"/>"),
        5 => ("6", "", "<path class=\"pl\" d=\"M0 0v6\"/>"),
        _ => ("8", "", "<path class=\"pl\" d=\"M0 0v8M0 0h8\"/>"),
    };
    let slot = char::from(b'0' + slot % 10);
    out.push_str("<pattern id=\"");
    out.push_str(id);
    out.push_str("-p");
    out.push(slot);
    for part in ["\" width=\"", size, "\" height=\"", size, "\" patternUnits=\"userSpaceOnUse\"", turn] {
        out.push_str(part);
    }
    out.push_str("><rect class=\"c");
    out.push(slot);
    for part in ["\" width=\"", size, "\" height=\"", size, "\"/>", drawn, "</pattern>"] {
        out.push_str(part);
    }
}

/// Writes a class or another attribute; an empty one is left out.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        for part in [" ", name, "=\"", value, "\""] {
            out.push_str(part);
        }
    }
}

/// Writes a count of tenths as a number.
pub(super) fn tenths(out: &mut String, value: i32) {
    if value < 0 {
        out.push('-');
    }
    let size = value.unsigned_abs();
    if size >= 10 || size == 0 {
        integer(out, size / 10);
    }
    if !size.is_multiple_of(10) {
        out.push('.');
        out.push(digit(size % 10));
    }
}

/// Writes a whole number.
pub(super) fn integer(out: &mut String, value: u32) {
    if value >= 10 {
        integer(out, value / 10);
    }
    out.push(digit(value % 10));
}

fn digit(value: u32) -> char {
    char::from(b'0' + value as u8)
}

/// Writes a text with what XML cannot hold escaped or, where it is no letter, left out.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"' | '\0'..='\u{1f}' | '\u{ad}' | '\u{fffe}' | '\u{ffff}')) {
        out.push_str(&rest[..at]);
        let mut letters = rest[at..].chars();
        out.push_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\0'..='\u{1f}') => " ",
            _ => "",
        });
        rest = letters.as_str();
    }
    out.push_str(rest);
}
