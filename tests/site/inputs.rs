//! Real names and naughty texts in every field: the program says what is wrong, or shows it; it never breaks.
//!
//! The texts are those of `../shared/data`; where that folder is absent, the tests say so and do nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::site::contract::site;
use crate::support::folder::{Folder, paths, paths_ending};
use crate::support::html::Page;
use crate::support::json::Json;
use crate::support::page::{broken_links, look};
use crate::support::program::{Run, build, virta};
use crate::support::site::{Built, repository};
use crate::support::{none, say_aloud};

/// A folder of real data, if it is there.
fn data(name: &str) -> Option<PathBuf> {
    let folder = repository().join("../shared/data").join(name);
    if !folder.is_dir() {
        say_aloud(&format!("SKIPPED: {} is not there, so its texts are not tried", folder.display()));
        return None;
    }
    Some(folder)
}

/// Texts that have broken programs.
fn naughty(folder: &Path) -> Vec<String> {
    let list = Json::parse(&std::fs::read(folder.join("blns.json")).expect("the list is there")).expect("the list is JSON");
    list.items().iter().filter_map(|item| item.text().map(|text| text.replace(['\r', '\n'], " "))).collect()
}

/// Words of the fixture that are ids, addresses or choices: no text of their own.
const IDS: [&str; 18] = [
    "m-own-unit-id",
    "m-uc-old-id",
    "m-question-old",
    "m-requirement-old",
    "m-client-old",
    "m-born-old",
    "m-code-old",
    "m-gone-indicator",
    "m-gone-page",
    "m-whole-country",
    "m-collaboration",
    "m-slug-one",
    "m-slug-two",
    "m-slug-three",
    "m-joint",
    "m-ended",
    "m-doc-state-open",
    "m-doc-state-shut",
];

/// The fixture with every text that is a whole string replaced by the next of `texts`, from `first` on.
fn filled(texts: &[String], first: usize, also_ids: bool, written: impl Fn(&str) -> String) -> Folder {
    let folder = Folder::copy_of("inputs", &site());
    let mut next = first;
    for path in paths(folder.path()).into_iter().filter(|path| !path.starts_with("releases/")) {
        let Ok(text) = String::from_utf8(std::fs::read(folder.join(&path)).expect("the file can be read")) else { continue };
        let is_table = Path::new(&path).extension().is_some_and(|ending| ending == "csv");
        let mut filled = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find("m-") {
            let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let length = rest[at..].find(|c| !is_word(c)).unwrap_or(rest.len() - at);
            let (before, word, after) = (&rest[..at], &rest[at..at + length], &rest[at + length..]);
            let is_whole = before.ends_with('"') && after.starts_with('"');
            filled.push_str(before);
            if is_whole && (also_ids || !IDS.contains(&word)) {
                filled.push_str(&in_toml(&written(&texts[next % texts.len()])));
            } else if is_table && before.ends_with(';') {
                filled.extend(["\"", &texts[next % texts.len()].replace('"', "\"\""), "\""]);
            } else if word.ends_with("-body") {
                filled.push_str(&written(&texts[next % texts.len()]));
            } else {
                filled.push_str(word);
            }
            next += 1;
            rest = after;
        }
        filled.push_str(rest);
        folder.write(&path, filled);
    }
    folder
}

/// A text as it stands between the quotes of a TOML string.
fn in_toml(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}

/// Markdown that says exactly this.
fn literally(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }).collect()
}

/// Fails where a run broke instead of ending.
#[track_caller]
fn did_not_break(run: &Run) {
    assert!(
        matches!(run.code, Some(0 | 1)) && !run.stderr.contains("panicked"),
        "exit status {:?}\n{}",
        run.code,
        &run.stderr[run.stderr.len().saturating_sub(4000)..]
    );
}

/// Fails where a built site is not sound for browsers and programs.
#[track_caller]
fn is_sound(built: &Built) {
    let pages = look(built);
    none("links that lead nowhere", broken_links(built, &pages, false));
    // Characters that are none were in the sources; a page shows them as they are.
    let told = |(check, problem): &&(&str, String)| *check != "leftovers" && !problem.contains("character-in-input-stream");
    none(
        "problems of pages",
        pages.iter().flat_map(|page| page.problems.iter().filter(told).map(|(check, problem)| format!("{}: {check}: {problem}", page.path))),
    );
    let xml = [".xml", ".svg"].iter().flat_map(|ending| built.ending(ending));
    none("XML that cannot be read", xml.filter_map(|path| roxmltree::Document::parse(&built.text(path)).err().map(|error| format!("{path}: {error}"))));
    let json = [".json", ".jsonld"].iter().flat_map(|ending| built.ending(ending));
    none("JSON that cannot be read", json.filter_map(|path| Json::parse(&built.bytes(path)).err().map(|error| format!("{path}: {error}"))));
}

#[test]
fn naughty_texts_are_shown_as_what_they_are() {
    let Some(folder) = data("str-blns") else { return };
    // A control character is told where it stands instead.
    let is_shown = |text: &String| !text.trim().is_empty() && !text.contains(|sign: char| sign.is_control() && !"\n\t".contains(sign));
    let texts: Vec<String> = naughty(&folder).into_iter().filter(is_shown).collect();
    let mut shown = 0;
    for first in (0..texts.len()).step_by(100) {
        let site = filled(&texts, first, false, literally);
        let run = build(site.path(), &site.join("output"), &["--drafts"]);
        did_not_break(&run);
        if run.code == Some(0) {
            shown += 1;
            is_sound(&Built::at(&site.join("output")));
        } else {
            say_aloud(&format!(
                "naughty texts from {first} on are refused:\n{}",
                run.stderr.lines().filter(|line| line.starts_with("error")).take(5).collect::<Vec<_>>().join("\n")
            ));
        }
    }
    assert!(shown > 3, "hardly any naughty text was shown");
}

#[test]
fn naughty_texts_break_nothing_wherever_they_stand() {
    let Some(folder) = data("str-blns") else { return };
    let texts = naughty(&folder);
    for first in (0..texts.len()).step_by(60) {
        let site = filled(&texts, first, first % 120 == 0, str::to_owned);
        did_not_break(&build(site.path(), &site.join("output"), &["--drafts"]));
    }
}

#[test]
fn names_of_municipalities_are_shown_in_every_field() {
    let Some(folder) = data("reg-geofi-keys") else { return };
    let mut names: Vec<String> = Vec::new();
    for file in paths_ending(&folder, ".csv") {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(folder.join(file)).expect("the table is there");
        for row in reader.records().filter_map(Result::ok) {
            names.extend(row.iter().filter(|cell| cell.chars().any(char::is_alphabetic)).map(|cell| cell.replace(['\r', '\n'], " ")));
        }
    }
    names.sort();
    names.dedup();
    assert!(names.len() > 300, "there are only {} names", names.len());
    for first in [0, names.len() / 3, names.len() * 2 / 3] {
        let site = filled(&names, first, false, literally);
        build(site.path(), &site.join("output"), &["--drafts"]).succeeds();
        let built = Built::at(&site.join("output"));
        is_sound(&built);
        let page = Page::parse(&built.text("index.html"));
        assert!(names.iter().any(|name| page.text().contains(name.as_str())), "no name is on the front page");
    }
}

#[test]
fn every_file_of_the_toml_suite_is_read_or_told_of() {
    let Some(archive) = data("fmt-toml-test") else { return };
    let cases = Folder::new("toml-suite");
    let status = Command::new("tar").arg("-xzf").arg(archive.join("toml-test.tar.gz")).arg("-C").arg(cases.path()).status().expect("tar is there");
    assert!(status.success(), "the suite cannot be unpacked");
    let files = paths_ending(cases.path(), ".toml");
    assert!(files.len() > 300, "there are only {} files", files.len());
    let site = Folder::new("toml-site");
    site.write("site.toml", "title = \"x\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n");
    site.write("content/index.md", "+++\ntitle = \"x\"\n+++\n");
    let mut invalid = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let bytes = std::fs::read(cases.join(file)).expect("the file can be read");
        for folder in ["code-lists", "concepts", "collections"] {
            site.write(&format!("models/{folder}/t{at}-{folder}.toml"), &bytes);
        }
        for kind in ["pages", "use-cases", "indicators"] {
            let text = [b"+++\n", bytes.as_slice(), b"\n+++\n"].concat();
            site.write(&format!("content/{kind}/t{at}-{kind}/index.md"), text);
        }
        if file.contains("/invalid/") || file.starts_with("invalid/") {
            invalid.push(at);
        }
    }
    let run = virta(site.path(), ["check", "--format", "json"]).ends_with(1);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let report = Json::parse(run.stdout.as_bytes()).expect("the findings are JSON");
    let told: std::collections::BTreeSet<&str> =
        report.get("diagnostics").map_or(&[][..], Json::items).iter().filter_map(|finding| finding.get("file")?.text()).collect();
    let silent = invalid.iter().map(|at| (at, format!("models/code-lists/t{at}-code-lists.toml"))).filter(|(_, path)| !told.contains(path.as_str()));
    none("invalid TOML that nothing is said of", silent.map(|(at, path)| format!("{path} ({})", files[*at])));
    for file in files.iter().step_by(7) {
        site.write("site.toml", std::fs::read(cases.join(file)).expect("the file can be read"));
        let run = virta(site.path(), ["check"]);
        assert!(
            run.code == Some(1) && !run.stderr.contains("panicked"),
            "{file} as site.toml: {:?}\n{}",
            run.code,
            run.stderr.lines().take(20).collect::<Vec<_>>().join("\n")
        );
    }
}

#[test]
fn what_is_nested_without_end_is_no_end_of_the_program() {
    let site = Folder::new("nested");
    site.write("site.toml", "title = \"x\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n");
    site.write("content/index.md", "+++\ntitle = \"x\"\n+++\n");
    let deep = 20_000;
    let page = |id: &str, body: &str| site.write(&format!("content/pages/{id}/index.md"), format!("+++\ntitle = \"x\"\n+++\n\n{body}\n"));
    page("quotes", &format!("{} x", ">".repeat(deep)));
    page("lists", &(0..300).flat_map(|at| ["  ".repeat(at), "- x\n".to_owned()]).collect::<String>());
    page("brackets", &"[".repeat(deep));
    page("stars", &format!("{}x{}", "*a ".repeat(deep), " b*".repeat(deep)));
    page("links", &format!("{}x{}", "[".repeat(deep), "](page:links)".repeat(deep)));
    page("backticks", &"` ".repeat(deep));
    page("table", &format!("{}\n{}\n{}", "|a".repeat(5000), "|-".repeat(5000), "|b".repeat(5000)));
    site.write("models/code-lists/arrays.toml", format!("name = {}", "[".repeat(deep)));
    site.write("models/code-lists/tables.toml", format!("name = {}", "{ a = ".repeat(deep)));
    site.write("models/code-lists/keys.toml", format!("{}a = 1", "a.".repeat(deep)));
    site.write("models/concepts/header.toml", format!("[{}a]", "a.".repeat(deep)));
    let run = virta(site.path(), ["check"]);
    did_not_break(&run);
    for model in ["code-lists/arrays", "code-lists/tables", "code-lists/keys", "concepts/header"] {
        std::fs::remove_file(site.join(&format!("models/{model}.toml"))).expect("the file is there");
    }
    did_not_break(&virta(site.path(), ["build"]));
}
