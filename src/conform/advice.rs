//! What to do about a cell that is no value of its type: extracts come as spreadsheets and other programs write them.
//!
//! Advice speaks of the form of a cell and never of what stands there.

use crate::model::concept::DataType;

use super::cell;

/// What may help with a cell that is no value of a type; `comma` is whether a decimal comma is read.
pub fn advice(data_type: DataType, cell: &[u8], comma: bool) -> Option<&'static str> {
    let Ok(text) = std::str::from_utf8(cell) else { return Some("save the file as UTF-8; a spreadsheet calls it `CSV UTF-8`") };
    let short = text.trim();
    if cell::is_value(data_type, short.as_bytes(), comma) {
        return Some("there are blanks around the value");
    }
    if ["null", "na", "n/a", "nan", "none", "nil", "-", "–", ".", "..", "\\n", "#n/a"].contains(&short.to_lowercase().as_str()) {
        return Some("where there is no value, the cell is empty");
    }
    match data_type {
        DataType::Integer | DataType::Decimal | DataType::Money => number(data_type, short, comma),
        DataType::Boolean => Some("say in a mapping what stands for true and for false: codes.attribute = { K = \"true\", E = \"false\" }"),
        DataType::Date => day(short),
        DataType::DateTime => moment(short),
        DataType::Year => (short.len() > 4).then_some("a year is four digits and nothing else"),
        DataType::Duration => {
            short.starts_with(|sign: char| sign.is_ascii_digit()).then_some("a duration names its units: three days are P3D, a quarter of an hour is PT15M")
        }
        DataType::String | DataType::Text | DataType::Identifier | DataType::Code => None,
    }
}

fn number(data_type: DataType, text: &str, comma: bool) -> Option<&'static str> {
    let is_space = |sign: char| sign.is_whitespace();
    let bare: String = text.chars().filter(|sign| !is_space(*sign) && *sign != '\'' && *sign != '’').collect();
    let is_number = |text: &str, comma| cell::is_value(DataType::Decimal, text.as_bytes(), comma);
    let ends = bare.trim_end_matches(['%', '‰', '€', '$']);
    let turned = bare.replace(['−', '–'], "-");
    if data_type == DataType::Integer && text.contains(['.', ',']) && is_number(text, true) {
        Some("a whole number has no decimals")
    } else if !comma && is_number(text, true) {
        Some("a decimal comma is read only where cells are separated by semicolons or tabs")
    } else if bare != text && is_number(&bare, true) || are_groups(&bare) {
        Some("thousands are not grouped: write 1234.5")
    } else if ends != bare && is_number(ends, true) {
        Some("the unit is the attribute's and is not written in cells")
    } else if turned != bare && is_number(&turned, true) {
        Some("the minus sign is the hyphen `-`")
    } else if text.parse::<f64>().is_ok_and(f64::is_finite) {
        Some("numbers are written out, without an exponent and with a digit on both sides of the point")
    } else {
        None
    }
}

/// Whether digits are grouped by threes with points or commas.
fn are_groups(text: &str) -> bool {
    let groups: Vec<&str> = text.trim_start_matches('-').split(['.', ',']).collect();
    groups.len() > 2
        && groups[1..groups.len() - 1].iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
}

fn day(text: &str) -> Option<&'static str> {
    if text.get(..10).is_some_and(|day| cell::is_value(DataType::Date, day.as_bytes(), false)) {
        return Some("a day has no time of day");
    }
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).collect();
    let is_day = parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_run = matches!(text.len(), 6 | 8) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_day || is_run {
        Some("a day is written year, month, day, with two digits for the month and the day: 2023-05-31")
    } else if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Some("it looks like a number of days, as spreadsheets keep them: write days out, as 2023-05-31")
    } else {
        None
    }
}

fn moment(text: &str) -> Option<&'static str> {
    if cell::is_value(DataType::Date, text.as_bytes(), false) {
        return Some("there is a day and no time of day: write 2023-05-31T08:15");
    }
    text.contains(':').then_some("write the day, a `T`, and hours and minutes of two digits: 2023-05-31T08:15")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_programs_write_is_told_by_its_form() {
        for (data_type, cell, begins) in [
            (DataType::Date, "31.5.2023", "a day is written"),
            (DataType::Date, "20230531", "a day is written"),
            (DataType::Date, "2023-05-31 00:00:00", "a day has no time"),
            (DataType::Date, "45077", "it looks like"),
            (DataType::Date, " 2023-05-31", "there are blanks"),
            (DataType::Date, "2023-02-30", "a day is written"),
            (DataType::Date, "NULL", "where there is no value"),
            (DataType::DateTime, "2023-05-31", "there is a day"),
            (DataType::DateTime, "31.5.2023 8:15", "write the day"),
            (DataType::Decimal, "1,5", "a decimal comma"),
            (DataType::Decimal, "1 234,5", "thousands"),
            (DataType::Decimal, "1\u{a0}234", "thousands"),
            (DataType::Decimal, "1.234.567", "thousands"),
            (DataType::Money, "12 €", "the unit"),
            (DataType::Money, "−12", "the minus"),
            (DataType::Decimal, "1e3", "numbers are written out"),
            (DataType::Integer, "3.0", "a whole number"),
            (DataType::Boolean, "kyllä", "say in a mapping"),
            (DataType::Duration, "15 min", "a duration names"),
        ] {
            let told = advice(data_type, cell.as_bytes(), false).unwrap_or_default();
            assert!(told.starts_with(begins), "{cell}: {told}");
        }
        assert_eq!(advice(DataType::Text, b"\xe4", false), Some("save the file as UTF-8; a spreadsheet calls it `CSV UTF-8`"));
    }
}
