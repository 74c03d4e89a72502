//! What is withheld is in no output: whatever the number was, every byte is the same.

use std::fmt::Write as _;

use crate::support::folder::{Folder, assert_same};
use crate::support::none;
use crate::support::program::{build, virta};
use crate::support::site::Built;

const HISTORY: &str = "[[history]]\nversion = \"1.0.0\"\ndate = 2021-01-01\nsummary = \"First.\"\n";

/// The models of a snapshot: a country of two areas with two counties each, and sexes.
fn models(folder: &Folder, root: &str) {
    let mut regions = format!("version = \"1.0.0\"\nstatus = \"valid\"\n{HISTORY}[[classifications]]\nid = \"now\"\nname = \"Now\"\n");
    let all = [
        ("SSS", "country", ""),
        ("A", "collaboration-area", "SSS"),
        ("B", "collaboration-area", "SSS"),
        ("01", "county", "A"),
        ("02", "county", "A"),
        ("03", "county", "B"),
        ("04", "county", "B"),
    ];
    for (at, (code, level, parent)) in all.into_iter().enumerate() {
        let parent = if parent.is_empty() { String::new() } else { format!("parent = \"{parent}\"\n") };
        let _ = write!(
            regions,
            "[[regions]]\ncode = \"{code}\"\nclassification = \"now\"\nlevel = \"{level}\"\nname = \"Region {code}\"\nshort_name = \"R {code}\"\nslug = \"r-{}\"\ntile = [{at}, 1]\n{parent}",
            code.to_lowercase()
        );
    }
    folder.write(&format!("{root}models/regions.toml"), regions);
    folder.write(
        &format!("{root}models/code-lists/sex.toml"),
        format!("name = \"Sex\"\nversion = \"1.0.0\"\nstatus = \"valid\"\n{HISTORY}[[codes]]\ncode = \"m\"\nname = \"Men\"\n[[codes]]\ncode = \"w\"\nname = \"Women\"\n"),
    );
}

/// A snapshot with an indicator of an id, whose table is given.
fn snapshot(folder: &Folder, root: &str, id: &str, renamed: &str, table: &str) {
    models(folder, root);
    folder.write(
        &format!("{root}content/index.md"),
        format!("+++\ntitle = \"Home\"\n+++\n\n![Ranking](chart:ranking?indicator={id}&period=latest)\n\n![Trend](chart:trend?indicator={id}&regions=01,02,SSS)\n\n![Women](chart:trend?indicator={id}&regions=01&sex=w)\n"),
    );
    folder.write(
        &format!("{root}content/indicators/{id}/index.md"),
        format!(
            "+++\nname = \"Falls\"\nversion = \"1.0.0\"\nstatus = \"valid\"\nunit = \"percent\"\ndecimals = 1\npolarity = \"lower-is-better\"\ninterval = \"source\"\ndimensions = [\"sex\"]\n{renamed}{HISTORY}+++\n\nHow to read it.\n"
        ),
    );
    folder.write(&format!("{root}content/indicators/{id}/data.csv"), table);
}

/// The table: a value for each year, county and sex; `secret` is the row of county 01 and women in 2021, `also` that of men.
fn table(secret: &str, also: &str) -> String {
    let mut csv = "region,period,sex,value,numerator,denominator,lower,upper,status,note\n".to_owned();
    for year in 2016..2023 {
        for (region, times) in [("SSS", 8), ("A", 4), ("B", 4), ("01", 2), ("02", 2), ("03", 2), ("04", 2)] {
            for (sex, share) in [("", 2), ("m", 1), ("w", 1)] {
                let row = match (region, year, sex) {
                    ("01", 2021, "w") => secret.to_owned(),
                    ("01", 2021, "m") | ("02", 2021, "m" | "w") => also.to_owned(),
                    _ => {
                        let (count, of) = (20 * times * share + (year - 2016) * times * share, 200 * times * share);
                        let value = f64::from(count) / f64::from(of) * 100.0;
                        format!("{value},{count},{of},{},{},A,", value - 2.0, value + 2.0)
                    }
                };
                let _ = writeln!(csv, "{region},{year},{sex},{row}");
            }
        }
    }
    csv
}

const HIDDEN: &str = ",,,,,Q,";

/// Builds a site whose first release tells of `secret`, which the second and the working tree withhold under another id.
fn site(name: &str, secret: &str) -> (Folder, Built) {
    let folder = Folder::new(name);
    let release = |id: &str, date: &str| {
        format!("[[releases]]\nid = \"{id}\"\ndate = {date}\nstatus = \"released\"\nsource = {{ path = \"releases/{id}\" }}\nformat = 1\n")
    };
    folder.write(
        "site.toml",
        format!(
            "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\", \"sv\", \"en\"]\n{}{}",
            release("r1", "2022-01-01"),
            release("r2", "2023-01-01")
        ),
    );
    let whole = "10,40,400,8,12,A,";
    snapshot(&folder, "releases/r1/", "falls-then", "", &table(secret, whole));
    snapshot(&folder, "releases/r2/", "falls", "renamed_from = [\"falls-then\"]\n", &table(HIDDEN, HIDDEN));
    snapshot(&folder, "", "falls", "renamed_from = [\"falls-then\"]\n", &table(HIDDEN, HIDDEN));
    let output = folder.join("output");
    let (built, run) = Built::of(folder.path(), &output, &[]);
    assert!(!run.stderr.contains("small-count") && !run.stderr.contains("given-away"), "{}", run.stderr);
    (folder, built)
}

#[test]
fn a_number_that_a_later_release_withholds_changes_no_byte_of_any_output() {
    let (_first, first) = site("withheld", "10.0625,161,1600,9.0625,11.0625,A,a remark that was taken back");
    assert!(first.files.contains("julkaisut/r1/sivusto/mittarit/falls-then/data.csv"), "the first release is published");
    let others = [
        ("another value", "17.5,161,1600,9.0625,18.0625,A,a remark that was taken back"),
        ("another numerator and denominator", "10.0625,77,765,9.0625,11.0625,A,a remark that was taken back"),
        ("another interval", "10.0625,161,1600,1.5,61.0625,A,a remark that was taken back"),
        ("another status and remark", "10.0625,161,1600,9.0625,11.0625,P,"),
        ("a small count, which stops no build", "10,3,30,8,12,U,small"),
        ("nothing, which is withheld too", ",,,,,Q,"),
        ("a zero", "0,0,1600,0,1,A,a remark"),
    ];
    for (what, secret) in others {
        let (_other, other) = site("withheld", secret);
        assert_same(what, &first.root, &other.root);
    }
    let telling = ["10.0625", "10,0625", "161", "9.0625", "9,0625", "11.0625", "11,0625", "taken back"];
    let told = first.files.iter().flat_map(|path| {
        let bytes = first.bytes(path);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        telling
            .iter()
            .filter(move |word| !path.ends_with(".json") && !path.starts_with("assets/") && text.contains(**word))
            .map(move |word| format!("{path}: {word}"))
    });
    none("withheld figures that are told", told.filter(|told| !told.contains("catalog") && !told.contains("sitemap")));
}

#[test]
fn a_number_that_the_first_release_alone_gives_away_stops_the_build() {
    let folder = Folder::new("withheld");
    let settings = "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\"]\n[[releases]]\nid = \"r1\"\ndate = 2022-01-01\nstatus = \"released\"\nsource = { path = \"releases/r1\" }\nformat = 1\n";
    folder.write("site.toml", settings);
    // The working tree hides women and leaves the total and the men out, which the release still shows.
    let rows = "region,period,sex,value,numerator,denominator,status\n";
    snapshot(&folder, "releases/r1/", "falls", "", &format!("{rows}01,2021,,10,40,400,A\n01,2021,m,10,20,200,A\n01,2021,w,10,20,200,A\n"));
    snapshot(&folder, "", "falls", "", &format!("{rows}01,2021,w,,,,Q\n"));
    let run = build(folder.path(), &folder.join("output"), &[]).ends_with(1);
    assert!(
        run.stderr.contains(
            "error[hidden-count-given-away]: the hidden count of `01` in 2021 and `w` is given away\n --> release r1: content/indicators/falls/data.csv:4:"
        ),
        "{}",
        run.stderr
    );
    // Hidden besides in the newest one, it is withheld in all.
    snapshot(&folder, "", "falls", "", &format!("{rows}01,2021,w,,,,Q\n01,2021,m,,,,Q\n"));
    build(folder.path(), &folder.join("output"), &[]).succeeds();
}

#[test]
fn the_hash_of_a_file_that_holds_a_withheld_number_is_not_published() {
    let folder = Folder::new("withheld");
    folder.write("site.toml", "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\"]\n");
    let rows = "region,period,sex,value,numerator,denominator,status\n";
    snapshot(&folder, "", "falls", "", &format!("{rows}01,2021,,10,40,400,A\n02,2021,,10,40,400,A\n"));
    virta(folder.path(), ["release", "r1", "--date", "2022-01-01"]).succeeds();
    let published = |folder: &Folder| {
        build(folder.path(), &folder.join("output"), &[]).succeeds();
        folder.join("output/julkaisut/r1/manifest.json").exists()
    };
    assert!(published(&folder), "a release has a manifest");
    snapshot(&folder, "", "falls", "", &format!("{rows}01,2021,,,,,Q\n02,2021,,10,40,400,A\n"));
    assert!(!published(&folder), "and would have told the hash of its values");
    virta(folder.path(), ["verify".as_ref(), folder.join("output").as_os_str()]).succeeds();
}
