//! What tests share: whole projects in a string, and the exact words of a report.

use crate::diagnostic::{Report, Severity};
use crate::model::Model;
use crate::resolve;
use crate::source::Sources;

/// Sources from one text: each file follows a line `//- path`.
///
/// A project without `site.toml` or `content/index.md` gets plain ones, so that a test shows only
/// what it is about.
pub fn sources(project: &str) -> Sources {
    let mut files: Vec<(String, String)> = vec![
        ("site.toml".into(), "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n".into()),
        ("content/index.md".into(), "+++\ntitle = \"Home\"\n+++\n".into()),
    ];
    let mut lines = project.strip_prefix('\n').unwrap_or(project).split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let path = line.strip_prefix("//- ").unwrap_or_else(|| panic!("a project begins with a line `//- path`, not {line:?}")).trim_end();
        let mut text = String::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("//- ")) {
            text.push_str(line);
        }
        files.retain(|(known, _)| known != path);
        files.push((path.to_owned(), text));
    }
    Sources::of(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())))
}

/// The model of a project, and everything found in it and its settings.
pub fn resolved(sources: &Sources) -> (Model, Report) {
    let (settings, mut report) = resolve::settings(sources);
    let mut model = Model::default();
    if let Some(settings) = settings {
        let (found, rest) = resolve::resolve(sources, &settings);
        report.extend(rest);
        model = found;
    }
    (model, report.sorted())
}

/// The errors and warnings of a project.
pub fn findings(sources: &Sources) -> Report {
    let mut report = resolved(sources).1;
    report.diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
    report
}

/// Checks that a project is reported in exactly these words; notes are left out.
#[track_caller]
pub fn reports(project: &str, expected: &str) {
    let human = findings(&sources(project)).human(false);
    assert!(human.trim() == expected.trim(), "expected:\n{}\n\nfound:\n{}", expected.trim(), human.trim());
}

/// Checks that nothing is wrong with a project.
#[track_caller]
pub fn is_clean(project: &str) {
    reports(project, "");
}
