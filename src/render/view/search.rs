//! The index of all things by name: what search looks through, and what is read where no script runs.

use serde::Serialize;

use super::Shown;
use crate::model::Text;
use crate::plan::route::Place;
use crate::render::scope::{Link, Plain, Scope, escape};

/// Something with a name and an address.
pub struct Thing<'m> {
    /// Its kind, in the reader's words, as HTML and as text.
    pub kind: Plain,
    /// Its name.
    pub name: Plain,
    /// Its other names.
    pub synonyms: Vec<String>,
    /// What it is.
    pub summary: Option<&'m Text>,
    /// Its page, relative to the search page.
    pub href: String,
}

/// All things of the page's release, by name.
pub fn things<'s>(scope: &Scope<'s>) -> Vec<Thing<'s>> {
    let model = scope.model();
    let mut things = Vec::new();
    let mut add = |place: Place, kind: Plain, name: &Text, summary: Option<&'s Text>, synonyms: Vec<String>| {
        if let Some(href) = scope.href(&place) {
            things.push(Thing { kind, name: scope.plain(name), synonyms, summary, href });
        }
    };
    let word = |key: &str| scope.said(scope.word(key));
    for it in model.pages.values() {
        add(Place::Page(it.id.clone()), word("kind.page"), &it.title, it.summary.as_ref(), Vec::new());
    }
    for it in model.areas() {
        add(Place::Area(it.id.clone()), word("kind.area"), &it.name, it.description.as_ref(), Vec::new());
    }
    for it in model.use_cases.values() {
        add(Place::UseCase(it.id.clone()), word("kind.use-case"), &it.title, it.summary.as_ref(), Vec::new());
    }
    for it in model.indicators.values() {
        add(Place::Indicator(it.id.clone()), word("kind.indicator"), &it.name, it.definition.as_ref(), Vec::new());
    }
    for it in model.regions.regions.values() {
        add(Place::Region(it.slug.clone()), word("kind.region"), &it.name, None, Vec::new());
    }
    for it in model.concept_models.values() {
        add(Place::ConceptModel(it.id.clone()), word("kind.concept-model"), &it.name, it.description.as_ref(), Vec::new());
        for concept in &it.concepts {
            let synonyms = concept.synonyms.iter().filter(|(language, _)| *language == scope.language()).flat_map(|(_, words)| words.clone()).collect();
            let place = Place::Concept(it.id.clone(), concept.id.clone());
            add(place, word("kind.concept"), &concept.name, concept.definition.as_ref(), synonyms);
        }
    }
    for it in model.code_lists.values() {
        add(Place::CodeList(it.id.clone()), word("kind.code-list"), &it.name, None, Vec::new());
    }
    for collection in model.collections.values() {
        add(Place::Collection(collection.id.clone()), word("kind.collection"), &collection.name, collection.description.as_ref(), Vec::new());
        for it in collection.documents.values() {
            let place = Place::Document(collection.id.clone(), it.id.clone());
            add(place, scope.plain(&collection.name), &it.title, summary_of(it), Vec::new());
        }
    }
    things.sort_by(|a, b| scope.words.compare(&a.name.text, &b.name.text).then_with(|| a.href.cmp(&b.href)));
    things
}

/// A document's summary, where its collection has such a field.
pub fn summary_of(document: &crate::model::Document) -> Option<&Text> {
    match document.value("summary") {
        Some(crate::model::collection::Value::Localized(text)) => Some(text),
        _ => None,
    }
}

/// What the search page shows.
#[derive(Serialize)]
struct Search {
    /// The page of all terms with their definitions.
    glossary: Link,
    letters: Vec<Letter>,
    count: String,
}

/// Things whose names begin alike.
#[derive(Serialize)]
struct Letter {
    id: String,
    name: String,
    things: Vec<Line>,
}

/// A thing as a line of the index.
#[derive(Serialize)]
struct Line {
    href: String,
    html: String,
    kind: String,
    also: String,
}

/// The index of all things by name.
pub fn search(scope: &Scope) -> Shown {
    let things = things(scope);
    let count = scope.words.integer(things.len());
    let mut letters: Vec<Letter> = Vec::new();
    for thing in things {
        let letter = letter(&thing.name.text);
        let line = Line {
            href: thing.href,
            html: marked(scope, &thing.name),
            kind: marked(scope, &thing.kind),
            also: marked(scope, &Plain { text: thing.synonyms.join(", "), lang: None }),
        };
        if let Some(group) = letters.iter_mut().find(|group| scope.words.is_same_letter(&group.name, &letter)) {
            group.things.push(line);
        } else {
            letters.push(Letter { id: format!("letter-{}", letters.len() + 1), name: letter, things: vec![line] });
        }
    }
    let mut shown = Shown::new(
        "search.html",
        scope.said(scope.word("search.title")),
        &Search { glossary: scope.word_link(&Place::Glossary, "glossary.title"), letters, count: count.clone() },
    );
    shown.lead = Some(scope.sentence("search.lead", &[("n", &count)]));
    shown.description = Some(scope.words.say("search.lead", &[("n", &count)]));
    shown
}

/// A plain text as HTML, marked where it is not in the language of the interface.
fn marked(scope: &Scope, plain: &Plain) -> String {
    let interface = scope.words.interface.to_string();
    let language = plain.lang.clone().unwrap_or_else(|| scope.language().to_string());
    if language == interface { escape(&plain.text) } else { format!("<span lang=\"{language}\">{}</span>", escape(&plain.text)) }
}

/// The letter under which a name is found; everything that begins with a digit or a sign is found together.
pub fn letter(name: &str) -> String {
    match name.chars().find(|c| c.is_alphanumeric()) {
        Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
        _ => "0–9".to_owned(),
    }
}
