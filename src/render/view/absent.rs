//! Tests of what pages say where values are missing, each for another reason, and of sentences about few values.

use std::fmt::Write as _;

use crate::testing::{page, says};

/// Reasons for a missing value, as the source writes and the pages say them.
const REASONS: [(&str, &str); 9] = [
    ("H", "ei tietoa (vapaapäivä)"),
    ("J", "ei vaadita"),
    ("K", "sisältyy muuhun lukuun"),
    ("L", "ei kerätty"),
    ("M", "ei voi olla"),
    ("N", "ei merkitsevä"),
    ("O", "puuttuu"),
    ("Q", "suojattu"),
    ("S", "ei tietoa (poikkeustilanne)"),
];

/// A site of ten counties, a country and an indicator with these rows.
fn site(rows: &str, settings: &str) -> String {
    let mut regions = String::new();
    for at in 0..=10 {
        let (code, level) = if at == 10 { ("SSS".to_owned(), "country") } else { (format!("{at}"), "county") };
        let _ = write!(
            regions,
            "[[regions]]\ncode = \"{code}\"\nclassification = \"now\"\nlevel = \"{level}\"\nname = \"Alue {code}\"\nshort_name = \"Alue {code}\"\nslug = \"alue-{}\"\n",
            code.to_lowercase()
        );
    }
    format!(
        r#"
//- site.toml
title = "Koe"
base_url = "https://example.org/"
languages = ["fi", "sv", "en"]
//- content/index.md
+++
title = "Koe"
+++
//- models/regions.toml
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2023-01-01
summary = "Alku."
[[classifications]]
id = "now"
name = "Nyt"
{regions}[[groups]]
id = "ryhma"
name = "Ryhmä"
regions = ["0", "1", "2", "3"]
//- models/code-lists/sex.toml
name = "Sukupuoli"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2023-01-01
summary = "Alku."
[[codes]]
code = "m"
name = "miehet"
[[codes]]
code = "n"
name = "naiset"
//- content/indicators/jono/index.md
+++
name = "Jono"
version = "1.0.0"
status = "valid"
unit = "days"
decimals = 1
dimensions = ["sex"]
{settings}
[[history]]
version = "1.0.0"
date = 2023-01-01
summary = "Alku."
+++
//- content/indicators/jono/data.csv
region,period,sex,value,status
{rows}"#
    )
}

/// Every cell missing for another reason; the tenth county has no row at all.
fn absent() -> String {
    let mut rows = String::from("SSS,2022,,,L\nSSS,2022,m,,Q\n");
    for (at, (status, _)) in REASONS.iter().enumerate() {
        let _ = writeln!(rows, "{at},2022,,,{status}\n{at},2022,m,,{status}");
    }
    site(&rows, "polarity = \"lower-is-better\"")
}

#[test]
fn an_indicator_without_any_value_says_why_of_each_region() {
    let project = absent();
    let indicator = page(&project, "mittarit/jono/index.html");
    says(&indicator, &["Jono", "Koko maan arvo", "ei kerätty", "Alueittain"]);
    for (at, (_, word)) in REASONS.iter().enumerate() {
        says(&indicator, &[&format!(">Alue {at}</a></th>"), word]);
    }
    says(&indicator, &[">Alue 9</a></th>", "ei annettu"]);
    assert!(!indicator.contains("NaN") && !indicator.contains(">0,0<"), "a missing value is no number:\n{indicator}");
}

#[test]
fn each_page_says_what_is_known_and_why_the_rest_is_not() {
    let project = absent();
    for (at, (_, word)) in REASONS.iter().enumerate() {
        says(&page(&project, &format!("alueet/alue-{at}/index.html")), &["Jono", word]);
        let summary = page(&project, &format!("alueet/alue-{at}/tiivistelma/index.html"));
        says(&summary, &["arvoja ei voi verrata koko maahan", "Mistä ei ole arvoa", "Jono", word]);
    }
    says(&page(&project, "alueet/alue-9/tiivistelma/index.html"), &["Mistä ei ole arvoa", "Jono", "ei annettu"]);
    let overview = page(&project, "vertailu/kaikki/index.html");
    let reasons: Vec<&str> = REASONS.iter().map(|(_, word)| *word).chain(["ei annettu"]).collect();
    says(&overview, &reasons);
    says(&page(&project, "vertailu/alue-0/alue-7/index.html"), &["Jono", REASONS[0].1, REASONS[7].1, "ei verrata"]);
    says(&page(&project, "mittarit/jono/sex/index.html"), &["miehet", "Alue SSS", "suojattu", REASONS[0].1, REASONS[8].1]);
}

#[test]
fn sentences_hold_with_one_value_with_ties_and_in_each_language() {
    let one = site("3,2022,,4.5,A\n0,2022,,,Q\n", "polarity = \"lower-is-better\"");
    says(&page(&one, "mittarit/jono/index.html"), &["Arvo on vain alueella Alue 3: 4,5"]);
    says(&page(&one, "sv/indikatorer/jono/index.html"), &["Värdet finns bara för området Alue 3: 4,5"]);
    says(&page(&one, "en/indicators/jono/index.html"), &["Only Alue 3 has a value: 4.5"]);
    let mut rows = String::new();
    for (at, value) in [3.0, 1.0, 1.04, 2.0, 3.0, 3.0, 3.0].iter().enumerate() {
        let _ = writeln!(rows, "{at},2022,,{value},A");
    }
    let ties = site(&rows, "polarity = \"lower-is-better\"");
    says(&page(&ties, "mittarit/jono/index.html"), &["Parhaat ovat Alue 1 ja Alue 2, heikoimmat 4 aluetta"]);
    let none = site("SSS,2021,,2,A\nSSS,2022,,3,A\n", "polarity = \"none\"");
    says(&page(&none, "mittarit/jono/index.html"), &["Arvoja, joita voisi verrata, ei ole"]);
}

#[test]
fn a_group_is_told_by_the_median_of_the_others() {
    let rows = "0,2022,,10,A\n1,2022,,1,A\n2,2022,,2,A\n3,2022,,6,A\n4,2022,,9,A\n5,2022,,9,A\n";
    let region = page(&site(rows, "polarity = \"lower-is-better\""), "alueet/alue-0/index.html");
    says(&region, &["Alue 0 ryhmässä Ryhmä", "Muiden mediaani", "Jono", "<b>10,0</b>", "2,0", "+8,0", "4<span class=\"of\"> / 4</span>", "1,0", "6,0"]);
}
