//! SKOS concepts: a code list, or the concepts of a model.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Graph, Value};
use super::terms::{self, dct, local, rdfs, sh, skos};
use super::{About, Shape, deprecated, label, name_or_file, natural};
use crate::import::code_list::{settle_broader, sign};
use crate::import::ids::Ids;
use crate::import::{Given, Import, life};
use crate::model::concept::{Mapping, MappingMatch, RelationEnd, RelationKind};
use crate::model::{Code, CodeList, Concept, ConceptModel, ConceptRef, Id, Relation, Text};

/// Ways up in the hierarchy, and ways down.
const UP: [&str; 3] = [skos::BROADER, "http://purl.org/iso25964/skos-thes#broaderGeneric", "http://purl.org/iso25964/skos-thes#broaderPartitive"];
const DOWN: [&str; 3] = [skos::NARROWER, "http://purl.org/iso25964/skos-thes#narrowerGeneric", "http://purl.org/iso25964/skos-thes#narrowerPartitive"];

/// Reads the concepts of a graph.
pub fn import(graph: &mut Graph, given: &Given, about: &About, beside_classes: bool, made: &mut Import) {
    let subjects: Vec<String> = graph.subjects.iter().filter(|subject| graph.is_a(subject, skos::CONCEPT)).cloned().collect();
    if subjects.is_empty() {
        return;
    }
    let id = if beside_classes { given.id_of("concepts") } else { given.id.clone() };
    let is_coded = subjects.iter().all(|subject| graph.has(subject, skos::NOTATION));
    let shape = given.shape.unwrap_or(if is_coded { Shape::CodeList } else { Shape::ConceptModel });
    for subject in &subjects {
        graph.take(subject, terms::TYPE);
        schemes(graph, subject, about, made);
    }
    collections(graph, given, made);
    let mut up = ways_up(graph, &subjects, made);
    longer_ways_up(graph, &subjects, &mut up, made);
    match shape {
        Shape::CodeList => {
            let list = code_list(graph, given, about, id, &subjects, &up, made);
            made.lists.push(list);
        }
        Shape::ConceptModel => {
            let model = concept_model(graph, given, about, id, &subjects, &up, made);
            made.models.push(model);
        }
    }
}

/// The schemes that a concept is in beside the one that is made, or instead of it.
fn schemes(graph: &mut Graph, subject: &str, about: &About, made: &mut Import) {
    let own = about.uri.as_deref();
    let mut schemes = graph.take(subject, skos::IN_SCHEME);
    schemes.extend(graph.take(subject, skos::TOP_OF));
    let is_own = schemes.iter().any(|scheme| scheme.thing() == own);
    let others: BTreeSet<&str> = schemes.iter().filter_map(Value::thing).filter(|scheme| Some(*scheme) != own && own.is_some()).collect();
    for other in others {
        let how = if is_own { " too" } else { " alone" };
        made.leave(format!("<{subject}>"), format!("it is in the scheme <{other}>{how}"));
    }
}

/// Collections have no place in a model: each is listed with its members.
fn collections(graph: &mut Graph, given: &Given, made: &mut Import) {
    let is_one = |graph: &Graph, subject: &str| graph.is_a(subject, skos::COLLECTION) || graph.is_a(subject, skos::ORDERED);
    let subjects: Vec<String> = graph.subjects.iter().filter(|subject| is_one(graph, subject)).cloned().collect();
    for subject in subjects {
        graph.take(&subject, terms::TYPE);
        graph.take(&subject, skos::IN_SCHEME);
        let name = label::preferred(graph, &subject, given, made).map(|name| format!(" `{}`", name.or_any(given.language))).unwrap_or_default();
        let mut members = graph.take(&subject, skos::MEMBER);
        let lists = graph.take(&subject, skos::MEMBER_LIST);
        let ordered: Vec<Value> = lists.iter().flat_map(|list| graph.list(list)).collect();
        members.retain(|member| !ordered.contains(member));
        let shown: Vec<String> = ordered.iter().chain(&members).map(|member| format!("<{}>", member.text())).collect();
        let kind = if ordered.is_empty() { "a collection" } else { "an ordered collection" };
        made.leave(format!("<{subject}>"), format!("{kind}{name} of {}", if shown.is_empty() { "nothing".to_owned() } else { shown.join(", ") }));
    }
}

/// Ways up of any length: they say the next step where nothing else does, and else nothing new.
fn longer_ways_up(graph: &mut Graph, subjects: &[String], up: &mut BTreeMap<String, Vec<(String, bool)>>, made: &mut Import) {
    let known: BTreeSet<&String> = subjects.iter().collect();
    let mut above: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for subject in subjects {
        for parent in graph.take(subject, skos::BROADER_TRANSITIVE) {
            above.entry(subject.clone()).or_default().insert(parent.text().to_owned());
        }
        for child in graph.take(subject, skos::NARROWER_TRANSITIVE) {
            above.entry(child.text().to_owned()).or_default().insert(subject.clone());
        }
    }
    let said: BTreeMap<&str, Vec<&str>> = above.iter().map(|(child, parents)| (child.as_str(), parents.iter().map(String::as_str).collect())).collect();
    let mut found = BTreeMap::new();
    for (child, parents) in above.iter().filter(|(child, _)| !up.contains_key(*child)) {
        let is_nearest = |parent: &&String| {
            let others = parents.iter().filter(|other| other != parent && *other != child);
            *parent != child && others.into_iter().all(|other| !reaches(other, parent, &said) || reaches(parent, other, &said))
        };
        let nearest: Vec<(String, bool)> =
            parents.iter().filter(|parent| known.contains(*parent)).filter(is_nearest).map(|parent| (parent.clone(), false)).collect();
        if known.contains(child) && !nearest.is_empty() {
            found.insert(child.clone(), nearest);
        }
    }
    up.extend(found);
    let steps: BTreeMap<&str, Vec<&str>> =
        up.iter().map(|(child, parents)| (child.as_str(), parents.iter().map(|(parent, _)| parent.as_str()).collect())).collect();
    for (child, parent) in above.iter().flat_map(|(child, parents)| parents.iter().map(move |parent| (child, parent))) {
        if child != parent && !reaches(child, parent, &steps) {
            made.leave(format!("<{child}>"), format!("<{parent}> is above it, and no steps lead there"));
        }
    }
}

/// The broader concepts of each, said from either end, with the predicate that says so.
fn ways_up(graph: &mut Graph, subjects: &[String], made: &mut Import) -> BTreeMap<String, Vec<(String, bool)>> {
    let known: BTreeSet<&String> = subjects.iter().collect();
    let mut up: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    let mut add = |child: String, parent: String, is_part: bool, made: &mut Import| {
        if !known.contains(&child) || !known.contains(&parent) {
            made.leave(format!("<{child}>"), format!("its broader concept <{parent}> is not in the file"));
            return;
        }
        let parents = up.entry(child).or_default();
        match parents.iter_mut().find(|(known, _)| *known == parent) {
            Some((_, known)) => *known |= is_part,
            None => parents.push((parent, is_part)),
        }
    };
    for subject in subjects {
        for (at, predicate) in UP.iter().enumerate() {
            for parent in graph.take(subject, predicate) {
                add(subject.clone(), parent.text().to_owned(), at == 2, made);
            }
        }
        for (at, predicate) in DOWN.iter().enumerate() {
            for child in graph.take(subject, predicate) {
                add(child.text().to_owned(), subject.clone(), at == 2, made);
            }
        }
    }
    up
}

fn code_list(
    graph: &mut Graph,
    given: &Given,
    about: &About,
    id: Id,
    subjects: &[String],
    up: &BTreeMap<String, Vec<(String, bool)>>,
    made: &mut Import,
) -> CodeList {
    let signs = signs(graph, subjects, made);
    let mut codes: Vec<(Option<i64>, Code)> = subjects
        .iter()
        .map(|subject| {
            let order = graph.take_one(subject, &[sh::ORDER]).and_then(|value| value.text().parse().ok());
            (order, code(graph, given, subject, &signs, up, made))
        })
        .collect();
    let is_ordered = codes.iter().all(|(order, _)| order.is_some());
    codes.sort_by_cached_key(|(order, code)| (order.filter(|_| is_ordered), natural(&code.code)));
    let mut codes: Vec<Code> = codes.into_iter().map(|(_, code)| code).collect();
    settle_broader(&mut codes, made);
    CodeList {
        id,
        name: name_or_file(about.name.as_ref(), given),
        description: about.description.clone(),
        lifecycle: life::life(given, &about.said),
        uri: about.uri.clone(),
        oid: None,
        codes,
    }
}

/// The sign of each concept: its notation, else the last part of its address; each once.
fn signs(graph: &mut Graph, subjects: &[String], made: &mut Import) -> BTreeMap<String, Id> {
    let mut taken = BTreeSet::new();
    let mut signs = BTreeMap::new();
    for subject in subjects {
        let notation = graph.take_one(subject, &[skos::NOTATION, dct::IDENTIFIER]);
        let wanted = sign(notation.as_ref().map_or(local(subject), Value::text));
        let about = format!("<{subject}>");
        if let Some(notation) = notation.as_ref().filter(|notation| notation.text() != wanted) {
            made.leave(&about, format!("its notation `{}` became `{wanted}`", notation.text()));
        }
        let mut given = wanted.clone();
        let mut number = 2;
        while !taken.insert(given.clone()) {
            given = format!("{wanted}-{number}");
            number += 1;
        }
        if given != wanted {
            made.leave(about, format!("another concept has the notation `{wanted}`; this one became `{given}`"));
        }
        signs.insert(subject.clone(), Id::from(given));
    }
    signs
}

fn code(graph: &mut Graph, given: &Given, subject: &str, signs: &BTreeMap<String, Id>, up: &BTreeMap<String, Vec<(String, bool)>>, made: &mut Import) -> Code {
    let about = format!("<{subject}>");
    let sign = signs[subject].clone();
    let name = label::preferred(graph, subject, given, made).unwrap_or_else(|| {
        made.leave(&about, "it has no label");
        Text::of(given.language, &crate::import::words::plain(&sign))
    });
    let definition = graph.take_first(subject, &[skos::DEFINITION, rdfs::COMMENT, dct::DESCRIPTION, skos::SCOPE, skos::NOTE]);
    let definition = graph.said(definition);
    let mut parents = up.get(subject).into_iter().flatten();
    let broader = parents.next().map(|(parent, _)| signs[parent].clone());
    for (other, _) in parents {
        made.leave(&about, format!("a code has one broader code; <{other}> is another"));
    }
    let (gone, replaced) = deprecated(graph, subject, given, made);
    let replaced_by = replaced.as_ref().and_then(|uri| signs.get(uri).cloned());
    if let (Some(uri), None) = (&replaced, &replaced_by) {
        made.leave(&about, format!("it is replaced by <{uri}>, which is not in the list"));
    }
    let day = |value: Option<Value>| value.and_then(|value| life::day(value.text()));
    let (from, to) = (day(graph.take_one(subject, &terms::STARTS)), day(graph.take_one(subject, &terms::ENDS)));
    Code {
        code: sign,
        name,
        definition: label::joined(definition, given, &about, "definition", made),
        broader,
        uri: Some(subject.to_owned()).filter(|uri| life::is_identifier(uri)),
        valid_from: from,
        valid_to: to.filter(|to| from.is_none_or(|from| from <= *to)),
        renamed_from: Vec::new(),
        deprecated: gone.map(|gone| crate::model::lifecycle::Deprecated { replaced_by, ..gone }),
    }
}

fn concept_model(
    graph: &mut Graph,
    given: &Given,
    about: &About,
    id: Id,
    subjects: &[String],
    up: &BTreeMap<String, Vec<(String, bool)>>,
    made: &mut Import,
) -> ConceptModel {
    let mut ids = Ids::default();
    let known: BTreeMap<&str, Id> = subjects.iter().map(|subject| (subject.as_str(), ids.give(local(subject), subject))).collect();
    let concepts = subjects.iter().map(|subject| concept(graph, given, subject, &known, made)).collect();
    let relations = relations(graph, &id, subjects, &known, up, made);
    ConceptModel {
        id,
        name: name_or_file(about.name.as_ref(), given),
        description: about.description.clone(),
        lifecycle: life::life(given, &about.said),
        concepts,
        relations,
    }
}

/// A concept, or a class with the same words about it.
pub fn concept(graph: &mut Graph, given: &Given, subject: &str, known: &BTreeMap<&str, Id>, made: &mut Import) -> Concept {
    let about = format!("<{subject}>");
    let id = known[subject].clone();
    let name = label::preferred(graph, subject, given, made).unwrap_or_else(|| {
        made.leave(&about, "it has no label");
        Text::of(given.language, &crate::import::words::plain(local(subject)))
    });
    let definition = graph.take_first(subject, &[skos::DEFINITION, rdfs::COMMENT, dct::DESCRIPTION, sh::DESCRIPTION]);
    let definition = graph.said(definition);
    let mut notes = Vec::new();
    for predicate in [rdfs::COMMENT, skos::SCOPE, skos::NOTE, skos::EXAMPLE, "http://purl.org/vocab/vann/usageNote"] {
        notes.extend(graph.take(subject, predicate));
    }
    let notes = graph.said(notes);
    let (gone, replaced) = deprecated(graph, subject, given, made);
    let replaced_by = replaced.as_ref().and_then(|uri| known.get(uri.as_str()).cloned());
    if let (Some(uri), None) = (&replaced, &replaced_by) {
        made.leave(&about, format!("it is replaced by <{uri}>, which is not in the file"));
    }
    if let Some(notation) = graph.take_one(subject, &[skos::NOTATION]) {
        made.leave(&about, format!("its notation is `{}`", notation.text()));
    }
    Concept {
        id,
        name,
        synonyms: label::synonyms(graph, subject, given, made),
        definition: label::joined(definition, given, &about, "definition", made),
        note: label::joined(notes, given, &about, "note", made),
        source: source(graph, subject, given, made),
        mappings: mappings(graph, subject, made),
        attributes: Vec::new(),
        renamed_from: Vec::new(),
        deprecated: gone.map(|gone| crate::model::lifecycle::Deprecated { replaced_by, ..gone }),
    }
}

fn source(graph: &mut Graph, subject: &str, given: &Given, made: &mut Import) -> Option<Text> {
    let values = graph.take(subject, dct::SOURCE);
    label::one(values, given, &format!("<{subject}>"), "source", made, crate::import::words::label)
}

/// The address of a thing itself, and those it is said to match.
fn mappings(graph: &mut Graph, subject: &str, made: &mut Import) -> Vec<Mapping> {
    let mut mappings: Vec<Mapping> = Vec::new();
    let mut add = |kind: MappingMatch, uri: &str, made: &mut Import| {
        if !life::is_identifier(uri) {
            if !uri.starts_with("_:") {
                made.leave(format!("<{subject}>"), format!("`{uri}` cannot be a mapping"));
            }
        } else if mappings.iter().all(|known| known.uri != uri) {
            mappings.push(Mapping { kind, uri: uri.to_owned() });
        }
    };
    add(MappingMatch::Exact, subject, made);
    for (predicate, kind) in [
        (skos::EXACT, MappingMatch::Exact),
        (terms::owl::SAME, MappingMatch::Exact),
        (terms::owl::EQUIVALENT, MappingMatch::Exact),
        (skos::CLOSE, MappingMatch::Close),
        (skos::BROAD, MappingMatch::Broad),
        (skos::NARROW, MappingMatch::Narrow),
        (skos::RELATED_MATCH, MappingMatch::Related),
        (dct::SUBJECT, MappingMatch::Related),
        (rdfs::SEE, MappingMatch::Related),
        (rdfs::IS_DEFINED_BY, MappingMatch::Related),
    ] {
        for value in graph.take(subject, predicate) {
            add(kind, value.text(), made);
        }
    }
    mappings
}

/// Broader concepts are generalisations, or wholes; related ones associations, each once.
fn relations(
    graph: &mut Graph,
    model: &Id,
    subjects: &[String],
    known: &BTreeMap<&str, Id>,
    up: &BTreeMap<String, Vec<(String, bool)>>,
    made: &mut Import,
) -> Vec<Relation> {
    let mut ids = Ids::default();
    let mut relations = Vec::new();
    let mut kinds_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let end =
        |uri: &str| RelationEnd { concept: ConceptRef { model: model.clone(), concept: known[uri].clone(), attribute: None }, cardinality: None, role: None };
    for (child, parents) in up {
        for (parent, is_part) in parents {
            let (from, to, kind) = if *is_part { (parent, child, RelationKind::Aggregation) } else { (child, parent, RelationKind::Generalization) };
            if !is_part {
                if reaches(parent, child, &kinds_of) {
                    made.leave(format!("<{child}>"), format!("with its broader concept <{parent}> it would be a kind of itself"));
                    continue;
                }
                kinds_of.entry(child).or_default().push(parent);
            }
            relations.push(relation(ids.give(&format!("{}-{}", known[from.as_str()], known[to.as_str()]), from), kind, end(from), end(to)));
        }
    }
    let mut pairs = BTreeSet::new();
    for subject in subjects {
        for other in graph.take(subject, skos::RELATED) {
            let other = other.text().to_owned();
            if !known.contains_key(other.as_str()) {
                made.leave(format!("<{subject}>"), format!("its related concept <{other}> is not in the file"));
                continue;
            }
            let pair = if *subject < other { (subject.clone(), other) } else { (other, subject.clone()) };
            if pairs.insert(pair.clone()) {
                let id = ids.give(&format!("{}-{}", known[pair.0.as_str()], known[pair.1.as_str()]), &pair.0);
                relations.push(relation(id, RelationKind::Association, end(&pair.0), end(&pair.1)));
            }
        }
    }
    relations
}

fn relation(id: Id, kind: RelationKind, from: RelationEnd, to: RelationEnd) -> Relation {
    Relation { id, kind, from, to, name: None, definition: None, mappings: Vec::new() }
}

/// Whether going up from one thing comes to another.
pub fn reaches(from: &str, to: &str, up: &BTreeMap<&str, Vec<&str>>) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(at) = next.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            next.extend(up.get(at).into_iter().flatten());
        }
    }
    false
}
