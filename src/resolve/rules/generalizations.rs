//! No concept is by its generalizations a kind of itself, over all models.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::ConceptRef;
use crate::model::concept::RelationKind;
use crate::parse::concept::{ConceptModelMatter, RelationEndMatter};
use crate::parse::{Documents, Written};

/// Reports generalizations that lead from a concept back to itself, over all models.
pub fn check(documents: &Documents, report: &mut Report) {
    let mut general: BTreeMap<ConceptRef, Vec<ConceptRef>> = BTreeMap::new();
    let documents = &documents.concept_models.documents;
    for document in documents.values() {
        for (from, to, _) in generalizations(document) {
            general.entry(from).or_default().push(to);
        }
    }
    for document in documents.values() {
        for (from, to, span) in generalizations(document) {
            if reaches(&to, &from, &general) {
                report.push(
                    Diagnostic::error(&document.file, span, "generalization-in-a-circle", format!("`{from}` is by this a kind of itself"))
                        .help("a generalization runs from the special to the general"),
                );
            }
        }
    }
}

/// The generalizations of a model: the special, the general, and where it is said.
fn generalizations(document: &Written<ConceptModelMatter>) -> impl Iterator<Item = (ConceptRef, ConceptRef, Range<usize>)> {
    document.matter.relations.iter().filter_map(|relation| {
        let matter = &relation.value;
        matter.kind.as_ref().filter(|kind| kind.value == RelationKind::Generalization)?;
        let end = |end: &Option<RelationEndMatter>| end.as_ref()?.concept.as_ref().map(|concept| ConceptRef::in_model(&concept.value, &document.id));
        Some((end(&matter.from)?, end(&matter.to)?, relation.span.clone()))
    })
}

fn reaches(from: &ConceptRef, to: &ConceptRef, general: &BTreeMap<ConceptRef, Vec<ConceptRef>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(at) = next.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            next.extend(general.get(at).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::testing::reports;

    #[test]
    fn a_circle_through_two_models_is_told_at_each_of_its_steps() {
        let head = "name = \"M\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        let model = |own: &str, other: &str| {
            format!(
                "{head}[concepts.{own}]\nname = \"{own}\"\n[[relations]]\nid = \"r\"\nkind = \"generalization\"\nfrom = {{ concept = \"{own}\" }}\nto = {{ concept = \"{other}\" }}\n"
            )
        };
        reports(
            &format!("//- models/concepts/m.toml\n{}//- models/concepts/n.toml\n{}", model("a", "n/b"), model("b", "m/a")),
            r"
error[generalization-in-a-circle]: `m/a` is by this a kind of itself
 --> models/concepts/m.toml:10:1
  10 | [[relations]]
     | ^^^^^^^^^^^^^
     = help: a generalization runs from the special to the general
error[generalization-in-a-circle]: `n/b` is by this a kind of itself
 --> models/concepts/n.toml:10:1
  10 | [[relations]]
     | ^^^^^^^^^^^^^
     = help: a generalization runs from the special to the general
",
        );
    }
}
