//! What a first look at two models found out: which ids and names became which, so that references to them can be followed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::change::{Change, texts};
use super::rules::{THING_MOVED, THING_RENAMED};

/// Ids and names that things had, with those that they have.
#[derive(Debug, Default)]
pub struct Known {
    /// Whole ids, as `model/concept.attribute`.
    ids: BTreeMap<String, String>,
    /// Ids among siblings, by the document they are in.
    keys: BTreeMap<(String, String), String>,
    /// Names of concepts, which data types are called by.
    names: BTreeMap<String, String>,
}

impl Known {
    /// What changes tell of other ids and names.
    pub fn of(changes: &[Change]) -> Self {
        let mut known = Self::default();
        for change in changes {
            known.learn(change);
        }
        known
    }

    fn learn(&mut self, change: &Change) {
        if *change.rule == THING_RENAMED {
            let side = |side: &Option<Json>| side.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned();
            let (old, new) = (side(&change.old), side(&change.new));
            let before = change.subject.id.strip_suffix(new.as_str()).map(|start| format!("{start}{old}"));
            self.ids.extend(before.map(|before| (before, change.subject.id.clone())));
            self.keys.insert((change.document.id.clone(), old), new);
        } else if *change.rule == THING_MOVED {
            let id = |side: &Option<Json>| side.as_ref().and_then(|side| side["id"].as_str()).unwrap_or_default().to_owned();
            self.ids.insert(id(&change.old), id(&change.new));
        } else if change.subject.kind == "concept" && change.field.as_deref() == Some("name") {
            self.names.extend(change.texts().into_iter().filter_map(|(_, old, new)| Some((old?.to_owned(), new?.to_owned()))));
        }
    }

    /// Whether there is nothing to follow.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.names.is_empty()
    }

    /// Whether one value is the other but for ids that became others, in a document.
    pub fn follows(&self, document: &str, old: Option<&Json>, new: Option<&Json>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => self.is_same(document, old, new),
            _ => false,
        }
    }

    fn is_same(&self, document: &str, old: &Json, new: &Json) -> bool {
        match (old, new) {
            (Json::String(old), Json::String(new)) => {
                old == new || self.id(old) == new.as_str() || self.keys.get(&(document.to_owned(), old.clone())) == Some(new)
            }
            (Json::Array(old), Json::Array(new)) => old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.is_same(document, old, new)),
            (Json::Object(old), Json::Object(new)) => {
                old.len() == new.len()
                    && old.iter().all(|(key, old)| new.get(key).is_some_and(|new| if key == "id" { self.is_same(document, old, new) } else { old == new }))
            }
            (old, new) => old == new,
        }
    }

    /// Whether a name of a type is that of a concept which has another name now.
    pub fn is_name_of(&self, old: Option<&Json>, new: Option<&Json>) -> bool {
        let name = |side: Option<&Json>| side.and_then(Json::as_str).unwrap_or_default().to_owned();
        self.names.get(&name(old)).is_some_and(|now| *now == name(new))
    }

    /// An id as it is now; where what it is in has another id, with that one.
    pub fn id<'a>(&self, old: &'a str) -> Cow<'a, str> {
        let ends = old.char_indices().rev().filter(|(_, letter)| matches!(letter, '/' | '.')).map(|(at, _)| at);
        let found = std::iter::once(old.len()).chain(ends).find_map(|end| Some((end, self.ids.get(&old[..end])?)));
        found.map_or(Cow::Borrowed(old), |(end, new)| Cow::Owned(format!("{new}{}", &old[end..])))
    }

    /// A part that is called by the ids of what it ties together, as it is called now.
    pub fn tied(&self, field: Option<&Json>) -> String {
        field.and_then(Json::as_str).map(|id| self.id(id).into_owned()).unwrap_or_default()
    }

    /// The role at the end of a relation, which is often the id of an attribute of the concept at the other end.
    pub fn role(&self, concept: Option<&Json>, role: Option<&Json>) -> String {
        let said = texts(role).first().map(|(_, role)| (*role).to_owned()).unwrap_or_default();
        let of = concept.and_then(Json::as_str).unwrap_or_default();
        let whole = format!("{of}.{said}");
        match self.ids.get(&whole) {
            Some(now) => now.rsplit('.').next().unwrap_or(now).to_owned(),
            None => said,
        }
    }
}
