//! A site in which every cell is missing, each for another reason, and one in which each kind of value is there: with scripts
//! off, every page says what is known and why the rest is not; and planted small counts are found in every kind of place.

use std::fmt::Write as _;

use crate::support::folder::Folder;
use crate::support::none;
use crate::support::page::{broken_links, look};
use crate::support::program::virta;
use crate::support::site::{Built, repository};

const HISTORY: &str = "version = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2026-01-01\nsummary = \"First.\"\n";

/// A reason for each county, with the words of a page; the last county has no row at all.
const REASONS: [(&str, &str); 10] = [
    ("L", "not collected"),
    ("M", "cannot exist"),
    ("Q", "suppressed"),
    ("K", "included in another figure"),
    ("H", "no figure (holiday)"),
    ("J", "not required"),
    ("N", "not significant"),
    ("O", "missing"),
    ("S", "no figure (exceptional situation)"),
    ("", "not given"),
];

/// A site of a country, two areas and a county for each reason.
fn site(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("site.toml", "title = \"Reasons\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n");
    folder.write("content/index.md", "+++\ntitle = \"Home\"\n+++\n\n![Map](chart:tile-map?indicator=waits)\n\n![Ranking](chart:ranking?indicator=waits)\n\n![Trend](chart:trend?indicator=waits&regions=C0,C1)\n\n![Profile](chart:profile?regions=C2)\n");
    let mut regions = format!("{HISTORY}[[classifications]]\nid = \"now\"\nname = \"Now\"\n");
    let mut region = |code: &str, level: &str, more: &str| {
        let slug = code.to_lowercase();
        let _ = writeln!(
            regions,
            "[[regions]]\ncode = \"{code}\"\nclassification = \"now\"\nlevel = \"{level}\"\nname = \"Region {code}\"\nshort_name = \"R {code}\"\nslug = \"{slug}\"\n{more}"
        );
    };
    region("SSS", "country", "");
    region("A", "collaboration-area", "parent = \"SSS\"");
    region("B", "collaboration-area", "parent = \"SSS\"");
    for at in 0..REASONS.len() {
        region(&format!("C{at}"), "county", &format!("parent = \"{}\"\ntile = [{}, {}]", if at < 5 { "A" } else { "B" }, at % 4, at / 4));
    }
    folder.write("models/regions.toml", regions);
    folder.write(
        "models/code-lists/sex.toml",
        format!("name = \"Sex\"\n{HISTORY}[[codes]]\ncode = \"m\"\nname = \"Men\"\n[[codes]]\ncode = \"w\"\nname = \"Women\"\n"),
    );
    folder
}

fn indicator(folder: &Folder, root: &str, id: &str, unit: &str, file: &str, table: &str) {
    let dimensions = if table.contains("sex") { "dimensions = [\"sex\"]\n" } else { "" };
    folder.write(
        &format!("{root}content/indicators/{id}/index.md"),
        format!("+++\nname = \"{id}\"\nunit = \"{unit}\"\ndecimals = 1\npolarity = \"lower-is-better\"\n{dimensions}{HISTORY}+++\n\nHow to read it.\n"),
    );
    folder.write(&format!("{root}content/indicators/{id}/{file}"), table);
}

/// The text of a page's main part without its pictures.
fn told(built: &Built, path: &str) -> String {
    let html = built.text(path);
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or("", |(main, _)| main);
    let without_pictures: String = main.split("<svg").map(|part| part.split_once("</svg>").map_or(part, |(_, after)| after)).collect();
    let mut text = String::new();
    for part in without_pictures.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn where_every_cell_is_missing_for_another_reason_each_page_says_why() {
    let folder = site("reasons");
    let mut table = "region,period,value,status\nSSS,2023,,Q\nA,2023,,L\nB,2023,,M\n".to_owned();
    for (at, (status, _)) in REASONS.iter().enumerate().filter(|(_, (status, _))| !status.is_empty()) {
        let _ = writeln!(table, "C{at},2023,,{status}");
    }
    indicator(&folder, "", "waits", "percent", "data.csv", &table);
    indicator(&folder, "", "no-values", "percent", "data.csv", "region,period,value\n");
    let (built, _) = Built::of(folder.path(), &folder.join("output"), &[]);
    let mut silent = Vec::new();
    let mut says = |path: &str, words: &str| {
        if !told(&built, path).contains(words) {
            silent.push(format!("{path}: `{words}`"));
        }
    };
    for (at, (_, words)) in REASONS.iter().enumerate() {
        says("indicators/waits/index.html", words);
        says("index.html", words);
        says(&format!("regions/c{at}/index.html"), words);
        for (other, (_, others)) in REASONS.iter().enumerate().skip(at + 1) {
            let pair = format!("comparison/c{at}/c{other}/index.html");
            says(&pair, words);
            says(&pair, others);
            says(&pair, "not compared");
        }
    }
    // What is known stands all the same: what the indicator is, and how it is compared.
    for words in ["How to read it.", "per cent", "There are no values to compare"] {
        says("indicators/waits/index.html", words);
    }
    says("indicators/waits/index.html", "suppressed");
    says("indicators/no-values/index.html", "not given");
    none("reasons that are not told", silent);
    let pages = look(&built);
    none("links that lead nowhere", broken_links(&built, &pages, false));
    let published = built.text("indicators/waits/data.csv");
    assert!(!published.contains(",0") && published.lines().count() == 13, "no missing value becomes a number:\n{published}");
    for (path, kind) in [("ranking", "ranking"), ("tile-map", "tile map"), ("trend", "trend")] {
        let path = format!("indicators/waits/{path}.svg");
        assert!(!built.files.contains(&path) || !built.text(&path).contains("NaN"), "the {kind} shows a number that is none");
    }
}

#[test]
fn each_kind_of_value_is_told_from_the_others() {
    let folder = site("kinds");
    let rows = [
        ("C0", "12.5", ""),
        ("C1", "13", "P"),
        ("C2", "11", "B"),
        ("C3", "14", "U"),
        ("C4", "0", ""),
        ("C5", "<0.05", ""),
        ("C6", "9", "E"),
        ("C7", "", "Q"),
        ("C8", "10", "D"),
    ];
    let table = rows
        .iter()
        .fold("region,period,value,status,note\nSSS,2023,12,,\n".to_owned(), |all, (code, value, status)| all + &format!("{code},2023,{value},{status},\n"));
    indicator(&folder, "", "waits", "percent", "data.csv", &table);
    let (built, _) = Built::of(folder.path(), &folder.join("output"), &[]);
    let mut silent = Vec::new();
    let kinds = [
        ("c0", "12.5"),
        ("c1", "provisional"),
        ("c2", "breaks"),
        ("c3", "low reliability"),
        ("c4", "0.0"),
        ("c5", "0.05"),
        ("c6", "estimate"),
        ("c7", "suppressed"),
        ("c8", "the definition differs"),
        ("c9", "not given"),
    ];
    let all = told(&built, "indicators/waits/index.html").to_lowercase();
    for (slug, words) in kinds {
        let own = told(&built, &format!("regions/{slug}/index.html")).to_lowercase();
        silent.extend(
            [(slug, &own), ("the indicator", &all)].into_iter().filter(|(_, page)| !page.contains(words)).map(|(page, _)| format!("{page}: `{words}`")),
        );
    }
    none("kinds of values that are not told", silent);
    let published = built.text("indicators/waits/data.csv");
    assert!(published.contains("C5,2023,<0.05,") && published.contains("C4,2023,0,") && published.contains("C7,2023,,"), "{published}");
}

#[test]
fn planted_small_counts_are_found_in_ten_kinds_of_place_and_none_in_the_sites_own_content() {
    let parts = "C0,2023,,40,\nC0,2023,m,,Q\n";
    let places: [(&str, &str, &str, &str, &str); 12] = [
        ("a value", "count", "data.csv", "region,period,value\nC0,2023,3\n", "small-count"),
        ("a numerator", "percent", "data.csv", "region,period,value,numerator,denominator\nC0,2023,10,4,40\n", "small-count"),
        ("a denominator", "percent", "data.csv", "region,period,value,numerator,denominator\nC0,2023,0,0,3\n", "small-count"),
        ("behind a rate", "percent", "data.csv", "region,period,value,denominator\nC0,2023,0.3,1000\n", "small-count"),
        ("a cell of a dimension", "count", "data.csv", "region,period,sex,value\nC0,2023,,40\nC0,2023,m,2\n", "small-count"),
        ("the total of a row", "count", "data.csv", &format!("region,period,sex,value,status\n{parts}C0,2023,w,37,\n"), "hidden-count-given-away"),
        (
            "both ways of a table",
            "count",
            "data.csv",
            "region,period,sex,value,status\nA,2023,,50,\nA,2023,m,,L\nA,2023,w,,L\nC0,2023,,,Q\nC1,2023,,10,\nC2,2023,,10,\nC3,2023,,10,\nC4,2023,,17,\n",
            "hidden-count-given-away",
        ),
        ("the sum of the country", "count", "data.csv", "region,period,value,status\nSSS,2023,100,\nA,2023,97,\nB,2023,,Q\n", "hidden-count-given-away"),
        (
            "a dataset in JSON",
            "count",
            "data.json",
            r#"{"version":"2.0","class":"dataset","id":["region","period"],"size":[1,1],"dimension":{"region":{"category":{"index":["C0"]}},"period":{"category":{"index":["2023"]}}},"value":[3]}"#,
            "small-count",
        ),
        ("a figure beside a suppressed one", "count", "data.csv", "region,period,value,status\nC0,2023,3,Q\n", "value-beside-suppressed"),
        ("a provisional value of a month", "count", "data.csv", "region,period,value,status\nC0,2023-05,2,P\n", "small-count"),
        ("a frozen release", "count", "data.csv", "region,period,value\nC0,2023,3\n", "small-count"),
    ];
    let mut unseen = Vec::new();
    for (at, (place, unit, file, table, rule)) in places.into_iter().enumerate() {
        let folder = site("planted");
        folder.write("content/index.md", "+++\ntitle = \"Home\"\n+++\n");
        let is_frozen = place == "a frozen release";
        if is_frozen {
            for path in ["content/index.md", "models/regions.toml", "models/code-lists/sex.toml"] {
                let text = folder.text(path);
                folder.write(&format!("releases/2022.1/{path}"), text);
            }
            let settings = folder.text("site.toml");
            folder.write(
                "site.toml",
                format!("{settings}[[releases]]\nid = \"2022.1\"\ndate = 2026-02-01\nstatus = \"released\"\nsource = {{ path = \"releases/2022.1\" }}\n"),
            );
        }
        let root = if is_frozen { "releases/2022.1/" } else { "" };
        indicator(&folder, root, "falls", unit, file, table);
        let run = virta(folder.path(), ["build", "--output", &folder.join(&format!("out-{at}")).to_string_lossy()]);
        let finding = format!("error[{rule}]");
        if run.code != Some(1) || !run.stderr.contains(&finding) || !run.stderr.contains("indicators/falls/data.") || folder.join(&format!("out-{at}")).exists()
        {
            unseen.push(format!("{place}: exit status {:?}\n{}", run.code, run.stderr));
        }
    }
    none("small counts that were not found", unseen);
    let own = virta(repository(), ["check"]).succeeds();
    let alarms = ["small-count", "hidden-count-given-away", "value-beside-suppressed"].into_iter().filter(|rule| own.stderr.contains(rule));
    none("false alarms", alarms);
}
