//! RDF vocabularies: SKOS concepts become a code list or a concept model, classes of OWL, RDF
//! Schema and SHACL a concept model with attributes and relations.
//!
//! * A vocabulary whose concepts all have a notation is a code list, else a concept model; the
//!   command can say which.
//! * Ids come from the last part of an address, which is what stays when labels change.
//! * **Statements are taken from the graph as they are read, and every statement that is left is
//!   listed.**

mod classes;
mod concepts;
mod graph;
mod label;
mod nameless;
mod terms;

use graph::Graph;
use terms::{dct, owl, rdfs, skos};

use super::life::{self, Said};
use super::{Given, Import};
use crate::diagnostic::Diagnostic;
use crate::model::Text;

/// What a vocabulary becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A code list.
    CodeList,
    /// A concept model.
    ConceptModel,
}

/// Reads a vocabulary.
pub fn import(given: &Given) -> Result<Import, Box<Diagnostic>> {
    let mut made = Import::default();
    let mut graph = graph::read(given, &mut made)?;
    let about = about(&mut graph, given, &mut made);
    let has_classes = classes::are_in(&graph);
    if has_classes {
        classes::import(&mut graph, given, &about, &mut made);
    }
    concepts::import(&mut graph, given, &about, has_classes, &mut made);
    graph.rest(&mut made);
    Ok(made)
}

/// What a vocabulary says of itself.
struct About {
    /// The address of the scheme or ontology.
    uri: Option<String>,
    name: Option<Text>,
    description: Option<Text>,
    said: Said,
}

fn about(graph: &mut Graph, given: &Given, made: &mut Import) -> About {
    let find = |graph: &Graph, class: &str| graph.subjects.iter().find(|subject| graph.is_a(subject, class)).cloned();
    let named = find(graph, owl::ONTOLOGY).or_else(|| largest_scheme(graph));
    // A scheme of which nothing is said is known by its concepts alone.
    let uri = named
        .or_else(|| graph.subjects.iter().find_map(|subject| graph.all(subject, skos::IN_SCHEME).first().and_then(|value| value.thing().map(str::to_owned))));
    let Some(uri) = uri else { return About { uri: None, name: None, description: None, said: Said::default() } };
    let mark = format!("<{uri}>");
    let name = graph.take_first(&uri, &[dct::TITLE, terms::DC_TITLE, skos::PREF, rdfs::LABEL]);
    let name = label::one(name, given, &mark, "label", made, super::words::label);
    let description = graph.take_first(&uri, &[dct::DESCRIPTION, terms::DC_DESCRIPTION, skos::DEFINITION, rdfs::COMMENT]);
    let description = label::joined(description, given, &mark, "description", made);
    let text = |graph: &mut Graph, of: &[&str]| graph.take_one(&uri, of).map(|value| value.text().to_owned());
    let version = text(graph, &[owl::VERSION]).or_else(|| graph.all(&uri, owl::VERSION_IRI).first().map(|value| terms::local(value.text()).to_owned()));
    if let Some(version) = version.as_deref().filter(|version| life::version(version).is_none()) {
        made.leave(&mark, format!("its version is `{version}`"));
    }
    graph.take(&uri, terms::TYPE);
    graph.take(&uri, skos::HAS_TOP);
    let said = Said {
        version,
        status: {
            let statuses = statuses(graph, &uri);
            text(graph, &statuses.iter().map(String::as_str).collect::<Vec<_>>())
        },
        date: text(graph, &[dct::MODIFIED, dct::ISSUED, dct::CREATED]).as_deref().and_then(life::day),
        source: text(graph, &[dct::PUBLISHER, terms::DC_PUBLISHER, dct::CREATOR, terms::DC_CREATOR]),
        url: Some(uri.clone()).filter(|uri| life::is_identifier(uri)),
        license: text(graph, &[dct::LICENSE, dct::RIGHTS]),
        valid_from: text(graph, &terms::STARTS).as_deref().and_then(life::day),
        valid_to: text(graph, &terms::ENDS).as_deref().and_then(life::day),
    };
    About { uri: Some(uri).filter(|uri| life::is_identifier(uri)), name, description, said }
}

/// The scheme that most concepts are in; the first of those that are as large.
fn largest_scheme(graph: &Graph) -> Option<String> {
    let schemes: Vec<&String> = graph.subjects.iter().filter(|subject| graph.is_a(subject, skos::SCHEME)).collect();
    let is_in = |subject: &str, scheme: &str| {
        [skos::IN_SCHEME, skos::TOP_OF].iter().any(|predicate| graph.all(subject, predicate).iter().any(|value| value.thing() == Some(scheme)))
    };
    let size = |scheme: &&String| if schemes.len() == 1 { 0 } else { graph.subjects.iter().filter(|subject| is_in(subject, scheme)).count() };
    schemes.iter().copied().rev().max_by_key(size).cloned()
}

/// A name for a vocabulary that has none: the file's.
fn name_or_file(name: Option<&Text>, given: &Given) -> Text {
    let stem = given.file.name.rsplit_once('.').map_or(given.file.name.as_str(), |(stem, _)| stem);
    name.cloned().unwrap_or_else(|| Text::of(given.language, &super::words::plain(stem)))
}

/// Whether a predicate says that a thing is not to be used any more, and what to use instead.
fn deprecated(graph: &mut Graph, subject: &str, given: &Given, made: &mut Import) -> (Option<crate::model::lifecycle::Deprecated>, Option<String>) {
    let replaced = graph.take_one(subject, &[dct::REPLACED_BY]).and_then(|value| value.thing().map(str::to_owned));
    let is_marked = graph.take(subject, owl::DEPRECATED).iter().any(|value| matches!(value.text(), "true" | "1"));
    let statuses = statuses(graph, subject);
    let status = graph.take_one(subject, &statuses.iter().map(String::as_str).collect::<Vec<_>>()).map(|value| value.text().to_owned()).unwrap_or_default();
    let by_status = super::code_list::deprecated(&status, given);
    let word = terms::local(&status).to_uppercase();
    if by_status.is_none() && !matches!(word.as_str(), "" | "VALID" | "CURRENT" | "STABLE" | "PUBLISHED" | "APPROVED" | "ACTIVE") {
        made.leave(format!("<{subject}>"), format!("status {word}"));
    }
    let plain = crate::model::lifecycle::Deprecated { since: None, replaced_by: None, reason: None };
    let is_gone = is_marked || replaced.is_some();
    (by_status.or_else(|| is_gone.then_some(plain)), replaced)
}

/// Predicates that tell the status of a thing: those of known vocabularies, and any whose name ends so.
fn statuses(graph: &Graph, subject: &str) -> Vec<String> {
    let others = graph.predicates(subject).into_iter().filter(|predicate| terms::local(predicate).to_lowercase().ends_with("status"));
    terms::STATUSES.map(str::to_owned).into_iter().chain(others).collect()
}

/// The order of two signs as people count: `P2` before `P10`.
fn natural(text: &str) -> Vec<(bool, u64, String)> {
    let mut parts: Vec<(bool, u64, String)> = Vec::new();
    for letter in text.chars() {
        let is_digit = letter.is_ascii_digit();
        match parts.last_mut() {
            Some((known, _, part)) if *known == is_digit => part.push(letter),
            _ => parts.push((is_digit, 0, letter.to_string())),
        }
    }
    for (is_digit, number, part) in &mut parts {
        if *is_digit {
            *number = part.parse().unwrap_or(u64::MAX);
        }
    }
    parts
}
