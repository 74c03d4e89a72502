//! What is no longer to be used is not used: by links, requirements, indicators and relations.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report, Severity};
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
    check_relations(documents, model, report);
}

/// Notes relations of concepts in use with deprecated ones: they often stay until the concept goes, and a reader should know.
pub fn check_relations(documents: &Documents, model: &Model, report: &mut Report) {
    for (id, document) in &documents.concept_models.documents {
        let Some(known) = model.concept_models.get(id) else { continue };
        for relation in document.matter.relations.iter().map(|relation| &relation.value) {
            let Some(found) = known.relations.iter().find(|known| relation.id.as_ref().is_some_and(|id| id.value == known.id)) else { continue };
            let gone = |concept: &ConceptRef| model.concept(concept).is_some_and(|concept| concept.deprecated.is_some());
            let (end, other, written) = match (gone(&found.from.concept), gone(&found.to.concept)) {
                (true, false) => (&found.from, &found.to, &relation.from),
                (false, true) => (&found.to, &found.from, &relation.to),
                _ => continue,
            };
            let Some(written) = written.as_ref().and_then(|end| end.concept.as_ref()) else { continue };
            for mut finding in link(&end.concept, &document.file, written.span.clone(), model).diagnostics {
                finding.severity = Severity::Note;
                finding.message = format!("`{}` is no longer to be used, and `{}` is related to it", end.concept, other.concept);
                report.push(finding);
            }
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
    use crate::testing::{reports, resolved, sources};

    #[test]
    fn a_relation_of_what_is_in_use_with_what_is_not_is_noted() {
        let head = "name = \"M\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        let gone = "deprecated = { since = \"1.0.0\", replaced_by = \"visit\" }\n";
        let relation = |id: &str, from: &str, to: &str| {
            format!("[[relations]]\nid = \"{id}\"\nkind = \"association\"\nfrom = {{ concept = \"{from}\" }}\nto = {{ concept = \"{to}\" }}\n")
        };
        let concepts = format!("[concepts.visit]\nname = \"visit\"\n[concepts.call]\nname = \"call\"\n{gone}[concepts.ring]\nname = \"ring\"\n{gone}");
        let relations = relation("r1", "visit", "call") + &relation("r2", "ring", "call") + &relation("r3", "ring", "visit");
        let (_, report) = resolved(&sources(&format!("//- models/concepts/m.toml\n{head}{concepts}{relations}")));
        let told: Vec<String> = report
            .diagnostics
            .iter()
            .map(|one| format!("{} {} {}:{} {}", one.severity.word(), one.rule, one.place.line, one.place.column, one.message))
            .collect();
        assert_eq!(
            told,
            [
                "note deprecated-term-used 20:18 `m/call` is no longer to be used, and `m/visit` is related to it",
                "note deprecated-term-used 29:20 `m/ring` is no longer to be used, and `m/visit` is related to it",
            ]
        );
    }

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
