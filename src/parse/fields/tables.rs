//! Tables inside a table: one, a list, or some by name.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::{Fields, Layer, Role, Spanned, in_order, unknown_key};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Id, Language};
use crate::parse::form::{ID, Pattern};

impl<'a> Fields<'a> {
    /// One table, which may be absent.
    pub fn table<T>(&mut self, key: impl Into<Cow<'a, str>>, read: impl FnOnce(&mut Fields<'a>) -> T) -> Option<Spanned<T>> {
        let key = key.into();
        let mut read = Some(read);
        if self.original.is_none() {
            let schema = read.take().map(|read| describe(read)).unwrap_or_default();
            self.know(key, Role::Tables, false, || schema);
            return None;
        }
        self.know(key.clone(), Role::Tables, false, Json::default);
        let layer = self.original.as_ref()?;
        let (_, value) = layer.get(&key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(layer, &key, value, "a table", &format!("{key} = {{ … }}"));
            return None;
        };
        let span = layer.value_span(value);
        let mut fields = self.inner(layer.within(table, span.clone()));
        for (language, translation) in &self.translations {
            if let Some((_, value)) = translation.get(&key) {
                match value.get_ref() {
                    DeValue::Table(table) => fields.translations.push((*language, translation.within(table, translation.value_span(value)))),
                    _ => self.wrong_type(translation, &key, value, "a table", &format!("{key} = {{ … }}")),
                }
            }
        }
        let value = read.take().map(|read| read(&mut fields))?;
        fields.finish();
        Some(Spanned::new(value, span))
    }

    /// One table that must be there.
    pub fn required_table<T>(&mut self, key: &'static str, example: &str, read: impl FnOnce(&mut Fields<'a>) -> T) -> Option<Spanned<T>> {
        self.require(key, example);
        self.table(key, read)
    }

    /// A list of tables, in the order of the source; an absent list is empty.
    pub fn tables<T>(&mut self, key: impl Into<Cow<'a, str>>, read: impl Fn(&mut Fields<'a>) -> T) -> Vec<Spanned<T>> {
        let key = key.into();
        if self.original.is_none() {
            let schema = describe(read);
            self.know(key, Role::Tables, false, || json!({ "type": "array", "items": schema }));
            return Vec::new();
        }
        self.know(key.clone(), Role::Tables, false, Json::default);
        let Some(layer) = self.original.clone() else { return Vec::new() };
        let mut translated = self.translated_items(&key);
        let mut values = Vec::new();
        for (table, header) in self.items(&layer, &key) {
            let mut fields = self.inner(layer.within(table, header.clone()));
            let id = table.get("id").and_then(|id| id.get_ref().as_str());
            let (matching, rest) = translated.into_iter().partition(|(_, of, _)| id.is_some() && *of == id);
            translated = rest;
            fields.translations = matching.into_iter().map(|(language, _, layer): (Language, _, _)| (language, layer)).collect();
            values.push(Spanned::new(read(&mut fields), header));
            fields.finish();
        }
        let all_have_ids = self.items(&layer, &key).iter().all(|(table, _)| table.get("id").is_some_and(|id| id.get_ref().is_str()));
        for (_, id, layer) in translated {
            if id.is_none() || all_have_ids {
                self.unmatched(&key, id, &layer);
            }
        }
        values
    }

    fn inner(&self, layer: Layer<'a>) -> Self {
        Self::new(self.reading, Some(layer), Vec::new())
    }

    /// The tables of a list, with their headers.
    fn items(&self, layer: &Layer<'a>, key: &str) -> Vec<(&'a DeTable<'a>, Range<usize>)> {
        let Some((_, value)) = layer.get(key) else { return Vec::new() };
        let example = format!("[[{key}]]");
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(layer, key, value, "a list of tables", &example);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, layer.value_span(item))),
                _ => self.wrong_type(layer, key, item, "a table", &example),
            }
        }
        tables
    }

    /// The items of a list in the translations, with the id that each translates.
    fn translated_items(&self, key: &str) -> Vec<(Language, Option<&'a str>, Layer<'a>)> {
        let mut items = Vec::new();
        for (language, layer) in &self.translations {
            for (table, header) in self.items(layer, key) {
                let table: &'a DeTable<'a> = table;
                let id = table.get("id").and_then(|id| id.get_ref().as_str());
                items.push((*language, id, layer.within(table, header)));
            }
        }
        items
    }

    fn unmatched(&self, key: &str, id: Option<&str>, layer: &Layer<'_>) {
        let Some(reading) = self.reading else { return };
        if let Some((_, value)) = layer.get("id").filter(|(_, value)| !value.get_ref().is_str()) {
            return self.wrong_type(layer, "id", value, "text", "id = \"…\"");
        }
        if let Some(key) = layer.table.keys().find(|key| nearest(key.get_ref(), ["id"]).is_some() && *key.get_ref() != "id") {
            return reading.push(unknown_key(layer, key, ["id"].into_iter()));
        }
        let known: Vec<&str> = self.original.as_ref().map_or_else(Vec::new, |original| ids(original, key));
        if known.is_empty() && id.is_none() {
            let message = format!("what stands in `{key}` is translated in the original");
            let diagnostic = Diagnostic::error(layer.file, layer.header.clone(), "untranslatable-key", message);
            return reading.push(diagnostic.help("its items have no `id` to be matched by; write their texts there as { fi = \"…\", sv = \"…\" }"));
        }
        // An item that is meant may be one whose id is reported in the original.
        if id.is_some() && self.original.as_ref().is_some_and(|original| has_unread_id(original, key)) {
            return;
        }
        let span = layer.get("id").map_or_else(|| layer.header.clone(), |(_, value)| layer.value_span(value));
        let message = match id {
            Some(id) => format!("the original has no `{id}` among its `{key}`"),
            None => format!("this item of `{key}` does not say which one it translates"),
        };
        let diagnostic = Diagnostic::error(layer.file, span, "translation-of-nothing", message);
        reading.push(diagnostic.suggest(id.unwrap_or_default(), known, format!("items of `{key}` are matched by `id`")));
    }

    /// Tables by name, such as `[concepts.x]`, in the order of the source.
    pub fn named<T>(&mut self, key: impl Into<Cow<'a, str>>, names: Pattern<Id>, read: impl Fn(&mut Fields<'a>) -> T) -> Vec<(Spanned<Id>, T)> {
        let key = key.into();
        if self.original.is_none() {
            let schema = describe(read);
            self.know(key, Role::Plain, false, || named_schema(names, &schema));
            return Vec::new();
        }
        self.know(key.clone(), Role::Plain, false, Json::default);
        self.read_named(&key, names, read)
    }

    /// Tables by name, or a list of tables that say their name as `id`.
    pub fn named_or_listed<T>(&mut self, key: &'static str, names: Pattern<Id>, read: impl Fn(&mut Fields<'a>) -> T) -> Vec<(Spanned<Id>, T)> {
        if self.original.is_none() {
            let by_name = describe(&read);
            let listed = describe(|fields| (fields.required("id", names), read(fields)));
            self.know(key, Role::Plain, false, || json!({ "anyOf": [named_schema(names, &by_name), { "type": "array", "items": listed }] }));
            return Vec::new();
        }
        if self.kind_of(key) == Some("a list of tables") {
            let listed = self.tables(key, |fields| (fields.required("id", names), read(fields)));
            return listed.into_iter().filter_map(|listed| Some((listed.value.0?, listed.value.1))).collect();
        }
        self.know(key, Role::Plain, false, Json::default);
        self.read_named(key, names, read)
    }

    fn read_named<T>(&self, key: &str, names: Pattern<Id>, read: impl Fn(&mut Fields<'a>) -> T) -> Vec<(Spanned<Id>, T)> {
        let Some(layer) = self.original.clone() else { return Vec::new() };
        let Some((_, value)) = layer.get(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(&layer, key, value, "tables by name", &format!("[{key}.name]"));
            return Vec::new();
        };
        let mut values = Vec::new();
        for (name, value) in in_order(table) {
            let DeValue::Table(table) = value.get_ref() else {
                self.wrong_type(&layer, name.get_ref(), value, "a table", &format!("[{key}.{}]", name.get_ref()));
                continue;
            };
            let at = layer.shift(name.span());
            if (names.parse)(name.get_ref()).is_none() {
                let message = format!("`{}` is not {}", name.get_ref(), names.wanted);
                self.error(at.clone(), names.rule, message, format!("for example: [{key}.{}]", names.example));
            }
            let mut fields = self.inner(layer.within(table, layer.value_span(value)));
            let name = Spanned::new(Id::from(name.get_ref().as_ref()), at);
            values.push((name, read(&mut fields)));
            fields.finish();
        }
        values
    }
}

fn describe<'a, T>(read: impl FnOnce(&mut Fields<'a>) -> T) -> Json {
    let mut fields = Fields::describing();
    read(&mut fields);
    fields.shape.finish()
}

fn named_schema(names: Pattern<Id>, schema: &Json) -> Json {
    json!({ "type": "object", "propertyNames": { "pattern": names.pattern }, "additionalProperties": schema })
}

/// Whether the id of some item of a list is not there or malformed.
fn has_unread_id(layer: &Layer<'_>, key: &str) -> bool {
    let Some((_, value)) = layer.get(key) else { return false };
    let is_read = |item: &TomlSpanned<DeValue<'_>>| {
        let id = item.get_ref().as_table().and_then(|table| table.get("id")?.get_ref().as_str());
        id.is_some_and(|id| (ID.parse)(id).is_some())
    };
    value.get_ref().as_array().is_none_or(|array| !array.iter().all(is_read))
}

fn ids<'a>(layer: &Layer<'a>, key: &str) -> Vec<&'a str> {
    let Some((_, value)) = layer.get(key) else { return Vec::new() };
    let items = value.get_ref().as_array().into_iter().flat_map(|array| array.iter());
    items.filter_map(|item| item.get_ref().as_table()?.get("id")?.get_ref().as_str()).collect()
}
