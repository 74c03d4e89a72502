//! The history of a document tells of its version, of none that is newer, and of each once.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::Version;
use crate::parse::fields::Spanned;
use crate::parse::lifecycle::LifecycleMatter;
use crate::source::SourceFile;

/// The history holds the version, and none that is newer or told twice.
pub fn check(matter: &LifecycleMatter, file: &SourceFile, report: &mut Report) {
    let mut seen = BTreeSet::new();
    let versions: Vec<&Spanned<Version>> = matter.history.iter().filter_map(|entry| entry.value.version.as_ref()).collect();
    for version in &versions {
        if !seen.insert(version.value) {
            report.push(
                Diagnostic::error(file, version.span.clone(), "duplicate-version", format!("the history tells of `{}` twice", version.value))
                    .help("one entry a version"),
            );
        }
    }
    let Some(current) = &matter.version else { return };
    // An entry whose version could not be read may be the one that is looked for.
    let is_whole = versions.len() == matter.history.len();
    let newer: Vec<_> = versions.iter().filter(|version| version.value > current.value).collect();
    for version in &newer {
        report.push(
            Diagnostic::error(
                file,
                version.span.clone(),
                "history-ahead-of-version",
                format!("the history tells of `{}`, and the version is `{}`", version.value, current.value),
            )
            .help(format!("raise the version: version = \"{}\"", version.value)),
        );
    }
    if is_whole && newer.is_empty() && !seen.contains(&current.value) {
        report.push(
            Diagnostic::error(file, current.span.clone(), "version-not-in-history", format!("the history does not tell of the version `{}`", current.value))
                .help(format!("add an entry: [[history]], then version = \"{}\", date and summary", current.value)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::reports;

    #[test]
    fn a_reader_can_learn_what_the_version_changed() {
        reports(
            r#"
//- models/code-lists/sex.toml
name    = "Sex"
version = "1.1.0"
status  = "valid"

[[history]]
version = "1.0.0"
date    = 2022-01-01
summary = "First"
"#,
            r#"
error[version-not-in-history]: the history does not tell of the version `1.1.0`
 --> models/code-lists/sex.toml:2:11
   2 | version = "1.1.0"
     |           ^^^^^^^
     = help: add an entry: [[history]], then version = "1.1.0", date and summary
"#,
        );
    }
}
