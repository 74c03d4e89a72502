//! How numbers, texts and attributes are written: piece by piece into one string.

/// The number of the last patterned fill.
pub(super) const LAST_PATTERN: u8 = 11;

/// How a patterned fill is made.
struct Pattern {
    /// Its width and height.
    size: &'static str,
    /// How it is turned.
    turn: &'static str,
    /// The class of what lies under the marks; empty where the paper does.
    ground: &'static str,
    /// The marks.
    marks: &'static str,
}

const fn pattern(size: &'static str, turn: &'static str, ground: &'static str, marks: &'static str) -> Pattern {
    Pattern { size, turn, ground, marks }
}

const RISING: &str = " patternTransform=\"rotate(45)\"";
const FALLING: &str = " patternTransform=\"rotate(-45)\"";

/// The patterned fills from number 2 on: five series, the three upper steps of a scale, two kinds of what is missing.
/// The shapes differ, so that each is known without its colour; those of the steps grow denser.
const PATTERNS: [Pattern; 10] = [
    pattern("7", RISING, "c2", "<path class=\"pl\" d=\"M0 0v7\"/>"),
    pattern("7", "", "c3", "<circle class=\"pd\" cx=\"3.5\" cy=\"3.5\" r=\"1.3\"/>"),
    pattern("7", FALLING, "c4", "<path class=\"pl\" d=\"M0 0v7\"/>"),
    pattern("6", "", "c5", "<path class=\"pl\" d=\"M0 0v6\"/>"),
    pattern("8", "", "c6", "<path class=\"pl\" d=\"M0 0v8M0 0h8\"/>"),
    pattern("8", RISING, "q3", "<path class=\"pq s3\" d=\"M4 3v2\"/>"),
    pattern("6", RISING, "q4", "<path class=\"pq s4\" d=\"M3 0v6\"/>"),
    pattern("5", RISING, "q5", "<path class=\"pq s5\" d=\"M2.5 0v5M0 2.5h5\"/>"),
    pattern("6", RISING, "", "<path class=\"hatch\" d=\"M3 0v6\"/>"),
    pattern("6", FALLING, "", "<path class=\"hatch\" d=\"M3 0v6\"/>"),
];

/// One patterned fill.
pub(super) fn write_pattern(out: &mut String, id: &str, slot: u8) {
    let Some(Pattern { size, turn, ground, marks }) = PATTERNS.get(usize::from(slot.saturating_sub(2))) else { return };
    out.push_str("<pattern id=\"");
    out.push_str(id);
    out.push_str("-p");
    integer(out, u32::from(slot));
    for part in ["\" width=\"", size, "\" height=\"", size, "\" patternUnits=\"userSpaceOnUse\"", turn, ">"] {
        out.push_str(part);
    }
    if !ground.is_empty() {
        for part in ["<rect class=\"", ground, "\" width=\"", size, "\" height=\"", size, "\"/>"] {
            out.push_str(part);
        }
    }
    out.push_str(marks);
    out.push_str("</pattern>");
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
