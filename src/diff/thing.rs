//! What a thing says, as the difference sees it: named fields, each with the way it is judged, and parts.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::change::Form;
use super::judge::Judge;
use super::pointer::{At, Pointer};
use super::rules::{OBLIGATION_ADDED, Rule, THING_ADDED};
use crate::model::{Id, Language, Prose, Text};

/// A thing of a model.
#[derive(Debug, Clone)]
pub struct Thing {
    /// What it is.
    pub kind: Cow<'static, str>,
    /// Which of them, over the whole model.
    pub id: String,
    /// Which of its siblings.
    pub key: String,
    /// What readers call it.
    pub name: Text,
    /// Ids it had before.
    pub renamed_from: Vec<Id>,
    /// Where it is written.
    pub pointer: Pointer,
    /// What it says, in the order of its type.
    pub fields: Vec<Field>,
    /// What it is made of.
    pub parts: Vec<Part>,
    /// What fields are called that the program does not know.
    pub labels: Vec<(String, Text)>,
    /// The rule for its coming.
    pub added: &'static Rule,
}

/// One field of a thing.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key of the sources.
    pub name: Cow<'static, str>,
    /// What it says; `None` where it says nothing.
    pub value: Option<Json>,
    /// How a change of it is judged.
    pub judge: Judge,
    /// What it holds.
    pub form: Form,
    /// Of text, the language that decides what is meant.
    pub language: Option<Language>,
}

/// Things of one sort in a thing, in order.
#[derive(Debug, Clone)]
pub struct Part {
    /// The key of the sources.
    pub name: &'static str,
    /// The things.
    pub things: Vec<Thing>,
}

/// A value as the machine forms write it; nothing where it is empty.
pub fn json(value: &impl Serialize) -> Option<Json> {
    match serde_json::to_value(value).map(plain).unwrap_or_default() {
        Json::Null => None,
        Json::Array(items) if items.is_empty() => None,
        Json::Object(table) if table.is_empty() => None,
        value => Some(value),
    }
}

/// Whole numbers without a decimal point, as people and the other machine forms write them.
fn plain(value: Json) -> Json {
    match value {
        Json::Number(number) => self::number(number.as_f64().unwrap_or_default()).unwrap_or(Json::Number(number)),
        Json::Array(items) => items.into_iter().map(plain).collect(),
        Json::Object(table) => table.into_iter().map(|(key, value)| (key, plain(value))).collect(),
        other => other,
    }
}

/// A number; whole ones without a decimal point.
#[expect(clippy::float_cmp, reason = "a whole number is exactly one")]
pub fn number(number: f64) -> Option<Json> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.trunc() == number && number.abs() < EXACT { Some(Json::from(number as i64)) } else { serde_json::Number::from_f64(number).map(Json::Number) }
}

impl Thing {
    /// A thing that stands on its own, without a field yet.
    pub fn new(kind: impl Into<Cow<'static, str>>, id: &str, name: &Text, pointer: Pointer) -> Self {
        Self {
            kind: kind.into(),
            id: id.to_owned(),
            key: id.to_owned(),
            name: name.clone(),
            renamed_from: Vec::new(),
            pointer,
            fields: Vec::new(),
            parts: Vec::new(),
            labels: Vec::new(),
            added: &THING_ADDED,
        }
    }

    /// A part of another thing, whose id is put before its own.
    pub fn part(kind: &'static str, of: &str, mark: char, key: &str, name: &Text, pointer: Pointer) -> Self {
        Self { id: format!("{of}{mark}{key}"), key: key.to_owned(), ..Self::new(kind, key, name, pointer) }
    }

    /// Ids it had before.
    #[must_use]
    pub fn before(mut self, renamed_from: &[Id]) -> Self {
        self.renamed_from = renamed_from.to_vec();
        self.field("renamed_from", &renamed_from, Judge::Record)
    }

    /// Says that its coming binds others.
    #[must_use]
    pub fn binding(mut self, binds: bool) -> Self {
        if binds {
            self.added = &OBLIGATION_ADDED;
        }
        self
    }

    /// A field of any kind but text.
    #[must_use]
    pub fn field(self, name: &'static str, value: &impl Serialize, judge: Judge) -> Self {
        self.with(name.into(), json(value), judge, Form::Plain)
    }

    /// A field of text in several languages.
    #[must_use]
    pub fn text(self, name: &'static str, value: &Text, judge: Judge) -> Self {
        self.some_text(name, Some(value), judge)
    }

    /// The same, of one that may be absent.
    #[must_use]
    pub fn some_text(self, name: &'static str, value: Option<&Text>, judge: Judge) -> Self {
        let language = value.and_then(|text| text.versions().next()).map(|(language, _)| language);
        self.said(name.into(), value.and_then(json), judge, language)
    }

    /// A field with everything that there is to say of it.
    #[must_use]
    pub fn with(mut self, name: Cow<'static, str>, value: Option<Json>, judge: Judge, form: Form) -> Self {
        self.fields.push(Field { name, value, judge, form, language: None });
        self
    }

    fn said(mut self, name: Cow<'static, str>, value: Option<Json>, judge: Judge, language: Option<Language>) -> Self {
        self.fields.push(Field { name, value, judge, form: Form::Text, language });
        self
    }

    /// A field of text under a name that is known only now.
    #[must_use]
    pub fn named_text(self, name: String, value: &Text, judge: Judge) -> Self {
        let language = value.versions().next().map(|(language, _)| language);
        self.said(name.into(), json(value), judge, language)
    }

    /// The body, and which version its translations render.
    #[must_use]
    pub fn prose(self, prose: &Prose) -> Self {
        let Prose { translations } = prose;
        let (mut bodies, mut versions) = (Map::new(), Map::new());
        for translation in translations {
            // Where a body stands is no part of what it says.
            let crate::model::text::Translation { language, body, folder: _, path: _, translates } = translation;
            if !body.as_str().trim().is_empty() || translations.len() > 1 {
                bodies.insert(language.to_string(), Json::from(body.as_str()));
            }
            if let Some(version) = translates {
                versions.insert(language.to_string(), Json::from(version.to_string()));
            }
        }
        let some = |table: Map<String, Json>| (!table.is_empty()).then_some(Json::Object(table));
        let language = translations.first().map(|translation| translation.language);
        self.said("body".into(), some(bodies), Judge::Prose, language).with("translates".into(), some(versions), Judge::Record, Form::Plain)
    }

    /// Parts, in order.
    #[must_use]
    pub fn parts(mut self, name: &'static str, things: Vec<Self>) -> Self {
        self.parts.push(Part { name, things });
        self
    }

    /// All of it as one value, without its own id.
    pub fn json(&self) -> Json {
        let mut table = Map::new();
        for Field { name, value, .. } in &self.fields {
            if let Some(value) = value {
                table.insert(name.to_string(), value.clone());
            }
        }
        for Part { name, things, .. } in &self.parts {
            if !things.is_empty() {
                let things = things.iter().map(|thing| {
                    let mut of = Map::from_iter([("id".to_owned(), Json::from(thing.key.as_str()))]);
                    of.extend(thing.json().as_object().cloned().unwrap_or_default());
                    Json::Object(of)
                });
                table.insert((*name).to_owned(), things.collect());
            }
        }
        Json::Object(table)
    }

    /// Where a field is written.
    pub fn pointer_of(&self, field: &str) -> Pointer {
        if field == "body" { self.pointer.then(At::Body) } else { self.pointer.key(field) }
    }
}
