//! Links and charts of bodies and texts, whole projects in, exact words out.

use std::fmt::Write as _;

use crate::testing::{findings, is_clean, reports, resolved, sources};

/// A site that has one of everything that can be linked.
const SITE: &str = r#"
//- site.toml
title = "Site"
base_url = "https://example.org/"
languages = ["en"]
[[releases]]
id = "2022.1"
date = 2022-06-15
status = "released"
source = { path = "releases/2022.1" }
format = 1
//- models/regions.toml
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[[classifications]]
id = "counties"
name = "Counties"
[[regions]]
code = "01"
classification = "counties"
level = "county"
name = "North"
short_name = "North"
slug = "north"
[[regions]]
code = "20"
classification = "counties"
level = "county"
name = "South"
short_name = "South"
slug = "south"
//- models/code-lists/sex.toml
name = "Sex"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[[codes]]
code = "1"
name = "Men"
[[codes]]
code = "2"
name = "Women"
//- models/concepts/visits.toml
name = "Visits"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[concepts.visit]
name = "visit"
definition = "A [visit](concept:visits/visit) of a [client](#client)"
[concepts.visit.attributes.day]
name = "day"
definition = "The day"
type = "date"
cardinality = "1"
[concepts.client]
name = "client"
definition = "Who visits"
//- content/indicators/waits/index.md
+++
name = "Waits"
version = "1.0.0"
status = "valid"
unit = "percent"
decimals = 1
polarity = "none"
definition = "Waits"
dimensions = ["sex"]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
+++

## How to read it
//- content/indicators/waits/data.csv
region,period,sex,value
01,2022,,5
20,2022,,6
//- content/use-cases/access/index.md
+++
title = "Access"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[[questions]]
id = "how-long"
text = "How long?"
indicators = ["waits"]
+++
//- models/collections/reports.toml
name = "Reports"
description = "Reports"
[fields.budget]
type = "table"
columns = { part = { type = "text" }, sum = { type = "number" } }
[fields.note]
type = "text"
//- content/reports/kara/index.md
+++
title = "Kara"
+++
"#;

fn project(rest: &str) -> String {
    format!("{SITE}{}", rest.trim_start_matches('\n'))
}

fn page(body: &str) -> String {
    project(&format!("//- content/pages/about/index.md\n+++\ntitle = \"About\"\n+++\n{body}\n"))
}

/// The rule, line and column of each finding on a page whose body is this.
fn found(body: &str) -> Vec<String> {
    let report = findings(&sources(&page(body)));
    report.diagnostics.iter().map(|finding| format!("{} {}:{}", finding.rule, finding.place.line, finding.place.column)).collect()
}

#[test]
fn every_form_of_link_is_known() {
    is_clean(&page(
        r"
[visit](concept:visits/visit) [day](concept:visits/visit.day) <indicator:waits> <use-case:access> [q](use-case:access#how-long)
<region:20> <code-list:sex> [men](code-list:sex#1) <model:visits> <release:2022.1> [me](page:about) <page:about> <reports:kara>
<https://example.org/a?b=c#d> <http://example.org> <mail@example.org> [mail](mailto:mail@example.org) [here](#a-heading) [mine](#own)
[how](indicator:waits#how-to-read-it) [by definition][x] [x]

[x]: concept:visits/client

# A heading

## Another {#own}

![r](chart:ranking?indicator=waits&period=latest) ![t](chart:trend?indicator=waits&regions=01,20&sex=1)

- ![s](chart:sparkline?indicator=waits&period=2022&level=county&sex=total)

![b](chart:stacked?collection=reports&id=kara&table=budget)

![d](diagram:visits)
",
    ));
}

#[test]
fn a_link_to_nothing_is_told_with_what_is_near() {
    reports(
        &page(
            r"
Ä [w](indicator:waist) and <regin:20>.

[x]: <concept:visits/vist> (title)

[v][x] [h](#hedaing) [k](reports:kora) [r](release:2022.2)

## Heading
",
        ),
        r"
error[unknown-indicator]: there is no indicator `waist`
 --> content/pages/about/index.md:5:7
   5 | Ä [w](indicator:waist) and <regin:20>.
     |       ^^^^^^^^^^^^^^^
     = help: did you mean `waits`?
error[unknown-scheme]: there is no scheme or collection `regin`
 --> content/pages/about/index.md:5:29
   5 | Ä [w](indicator:waist) and <regin:20>.
     |                             ^^^^^^^^
     = help: did you mean `region`?
error[unknown-concept]: the model `visits` has no concept `vist`
 --> content/pages/about/index.md:7:7
   7 | [x]: <concept:visits/vist> (title)
     |       ^^^^^^^^^^^^^^^^^^^
     = help: did you mean `visit`?
error[unknown-anchor]: there is no anchor `hedaing` in this document
 --> content/pages/about/index.md:9:12
   9 | [v][x] [h](#hedaing) [k](reports:kora) [r](release:2022.2)
     |            ^^^^^^^^
     = help: did you mean `heading`?
error[unknown-document]: there is no document `kora`
 --> content/pages/about/index.md:9:26
   9 | [v][x] [h](#hedaing) [k](reports:kora) [r](release:2022.2)
     |                          ^^^^^^^^^^^^
     = help: did you mean `kara`?
error[unknown-release]: there is no release `2022.2`
 --> content/pages/about/index.md:9:44
   9 | [v][x] [h](#hedaing) [k](reports:kora) [r](release:2022.2)
     |                                            ^^^^^^^^^^^^^^
     = help: did you mean `2022.1`?
",
    );
}

#[test]
fn a_chart_names_what_is_there() {
    reports(
        &page(
            r"
![a](chart:trnd?indicator=waits)

![a](chart:pie?indicator=waits)

![a](chart:trend?indicator=waist&regions=20,21)

![a](chart:trend?indicator=waits&sexx=1)

![a](chart:trend?indicator=waits&sex=3)

![a](chart:ranking?indicator=waits&period=2031)

![a](chart:ranking?period=2023/24&indicator=waits)

![a](chart:stacked?collection=reports&id=kara&table=note)

![a](chart:stacked?collection=report&id=kara&table=budget)

![a](chart:trend?regions=20)

![a](diagram:visit)
",
        ),
        r"
error[unknown-chart]: there is no chart `trnd`
 --> content/pages/about/index.md:5:6
   5 | ![a](chart:trnd?indicator=waits)
     |      ^^^^^^^^^^^^^^^^^^^^^^^^^^
     = help: did you mean `trend`?
error[unknown-chart]: there is no chart `pie`
 --> content/pages/about/index.md:7:6
   7 | ![a](chart:pie?indicator=waits)
     |      ^^^^^^^^^^^^^^^^^^^^^^^^^
     = help: charts that are drawn: trend, ranking, profile, tile-map, map, small-multiples, stacked, timeline, matrix, sparkline
error[unknown-indicator]: there is no indicator `waist`
 --> content/pages/about/index.md:9:28
   9 | ![a](chart:trend?indicator=waist&regions=20,21)
     |                            ^^^^^
     = help: did you mean `waits`?
error[unknown-region]: there is no region `21`
 --> content/pages/about/index.md:9:45
   9 | ![a](chart:trend?indicator=waist&regions=20,21)
     |                                             ^^
     = help: did you mean `01`?
error[unknown-chart-parameter]: `waits` has no dimension `sexx`
 --> content/pages/about/index.md:11:34
  11 | ![a](chart:trend?indicator=waits&sexx=1)
     |                                  ^^^^
     = help: did you mean `sex`?
error[unknown-code]: the code list `sex` has no code `3`
 --> content/pages/about/index.md:13:38
  13 | ![a](chart:trend?indicator=waits&sex=3)
     |                                      ^
     = help: did you mean `1`?
error[unknown-period]: `waits` has no values for 2031
 --> content/pages/about/index.md:15:43
  15 | ![a](chart:ranking?indicator=waits&period=2031)
     |                                           ^^^^
     = help: its last period is 2022; `latest` follows the data
error[malformed-period]: `2023/24` is not a period
 --> content/pages/about/index.md:17:6
  17 | ![a](chart:ranking?period=2023/24&indicator=waits)
     |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
     = help: write `latest`, `2023`, `2023-Q1`, `2023-05` or `2023-W07`
error[unknown-table]: documents of `reports` have no table `note`
 --> content/pages/about/index.md:19:53
  19 | ![a](chart:stacked?collection=reports&id=kara&table=note)
     |                                                     ^^^^
     = help: tables are fields of models/collections/reports.toml
error[unknown-collection]: there is no collection `report`
 --> content/pages/about/index.md:21:31
  21 | ![a](chart:stacked?collection=report&id=kara&table=budget)
     |                               ^^^^^^
     = help: did you mean `reports`?
error[chart-parameter]: `trend` needs an indicator
 --> content/pages/about/index.md:23:6
  23 | ![a](chart:trend?regions=20)
     |      ^^^^^^^^^^^^^^^^^^^^^^
     = help: chart:trend?indicator=…
error[unknown-concept-model]: there is no concept model `visit`
 --> content/pages/about/index.md:25:6
  25 | ![a](diagram:visit)
     |      ^^^^^^^^^^^^^
     = help: did you mean `visits`?
",
    );
}

#[test]
fn images_show_what_can_be_shown() {
    for (body, expected) in [
        ("![a](https://example.org/a.png)", "external-image 4:6"),
        ("![a](page:about)", "image-of-no-picture 4:6"),
        ("[a](chart:trend?indicator=waits)", "chart-not-image 4:5"),
        ("**![a](chart:trend?indicator=waits)**", "chart-within-words 4:8"),
        ("# ![a](diagram:visits)", "chart-within-words 4:8"),
        ("[![a](diagram:visits)](page:about)", "chart-within-words 4:7"),
        ("[a]()", "empty-link 4:1"),
        ("[a](https:)", "malformed-address 4:5"),
        ("[a](javascript:alert(1))", "unknown-scheme 4:5"),
        ("<foo:bar>", "unknown-scheme 4:2"),
        ("[a](<region:>)", "empty-link 4:6"),
        ("[a](concept:visits)", "malformed-concept 4:5"),
        ("[a](/about/)", "link-out-of-site 4:5"),
        ("[a](//example.org)", "link-out-of-site 4:5"),
        ("[a](../../../../x.png)", "link-out-of-site 4:5"),
        ("[a](../other/x.png)", "file-not-beside 4:5"),
        ("[a](index.md)", "file-not-beside 4:5"),
        ("[a](notes.docx)", "file-not-beside 4:5"),
        ("[a](x.pdf)", "missing-file 4:5"),
        ("a <b>c</b>", "raw-html 4:3"),
        ("<div>\n\nx\n\n</div>", "raw-html 4:1"),
        ("<!-- a\nb -->", "raw-html 4:1"),
        ("# A {#x}\n\n# B {#x}", "duplicate-anchor 6:1"),
    ] {
        assert_eq!(found(body).first().map(String::as_str), Some(expected), "{body}");
    }
}

#[test]
fn linked_files_are_beside_the_document_and_published() {
    let site = page(
        "![a](map%20a.png) [b](./sub/table.csv#x) [c](report.pfd)\n//- content/pages/about/map a.png\nx\n//- content/pages/about/sub/table.csv\nx\n//- content/pages/about/report.pdf\nx",
    );
    let (model, report) = resolved(&sources(&site));
    let files: Vec<&str> = model.files.keys().map(|path| &**path).collect();
    assert_eq!(files, ["content/pages/about/map a.png", "content/pages/about/sub/table.csv"]);
    let rules: Vec<(&str, Option<&str>)> = report.diagnostics.iter().map(|finding| (finding.rule, finding.help.as_deref())).collect();
    assert_eq!(rules[0].0, "file-not-beside");
    is_clean(&project("//- content/index.md\n+++\ntitle = \"Home\"\n+++\n![a](logo.svg)\n//- content/logo.svg\n<svg/>\n"));
}

#[test]
fn texts_of_toml_are_checked_as_a_whole() {
    reports(
        &project("//- content/pages/about/index.md\n+++\ntitle = \"About <b>us</b>\"\nsummary = \"See [x](indicator:waist) or <page:about>\"\n+++\n"),
        r#"
error[raw-html]: raw HTML is not published
 --> content/pages/about/index.md:2:9
   2 | title = "About <b>us</b>"
     |         ^^^^^^^^^^^^^^^^^
     = help: write it in Markdown; a `<` that is meant as such is written `\<`
error[unknown-indicator]: there is no indicator `waist`
 --> content/pages/about/index.md:3:11
   3 | summary = "See [x](indicator:waist) or <page:about>"
     |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
     = help: did you mean `waits`?
"#,
    );
}

#[test]
fn what_links_to_a_broken_document_is_not_wrong() {
    let site = page("<page:broken> [a](page:broken#x)\n//- content/pages/broken/index.md\n+++\ntitle = \n+++\n");
    let rules: Vec<&str> = findings(&sources(&site)).diagnostics.iter().map(|finding| finding.rule).collect();
    assert!(!rules.contains(&"unknown-page") && !rules.contains(&"unknown-anchor"), "{rules:?}");
}

#[test]
fn naughty_strings_in_links_do_no_harm() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/str-blns/blns.json");
    let Ok(bytes) = std::fs::read(&path) else {
        #[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
        {
            eprintln!("skipped: {} is not there", path.display());
        }
        return;
    };
    let strings: Vec<String> = serde_json::from_slice(&bytes).expect("JSON");
    let mut count = 0;
    for some in strings.chunks(40) {
        let mut body = String::new();
        for text in some {
            let line = text.replace(['\n', '\r'], " ").replace("//- ", "");
            let _ = write!(
                body,
                "[a]({line}) ![b](<{line}>) <{line}> [{line}](page:about) [c](page:{line}) ![d](chart:trend?indicator={line}) {line}\n\n# {line}\n\n"
            );
        }
        count += found(&body).len();
    }
    assert!(count > 500, "{count}");
}
