//! One term has one definition, over all models and the glossary.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::collection::Value;
use crate::model::text::on_one_line;
use crate::model::{Id, Language, Model};
use crate::parse::Documents;

/// The collection of words that are no concepts of a model.
const GLOSSARY: &str = "glossary";

/// A concept that has a term: its name as a reference, and its definition in the term's language.
struct Meant {
    concept: String,
    definition: String,
}

/// Reports concepts in use that share a term and are defined in other words.
pub fn check(documents: &Documents, model: &Model, report: &mut Report) {
    let mut terms: BTreeMap<(Language, String), Meant> = BTreeMap::new();
    for (id, concept_model) in &model.concept_models {
        for concept in concept_model.concepts.iter().filter(|concept| concept.deprecated.is_none()) {
            let here = format!("{id}/{}", concept.id);
            let mut told = false;
            for (language, name) in concept.name.versions() {
                let Some(definition) = concept.definition.as_ref().and_then(|text| text.exactly(language)) else { continue };
                let said = on_one_line(definition);
                let meant = Meant { concept: here.clone(), definition: said.clone() };
                let first = terms.entry((language, on_one_line(name).to_lowercase())).or_insert(meant);
                if first.concept != here && first.definition != said && !told {
                    told = true;
                    twice(documents, id, &concept.id, (name, &first.concept), report);
                }
            }
        }
    }
    check_glossary(documents, model, &terms, report);
}

/// Reports words of the glossary that a concept defines too. One that leads to a concept leaves the word to it.
fn check_glossary(documents: &Documents, model: &Model, terms: &BTreeMap<(Language, String), Meant>, report: &mut Report) {
    for word in model.documents(GLOSSARY) {
        let Some(Value::Localized(definition)) = word.value("definition") else { continue };
        let said = |language, text: &str| definition.exactly(language).is_some_and(|said| said.contains("concept:") || on_one_line(said) == text);
        let found = word.title.versions().find_map(|(language, name)| {
            let meant = terms.get(&(language, on_one_line(name).to_lowercase()))?;
            let is_again = definition.exactly(language).is_some() && !said(language, &meant.definition);
            is_again.then_some((name, &meant.concept))
        });
        let document = documents.collections.get(GLOSSARY).and_then(|shelf| shelf.documents.get(&word.id));
        if let Some(((name, concept), document)) = found.zip(document) {
            let message = format!("`{name}` is defined here and in `{concept}`, and in other words");
            report.push(
                Diagnostic::warning(&document.file, document.header.clone(), "term-defined-twice", message)
                    .help(format!("lead to the concept instead: definition = \"[{name}](concept:{concept})\"")),
            );
        }
    }
}

fn twice(documents: &Documents, model: &Id, concept: &Id, (name, first): (&str, &str), report: &mut Report) {
    let Some(document) = documents.concept_models.documents.get(model) else { return };
    let span = document.matter.concepts.iter().find(|(id, _)| id.value == *concept).map(|(id, _)| id.span.clone());
    let message = format!("`{}` is defined here and in `{first}`, and in other words", on_one_line(name));
    report.push(
        Diagnostic::warning(&document.file, span.unwrap_or(document.header.clone()), "term-defined-twice", message)
            .help("use the one concept in both places, or give one of the two a term of its own"),
    );
}

#[cfg(test)]
mod tests {
    use crate::testing::{is_clean, reports};

    fn models(second: &str) -> String {
        let head = "name = \"M\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        format!(
            "//- models/concepts/a.toml\n{head}[concepts.visit]\nname = \"visit\"\ndefinition = \"A meeting.\"\n//- models/concepts/b.toml\n{head}[concepts.call]\n{second}"
        )
    }

    #[test]
    fn a_term_of_two_models_is_defined_once_whatever_its_spaces() {
        for name in ["Visit", " Visit "] {
            reports(
                &models(&format!("name = \"{name}\"\ndefinition = \"A stay.\"\n")),
                r"
warning[term-defined-twice]: `Visit` is defined here and in `a/visit`, and in other words
 --> models/concepts/b.toml:8:11
   8 | [concepts.call]
     |           ^^^^
     = help: use the one concept in both places, or give one of the two a term of its own
",
            );
        }
    }

    fn glossary(definition: &str) -> String {
        let word = format!(
            "//- models/collections/glossary.toml\nname = \"Words\"\n[fields.definition]\ntype = \"localized\"\n//- content/glossary/visit/index.md\n+++\ntitle = \"visit\"\ndefinition = \"{definition}\"\n+++\n"
        );
        models("name = \"call\"\n") + &word
    }

    #[test]
    fn a_word_of_the_glossary_is_not_defined_beside_its_concept() {
        reports(
            &glossary("Something else."),
            r#"
warning[term-defined-twice]: `visit` is defined here and in `a/visit`, and in other words
 --> content/glossary/visit/index.md:1:1
   1 | +++
     | ^^^
     = help: lead to the concept instead: definition = "[visit](concept:a/visit)"
"#,
        );
        is_clean(&glossary("[visit](concept:a/visit)"));
    }

    #[test]
    fn the_same_words_an_open_definition_and_a_deprecated_concept_are_no_second_definition() {
        is_clean(&models("name = \"visit\"\ndefinition = \"A meeting.\"\n"));
        is_clean(&models("name = \"visit\"\ndefinition = \"\"\"A\n  meeting.\n\"\"\"\n"));
        is_clean(&models("name = \"visit\"\n"));
        is_clean(&models("name = \"visit\"\ndefinition = \"A stay.\"\ndeprecated = { since = \"1.0.0\" }\n"));
    }
}
