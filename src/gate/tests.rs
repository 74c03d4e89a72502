//! Each way of getting past the gate is refused, in these words.

use super::*;
use crate::testing::{resolved, sources};

const RELEASED: &str = r#"
//- site.toml
title     = "Site"
base_url  = "https://example.org/"
languages = ["en"]
[[releases]]
id     = "2022.1"
date   = 2022-06-15
status = "released"
source = { path = "releases/2022.1" }
format = 1
//- content/pages/about/index.md
+++
title = "About"
+++
All about it.
//- content/indicators/falls/index.md
+++
name      = "Falls"
version   = "1.2.0"
status    = "valid"
unit      = "percent"
decimals  = 1
polarity  = "lower-is-better"
numerator = "People aged 75 or over who have fallen."

[[history]]
version = "1.2.0"
date    = 2022-01-01
summary = "First."
+++
How to read it.
//- models/code-lists/sex.toml
name    = "Sex"
version = "1.0.0"
status  = "valid"

[[history]]
version = "1.0.0"
date    = 2022-01-01
summary = "First."

[[codes]]
code = "1"
name = "Men"

[[codes]]
code = "2"
name = "Women"
"#;

const INDICATOR: &str = "content/indicators/falls/index.md";
const LIST: &str = "models/code-lists/sex.toml";
const STEP: (&str, &str, &str) = (INDICATOR, "version   = \"1.2.0\"", "version   = \"1.2.1\"");

/// The rules of everything that stands in the way of a release with some texts replaced, whichever part of the program says it.
fn refused(edits: &[(&str, &str, &str)]) -> BTreeSet<String> {
    refused_of(RELEASED, edits)
}

fn refused_of(released: &str, edits: &[(&str, &str, &str)]) -> BTreeSet<String> {
    let before = sources(released);
    let after = edited_sources(&before, edits);
    let ((released, _), (model, found)) = (resolved(&before), resolved(&after));
    let settings = crate::resolve::settings(&after).0.expect("settings");
    let gate = Gate { released: (&"2022.1".into(), &released), model: &model, sources: &after, settings: &settings };
    let all = found.diagnostics.iter().cloned().chain(gate.report(&found).diagnostics);
    all.map(|found| format!("{} {}", found.severity.word(), found.rule)).filter(|found| !found.starts_with("note")).collect()
}

/// What the gate says of the release with some texts replaced; a file whose text is replaced by nothing is gone.
fn said(edits: &[(&str, &str, &str)]) -> String {
    said_of(RELEASED, edits)
}

fn said_of(released: &str, edits: &[(&str, &str, &str)]) -> String {
    let before = sources(released);
    let after = edited_sources(&before, edits);
    let ((released, _), (model, found)) = (resolved(&before), resolved(&after));
    let settings = crate::resolve::settings(&after).0.expect("settings");
    assert!(!found.has_errors(), "{}", found.human(false));
    let gate = Gate { released: (&"2022.1".into(), &released), model: &model, sources: &after, settings: &settings };
    gate.report(&found).sorted().human(false)
}

fn edited_sources(before: &Sources, edits: &[(&str, &str, &str)]) -> Sources {
    let mut after = before.clone();
    for (path, old, new) in edits {
        let text = after.get(path).map_or("", |file| file.text()).to_owned();
        assert!(text.contains(old), "{path} does not hold {old:?}");
        let text = if old.is_empty() { (*new).to_owned() } else { text.replacen(old, new, 1) };
        if text.is_empty() {
            after.files.remove(*path);
        } else {
            after.insert(crate::source::SourceFile::new(path, text.as_bytes()));
        }
    }
    after
}

#[track_caller]
fn says(edits: &[(&str, &str, &str)], expected: &str) {
    let said = said(edits);
    assert!(said.trim() == expected.trim(), "expected:\n{}\n\nfound:\n{}", expected.trim(), said.trim());
}

#[test]
fn what_has_not_changed_passes() {
    says(&[], "");
    says(&[("content/pages/about/index.md", "All about it.", "Nearly all about it.")], "");
}

#[test]
fn another_number_under_the_same_version_is_refused() {
    says(
        &[(INDICATOR, "aged 75", "aged 65")],
        r#"
error[version-too-low]: the version is `1.2.0`, and what changed since release 2022.1, where it was `1.2.0`, demands a major step: The numerator of the indicator “Falls” changed, so that numbers cannot be compared with earlier ones: “People aged 75 or over who have fallen.” → “People aged 65 or over who have fallen.”
 --> content/indicators/falls/index.md:3:1
   3 | version   = "1.2.0"
     | ^^^^^^^
     = help: write these lines, or let `virta bump indicator falls --summary "…"` do it:
             version = "2.0.0"
             
             [[history]]
             version = "2.0.0"
             date = 2022-06-15
             summary = "…"
"#,
    );
}

#[test]
fn a_step_that_is_too_small_is_refused_and_a_large_one_is_not() {
    let entry = |version: &str| format!("[[history]]\nversion = \"{version}\"\ndate = 2022-07-01\nsummary = \"More.\"\n\n[[history]]\nversion = \"1.2.0\"");
    let (patch, major) = (entry("1.2.1"), entry("2.0.0"));
    let change = (INDICATOR, "aged 75", "aged 65");
    let told = said(&[change, STEP, (INDICATOR, "[[history]]\nversion = \"1.2.0\"", &patch)]);
    assert!(told.starts_with("error[version-too-low]: the version is `1.2.1`"), "{told}");
    let step = (INDICATOR, "version   = \"1.2.0\"", "version   = \"2.0.0\"");
    says(&[change, step, (INDICATOR, "[[history]]\nversion = \"1.2.0\"", &major)], "");
    says(&[(INDICATOR, "have fallen.", "have falen."), STEP, (INDICATOR, "[[history]]\nversion = \"1.2.0\"", &patch)], "");
}

#[test]
fn a_history_that_was_released_is_not_written_over() {
    says(
        &[
            (INDICATOR, "How to read it.", "How to read this."),
            STEP,
            (INDICATOR, "[[history]]\nversion = \"1.2.0\"\ndate    = 2022-01-01", "[[history]]\nversion = \"1.2.1\"\ndate    = 2022-07-01"),
        ],
        r#"
error[released-history-changed]: the history no longer tells of `1.2.0` of 2022-01-01 as it did in release 2022.1
 --> content/indicators/falls/index.md:10:3
  10 | [[history]]
     |   ^^^^^^^
     = help: bring the entry back:
             [[history]]
             version = "1.2.0"
             date = 2022-01-01
             summary = { en = "First." }
"#,
    );
}

#[test]
fn a_version_does_not_go_back() {
    let told = said(&[
        (LIST, "version = \"1.0.0\"\nstatus", "version = \"0.9.0\"\nstatus"),
        (LIST, "[[history]]\nversion = \"1.0.0\"", "[[history]]\nversion = \"0.9.0\""),
    ]);
    assert!(told.contains("error[version-too-low]: the version is `0.9.0`, and in release 2022.1 it was `1.0.0` already"), "{told}");
}

#[test]
fn what_is_gone_without_a_word_is_refused() {
    let page = ("content/pages/about/index.md", "+++\ntitle = \"About\"\n+++\nAll about it.\n", "");
    says(
        &[page],
        r#"
error[removal-not-recorded]: page:about was in release 2022.1 and is gone, and models/removed.toml does not say why
 --> models/removed.toml:1:1
     = help: bring it back, or write in models/removed.toml:
             [[removed]]
             kind = "page"
             id = "about"
             release = "the id of the next release"
             reason = { en = "…" }
"#,
    );
    let list = |release: &str| format!("[[removed]]\nkind = \"page\"\nid = \"about\"\nrelease = \"{release}\"\nreason = \"Nobody read it.\"\n");
    says(&[page, ("models/removed.toml", "", &list("2024.1"))], "");
    let told = said(&[page, ("models/removed.toml", "", &list("2022.1"))]);
    assert!(told.starts_with("error[removal-not-recorded]: page:about is listed as removed in release 2022.1, and release 2022.1 still had it"), "{told}");
}

#[test]
fn what_others_rely_on_does_not_go_without_a_word() {
    let file = sources(RELEASED).get(LIST).map(|file| file.text().to_owned()).unwrap_or_default();
    let told = said(&[(LIST, &file, "")]);
    assert!(told.starts_with("error[removal-not-recorded]: code-list:sex was in release 2022.1 and is gone"), "{told}");
}

#[test]
fn another_name_for_the_same_thing_is_said() {
    says(
        &[
            (LIST, "code = \"2\"", "code = \"F\""),
            (LIST, "version = \"1.0.0\"\nstatus", "version = \"2.0.0\"\nstatus"),
            (LIST, "[[history]]\n", "[[history]]\nversion = \"2.0.0\"\ndate = 2022-07-01\nsummary = \"Codes.\"\n\n[[history]]\n"),
        ],
        r#"
error[rename-not-declared]: code:sex/F looks like what was `2` in release 2022.1, and does not say so
 --> models/code-lists/sex.toml:20:8
  20 | code = "F"
     |        ^^^
     = help: if it is the same, write in it:
             renamed_from = ["2"]
"#,
    );
}

#[test]
fn a_removed_code_is_more_than_a_patch_and_an_added_one_more_too() {
    let told = said(&[(LIST, "\n[[codes]]\ncode = \"2\"\nname = \"Women\"\n", "")]);
    assert!(told.contains("demands a major step: The code “Women” of the code list “Sex” was removed"), "{told}");
    let told = said(&[(LIST, "name = \"Women\"\n", "name = \"Women\"\n\n[[codes]]\ncode = \"9\"\nname = \"Not known\"\n")]);
    assert!(told.contains("demands a minor step: The code “Not known” of the code list “Sex” was added"), "{told}");
}

#[test]
fn no_way_around_the_gate_is_left_open() {
    const FIRST: &str = "[[history]]\nversion = \"1.2.0\"\ndate    = 2022-01-01\nsummary = \"First.\"\n";
    const CHANGE: (&str, &str, &str) = (INDICATOR, "aged 75", "aged 65");
    const DATA: (&str, &str, &str) = ("content/indicators/falls/data.csv", "", "region,period,value\nSSS,2021,5.5\n");
    const REGIONS: (&str, &str, &str) = (
        "models/regions.toml",
        "",
        "version = \"1.0.0\"\nstatus = \"valid\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First.\"\n\n[[classifications]]\nid = \"country\"\nname = \"Country\"\n\n[[regions]]\ncode = \"SSS\"\nclassification = \"country\"\nlevel = \"country\"\nname = \"All\"\nslug = \"all\"\n",
    );
    let entry = |version: &str, words: &str| format!("[[history]]\nversion = \"{version}\"\ndate = 2022-07-01\nsummary = \"{words}\"\n\n{FIRST}");
    let (other, small, whole) = (entry("3.0.0", "More."), entry("1.2.1", "Only the wording was made clearer."), entry("2.0.0", "More."));
    let (major, patch) = ((INDICATOR, "version   = \"1.2.0\"", "version   = \"2.0.0\""), STEP);
    let list = sources(RELEASED).get(LIST).map(|file| file.text().to_owned()).unwrap_or_default();
    let renamed = "models/code-lists/gender.toml";
    let mut open = Vec::new();
    let told = |rules: &[&str]| rules.iter().map(|rule| format!("error {rule}")).collect::<BTreeSet<_>>();
    for (cheat, edits, rules) in [
        ("nothing but the change", vec![CHANGE], told(&["version-too-low"])),
        ("a version without its history", vec![CHANGE, major], told(&["version-not-in-history"])),
        ("a history entry of another version", vec![CHANGE, major, (INDICATOR, FIRST, &other)], told(&["history-ahead-of-version"])),
        ("an entry without the version", vec![CHANGE, (INDICATOR, FIRST, &whole)], told(&["history-ahead-of-version"])),
        ("words that call a real change clearer wording", vec![CHANGE, patch, (INDICATOR, FIRST, &small)], told(&["version-too-low"])),
        (
            "a finding of the milder class",
            vec![
                CHANGE,
                patch,
                (INDICATOR, FIRST, &small),
                ("models/collections/findings.toml", "", "name = \"Findings\"\n\n[fields.class]\ntype = \"enum\"\nvalues = [\"A\", \"B\"]\n"),
                ("content/findings/f1/index.md", "", "+++\ntitle = \"A word\"\nclass = \"B\"\n+++\n"),
            ],
            told(&["version-too-low"]),
        ),
        ("another day for what was released", vec![(INDICATOR, "2022-01-01", "2022-02-01")], told(&["released-history-changed"])),
        ("a file under another name", vec![(LIST, &list, ""), (renamed, "", &list)], told(&["rename-not-declared"])),
        ("a list that is gone", vec![(LIST, &list, "")], told(&["removal-not-recorded"])),
        ("a page that is gone", vec![("content/pages/about/index.md", "+++\ntitle = \"About\"\n+++\nAll about it.\n", "")], told(&["removal-not-recorded"])),
        (
            "a removal that says too early a release",
            vec![(LIST, &list, ""), ("models/removed.toml", "", "[[removed]]\nkind = \"code-list\"\nid = \"sex\"\nrelease = \"2022.1\"\nreason = \"Gone.\"\n")],
            told(&["removal-not-recorded"]),
        ),
        ("values that came without a word", vec![DATA, REGIONS], BTreeSet::from(["warning values-not-explained".to_owned()])),
    ] {
        let found = refused(&edits);
        if !found.is_superset(&rules) {
            open.push(format!("{cheat}: {found:?} instead of {rules:?}"));
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn a_figure_that_was_released_does_not_change_in_silence() {
    const DATA: &str = "content/indicators/falls/data.csv";
    let table = "//- models/regions.toml\nversion = \"1.0.0\"\nstatus = \"valid\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First.\"\n\n[[classifications]]\nid = \"country\"\nname = \"Country\"\n\n[[regions]]\ncode = \"SSS\"\nclassification = \"country\"\nlevel = \"country\"\nname = \"All\"\nslug = \"all\"\n//- content/indicators/falls/data.csv\nregion,period,value\nSSS,2020,5.1\nSSS,2021,5.5\n";
    let before = sources(&format!("{RELEASED}{table}"));
    let (released, _) = resolved(&before);
    for (edit, severity) in
        [(("SSS,2021,5.5\n", "SSS,2021,5.6\n"), "error"), (("SSS,2021,5.5\n", ""), "error"), (("SSS,2021,5.5\n", "SSS,2021,5.5\nSSS,2022,5.6\n"), "warning")]
    {
        let after = edited_sources(&before, &[(DATA, edit.0, edit.1)]);
        let (model, found) = resolved(&after);
        let settings = crate::resolve::settings(&after).0.expect("settings");
        let gate = Gate { released: (&"2022.1".into(), &released), model: &model, sources: &after, settings: &settings };
        let said = gate.report(&found).human(false);
        let wanted =
            format!("{severity}[values-not-explained]: values are others than in release 2022.1, and the data history does not tell why\n --> {INDICATOR}:");
        assert!(said.starts_with(&wanted), "{edit:?}: {said}");
    }
}

#[test]
fn what_was_told_to_be_removed_stays_told() {
    let told = "//- models/removed.toml\n[[removed]]\nkind = \"page\"\nid = \"old\"\nrelease = \"2022.1\"\nreason = \"Nobody read it.\"\n";
    let (before, after) = (sources(&format!("{RELEASED}{told}")), sources(RELEASED));
    let ((released, _), (model, found)) = (resolved(&before), resolved(&after));
    let settings = crate::resolve::settings(&after).0.expect("settings");
    let gate = Gate { released: (&"2022.1".into(), &released), model: &model, sources: &after, settings: &settings };
    let said = gate.report(&found).human(false);
    let wanted = "error[removal-not-recorded]: models/removed.toml no longer tells that page:old was removed, as it did in release 2022.1\n";
    assert!(said.starts_with(wanted) && said.contains("reason = { en = \"Nobody read it.\" }"), "{said}");
}

/// The release with more kinds of things in it.
fn more() -> String {
    let with_history =
        RELEASED.replace("+++\nHow to read it.", "[[data_history]]\ndate   = 2022-01-02\nkind   = \"added\"\nreason = \"First.\"\n+++\nHow to read it.");
    let with_concept = with_history.replace("polarity  =", "concepts  = [\"people/person\"]\npolarity  =");
    let with_old_id = with_concept.replace("code = \"2\"\nname = \"Women\"", "code = \"2\"\nname = \"Women\"\nrenamed_from = [\"9\"]");
    let life = "version = \"1.0.0\"\nstatus = \"valid\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First.\"\n\n";
    format!(
        r#"{with_old_id}
//- models/regions.toml
{life}[[classifications]]
id = "areas"
name = "Areas"

[[regions]]
code = "SSS"
classification = "areas"
level = "country"
name = "All"
slug = "all"

[[regions]]
code = "01"
classification = "areas"
level = "county"
name = "One"
slug = "one"
parent = "SSS"
//- models/concepts/people.toml
name = "People"
{life}[concepts.person]
name = "Person"
definition = "Somebody who lives in the area."

[concepts.person.attributes.born]
name = "Born"
type = "date"
//- models/removed.toml
[[removed]]
kind = "page"
id = "old"
release = "2022.1"
reason = "Nobody read it."
//- models/collections/notes.toml
name = "Notes"

[fields.kind]
type = "enum"
values = ["a", "b"]
//- content/notes/one/index.md
+++
title = "One"
kind = "a"
+++
//- content/indicators/falls/data.csv
region,period,value
SSS,2021,5.5
01,2021,6.5
//- content/indicators/falls/examples/plain/person.csv
born
1940-01-01
//- content/indicators/falls/examples/plain/expected.csv
region,period,value
01,2021,100
"#
    )
}

#[test]
fn a_hostile_change_is_refused_or_rightly_let_through() {
    const DATA: &str = "content/indicators/falls/data.csv";
    const REGIONS: &str = "models/regions.toml";
    const MODEL: &str = "models/concepts/people.toml";
    let base = more();
    let text = |path: &str| sources(&base).get(path).map(|file| file.text().to_owned()).unwrap_or_default();
    let (list, indicator, model, page, note) =
        (text(LIST), text(INDICATOR), text(MODEL), text("content/pages/about/index.md"), text("content/notes/one/index.md"));
    let told = |rules: &[&str]| rules.iter().map(|rule| format!("error {rule}")).collect::<BTreeSet<_>>();
    let low = || told(&["version-too-low"]);
    let mut open = Vec::new();
    for (cheat, edits, rules) in [
        ("nothing", vec![], told(&[])),
        (
            "a file name in capitals",
            vec![(LIST, list.as_str(), ""), ("models/code-lists/SEX.toml", "", list.as_str())],
            told(&["malformed-id", "rename-not-declared"]),
        ),
        ("an Arabic digit as a code", vec![(LIST, "code = \"1\"", "code = \"\u{0661}\"")], told(&["rename-not-declared", "version-too-low"])),
        ("a Cyrillic letter in a definition", vec![(INDICATOR, "aged 75", "\u{0430}ged 75")], low()),
        ("an invisible sign in a definition", vec![(INDICATOR, "aged 75", "aged\u{200b} 75")], low()),
        ("an indicator moved to another kind", vec![(INDICATOR, indicator.as_str(), ""), (DATA, text(DATA).leak(), "")], told(&["removal-not-recorded"])),
        (
            "a page moved to another folder",
            vec![("content/pages/about/index.md", page.as_str(), ""), ("content/pages/us/index.md", "", page.as_str())],
            told(&["removal-not-recorded"]),
        ),
        (
            "a model moved to another file",
            vec![(MODEL, model.as_str(), ""), ("models/concepts/folk.toml", "", model.as_str())],
            told(&["rename-not-declared", "unknown-concept-model", "version-too-low"]),
        ),
        ("a document of a collection that is gone", vec![("content/notes/one/index.md", note.as_str(), "")], told(&["removal-not-recorded"])),
        ("a code that is no longer valid", vec![(LIST, "name = \"Men\"", "name = \"Men\"\nvalid_to = 2021-12-31")], low()),
        ("another unit", vec![(INDICATOR, "\"percent\"", "\"per-1000\"")], low()),
        ("another polarity", vec![(INDICATOR, "lower-is-better", "higher-is-better")], low()),
        ("other decimals", vec![(INDICATOR, "decimals  = 1", "decimals  = 0")], low()),
        ("another worked example", vec![("content/indicators/falls/examples/plain/expected.csv", "100", "50")], low()),
        ("another input of a worked example", vec![("content/indicators/falls/examples/plain/person.csv", "1940", "1941")], low()),
        ("another data type", vec![(MODEL, "\"date\"", "\"year\"")], low()),
        ("a removal that is told of another release", vec![("models/removed.toml", "2022.1", "2019.1")], told(&["removal-not-recorded"])),
        ("an old id that leads nowhere", vec![(LIST, "renamed_from = [\"9\"]\n", "")], told(&["released-history-changed"])),
        ("a region with another name", vec![(REGIONS, "name = \"One\"", "name = \"Two\"")], low()),
        ("a region that ended", vec![(REGIONS, "parent = \"SSS\"", "parent = \"SSS\"\nvalid_to = 2021-12-31")], low()),
        (
            "a figure explained by an entry that was there",
            vec![(DATA, "5.5", "5.6"), (INDICATOR, "reason = \"First.\"", "reason = \"Revised.\"")],
            told(&["values-not-explained"]),
        ),
        (
            "a figure explained as a new one",
            vec![
                (DATA, "5.5", "5.6"),
                (INDICATOR, "[[data_history]]", "[[data_history]]\ndate = 2022-07-01\nkind = \"added\"\nreason = \"More.\"\n\n[[data_history]]"),
            ],
            told(&["values-not-explained"]),
        ),
        (
            "a data history that is written over",
            vec![(INDICATOR, "2022-01-02\nkind   = \"added\"", "2022-07-02\nkind   = \"revised\"")],
            told(&["released-history-changed"]),
        ),
        ("a status taken back", vec![(INDICATOR, "\"valid\"", "\"draft\"")], low()),
        ("other words of the theme", vec![("themes/virta/i18n/en/site.toml", "", "a = \"b\"\n")], told(&[])),
        ("an explanation", vec![("content/pages/about/index.md", "All about it.", "Nearly all about it.")], told(&[])),
    ] {
        let found: BTreeSet<String> = refused_of(&base, &edits).into_iter().filter(|found| found.starts_with("error")).collect();
        if found != rules {
            open.push(format!("{cheat}: {found:?} instead of {rules:?}"));
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn what_was_told_is_brought_back_by_the_lines_of_the_finding() {
    let said = |edit: (&str, &str, &str)| said_of(&more(), &[edit]);
    let found = [
        said((LIST, "renamed_from = [\"9\"]\n", "")),
        said((INDICATOR, "[[data_history]]\ndate   = 2022-01-02\nkind   = \"added\"\nreason = \"First.\"\n", "")),
        said(("models/removed.toml", "2022.1", "2019.1")),
    ];
    assert_eq!(
        found.concat(),
        r#"error[released-history-changed]: code:sex/2 no longer tells that it was called "9" before, as it did in release 2022.1
 --> models/code-lists/sex.toml:15:8
  15 | code = "2"
     |        ^^^
     = help: the old address would lead nowhere; bring it back:
             renamed_from = ["9"]
error[released-history-changed]: the data history no longer tells of values added on 2022-01-02, as it did in release 2022.1
 --> content/indicators/falls/index.md:2:1
   2 | name      = "Falls"
     | ^
     = help: bring the entry back:
             [[data_history]]
             date = 2022-01-02
             kind = "added"
             reason = { en = "First." }
error[removal-not-recorded]: models/removed.toml tells that page:old was removed in release 2019.1, and in release 2022.1 it told of release 2022.1
 --> models/removed.toml:3:6
   3 | id = "old"
     |      ^^^^^
     = help: bring the entry back:
             [[removed]]
             kind = "page"
             id = "old"
             release = "2022.1"
             reason = { en = "Nobody read it." }
"#
    );
}
