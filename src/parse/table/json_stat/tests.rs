use proptest::prelude::*;

use super::super::tests::{read_file, rows, shared};

/// Two regions, two years, both sexes and all of them; women in the second region are hidden, and men were not counted.
const CUBE: &str = r#"{
  "version": "2.0", "class": "dataset", "label": "Falls",
  "id": ["region", "Sukupuoli", "period"], "size": [2, 3, 2],
  "role": { "time": ["period"], "geo": ["region"] },
  "dimension": {
    "region": { "category": { "index": ["20", "SSS"] } },
    "Sukupuoli": { "category": { "index": { "total": 0, "2": 1, "1": 2 }, "label": { "total": "All" } } },
    "period": { "category": { "index": { "2022": 0, "2023": 1 } } }
  },
  "value": [10, 11, 4, 5, 6, 6, 20.5, 21, null, 9, null, 12],
  "status": { "8": "Q", "10": "..", "1": "p" }
}"#;

const ROWS: [&str; 12] = [
    "20 2022 * 10 A",
    "20 2023 * 11 P",
    "SSS 2022 * 20.5 A",
    "SSS 2023 * 21 A",
    "20 2022 1 6 A",
    "20 2023 1 6 A",
    "SSS 2022 1 - O",
    "SSS 2023 1 12 A",
    "20 2022 2 4 A",
    "20 2023 2 5 A",
    "SSS 2022 2 - Q",
    "SSS 2023 2 9 A",
];

#[track_caller]
fn says(json: &str, expected: &[&str]) {
    let (table, report) = read_file("data.json", json.as_bytes());
    assert_eq!(report, "", "{json}");
    assert_eq!(rows(&table.unwrap_or_default()), expected, "{json}");
}

#[test]
fn a_dataset_is_read_in_all_its_forms() {
    says(CUBE, &ROWS);
    // Names for other things, and roles; periods as offices write them.
    let roles = CUBE.replace("\"region\"", "\"Alue\"").replace("\"period\"", "\"Tiedot\"");
    says(&roles, &ROWS);
    says(
        &CUBE.replace("\"2022\": 0, \"2023\": 1", "\"2022Q4\": 0, \"2023Q1\": 1"),
        &ROWS.map(|row| row.replace(" 2022 ", " 2022-Q4 ").replace(" 2023 ", " 2023-Q1 ")).each_ref().map(String::as_str),
    );
    // A collection of one, and the form before version 2.
    says(&format!("{{\"class\": \"collection\", \"link\": {{\"item\": [{{\"class\": \"dataset\", \"href\": \"x\"}}, {CUBE}]}}}}"), &ROWS);
    let older = CUBE
        .replace("\"id\": [\"region\", \"Sukupuoli\", \"period\"], \"size\": [2, 3, 2],", "")
        .replace("\"role\": { \"time\": [\"period\"], \"geo\": [\"region\"] },", "")
        .replace("\"dimension\": {", "\"dimension\": { \"id\": [\"region\", \"Sukupuoli\", \"period\"], \"size\": [2, 3, 2],");
    says(&format!("{{\"dataset\": {older}}}"), &ROWS);
    says(&format!("\u{feff}{{\"Falls in 2023\": {older}}}"), &ROWS);
    // Values and statuses as lists and as objects.
    says(
        &CUBE.replace(
            "[10, 11, 4, 5, 6, 6, 20.5, 21, null, 9, null, 12]",
            "{\"0\": 10, \"1\": 11, \"2\": 4, \"3\": 5, \"4\": 6, \"5\": 6, \"6\": 20.5, \"7\": 21, \"9\": 9, \"11\": 12}",
        ),
        &ROWS,
    );
    says(
        &CUBE.replace("{ \"8\": \"Q\", \"10\": \"..\", \"1\": \"p\" }", "[null, \"P\", null, null, null, null, null, null, \"...\", null, \"O\", \"\"]"),
        &ROWS,
    );
    let all = CUBE.replace("{ \"8\": \"Q\", \"10\": \"..\", \"1\": \"p\" }", "\"E\"").replace("null", "1");
    let (table, report) = read_file("data.json", all.as_bytes());
    assert_eq!((report.as_str(), table.unwrap_or_default().iter().all(|row| row.status.code() == "E")), ("", true));
}

#[test]
fn what_is_absent_without_a_reason_is_not_given() {
    let expected: Vec<&str> =
        ROWS.into_iter().filter(|row| !row.contains(" - ")).map(|row| if row == "20 2023 * 11 P" { "20 2023 * 11 A" } else { row }).collect();
    says(&CUBE.replace(",\n  \"status\": { \"8\": \"Q\", \"10\": \"..\", \"1\": \"p\" }", ""), &expected);
}

#[test]
fn a_metric_can_be_columns_and_a_total_can_have_a_name() {
    let cube = r#"{"id": ["Alue", "Sukupuoli", "measure", "Vuosi", "Tieto"], "size": [1, 2, 3, 1, 1], "role": {"metric": ["measure"], "time": ["Vuosi"], "geo": ["Alue"]},
      "dimension": {"Alue": {"category": {"label": {"20": "Kainuu"}}},
        "Sukupuoli": {"category": {"index": ["TotSa", "2"]}, "extension": {"elimination": true, "eliminationValueCode": "TotSa"}},
        "measure": {"category": {"index": ["numerator", "value", "denominator"]}},
        "Vuosi": {"category": {"index": ["2023"]}}, "Tieto": {"category": {"label": {"FALLS": "Falls"}}}},
      "value": [50, 5, 1000, null, null, 500], "status": {"4": "Q"}}"#;
    says(cube, &["20 2023 * 5 A", "20 2023 2 - Q"]);
    let (table, _) = read_file("data.json", cube.as_bytes());
    let numbers: Vec<_> = table.unwrap_or_default().iter().map(|row| (row.numerator, row.denominator)).collect();
    assert_eq!(numbers, [(Some(50.0), Some(1000.0)), (None, Some(500.0))]);
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let told = |json: &str| read_file("data.json", json.as_bytes()).1;
    let lines = |json: &str| told(json).lines().filter(|line| line.starts_with("error") || line.starts_with(" -->")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(&CUBE.replace("\"20\"", "\"2O\"").replace("\"2\": 1", "\"3\": 1").replace("\"2022\": 0", "\"2022/23\": 0")),
        [
            "error[unknown-region]: there is no region `2O`",
            " --> data.json:6:41",
            "error[unknown-code]: the code list `sukupuoli` has no code `3`",
            " --> data.json:7:57",
            "error[malformed-period]: `2022/23` is not a period",
            " --> data.json:8:42",
        ]
    );
    assert_eq!(
        lines(&CUBE.replace("10, 11,", "1e300, \"x\",").replace("null, 9,", "8, 9,").replace("\"1\": \"p\"", "\"1\": \"zz\"")),
        [
            "error[number-out-of-range]: `1e300` is too large to be exact",
            " --> data.json:10:13",
            "error[malformed-number]: `x` is not a number",
            " --> data.json:10:20",
            "error[value-beside-suppressed]: the row is suppressed, and a figure stands in it",
            " --> data.json:10:47",
            "error[unknown-status]: there is no status `zz`",
            " --> data.json:11:42",
        ]
    );
    assert_eq!(lines(&CUBE.replace("\"p\"", "\"zz\"")), ["error[unknown-status]: there is no status `zz`", " --> data.json:11:42"]);
    assert_eq!(
        told(&CUBE.replace("\"version\": \"2.0\",", "\"version\" \"2.0\",")),
        "error[malformed-json]: the file is not JSON: expected `:`\n --> data.json:2:13\n   2 |   \"version\" \"2.0\", \"class\": \"dataset\", \"label\": \"Falls\",\n     |             ^\n     = help: the values are a JSON-stat dataset\n"
    );
    for (json, message) in [
        (CUBE.replace("[2, 3, 2]", "[2, 3, 3]"), "the dimension `period` has 2 categories, and its size is 3"),
        (CUBE.replace("[2, 3, 2]", "[2, 3]"), "there are 3 dimensions and 2 sizes"),
        (CUBE.replace(", 12]", "]"), "there are 11 values, and the dimensions make 12 cells"),
        (CUBE.replace("\"2023\": 1", "\"2023\": 7"), "the places of the categories of `period` are not 0, 1, 2 …"),
        (CUBE.replace("{ \"8\"", "{ \"12\""), "`12` is not the place of a cell"),
        (CUBE.replace("\"dimension\"", "\"dimensions\""), "the file holds no dataset"),
        ("{}".to_owned(), "the file holds no dataset"),
        (format!("{{\"a\": {CUBE}, \"b\": {CUBE}}}"), "the file holds 2 datasets, and an indicator has one"),
    ] {
        assert!(told(&json).starts_with(&format!("error[malformed-json-stat]: {message}\n --> data.json:")), "{}", told(&json));
    }
    let unknown = CUBE.replace("Sukupuoli", "Kieli");
    assert!(told(&unknown).contains("error[unknown-column]: there is no column `Kieli`\n --> data.json:7:"), "{}", told(&unknown));
    assert!(told("[1, 2]").starts_with("error[malformed-json]"), "{}", told("[1, 2]"));
}

#[test]
fn real_datasets_are_read_or_told_of() {
    let Some(folder) = shared("fmt-jsonstat") else { return };
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let bytes = std::fs::read(&path).expect("a file");
        let (_, report) = read_file("data.json", &bytes);
        assert!(report.contains("error["), "the regions and codes of {} are others: {report}", path.display());
        let is_dataset = !["QS104EW.json", "scb_tables.json", "TAB001_metadata_js2.json", "scb_TAB6471_metadata.json", "collection.json", "oecd-canada.json"]
            .iter()
            .any(|name| path.ends_with(name));
        assert_eq!(!report.contains("malformed-json"), is_dataset, "{}: {report}", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_dataset_that_lies_does_harm(changes in proptest::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec!["9", "-1", "\"", "[", "}", "null", "", "1e999", "18446744073709551615", "\u{fffd}"])), 0..5), cut in proptest::option::weighted(0.2, any::<prop::sample::Index>())) {
        let mut json = CUBE.to_owned();
        for (at, text) in changes {
            let at = at.index(json.len());
            if json.is_char_boundary(at) && json.is_char_boundary(at + 1) {
                json.replace_range(at..=at, text);
            }
        }
        if let Some(cut) = cut {
            let cut = cut.index(json.len());
            json.truncate((0..=cut).rev().find(|at| json.is_char_boundary(*at)).unwrap_or_default());
        }
        let (table, report) = read_file("data.json", json.as_bytes());
        prop_assert!(table.is_some() || report.contains("error["));
    }
}
