//! One cell: its place in the file, and the number it holds.

use std::ops::Range;

/// Where a cell stands in the record that begins at or after a byte, and whether its quote is closed.
///
/// The span holds the quotes. A cell that is not there is the end of the record.
pub fn span(bytes: &[u8], record: usize, column: usize, separator: u8) -> (Range<usize>, bool) {
    let mut at = record;
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    let mut seen = 0;
    loop {
        let start = at;
        let (end, is_closed) = self::end(bytes, start, separator);
        if seen == column || !is_closed {
            return (start..end, is_closed);
        }
        if bytes.get(end) != Some(&separator) {
            return (end..end, true);
        }
        at = end + 1;
        seen += 1;
    }
}

/// Where the cell that begins at a byte ends, and whether its quote is closed.
pub fn end(bytes: &[u8], start: usize, separator: u8) -> (usize, bool) {
    let mut at = start;
    if bytes.get(at) == Some(&b'"') {
        at += 1;
        loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (None, _) => return (bytes.len(), false),
                (Some(b'"'), Some(b'"')) => at += 2,
                (Some(b'"'), _) => break,
                _ => at += 1,
            }
        }
    }
    while bytes.get(at).is_some_and(|byte| *byte != separator && *byte != b'\n' && *byte != b'\r') {
        at += 1;
    }
    (at, true)
}

/// A number, or why a cell is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A number, and the decimal mark that it was written with.
    Read(f64, Option<u8>),
    /// It is so large that it would not be exact.
    TooLarge,
    /// It is no number that is read.
    Malformed,
}

/// The largest number that all whole numbers up to it are exact.
pub const LARGEST: f64 = 9_007_199_254_740_991.0;

/// Powers of ten that are exact.
const TENS: [f64; 16] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// Reads a number: digits, perhaps a minus sign, a decimal mark with digits, an exponent.
pub fn number(cell: &[u8]) -> Number {
    let (is_negative, digits) = match cell.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, cell),
    };
    let (mut mantissa, mut at, mut mark) = (0u64, 0, None);
    while let Some(byte) = digits.get(at) {
        match byte {
            b'0'..=b'9' => mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0')),
            b'.' | b',' if mark.is_none() && at > 0 => mark = Some((*byte, at)),
            _ => break,
        }
        at += 1;
    }
    let decimals = mark.map_or(0, |(_, before)| at - before - 1);
    let count = at - usize::from(mark.is_some());
    if count == 0 || (mark.is_some() && decimals == 0) {
        return Number::Malformed;
    }
    let written = mark.map(|(mark, _)| mark);
    if at < digits.len() || count > 15 {
        return written_out(cell, at + usize::from(is_negative), written);
    }
    // Up to 15 digits and a power of ten are exact, so their quotient is the nearest number.
    #[expect(clippy::cast_precision_loss, reason = "15 digits are below 2^53")]
    let size = mantissa as f64 / TENS[decimals];
    Number::Read(if is_negative { -size } else { size }, written)
}

/// Reads a number with an exponent or with many digits.
fn written_out(cell: &[u8], mantissa_end: usize, mark: Option<u8>) -> Number {
    if !is_exponent(&cell[mantissa_end..]) {
        return Number::Malformed;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return Number::Malformed };
    match text.replacen(',', ".", 1).parse::<f64>() {
        Ok(number) if number.abs() <= LARGEST => Number::Read(number, mark),
        Ok(_) => Number::TooLarge,
        Err(_) => Number::Malformed,
    }
}

fn is_exponent(text: &[u8]) -> bool {
    let Some((b'e' | b'E', rest)) = text.split_first() else { return text.is_empty() };
    let digits = rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b"+")).unwrap_or(rest);
    !digits.is_empty() && digits.len() <= 3 && digits.iter().all(u8::is_ascii_digit)
}

/// A cell without the blanks around it.
pub fn trimmed(cell: &[u8]) -> &[u8] {
    cell.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_to_the_last_digit() {
        for (text, expected) in [
            ("0", 0.0),
            ("-0.5", -0.5),
            ("12,25", 12.25),
            ("0.1", 0.1),
            ("123456789012345", 123_456_789_012_345.0),
            ("0.123456789012345678", 0.123_456_789_012_345_68),
            ("16524036000", 16_524_036_000.0),
            ("1e+05", 100_000.0),
            ("1,5e-3", 0.0015),
            ("007", 7.0),
        ] {
            match number(text.as_bytes()) {
                Number::Read(read, _) => assert_eq!(read.to_bits(), f64::to_bits(expected), "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        assert_eq!(number(b"9007199254740993"), Number::TooLarge);
        assert_eq!(number(b"1e300"), Number::TooLarge);
        assert_eq!(number(b"1e999"), Number::TooLarge);
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in ["", "-", "+1", ".5", "5.", "1.2.3", "1,2,3", "1.234,5", "1 234", "<0,05", "NaN", "inf", "1e", "1e+", "0x10", "12%", "--1", "1_000", "١"] {
            assert_eq!(number(text.as_bytes()), Number::Malformed, "{text}");
        }
    }

    #[test]
    fn a_cell_is_found_again_in_its_record() {
        let bytes = b"\n\na;\"b;\"\"\nc\";d\r\ne;f";
        assert_eq!(span(bytes, 0, 0, b';'), (2..3, true));
        assert_eq!(span(bytes, 0, 1, b';'), (4..12, true));
        assert_eq!(span(bytes, 0, 2, b';'), (13..14, true));
        assert_eq!(span(bytes, 0, 3, b';'), (14..14, true));
        assert_eq!(span(bytes, 14, 1, b';'), (18..19, true));
        assert_eq!(span(b"a;\"b", 0, 1, b';'), (2..4, false));
    }
}
