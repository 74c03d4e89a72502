//! A translation says which version of the original it renders, and keeps up with it.
//!
//! A history does not say whether a step changed words or their meaning, so any step counts.

use crate::diagnostic::{Diagnostic, Report};
use crate::model::Version;
use crate::parse::Written;
use crate::parse::fields::Spanned;
use crate::parse::lifecycle::LifecycleMatter;
use crate::source::SourceFile;

/// Translations say which version they render, and it is the current one.
pub fn check<T>(document: &Written<T>, matter: &LifecycleMatter, report: &mut Report) {
    let Some(current) = &matter.version else { return };
    let told: Vec<Version> = matter.history.iter().filter_map(|entry| entry.value.version.as_ref()).map(|version| version.value).collect();
    for prose in document.prose.iter().skip(1) {
        match matter.translates.iter().find(|(language, _)| *language == prose.language) {
            Some((_, version)) => check_version(version, current.value, &told, &prose.file, report),
            None if matter.says_translates.contains(&prose.language) => {}
            None => report.push(
                Diagnostic::warning(&prose.file, prose.header.clone(), "translation-without-version", "the translation does not say which version it renders")
                    .help(format!("write it: translates = \"{}\"", current.value)),
            ),
        }
    }
}

/// The version that a translation renders is the original's, or was.
fn check_version(version: &Spanned<Version>, current: Version, told: &[Version], file: &SourceFile, report: &mut Report) {
    if version.value != current && !told.contains(&version.value) {
        report.push(
            Diagnostic::error(file, version.span.clone(), "unknown-version", format!("the original has never had the version `{}`", version.value))
                .help(format!("its version is `{current}`")),
        );
    } else if version.value < current {
        let message = format!("this translates `{}`, and the original is at `{current}`", version.value);
        report.push(
            Diagnostic::warning(file, version.span.clone(), "translation-behind", message).help("go through what has changed since, then raise `translates`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::reports;

    #[test]
    fn a_translation_that_has_fallen_behind_is_told() {
        reports(
            r#"
//- site.toml
title     = "Site"
base_url  = "https://example.org/"
languages = ["en", "sv"]
//- content/use-cases/home-care/index.md
+++
title   = "Home care"
version = "1.1.0"
status  = "valid"

[[history]]
version = "1.0.0"
date    = 2022-01-01
summary = "First"

[[history]]
version = "1.1.0"
date    = 2022-02-01
summary = "Clearer"
+++
//- content/use-cases/home-care/index.sv.md
+++
title      = "Hemvård"
translates = "1.0.0"
+++
"#,
            r#"
warning[translation-behind]: this translates `1.0.0`, and the original is at `1.1.0`
 --> content/use-cases/home-care/index.sv.md:3:14
   3 | translates = "1.0.0"
     |              ^^^^^^^
     = help: go through what has changed since, then raise `translates`
"#,
        );
    }
}
