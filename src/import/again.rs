//! The second import of one thing: ids stay, and what somebody wrote into the file by hand is told, and kept as comments.
//!
//! What was added by hand cannot be told from what the source no longer has, so both are kept: nothing is lost
//! without a word, and nothing that the source gave up stays in force.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use toml::{Table, Value};

use super::Import;
use super::write::{inline, string};
use crate::model::concept::{Mapping, MappingMatch};
use crate::model::{Attribute, Concept, Id, Model, Relation};

/// The mark of a line that was in the file before.
const MARK: &str = "#~ ";

impl Import {
    /// Gives what was imported before the ids it has, where the source calls it by the identifier that it had, whatever its name is now.
    pub fn keep_ids(&mut self, before: &Model) {
        let mut renamed: BTreeMap<(Id, Id), Id> = BTreeMap::new();
        for model in &mut self.models {
            let Some(old) = before.concept_models.get(&model.id) else { continue };
            for (was, is) in kept(&old.concepts, &mut model.concepts) {
                renamed.insert((model.id.clone(), was), is);
            }
            for concept in &mut model.concepts {
                if let Some(old) = old.concept(&concept.id) {
                    kept(&old.attributes, &mut concept.attributes);
                }
            }
            kept(&old.relations, &mut model.relations);
        }
        for model in &mut self.models {
            for deprecated in model.concepts.iter_mut().filter_map(|concept| concept.deprecated.as_mut()) {
                if let Some(id) = deprecated.replaced_by.as_ref().and_then(|by| renamed.get(&(model.id.clone(), by.clone()))) {
                    deprecated.replaced_by = Some(id.clone());
                }
            }
        }
        for relation in self.models.iter_mut().flat_map(|model| &mut model.relations) {
            for end in [&mut relation.from, &mut relation.to] {
                if let Some(id) = renamed.get(&(end.concept.model.clone(), end.concept.concept.clone())) {
                    end.concept.concept = id.clone();
                }
            }
        }
    }
}

/// What has an id of ours and identifiers of others.
trait Identified {
    fn id(&self) -> &Id;
    fn set_id(&mut self, id: Id);
    fn mappings(&self) -> &[Mapping];
}

macro_rules! identified {
    ($($kind:ty),*) => {$(
        impl Identified for $kind {
            fn id(&self) -> &Id {
                &self.id
            }
            fn set_id(&mut self, id: Id) {
                self.id = id;
            }
            fn mappings(&self) -> &[Mapping] {
                &self.mappings
            }
        }
    )*};
}

identified!(Concept, Attribute, Relation);

/// Renames to the ids that were; gives back the new ids with the old.
fn kept<T: Identified>(old: &[T], new: &mut [T]) -> Vec<(Id, Id)> {
    let (were, are) = (by_identifier(old), by_identifier(new));
    let mut taken: BTreeSet<Id> = new.iter().map(|one| one.id().clone()).collect();
    let mut renamed = Vec::new();
    for (identifier, at) in are {
        let Some(was) = were.get(&identifier).map(|at| old[*at].id().clone()) else { continue };
        let is = new[at].id().clone();
        if is != was && taken.insert(was.clone()) {
            new[at].set_id(was.clone());
            renamed.push((is, was));
        }
    }
    renamed
}

/// Places by identifier, where it is the identifier of one alone.
fn by_identifier<T: Identified>(all: &[T]) -> BTreeMap<String, usize> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in all.iter().enumerate() {
        for mapping in one.mappings().iter().filter(|mapping| mapping.kind == MappingMatch::Exact) {
            places.entry(mapping.uri.clone()).or_default().push(at);
        }
    }
    places.into_iter().filter_map(|(uri, at)| <[usize; 1]>::try_from(at).ok().map(|[at]| (uri, at))).collect()
}

/// What a file said that the one that takes its place does not, as lines of TOML and comments.
pub fn lost(old: &str, new: &str) -> Vec<String> {
    let mut lines = BTreeSet::new();
    match (old.parse::<Table>(), new.parse::<Table>()) {
        (Ok(mut old), Ok(mut new)) => {
            // Where it came from is another with every import.
            old.remove("origin");
            new.remove("origin");
            gone("", &Value::Table(old), Some(&Value::Table(new)), &mut lines);
        }
        // What cannot be read is kept as it is.
        _ => lines.extend(old.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(str::to_owned)),
    }
    let mut told: Vec<String> = lines.into_iter().collect();
    let known: BTreeSet<&str> = new.lines().collect();
    let is_ours = |line: &str| line.starts_with("# - ") || line.starts_with("# Not carried over") || line.starts_with("# Before this import");
    for line in old.lines().filter(|line| line.starts_with('#') && !is_ours(line) && !known.contains(line)) {
        let line = line.strip_prefix(MARK).unwrap_or(line).to_owned();
        if !told.contains(&line) && !known.contains(line.as_str()) {
            told.push(line);
        }
    }
    told
}

/// Those lines as comments for the end of the new file.
pub fn comments(lost: &[String]) -> String {
    let mut text = String::new();
    if !lost.is_empty() {
        text.push_str("\n# Before this import the file said as well, or otherwise:\n");
    }
    for line in lost {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{MARK}{line}");
    }
    text
}

fn gone(path: &str, old: &Value, new: Option<&Value>, lines: &mut BTreeSet<String>) {
    match old {
        Value::Table(old) => {
            for (key, value) in old {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                gone(&path, value, new.and_then(|new| new.get(key)), lines);
            }
        }
        Value::Array(old) => {
            let new = new.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            for value in old {
                let name = name(value);
                gone(&format!("{path}[{name}]"), value, new.iter().find(|new| self::name(new) == name), lines);
            }
        }
        old if new != Some(old) => {
            lines.insert(format!("{path} = {}", literal(old)));
        }
        _ => {}
    }
}

/// What a member of a list is known by.
fn name(value: &Value) -> String {
    ["id", "code", "version", "uri"].into_iter().find_map(|key| value.get(key)).map_or_else(|| literal(value), literal)
}

fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => string(text),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Datetime(day) => day.to_string(),
        Value::Array(values) => format!("[{}]", values.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => inline(table.iter().map(|(key, value)| format!("{key} = {}", literal(value)))),
    }
}
