//! One mistake is told once: what hangs on what could not be read is not told besides.

use crate::source::SourceFile;
use crate::testing::{findings, reports, sources};

/// A use case with a question, a link to it, and a translation of it.
fn use_case(id: &str) -> String {
    format!(
        r#"
//- site.toml
title = "Site"
base_url = "https://example.org/"
languages = ["en", "fi"]
//- content/use-cases/care/index.md
+++
title = "Care"
summary = "Care."
version = "0.1.0"
status = "draft"
questions = [{{ id = {id}, text = "How long?" }}]
[[history]]
version = "0.1.0"
date = 2024-01-31
summary = "First"
+++
See [the question](#wait).
//- content/use-cases/care/index.fi.md
+++
translates = "0.1.0"
questions = [{{ id = "wait", text = "Kauanko?" }}]
+++
//- content/pages/about/index.md
+++
title = "About"
+++
See [the question](use-case:care#wait).
"#
    )
}

#[test]
fn an_id_that_cannot_be_read_breaks_no_link_and_no_translation() {
    reports(
        &use_case("\"WAIT\""),
        r#"
error[malformed-id]: `WAIT` is not an id of small letters a to z, digits, `-` and `_`
 --> content/use-cases/care/index.md:6:21
   6 | questions = [{ id = "WAIT", text = "How long?" }]
     |                     ^^^^^^
     = help: did you mean `wait`?
"#,
    );
    reports(
        &use_case("4"),
        r#"
error[wrong-type]: `id` is a whole number, and an id of small letters a to z, digits, `-` and `_` is wanted
 --> content/use-cases/care/index.md:6:21
   6 | questions = [{ id = 4, text = "How long?" }]
     |                     ^
     = help: for example: id = "palvelutarve-1"
"#,
    );
    let elsewhere = findings(&sources(&use_case("\"time\"")));
    assert_eq!(elsewhere.diagnostics.iter().map(|found| found.rule).collect::<Vec<_>>(), ["unknown-anchor", "translation-of-nothing", "unknown-anchor"]);
}

/// An indicator of persons in a unit, with a chart over a dimension.
fn indicator(unit: &str, codes: &str) -> String {
    format!(
        r#"
//- content/indicators/falls/index.md
+++
name = "Falls"
version = "0.1.0"
status = "draft"
unit = {unit}
dimensions = ["sex"]
[[history]]
version = "0.1.0"
date = 2024-01-31
summary = "First"
+++

![Falls](chart:trend?indicator=falls&sex=1)
//- content/indicators/falls/data.csv
region,period,value
20,2020,3
//- models/regions.toml
version = "1.0.0"
status = "valid"
classifications = [{{ id = "now", name = "Now", valid_from = 2020-01-01 }}]
regions = [{{ code = "20", classification = "now", level = "county", name = "One", slug = "one" }}]
[[history]]
version = "1.0.0"
date = 2020-01-01
summary = "First"
//- models/code-lists/sex.toml
name = "Sex"
version = "1.0.0"
status = "valid"
{codes}
[[history]]
version = "1.0.0"
date = 2020-01-01
summary = "First"
"#
    )
}

const CODES: &str = "codes = [{ code = \"1\", name = \"men\" }]";

#[test]
fn values_in_a_unit_that_cannot_be_read_are_not_counted() {
    reports(
        &indicator("\"cuont\"", CODES),
        r#"
error[unknown-unit]: there is no unit `cuont`
 --> content/indicators/falls/index.md:5:8
   5 | unit = "cuont"
     |        ^^^^^^^
     = help: did you mean `count`?
"#,
    );
    let rules = |project: &str| findings(&sources(project)).diagnostics.iter().map(|found| found.rule).collect::<Vec<_>>();
    assert_eq!(rules(&indicator("\"count\"", CODES)), ["small-count"]);
    assert_eq!(rules(&indicator("\"days\"", CODES)), [""; 0]);
}

#[test]
fn a_code_list_that_cannot_be_read_is_a_dimension_all_the_same() {
    reports(
        &indicator("\"days\"", "codes = [{ code = 01, name = \"men\" }]"),
        r#"
error[toml-syntax]: this is not TOML: unexpected leading zero, expected nothing
 --> models/code-lists/sex.toml:4:19
   4 | codes = [{ code = 01, name = "men" }]
     |                   ^
     = help: https://toml.io/en/v1.0.0 tells the syntax
"#,
    );
}

#[test]
fn a_table_whose_columns_cannot_be_read_is_a_table_all_the_same() {
    reports(
        r#"
//- models/collections/news.toml
name = "News"
fields.budget = { type = "table", columns = { part = { type = "txet" }, spent = { type = "number" } } }
//- content/news/first/index.md
+++
title = "First"
budget = [{ part = "Work", spent = 1 }]
+++

![Budget](chart:stacked?collection=news&id=first&table=budget)
"#,
        r#"
error[unknown-word]: `type` cannot be `txet`
 --> models/collections/news.toml:2:63
   2 | fields.budget = { type = "table", columns = { part = { type = "txet" }, spent = { type = "number" } } }
     |                                                               ^^^^^^
     = help: did you mean `text`?
"#,
    );
}

#[test]
fn a_text_in_a_language_that_is_not_there_is_not_called_empty() {
    reports(
        "//- content/pages/about/index.md\n+++\ntitle = { de = \"Info\" }\n+++\n",
        r#"
error[unknown-language]: the site has no language `de`
 --> content/pages/about/index.md:2:11
   2 | title = { de = "Info" }
     |           ^^
     = help: the site's languages are en
"#,
    );
}

#[test]
fn an_empty_file_is_one_finding() {
    let project = indicator("\"days\"", CODES);
    for path in ["models/code-lists/sex.toml", "models/regions.toml"] {
        let mut site = sources(&project);
        site.insert(SourceFile::new(path, &b" \n\n"[..]));
        let help = "write what it defines, or take it away";
        let expected = format!("error[empty-file]: the file is empty\n --> {path}:1:1\n   1 |  \n     | ^\n     = help: {help}\n");
        assert_eq!(findings(&site).human(false), expected);
    }
    let mut site = sources("");
    site.insert(SourceFile::new("models/removed.toml", &b""[..]));
    assert_eq!(findings(&site).human(false), "");
}

#[test]
fn a_file_that_is_refused_is_there_all_the_same() {
    let project = indicator("\"days\"", CODES);
    for path in [
        "site.toml",
        "content/index.md",
        "content/indicators/falls/index.md",
        "content/indicators/falls/data.csv",
        "models/code-lists/sex.toml",
        "models/regions.toml",
    ] {
        let mut site = sources(&project);
        site.insert(SourceFile::refused(path));
        assert_eq!(findings(&site).human(false), "", "{path}");
    }
}

#[test]
fn files_beside_a_document_that_cannot_be_read_may_be_linked_there() {
    reports(
        "//- content/pages/about/index.md\ntitle\n//- content/pages/about/data.csv\na,b\n",
        r"
error[missing-front-matter]: the file does not begin with front matter
 --> content/pages/about/index.md:1:1
   1 | title
     | ^
     = help: the first line is +++, then come the keys, then a line +++ again, then the text
",
    );
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_as_one() {
    reports(
        "//- content/pages\nx\n//- content/pages/about/INDEX.MD\nx\n",
        "warning[unknown-file]: no rule knows this file
 --> content/pages:1:1
     = help: `content/pages` is a folder; take the file away
warning[unknown-file]: no rule knows this file
 --> content/pages/about/INDEX.MD:1:1
     = help: a document is index.md, in small letters",
    );
}

#[test]
fn the_example_of_an_item_is_a_list() {
    reports(
        "//- site.toml\ntitle = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\", \"suomi\"]\n",
        r#"
error[malformed-language]: `suomi` is not the code of a language
 --> site.toml:3:20
   3 | languages = ["en", "suomi"]
     |                    ^^^^^^^
     = help: for example: languages = ["fi"]
"#,
    );
}
