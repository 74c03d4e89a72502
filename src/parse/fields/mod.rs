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

mod reading;
mod tables;
mod texts;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::form::{Form, Wrong, found};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::Language;
use crate::source::SourceFile;
pub use reading::{Reading, Spanned, WrittenText};

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
        Self::new(Some(reading), Some(layer(written)), translations)
    }

    fn new(reading: Option<&'a Reading<'a>>, original: Option<Layer<'a>>, translations: Vec<(Language, Layer<'a>)>) -> Self {
        Self { reading, original, translations, keys: Vec::new(), missing: RefCell::default(), shape: Shape::default() }
    }

    fn describing() -> Self {
        Self::new(None, None, Vec::new())
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
        self.judged(layer, value, form.read(key, value.get_ref()))
    }

    /// What was read, with its place; or a report of what is wrong there.
    fn judged<T>(&self, layer: &Layer<'_>, value: &TomlSpanned<DeValue<'_>>, read: Result<T, Wrong>) -> Option<Spanned<T>> {
        let span = layer.value_span(value);
        match read {
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
        array.iter().filter_map(|item| self.judged(layer, item, form.read(key, item.get_ref()).map_err(|wrong| wrong.of_item(key)))).collect()
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

fn unknown_key<'k>(layer: &Layer<'_>, key: &TomlSpanned<Cow<'_, str>>, known: impl Iterator<Item = &'k str> + Clone) -> Diagnostic {
    let all: Vec<String> = known.clone().map(|name| format!("`{name}`")).collect();
    Diagnostic::error(layer.file, layer.shift(key.span()), "unknown-key", format!("there is no key `{}` here", key.get_ref())).suggest(
        key.get_ref(),
        known,
        format!("the keys are {}", all.join(", ")),
    )
}

/// The entries of a table in the order of the source.
fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t TomlSpanned<Cow<'a, str>>, &'t TomlSpanned<DeValue<'a>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
