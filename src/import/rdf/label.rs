//! Labels and notes in the site's languages; what is in others stays in the graph, and is listed.

use super::graph::{Graph, Value};
use super::terms::{dct, rdfs, skos, xl};
use crate::import::{Given, Import, words};
use crate::model::{Language, Text};

/// The site's language of a literal: `fi-FI` is `fi`, none is the one that was given.
fn language(value: &Value, given: &Given) -> Option<Language> {
    let Value::Literal { language, .. } = value else { return Some(given.language) };
    let Some(tag) = language else { return Some(given.language) };
    let exact = given.languages.iter().copied().find(|known| known.code().eq_ignore_ascii_case(tag));
    exact.or_else(|| given.languages.iter().copied().find(|known| tag.split('-').next().is_some_and(|main| known.code().eq_ignore_ascii_case(main))))
}

/// One text a language, the first of each; the rest is listed.
pub fn one(values: Vec<Value>, given: &Given, about: &str, what: &str, made: &mut Import, write: fn(&str) -> String) -> Option<Text> {
    let mut versions: Vec<(Language, Box<str>)> = Vec::new();
    let mut foreign: Vec<(String, String)> = Vec::new();
    for value in values {
        let written = write(value.text());
        match language(&value, given) {
            _ if written.is_empty() => {}
            Some(language) if versions.iter().all(|(known, _)| *known != language) => versions.push((language, written.into())),
            Some(language) => made.leave(about, format!("another {what} in {language}: {}", value.text())),
            None => foreign.push((tag(&value), value.text().to_owned())),
        }
    }
    if versions.is_empty() && what == "label" && !foreign.is_empty() {
        let (tag, text) = foreign.remove(0);
        made.leave(about, format!("its {what} is in {tag}, which the site does not have; it was kept as {}", given.language));
        versions.push((given.language, write(&text).into()));
    }
    for (tag, text) in foreign {
        made.leave(about, format!("{what} in {tag}: {text}"));
    }
    finish(versions, given)
}

/// All texts of each language, one after the other.
pub fn joined(values: Vec<Value>, given: &Given, about: &str, what: &str, made: &mut Import) -> Option<Text> {
    let mut versions: Vec<(Language, Box<str>)> = Vec::new();
    for value in values {
        let written = words::note(value.text());
        let Some(language) = language(&value, given) else {
            made.leave(about, format!("{what} in {}: {}", tag(&value), value.text()));
            continue;
        };
        match versions.iter_mut().find(|(known, _)| *known == language) {
            _ if written.is_empty() => {}
            Some((_, text)) => *text = format!("{text}\n\n{written}").into(),
            None => versions.push((language, written.into())),
        }
    }
    finish(versions, given)
}

fn tag(value: &Value) -> String {
    match value {
        Value::Literal { language: Some(language), .. } => language.clone(),
        _ => "no language".to_owned(),
    }
}

fn finish(mut versions: Vec<(Language, Box<str>)>, given: &Given) -> Option<Text> {
    versions.sort_by_key(|(language, _)| given.languages.iter().position(|known| known == language));
    let text = Text::from_versions(versions);
    (!text.is_empty()).then_some(text)
}

/// The preferred label, in plain SKOS, in SKOS-XL, or in RDF Schema.
pub fn preferred(graph: &mut Graph, subject: &str, given: &Given, made: &mut Import) -> Option<Text> {
    let mut values = graph.take(subject, skos::PREF);
    values.extend(extended(graph, subject, xl::PREF));
    if values.is_empty() {
        values = graph.take_first(subject, &[rdfs::LABEL, super::terms::sh::NAME, dct::TITLE, super::terms::DC_TITLE]);
    }
    one(values, given, &format!("<{subject}>"), "label", made, words::label)
}

/// Labels of SKOS-XL are things of their own; in one of the platform's they may stand in a list.
pub fn extended(graph: &mut Graph, subject: &str, predicate: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for value in graph.take(subject, predicate) {
        for label in graph.list(&value) {
            let Some(name) = label.thing().map(str::to_owned) else {
                found.push(label);
                continue;
            };
            found.extend(graph.take(&name, xl::FORM));
            graph.take(&name, super::terms::TYPE);
        }
    }
    found
}

/// Other terms, by language.
pub fn synonyms(graph: &mut Graph, subject: &str, given: &Given, made: &mut Import) -> Vec<(Language, Vec<String>)> {
    let mut values = Vec::new();
    for (plain, long) in [(skos::ALT, xl::ALT), (skos::HIDDEN, xl::HIDDEN)] {
        values.extend(graph.take(subject, plain));
        values.extend(extended(graph, subject, long));
    }
    let mut terms: Vec<(Language, Vec<String>)> = Vec::new();
    for value in values {
        let term = words::words(value.text());
        let Some(language) = language(&value, given) else {
            made.leave(format!("<{subject}>"), format!("another term in {}: {term}", tag(&value)));
            continue;
        };
        match terms.iter_mut().find(|(known, _)| *known == language) {
            _ if term.is_empty() => {}
            Some((_, known)) if known.contains(&term) => {}
            Some((_, known)) => known.push(term),
            None => terms.push((language, vec![term])),
        }
    }
    terms.sort_by_key(|(language, _)| given.languages.iter().position(|known| known == language));
    terms
}
