//! What to do about a cell or a column that is not in the form of the contract: tables come as statistical offices write them.

use crate::model::Period;

/// What the columns of other tables are called, and which of ours they are.
const OTHER_NAMES: [(&str, &[&str]); 9] = [
    ("region", &["alue", "aluekoodi", "hyvinvointialue", "kunta", "maakunta", "område", "områdeskod", "area", "county", "geo", "geocode", "ref_area"]),
    ("period", &["vuosi", "kausi", "ajanjakso", "ajankohta", "aika", "kuukausi", "år", "tid", "year", "month", "quarter", "time", "date", "time_period"]),
    ("value", &["arvo", "luku", "värde", "obs_value", "primary value", "figure"]),
    ("numerator", &["osoittaja", "täljare", "absolute value"]),
    ("denominator", &["nimittäjä", "nämnare"]),
    ("lower", &["alaraja", "lower ci", "ci_lower", "lower_ci"]),
    ("upper", &["yläraja", "upper ci", "ci_upper", "upper_ci"]),
    ("status", &["tila", "obs_status", "observation status"]),
    ("note", &["huomautus", "alaviite", "footnote", "comment"]),
];

/// Which of our columns a column of another name is, where that is well known.
pub fn column(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    OTHER_NAMES.iter().find(|(own, others)| *own == name || others.contains(&name.as_str())).map(|(own, _)| *own)
}

/// What to do about a cell that holds no number.
pub fn number(cell: &str, separator: u8) -> String {
    let forms = if separator == b',' { "numbers are written like `1234.5` or `-3`" } else { "numbers are written like `1234.5`, `1234,5` or `-3`" };
    let is_mark = |sign: char| sign.is_whitespace() || matches!(sign, '.' | ',' | '\'' | '’');
    let begins_with_digit = cell.trim_start_matches('-').starts_with(|sign: char| sign.is_ascii_digit());
    if cell.starts_with(['<', '>', '≤', '≥']) {
        format!("only a value can be rounded to zero, as `<0.05`; else leave the cell empty and give a status; {forms}")
    } else if !cell.contains(|sign: char| sign.is_ascii_digit()) {
        format!("leave the cell empty and say why with a status, such as `L` not collected or `Q` suppressed; {forms}")
    } else if separator == b',' && cell.matches(',').count() == 1 && !cell.contains('.') {
        "a decimal comma is read only where cells are separated by semicolons or tabs".to_owned()
    } else if cell.starts_with(['−', '–', '—']) {
        format!("the minus sign is the hyphen `-`: {forms}")
    } else if begins_with_digit && cell.contains(is_mark) && cell.trim_start_matches('-').chars().all(|sign| sign.is_ascii_digit() || is_mark(sign)) {
        format!("thousands are not grouped: {forms}")
    } else if begins_with_digit && cell.ends_with(['%', '‰', '€']) {
        format!("the unit is the indicator's and is not written in cells: {forms}")
    } else if begins_with_digit {
        format!("marks and footnotes have the columns `status` and `note`: {forms}")
    } else {
        forms.to_owned()
    }
}

/// What to do about a cell that holds no period.
pub fn period(cell: &str) -> String {
    const FORMS: &str = "write `2023`, `2023-Q1`, `2023-05` or `2023-W07`";
    match meant(&parts(cell)) {
        Meant::Period(period) => format!("did you mean `{period}`? {FORMS}"),
        Meant::Years(last) => format!("several years are one period, named by one of them such as `{last}`; the definition says which they are"),
        Meant::Weeks(year) => format!("the year {year} has 52 weeks"),
        Meant::Day(month) => format!("values belong to no single day; of a month, write `{month}`"),
        Meant::Unknown => FORMS.to_owned(),
    }
}

/// What somebody may have meant by a period of another form.
enum Meant {
    Period(Period),
    /// Several years, of which this is the last.
    Years(u16),
    /// A week that the year has not.
    Weeks(u16),
    /// A day of this month.
    Day(Period),
    Unknown,
}

/// The runs of digits and of letters in a cell.
fn parts(cell: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for sign in cell.chars() {
        let kind = if sign.is_ascii_digit() { Some(true) } else { sign.is_alphabetic().then_some(false) };
        match kind {
            Some(_) if kind == last => parts.last_mut().into_iter().for_each(|part| part.push(sign)),
            Some(_) => parts.push(sign.to_uppercase().collect()),
            None => {}
        }
        last = kind;
    }
    parts
}

fn meant(parts: &[String]) -> Meant {
    let read = |text: String| Period::parse(&text).map_or(Meant::Unknown, Meant::Period);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, "W", "53"] if is_year(year) => year.parse().map_or(Meant::Unknown, Meant::Weeks),
        [year, letter @ ("Q" | "W" | "M" | "K" | "V"), number] | [letter @ ("Q" | "K"), number, year] if is_year(year) => match *letter {
            "Q" => read(format!("{year}-Q{number}")),
            "W" | "V" => read(format!("{year}-W{number:0>2}")),
            _ => read(format!("{year}-{number:0>2}")),
        },
        [first, last] if is_year(first) && years(first, last).is_some() => years(first, last).map_or(Meant::Unknown, Meant::Years),
        [year, month] | [month, year] if is_year(year) && month.len() <= 2 => read(format!("{year}-{month:0>2}")),
        [year, month, day] | [day, month, year] if is_year(year) && day.len() <= 2 && month.len() <= 2 => {
            Period::parse(&format!("{year}-{month:0>2}")).map_or(Meant::Unknown, Meant::Day)
        }
        _ => Meant::Unknown,
    }
}

/// The last of some years, where two runs of digits are the first and the last: `2018/19`, `2018-2020`.
fn years(first: &str, last: &str) -> Option<u16> {
    let first: u16 = first.parse().ok()?;
    let last: u16 = match last.len() {
        2 => first / 100 * 100 + last.parse::<u16>().ok()?,
        4 => last.parse().ok()?,
        _ => return None,
    };
    (first < last && last <= first + 10).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_other_forms_are_understood() {
        for (cell, help) in [
            ("2023M05", "did you mean `2023-05`? "),
            ("2023-5", "did you mean `2023-05`? "),
            ("05/2023", "did you mean `2023-05`? "),
            ("2023Q1", "did you mean `2023-Q1`? "),
            ("Q4/2023", "did you mean `2023-Q4`? "),
            ("2023-w7", "did you mean `2023-W07`? "),
            ("2018/19", "several years are one period, named by one of them such as `2019`"),
            ("2018–2020", "several years are one period, named by one of them such as `2020`"),
            ("2023-W53", "the year 2023 has 52 weeks"),
            ("31.12.2020", "values belong to no single day; of a month, write `2020-12`"),
            ("2020-02-28", "values belong to no single day; of a month, write `2020-02`"),
            ("-44", "write `2023`"),
            ("2023-13", "write `2023`"),
            ("", "write `2023`"),
            ("🏳 2023 م", "write `2023`"),
        ] {
            assert!(period(cell).starts_with(help), "{cell}: {}", period(cell));
        }
    }

    #[test]
    fn marks_in_cells_of_numbers_are_told_apart() {
        for (cell, help) in [
            ("1 234", "thousands"),
            ("1.234,5", "thousands"),
            ("5 %", "the unit"),
            ("1*", "marks"),
            ("1.5 (p)", "marks"),
            ("-3a", "marks"),
            ("−3", "the minus"),
            ("..", "leave"),
            ("NaN", "leave"),
            ("<3", "only a value"),
            ("+3", "numbers"),
        ] {
            assert!(number(cell, b';').starts_with(help), "{cell}: {}", number(cell, b';'));
        }
    }

    #[test]
    fn names_of_columns_in_other_tables_are_known() {
        let known = ["Region", "Vuosi", "ALUE", "primary value", "Observation status", "sukupuoli"].map(column);
        assert_eq!(known, [Some("region"), Some("period"), Some("region"), Some("value"), Some("status"), None]);
    }
}
