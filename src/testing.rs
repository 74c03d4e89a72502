//! What tests share: whole projects in a string, and the exact words of a report.

use crate::diagnostic::{Report, Severity};
use crate::model::Model;
use crate::render::Renderer;
use crate::render::theme::Theme;
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
        report.extend(resolve::disclosure(sources, &found, &settings));
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

/// What a page of a project says: the inside of its `main`, white space as single spaces.
///
/// `path` is from the output's root, such as `use-cases/home-care/index.html`. A project with an
/// error has no pages, so it fails the test with its report.
#[track_caller]
pub fn page(project: &str, path: &str) -> String {
    let html = String::from_utf8(file(project, path)).expect("a page is UTF-8");
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or("", |(main, _)| main);
    main.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The bytes of a file that a project publishes; a project with an error fails the test with its report.
#[track_caller]
pub fn file(project: &str, path: &str) -> Vec<u8> {
    let sources = sources(project);
    let (settings, report) = resolve::settings(&sources);
    let settings = settings.unwrap_or_else(|| panic!("the settings cannot be read:\n{}", report.human(false)));
    let (theme, _) = Theme::new(&settings, "virta", &Sources::default());
    let theme = theme.expect("the built-in theme is whole");
    let working_tree = crate::WorkingTree::new(&sources, &settings);
    let (site, report) = crate::site(settings, working_tree, Vec::new(), crate::Asked::default());
    assert!(!report.has_errors(), "the project has errors:\n{}", report.sorted().human(false));
    let (plan, _) = crate::plan::plan(&site, &theme.published());
    let renderer = Renderer::new(&site, &plan, &theme, false);
    let (_, page) = plan.pages.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("there is no page `{path}`"));
    renderer.bytes(page).unwrap_or_else(|error| panic!("{path}: {}", error.0))
}

/// Checks that a page says each of some fragments, in this order.
#[track_caller]
pub fn says(page: &str, fragments: &[&str]) {
    let mut rest = page;
    for fragment in fragments {
        rest = rest.split_once(fragment).unwrap_or_else(|| panic!("`{fragment}` is not said, or not there, in:\n{rest}")).1;
    }
}
