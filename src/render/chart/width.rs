//! How wide a text is: advance widths of Liberation Sans (SIL Open Font License 1.1), and what follows from them.
//!
//! * **No font is consulted when a site is built**: the widths are a table, so every machine
//!   lays a chart out alike. Helvetica, Arial, Arimo and Liberation Sans share these widths.
//! * The regular widths hold for italics too. There is no kerning.
//! * A letter that the table does not know counts as one em, so a text is rather too wide than
//!   too narrow. Combining marks and the soft hyphen have no width.

use std::borrow::Cow;

/// Size of all text in charts, in units of the picture.
pub(super) const SIZE: f64 = 12.5;
/// Distance between the lines of a label.
pub(super) const LINE: f64 = 15.0;

/// Width of a text in the unit of `size`.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let sum: u32 = text.chars().map(|c| advance(c, bold)).sum();
    f64::from(sum) * size / EM
}

/// The text, or as much of its beginning as fits into `room` with an ellipsis; nothing where not
/// even that fits.
pub fn shorten(text: &str, room: f64, size: f64, bold: bool) -> Cow<'_, str> {
    if width(text, size, bold) <= room {
        return Cow::Borrowed(text);
    }
    let mut left = room * EM / size - f64::from(advance('…', bold));
    if left < 0.0 {
        return Cow::Borrowed("");
    }
    let mut end = 0;
    for (at, c) in text.char_indices() {
        left -= f64::from(advance(c, bold));
        if left < 0.0 {
            break;
        }
        end = at + c.len_utf8();
    }
    let kept = text[..end].trim_end_matches([' ', '\u{a0}', '-', ',', '\u{ad}']);
    Cow::Owned(format!("{kept}…"))
}

/// Breaks a label into at most `lines` lines of `room`, at spaces, after hyphens and slashes and
/// at soft hyphens. What does not fit ends with an ellipsis.
pub fn wrap(text: &str, room: f64, lines: usize, size: f64, bold: bool) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (piece, after) = first_piece(rest);
        let longer = format!("{line}{piece}");
        if !line.is_empty() && done.len() + 1 < lines && width(&ended(&longer), size, bold) > room {
            done.push(ended(&line));
            piece.clone_into(&mut line);
        } else {
            line = longer;
        }
        rest = after;
    }
    if !line.is_empty() {
        done.push(line);
    }
    done.iter().map(|line| shorten(line.trim(), room, size, bold).into_owned()).collect()
}

/// Splits after the first place where a line may end.
fn first_piece(text: &str) -> (&str, &str) {
    let end = text
        .char_indices()
        .find(|&(at, c)| matches!(c, ' ' | '-' | '/' | '\u{ad}') && at + c.len_utf8() < text.len())
        .map_or(text.len(), |(at, c)| at + c.len_utf8());
    text.split_at(end)
}

/// A finished line: a soft hyphen at its end is seen.
fn ended(line: &str) -> String {
    let line = line.trim_end();
    line.strip_suffix('\u{ad}').map_or_else(|| line.to_owned(), |line| format!("{line}-"))
}

/// Units to the em of the tables.
const EM: f64 = 2048.0;

/// Advance width of one letter.
fn advance(c: char, bold: bool) -> u32 {
    let table = if bold { &BOLD } else { &REGULAR };
    let code = c as usize;
    match code {
        0x20..=0x7e => u32::from(table[code - 0x20]),
        0xa0..=0x17f => u32::from(table[code - 0xa0 + 0x5f]),
        0x300..=0x36f | 0x200b..=0x200f => 0,
        0..=0x1f | 0x7f..=0x9f => u32::from(table[0]),
        _ => OTHER.binary_search_by_key(&c, |&(letter, ..)| letter).map_or(2048, |found| {
            let (_, regular, heavy) = OTHER[found];
            u32::from(if bold { heavy } else { regular })
        }),
    }
}

// Advance widths of Liberation Sans 2.1.5 (SIL Open Font License 1.1), read from its `hmtx` table
// for U+0020–007E and U+00A0–017F, then for single letters (Sámi, Romanian) and signs.

#[rustfmt::skip]
const REGULAR: [u16; 319] = [
    569, 569, 727, 1139, 1139, 1821, 1366, 391, 682, 682, 797, 1196, 569, 682, 569, 569, 1139, 1139,
    1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 569, 569, 1196, 1196, 1196, 1139, 2079, 1366,
    1366, 1479, 1479, 1366, 1251, 1593, 1479, 569, 1024, 1366, 1139, 1706, 1479, 1593, 1366, 1593,
    1479, 1366, 1251, 1479, 1366, 1933, 1366, 1366, 1251, 569, 569, 569, 961, 1139, 682, 1139, 1139,
    1024, 1139, 1139, 569, 1139, 1139, 455, 455, 1024, 455, 1706, 1139, 1139, 1139, 1139, 682, 1024,
    569, 1139, 1024, 1479, 1024, 1024, 1024, 684, 532, 684, 1196, 569, 682, 1139, 1139, 1139, 1139,
    532, 1139, 682, 1509, 758, 1139, 1196, 0, 1509, 1131, 819, 1124, 682, 682, 682, 1180, 1100, 682,
    682, 682, 748, 1139, 1708, 1708, 1708, 1251, 1366, 1366, 1366, 1366, 1366, 1366, 2048, 1479,
    1366, 1366, 1366, 1366, 569, 569, 569, 569, 1479, 1479, 1593, 1593, 1593, 1593, 1593, 1196,
    1593, 1479, 1479, 1479, 1479, 1366, 1366, 1251, 1139, 1139, 1139, 1139, 1139, 1139, 1821, 1024,
    1139, 1139, 1139, 1139, 569, 569, 569, 569, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1124,
    1251, 1139, 1139, 1139, 1139, 1024, 1139, 1024, 1366, 1139, 1366, 1139, 1366, 1139, 1479, 1024,
    1479, 1024, 1479, 1024, 1479, 1024, 1479, 1259, 1479, 1139, 1366, 1139, 1366, 1139, 1366, 1139,
    1366, 1139, 1366, 1139, 1593, 1139, 1593, 1139, 1593, 1139, 1593, 1139, 1479, 1139, 1479, 1139,
    569, 569, 569, 569, 569, 569, 569, 455, 569, 569, 1505, 909, 1024, 455, 1366, 1024, 1024, 1139,
    455, 1139, 455, 1139, 597, 1139, 684, 1139, 455, 1479, 1139, 1479, 1139, 1479, 1139, 1237, 1481,
    1139, 1593, 1139, 1593, 1139, 1593, 1139, 2048, 1933, 1479, 682, 1479, 682, 1479, 682, 1366,
    1024, 1366, 1024, 1366, 1024, 1366, 1024, 1251, 569, 1251, 768, 1251, 569, 1479, 1139, 1479,
    1139, 1479, 1139, 1479, 1139, 1479, 1139, 1479, 1139, 1933, 1479, 1366, 1024, 1366, 1251, 1024,
    1251, 1024, 1251, 1024, 455,
];

#[rustfmt::skip]
const BOLD: [u16; 319] = [
    569, 682, 971, 1139, 1139, 1821, 1479, 487, 682, 682, 797, 1196, 569, 682, 569, 569, 1139, 1139,
    1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 682, 682, 1196, 1196, 1196, 1251, 1997, 1479,
    1479, 1479, 1479, 1366, 1251, 1593, 1479, 569, 1139, 1479, 1251, 1706, 1479, 1593, 1366, 1593,
    1479, 1366, 1251, 1479, 1366, 1933, 1366, 1366, 1251, 682, 569, 682, 1196, 1139, 682, 1139,
    1251, 1139, 1251, 1139, 682, 1251, 1251, 569, 569, 1139, 569, 1821, 1251, 1251, 1251, 1251, 797,
    1139, 682, 1251, 1139, 1593, 1139, 1139, 1024, 797, 573, 797, 1196, 569, 682, 1139, 1139, 1139,
    1139, 573, 1139, 682, 1509, 758, 1139, 1196, 0, 1509, 1131, 819, 1124, 682, 682, 682, 1180,
    1139, 682, 682, 682, 748, 1139, 1708, 1708, 1708, 1251, 1479, 1479, 1479, 1479, 1479, 1479,
    2048, 1479, 1366, 1366, 1366, 1366, 569, 569, 569, 569, 1479, 1479, 1593, 1593, 1593, 1593,
    1593, 1196, 1593, 1479, 1479, 1479, 1479, 1366, 1366, 1251, 1139, 1139, 1139, 1139, 1139, 1139,
    1821, 1139, 1139, 1139, 1139, 1139, 569, 569, 569, 569, 1251, 1251, 1251, 1251, 1251, 1251,
    1251, 1124, 1251, 1251, 1251, 1251, 1251, 1139, 1251, 1139, 1479, 1139, 1479, 1139, 1479, 1139,
    1479, 1139, 1479, 1139, 1479, 1139, 1479, 1139, 1479, 1472, 1479, 1251, 1366, 1139, 1366, 1139,
    1366, 1139, 1366, 1139, 1366, 1139, 1593, 1251, 1593, 1251, 1593, 1251, 1593, 1251, 1479, 1251,
    1479, 1251, 569, 569, 569, 569, 569, 569, 569, 569, 569, 569, 1607, 1139, 1139, 569, 1479, 1139,
    1139, 1251, 569, 1251, 569, 1251, 789, 1251, 981, 1251, 569, 1479, 1251, 1479, 1251, 1479, 1251,
    1451, 1481, 1251, 1593, 1251, 1593, 1251, 1593, 1251, 2048, 1933, 1479, 797, 1479, 797, 1479,
    797, 1366, 1139, 1366, 1139, 1366, 1139, 1366, 1139, 1251, 682, 1251, 981, 1251, 682, 1479,
    1251, 1479, 1251, 1479, 1251, 1479, 1251, 1479, 1251, 1479, 1251, 1933, 1593, 1366, 1139, 1366,
    1251, 1024, 1251, 1024, 1251, 1024, 569,
];

#[rustfmt::skip]
const OTHER: [(char, u16, u16); 68] = [
    ('\u{1b7}', 1251, 1251), ('\u{1cd}', 1366, 1479), ('\u{1ce}', 1139, 1139),
    ('\u{1e4}', 1593, 1593), ('\u{1e5}', 1139, 1251), ('\u{1e6}', 1593, 1593),
    ('\u{1e7}', 1139, 1251), ('\u{1e8}', 1366, 1479), ('\u{1e9}', 1024, 1139),
    ('\u{1ee}', 1251, 1251), ('\u{1ef}', 1116, 1078), ('\u{218}', 1366, 1366),
    ('\u{219}', 1024, 1139), ('\u{21a}', 1251, 1251), ('\u{21b}', 569, 682),
    ('\u{292}', 1116, 1078), ('\u{2b9}', 391, 487), ('\u{2bc}', 455, 569), ('\u{2c8}', 682, 682),
    ('\u{2007}', 1139, 1139), ('\u{2009}', 410, 410), ('\u{200a}', 171, 171),
    ('\u{2010}', 682, 682), ('\u{2012}', 1139, 1139), ('\u{2013}', 1139, 1139),
    ('\u{2014}', 2048, 2048), ('\u{2015}', 2048, 2048), ('\u{2018}', 455, 569),
    ('\u{2019}', 455, 569), ('\u{201a}', 455, 569), ('\u{201c}', 682, 1024),
    ('\u{201d}', 682, 1024), ('\u{201e}', 682, 1024), ('\u{2020}', 1139, 1139),
    ('\u{2022}', 717, 717), ('\u{2026}', 2048, 2048), ('\u{202f}', 410, 410),
    ('\u{2030}', 2048, 2048), ('\u{2032}', 384, 491), ('\u{2033}', 725, 981),
    ('\u{2039}', 682, 682), ('\u{203a}', 682, 682), ('\u{2074}', 880, 1013),
    ('\u{20ac}', 1139, 1139), ('\u{2116}', 2197, 2283), ('\u{2122}', 2048, 2048),
    ('\u{2126}', 1573, 1573), ('\u{2190}', 2048, 2048), ('\u{2191}', 1024, 1024),
    ('\u{2192}', 2048, 2048), ('\u{2193}', 1024, 1024), ('\u{2194}', 2048, 2048),
    ('\u{2206}', 1253, 1253), ('\u{2212}', 1196, 1196), ('\u{2219}', 569, 569),
    ('\u{221a}', 1124, 1124), ('\u{221e}', 1460, 1460), ('\u{2248}', 1124, 1124),
    ('\u{2260}', 1124, 1124), ('\u{2264}', 1124, 1124), ('\u{2265}', 1124, 1124),
    ('\u{25a0}', 1237, 1237), ('\u{25b2}', 2027, 2027), ('\u{25ba}', 2027, 2027),
    ('\u{25bc}', 2027, 2027), ('\u{25ca}', 1012, 1012), ('\u{25cb}', 1237, 1237),
    ('\u{25cf}', 1237, 1237),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::name;
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        assert!((width("Koko maa", EM, false) - 9221.0).abs() < 1e-9);
        assert_eq!(advance('Ä', false), advance('A', false));
        assert_eq!(advance('\u{a0}', true), advance(' ', true));
        assert!(advance('−', false) > advance('-', false));
        assert!(OTHER.is_sorted_by_key(|&(letter, ..)| letter));
    }

    #[test]
    fn labels_break_where_words_end() {
        assert_eq!(wrap("Vantaan ja Keravan hyvinvointialue", 110.0, 2, SIZE, false), ["Vantaan ja Keravan", "hyvinvointialue"]);
        assert_eq!(wrap("Etelä-Pohjanmaa", 70.0, 2, SIZE, false), ["Etelä-", "Pohjanmaa"]);
        assert_eq!(wrap("hyvin\u{ad}vointi\u{ad}alue", 80.0, 2, SIZE, false), ["hyvin\u{ad}vointi-", "alue"]);
        assert_eq!(wrap("yksi kaksi kolme", 30.0, 2, SIZE, false), ["yksi", "ka…"]);
        assert!(wrap("", 30.0, 2, SIZE, false).is_empty());
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in name(), room in 20.0..300.0, lines in 1..4_usize, bold in any::<bool>()) {
            let broken = wrap(&text, room, lines, SIZE, bold);
            prop_assert!(broken.len() <= lines);
            for line in broken {
                prop_assert!(width(&line, SIZE, bold) <= room, "{line:?}");
            }
        }
    }
}
