//! What a requirement demands of an attribute, its cardinality demands too.

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::concept::Cardinality;
use crate::model::use_case::RequirementLevel;
use crate::model::{ConceptRef, Model};
use crate::parse::Documents;

/// Notes binding requirements on attributes that may be absent.
pub fn check(documents: &Documents, model: &Model, report: &mut Report) {
    for document in documents.use_cases.documents.values() {
        for requirement in document.matter.requirements.iter().map(|requirement| &requirement.value) {
            let binds = requirement.level.as_ref().is_some_and(|level| level.value == RequirementLevel::Shall) && requirement.deprecated.is_none();
            let Some(concept) = requirement.concept.as_ref().filter(|_| binds) else { continue };
            if let Some(cardinality) = cardinality(&concept.value, model).filter(|cardinality| cardinality.least == 0) {
                let message = format!("the requirement binds, and `{}` may be absent: its cardinality is {cardinality}", concept.value);
                let place = document.file.place(concept.span.clone());
                report.push(
                    Diagnostic::new(Severity::Note, place, "cardinality-against-requirement", message)
                        .help("where every record must have it, raise the least number to 1; else say in the requirement when it is needed"),
                );
            }
        }
    }
}

fn cardinality(of: &ConceptRef, model: &Model) -> Option<Cardinality> {
    let attribute = of.attribute.as_ref()?;
    model.concept(of)?.attributes.iter().find(|one| one.id == *attribute).map(|one| one.cardinality)
}

#[cfg(test)]
mod tests {
    use crate::testing::{resolved, sources};

    #[test]
    fn a_binding_requirement_on_what_may_be_absent_is_noted() {
        let head = "version = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        let requirement = |id: &str, level: &str, attribute: &str| {
            format!("[[requirements]]\nid = \"{id}\"\ntext = \"It is recorded.\"\nlevel = \"{level}\"\nconcept = \"m/visit.{attribute}\"\n")
        };
        let project = format!(
            "//- models/concepts/m.toml\nname = \"M\"\n{head}[concepts.visit]\nname = \"visit\"\n[concepts.visit.attributes.day]\nname = \"day\"\ntype = \"date\"\ncardinality = \"0..1\"\n[concepts.visit.attributes.place]\nname = \"place\"\ntype = \"string\"\ncardinality = \"1\"\n//- content/use-cases/u/index.md\n+++\ntitle = \"U\"\n{head}{}{}{}+++\n",
            requirement("r1", "shall", "day"),
            requirement("r2", "should", "day"),
            requirement("r3", "shall", "place"),
        );
        let (_, report) = resolved(&sources(&project));
        let told: Vec<_> = report.diagnostics.iter().map(|found| (found.rule, found.place.line, found.message.as_str())).collect();
        assert_eq!(told, [("cardinality-against-requirement", 13, "the requirement binds, and `m/visit.day` may be absent: its cardinality is 0..1")]);
    }
}
