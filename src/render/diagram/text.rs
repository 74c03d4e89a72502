//! The room words take: measured, broken into lines, shortened.

use crate::render::chart;

/// The size of all text in a diagram, in units.
pub const SIZE: f64 = 12.5;
/// The height of one line of text.
pub const LINE: f64 = 16.0;
/// Room for fonts a little wider than the one measured.
const SLACK: f64 = 1.06;

/// The width of a line of text in units.
pub fn width(text: &str, bold: bool) -> f64 {
    (chart::width(text, SIZE, bold) * SLACK).ceil()
}

/// The width of the widest of some lines.
pub fn widest(lines: &[String], bold: bool) -> f64 {
    lines.iter().map(|line| width(line, bold)).fold(0.0, f64::max)
}

/// Breaks text into lines no wider than `room`, where a word allows it; a word that is too wide
/// is broken after a mark inside it, and where it has none, anywhere.
///
/// Every run of white space is one space. A soft hyphen is a place to break; it shows only there.
pub fn wrap(text: &str, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace().map(|word| word.trim_matches('\u{ad}')).filter(|word| !word.is_empty()) {
        let gap = if line.is_empty() { "" } else { " " };
        if width(&word.replace('\u{ad}', ""), bold) <= room {
            push(&mut lines, &mut line, gap, word, bold, room);
            continue;
        }
        for (index, piece) in pieces(word).into_iter().enumerate() {
            let gap = if index == 0 { gap } else { "" };
            push(&mut lines, &mut line, gap, &piece, bold, room);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        let hyphen = line.ends_with('\u{ad}');
        line.retain(|letter| letter != '\u{ad}');
        if hyphen {
            line.push('-');
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Puts a piece of a word on the line, or on the next one.
fn push(lines: &mut Vec<String>, line: &mut String, gap: &str, piece: &str, bold: bool, room: f64) {
    let hyphen = if piece.ends_with('\u{ad}') { "-" } else { "" };
    if width(&format!("{line}{gap}{piece}{hyphen}"), bold) <= room {
        line.push_str(gap);
        line.push_str(piece);
        return;
    }
    if !line.is_empty() {
        lines.push(std::mem::take(line));
    }
    for letter in piece.chars() {
        line.push(letter);
        if line.chars().count() > 1 && width(line, bold) > room {
            line.pop();
            lines.push(std::mem::replace(line, letter.to_string()));
        }
    }
}

/// The pieces of a word between which a line may end.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut before = ' ';
    for letter in word.chars() {
        let camel = before.is_lowercase() && letter.is_uppercase();
        let after = matches!(before, '-' | '/' | '_' | '\u{ad}' | '–') && letter.is_alphanumeric();
        if camel || after {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
        before = letter;
    }
    pieces
}

/// The widest piece that [`wrap`] can keep whole.
pub fn longest_piece(text: &str, bold: bool) -> f64 {
    text.split_whitespace().flat_map(pieces).map(|piece| width(&piece.replace('\u{ad}', "-"), bold)).fold(0.0, f64::max)
}
