//! What is no longer to be used is not used: by links, requirements and indicators.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::lifecycle::Deprecated;
use crate::model::{ConceptRef, Model};
use crate::parse::Documents;
use crate::source::SourceFile;

/// Reports requirements in force and indicators that name a deprecated concept or attribute.
pub fn check(documents: &Documents, model: &Model, report: &mut Report) {
    for document in documents.use_cases.documents.values() {
        let in_force = document.matter.requirements.iter().map(|requirement| &requirement.value).filter(|requirement| requirement.deprecated.is_none());
        for concept in in_force.filter_map(|requirement| requirement.concept.as_ref()) {
            report.extend(link(&concept.value, &document.file, concept.span.clone(), model));
        }
    }
    for document in documents.indicators.documents.values() {
        for concept in &document.matter.concepts {
            report.extend(link(&concept.value, &document.file, concept.span.clone(), model));
        }
    }
}

/// What is found where something names a concept or an attribute at a place.
pub fn link(concept: &ConceptRef, file: &SourceFile, span: Range<usize>, model: &Model) -> Report {
    let mut report = Report::default();
    if let Some((of, gone)) = notice(concept, model) {
        let warning = Diagnostic::warning(file, span, "deprecated-term-used", format!("`{of}` is no longer to be used"));
        report.push(match &gone.replaced_by {
            Some(id) if of.attribute.is_some() => warning.help(format!("use `{}/{}.{id}` instead", of.model, of.concept)),
            Some(id) => warning.help(format!("use `{}/{id}` instead", of.model)),
            None => warning.help("nothing replaces it; say it without"),
        });
    }
    report
}

/// The concept or attribute that is deprecated, where one is named.
fn notice<'m>(concept: &ConceptRef, model: &'m Model) -> Option<(ConceptRef, &'m Deprecated)> {
    let found = model.concept(concept)?;
    if let Some(gone) = &found.deprecated {
        return Some((ConceptRef { attribute: None, ..concept.clone() }, gone));
    }
    let attribute = found.attributes.iter().find(|attribute| Some(&attribute.id) == concept.attribute.as_ref())?;
    attribute.deprecated.as_ref().map(|gone| (concept.clone(), gone))
}

#[cfg(test)]
mod tests {
    use crate::testing::reports;

    #[test]
    fn a_deprecated_attribute_is_told_where_a_link_and_a_requirement_use_it() {
        reports(
            r#"
//- models/concepts/m.toml
name = "M"
version = "1.0.0"
status = "draft"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[concepts.visit]
name = "visit"
[concepts.visit.attributes.remote]
name = "remote"
type = "boolean"
deprecated = { since = "1.0.0", replaced_by = "way" }
[concepts.visit.attributes.way]
name = "way"
type = "string"
//- content/use-cases/u/index.md
+++
title = "U"
version = "1.0.0"
status = "draft"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[[requirements]]
id = "r1"
text = "It is recorded."
level = "shall"
concept = "m/visit.remote"
[[requirements]]
id = "r2"
text = "It was recorded."
level = "shall"
concept = "m/visit.remote"
deprecated = { since = "1.0.0" }
+++
See [remote](concept:m/visit.remote).
"#,
            r#"
warning[deprecated-term-used]: `m/visit.remote` is no longer to be used
 --> content/use-cases/u/index.md:13:11
  13 | concept = "m/visit.remote"
     |           ^^^^^^^^^^^^^^^^
     = help: use `m/visit.way` instead
warning[deprecated-term-used]: `m/visit.remote` is no longer to be used
 --> content/use-cases/u/index.md:21:14
  21 | See [remote](concept:m/visit.remote).
     |              ^^^^^^^^^^^^^^^^^^^^^^
     = help: use `m/visit.way` instead
"#,
        );
    }
}
