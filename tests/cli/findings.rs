//! What is wrong, told in the promised forms, on the promised stream.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use super::start::started;
use crate::support::folder::Folder;
use crate::support::json::Json;
use crate::support::program::{command, virta};
use crate::support::say_aloud;
use crate::support::site::repository;

/// A site with three broken files and a warning.
fn broken() -> Folder {
    let site = started();
    site.write("content/pages/yksi/index.md", "+++\ntitle = \"x\"\ntitel = \"y\"\n+++\n\n[ä](page:ei-ole)\n");
    site.write("content/pages/kaksi/index.md", "+++\ntitle = 3\n+++\n");
    site.write("models/code-lists/kolme.toml", "name = \"x\"\nversion = \"1\"\n");
    site.write("content/muistio.txt", "x");
    site
}

#[test]
fn people_are_told_on_standard_error_where_and_what() {
    let site = broken();
    let run = virta(site.path(), ["check"]).ends_with(1);
    assert_eq!(run.stdout, "", "findings for people are no result");
    let lines: Vec<&str> = run.stderr.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("error[unknown-key]: ")).unwrap_or_else(|| panic!("no unknown key is told of\n{}", run.stderr));
    assert_eq!(lines[at + 1], " --> content/pages/yksi/index.md:3:1");
    assert!(lines[at + 2].contains("titel = \"y\""), "the line itself is shown: {}", lines[at + 2]);
    assert!(run.stderr.contains("did you mean `title`"), "a near word is offered\n{}", run.stderr);
    assert!(lines.iter().any(|line| line.starts_with("warning[unknown-file]: ")), "{}", run.stderr);
    for file in ["content/pages/yksi/index.md:6:", "content/pages/kaksi/index.md:2:", "models/code-lists/kolme.toml:"] {
        assert!(run.stderr.contains(file), "one broken file hides {file}\n{}", run.stderr);
    }
    assert!(!run.stderr.contains('\u{1b}'), "colours in a pipe");
}

/// A finding's file, line and column.
fn place(finding: &Json) -> (String, i64, i64) {
    let number = |key: &str| match finding.get(key) {
        Some(Json::Number(number)) => *number as i64,
        other => panic!("{key} is {other:?}"),
    };
    assert!(number("end_line") >= number("line") && number("line") >= 1 && number("column") >= 1 && number("end_column") >= 1, "{finding:?}");
    (finding.get("file").and_then(Json::text).expect("a finding has a file").to_owned(), number("line"), number("column"))
}

#[test]
fn programs_are_told_in_json_on_standard_output() {
    let site = broken();
    for command in ["check", "build"] {
        let run = virta(site.path(), [command, "--format", "json"]).ends_with(1);
        let report = Json::parse(run.stdout.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{}", run.stdout));
        assert_eq!(report.keys(), ["diagnostics", "errors", "warnings"]);
        let findings = report.get("diagnostics").expect("there are findings").items();
        let places: Vec<_> = findings.iter().map(place).collect();
        assert!(places.is_sorted(), "{places:?}");
        for finding in findings {
            assert_eq!(finding.keys(), ["rule", "severity", "file", "line", "column", "end_line", "end_column", "message", "help"]);
            assert!(matches!(finding.get("help"), Some(Json::Null | Json::Text(_))), "{finding:?}");
            assert!(matches!(finding.get("severity").and_then(Json::text), Some("error" | "warning" | "note")), "{finding:?}");
        }
        let count = |word: &str| findings.iter().filter(|finding| finding.get("severity").and_then(Json::text) == Some(word)).count() as f64;
        assert_eq!(report.get("errors"), Some(&Json::Number(count("error"))));
        assert_eq!(report.get("warnings"), Some(&Json::Number(count("warning"))));
        assert!(count("error") >= 4.0 && count("warning") >= 1.0, "{}", run.stdout);
        assert!(!run.stderr.contains("error["), "findings are told twice");
    }
    let site = started();
    let run = virta(site.path(), ["build", "--format", "json"]).succeeds();
    let report = Json::parse(run.stdout.as_bytes()).expect("nothing but JSON is printed");
    assert_eq!(report.get("errors"), Some(&Json::Number(0.0)));
}

#[test]
fn code_forges_are_told_in_their_own_forms() {
    let site = broken();
    let run = virta(site.path(), ["check", "--format", "github"]).ends_with(1);
    assert!(run.stdout.lines().count() >= 4, "{}", run.stdout);
    for line in run.stdout.lines() {
        let rest = ["::error ", "::warning ", "::notice "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or_else(|| panic!("{line}"));
        let (properties, message) = rest.split_once("::").unwrap_or_else(|| panic!("{line}"));
        let keys: Vec<&str> = properties.split(',').filter_map(|property| Some(property.split_once('=')?.0)).collect();
        assert_eq!(keys, ["file", "line", "col", "endLine", "endColumn", "title"], "{line}");
        assert!(!message.is_empty());
    }
    let run = virta(site.path(), ["check", "--format", "sarif"]).ends_with(1);
    let log = Json::parse(run.stdout.as_bytes()).expect("SARIF is JSON");
    assert_eq!(log.get("version").and_then(Json::text), Some("2.1.0"));
    let [only] = log.get("runs").expect("there is a run").items() else { panic!("there is one run") };
    let driver = only.get("tool").and_then(|tool| tool.get("driver")).expect("the program is named");
    assert_eq!(driver.get("name").and_then(Json::text), Some("virta"));
    let rules: Vec<&str> = driver.get("rules").expect("rules are listed").items().iter().filter_map(|rule| rule.get("id")?.text()).collect();
    let results = only.get("results").expect("there are results").items();
    assert!(results.len() >= 4);
    for result in results {
        assert!(rules.contains(&result.get("ruleId").and_then(Json::text).unwrap_or_default()), "{result:?}");
        assert!(matches!(result.get("level").and_then(Json::text), Some("error" | "warning" | "note")), "{result:?}");
        let location = result.get("locations").and_then(|locations| locations.items().first()?.get("physicalLocation")).expect("a place");
        assert!(location.get("artifactLocation").and_then(|artifact| artifact.get("uri")).is_some());
        assert!(matches!(location.get("region").and_then(|region| region.get("startLine")), Some(Json::Number(line)) if *line >= 1.0));
    }
}

#[test]
fn warnings_can_be_denied() {
    let site = started();
    site.write("content/muistio.txt", "x");
    virta(site.path(), ["check"]).succeeds().says("warning[unknown-file]");
    virta(site.path(), ["check", "--deny", "warnings"]).ends_with(1).says("error[unknown-file]");
    site.write("content/.muistio.txt", "x");
    site.write("content/muistio.txt~", "x");
    std::fs::remove_file(site.join("content/muistio.txt")).expect("the file is there");
    virta(site.path(), ["check", "--deny", "warnings"]).succeeds();
}

#[test]
fn every_rule_that_is_told_of_is_explained() {
    let site = broken();
    let run = virta(site.path(), ["check", "--format", "json"]).ends_with(1);
    let report = Json::parse(run.stdout.as_bytes()).expect("the findings are JSON");
    for finding in report.get("diagnostics").expect("there are findings").items() {
        let rule = finding.get("rule").and_then(Json::text).expect("a finding has a rule");
        let explained = virta(site.path(), ["explain", rule]).succeeds();
        assert!(explained.stdout.len() > 20, "{rule}: {}", explained.stdout);
    }
    let unknown = virta(site.path(), ["explain", "no-such-rule"]);
    assert!(matches!(unknown.code, Some(1 | 2)), "{unknown:?}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let contract = repository().join("tests/sites/contract");
    for (args, code) in [(vec!["check", "--format", "json"], 0), (vec!["--help"], 0), (vec!["check", "--format", "github"], 0)] {
        let mut child = command(&contract, &args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("the pipe is there").read_to_string(&mut said).expect("UTF-8");
        assert_eq!(child.wait().expect("the program ends").code(), Some(code), "{args:?}\n{said:.2000}");
        assert!(!said.contains("panicked"), "{said}");
    }
    let site = broken();
    let mut child = command(site.path(), ["check"]).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("the program ends").code(), Some(1));
}

/// Runs the program in a terminal and gives back what it showed there.
fn in_terminal(site: &Path, settings: &str) -> Option<String> {
    let line = format!("{settings} {} --site '{}' check", env!("CARGO_BIN_EXE_virta"), site.display());
    let output = Command::new("script").args(["-qec", &line, "/dev/null"]).stdin(Stdio::null()).env_remove("NO_COLOR").env("TERM", "xterm").output();
    if output.is_err() {
        say_aloud("SKIPPED: there is no `script`, so colours in a terminal are not looked at");
    }
    Some(String::from_utf8_lossy(&output.ok()?.stdout).into_owned())
}

#[test]
fn colours_are_shown_in_a_terminal_where_they_are_wanted() {
    let site = broken();
    let Some(coloured) = in_terminal(site.path(), "") else { return };
    assert!(coloured.contains("\u{1b}[") && coloured.contains("unknown-key"), "{coloured}");
    let plain = in_terminal(site.path(), "NO_COLOR=1").expect("there was a terminal before");
    assert!(!plain.contains('\u{1b}') && plain.contains("error[unknown-key]"), "{plain}");
}

#[test]
fn control_characters_of_sources_do_not_act_on_the_terminal() {
    let site = started();
    site.write("content/pages/yksi/index.md", "+++\ntitle = \"x\"\n\"a\\u001B[31mb\\u202Ec\" = 1\n+++\n\n[\u{1b}[31mx](page:\u{1b}]0;y\u{7})\n");
    let run = virta(site.path(), ["check"]).ends_with(1);
    assert!(!run.stderr.contains('\u{1b}') && !run.stderr.contains('\u{202e}') && !run.stderr.contains('\u{7}'), "{}", run.stderr.escape_debug());
}

#[test]
fn a_result_is_printed_and_nothing_else() {
    let site = started();
    let built = virta(site.path(), ["build"]).succeeds();
    assert_eq!(built.stdout.lines().count(), 1, "{}", built.stdout);
    assert_eq!(built.stderr, "", "a build without findings is quiet in a pipe");
    let checked = virta(site.path(), ["check"]).succeeds();
    assert_eq!(checked.stdout, "");
    assert!(checked.stderr.lines().all(|line| line.starts_with("note[")), "{}", checked.stderr);
}
