//! Real tables in the source form: whole pages, or errors that say what to do.
//!
//! The tables are those of `../shared/data`; where that folder is absent, the tests say so and do nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::support::folder::{Folder, paths_ending};
use crate::support::page::{broken_links, look};
use crate::support::program::virta;
use crate::support::site::{Built, repository};
use crate::support::{none, say_aloud};

/// A folder of real data, if it is there.
fn data(name: &str) -> Option<PathBuf> {
    let folder = repository().join("../shared/data").join(name);
    if !folder.is_dir() {
        say_aloud(&format!("SKIPPED: {} is not there, so its tables are not tried", folder.display()));
        return None;
    }
    Some(folder)
}

const HISTORY: &str = "version = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2026-01-01\nsummary = \"First.\"\n";

/// A site that is put together from tables.
struct Made {
    folder: Folder,
    /// Names of regions, by code.
    regions: BTreeMap<String, String>,
    /// Regions that are no counties, with their levels.
    levels: BTreeMap<String, &'static str>,
    /// Names of codes, by list: the place of a name is its code.
    lists: BTreeMap<String, Vec<String>>,
    indicators: BTreeSet<String>,
}

impl Made {
    fn new() -> Self {
        let folder = Folder::new("tables");
        folder.write("site.toml", "title = \"Tables\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n");
        folder.write("content/index.md", "+++\ntitle = \"Home\"\n+++\n");
        Self { folder, regions: BTreeMap::new(), levels: BTreeMap::new(), lists: BTreeMap::new(), indicators: BTreeSet::new() }
    }

    /// The code of a name in a list; the total where there is none.
    fn code(&mut self, list: &str, name: &str) -> String {
        if name.is_empty() {
            return String::new();
        }
        let names = self.lists.entry(list.to_owned()).or_default();
        let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        format!("c{at}")
    }

    fn indicator(&mut self, id: &str, unit: &str, decimals: u8, dimensions: &[String], file: &str, table: &[u8]) {
        let head =
            format!("+++\nname = {}\nunit = \"{unit}\"\ndecimals = {decimals}\npolarity = \"none\"\ndimensions = {dimensions:?}\n{HISTORY}+++\n", quoted(id));
        self.folder.write(&format!("content/indicators/{id}/index.md"), head);
        self.folder.write(&format!("content/indicators/{id}/{file}"), table);
        self.indicators.insert(id.to_owned());
    }

    /// Writes the models that the tables need.
    fn models(&self) {
        let mut regions = format!("{HISTORY}[[classifications]]\nid = \"now\"\nname = \"Now\"\n");
        for (at, (code, name)) in self.regions.iter().enumerate() {
            let level = self.levels.get(code).copied().unwrap_or(if code == "SSS" { "country" } else { "county" });
            let (name, slug) = (quoted(name), format!("region-{at}"));
            let _ = write!(
                regions,
                "[[regions]]\ncode = \"{code}\"\nclassification = \"now\"\nlevel = \"{level}\"\nname = {name}\nshort_name = {name}\nslug = \"{slug}\"\n"
            );
        }
        self.folder.write("models/regions.toml", regions);
        for (list, names) in &self.lists {
            let codes = names.iter().enumerate().fold(String::new(), |all, (at, name)| format!("{all}[[codes]]\ncode = \"c{at}\"\nname = {}\n", quoted(name)));
            self.folder.write(&format!("models/code-lists/{list}.toml"), format!("name = {}\n{HISTORY}{codes}", quoted(list)));
        }
    }

    /// Checks the site: every finding has a rule, a place in one of the tables and a help; gives the indicators that have errors.
    fn faulty(&self, known: &[&str]) -> BTreeSet<String> {
        self.models();
        let run = virta(self.folder.path(), ["check"]);
        assert!(matches!(run.code, Some(0 | 1)) && !run.stderr.contains("panicked"), "exit status {:?}\n{}", run.code, run.stderr);
        let mut faulty = BTreeSet::new();
        let lines: Vec<&str> = run.stderr.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with("error[")) {
            let rule = pair[0].trim_start_matches("error[").split(']').next().unwrap_or_default();
            let place = pair[1].trim_start_matches(" --> content/indicators/").split('/').next().unwrap_or_default();
            assert!(self.indicators.contains(place) && known.contains(&rule), "an error that is not clear:\n{}\n{}", pair[0], pair[1]);
            faulty.insert(place.to_owned());
        }
        faulty
    }

    /// Builds the site without some indicators: each of the others has a whole page.
    #[track_caller]
    fn publishes(&self, without: &BTreeSet<String>) -> Built {
        for id in without {
            std::fs::remove_dir_all(self.folder.join(&format!("content/indicators/{id}"))).expect("the indicator is there");
        }
        let (built, _) = Built::of(self.folder.path(), &self.folder.join("output"), &[]);
        let missing = self.indicators.difference(without).filter(|id| !built.files.contains(&format!("indicators/{id}/index.html")));
        none("indicators without a page", missing);
        let pages = look(&built);
        none("links that lead nowhere", broken_links(&built, &pages, false));
        built
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r', '\t'], " "))
}

/// The records of a table with its header.
fn records(path: &Path, separator: u8) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = std::fs::read(path).expect("the table can be read");
    let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut all = reader.records().map(|record| record.expect("a record").iter().map(|cell| cell.trim().to_owned()).collect::<Vec<String>>());
    let header = all.next().unwrap_or_default();
    (header, all.collect())
}

fn slug(text: &str) -> String {
    let text: String = text.to_lowercase().chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    format!("by-{}", text.trim_matches('-'))
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[test]
fn weekly_purchases_of_medicines_are_published_and_reported_as_they_come() {
    let Some(folder) = data("ind-kela-atc-hva") else { return };
    let (header, rows) = records(&folder.join("hva_2026_atc0-1_rev-2026-07-01.csv"), b';');
    let at = |name: &str| header.iter().position(|known| known == name).expect("the column is there");
    let [year, week, cost, people, code, text, region, name] =
        ["VUOSI", "VIIKKO", "VAR_KUSTANNUS", "VAR_N_HENKILOT", "ATC_KOODI", "ATC_SELITE_FI", "ALUEKOODI", "ALUENIMI_FI"].map(at);
    let mut made = Made::new();
    let (mut persons, mut costs) = ("region;period;by-atc;value\n".to_owned(), "region;period;by-atc;value\n".to_owned());
    for row in &rows {
        let area = if row[region] == "99" { "SSS".to_owned() } else { format!("{:0>2}", row[region]) };
        made.regions.insert(area.clone(), row[name].clone());
        let class = if row[code].is_empty() { String::new() } else { made.code("by-atc", &row[text]) };
        let _ = writeln!(persons, "{area};{}-W{:0>2};{class};{}", row[year], row[week], row[people]);
        let _ = writeln!(costs, "{area};{}-W{:0>2};{class};{}", row[year], row[week], row[cost]);
    }
    let dimensions = ["by-atc".to_owned()];
    made.indicator("buyers", "count", 0, &dimensions, "data.csv", persons.as_bytes());
    made.indicator("costs", "euro", 0, &dimensions, "data.csv", costs.as_bytes());
    made.indicator("as-published", "count", 0, &[], "data.csv", &std::fs::read(folder.join("data_viikko_2023.orig.csv")).expect("the table is there"));
    let faulty = made.faulty(&["missing-column", "unknown-column", "further-findings"]);
    assert_eq!(faulty.into_iter().collect::<Vec<_>>(), ["as-published"]);
    let built = made.publishes(&["as-published".to_owned()].into());
    let published = built.text("indicators/buyers/data.csv");
    assert_eq!(published.lines().count(), rows.len() + 1, "every row is published");
}

#[test]
fn answers_of_sotkanet_are_published() {
    let Some(folder) = data("ind-sotkanet-meta") else { return };
    let names: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("SotkaRegions.json")).expect("the regions are there")).expect("JSON");
    let names: BTreeMap<String, (String, &str)> = names
        .as_array()
        .into_iter()
        .flatten()
        .map(|region| {
            let level = match region["category"].as_str() {
                Some("MAA") => "country",
                Some("ERVA") => "collaboration-area",
                Some("MAAKUNTA") => "county",
                _ => "other",
            };
            (region["id"].to_string(), (region["title"]["fi"].as_str().unwrap_or_default().to_owned(), level))
        })
        .collect();
    let (_, rows) = records(&folder.join("SotkaIndicatorData.csv"), b';');
    let mut made = Made::new();
    let mut table = "region;period;by-gender;value\n".to_owned();
    for row in rows.iter().filter(|row| row.len() > 4) {
        let code = format!("sotka-{}", row[1]);
        let (name, level) = names.get(&row[1]).cloned().unwrap_or_else(|| (row[1].clone(), "other"));
        made.regions.insert(code.clone(), name);
        made.levels.insert(code.clone(), level);
        let gender = if row[3] == "total" { String::new() } else { made.code("by-gender", &row[3]) };
        let _ = writeln!(table, "{code};{};{gender};{}", row[2], row[4]);
    }
    made.code("by-gender", "male");
    made.indicator("population", "count", 0, &["by-gender".to_owned()], "data.csv", table.as_bytes());
    for name in ["SotkaSources.json", "SotkaIndicatorData.json", "SotkaIndicatorData.csv"] {
        let file = if name.ends_with("json") { "data.json" } else { "data.csv" };
        let id = slug(name);
        made.indicator(&id, "count", 0, &[], file, &std::fs::read(folder.join(name)).expect("the answer is there"));
    }
    let faulty = made.faulty(&["missing-column", "unknown-column", "malformed-json", "malformed-json-stat"]);
    assert_eq!(faulty.iter().map(String::as_str).collect::<Vec<_>>(), ["by-sotkaindicatordata-csv", "by-sotkaindicatordata-json", "by-sotkasources-json"]);
    made.publishes(&faulty);
}

/// The status that an office's words mean.
fn status(words: &str, is_empty: bool) -> &'static str {
    match words {
        _ if is_empty => "O",
        "Definition differs" => "D",
        "Estimated value" => "E",
        "Provisional value" => "P",
        "Time series break" => "B",
        "Low reliability" => "U",
        _ => "A",
    }
}

/// A financial year, or some years, by the first of them.
fn year(text: &str) -> &str {
    match text.split_once(['/', '-']) {
        Some((first, last)) if first.len() == 4 && last.len() == 2 => first,
        _ => text,
    }
}

/// Brings the tables of an Open SDG repository into the source form: regions by their codes, where they have such, and a code list
/// for each other column that breaks down.
fn open_sdg(folder: &Path) -> Made {
    const TOLD: [&str; 8] = ["Year", "Value", "Observation status", "Unit multiplier", "GeoCode", "Country", "Region", "Local authority"];
    let mut made = Made::new();
    made.regions.insert("SSS".to_owned(), "Whole country".to_owned());
    for path in paths_ending(&folder.join("data"), ".csv") {
        let (header, rows) = records(&folder.join("data").join(&path), b',');
        let at = |name: &str| header.iter().position(|known| known == name);
        let (Some(when), Some(value)) = (at("Year"), at("Value")) else { continue };
        let is_one = |column: usize| rows.iter().all(|row| row.get(column) == rows[0].get(column));
        let breaks = |column: &usize| !header[*column].is_empty() && !TOLD.contains(&header[*column].as_str()) && !is_one(*column);
        let broken: Vec<usize> = (0..header.len()).filter(breaks).collect();
        let dimensions: Vec<String> = broken.iter().map(|column| slug(&header[*column])).collect();
        let mut table = format!("region,period,value,status{}\n", dimensions.iter().fold(String::new(), |all, dimension| format!("{all},{dimension}")));
        for row in rows.iter().filter(|row| row.len() == header.len()) {
            let named = ["Local authority", "Region", "Country"].into_iter().find_map(|name| Some(row[at(name)?].as_str()).filter(|name| !name.is_empty()));
            let code = at("GeoCode").map(|column| row[column].clone()).filter(|code| !code.is_empty());
            let region = match (code, named) {
                (Some(code), name) => {
                    made.regions.entry(code.clone()).or_insert_with(|| name.unwrap_or(&code).to_owned());
                    code
                }
                (None, Some(name)) => {
                    let code = slug(name);
                    made.regions.insert(code.clone(), name.to_owned());
                    code
                }
                (None, None) => "SSS".to_owned(),
            };
            made.levels.insert(
                region.clone(),
                if region == "SSS" {
                    "country"
                } else if region.starts_with("E12") {
                    "county"
                } else {
                    "other"
                },
            );
            let said = at("Observation status").map_or("", |column| &row[column]);
            let _ = write!(table, "{region},{},{},{}", cell(year(&row[when])), cell(&row[value]), status(said, row[value].is_empty()));
            for (column, dimension) in broken.iter().zip(&dimensions) {
                let code = made.code(dimension, &row[*column]);
                let _ = write!(table, ",{code}");
            }
            table.push('\n');
        }
        for dimension in &dimensions {
            made.code(dimension, "Everything");
        }
        let id = path.trim_end_matches(".csv").replace('_', "-").to_lowercase();
        made.indicator(&id, "percent", 1, &dimensions, "data.csv", table.as_bytes());
    }
    made
}

#[test]
fn tables_of_sustainable_development_are_published_or_told_of() {
    let known = ["malformed-period", "malformed-number", "duplicate-value", "duplicate-id", "number-out-of-range", "further-findings"];
    for (name, whole) in [("ind-opensdg-uk", 30), ("ind-opensdg-usa", 200)] {
        let Some(folder) = data(name) else { continue };
        let made = open_sdg(&folder);
        let faulty = made.faulty(&known);
        assert!(made.indicators.len() - faulty.len() >= whole, "{name}: {} of {} indicators cannot be read: {faulty:?}", faulty.len(), made.indicators.len());
        made.publishes(&faulty);
    }
}

/// The categories of a dimension with their names.
fn categories(dataset: &serde_json::Value, dimension: &str) -> BTreeMap<String, String> {
    let category = &dataset["dimension"][dimension]["category"];
    let codes: Vec<String> = match &category["index"] {
        serde_json::Value::Array(codes) => codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect(),
        serde_json::Value::Object(places) => places.keys().cloned().collect(),
        _ => Vec::new(),
    };
    codes.into_iter().map(|code| (code.clone(), category["label"][&code].as_str().unwrap_or(&code).to_owned())).collect()
}

#[test]
fn an_answer_in_json_stat_is_published_as_it_came() {
    let Some(folder) = data("fmt-jsonstat") else { return };
    let bytes = std::fs::read(folder.join("scb_TAB6471_data.json")).expect("the answer is there");
    let dataset: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let mut made = Made::new();
    made.regions = categories(&dataset, "Region");
    made.indicator("population", "count", 0, &["kon".to_owned(), "alder".to_owned()], "data.json", &bytes);
    made.models();
    for (list, dimension) in [("kon", "Kon"), ("alder", "Alder")] {
        let codes = categories(&dataset, dimension)
            .into_iter()
            .filter(|(code, _)| code != "TotSa")
            .fold(String::new(), |all, (code, name)| format!("{all}[[codes]]\ncode = {}\nname = {}\n", quoted(&code), quoted(&name)));
        made.folder.write(&format!("models/code-lists/{list}.toml"), format!("name = {}\n{HISTORY}{codes}", quoted(list)));
    }
    // Fewer than five men of a hundred years live on Gotland. A population is no count of clients, and the indicator says so.
    virta(made.folder.path(), ["check"]).ends_with(1).says("error[small-count]: `09` has a small count in 2026-01 and `100+10` and `1`");
    made.folder.replace("content/indicators/population/index.md", "polarity", "counts = \"other\"\npolarity");
    let run = virta(made.folder.path(), ["check"]).succeeds();
    // The answer has ages, and none of all ages.
    assert!(run.stderr.contains("warning[missing-total]"), "{}", run.stderr);
    let built = made.publishes(&BTreeSet::new());
    let published = built.text("indicators/population/data.csv");
    assert_eq!(published.lines().count(), 21 * 11 * 3 * 4 + 1, "every value is published");
    assert!(published.contains("\n01,2026-01,0-9,total,245284,"), "{}", published.lines().take(3).collect::<Vec<_>>().join("\n"));
}

#[test]
fn tables_that_are_torture_are_told_of() {
    let Some(folder) = data("fmt-csv-spectrum") else { return };
    let mut made = Made::new();
    made.regions.insert("SSS".to_owned(), "Whole country".to_owned());
    for path in paths_ending(&folder.join("csvs"), ".csv") {
        let id = slug(path.trim_end_matches(".csv"));
        made.indicator(&id, "count", 0, &[], "data.csv", &std::fs::read(folder.join("csvs").join(&path)).expect("the table is there"));
    }
    let faulty = made.faulty(&["missing-column", "unknown-column", "not-utf-8", "unclosed-quote"]);
    assert_eq!(faulty, made.indicators);
}

/// A site of three regions and a code list.
fn small() -> Made {
    let mut made = Made::new();
    for (code, name) in [("SSS", "Whole country"), ("01", "Söderåker"), ("UKC-1", "Åland"), ("E12000003", "Yorkshire and The Humber")] {
        made.regions.insert(code.to_owned(), name.to_owned());
    }
    made.code("sex", "Women");
    made.code("sex", "Men");
    made
}

#[test]
fn tables_of_many_dialects_are_published_alike() {
    let mut made = small();
    let wanted = "region,period,value\n01,2023,-1.5\nSSS,2023,1234.5\nUKC-1,2023,0\n";
    for (id, table) in [
        ("plain", wanted.to_owned()),
        ("marked", format!("\u{feff}{wanted}")),
        ("semicolons", wanted.replace(',', ";").replace('.', ",")),
        ("tabs", wanted.replace(',', "\t").replace('.', ",")),
        ("carriage", wanted.replace('\n', "\r\n")),
        ("carriage-only", wanted.replace('\n', "\r")),
        ("quoted", format!("\"{}\"\n", wanted.trim_end().replace(',', "\",\"").replace('\n', "\"\n\""))),
        ("spaced", wanted.replace(',', " , ")),
        ("no-last-line-end", wanted.trim_end().to_owned()),
        ("empty-lines", wanted.replace('\n', "\n\n")),
        ("other-order", "value,note,region,period\n-1.5,,01,2023\n1234.5,,SSS,2023\n0,,UKC-1,2023\n".to_owned()),
        ("exponents", "region,period,value\n01,2023,-15e-1\nSSS,2023,1.2345E+3\nUKC-1,2023,0.0\n".to_owned()),
    ] {
        made.indicator(id, "percent", 1, &[], "data.csv", table.as_bytes());
    }
    assert_eq!(made.faulty(&[]), BTreeSet::new());
    let built = made.publishes(&BTreeSet::new());
    for id in &made.indicators {
        let rows: Vec<String> = built.text(&format!("indicators/{id}/data.csv")).lines().map(|line| line.trim_end_matches(",false").to_owned()).collect();
        let heads: Vec<&str> = rows[0].split(',').collect();
        let at = |name: &str| heads.iter().position(|head| *head == name).expect("the column is there");
        let cells: Vec<String> = rows[1..]
            .iter()
            .map(|row| row.split(',').collect::<Vec<_>>())
            .map(|row| [row[at("region")], row[at("period")], row[at("value")]].join(","))
            .collect();
        assert_eq!(cells, ["01,2023,-1.5", "SSS,2023,1234.5", "UKC-1,2023,0"], "{id}");
    }
}

#[test]
fn tables_in_other_forms_are_told_what_to_change() {
    let cases = [
        ("Region,Period,Value\n01,2023,1\n", "error[unknown-column]: there is no column `Region`", "did you mean `region`?"),
        ("alue;vuosi;arvo\n01;2023;1\n", "error[unknown-column]: there is no column `vuosi`", "did you mean `period`?"),
        ("region,2020,2021\n01,1,2\n", "error[missing-column]: the table has no column `period` and no column `value`", "the first row names the columns"),
        ("Table 1. Falls\n\nregion;period;value\n01;2023;1\n", "error[missing-column]: the table has no column `region`", "the first row names the columns"),
        ("region,period,Sex,value\n01,2023,,1\n", "error[unknown-column]: there is no column `Sex`", "did you mean `sex`?"),
        ("region,period,ikä,value\n01,2023,,1\n", "error[unknown-column]: there is no column `ikä`", "columns are: region, period, value"),
        ("region,period,sex,value\n01,2023,,1\n01,2023,women,1\n", "error[unknown-code]: the code list `sex` has no code `women`", "its code is `c0`"),
        ("region,period,value\n1,2023,1\n", "error[unknown-region]: there is no region `1`", "did you mean `01`?"),
        ("region,period,value\nÅland,2023,1\n", "error[unknown-region]: there is no region `Åland`", "its code is `UKC-1`"),
        ("region,period,value\n01,2018/19,1\n", "error[malformed-period]: `2018/19` is not a period", "such as `2019`"),
        ("region,period,value\n01,2023M05,1\n", "error[malformed-period]: `2023M05` is not a period", "did you mean `2023-05`?"),
        ("region,period,value\n01,-44,1\n", "error[malformed-period]: `-44` is not a period", "write `2023`"),
        ("region,period,value\n01,2023-Q5,1\n", "error[malformed-period]: `2023-Q5` is not a period", "write `2023`"),
        ("region,period,value\n01,2003-05,1\n01,2010,1\n", "warning[mixed-periods]: the table has 2003-05 and 2010", "give each its own indicator"),
        ("region,period,value\n01,2023,1*\n", "error[malformed-number]: `1*` is not a number", "the columns `status` and `note`"),
        ("region,period,value\n01,2023,5%\n", "error[malformed-number]: `5%` is not a number", "the unit is the indicator's"),
        ("region;period;value\n01;2023;1\u{a0}234,5\n", "error[malformed-number]: `1\u{a0}234,5` is not a number", "thousands are not grouped"),
        ("region;period;value\n01;2023;\u{2212}1,5\n", "error[malformed-number]: `\u{2212}1,5` is not a number", "the minus sign is the hyphen"),
        ("region,period,value\n01,2023,1,5\n", "error[cells-do-not-match-header]: the row has 4 cells and the header 3", "a decimal comma splits"),
        ("region,period,value\n01,2023,..\n", "error[malformed-number]: `..` is not a number", "say why with a status"),
        ("region,period,value\n01,2023,\n", "error[missing-status]: there is no value, and no status says why", "statuses that explain an absence"),
        ("region,period,value,status\n01,2023,5,Q\n", "error[value-beside-suppressed]", "take the figure out"),
        ("region,period,value,status\n01,2023,5,q\n", "error[unknown-status]: there is no status `q`", "did you mean `Q`?"),
        ("region,period,value\n01,2023,5\n\nSource: register\n", "error[cells-do-not-match-header]", "an empty cell has its separator too"),
        ("region,period,value\n01,2023,5\n01,2023,6\n", "error[duplicate-value]: `01` has a row for 2023 already", "the first one is on line 2"),
        ("", "error[missing-column]: the table is empty", "the first row names the columns"),
    ];
    let mut made = small();
    for (at, (table, ..)) in cases.iter().enumerate() {
        made.indicator(&format!("case-{at}"), "percent", 1, &["sex".to_owned()], "data.csv", table.as_bytes());
    }
    made.models();
    let said = virta(made.folder.path(), ["check"]).ends_with(1).stderr;
    let findings: Vec<&str> = said.split("\nerror").flat_map(|part| part.split("\nwarning")).collect();
    for (at, (table, message, help)) in cases.iter().enumerate() {
        let message = message.trim_start_matches("error").trim_start_matches("warning");
        let place = format!(" --> content/indicators/case-{at}/data.csv:");
        let is_told = findings.iter().any(|finding| finding.contains(message) && finding.contains(&place) && finding.contains(help));
        assert!(
            is_told,
            "{table:?}: `{message}` with `{help}` is not told:\n{}",
            findings.iter().filter(|finding| finding.contains(&place)).copied().collect::<String>()
        );
    }
}

#[test]
fn empty_cells_quarters_months_and_weeks_are_published_with_their_reasons() {
    let mut made = small();
    let row = |region: &str, period: &str, value: &str, status: &str| format!("{region},{period},{value},{status}\n");
    for (id, frequency, periods) in [
        ("quarters", "quarterly", ["2022-Q4", "2023-Q1", "2023-Q2"]),
        ("months", "monthly", ["2022-12", "2023-01", "2023-02"]),
        ("weeks", "weekly", ["2020-W53", "2021-W01", "2021-W02"]),
        ("old", "irregular", ["0001", "1749", "9999"]),
    ] {
        let mut table = "region,period,value,status\n".to_owned();
        for region in ["SSS", "01", "UKC-1", "E12000003"] {
            for (period, (value, status)) in periods.iter().zip([("1.5", "P"), ("", if region == "01" { "L" } else { "M" }), ("-2", "A")]) {
                table.push_str(&row(region, period, value, status));
            }
        }
        made.indicator(id, "index", 1, &[], "data.csv", table.as_bytes());
        made.folder.replace(&format!("content/indicators/{id}/index.md"), "polarity", &format!("frequency = \"{frequency}\"\npolarity"));
    }
    made.indicator("headers-only", "index", 1, &[], "data.csv", b"region,period,value\n");
    assert_eq!(made.faulty(&[]), BTreeSet::new());
    let built = made.publishes(&BTreeSet::new());
    for (id, newest) in [("quarters", "2023"), ("months", "February 2023"), ("weeks", "2021"), ("old", "9999")] {
        let page = built.text(&format!("indicators/{id}/index.html"));
        assert!(page.contains("-2.0") && page.contains(newest) && page.contains("not collected"), "{id}");
    }
}
