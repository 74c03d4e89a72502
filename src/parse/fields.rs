//! A table of a source, key by key: what is there, what is missing, and what nobody knows.
//!
//! **The calls that read a form also describe it.** A kind's reader is one function over
//! [`Fields`]; given sources it reads them, given none it writes down the form's JSON Schema.
//! There is no second list of keys.
//!
//! **One wrong key never hides another**: every call reports what it finds and goes on.
//!
//! A document and its translations are read as one: [`Fields`] holds the original's table and
//! beside it those of the translations, so a localized text is complete when it is read.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::form::{Form, Pattern, Wrong, found};
use crate::diagnostic::{Diagnostic, Report, nearest};
use crate::model::{Id, Language, Text};
use crate::source::SourceFile;

/// A value and where it stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }
}

/// A localized text of a TOML source, as it stands there: inline Markdown that is yet to be checked.
#[derive(Debug, Clone)]
pub struct WrittenText {
    /// The file.
    pub file: SourceFile,
    /// The bytes of the string, with its quotes.
    pub span: Range<usize>,
    /// Its language.
    pub language: Language,
    /// What it says.
    pub text: Box<str>,
}

/// What is gathered while a document is read.
#[derive(Debug)]
pub struct Reading<'a> {
    languages: &'a [Language],
    report: RefCell<Report>,
    texts: RefCell<Vec<WrittenText>>,
    said: RefCell<Vec<usize>>,
}

impl<'a> Reading<'a> {
    /// A reading for a site in some languages, the default one first.
    pub fn new(languages: &'a [Language]) -> Self {
        Self { languages, report: RefCell::default(), texts: RefCell::default(), said: RefCell::new(vec![0; languages.len()]) }
    }

    /// Adds a finding.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.report.borrow_mut().push(diagnostic);
    }

    /// What was found, and the texts that were met.
    pub fn finish(self) -> (Report, Vec<WrittenText>) {
        (self.report.into_inner(), self.texts.into_inner())
    }

    /// How many texts have no version in each language, where there are some.
    pub fn unsaid(&self) -> Vec<(Language, usize)> {
        self.languages.iter().copied().zip(self.said.borrow().iter().copied()).filter(|(_, missing)| *missing > 0).collect()
    }

    /// Counts a text that is written in some languages.
    pub fn count(&self, written: impl Fn(Language) -> bool) {
        for (language, missing) in self.languages.iter().zip(self.said.borrow_mut().iter_mut()) {
            *missing += usize::from(!written(*language));
        }
    }
}

/// One table of one file.
#[derive(Debug, Clone)]
struct Layer<'a> {
    file: &'a SourceFile,
    /// Where the TOML begins in the file.
    offset: usize,
    table: &'a DeTable<'a>,
    /// The table's header, where what is missing is reported.
    header: Range<usize>,
}

impl<'a> Layer<'a> {
    fn get(&self, key: &str) -> Option<(Range<usize>, &'a TomlSpanned<DeValue<'a>>)> {
        let table: &'a DeTable<'a> = self.table;
        table.get_key_value(key).map(|(key, value)| (self.shift(key.span()), value))
    }

    fn shift(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }

    fn value_span(&self, value: &TomlSpanned<DeValue<'_>>) -> Range<usize> {
        self.shift(value.span())
    }

    fn within(&self, table: &'a DeTable<'a>, header: Range<usize>) -> Self {
        Self { file: self.file, offset: self.offset, table, header }
    }
}

/// What a key holds, as far as translations are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The same in all languages: said once.
    Plain,
    /// Said in each language.
    Localized,
    /// Tables, which are looked into.
    Tables,
}

/// A table that is being read, or a form that is being described.
#[derive(Debug)]
pub struct Fields<'a> {
    reading: Option<&'a Reading<'a>>,
    original: Option<Layer<'a>>,
    translations: Vec<(Language, Layer<'a>)>,
    keys: Vec<(Cow<'a, str>, Role)>,
    missing: RefCell<Vec<(String, String)>>,
    shape: Shape,
}

/// The JSON Schema of a table, as far as it has been described.
#[derive(Debug, Default)]
struct Shape {
    properties: serde_json::Map<String, Json>,
    required: Vec<String>,
}

impl Shape {
    fn finish(self) -> Json {
        let mut schema = json!({ "type": "object", "additionalProperties": false, "properties": self.properties });
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        schema
    }
}

/// The JSON Schema of a localized text.
fn text_schema() -> Json {
    json!({ "$ref": "#/$defs/text" })
}

/// A file's TOML, parsed, with where it begins in the file.
#[derive(Debug)]
pub struct TopTable<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// Where the TOML begins in it.
    pub offset: usize,
    /// The top table.
    pub table: DeTable<'a>,
    /// Where a missing key is reported: the first line, or the fence.
    pub header: Range<usize>,
}

impl<'a> Fields<'a> {
    /// The top table of a file, with those of its translations.
    pub fn of(reading: &'a Reading<'a>, written: &'a TopTable<'a>, translations: &'a [(Language, TopTable<'a>)]) -> Self {
        let layer = |written: &'a TopTable<'a>| Layer { file: written.file, offset: written.offset, table: &written.table, header: written.header.clone() };
        let translations = translations.iter().map(|(language, written)| (*language, layer(written))).collect();
        Self { reading: Some(reading), original: Some(layer(written)), translations, keys: Vec::new(), missing: RefCell::default(), shape: Shape::default() }
    }

    fn describing() -> Self {
        Self { reading: None, original: None, translations: Vec::new(), keys: Vec::new(), missing: RefCell::default(), shape: Shape::default() }
    }

    /// The JSON Schema of the form that a function reads.
    pub fn describe<T>(read: impl FnOnce(&mut Fields<'_>) -> T) -> Json {
        let mut fields = Fields::describing();
        read(&mut fields);
        fields.shape.finish()
    }

    /// The place where the table begins.
    pub fn header(&self) -> Range<usize> {
        self.original.as_ref().map_or(0..0, |layer| layer.header.clone())
    }

    /// Whether the form is described, and nothing is there to be read.
    pub fn is_describing(&self) -> bool {
        self.original.is_none()
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.original.as_ref().is_some_and(|layer| layer.table.contains_key(key))
    }

    /// Whether a key is there, or one that is not known and can only be meant as it.
    ///
    /// What is said of a missing key beyond that it is missing is not said where it is misspelt;
    /// to be asked once the other keys have been read.
    pub fn says(&self, key: &str) -> bool {
        let Some(layer) = &self.original else { return false };
        layer.table.contains_key(key) || self.misspelt(layer, key).is_some()
    }

    /// The key of a table that is not known and is nearest to another.
    fn misspelt<'t>(&self, layer: &Layer<'t>, key: &str) -> Option<&'t TomlSpanned<Cow<'t, str>>> {
        let is_known = |name: &str| self.keys.iter().any(|(known, _)| known == name);
        layer.table.keys().find(|name| !is_known(name.get_ref()) && nearest(name.get_ref(), [key]).is_some())
    }

    /// The place of a key, or of the table where it is not there.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        self.original.as_ref().and_then(|layer| layer.get(key)).map_or_else(|| self.header(), |(span, _)| span)
    }

    /// The place of a value, or of the table where it is not there.
    pub fn span(&self, key: &str) -> Range<usize> {
        self.original.as_ref().and_then(|layer| layer.get(key).map(|(_, value)| layer.value_span(value))).unwrap_or_else(|| self.header())
    }

    /// Reports an error in the original.
    pub fn error(&self, span: Range<usize>, rule: &'static str, message: impl Into<String>, help: impl Into<String>) {
        if let (Some(reading), Some(layer)) = (self.reading, &self.original) {
            reading.push(Diagnostic::error(layer.file, span, rule, message).help(help));
        }
    }

    fn know(&mut self, key: impl Into<Cow<'a, str>>, role: Role, required: bool, schema: impl FnOnce() -> Json) {
        let key = key.into();
        if self.original.is_none() {
            if required {
                self.shape.required.push(key.to_string());
            }
            self.shape.properties.insert(key.to_string(), schema());
        }
        self.keys.push((key, role));
    }

    fn wrong(layer: &Layer<'_>, reading: &Reading<'_>, span: Range<usize>, wrong: Wrong) {
        if let Wrong::Is { rule, message, help } = wrong {
            let diagnostic = Diagnostic::error(layer.file, span, rule, message);
            reading.push(match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }

    fn wrong_type(&self, layer: &Layer<'_>, key: &str, value: &TomlSpanned<DeValue<'_>>, wanted: &str, example: &str) {
        if let Some(reading) = self.reading {
            Self::wrong(layer, reading, layer.value_span(value), Wrong::kind(key, value.get_ref(), wanted, example));
        }
    }

    /// Remembers a missing key; whether it is only misspelt is known when all keys are.
    fn missing(&self, key: &str, example: &str) {
        self.missing.borrow_mut().push((key.to_owned(), example.to_owned()));
    }

    /// The value of a key that may be absent.
    pub fn optional<F: Form>(&mut self, key: impl Into<Cow<'a, str>>, form: F) -> Option<Spanned<F::Value>> {
        let key = key.into();
        self.know(key.clone(), Role::Plain, false, || form.schema());
        self.read(&key, &form)
    }

    /// The value of a key that must be there.
    pub fn required<F: Form>(&mut self, key: impl Into<Cow<'a, str>>, form: F) -> Option<Spanned<F::Value>> {
        let key = key.into();
        self.know(key.clone(), Role::Plain, true, || form.schema());
        if !self.has(&key) {
            self.missing(&key, &form.example());
        }
        self.read(&key, &form)
    }

    /// Asks for a key that is read by another call.
    pub fn require(&mut self, key: &str, example: &str) {
        if self.is_describing() {
            self.shape.required.push(key.to_owned());
        } else if !self.has(key) {
            self.missing(key, example);
        }
    }

    /// The value of a key, where it is recorded: an empty text is as good as none.
    pub fn recorded<F: Form>(&mut self, key: impl Into<Cow<'a, str>>, form: F) -> Option<Spanned<F::Value>> {
        let key = key.into();
        self.know(key.clone(), Role::Plain, false, || form.schema());
        let blank = self.original.as_ref()?.get(&key)?.1.get_ref().as_str().is_some_and(|text| text.trim().is_empty());
        if blank { None } else { self.read(&key, &form) }
    }

    fn read<F: Form>(&self, key: &str, form: &F) -> Option<Spanned<F::Value>> {
        let layer = self.original.as_ref()?;
        let (_, value) = layer.get(key)?;
        self.read_value(layer, key, value, form)
    }

    fn read_value<F: Form>(&self, layer: &Layer<'_>, key: &str, value: &TomlSpanned<DeValue<'_>>, form: &F) -> Option<Spanned<F::Value>> {
        let span = layer.value_span(value);
        match form.read(key, value.get_ref()) {
            Ok(read) => Some(Spanned::new(read, span)),
            Err(wrong) => {
                if let Some(reading) = self.reading {
                    Self::wrong(layer, reading, span, wrong);
                }
                None
            }
        }
    }

    /// The values of a list, in order; an absent list is empty.
    pub fn list<F: Form>(&mut self, key: impl Into<Cow<'a, str>>, form: F) -> Vec<Spanned<F::Value>> {
        let key = key.into();
        self.know(key.clone(), Role::Plain, false, || json!({ "type": "array", "items": form.schema() }));
        self.read_list(&key, &form)
    }

    /// The values of a list that must be there and hold something.
    pub fn required_list<F: Form>(&mut self, key: impl Into<Cow<'a, str>>, form: F) -> Vec<Spanned<F::Value>> {
        let key = key.into();
        self.know(key.clone(), Role::Plain, true, || json!({ "type": "array", "items": form.schema(), "minItems": 1 }));
        let example = format!("[{}]", form.example());
        match self.original.as_ref().map(|layer| (layer, layer.get(&key))) {
            Some((_, None)) => self.missing(&key, &example),
            Some((layer, Some((_, value)))) if value.get_ref().as_array().is_some_and(|array| array.is_empty()) => {
                let message = format!("`{key}` is empty");
                self.error(layer.value_span(value), "empty-value", message, format!("write at least one, for example: {key} = {example}"));
            }
            _ => {}
        }
        self.read_list(&key, &form)
    }

    fn read_list<F: Form>(&self, key: &str, form: &F) -> Vec<Spanned<F::Value>> {
        let Some(layer) = &self.original else { return Vec::new() };
        let Some((_, value)) = layer.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(layer, key, value, "a list", &format!("{key} = [{}]", form.example()));
            return Vec::new();
        };
        array.iter().filter_map(|item| self.read_value(layer, key, item, form)).collect()
    }

    /// Whether as many values were read of a list as stand there; of an absent one, none.
    pub fn is_whole(&self, key: &str, read: usize) -> bool {
        let found = self.original.as_ref().and_then(|layer| layer.get(key));
        found.map_or(!self.says(key), |(_, value)| value.get_ref().as_array().is_some_and(|array| array.iter().count() == read))
    }

    /// A key that is known, and whose value nobody can judge.
    pub fn ignore(&mut self, key: impl Into<Cow<'a, str>>) {
        self.know(key, Role::Plain, false, || json!(true));
    }

    /// A text in several languages, which may be absent.
    pub fn text(&mut self, key: impl Into<Cow<'a, str>>) -> Option<Text> {
        let key = key.into();
        self.know(key.clone(), Role::Localized, false, text_schema);
        self.read_text(&key, true).map(|text| text.value)
    }

    /// A text that is counted as missing in no language: names of sources, organisations and the like.
    pub fn label(&mut self, key: impl Into<Cow<'a, str>>) -> Option<Text> {
        let key = key.into();
        self.know(key.clone(), Role::Localized, false, text_schema);
        self.read_text(&key, false).map(|text| text.value)
    }

    /// A text in several languages that must be there and say something.
    pub fn required_text(&mut self, key: impl Into<Cow<'a, str>>) -> Option<Text> {
        self.required_text_at(key, true).map(|text| text.value)
    }

    /// A label that must be there and say something.
    pub fn required_label(&mut self, key: impl Into<Cow<'a, str>>) -> Option<Text> {
        self.required_text_at(key, false).map(|text| text.value)
    }

    /// A text that may be absent, with its place.
    pub fn spanned_text(&mut self, key: impl Into<Cow<'a, str>>) -> Option<Spanned<Text>> {
        let key = key.into();
        self.know(key.clone(), Role::Localized, false, text_schema);
        self.read_text(&key, true)
    }

    fn required_text_at(&mut self, key: impl Into<Cow<'a, str>>, counted: bool) -> Option<Spanned<Text>> {
        let key = key.into();
        self.know(key.clone(), Role::Localized, true, text_schema);
        let text = self.read_text(&key, counted);
        let layer = self.original.as_ref()?;
        match layer.get(&key) {
            None if text.is_none() => self.missing(&key, "\"…\""),
            Some((_, value)) if text.as_ref().is_some_and(|text| text.value.is_empty()) => {
                self.error(layer.value_span(value), "empty-value", format!("`{key}` says nothing"), "write it, or ask who knows");
            }
            _ => {}
        }
        text.filter(|text| !text.value.is_empty())
    }

    fn read_text(&self, key: &str, counted: bool) -> Option<Spanned<Text>> {
        let (reading, layer) = (self.reading?, self.original.as_ref()?);
        let mut versions: Vec<(Language, Box<str>)> = Vec::new();
        let mut span = None;
        if let Some((_, value)) = layer.get(key) {
            span = Some(layer.value_span(value));
            self.read_versions(reading, layer, key, value, &mut versions)?;
        }
        self.read_translated(reading, key, &mut versions);
        let span = span.or_else(|| (!versions.is_empty()).then(|| layer.header.clone()))?;
        let text = in_site_order(reading, versions);
        if counted && !text.is_empty() {
            reading.count(|language| text.exactly(language).is_some());
        }
        Some(Spanned::new(text, span))
    }

    /// The versions in the original: a string of the default language, or a table of languages.
    fn read_versions(
        &self,
        reading: &Reading<'_>,
        layer: &Layer<'_>,
        key: &str,
        value: &TomlSpanned<DeValue<'_>>,
        versions: &mut Vec<(Language, Box<str>)>,
    ) -> Option<()> {
        match value.get_ref() {
            DeValue::String(text) => {
                let language = *reading.languages.first()?;
                meet(reading, layer, layer.value_span(value), language, text);
                versions.push((language, text.as_ref().into()));
            }
            DeValue::Table(table) => {
                for (name, value) in in_order(table) {
                    let Some(language) = known_language(reading, layer, name) else { continue };
                    let DeValue::String(text) = value.get_ref() else {
                        self.wrong_type(layer, name.get_ref(), value, "text", "\"…\"");
                        continue;
                    };
                    meet(reading, layer, layer.value_span(value), language, text);
                    versions.push((language, text.as_ref().into()));
                }
            }
            _ => {
                self.wrong_type(layer, key, value, "text, or a table of texts by language", &format!("{key} = {{ fi = \"…\", sv = \"…\" }}"));
                return None;
            }
        }
        Some(())
    }

    /// The versions that translations add.
    fn read_translated(&self, reading: &Reading<'_>, key: &str, versions: &mut Vec<(Language, Box<str>)>) {
        for (language, layer) in &self.translations {
            let Some((_, value)) = layer.get(key) else { continue };
            let DeValue::String(text) = value.get_ref() else {
                self.wrong_type(layer, key, value, "plain text", &format!("{key} = \"…\""));
                continue;
            };
            if versions.iter().any(|(known, _)| known == language) {
                reading.push(
                    Diagnostic::error(
                        layer.file,
                        layer.value_span(value),
                        "text-in-two-places",
                        format!("`{key}` is said in {language} here and in the original too"),
                    )
                    .help("keep one of the two"),
                );
                continue;
            }
            meet(reading, layer, layer.value_span(value), *language, text);
            versions.push((*language, text.as_ref().into()));
        }
    }

    /// A list of texts, each in one or more languages.
    pub fn texts(&mut self, key: impl Into<Cow<'a, str>>) -> Vec<Spanned<Text>> {
        let key = key.into();
        self.know(key.clone(), Role::Plain, false, || json!({ "type": "array", "items": text_schema() }));
        let (Some(reading), Some(layer)) = (self.reading, self.original.as_ref()) else { return Vec::new() };
        let Some((_, value)) = layer.get(&key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(layer, &key, value, "a list of texts", &format!("{key} = [\"…\"]"));
            return Vec::new();
        };
        let read = |item| {
            let mut versions = Vec::new();
            self.read_versions(reading, layer, &key, item, &mut versions)?;
            Some(Spanned::new(in_site_order(reading, versions), layer.value_span(item)))
        };
        array.iter().filter_map(read).filter(|text| !text.value.is_empty()).collect()
    }

    /// Lists of words by language, such as synonyms; a plain list is of the default language.
    pub fn words(&mut self, key: impl Into<Cow<'a, str>>) -> Vec<(Language, Vec<String>)> {
        let key = key.into();
        let words = json!({ "type": "array", "items": { "type": "string" } });
        self.know(key.clone(), Role::Plain, false, || json!({ "anyOf": [words, { "type": "object", "additionalProperties": words }] }));
        let (Some(reading), Some(layer)) = (self.reading, self.original.as_ref()) else { return Vec::new() };
        let Some((_, value)) = layer.get(&key) else { return Vec::new() };
        let strings = |key: &str, value: &TomlSpanned<DeValue<'_>>| -> Vec<String> {
            let Some(array) = value.get_ref().as_array() else {
                self.wrong_type(layer, key, value, "a list of texts", "[\"…\"]");
                return Vec::new();
            };
            array.iter().filter_map(|item| self.read_value(layer, key, item, &super::form::Line)).map(|word| word.value).collect()
        };
        match value.get_ref() {
            DeValue::Array(_) => reading.languages.first().map(|language| (*language, strings(&key, value))).into_iter().collect(),
            DeValue::Table(table) => {
                let mut words: Vec<(Language, Vec<String>)> = in_order(table)
                    .into_iter()
                    .filter_map(|(name, value)| Some((known_language(reading, layer, name)?, strings(name.get_ref(), value))))
                    .collect();
                words.sort_by_key(|(language, _)| reading.languages.iter().position(|known| known == language));
                words
            }
            _ => {
                self.wrong_type(layer, &key, value, "lists of texts by language", &format!("{key} = {{ fi = [\"…\"] }}"));
                Vec::new()
            }
        }
    }

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
        Self { reading: self.reading, original: Some(layer), translations: Vec::new(), keys: Vec::new(), missing: RefCell::default(), shape: Shape::default() }
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
        let span = layer.get("id").map_or_else(|| layer.header.clone(), |(_, value)| layer.value_span(value));
        let message = match id {
            Some(id) => format!("the original has no `{id}` among its `{key}`"),
            None => format!("this item of `{key}` does not say which one it translates"),
        };
        let diagnostic = Diagnostic::error(layer.file, span, "translation-of-nothing", message);
        let ids: Vec<&str> = self.original.as_ref().map_or_else(Vec::new, |original| ids(original, key));
        reading.push(diagnostic.suggest(id.unwrap_or_default(), ids, format!("items of `{key}` are matched by `id`")));
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

    /// A table of values by names that nobody prescribes, in the order of the source.
    pub fn map<F: Form>(&mut self, key: impl Into<Cow<'a, str>>, form: F) -> Vec<(Spanned<String>, Spanned<F::Value>)> {
        let key = key.into();
        self.know(key.clone(), Role::Plain, false, || json!({ "type": "object", "additionalProperties": form.schema() }));
        let Some(layer) = &self.original else { return Vec::new() };
        let Some((_, value)) = layer.get(&key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(layer, &key, value, "a table", &format!("{key} = {{ name = {} }}", form.example()));
            return Vec::new();
        };
        in_order(table)
            .into_iter()
            .filter_map(|(name, value)| {
                let value = self.read_value(layer, name.get_ref(), value, &form)?;
                Some((Spanned::new(name.get_ref().to_string(), layer.shift(name.span())), value))
            })
            .collect()
    }

    /// The kind of a value, in the words of a message: `a table`, `text`; `None` where the key is absent.
    pub fn kind_of(&self, key: &str) -> Option<&'static str> {
        self.original.as_ref()?.get(key).map(|(_, value)| found(value.get_ref()))
    }

    /// A key that only translations have: the version of the original that each renders.
    pub fn in_translations<F: Form>(&mut self, key: &'static str, form: &F) -> Vec<(Language, Spanned<F::Value>)> {
        self.keys.push((key.into(), Role::Localized));
        let mut values = Vec::new();
        for (language, layer) in &self.translations {
            if let Some((_, value)) = layer.get(key) {
                values.extend(self.read_value(layer, key, value, form).map(|value| (*language, value)));
            }
        }
        if self.has(key) {
            self.error(self.key_span(key), "unknown-key", format!("`{key}` belongs in a translation, and this is the original"), "take the key out");
        }
        values
    }

    /// Languages whose translations have a key, or one that can only be meant as it.
    pub fn translations_with(&self, key: &str) -> Vec<Language> {
        let says = |layer: &Layer<'_>| layer.table.contains_key(key) || self.misspelt(layer, key).is_some();
        self.translations.iter().filter(|(_, layer)| says(layer)).map(|(language, _)| *language).collect()
    }

    /// Reports the keys that nobody asked for, and those that are missing.
    ///
    /// A missing key that stands there misspelt is one mistake, not two.
    pub fn finish(&self) {
        let Some(reading) = self.reading else { return };
        let known = || self.keys.iter().map(|(key, _)| key.as_ref());
        let mut missing = self.missing.take();
        if let Some(layer) = &self.original {
            for (key, _) in in_order(layer.table) {
                if !known().any(|name| name == key.get_ref().as_ref()) {
                    let meant = nearest(key.get_ref(), known());
                    missing.retain(|(name, _)| meant != Some(name));
                    reading.push(unknown_key(layer, key, known()));
                }
            }
            for (key, example) in missing {
                reading.push(
                    Diagnostic::error(layer.file, layer.header.clone(), "missing-key", format!("the key `{key}` is missing"))
                        .help(format!("write it, for example: {key} = {example}")),
                );
            }
        }
        for (_, layer) in &self.translations {
            for (key, _) in in_order(layer.table) {
                match self.keys.iter().find(|(name, _)| name == key.get_ref()) {
                    None => reading.push(unknown_key(layer, key, known())),
                    Some((_, Role::Plain)) if key.get_ref() != "id" => reading.push(
                        Diagnostic::error(
                            layer.file,
                            layer.shift(key.span()),
                            "untranslatable-key",
                            format!("`{}` is the same in all languages", key.get_ref()),
                        )
                        .help("it stands in the original; take it out here"),
                    ),
                    Some(_) => {}
                }
            }
        }
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

fn ids<'a>(layer: &Layer<'a>, key: &str) -> Vec<&'a str> {
    let Some((_, value)) = layer.get(key) else { return Vec::new() };
    let items = value.get_ref().as_array().into_iter().flat_map(|array| array.iter());
    items.filter_map(|item| item.get_ref().as_table()?.get("id")?.get_ref().as_str()).collect()
}

fn unknown_key<'k>(layer: &Layer<'_>, key: &TomlSpanned<Cow<'_, str>>, known: impl Iterator<Item = &'k str> + Clone) -> Diagnostic {
    let all: Vec<String> = known.clone().map(|name| format!("`{name}`")).collect();
    Diagnostic::error(layer.file, layer.shift(key.span()), "unknown-key", format!("there is no key `{}` here", key.get_ref())).suggest(
        key.get_ref(),
        known,
        format!("the keys are {}", all.join(", ")),
    )
}

fn meet(reading: &Reading<'_>, layer: &Layer<'_>, span: Range<usize>, language: Language, text: &str) {
    reading.texts.borrow_mut().push(WrittenText { file: layer.file.clone(), span, language, text: text.into() });
}

/// A text whose versions stand in the order of the site's languages.
fn in_site_order(reading: &Reading<'_>, mut versions: Vec<(Language, Box<str>)>) -> Text {
    versions.sort_by_key(|(language, _)| reading.languages.iter().position(|known| known == language));
    Text::from_versions(versions)
}

fn known_language(reading: &Reading<'_>, layer: &Layer<'_>, name: &TomlSpanned<Cow<'_, str>>) -> Option<Language> {
    // Without languages, which is an error of the settings, any will do.
    let language = Language::parse(name.get_ref()).filter(|language| reading.languages.is_empty() || reading.languages.contains(language));
    if language.is_none() {
        let codes: Vec<&str> = reading.languages.iter().map(Language::code).collect();
        reading.push(
            Diagnostic::error(layer.file, layer.shift(name.span()), "unknown-language", format!("the site has no language `{}`", name.get_ref())).suggest(
                name.get_ref(),
                codes.iter().copied(),
                format!("the site's languages are {}", codes.join(", ")),
            ),
        );
    }
    language
}

/// The entries of a table in the order of the source.
fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t TomlSpanned<Cow<'a, str>>, &'t TomlSpanned<DeValue<'a>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
