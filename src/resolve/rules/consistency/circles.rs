//! No definition leads back to itself: a reader who follows its links learns something.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::{ConceptRef, Model, Text};
use crate::parse::{Documents, prose};
use crate::resolve::target::{Target, target};

/// The concepts that definitions are made of.
type Made = BTreeMap<ConceptRef, BTreeSet<ConceptRef>>;

/// Reports concepts in use whose definitions link to concepts that are defined by them.
pub fn check(documents: &Documents, model: &Model, report: &mut Report) {
    let made = definitions(model);
    for (id, document) in &documents.concept_models.documents {
        for (concept, _) in &document.matter.concepts {
            let here = ConceptRef { model: id.clone(), concept: concept.value.clone(), attribute: None };
            if let Some(way) = way_back(&here, &made) {
                let place = document.file.place(concept.span.clone());
                let way: Vec<String> = way.iter().map(ToString::to_string).collect();
                let message = format!("the definition of `{here}` leads back to itself: {}", way.join(" → "));
                report.push(
                    Diagnostic::new(Severity::Note, place, "definition-in-a-circle", message)
                        .help("define one of them without the others, and tell of them in a note"),
                );
            }
        }
    }
}

fn definitions(model: &Model) -> Made {
    let mut made = Made::new();
    for (id, concept_model) in &model.concept_models {
        for concept in concept_model.concepts.iter().filter(|concept| concept.deprecated.is_none()) {
            let here = ConceptRef { model: id.clone(), concept: concept.id.clone(), attribute: None };
            made.insert(here, concept.definition.iter().flat_map(linked).collect());
        }
    }
    made
}

fn linked(text: &Text) -> Vec<ConceptRef> {
    let links = text.versions().flat_map(|(_, text)| prose::inline_outline(text).links);
    let concepts = links.filter_map(|link| match target(&link.destination) {
        Ok(Target::Concept(concept)) => Some(ConceptRef { attribute: None, ..concept }),
        _ => None,
    });
    concepts.collect()
}

/// The shortest way from a concept along definitions back to it.
fn way_back(from: &ConceptRef, made: &Made) -> Option<Vec<ConceptRef>> {
    let (mut seen, mut ways) = (BTreeSet::new(), vec![vec![from.clone()]]);
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in way.last().and_then(|last| made.get(last)).into_iter().flatten() {
                let mut way = way.clone();
                way.push(next.clone());
                if next == from {
                    return Some(way);
                }
                if seen.insert(next) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::testing::{resolved, sources};

    #[test]
    fn a_circle_of_definitions_is_noted_at_each_of_its_concepts() {
        let head = "name = \"M\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        let concept = |id: &str, to: &str| format!("[concepts.{id}]\nname = \"{id}\"\ndefinition = \"A thing of a [thing](concept:m/{to}).\"\n");
        let gone = "[concepts.d]\nname = \"d\"\ndefinition = \"A [c](concept:m/c) or a [d](concept:m/d).\"\ndeprecated = { since = \"1.0.0\" }\n";
        let project = format!("//- models/concepts/m.toml\n{head}{}{}{}{gone}", concept("a", "b"), concept("b", "a"), concept("c", "a"));
        let (_, report) = resolved(&sources(&project));
        let told: Vec<_> = report
            .diagnostics
            .iter()
            .filter(|found| found.rule != "deprecated-term-used")
            .map(|found| (found.rule, found.place.line, found.message.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("definition-in-a-circle", 8, "the definition of `m/a` leads back to itself: m/a → m/b → m/a"),
                ("definition-in-a-circle", 11, "the definition of `m/b` leads back to itself: m/b → m/a → m/b"),
            ]
        );
    }
}
