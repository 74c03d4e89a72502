//! Texts in several languages, and lists of words by language.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use super::{Fields, Layer, Reading, Role, Spanned, WrittenText, in_order};
use crate::diagnostic::Diagnostic;
use crate::model::{Language, Text};
use crate::parse::form::{Line, TAKE_OUT, control_character};

impl<'a> Fields<'a> {
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
            // A table of languages that the site does not have is reported as such.
            Some((_, value)) if text.as_ref().is_some_and(|text| text.value.is_empty()) && !self.is_of_unknown_languages(value) => {
                self.error(layer.value_span(value), "empty-value", format!("`{key}` says nothing"), "write it, or ask who knows");
            }
            _ => {}
        }
        text.filter(|text| !text.value.is_empty())
    }

    /// Whether a table of languages says something, in languages that the site does not have.
    fn is_of_unknown_languages(&self, value: &TomlSpanned<DeValue<'_>>) -> bool {
        let known = |code: &str| self.reading.is_some_and(|reading| reading.languages().iter().any(|language| language.code() == code));
        value.get_ref().as_table().is_some_and(|table| table.keys().any(|code| !known(code.get_ref())))
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
                let language = *reading.languages().first()?;
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
            array.iter().filter_map(|item| self.read_value(layer, key, item, &Line)).map(|word| word.value).collect()
        };
        match value.get_ref() {
            DeValue::Array(_) => reading.languages().first().map(|language| (*language, strings(&key, value))).into_iter().collect(),
            DeValue::Table(table) => {
                let mut words: Vec<(Language, Vec<String>)> = in_order(table)
                    .into_iter()
                    .filter_map(|(name, value)| Some((known_language(reading, layer, name)?, strings(name.get_ref(), value))))
                    .collect();
                words.sort_by_key(|(language, _)| reading.languages().iter().position(|known| known == language));
                words
            }
            _ => {
                self.wrong_type(layer, &key, value, "lists of texts by language", &format!("{key} = {{ fi = [\"…\"] }}"));
                Vec::new()
            }
        }
    }
}

/// The JSON Schema of a localized text.
fn text_schema() -> Json {
    json!({ "$ref": "#/$defs/text" })
}

fn meet(reading: &Reading<'_>, layer: &Layer<'_>, span: Range<usize>, language: Language, text: &str) {
    if let Some((_, message)) = control_character(text) {
        reading.push(Diagnostic::error(layer.file, span.clone(), "control-character", message).help(TAKE_OUT));
    }
    reading.meet(WrittenText { file: layer.file.clone(), span, language, text: text.into() });
}

/// A text whose versions stand in the order of the site's languages.
fn in_site_order(reading: &Reading<'_>, mut versions: Vec<(Language, Box<str>)>) -> Text {
    versions.sort_by_key(|(language, _)| reading.languages().iter().position(|known| known == language));
    Text::from_versions(versions)
}

fn known_language(reading: &Reading<'_>, layer: &Layer<'_>, name: &TomlSpanned<Cow<'_, str>>) -> Option<Language> {
    // Without languages, which is an error of the settings, any will do.
    let language = Language::parse(name.get_ref()).filter(|language| reading.languages().is_empty() || reading.languages().contains(language));
    if language.is_none() {
        let codes: Vec<&str> = reading.languages().iter().map(Language::code).collect();
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
