//! Whether a cell holds a value of a type.

use crate::model::concept::DataType;

/// Whether the bytes of a cell are a value of a type; `comma` is whether a decimal comma is read.
pub fn is_value(data_type: DataType, cell: &[u8], comma: bool) -> bool {
    match data_type {
        DataType::String | DataType::Text | DataType::Identifier | DataType::Code => true,
        DataType::Integer => is_integer(cell),
        DataType::Decimal | DataType::Money => is_decimal(cell, comma),
        DataType::Boolean => matches!(cell, b"true" | b"false"),
        DataType::Date => is_date(cell),
        DataType::DateTime => is_date_time(cell),
        DataType::Year => cell.len() == 4 && digits(cell).is_some(),
        DataType::Duration => is_duration(cell),
    }
}

/// What a value of a type looks like, for a finding.
pub fn form(data_type: DataType) -> &'static str {
    match data_type {
        DataType::String | DataType::Text | DataType::Identifier | DataType::Code => "text in UTF-8",
        DataType::Integer => "a whole number, such as 12",
        DataType::Decimal | DataType::Money => "a number, such as 12.5",
        DataType::Boolean => "true or false",
        DataType::Date => "a day of the calendar, such as 2023-05-31",
        DataType::DateTime => "a day and a time, such as 2023-05-31T08:15:00",
        DataType::Year => "a year, such as 2023",
        DataType::Duration => "a duration of ISO 8601, such as P3D or PT15M",
    }
}

/// The number that digits alone say; none where there is anything else.
fn digits(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() || bytes.len() > 9 {
        return None;
    }
    bytes.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

fn unsigned(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"-").or_else(|| bytes.strip_prefix(b"+")).unwrap_or(bytes)
}

fn is_integer(bytes: &[u8]) -> bool {
    let bytes = unsigned(bytes);
    (1..=18).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit)
}

fn is_decimal(bytes: &[u8], comma: bool) -> bool {
    let bytes = unsigned(bytes);
    let mark = bytes.iter().position(|byte| *byte == b'.' || comma && *byte == b',');
    let are_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    match mark {
        Some(at) => are_digits(&bytes[..at]) && are_digits(&bytes[at + 1..]),
        None => are_digits(bytes),
    }
}

/// A day that the calendar has.
fn is_date(bytes: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return false };
    let (Some(year), Some(month), Some(day)) = (digits(&[*y1, *y2, *y3, *y4]), digits(&[*m1, *m2]), digits(&[*d1, *d2])) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_date_time(bytes: &[u8]) -> bool {
    let Some((date, rest)) = bytes.split_at_checked(10) else { return false };
    let Some((b'T' | b' ', time)) = rest.split_first() else { return false };
    let zone = time.iter().position(|byte| matches!(byte, b'Z' | b'+' | b'-')).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    is_date(date) && is_clock(clock) && is_zone(zone)
}

fn is_clock(bytes: &[u8]) -> bool {
    let mut parts = bytes.split(|byte| *byte == b':');
    let mut two = |largest: u32| parts.next().is_some_and(|part| part.len() == 2 && digits(part).is_some_and(|number| number <= largest));
    if !(two(23) && two(59)) {
        return false;
    }
    match (parts.next(), parts.next()) {
        (None, _) => true,
        (Some(seconds), None) => {
            let whole = seconds.split(|byte| *byte == b'.').next().unwrap_or_default();
            whole.len() == 2 && digits(whole).is_some_and(|number| number <= 60) && (seconds.len() == 2 || is_decimal(seconds, false))
        }
        _ => false,
    }
}

fn is_zone(bytes: &[u8]) -> bool {
    match bytes {
        b"" | b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => digits(&[*h1, *h2]).is_some_and(|hours| hours <= 14) && digits(&[*m1, *m2]).is_some_and(|minutes| minutes <= 59),
        _ => false,
    }
}

/// `P1Y2M3DT4H5M6S`, or weeks, with at least one part.
fn is_duration(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"-").unwrap_or(bytes).strip_prefix(b"P") else { return false };
    let mut halves = rest.splitn(2, |byte| *byte == b'T');
    let days = halves.next().unwrap_or_default();
    match halves.next() {
        Some(time) => !time.is_empty() && are_parts(days, b"YMWD") && are_parts(time, b"HMS"),
        None => !days.is_empty() && are_parts(days, b"YMWD"),
    }
}

/// Numbers, each with a unit, the units in their order.
fn are_parts(bytes: &[u8], units: &[u8]) -> bool {
    let (mut at, mut units) = (0, units);
    while at < bytes.len() {
        let end = bytes[at..].iter().position(u8::is_ascii_alphabetic).map(|length| at + length);
        let Some(end) = end.filter(|end| is_decimal(&bytes[at..*end], true)) else { return false };
        let Some(unit) = units.iter().position(|unit| *unit == bytes[end]) else { return false };
        units = &units[unit + 1..];
        at = end + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_each_type_are_told_from_what_only_looks_like_one() {
        let cases: [(DataType, &[&str], &[&str]); 7] = [
            (DataType::Integer, &["0", "-12", "+7"], &["", "1.0", "1e3", "--1", "1 000", "x"]),
            (DataType::Decimal, &["0.5", "-12", "1,5"], &[".5", "5.", "1.2.3", "1e3", "NaN", ""]),
            (DataType::Boolean, &["true", "false"], &["1", "TRUE", "kyllä", ""]),
            (DataType::Date, &["2024-02-29", "2023-12-31"], &["2023-02-29", "2023-13-01", "2023-00-10", "31.12.2023", "2023-1-1", "2023-04-31"]),
            (
                DataType::DateTime,
                &["2023-05-31T08:15", "2023-05-31T08:15:00", "2023-05-31 08:15:00.25Z", "2023-05-31T08:15:00+02:00"],
                &["2023-05-31", "2023-05-31T25:00", "2023-05-31T08:60", "2023-02-30T08:00", "2023-05-31T08:15:00+25:00", "2023-05-31T"],
            ),
            (DataType::Year, &["2023"], &["23", "20233", "2O23", ""]),
            (DataType::Duration, &["P3D", "PT15M", "P1Y2M3DT4H5M6.5S", "P2W", "-P1D"], &["P", "PT", "3D", "P3", "PD", "P1D2M", "PT5", "15"]),
        ];
        for (data_type, good, bad) in cases {
            assert_eq!(good.iter().filter(|cell| !is_value(data_type, cell.as_bytes(), true)).collect::<Vec<_>>(), Vec::<&&str>::new(), "{data_type:?}");
            assert_eq!(bad.iter().filter(|cell| is_value(data_type, cell.as_bytes(), true)).collect::<Vec<_>>(), Vec::<&&str>::new(), "{data_type:?}");
        }
        assert!(!is_value(DataType::Decimal, b"1,5", false));
    }
}
