//! What is published for other programs, held against those programs: rdflib, pySHACL, jsonschema, `SQLite`, `PostgreSQL`, `DuckDB`.
//!
//! `tests/run` installs them into `target/python` from `tests/exports/requirements.txt`.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::folder::Folder;
use support::program::run;
use support::site::{Built, own, repository};

/// The Python that has the tools.
fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder of builds");
    let python = target.join("python/bin/python");
    assert!(python.is_file(), "the tools of this test are not installed; tests/run installs them into {}", target.join("python").display());
    python
}

#[track_caller]
fn checks(what: &str, folder: &Path) {
    let script = repository().join("tests/exports/check.py");
    run(Command::new(python()).arg(script).arg(what).arg(folder)).succeeds();
}

#[test]
fn every_published_form_is_read_by_others() {
    checks("published", &own().root);
}

#[test]
fn forms_take_good_data_and_refuse_bad() {
    let folder = Folder::new("exports");
    let mut path = String::new();
    let mut text = String::new();
    for line in include_str!("exports/model.txt").lines().chain(["//- "]) {
        match line.strip_prefix("//- ") {
            Some(next) => {
                if !path.is_empty() {
                    folder.write(&path, &text);
                }
                path = next.to_owned();
                text.clear();
            }
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    let output = folder.join("output");
    let (built, _) = Built::of(folder.path(), &output, &[]);
    checks("instances", &built.root);
}

#[test]
fn every_worked_example_is_calculated_in_two_databases() {
    checks("examples", &repository().join("content"));
}
