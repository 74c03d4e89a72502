//! Rows of a table of values as HTML, with no more marks than they need.
//!
//! A cell carries what it is sorted by only where the script could not read it from the cell itself:
//! the name of a link that heads a row, and a number as it is written, need no key.

use crate::render::scope::escape;
use crate::render::view::parts::{Cell, Column, Key, TableRow};
use crate::render::words::Words;

/// The rows, each on a line.
pub fn html(columns: &[Column], rows: &[TableRow]) -> String {
    let mut out = String::with_capacity(rows.len() * 300);
    for row in rows {
        write_row(&mut out, columns, row);
    }
    out
}

fn write_row(out: &mut String, columns: &[Column], row: &TableRow) {
    out.push_str("<tr");
    attribute(out, "id", row.id.as_deref());
    attribute(out, "class", row.class);
    out.push('>');
    for (at, cell) in row.cells.iter().enumerate() {
        match at {
            0 => write_head(out, cell),
            _ => write_cell(out, cell, columns.get(at).is_some_and(|column| column.number)),
        }
    }
    out.push_str(END_OF_ROW);
}

/// What ends a row.
pub const END_OF_ROW: &str = "</tr>\n";

/// Writes the cell that names a row.
pub fn write_head(out: &mut String, cell: &Cell) {
    out.push_str("<th scope=\"row\"");
    let is_read = |key: &Key| matches!(key, Key::Text(name) if *name == cell.html || is_name(&cell.html, name));
    write_key(out, cell.key.as_ref().filter(|key| !is_read(key)));
    for part in [">", &cell.html, "</th>"] {
        out.push_str(part);
    }
}

/// Writes a cell that follows it, in a column of numbers or of words.
pub fn write_cell(out: &mut String, cell: &Cell, is_number: bool) {
    out.push_str("<td");
    attribute(out, "class", class(cell, is_number));
    write_key(out, cell.key.as_ref().filter(|key| !is_number || !is_number_read(&cell.html, key)));
    for part in [">", &cell.html, "</td>"] {
        out.push_str(part);
    }
}

/// Writes a cell with a number below a thousand that can be read as it is written, with a sign where it is above zero;
/// any other is left to [`write_cell`].
pub fn write_number(out: &mut String, words: &Words, value: f64, decimals: u8, plus: &str) -> bool {
    let start = out.len();
    out.push_str("<td class=\"n\">");
    let is_read = words.write_small(out, value, decimals, plus).is_some_and(|read| is_same(read, value));
    if is_read {
        out.push_str("</td>");
    } else {
        out.truncate(start);
    }
    is_read
}

fn write_key(out: &mut String, key: Option<&Key>) {
    match key {
        Some(Key::Text(text)) => attribute(out, "data-key", Some(text)),
        Some(number) => attribute(out, "data-key", Some(&number.to_string())),
        None => {}
    }
}

const fn class(cell: &Cell, is_number: bool) -> Option<&'static str> {
    match (is_number, cell.void) {
        (true, true) => Some("n void"),
        (true, false) => Some("n"),
        (false, true) => Some("void"),
        (false, false) => None,
    }
}

fn attribute(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        for part in [" ", name, "=\"", &escape(value), "\""] {
            out.push_str(part);
        }
    }
}

/// Whether a cell begins with a link whose words are its key.
fn is_name(html: &str, key: &str) -> bool {
    let words = html.strip_prefix("<a ").and_then(|rest| rest.split_once('>')).and_then(|(_, rest)| rest.split_once("</a>"));
    words.is_some_and(|(words, _)| words == key || words == escape(key))
}

/// Whether a number as it is written is its key.
fn is_number_read(html: &str, key: &Key) -> bool {
    let value = match key {
        Key::Number(value) => Some(*value),
        Key::Text(text) => text.parse().ok(),
    };
    read_number(html).zip(value).is_some_and(|(read, value)| is_same(read, value))
}

/// Whether a number that was read is the value. What is beyond the twelfth digit is not of the value but of how differences are calculated.
pub fn is_same(read: f64, value: f64) -> bool {
    (read - value).abs() <= value.abs() * 1e-12
}

/// The number that a cell says, as the script reads it; `None` where it says anything else.
fn read_number(html: &str) -> Option<f64> {
    let written = html.strip_prefix("<b>").and_then(|rest| rest.strip_suffix("</b>")).unwrap_or(html);
    let (mut digits, mut count, mut after, mut is_below) = (0_u64, 0_u32, None, false);
    for letter in written.chars() {
        match letter {
            '0'..='9' if count < 15 => {
                digits = digits * 10 + u64::from(letter as u8 - b'0');
                count += 1;
                after = after.map(|places: i32| places + 1);
            }
            '\u{2212}' | '-' if count == 0 && !is_below => is_below = true,
            '+' if count == 0 => {}
            ',' | '.' if after.is_none() => after = Some(0),
            letter if letter.is_whitespace() => {}
            _ => return None,
        }
    }
    let number = digits as f64 / 10f64.powi(after.unwrap_or(0));
    (count > 0).then_some(if is_below { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_a_key_only_where_it_cannot_be_read() {
        for (html, key, is_read) in [
            ("<b>41,0</b>", "41", true),
            ("41,0", "41.04", false),
            ("41.0", "41", true),
            ("\u{2212}29,0", "-29", true),
            ("+9,1", "9.100000000000001", true),
            ("1\u{a0}234,5", "1234.5", true),
            ("1,234.5", "1234.5", false),
            ("1,234", "1234", false),
            ("41,0<sup>p</sup>", "41", false),
            ("15<span class=\"of\"> / 23</span>", "15", false),
            ("", "0", false),
        ] {
            assert_eq!(is_number_read(html, &key.into()), is_read, "{html} {key}");
        }
        assert!(is_name("<a href=\"../\">A &amp; B</a><small>x</small>", "A & B"));
        assert!(!is_name("<a href=\"../\"><span lang=\"fi\">A</span></a>", "A"));
    }

    #[test]
    fn a_row_has_no_more_marks_than_it_needs() {
        let columns = [Column::new("Alue"), Column::new("Arvo").number(), Column::new("Ero").number(), Column::new("Sana")];
        let cells = vec![
            Cell::of("<a href=\"../x/\">X</a>").key("X"),
            Cell::of("<b>1,5</b>").key(1.5),
            Cell { html: "ei tietoa".into(), void: true, key: None },
            Cell::of("parempi").key("0"),
        ];
        let row = TableRow { id: Some("x".into()), class: Some("is-bench"), cells };
        assert_eq!(
            html(&columns, &[row]),
            "<tr id=\"x\" class=\"is-bench\"><th scope=\"row\"><a href=\"../x/\">X</a></th><td class=\"n\"><b>1,5</b></td>\
             <td class=\"n void\">ei tietoa</td><td data-key=\"0\">parempi</td></tr>\n"
        );
    }
}
