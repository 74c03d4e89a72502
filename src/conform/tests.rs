//! Twenty planted faults are found, each in its own words, and nothing is said of a sound extract.

use super::{Compared, Extract, Judged, Judgement, Mapping, Records, Rows, check, compare, misnamed, requirements, specification};
use crate::model::{Model, Period};
use crate::render::export::tests::PROJECT;
use crate::testing::{resolved, sources};

/// CSV in memory.
struct Text {
    reader: csv::Reader<std::io::Cursor<Vec<u8>>>,
    columns: Vec<String>,
    separator: u8,
}

impl Text {
    fn new(bytes: &[u8], separator: u8) -> Box<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(std::io::Cursor::new(bytes.to_vec()));
        let columns = reader.byte_headers().expect("a header").iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Box::new(Self { reader, columns, separator })
    }
}

impl Records for Text {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn next(&mut self, record: &mut csv::ByteRecord) -> Result<bool, String> {
        self.reader.read_byte_record(record).map_err(|error| error.to_string())
    }

    fn separator(&self) -> u8 {
        self.separator
    }
}

/// A use case over the model that exports are tested with.
const CASE: &str = r#"
//- content/use-cases/kaynnit/index.md
+++
title = "Käynnit"
version = "1.0.0"
status = "valid"
models = [{ id = "hoito", version = "1.1.0" }]
indicators = ["jono"]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "Alku"
[[requirements]]
id = "v1"
text = "Käynnillä on alku."
level = "shall"
concept = "hoito/kaynti.alkoi"
[[requirements]]
id = "v2"
text = "Asiakkaat ovat mukana."
level = "shall"
concept = "hoito/asiakas"
[[requirements]]
id = "v3"
text = "Laskut ovat mukana."
level = "shall"
concept = "hoito/lasku.summa"
[[requirements]]
id = "v4"
text = "Raportti on luettava."
level = "should"
+++
//- content/indicators/jono/index.md
+++
name = "Jono"
version = "1.0.0"
status = "valid"
unit = "percent"
decimals = 1
counts = "other"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "Alku"
+++
//- content/indicators/jono/data.csv
region,period,value,status
20,2021,10.0,
20,2022,12.3,
20,2023,,L
20,2024,9.0,
//- models/regions.toml
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "Alku"
[[classifications]]
id = "hva"
name = "Alueet"
[[regions]]
code = "20"
classification = "hva"
level = "county"
name = "Kainuu"
slug = "kainuu"
"#;

fn model() -> Model {
    let (model, report) = resolved(&sources(&format!("{PROJECT}{}", CASE.trim_start_matches('\n'))));
    assert!(!report.has_errors(), "{}", report.human(false));
    model
}

/// What is said of files, given by name; `requirements` as words.
fn judged(files: &[(&str, &[u8])], mapping: &Mapping) -> (Judgement, Vec<&'static str>) {
    let model = model();
    let case = &model.use_cases["kaynnit"];
    let specification = specification(&model, case, None);
    let extracts: Vec<Extract<'_>> = files
        .iter()
        .map(|(name, bytes)| {
            let concept = name.split('.').next().unwrap_or_default();
            let table = specification.tables.tables.iter().position(|table| table.name == concept).expect("a table");
            let separator = if bytes.contains(&b';') { b';' } else { b',' };
            let mapping = mapping.of(|named| named == concept);
            Extract { file: (*name).to_owned(), table, mapping, records: Ok(Text::new(bytes, separator)) }
        })
        .collect();
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let found = misnamed(&specification, mapping, &extracts, &names);
    let mut judgement = check(&specification, extracts);
    judgement.findings.splice(0..0, found);
    let told = requirements(&specification, case, &judgement).iter().map(|told| told.outcome.word()).collect();
    (judgement, told)
}

fn said(files: &[(&str, &[u8])]) -> Vec<String> {
    judged(files, &Mapping::default()).0.findings.iter().map(|finding| format!("{} {}: {}", finding.file, finding.rule, finding.said())).collect()
}

const CLIENTS: &[u8] = b"tunniste,syntynyt\na1,1980-01-01\na2,\n";
const VISITS: &[u8] = b"tunniste;asiakas;alkoi;kiire;hinta;kesto;vuosi;maara;osuus;peruttu;syyt;teksti\n\
    k1;a1;2023-01-01T08:00;1;12,50;PT15M;2023;3;0.5;false;flunssa|yska;\"a;b\"\n\
    k2;a2;2023-01-02T09:00:00;1/a;;;;;;;flunssa;\n";
const BILLS: &[u8] = b"id,summa,kaynti\nl1,10.5,k1\n";

#[test]
fn nothing_is_said_of_a_sound_extract() {
    let (judgement, told) = judged(&[("asiakas.csv", CLIENTS), ("kaynti.csv", VISITS), ("lasku.csv", BILLS)], &Mapping::default());
    assert_eq!(judgement.findings, []);
    assert_eq!(
        judgement.files.iter().map(|Judged { file, rows, .. }| (file.as_str(), *rows)).collect::<Vec<_>>(),
        [("asiakas.csv", 2), ("kaynti.csv", 2), ("lasku.csv", 1)]
    );
    assert_eq!(told, ["met", "met", "met", "not-checked"]);
}

#[test]
fn each_planted_fault_is_found_and_no_value_is_told() {
    let visits = b"tunniste;asiakas;alkoi;kiire;hinta;kesto;vuosi;maara;osuus;peruttu;syyt;muuta\n\
        k1;a1;2023-02-30T08:00;1;12,50;PT15M;2023;3;0.5;false;SALAINEN;x\n\
        k1;SALAINEN;2023-01-02T09:00;SALAINEN;SALAINEN;15 min;23;3,5;puoli;kylla;SALAINEN;x\n\
        k2;a1;;2;;;;;;;;x\n\
        k3;a1\n\
        k4;a1;2023-01-02T09:00;1;;;;;;;\xff;x\n";
    let bills: &[u8] = b"id,kaynti\nl1,k9\n";
    let expected = [
        "kaynti.csv extract-unknown-column: the column `muuta` is not known",
        "kaynti.csv extract-malformed-value: `alkoi` is not a day and a time, such as 2023-05-31T08:15:00: 1 row (row 1)",
        "kaynti.csv extract-dangling-reference: `asiakas` leads to no row of asiakas.csv: 1 row (row 2)",
        "kaynti.csv extract-malformed-value: `hinta` is not a number, such as 12.5: 1 row (row 2)",
        "kaynti.csv extract-malformed-value: `kesto` is not a duration of ISO 8601, such as P3D or PT15M: 1 row (row 2)",
        "kaynti.csv extract-malformed-value: `maara` is not a whole number, such as 12: 1 row (row 2)",
        "kaynti.csv extract-malformed-value: `osuus` is not a number, such as 12.5: 1 row (row 2)",
        "kaynti.csv extract-malformed-value: `peruttu` is not true or false: 1 row (row 2)",
        "kaynti.csv extract-malformed-value: `vuosi` is not a year, such as 2023: 1 row (row 2)",
        "kaynti.csv extract-repeated-key: `tunniste` is the key of a row before: 1 row (row 2)",
        "kaynti.csv extract-unknown-code: `kiire` is no code of the list `kiire`: 1 row (row 2)",
        "kaynti.csv extract-missing-value: `alkoi` is empty, and a value is always there: 1 row (row 3)",
        "kaynti.csv extract-missing-value: `syyt` is empty, and a value is always there: 1 row (row 3)",
        "kaynti.csv extract-deprecated-code: `kiire` is a code of the list `kiire` that is no longer to be used: 1 row (row 3)",
        "kaynti.csv extract-ragged-row: rows have more or fewer cells than the header: 1 row (row 4)",
        "kaynti.csv extract-malformed-value: `syyt` is not text in UTF-8: 1 row (row 5)",
        "lasku.csv extract-missing-column: there is no column `summa`",
        "lasku.csv extract-dangling-reference: `kaynti` leads to no row of kaynti.csv: 1 row (row 1)",
    ];
    let mut found = said(&[("asiakas.csv", CLIENTS), ("kaynti.csv", visits), ("lasku.csv", bills)]);
    assert!(found.iter().all(|said| !said.contains("SALAINEN")), "{found:#?}");
    let mut expected: Vec<String> = expected.map(str::to_owned).to_vec();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let (_, told) = judged(&[("asiakas.csv", CLIENTS), ("kaynti.csv", visits), ("lasku.csv", bills)], &Mapping::default());
    assert_eq!(told, ["not-met", "met", "not-met", "not-checked"]);
    assert_eq!(judged(&[("asiakas.csv", CLIENTS)], &Mapping::default()).1, ["no-file", "met", "no-file", "not-checked"]);
}

#[test]
fn a_finding_stands_at_the_line_where_its_record_begins() {
    let clients: &[u8] = b"tunniste,syntynyt\na1,\n\"a\n2\",\na1,\na3,x\n";
    let (judgement, _) = judged(&[("asiakas.csv", clients)], &Mapping::default());
    let found: Vec<_> = judgement.findings.iter().map(|finding| (finding.rule, finding.rows.first.clone(), finding.rows.line)).collect();
    assert!(found.contains(&("extract-repeated-key", vec![3], 5)), "{found:?}");
    assert!(found.contains(&("extract-malformed-value", vec![4], 6)), "{found:?}");
}

#[test]
fn records_of_worked_examples_are_held_against_their_concepts() {
    let example = "//- content/indicators/jono/examples/perus/asiakas.csv\ntunniste,syntynyt\na1,1980-02-30\na1,\n\
        //- content/indicators/jono/examples/perus/expected.csv\nregion,period,value\n20,2022,1\n";
    let project = format!("{PROJECT}{}{example}", CASE.trim_start_matches('\n'));
    let project = project.replace("name = \"Jono\"\n", "name = \"Jono\"\nconcepts = [\"hoito/asiakas\"]\n");
    let (model, report) = resolved(&sources(&project));
    assert!(!report.has_errors(), "{}", report.human(false));
    let told: Vec<String> =
        super::examples(&model).diagnostics.iter().map(|one| format!("{} {} {} {}", one.severity.word(), one.rule, one.place.line, one.message)).collect();
    assert_eq!(
        told,
        [
            "warning extract-malformed-value 2 `syntynyt` is not a day of the calendar, such as 2023-05-31: 1 row (row 1)",
            "note extract-repeated-key 3 `tunniste` is the key of a row before: 1 row (row 2)",
        ]
    );
}

#[test]
fn a_special_concept_has_what_the_general_one_has() {
    let home: &[u8] = b"tunniste,matka\nk1,2.5\nk7,x\n";
    assert_eq!(
        said(&[("kaynti.csv", VISITS), ("kotikaynti.csv", home)]),
        [
            "kotikaynti.csv extract-dangling-reference: `tunniste` leads to no row of kaynti.csv: 1 row (row 2)",
            "kotikaynti.csv extract-malformed-value: `matka` is not a number, such as 12.5: 1 row (row 2)",
        ]
    );
    let alone = said(&[("kotikaynti.csv", home)]);
    assert!(alone.contains(&"kotikaynti.csv extract-missing-column: there is no column `alkoi`".to_owned()), "{alone:#?}");
}

#[test]
fn a_mapping_says_what_a_county_calls_things() {
    let text = "[asiakas]\ncolumns = { tunniste = \"ID\" }\n[kaynti]\ncodes.kiire = { K = \"1\" }\ncodes.peruttu = { E = \"false\" }\n";
    let mapping = Mapping::read("omat.toml", text.as_bytes()).expect("a mapping");
    let clients: &[u8] = b"ID,syntynyt\na1,\n";
    let visits: &[u8] = b"tunniste,asiakas,alkoi,kiire,peruttu,syyt\nk1,a1,2023-01-01T08:00,K,E,x\nk2,a1,2023-01-01T08:00,X,E,x\n";
    let (judgement, _) = judged(&[("asiakas.csv", clients), ("kaynti.csv", visits)], &mapping);
    let found: Vec<String> = judgement.findings.iter().map(super::Finding::said).collect();
    assert_eq!(found, ["`kiire` is no code of the list `kiire`: 1 row (row 2)"]);
    let wrong = Mapping::read("omat.toml", b"[a]\ncolumn = 1\n").expect_err("an error").diagnostic();
    assert_eq!((wrong.rule, wrong.place.line, wrong.place.column), ("mapping-unreadable", 2, 1));
}

#[test]
fn names_of_a_mapping_that_are_not_there_are_told_at_their_place() {
    let text = "[asiakas]\nfile = \"asiakkaat.csv\"\ncolumns = { tunnste = \"ID\", syntynyt = \"SYNT\" }\n\
        [kaynnit]\nfile = \"x.csv\"\n\
        [kaynti]\ncolumns = { alkoi = \"kiire\", hinta = \"E\", maara = \"E\" }\ncodes.kire = { K = \"1\" }\ncodes.kiire = { K = \"77\" }\n\
        codes.peruttu = { E = \"ei\" }\n[\"hoito/kaynti\"]\nfile = \"kaynti.csv\"\n";
    let mapping = Mapping::read("omat.toml", text.as_bytes()).expect("a mapping");
    let visits: &[u8] = b"tunniste,asiakas,kiire,E,syyt\nk1,a1,1,,x\n";
    let (judgement, _) = judged(&[("asiakas.csv", b"ID,SYNTY\na1,\n"), ("kaynti.csv", visits)], &mapping);
    let mut findings: Vec<_> = judgement.findings.iter().filter(|finding| finding.place.is_some()).map(super::Finding::diagnostic).collect();
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    let said = |one: &crate::diagnostic::Diagnostic| {
        format!("{} {}:{} {}: {} = {}", one.severity.word(), one.place.line, one.place.column, one.rule, one.message, one.help.clone().unwrap_or_default())
    };
    assert_eq!(
        findings.iter().map(said).collect::<Vec<_>>(),
        [
            "warning 2:8 mapping-unknown-name: there is no file `asiakkaat.csv` in the extract = did you mean `asiakas.csv`?",
            "error 3:13 mapping-unknown-name: `tunnste` is no column of `asiakas` = did you mean `tunniste`?",
            "error 3:40 mapping-unknown-name: asiakas.csv has no column `SYNT` = did you mean `SYNTY`?",
            "error 4:2 mapping-unknown-name: `kaynnit` is no concept of the use case's models = did you mean `kaynti`?",
            "error 7:21 mapping-repeated-name: the column `kiire` belongs to `kiire` already = name another column for one of them",
            "error 7:51 mapping-repeated-name: the column `E` belongs to `hinta` already = name another column for one of them",
            "error 8:7 mapping-unknown-name: `kire` is no column of `kaynti` = did you mean `kiire`?",
            "error 9:21 mapping-unknown-name: `77` is no code of the list `kiire` = codes are: 1, 1/a, 2",
            "error 10:23 mapping-unknown-name: `ei` does not stand for a value of `peruttu` = it is true or false",
            "error 11:2 mapping-repeated-name: `kaynti` stands in the mapping under another name too = put both tables into one",
        ]
    );
}

#[test]
fn what_other_programs_leave_in_a_file_is_told_once_and_in_its_own_words() {
    let visits: &[u8] = b"tunniste;asiakas;alkoi;kiire;syyt;hinta;\n\
        k1;a1;2023-01-01T08:00;1;|;1,5;\n\
        k2;a1;2023-01-01T08:00;1;x||y;1 500,5;\n\
        k3;a1;2023-01-01;1 ;x;NULL;\n\
        ;;;;;;\n\
        ;;\n";
    assert_eq!(
        said(&[("asiakas.csv", b"tunniste,syntynyt\n"), ("kaynti.csv", visits)]),
        [
            "asiakas.csv extract-no-rows: the file has columns and no rows, so there is nothing to judge",
            "kaynti.csv extract-dangling-reference: `asiakas` leads to no row of asiakas.csv: 3 rows (rows 1, 2, 3)",
            "kaynti.csv extract-missing-value: `syyt` has a sign `|` with no value before or after it: 2 rows (rows 1, 2)",
            "kaynti.csv extract-malformed-value: `hinta` is not a number, such as 12.5: 2 rows (rows 2, 3)",
            "kaynti.csv extract-malformed-value: `alkoi` is not a day and a time, such as 2023-05-31T08:15:00: 1 row (row 3)",
            "kaynti.csv extract-unknown-code: `kiire` is no code of the list `kiire`: 1 row (row 3)",
            "kaynti.csv extract-unknown-column: a column has no name",
            "kaynti.csv extract-blank-row: rows have separators and nothing else: 2 rows (rows 4, 5)",
        ]
    );
    let (judgement, told) = judged(&[("asiakas.csv", b"tunniste,syntynyt\n"), ("lasku.csv", BILLS)], &Mapping::default());
    assert_eq!(told, ["no-file", "nothing-to-judge", "met", "not-checked"]);
    assert!(judgement.findings.iter().all(|finding| finding.severity == crate::diagnostic::Severity::Warning));
    let (judgement, _) = judged(&[("kaynti.csv", visits)], &Mapping::default());
    let advice: Vec<&str> = judgement.findings.iter().filter_map(|finding| finding.help.as_deref()).collect();
    assert_eq!(
        advice,
        [
            "thousands are not grouped: write 1234.5",
            "there is a day and no time of day: write 2023-05-31T08:15",
            "there are blanks around the code",
            "name it, or take it away: a line may end with separators that hold nothing",
            "take them away; they are left out of everything here",
        ]
    );
}

#[test]
fn a_code_has_to_hold_on_the_day_of_the_specification() {
    let codes = "\n[[codes]]\ncode = \"V\"\nname = \"vanha\"\nvalid_to = 2021-12-31\n[[codes]]\ncode = \"U\"\nname = \"uusi\"\nvalid_from = 2022-01-02\n";
    let at = PROJECT.find("[[codes]]").expect("codes");
    let project = format!("{}{}\n{}{}", &PROJECT[..at], codes, &PROJECT[at..], CASE.trim_start_matches('\n'));
    let (model, report) = resolved(&sources(&project));
    assert!(!report.has_errors(), "{}", report.human(false));
    let visits = b"tunniste,asiakas,alkoi,kiire,syyt\nk1,a1,2023-01-01T08:00,V,x\nk2,a1,2021-01-01T08:00,U,x\nk3,a1,2021-01-01T08:00,1,x\n";
    let told = |day: Option<crate::model::Date>| {
        let specification = specification(&model, &model.use_cases["kaynnit"], day);
        let table = specification.tables.called("kaynti").expect("a table");
        let extract = Extract { file: "kaynti.csv".into(), table, mapping: None, records: Ok(Text::new(visits, b',')) };
        check(&specification, vec![extract]).findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.said())).collect::<Vec<_>>()
    };
    let found = |day, rows| vec![format!("extract-outdated-code: `kiire` is a code of the list `kiire` that does not hold on {day}: {rows}")];
    assert_eq!(told(crate::model::Date::parse("2021-12-31")), found("2021-12-31", "1 row (row 2)"));
    assert_eq!(told(crate::model::Date::parse("2022-12-31")), found("2022-12-31", "1 row (row 1)"));
    // Nothing is released: the newest day of the histories.
    assert_eq!(told(None).len(), 1);
}

#[test]
fn own_figures_stand_beside_the_published_ones() {
    let model = model();
    let own = b"indicator;region;period;value\njono;20;2021;10,02\njono;20;2022;12,9\njono;20;2023;1\njoni;20;2023;1\njono;20;x;1\n";
    let (values, findings) = compare(&model, "omat.csv", None, own);
    let row = |row: u64| Rows { count: 1, first: vec![row], line: row + 1, last: row };
    let told: Vec<(String, Compared)> = values.into_iter().map(|((_, period), told)| (period.to_string(), told)).collect();
    assert_eq!(
        told,
        [
            ("2021".to_owned(), Compared { same: row(1), ..Compared::default() }),
            ("2022".to_owned(), Compared { other: row(2), ..Compared::default() }),
            ("2023".to_owned(), Compared { unpublished: row(3), ..Compared::default() }),
            ("2024".to_owned(), Compared { missing: 1, ..Compared::default() }),
        ]
    );
    let said: Vec<String> = findings.iter().map(super::Finding::said).collect();
    assert_eq!(
        said,
        [
            "the period or the value cannot be read: 1 row (row 5)",
            "the indicator is not known: 1 row (row 4)",
            "`jono` 2022 is not as published: 1 row (row 2)"
        ]
    );
    assert!(Period::parse("2022").is_some());
}
