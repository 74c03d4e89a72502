use std::fmt::Write as _;

use crate::resolve::RULES;
use crate::testing::{findings, sources};

/// A country of two areas with three and two counties and a county of its own, sexes, and ages of which one holds two others.
const AROUND: &str = r#"
//- models/regions.toml
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2020-01-01
summary = "First."
[[classifications]]
id = "now"
name = "Now"
[[classifications]]
id = "then"
name = "Then"
valid_to = 2022-12-31
REGIONS
//- models/code-lists/sex.toml
name = "Sex"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2020-01-01
summary = "First."
[[codes]]
code = "m"
name = "Men"
[[codes]]
code = "w"
name = "Women"
[[codes]]
code = "x"
name = "Not known"
//- models/code-lists/age.toml
name = "Age"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2020-01-01
summary = "First."
[[codes]]
code = "young"
name = "Young"
[[codes]]
code = "old"
name = "Old"
[[codes]]
code = "65-74"
name = "65 to 74"
broader = "old"
[[codes]]
code = "75-"
name = "75 and over"
broader = "old"
//- content/indicators/falls/index.md
+++
name = "Falls"
version = "1.0.0"
status = "valid"
unit = "UNIT"
decimals = 1
polarity = "none"
dimensions = ["sex", "age"]
counts = "COUNTS"
[[history]]
version = "1.0.0"
date = 2020-01-01
summary = "First."
+++
//- content/indicators/falls/data.csv
"#;

fn regions() -> String {
    let region = |code: &str, classification: &str, level: &str, more: &str| {
        format!(
            "[[regions]]\ncode = \"{code}\"\nclassification = \"{classification}\"\nlevel = \"{level}\"\nname = \"{code}\"\nshort_name = \"{code}\"\nslug = \"r{}\"\n{more}\n",
            code.to_lowercase()
        )
    };
    let mut all = region("SSS", "now", "country", "");
    for area in ["A", "B"] {
        all += &region(area, "now", "collaboration-area", "parent = \"SSS\"");
    }
    for (county, area) in [("1", "A"), ("2", "A"), ("3", "A"), ("4", "B"), ("5", "B"), ("6", "SSS")] {
        all += &region(county, "now", "county", &format!("parent = \"{area}\""));
    }
    all += &region("J", "now", "joint-authority", "parent = \"A\"");
    all + &region("O", "then", "other", "successors = [\"6\"]") + &region("P", "then", "other", "successors = [\"1\", \"2\"]")
}

/// What the guard finds in a table: rule, line and name of the column, and what gives a hidden cell away.
fn found_by(unit: &str, counts: &str, csv: &str) -> Vec<String> {
    let project = AROUND.replace("REGIONS", &regions()).replace("UNIT", unit).replace("COUNTS", counts) + csv;
    let report = findings(&sources(&project));
    let words = |help: &str| help.split("; hide one more").next().filter(|how| *how != help).map(|how| format!(" {how}")).unwrap_or_default();
    let all = report.diagnostics.iter().filter(|finding| finding.rule != "missing-total");
    let names: Vec<&str> = csv.lines().next().unwrap_or_default().split(',').collect();
    let name = |place: &crate::diagnostic::Place| {
        let before = place.text.as_deref().unwrap_or_default().chars().take(place.column as usize - 1);
        names[before.filter(|sign| *sign == ',').count()]
    };
    all.map(|finding| format!("{} {} {}{}", finding.rule, finding.place.line, name(&finding.place), words(finding.help.as_deref().unwrap_or_default())))
        .collect()
}

#[track_caller]
fn finds(unit: &str, csv: &str, expected: &[&str]) {
    assert_eq!(found_by(unit, "persons", csv), expected, "{csv}");
    assert_eq!(found_by(unit, "other", csv), Vec::<String>::new(), "what counts no people is left alone");
}

#[test]
fn a_small_count_is_found_in_every_column_that_can_show_it() {
    finds("count", "region,period,value\n1,2023,4\n2,2023,5\n3,2023,0\n", &["small-count 2 value"]);
    finds("percent", "region,period,value,numerator,denominator\n1,2023,10,4,40\n2,2023,12.5,5,40\n", &["small-count 2 numerator"]);
    finds("percent", "region,period,value,numerator,denominator\n1,2023,0,0,3\n", &["small-count 2 denominator"]);
    // 0.3 % of 1,000 are three persons; of 10,000 they are thirty; of nobody there are none.
    finds("percent", "region,period,value,denominator\n1,2023,0.3,1000\n2,2023,0.3,10000\n3,2023,0,1000\n", &["small-count 2 value"]);
    finds("per-100000", "region,period,value,denominator,status\n1,2023,1.2,250000,P\n2,2023,2.0,250000,\n", &["small-count 2 value"]);
    // A rate of cells, too, and one that fits no whole number.
    finds("percent", "region,period,sex,value,denominator\n1,2023,,50,100\n1,2023,m,1.2,300\n", &["small-count 3 value"]);
    // The numerator tells that the rate is of more people than it seems.
    finds("percent", "region,period,value,numerator,denominator\n1,2023,0.1,6,4400\n", &[]);
    // Days are no people.
    finds("days", "region,period,value,denominator\n1,2023,0.3,10\n", &[]);
}

#[test]
fn a_total_less_its_other_parts_gives_a_hidden_cell_away() {
    finds(
        "count",
        "region,period,sex,value,status\n1,2023,,40,\n1,2023,m,,Q\n1,2023,w,36,\n",
        &["hidden-count-given-away 3 status it is the total of `sex` less `w`"],
    );
    // Two hidden cells are two unknowns.
    finds("count", "region,period,sex,value,status\n1,2023,,40,\n1,2023,m,,Q\n1,2023,w,,Q\n", &[]);
    // So are a hidden cell and a part that is not told; one that cannot exist is nothing.
    finds("count", "region,period,sex,value,status\n1,2023,,40,\n1,2023,m,,Q\n1,2023,w,30,\n1,2023,x,,L\n", &[]);
    finds(
        "count",
        "region,period,sex,value,status\n1,2023,,40,\n1,2023,m,,Q\n1,2023,w,30,\n1,2023,x,,M\n",
        &["hidden-count-given-away 3 status it is the total of `sex` less `w`"],
    );
    // The whole is hidden and its parts are not.
    finds(
        "count",
        "region,period,sex,value,status\n1,2023,,,Q\n1,2023,m,20,\n1,2023,w,36,\n",
        &["hidden-count-given-away 2 status it is the sum of `m` and `w` of `sex`"],
    );
    // Two hidden cells that count somebody each, and two persons.
    finds(
        "percent",
        "region,period,sex,value,numerator,denominator,status\n1,2023,,7,7,100,\n1,2023,m,,,,Q\n1,2023,w,5,5,50,\n1,2023,x,,,,Q\n",
        &[
            "hidden-count-given-away 3 status it is the total of `sex` less `w` and `x`",
            "hidden-count-given-away 5 status it is the total of `sex` less `m` and `w`",
        ],
    );
}

#[test]
fn codes_below_a_code_add_up_to_it() {
    finds(
        "count",
        "region,period,age,value,status\n1,2023,,100,\n1,2023,young,60,\n1,2023,old,40,\n1,2023,65-74,,Q\n1,2023,75-,30,\n",
        &["hidden-count-given-away 5 status it is `old` of `age` less `75-`"],
    );
    finds(
        "count",
        "region,period,age,value,status\n1,2023,,100,\n1,2023,young,60,\n1,2023,old,,Q\n1,2023,65-74,,Q\n1,2023,75-,30,\n",
        &["hidden-count-given-away 4 status it is the total of `age` less `young`", "hidden-count-given-away 5 status it is `old` of `age` less `75-`"],
    );
}

#[test]
fn areas_and_the_country_less_their_other_counties_give_a_hidden_one_away() {
    let table = |rows: &str| format!("region,period,value,numerator,denominator,status\n{rows}");
    finds(
        "percent",
        &table("A,2023,60,60,100,\n1,2023,50,20,40,\n2,2023,,,,Q\n3,2023,50,30,60,\nJ,2023,50,50,100,\n"),
        &["hidden-count-given-away 4 status it is `A` less `1` and `3`"],
    );
    // Not all parts are given.
    finds("percent", &table("A,2023,60,60,100,\n1,2023,50,20,40,\n2,2023,,,,Q\n"), &[]);
    // The country tells of a hidden area, and that of its county.
    finds(
        "percent",
        &table("SSS,2023,30,100,300,\nA,2023,,,,Q\nB,2023,50,20,40,\n6,2023,50,20,40,\n1,2023,50,25,50,\n2,2023,50,25,50,\n3,2023,,,,Q\n"),
        &["hidden-count-given-away 3 status it is `SSS` less `6` and `B`", "hidden-count-given-away 8 status it is `A` less `1` and `2`"],
    );
    // The country over its counties, where no area is told.
    finds(
        "count",
        "region,period,value,status\nSSS,2023,100,\n1,2023,20,\n2,2023,20,\n3,2023,20,\n4,2023,20,\n5,2023,,Q\n6,2023,10,\n",
        &["hidden-count-given-away 7 status it is `SSS` less `1`, `2`, `3` and 2 others"],
    );
}

#[test]
fn sums_are_followed_through_both_ways_of_a_table() {
    // Four hidden cells of two counties and two sexes hold each other's hands; a fifth row lets go of them.
    let block = "region,period,sex,value,status\nA,2023,,90,\nA,2023,m,40,\nA,2023,w,50,\n1,2023,,30,\n1,2023,m,,Q\n1,2023,w,,Q\n2,2023,,30,\n2,2023,m,,Q\n2,2023,w,,Q\n3,2023,,30,\n3,2023,m,15,\n3,2023,w,15,\n";
    finds("count", block, &[]);
    finds(
        "count",
        &block.replace("2,2023,m,,Q", "2,2023,m,10,"),
        &[
            "hidden-count-given-away 6 status it is `A` less `2` and `3`",
            "hidden-count-given-away 7 status it is `A` less `2` and `3`",
            "hidden-count-given-away 10 status it is the total of `sex` less `m`",
        ],
    );
}

#[test]
fn several_sums_together_give_away_what_none_does_alone() {
    // Areas are hidden, and so are two counties; the country over areas and over counties leaves one number for the third.
    let rows = "region,period,value,status\nSSS,2023,100,\nA,2023,,Q\nB,2023,,Q\n6,2023,10,\n1,2023,20,\n2,2023,20,\n3,2023,10,\n4,2023,,Q\n5,2023,,Q\n";
    finds(
        "count",
        rows,
        &["hidden-count-given-away 3 status it is the sum of `1`, `2` and `3`", "hidden-count-given-away 4 status it is `SSS` less `6` and `A`"],
    );
    let solved = super::solve::solve(
        &[
            super::solve::Sum { whole: 9, parts: vec![0, 1, 2] },
            super::solve::Sum { whole: 8, parts: vec![1, 2, 3] },
            super::solve::Sum { whole: 7, parts: vec![0, 3] },
        ],
        |row| if row > 6 { super::sums::Known::Count(super::count::Range::exactly(40.0)) } else { super::sums::Known::Hidden },
        true,
    );
    assert_eq!(solved.into_iter().collect::<Vec<_>>(), [(0, None), (3, None)]);
}

#[test]
fn a_rate_and_its_denominator_count_in_sums() {
    let table = |rows: &str| format!("region,period,sex,value,denominator,status\n{rows}");
    finds("percent", &table("1,2023,,20,200,\n1,2023,m,,100,Q\n1,2023,w,36,100,\n"), &["hidden-count-given-away 3 status it is the total of `sex` less `w`"]);
    // Rates that are rounded leave more than one count.
    finds("percent", &table("1,2023,,20,20000,\n1,2023,m,,10000,Q\n1,2023,w,36,10000,\n"), &[]);
}

#[test]
fn a_region_that_alone_continues_another_is_its_twin() {
    finds(
        "count",
        "region,period,value,status\n6,2022,,Q\nO,2022,12,\n",
        &["hidden-count-given-away 2 status it is that of `O`, the only region it continues"],
    );
    finds("count", "region,period,value,status\n1,2022,,Q\n2,2022,10,\nP,2022,12,\n", &[]);
}

#[test]
fn sums_that_plainly_do_not_hold_give_nothing_away() {
    let mut csv = "region,period,sex,value,status\n".to_owned();
    for year in 2010..2020 {
        let _ = writeln!(csv, "1,{year},,40,\n1,{year},m,30,\n1,{year},w,30,");
    }
    finds("count", &(csv.clone() + "1,2020,,40,\n1,2020,m,,Q\n1,2020,w,30,\n"), &[]);
    finds(
        "count",
        &(csv.replace(",40,", ",60,") + "1,2020,,40,\n1,2020,m,,Q\n1,2020,w,30,\n"),
        &["hidden-count-given-away 33 status it is the total of `sex` less `w`"],
    );
}

#[test]
fn findings_say_the_cell_and_no_more_than_twenty() {
    let project = AROUND.replace("REGIONS", &regions()).replace("UNIT", "count").replace("COUNTS", "persons");
    let told = findings(&sources(&(project.clone() + "region,period,sex,value,status\n1,2023,,40,\n1,2023,m,,Q\n1,2023,w,37,\n2,2023,,3,P\n"))).human(false);
    assert_eq!(
        told,
        "error[hidden-count-given-away]: the hidden count of `1` in 2023 and `m` is given away\n --> content/indicators/falls/data.csv:3:11\n   3 | 1,2023,m,,Q\n     |           ^\n     \
         = help: it is the total of `sex` less `w`; hide one more cell of that sum with the status `Q`, or leave the sum out\n\
         error[small-count]: `2` has a small count in 2023: the value is fewer than 5 persons\n --> content/indicators/falls/data.csv:5:9\n   5 | 2,2023,,3,P\n     |         ^\n     \
         = help: leave the figures of the row out and give the status `Q`; where no people are counted, the indicator says counts = \"other\"\n"
    );
    let many = (1900..1930).fold("region,period,value\n".to_owned(), |csv, year| csv + &format!("1,{year},2\n"));
    let report = findings(&sources(&(project + &many)));
    assert_eq!(report.diagnostics.len(), 21);
    assert!(report.human(false).contains("the table tells of 10 more counts that must not be known"), "{}", report.human(false));
}

#[test]
fn what_must_not_be_disclosed_stays_an_error_in_a_frozen_release() {
    for rule in RULES.iter().filter(|rule| ["small-count", "hidden-count-given-away", "value-beside-suppressed"].contains(&rule.name)) {
        assert!(rule.stays_an_error, "{}", rule.name);
    }
}
