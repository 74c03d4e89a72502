//! Whole projects in, exact words out; and every key of every form once wrong.

mod cascades;
mod cases;
mod keys;
mod robustness;

use crate::diagnostic::Severity;
use crate::model::Id;
use crate::source::SourceFile;
use crate::testing::{findings, is_clean, reports, resolved, sources};

/// A site in which every key of every form is there and right.
pub const COMPLETE: &str = include_str!("complete.txt");

#[test]
fn a_complete_site_is_clean() {
    is_clean(COMPLETE);
}

#[test]
fn the_smallest_site_is_clean() {
    is_clean("//- content/index.md\n+++\ntitle = \"Home\"\n+++\n");
}

#[test]
fn a_use_case_names_only_indicators_that_exist() {
    reports(
        r#"
//- content/use-cases/home-care/index.md
+++
title = "Home care"
version = "0.1.0"
status = "draft"
indicators = ["fals"]

[[history]]
version = "0.1.0"
date = 2024-01-31
summary = "First"
+++
//- content/indicators/falls/index.md
+++
name = "Falls"
version = "0.1.0"
status = "draft"
unit = "count"

[[history]]
version = "0.1.0"
date = 2024-01-31
summary = "First"
+++
"#,
        r#"
error[unknown-indicator]: there is no indicator `fals`
 --> content/use-cases/home-care/index.md:5:15
   5 | indicators = ["fals"]
     |               ^^^^^^
     = help: did you mean `falls`?
"#,
    );
}

#[test]
fn one_wrong_key_hides_no_other() {
    let project = r#"
//- content/use-cases/home-care/index.md
+++
titel = "Home care"
version = "1"
status = "ready"
sector = 1
area = "access"
valid_from = 2023-02-30
purposes = ["planning", "reading"]
questions = [{ id = "A", text = "Who?" }, { id = "b" }]
+++
"#;
    let found: Vec<String> =
        findings(&sources(project)).diagnostics.iter().map(|found| format!("{} {}:{}", found.rule, found.place.line, found.place.column)).collect();
    let expected = [
        "unknown-key 2:1",
        "malformed-version 3:11",
        "unknown-word 4:10",
        "wrong-type 5:10",
        "unknown-area 6:8",
        "impossible-date 7:14",
        "unknown-word 8:25",
        "malformed-id 9:21",
        "missing-key 9:43",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_site_needs_its_settings_and_its_front_page() {
    let mut none = sources("");
    none.files.clear();
    let words = "error[missing-settings]: there is no site.toml, so this is not a site folder\n --> site.toml:1:1\n     = help: `virta init` starts a site; `--site DIR` names another folder\n";
    assert_eq!(findings(&none).human(false), words);
    let mut bare = sources("");
    bare.files.remove("content/index.md");
    let words = "error[missing-front-page]: the site has no front page\n --> content/index.md:1:1\n     = help: write content/index.md with a title\n";
    assert_eq!(findings(&bare).human(false), words);
}

#[test]
fn broken_settings_hide_nothing_else() {
    reports(
        r#"
//- site.toml
title     = "Site
base_url  = "https://example.org/"
languages = ["en", "sv"]
//- content/pages/about/index.md
+++
title = { en = "About", sv = "Om" }
order = "first"
+++
"#,
        r#"
error[wrong-type]: `order` is text, and a whole number is wanted
 --> content/pages/about/index.md:3:9
   3 | order = "first"
     |         ^^^^^^^
     = help: for example: order = 1
error[toml-syntax]: this is not TOML: invalid basic string, expected `"`
 --> site.toml:1:18
   1 | title     = "Site
     |                  ^
     = help: https://toml.io/en/v1.0.0 tells the syntax
"#,
    );
}

#[test]
fn settings_say_what_they_mean_in_one_form() {
    let (settings, _) = super::settings(&sources("//- site.toml\ntitle = \"S\"\nbase_url = \"http://a.fi/b\"\nlanguages = [\"sv\", \"fi\"]\n"));
    let settings = settings.expect("settings");
    assert_eq!(settings.base_url, "http://a.fi/b/");
    assert_eq!(settings.default_language().code(), "sv");
    assert_eq!((settings.theme.as_str(), settings.minimum_count), ("virta", 5));
}

#[test]
fn a_frozen_release_is_judged_mildly_and_can_still_be_shown() {
    let site = sources(COMPLETE);
    let (settings, _) = super::settings(&site);
    let mut frozen = site.of_release("2022.1");
    let path = "content/use-cases/home-care/index.md";
    let text = frozen.get(path).expect("the use case").text().replace("indicators    = [\"falls\"]", "indicators    = [\"falls\", \"slips\"]\ncolour = 1");
    frozen.insert(SourceFile { release: Some("2022.1".into()), ..SourceFile::new(path, text.as_bytes()) });
    frozen.insert(SourceFile { release: Some("2022.1".into()), ..SourceFile::new("models/code-lists/broken.toml", &b"name = "[..]) });
    let (model, report) = super::resolve(&frozen, &settings.expect("settings"));
    let report = report.judged_mildly(super::stays_an_error);
    let errors: Vec<_> = report.diagnostics.iter().filter(|found| found.severity == Severity::Error).map(|found| (found.rule, found.place.path())).collect();
    assert_eq!(errors, [("toml-syntax", "release 2022.1: models/code-lists/broken.toml".to_owned())]);
    assert!(report.diagnostics.iter().any(|found| found.rule == "unknown-key" && found.severity == Severity::Note));
    let use_case = model.use_cases.get("home-care").expect("the use case is there");
    assert_eq!(use_case.indicators, [Id::from("falls")]);
}

#[test]
fn the_order_of_the_source_is_kept_where_it_matters() {
    let (model, _) = resolved(&sources(COMPLETE));
    let concepts: Vec<&str> = model.concept_models["events"].concepts.iter().map(|concept| &*concept.id).collect();
    assert_eq!(concepts, ["event", "visit"]);
    let fields: Vec<&str> = model.collections["reports"].fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(fields, ["subject", "lead", "day", "season", "share", "open", "state", "about", "next", "persons", "rows", "kinds"]);
    let versions: Vec<String> = model.use_cases["home-care"].lifecycle.history.iter().map(|entry| entry.version.to_string()).collect();
    assert_eq!(versions, ["1.1.0", "1.0.0"]);
}

#[test]
fn texts_of_a_translation_join_those_of_the_original() {
    let (model, _) = resolved(&sources(COMPLETE));
    let use_case = &model.use_cases["home-care"];
    let said: Vec<(&str, String)> = use_case.title.versions().map(|(language, text)| (text, language.to_string())).collect();
    assert_eq!(said, [("Home care", "en".to_owned()), ("Hemvård", "sv".to_owned())]);
    assert_eq!(use_case.questions[0].text.versions().count(), 2);
    assert_eq!(use_case.prose.translations.iter().filter(|prose| prose.translates.is_some()).count(), 1);
}

#[test]
fn what_is_not_said_in_a_language_is_one_note_a_document() {
    let notes: Vec<String> = resolved(&sources(COMPLETE))
        .1
        .diagnostics
        .into_iter()
        .filter(|found| found.place.file.starts_with("content/use-cases/home-care"))
        .map(|found| format!("{}[{}] {}", found.severity.word(), found.rule, found.message))
        .collect();
    assert_eq!(notes, ["note[missing-translation] some of it is not said in sv (6)"]);
}

#[test]
fn a_form_is_described_by_what_reads_it() {
    let schemas = crate::parse::schemas();
    let schema = |name: &str| &schemas.iter().find(|(known, _)| *known == name).expect("the form").1;
    let use_case = schema("use-case");
    assert_eq!(use_case["additionalProperties"], false);
    assert_eq!(use_case["required"], serde_json::json!(["title", "version", "status"]));
    assert_eq!(use_case["properties"]["sector"]["enum"], serde_json::json!(["health", "social", "both"]));
    assert_eq!(use_case["properties"]["requirements"]["items"]["required"], serde_json::json!(["id", "text", "level"]));
    let attribute = &schema("concept-model")["properties"]["concepts"]["additionalProperties"]["properties"]["attributes"];
    assert_eq!(attribute["propertyNames"]["pattern"], "^[a-z0-9_-]+$");
    assert_eq!(
        schema("site")["required"],
        serde_json::json!(["title", "base_url", "languages"]).as_array().map(|keys| serde_json::json!([keys[2], keys[0], keys[1]])).expect("keys")
    );
}
