use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::model::lifecycle::{Lifecycle, Status, Version};
use crate::model::region::Level;
use crate::model::{Code, Language, ObservationStatus, Period, Prose, Region, Text};
use crate::parse::form::control_character;

fn text(text: &str) -> Text {
    Language::parse("fi").map(|language| Text::of(language, text)).unwrap_or_default()
}

fn regions() -> Regions {
    let region = |code: &str, name: &str| Region {
        code: code.into(),
        classification: "hyvinvointialueet".into(),
        level: Level::County,
        name: text(name),
        short_name: text(name),
        slug: name.to_lowercase().into(),
        parent: None,
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
        external: BTreeMap::new(),
        tile: None,
        title: None,
        summary: None,
        prose: Prose::default(),
    };
    let all = [("01", "Helsinki"), ("20", "Kainuu"), ("21", "Lappi"), ("SSS", "Koko maa")];
    Regions { regions: all.into_iter().map(|(code, name)| (code.into(), region(code, name))).collect(), ..Regions::default() }
}

fn code_lists() -> BTreeMap<Id, CodeList> {
    let lifecycle = Lifecycle {
        version: Version { major: 1, minor: 0, patch: 0 },
        status: Status::Valid,
        superseded_by: None,
        history: Vec::new(),
        owner: None,
        approved_by: None,
        valid_from: None,
        valid_to: None,
        legal_basis: Vec::new(),
        renamed_from: Vec::new(),
        origin: None,
    };
    let code = |code: &str, name: &str| Code {
        code: code.into(),
        name: text(name),
        definition: None,
        broader: None,
        uri: None,
        valid_from: None,
        valid_to: None,
        renamed_from: Vec::new(),
        deprecated: None,
    };
    let list =
        |id: &str, codes: Vec<Code>| CodeList { id: id.into(), name: text(id), description: None, lifecycle: lifecycle.clone(), uri: None, oid: None, codes };
    let sex = list("sukupuoli", vec![code("2", "naiset"), code("1", "miehet")]);
    let age = list("ikaryhma", vec![code("0-17", "lapset"), code("18-64", "aikuiset"), code("75-", "vanhat")]);
    [sex, age].into_iter().map(|list| (list.id.clone(), list)).collect()
}

/// Reads a table with the dimensions sex and age.
fn read_bytes(bytes: &[u8]) -> (Option<Observations>, String) {
    read_file("data.csv", bytes)
}

/// Reads a table in the form that its name says.
pub fn read_file(name: &str, bytes: &[u8]) -> (Option<Observations>, String) {
    let file = SourceFile::new(name, bytes);
    let mut report = Report::default();
    let table = observations(&file, &["sukupuoli".into(), "ikaryhma".into()], &code_lists(), &regions(), &mut report);
    (table, report.sorted().human(false))
}

fn read(csv: &str) -> (Observations, String) {
    let (table, report) = read_bytes(csv.as_bytes());
    (table.unwrap_or_default(), report)
}

/// The rows of a table, each as a line.
pub fn rows(table: &Observations) -> Vec<String> {
    let number = |number: Option<f64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    table
        .iter()
        .map(|row| {
            let cell: Vec<&str> = row.cell.iter().map(|code| code.as_deref().unwrap_or("*")).collect();
            format!("{} {} {} {} {}", row.region, row.period, cell.join("/"), number(row.value), row.status.code()).replace("  ", " ")
        })
        .collect()
}

#[test]
fn a_table_is_read_whatever_separates_its_cells() {
    let expected = ["20 2022 12.5 A", "20 2023 - Q", "SSS 2023 11 P"];
    for csv in [
        "region,period,value,status\n20,2022,12.5,\n20,2023,,Q\nSSS,2023,11,P\n",
        "region;period;value;status\n20;2022;12,5;\n20;2023;;Q\nSSS;2023;11;P\n",
        "region;period;value;status\r\n20;2022;12.5;A\r\n\r\n20;2023;;Q\r\nSSS;2023;11;P",
        "region\tperiod\tvalue\tstatus\n20\t2022\t12,5\t\n20\t2023\t\tQ\nSSS\t2023\t11\tP\n",
        "\u{feff}\"value\",\"status\",\"region\",\"period\"\n\"12.5\",\"\",\"20\",\"2022\"\n,Q,20,2023\n11,P,SSS,2023\n,,,\n",
        "value;status;region;period\n11;P;SSS;2023\n 12,50 ;A; 20 ;2022\n;Q;20;2023\n",
    ] {
        let (table, report) = read(csv);
        assert_eq!(report, "", "{csv}");
        assert_eq!(rows(&table), expected, "{csv}");
    }
}

#[test]
fn dimensions_periods_bounds_and_notes_are_read() {
    let (table, report) = read(
        "region;period;sukupuoli;ikaryhma;value;numerator;denominator;lower;upper;status;note\n\
         20;2023-Q1;total;;5;50;1000;4,1;6;A;\"kaksi;\nriviä\"\n\
         20;2023-Q1;1;75-;6;60;1000;5;7;;\n\
         20;2022-Q4;;;4;;;;;;\n",
    );
    assert_eq!(report, "");
    assert_eq!(rows(&table), ["20 2022-Q4 */* 4 A", "20 2023-Q1 */* 5 A", "20 2023-Q1 1/75- 6 A"]);
    assert_eq!(table.dimensions, ["sukupuoli".into(), "ikaryhma".into()]);
    let total = Period::parse("2023-Q1").and_then(|period| table.total("20", period)).expect("a row");
    assert_eq!((total.numerator, total.denominator, total.lower, total.upper), (Some(50.0), Some(1000.0), Some(4.1), Some(6.0)));
    assert_eq!(total.note, Some("kaksi;\nriviä"));
    assert_eq!(total.status, ObservationStatus::A);
}

#[test]
fn each_bad_cell_is_one_finding_at_its_place() {
    let (table, report) = read(
        "region,period,sukupuoli,value,status,note\n\
         01,2023,,1,A,äö\n\
         1,2023,,1,A,\n\
         kainuu,2023,,1,A,\n\
         20,2023/24,,1,A,\n\
         20,2023,3,1,A,\n\
         20,2023,naiset,1,A,\n\
         21,2023,,\"1,5\",A,\n\
         21,2022,,<5,A,\n\
         21,2021,,1 234,a,\n\
         21,2020,,,,\n\
         21,2019,,,P,\n\
         SSS,2023,,4,Q,\n",
    );
    assert_eq!(rows(&table), ["01 2023 * 1 A"]);
    assert_eq!(
        report,
        r#"error[unknown-region]: there is no region `1`
 --> data.csv:3:1
   3 | 1,2023,,1,A,
     | ^
     = help: did you mean `01`? spreadsheets take leading zeros away
error[unknown-region]: there is no region `kainuu`
 --> data.csv:4:1
   4 | kainuu,2023,,1,A,
     | ^^^^^^
     = help: its code is `20`
error[malformed-period]: `2023/24` is not a period
 --> data.csv:5:4
   5 | 20,2023/24,,1,A,
     |    ^^^^^^^
     = help: several years are one period, named by one of them such as `2024`; the definition says which they are
error[unknown-code]: the code list `sukupuoli` has no code `3`
 --> data.csv:6:9
   6 | 20,2023,3,1,A,
     |         ^
     = help: did you mean `1`?
error[unknown-code]: the code list `sukupuoli` has no code `naiset`
 --> data.csv:7:9
   7 | 20,2023,naiset,1,A,
     |         ^^^^^^
     = help: its code is `2`
error[malformed-number]: `1,5` is not a number
 --> data.csv:8:10
   8 | 21,2023,,"1,5",A,
     |          ^^^^^
     = help: a decimal comma is read only where cells are separated by semicolons or tabs
error[malformed-number]: `<5` is not a number
 --> data.csv:9:10
   9 | 21,2022,,<5,A,
     |          ^^
     = help: only a value can be rounded to zero, as `<0.05`; else leave the cell empty and give a status; numbers are written like `1234.5` or `-3`
error[malformed-number]: `1 234` is not a number
 --> data.csv:10:10
  10 | 21,2021,,1 234,a,
     |          ^^^^^
     = help: thousands are not grouped: numbers are written like `1234.5` or `-3`
error[unknown-status]: there is no status `a`
 --> data.csv:10:16
  10 | 21,2021,,1 234,a,
     |                ^
     = help: did you mean `A`?
error[missing-status]: there is no value, and no status says why
 --> data.csv:11:10
  11 | 21,2020,,,,
     |          ^
     = help: statuses that explain an absence: L not collected, M cannot exist, Q suppressed, K in another category, and H, J, N, O, S
error[missing-status]: there is no value, and `P` does not say why
 --> data.csv:12:11
  12 | 21,2019,,,P,
     |           ^
     = help: statuses that explain an absence: L not collected, M cannot exist, Q suppressed, K in another category, and H, J, N, O, S
error[value-beside-suppressed]: the row is suppressed, and a figure stands in it
 --> data.csv:13:11
  13 | SSS,2023,,4,Q,
     |           ^
     = help: take the figure out of the source, or give another status than `Q`
"#
    );
}

#[test]
fn a_place_counts_characters_also_behind_quoted_lines() {
    let (_, report) = read("region,period,note,value\n20,2022,\"ä\n\"\"ö\"\"\n\",1\n20,2023,\"öä\nåä\",x\n");
    assert!(report.contains(" --> data.csv:6:5\n   6 | åä\",x\n     |     ^\n"), "{report}");
}

#[test]
fn a_zero_is_true_or_rounded() {
    let (table, report) = read("region;period;value;status\n20;2021;0;\n20;2022;<0,05;P\n20;2023;\"< 0,5\";\n21;2023;<0,5;Q\n");
    assert!(report.starts_with("error[value-beside-suppressed]") && report.contains("data.csv:5:9"), "{report}");
    let zeros: Vec<_> = table.iter().map(|row| (row.value, row.below, row.status.code())).collect();
    assert_eq!(zeros, [(Some(0.0), None, "A"), (Some(0.0), Some(0.05), "P"), (Some(0.0), Some(0.5), "A")]);
    let (_, report) = read("region,period,value,lower\n20,2021,\"<0,05\",\n20,2022,<3,\n20,2023,1,<0.5\n20,2024,>0.5,\n");
    assert_eq!(report.matches("error[malformed-number]").count(), 4, "{report}");
    let withheld = table.withholding(|row| row.period.year == 2022).unwrap_or_default();
    assert_eq!(withheld.iter().map(|row| row.below).collect::<Vec<_>>(), [None, None, Some(0.5)]);
}

#[test]
fn what_rows_say_together_is_held_against_itself() {
    let (table, report) = read(
        "region;period;sukupuoli;value;numerator;denominator;lower;upper\n\
         20;2023;;5;1;0;;\n\
         20;2022;;5;;;6;7\n\
         20;2021;;5;;;4;4,5\n\
         20;2020;1;5;;;;\n\
         20;2020;2;5;;;;\n\
         21;2020;;5;;;;\n\
         21;2020;total;6;;;;\n",
    );
    assert_eq!(table.len(), 4);
    assert_eq!(
        report,
        r"error[impossible-denominator]: the denominator is 0
 --> data.csv:2:14
   2 | 20;2023;;5;1;0;;
     |              ^
     = help: a numerator is divided by more than nothing
error[value-outside-interval]: the lower bound 6 is above the value 5
 --> data.csv:3:14
   3 | 20;2022;;5;;;6;7
     |              ^
     = help: lower ≤ value ≤ upper
error[value-outside-interval]: the upper bound 4.5 is below the value 5
 --> data.csv:4:16
   4 | 20;2021;;5;;;4;4,5
     |                ^^^
     = help: lower ≤ value ≤ upper
warning[missing-total]: `20` has values by parts for 2020 and no total
 --> data.csv:5:1
   5 | 20;2020;1;5;;;;
     | ^^
     = help: add a row where every dimension is empty or `total`: nothing is summed from parts
error[duplicate-value]: `21` has a row for 2020 already
 --> data.csv:8:1
   8 | 21;2020;total;6;;;;
     | ^^^^^^^
     = help: the first one is on line 7; keep one of them
"
    );
}

#[test]
fn a_header_that_does_not_fit_is_told() {
    let told = |csv: &str| read_bytes(csv.as_bytes()).1;
    assert_eq!(
        told("region,perod,value\n20,2023,1\n"),
        "error[unknown-column]: there is no column `perod`\n --> data.csv:1:8\n   1 | region,perod,value\n     |        ^^^^^\n     = help: did you mean `period`?\n"
    );
    assert_eq!(told(""), "error[missing-column]: the table is empty\n --> data.csv:1:1\n     = help: the first row names the columns: region, period, value\n");
    assert!(told("region,period,value,value\n20,2023,1,2\n").starts_with("error[duplicate-column]: the column `value` is there twice\n --> data.csv:1:21"));
    assert!(told("region,period,value,\n20,2023,1,2\n").starts_with("error[unknown-column]: a column has no name\n --> data.csv:1:21"));
    assert!(
        told("region|period|value\n20|2023|1\n")
            .starts_with("error[missing-column]: the table has no column `region` and no column `period` and no column `value`")
    );
    let rules = |csv: &str| told(csv).lines().filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0.to_owned())).collect::<Vec<_>>();
    assert_eq!(rules("20;2023;1\n"), ["missing-column"]);
    assert_eq!(rules("  \n"), ["missing-column"]);
    assert_eq!(rules("region;period;foo;kunta\n"), ["missing-column", "unknown-column", "unknown-column"]);
    assert!(read_bytes(b"region,period,value\n20,2023,1\xe4\n").1.starts_with("error[not-utf-8]: the file is not UTF-8 from here on\n --> data.csv:2:10"));
}

#[test]
fn a_broken_record_does_not_hide_the_others() {
    let (table, report) = read("region,period,value\n20,2022,1,5\n20,2023\n20,2024,1\n20,2025,\"1\n21,2025,2\n");
    assert_eq!(rows(&table), ["20 2024 1 A"]);
    assert_eq!(
        report,
        r#"error[cells-do-not-match-header]: the row has 4 cells and the header 3
 --> data.csv:2:11
   2 | 20,2022,1,5
     |           ^
     = help: a decimal comma splits a number in two: use a point, or separate the cells by semicolons
error[cells-do-not-match-header]: the row has 2 cells and the header 3
 --> data.csv:3:1
   3 | 20,2023
     | ^^^^^^^
     = help: an empty cell has its separator too
error[unclosed-quote]: nothing closes the quotation mark that begins this cell
 --> data.csv:5:9
   5 | 20,2025,"1
     |         ^
     = help: end the cell with `"`; a quotation mark inside a cell is written twice
"#
    );
}

#[test]
fn two_decimal_marks_in_one_file_are_an_error() {
    let (table, report) = read("region;period;value;lower\n20;2022;1,5;1\n20;2023;2.5;2,0\n20;2024;3.5;3\n");
    assert_eq!(table.len(), 3);
    assert_eq!(
        report,
        "error[mixed-decimal-marks]: from here on there are decimal points, and numbers before have decimal commas\n --> data.csv:3:9\n   3 | 20;2023;2.5;2,0\n     |         ^^^\n     \
         = help: use one decimal mark in the whole table\n"
    );
}

#[test]
fn the_findings_of_one_file_are_capped() {
    let mut csv = String::from("region,period,value\n");
    for year in 1900..2000 {
        let _ = writeln!(csv, "20,{year},x");
    }
    let (_, report) = read(&csv);
    assert_eq!(report.matches("error[malformed-number]").count(), TOLD);
    assert!(report.contains("error[further-findings]: the table has 80 more errors\n --> data.csv:1:1\n"), "{report}");
}

#[test]
fn a_large_table_is_read_in_pieces_like_a_small_one() {
    let mut csv = String::from("region;period;sukupuoli;ikaryhma;value;note\n");
    for year in 1000..4000 {
        for (sex, age) in [("2", "0-17"), ("", ""), ("1", ""), ("", "75-")] {
            for region in ["SSS", "20", "01"] {
                let _ = writeln!(csv, "{region};{year};{sex};{age};{year},5;{:60}.", "a remark");
            }
        }
    }
    let (table, report) = read(&csv);
    assert_eq!(report, "");
    assert_eq!((table.len(), table.cells().len(), table.regions().len()), (36_000, 4, 3));
    assert!(table.totals("20").map(|row| row.value).eq((1000..4000).map(|year| Some(f64::from(year) + 0.5))));
    // One quoted cell, and the table is read in a single piece.
    let quoted = csv.replacen("a remark", "\"a remark\"", 1).replacen(&" ".repeat(52), &format!("{}\"", " ".repeat(52)), 1).replacen("remark\"", "remark", 1);
    assert_eq!(read(&quoted), (table, String::new()));
    let (_, report) = read(&format!("{csv}{}", csv.lines().skip(1).fold(String::new(), |all, line| all + line + "\n")));
    assert_eq!(report.matches("error[duplicate-value]").count(), TOLD);
    assert!(report.contains("the table has 35980 more errors"), "{report}");
}

/// Files that are torture to readers of CSV; `None`, said aloud, where they are not there.
pub fn shared(path: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    if path.exists() {
        return Some(path);
    }
    #[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
    {
        eprintln!("skipped: {} is not there", path.display());
    }
    None
}

#[test]
fn torture_files_are_cut_into_cells_as_they_should_be() {
    let Some(folder) = shared("fmt-csv-spectrum/csvs") else { return };
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        // Its table and its JSON name different telephone numbers.
        if path.ends_with("location_coordinates.csv") {
            continue;
        }
        let bytes = std::fs::read(&path).expect("a file");
        let expected = path.to_string_lossy().replace("csvs", "json").replace(".csv", ".json");
        let expected: serde_json::Value = serde_json::from_slice(&std::fs::read(expected).expect("a file")).expect("JSON");
        let expected: Vec<BTreeMap<String, String>> = match expected {
            serde_json::Value::Array(_) => serde_json::from_value(expected).expect("objects of text"),
            one => vec![serde_json::from_value(one).expect("an object of text")],
        };
        let mut reader = rows::reader(&bytes, b',');
        let mut records = reader.byte_records().map(|record| record.expect("a record"));
        let cells = |record: csv::ByteRecord| record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<_>>();
        let header = cells(records.next().expect("a header"));
        let found: Vec<BTreeMap<String, String>> = records.map(|record| header.iter().cloned().zip(cells(record)).collect()).collect();
        assert_eq!(found, expected, "{}", path.display());
        read_bytes(&bytes);
    }
}

#[test]
fn naughty_strings_do_no_harm_in_any_cell() {
    let Some(path) = shared("str-blns/blns.json") else { return };
    let strings: Vec<String> = serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON");
    for naughty in &strings {
        let quoted = naughty.replace('"', "\"\"");
        for csv in [
            format!("region,period,value,note\n20,2023,1,\"{quoted}\"\n"),
            format!("region,period,value,note\n\"{quoted}\",2023,1,{naughty}\n"),
            format!("region,period,value,{naughty}\n20,{naughty},{naughty},1\n"),
            naughty.clone(),
        ] {
            read(&csv);
        }
        let (table, report) = read(&format!("region,period,value,note\n20,2023,1,\"{quoted}\"\n"));
        let expected = control_character(naughty).map_or_else(String::new, |(_, message)| format!("error[control-character]: {message}\n"));
        assert!(report.starts_with(&expected) && report.is_empty() == expected.is_empty(), "{naughty:?}: {report}");
        let note = Period::parse("2023").and_then(|period| table.total("20", period)).and_then(|row| row.note).unwrap_or_default();
        assert_eq!(note, naughty.trim_matches(|sign: char| sign.is_ascii_whitespace()), "{naughty:?}");
    }
}

/// A row that a table can hold, with its number as text.
fn a_row() -> impl Strategy<Value = (usize, u16, usize, Option<(i64, u8)>, String)> {
    (0..4usize, 1000..3000u16, 0..4usize, proptest::option::of((-999_999_999_i64..999_999_999, 0..6u8)), "[ -~åäö€\n\"]{0,12}")
}

fn written(number: (i64, u8), mark: char) -> String {
    let (digits, decimals) = (format!("{:010}", number.0.abs()), usize::from(number.1));
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let sign = if number.0 < 0 { "-" } else { "" };
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{part}") }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(rows in proptest::collection::vec(a_row(), 0..30), separator in prop_oneof![Just(';'), Just('\t'), Just(',')], line in prop_oneof![Just("\n"), Just("\r\n")]) {
        let (regions, cells) = (["01", "20", "21", "SSS"], [("", ""), ("1", ""), ("2", "0-17"), ("", "75-")]);
        let mark = if separator == ',' { '.' } else { ',' };
        let mut csv = ["region", "period", "sukupuoli", "ikaryhma", "value", "status", "note"].join(&separator.to_string()) + line;
        let mut expected = BTreeMap::new();
        for (region, year, cell, number, note) in rows {
            let key = (regions[region], year, cells[cell]);
            if expected.contains_key(&key) {
                continue;
            }
            let value = number.map(|number| written(number, mark)).unwrap_or_default();
            let status = if number.is_some() { "E" } else { "M" };
            let quoted = format!("\"{}\"", note.replace('"', "\"\""));
            csv += &[key.0, &year.to_string(), key.2.0, key.2.1, &value, status, &quoted].join(&separator.to_string());
            csv += line;
            expected.insert(key, (value.replace(',', ".").parse::<f64>().ok(), note.trim_matches(|sign: char| sign.is_ascii_whitespace()).to_owned()));
        }
        let (table, report) = read(&csv);
        prop_assert!(!report.contains("error"), "{}", report);
        prop_assert_eq!(table.len(), expected.len());
        for ((region, year, (sex, age)), (value, note)) in expected {
            let code = |code: &str| (!code.is_empty()).then(|| Id::from(code));
            let row = table.series(region, &[code(sex), code(age)]).find(|row| row.period.year == year);
            prop_assert_eq!(row.and_then(|row| row.value), value);
            prop_assert_eq!(row.and_then(|row| row.note).unwrap_or_default(), note);
        }
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read_bytes(&bytes);
        let mut csv = b"region;period;sukupuoli;value;lower;status\n".to_vec();
        csv.extend(bytes);
        read_bytes(&csv);
    }

    #[test]
    fn no_signs_are_too_strange(text in "[0-9a-zQ;,.\t\n\r\"<\\- ]{0,120}") {
        read(&format!("region;period;sukupuoli;value;lower;status\n{text}"));
        read(&format!("region,period,sukupuoli,value,lower,status\n20,2023,,{text},1,A\n"));
    }
}
