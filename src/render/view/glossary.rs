//! The glossary: every term of the concept models and of the glossary's collection, by letter, with what it means.

use std::collections::BTreeMap;

use serde::Serialize;

use super::search::letter;
use super::{Shown, banner};
use crate::model::collection::Value;
use crate::model::lifecycle::Deprecated;
use crate::model::{Concept, ConceptModel, Document, Text};
use crate::plan::route::{GLOSSARY, Place};
use crate::render::scope::{Link, Plain, Scope, escape};

/// What the glossary shows.
#[derive(Serialize)]
struct Glossary {
    letters: Vec<Letter>,
}

/// Terms that begin alike.
#[derive(Serialize)]
struct Letter {
    id: String,
    name: String,
    terms: Vec<Term>,
}

/// A term, or another word for one.
#[derive(Serialize)]
struct Term {
    /// What it is sorted by.
    #[serde(skip)]
    name: String,
    /// Its anchor, the same in every language; another word for a term has none.
    id: Option<String>,
    /// The term, as HTML, with its page.
    link: Link,
    /// What it means, as HTML; none where nobody has said, and for another word.
    definition: Option<String>,
    /// The term in the site's other languages, as HTML.
    others: Vec<String>,
    /// Where it is from, as HTML.
    of: Option<String>,
    /// That it is no longer to be used, as HTML.
    gone: Option<String>,
    /// The term that another word stands for.
    see: Option<Link>,
}

/// All terms by letter.
pub fn glossary(scope: &Scope) -> Shown {
    let mut terms = Vec::new();
    for model in scope.model().concept_models.values() {
        model.concepts.iter().for_each(|concept| add_concept(scope, model, concept, &mut terms));
    }
    let concepts: BTreeMap<String, String> = terms.iter().filter_map(|term| Some((term.name.to_lowercase(), term.id.clone()?))).collect();
    scope.model().documents(GLOSSARY).for_each(|document| add_document(scope, document, &concepts, &mut terms));
    terms.sort_by(|a, b| scope.words.compare(&a.name, &b.name).then_with(|| (&a.id, &a.link.href).cmp(&(&b.id, &b.link.href))));
    let count = scope.words.count("glossary.count", terms.iter().filter(|term| term.see.is_none()).count());
    let view = Glossary { letters: by_letter(scope, terms) };
    let mut shown = Shown::new("glossary.html", scope.said(scope.word("glossary.title")), &view).fact(count);
    shown = shown.crumb(scope.word_link(&Place::Search, "nav.search"));
    let collection = scope.model().collections.get(GLOSSARY).map(|collection| scope.link(&Place::Collection(GLOSSARY.into()), &collection.name));
    let sources = [Some(scope.word_link(&Place::ConceptModels, "nav.concept-models")), collection].into_iter().flatten();
    shown.facts.extend(sources.filter(|link| link.href.is_some()).map(|link| banner::anchor(&link)));
    super::ties::opening(shown, scope, "glossary.lead")
}

fn by_letter(scope: &Scope, terms: Vec<Term>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for term in terms {
        let letter = letter(&term.name);
        match letters.iter_mut().find(|group| scope.words.is_same_letter(&group.name, &letter)) {
            Some(group) => group.terms.push(term),
            None => letters.push(Letter { id: format!("letter-{}", letters.len() + 1), name: letter, terms: vec![term] }),
        }
    }
    letters
}

fn add_concept(scope: &Scope, model: &ConceptModel, concept: &Concept, terms: &mut Vec<Term>) {
    let id = format!("{}/{}", model.id, concept.id);
    let place = Place::Concept(model.id.clone(), concept.id.clone());
    let synonyms = concept.synonyms.iter().filter(|(language, _)| *language == scope.language()).flat_map(|(_, words)| words);
    for word in synonyms {
        terms.push(another(scope, escape(word), word, &id, &concept.name));
    }
    let of = scope.link(&Place::ConceptModel(model.id.clone()), &model.name);
    terms.push(Term {
        of: Some(banner::anchor(&of)),
        gone: concept.deprecated.as_ref().map(|gone| deprecated(scope, model, gone)),
        ..term(scope, id, &place, &concept.name, concept.definition.as_ref())
    });
}

/// Adds a word of the collection. One that leaves its meaning to a concept of the same name adds its other words alone.
fn add_document(scope: &Scope, document: &Document, concepts: &BTreeMap<String, String>, terms: &mut Vec<Term>) {
    let place = Place::Document(GLOSSARY.into(), document.id.clone());
    let definition = match document.value("definition") {
        Some(Value::Localized(text)) => Some(text),
        _ => None,
    };
    let leads = definition.is_some_and(|text| text.or_any(scope.language()).contains("concept:"));
    let concept = concepts.get(&scope.plain(&document.title).text.to_lowercase()).filter(|_| leads);
    let id = concept.cloned().unwrap_or_else(|| format!("{GLOSSARY}:{}", document.id));
    // The words of a list are in the site's default language.
    if scope.language() == scope.settings().default_language()
        && let Some(Value::List(words)) = document.value("synonyms")
    {
        for word in words {
            if let Value::Text(word) = word {
                terms.push(another(scope, super::collection::in_default_language(scope, escape(word)), word, &id, &document.title));
            }
        }
    }
    if concept.is_some() {
        return;
    }
    let of = scope.model().collections.get(GLOSSARY).map(|collection| scope.link(&Place::Collection(GLOSSARY.into()), &collection.name));
    terms.push(Term { of: of.map(|link| banner::anchor(&link)), ..term(scope, id, &place, &document.title, definition) });
}

fn term(scope: &Scope, id: String, place: &Place, name: &Text, definition: Option<&Text>) -> Term {
    let Plain { text, .. } = scope.plain(name);
    let shown = name.get(scope.language()).map(|(language, _)| language);
    let others = scope.settings().languages.iter().filter(|language| shown != Some(**language));
    let others = others.filter_map(|language| {
        let word = name.exactly(*language)?;
        let word = crate::render::markdown::plain(word, scope);
        Some(format!("<span lang=\"{language}\">{}</span> ({language})", escape(&word)))
    });
    Term {
        name: text,
        id: Some(id),
        link: scope.link(place, name),
        definition: definition.filter(|text| !text.is_empty()).map(|text| scope.html(text)),
        others: others.collect(),
        of: None,
        gone: None,
        see: None,
    }
}

/// Another word for the term with an anchor.
fn another(scope: &Scope, html: String, word: &str, id: &str, name: &Text) -> Term {
    Term {
        name: word.to_owned(),
        id: None,
        link: Link { href: None, html },
        definition: None,
        others: Vec::new(),
        of: None,
        gone: None,
        see: Some(Link { href: Some(format!("#{id}")), html: scope.label(name) }),
    }
}

fn deprecated(scope: &Scope, model: &ConceptModel, gone: &Deprecated) -> String {
    let href = |id: &crate::model::Id| Some(format!("#{}/{id}", model.id));
    super::concept::deprecated(scope, gone, href, |id| model.concept(id).map_or_else(|| escape(id), |other| scope.label(&other.name)))
}

#[cfg(test)]
mod tests {
    use crate::testing::{page, says};

    #[test]
    fn terms_and_other_words_for_them_stand_by_letter() {
        let head = "version = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        let project = format!(
            r#"
//- models/concepts/care.toml
name = "Care"
{head}
[concepts.visit]
name = "visit"
synonyms = {{ en = ["appointment"] }}
definition = "A meeting."
[concepts.stay]
name = "stay"
deprecated = {{ since = "1.0.0", replaced_by = "visit" }}
//- models/collections/glossary.toml
name = "Words"
[fields.definition]
type = "localized"
[fields.synonyms]
type = "text"
list = true
//- content/glossary/kpi/index.md
+++
title = "KPI"
definition = "An indicator."
synonyms = ["key figure"]
+++
"#
        );
        let page = page(&project, "search/glossary/index.html");
        says(
            &page,
            &[
                "A</h2>",
                "appointment</span><span class=\"rows__note\">see <a href=\"#care/visit\">visit</a>",
                "K</h2>",
                "key figure</span><span class=\"rows__note\">see <a href=\"#glossary:kpi\">KPI</a>",
                "<li id=\"glossary:kpi\">",
                "<a href=\"../../glossary/kpi/\">KPI</a>",
                "An indicator.",
                "S</h2>",
                "<li id=\"care/stay\">",
                "Use <a href=\"#care/visit\">visit</a> instead",
                "V</h2>",
                "<li id=\"care/visit\">",
                "<a href=\"../../concept-models/care/visit/\">visit</a>",
                "<a href=\"../../concept-models/care/\">Care</a>",
                "A meeting.",
            ],
        );
    }
}
