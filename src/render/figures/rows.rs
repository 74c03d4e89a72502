//! Rows of a table of values as HTML, with no more marks than they need.
//!
//! A cell carries what it is sorted by only where the script could not read it from the cell itself:
//! the name of a link that heads a row, and a number as it is written, need no key.

use crate::render::scope::escape;
use crate::render::view::parts::{Cell, Column, TableRow};

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
        let is_number = columns.get(at).is_some_and(|column| column.number);
        let is_read = |key: &str| if at == 0 { is_name(&cell.html, key) } else { is_number && is_number_read(&cell.html, key) };
        let key = cell.key.as_deref().filter(|key| !is_read(key));
        out.push_str(if at == 0 { "<th scope=\"row\"" } else { "<td" });
        if at > 0 {
            attribute(out, "class", class(cell, is_number));
        }
        attribute(out, "data-key", key);
        out.push('>');
        out.push_str(&cell.html);
        out.push_str(if at == 0 { "</th>" } else { "</td>" });
    }
    out.push_str("</tr>\n");
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

/// Whether a number as it is written is its key: the script reads it as this does. What is beyond the twelfth
/// digit is not of the value but of how differences are calculated.
fn is_number_read(html: &str, key: &str) -> bool {
    let written = html.strip_prefix("<b>").and_then(|rest| rest.strip_suffix("</b>")).unwrap_or(html);
    let mut plain = String::with_capacity(written.len());
    for letter in written.chars() {
        match letter {
            '<' | '&' => return false,
            '\u{2212}' => plain.push('-'),
            ',' if !plain.contains('.') => plain.push('.'),
            letter if letter.is_whitespace() => {}
            letter => plain.push(letter),
        }
    }
    let (Ok(read), Ok(value)) = (plain.parse::<f64>(), key.parse::<f64>()) else { return false };
    (read - value).abs() <= value.abs() * 1e-12
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
            assert_eq!(is_number_read(html, key), is_read, "{html} {key}");
        }
        assert!(is_name("<a href=\"../\">A &amp; B</a><small>x</small>", "A & B"));
        assert!(!is_name("<a href=\"../\"><span lang=\"fi\">A</span></a>", "A"));
    }

    #[test]
    fn a_row_has_no_more_marks_than_it_needs() {
        let columns = [Column::new("Alue"), Column::new("Arvo").number(), Column::new("Ero").number(), Column::new("Sana")];
        let cells = vec![
            Cell::of("<a href=\"../x/\">X</a>").key("X"),
            Cell::of("<b>1,5</b>").key("1.5"),
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
