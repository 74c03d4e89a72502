//! Tables of the site as CSV: the values of an indicator, `data.csv`, and the codes of a list, `codes.csv`.

use std::fmt::Write as _;

use super::names::Names;
use super::skos::status_word;
use crate::model::lifecycle::Deprecated;
use crate::model::{Code, CodeList, Model, Observations, Status, Text};
use crate::plan::route::Place;
use crate::render::scope::Scope;

/// The file of the indicator or region that a page shows.
pub fn data(scope: &Scope) -> Vec<u8> {
    let model = scope.model();
    let text = match &scope.route.place {
        Place::Indicator(id) => model.indicators.get(id).and_then(|indicator| Some(csv(indicator.data.as_deref()?, indicator.illustrative))),
        Place::Region(slug) => model.regions.by_slug(slug).map(|region| of_region(model, &region.code)),
        _ => None,
    };
    text.unwrap_or_default().into_bytes()
}

/// The values of a region in all indicators as CSV: the same form, every dimension total, one set of columns.
pub fn of_region(model: &Model, region: &str) -> String {
    let mut out = String::from("indicator,region,period,value,numerator,denominator,lower,upper,status,note,unit,illustrative\n");
    for indicator in model.indicators.values() {
        let Some(data) = &indicator.data else { continue };
        for row in data.totals(region) {
            text(&mut out, &indicator.id);
            out.push(',');
            text(&mut out, row.region);
            let _ = write!(out, ",{}", row.period);
            for value in [row.value, row.numerator, row.denominator, row.lower, row.upper] {
                number(&mut out, value);
            }
            let _ = write!(out, ",{},", row.status.code());
            text(&mut out, row.note.unwrap_or_default());
            out.push(',');
            text(&mut out, &indicator.unit);
            out.push_str(if indicator.illustrative { ",true\n" } else { ",false\n" });
        }
    }
    out
}

/// How many rows the file of a region has.
pub fn rows_of_region(model: &Model, region: &str) -> usize {
    model.indicators.values().filter_map(|indicator| indicator.data.as_ref()).map(|data| data.totals(region).len()).sum()
}

/// The values as CSV: the columns of the source, dimensions by id, then `illustrative`.
///
/// * **Form:** commas, decimal points, line feeds; text is quoted where it could be taken for
///   anything else than text.
/// * **Numbers:** as short as they can be without losing a digit, never with an exponent.
/// * **Totals:** a dimension's cell for all says `total`.
pub fn csv(observations: &Observations, illustrative: bool) -> String {
    let columns = observations.columns;
    let mut out = String::with_capacity(64 + observations.len() * 40);
    out.push_str("region,period");
    for dimension in &observations.dimensions {
        out.push(',');
        text(&mut out, dimension);
    }
    out.push_str(",value");
    let optional = [
        ("numerator", columns.numerator),
        ("denominator", columns.denominator),
        ("lower", columns.lower),
        ("upper", columns.upper),
        ("status", columns.status),
        ("note", columns.note),
    ];
    for (name, _) in optional.iter().filter(|(_, is_there)| *is_there) {
        out.push(',');
        out.push_str(name);
    }
    out.push_str(",illustrative\n");
    for row in observations.iter() {
        text(&mut out, row.region);
        let _ = write!(out, ",{}", row.period);
        for code in row.cell {
            out.push(',');
            text(&mut out, code.as_deref().unwrap_or("total"));
        }
        match row.below {
            Some(below) => _ = write!(out, ",<{below}"),
            None => number(&mut out, row.value),
        }
        let numbers = [(row.numerator, columns.numerator), (row.denominator, columns.denominator), (row.lower, columns.lower), (row.upper, columns.upper)];
        for (value, _) in numbers.iter().filter(|(_, is_there)| *is_there) {
            number(&mut out, *value);
        }
        if columns.status {
            out.push(',');
            out.push_str(row.status.code());
        }
        if columns.note {
            out.push(',');
            text(&mut out, row.note.unwrap_or_default());
        }
        out.push_str(if illustrative { ",true\n" } else { ",false\n" });
    }
    out
}

/// The codes of a list in the columns of the national interoperability platform.
///
/// `BROADER` names the code above by its sign; texts have a column for each language of the site.
pub fn codes(scope: &Scope, list: &CodeList) -> String {
    let names = Names::new(scope);
    let languages: Vec<String> = names.languages().iter().map(|language| language.code().to_uppercase()).collect();
    let mut out = String::from("CODEVALUE,URI,STATUS,ORDER,HIERARCHYLEVEL,BROADER");
    for column in ["PREFLABEL", "DEFINITION"] {
        for language in &languages {
            let _ = write!(out, ",{column}_{language}");
        }
    }
    out.push_str(",STARTDATE,ENDDATE\n");
    for (at, code) in list.codes.iter().enumerate() {
        self::code(&mut out, names, list, code, at);
    }
    out
}

fn code(out: &mut String, names: Names<'_>, list: &CodeList, code: &Code, at: usize) {
    text(out, &code.code);
    out.push(',');
    text(out, names.code(list, code).as_str());
    let _ = write!(out, ",{},{},{},", status(list, code.deprecated.as_ref()), at + 1, level(list, code));
    text(out, code.broader.as_deref().unwrap_or_default());
    for words in [Some(&code.name), code.definition.as_ref()] {
        let words = words.map(|words: &Text| names.plain(words)).unwrap_or_default();
        for language in names.languages() {
            out.push(',');
            text(out, words.iter().find(|(known, _)| known == language).map_or("", |(_, words)| words));
        }
    }
    for day in [code.valid_from, code.valid_to] {
        out.push(',');
        let _ = day.map(|day| write!(out, "{day}"));
    }
    out.push('\n');
}

fn status(list: &CodeList, deprecated: Option<&Deprecated>) -> &'static str {
    match deprecated {
        Some(gone) if gone.replaced_by.is_some() => status_word(Status::Superseded),
        Some(_) => status_word(Status::Retired),
        None => status_word(list.lifecycle.status),
    }
}

/// How deep a code stands, from 1; codes in a circle, which are an error, stand as deep as the list is long.
fn level(list: &CodeList, code: &Code) -> usize {
    let up = |code: &&Code| list.code(code.broader.as_ref()?);
    std::iter::successors(Some(code), up).take(list.codes.len().max(1)).count()
}

fn number(out: &mut String, number: Option<f64>) {
    out.push(',');
    match number {
        // Counts are many, and whole numbers are written faster.
        Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => _ = write!(out, "{}", number as i64),
        Some(number) => _ = write!(out, "{number}"),
        None => {}
    }
}

/// A text cell. One that a spreadsheet could take for a formula stays as it is, and is quoted.
pub(super) fn text(out: &mut String, text: &str) {
    if text.starts_with(['=', '+', '-', '@', ' ', '\t']) || text.ends_with(' ') || text.contains([',', '"', '\n', '\r']) {
        let _ = write!(out, "\"{}\"", text.replace('"', "\"\""));
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::{Columns, Row};
    use crate::model::{ObservationStatus, Period};

    fn row(region: &str, sex: Option<&str>, value: Option<f64>, note: Option<&str>) -> Row {
        Row {
            region: region.into(),
            period: Period::parse("2023-Q1").expect("a period"),
            cell: vec![sex.map(Into::into)],
            value,
            status: if value.is_some() { ObservationStatus::A } else { ObservationStatus::Q },
            numerator: value.map(|value| value * 10.0),
            denominator: None,
            lower: None,
            upper: None,
            note: note.map(str::to_owned),
        }
    }

    #[test]
    fn values_are_published_in_the_columns_of_the_source() {
        let columns = Columns { numerator: true, status: true, note: true, ..Columns::default() };
        let rows = vec![
            row("01", Some("1"), Some(0.1 + 0.2), Some("=SUM(A1:A9)")),
            row("20", None, Some(1e15), Some("a, \"b\"\nc")),
            row("01", None, None, None),
            row("20", Some("2"), Some(-0.0), Some("-5 %")),
            row("21", None, Some(1e-7), Some("@x")),
        ];
        let table = Observations::new(vec!["sukupuoli".into()], columns, rows);
        assert_eq!(
            csv(&table, true),
            "region,period,sukupuoli,value,numerator,status,note,illustrative\n\
             01,2023-Q1,total,,,Q,,true\n\
             20,2023-Q1,total,1000000000000000,10000000000000000,A,\"a, \"\"b\"\"\nc\",true\n\
             21,2023-Q1,total,0.0000001,0.000001,A,\"@x\",true\n\
             01,2023-Q1,1,0.30000000000000004,3.0000000000000004,A,\"=SUM(A1:A9)\",true\n\
             20,2023-Q1,2,0,0,A,\"-5 %\",true\n"
        );
        let plain = Observations::new(Vec::new(), Columns::default(), vec![Row { cell: Vec::new(), ..row("20", None, Some(2.5), None) }]);
        assert_eq!(csv(&plain, false), "region,period,value,illustrative\n20,2023-Q1,2.5,false\n");
    }
}
