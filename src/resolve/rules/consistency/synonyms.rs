//! A word leads to one concept: a synonym is neither the term nor a synonym of another.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::text::on_one_line;
use crate::model::{ConceptRef, Language, Model};
use crate::parse::Documents;

/// How a concept has a word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum As {
    Term,
    Synonym,
}

/// Concepts by the words that they have, in the order of models and concepts; terms before synonyms.
type Words = BTreeMap<(Language, String), Vec<(As, ConceptRef)>>;

/// Reports words that are a synonym of one concept and a word of another; what was deprecated may keep its words.
pub fn check(documents: &Documents, model: &Model, report: &mut Report) {
    for ((_, word), mut concepts) in words(model) {
        concepts.sort_by_key(|(how, _)| *how);
        let Some(((how, first), others)) = concepts.split_first() else { continue };
        for (_, other) in others.iter().filter(|(how, other)| *how == As::Synonym && other != first) {
            tell(documents, (&word, other), (*how, first), report);
        }
    }
}

fn words(model: &Model) -> Words {
    let mut words = Words::new();
    for (id, concept_model) in &model.concept_models {
        for concept in concept_model.concepts.iter().filter(|concept| concept.deprecated.is_none()) {
            let here = ConceptRef { model: id.clone(), concept: concept.id.clone(), attribute: None };
            let mut add = |language, text: &str, how| {
                let word = on_one_line(text).to_lowercase();
                words.entry((language, word)).or_default().push((how, here.clone()));
            };
            concept.name.versions().for_each(|(language, name)| add(language, name, As::Term));
            for (language, terms) in &concept.synonyms {
                for term in terms {
                    add(*language, term, As::Synonym);
                }
            }
        }
    }
    words
}

/// A note: a kind may be called by the word for the whole, and two models may each have words of their own.
fn tell(documents: &Documents, (word, concept): (&str, &ConceptRef), (how, first): (As, &ConceptRef), report: &mut Report) {
    let Some(document) = documents.concept_models.documents.get(&concept.model) else { return };
    let span = document.matter.concepts.iter().find(|(id, _)| id.value == concept.concept).map(|(id, _)| id.span.clone());
    let what = if how == As::Term { "the term" } else { "a synonym" };
    let message = format!("`{word}` is a synonym here and {what} of `{first}`");
    let place = document.file.place(span.unwrap_or(document.header.clone()));
    report.push(Diagnostic::new(Severity::Note, place, "synonym-of-two", message).help("keep the word for one of the two concepts, or say that they are one"));
}

#[cfg(test)]
mod tests {
    use crate::testing::{resolved, sources};

    fn told(first: &str, second: &str) -> Vec<String> {
        let head = "name = \"M\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        let project = format!("//- models/concepts/a.toml\n{head}{first}//- models/concepts/b.toml\n{head}{second}");
        let (_, report) = resolved(&sources(&project));
        let said = |one: &crate::diagnostic::Diagnostic| format!("{} {}:{} {}", one.severity.word(), one.place.file, one.place.line, one.message);
        report.diagnostics.iter().filter(|one| one.rule == "synonym-of-two").map(said).collect()
    }

    #[test]
    fn a_word_is_not_the_synonym_of_one_concept_and_the_word_of_another() {
        let visit = "[concepts.visit]\nname = \"visit\"\nsynonyms = { en = [\"Call\", \"stop\"] }\n";
        let call = "[concepts.call]\nname = \"call\"\nsynonyms = { en = [\"stop\", \"ring\"] }\n";
        assert_eq!(
            told(&format!("{visit}{call}"), "[concepts.c]\nname = \"c\"\nsynonyms = { en = [\"visit\"] }\n"),
            [
                "note models/concepts/a.toml:8 `call` is a synonym here and the term of `a/call`",
                "note models/concepts/a.toml:11 `stop` is a synonym here and a synonym of `a/visit`",
                "note models/concepts/b.toml:8 `visit` is a synonym here and the term of `a/visit`",
            ]
        );
        assert_eq!(told(visit, &call.replace("name = \"call\"\n", "name = \"call\"\ndeprecated = { since = \"1.0.0\" }\n")), Vec::<String>::new());
    }
}
