//! What is counted and what is required is tied to an element of a concept model.

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::parse::Documents;

/// Notes indicators that count something and name no concept it is of.
pub fn check_indicators(documents: &Documents, report: &mut Report) {
    for document in documents.indicators.documents.values() {
        let matter = &document.matter;
        if matter.numerator.is_some() && matter.concepts.is_empty() && matter.concepts_are_whole {
            let place = document.file.place(document.header.clone());
            report.push(
                Diagnostic::new(Severity::Note, place, "numerator-without-concept", "what the numerator counts is not tied to a concept")
                    .help("name what is counted: concepts = [\"model/concept\"]"),
            );
        }
    }
}

/// Notes requirements in force that are about no element.
pub fn check_requirements(documents: &Documents, report: &mut Report) {
    for document in documents.use_cases.documents.values() {
        for requirement in &document.matter.requirements {
            let matter = &requirement.value;
            let Some(id) = matter.id.as_ref().filter(|_| matter.concept.is_none() && matter.deprecated.is_none()) else { continue };
            let place = document.file.place(id.span.clone());
            report.push(
                Diagnostic::new(Severity::Note, place, "requirement-without-element", format!("the requirement `{}` is about no element", id.value))
                    .help("where it is about data, name the element: concept = \"model/concept.attribute\""),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{resolved, sources};

    #[test]
    fn what_is_counted_or_required_without_an_element_is_noted() {
        let project = r#"
//- content/indicators/i/index.md
+++
name = "I"
version = "1.0.0"
status = "draft"
unit = "count"
decimals = 0
polarity = "none"
numerator = "Visits"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
+++
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
text = "It is shown."
level = "shall"
[[requirements]]
id = "r2"
text = "It was shown."
level = "shall"
deprecated = { since = "1.0.0" }
+++
"#;
        let (_, report) = resolved(&sources(project));
        let told: Vec<_> = report.diagnostics.iter().map(|found| (found.rule, &*found.place.file, found.place.line)).collect();
        assert_eq!(
            told,
            [("numerator-without-concept", "content/indicators/i/index.md", 1), ("requirement-without-element", "content/use-cases/u/index.md", 10)]
        );
    }
}
