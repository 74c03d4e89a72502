//! The look: templates, words and static files of a theme over the built-in one. The only user of tera.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Tera};

use super::words::{self, Words};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::{Language, Settings};
use crate::source::Sources;

include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// The name of the theme that the binary carries.
pub const BUILT_IN: &str = "virta";

/// A theme, ready to render in each language of a site.
pub struct Theme {
    languages: Vec<(Words, Tera)>,
    /// Static files by their name in `static/`.
    assets: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// Where each static file is published: its name carries a mark of its content.
    published: BTreeMap<Arc<str>, String>,
    /// A hash of all files.
    mark: String,
}

/// The data of a template, made from any value that can be serialized.
#[derive(Serialize)]
#[serde(transparent)]
pub struct View(tera::Value);

impl View {
    /// The data of a value.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(tera::Value::from_serializable(value))
    }
}

/// Something that a template did not accept; a template is an author's work, so this is a finding too.
#[derive(Debug)]
pub struct TemplateError(pub String);

impl Theme {
    /// Lays the files of a site's theme over the built-in ones, one file at a time.
    ///
    /// `files` are the theme's own, with paths from the theme's folder; `name` is for findings.
    pub fn new(settings: &Settings, name: &str, files: &Sources) -> (Option<Self>, Report) {
        let mut report = Report::default();
        let mut templates: BTreeMap<String, String> = BTreeMap::new();
        let mut catalogues: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut assets: BTreeMap<Arc<str>, Arc<[u8]>> = BTreeMap::new();
        let mut hash = Sha256::new();
        let built_in = FILES.iter().map(|(path, bytes)| (*path, *bytes, false));
        let own = files.files.iter().map(|(path, file)| (&**path, &*file.bytes, true));
        for (path, bytes, is_own) in built_in.chain(own) {
            let text = std::str::from_utf8(bytes).ok();
            hash.update(path.as_bytes());
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
            let place = || Place::of_file(&format!("themes/{name}/{path}"));
            match (path.split_once('/'), text) {
                (Some(("templates", template)), Some(text)) => {
                    templates.insert(template.to_owned(), text.to_owned());
                }
                (Some(("i18n", file)), Some(text)) => {
                    // `fi.toml`, or `fi/indicators.toml` where a catalogue is kept in parts.
                    let code = file.split(['/', '.']).next().unwrap_or_default().to_owned();
                    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
                    if let Some(error) = errors.first() {
                        report.push(Diagnostic::new(Severity::Error, place(), "broken-theme", format!("the catalogue is not TOML: {}", error.message())));
                    }
                    catalogues.entry(code).or_default().extend(words::flatten(table.get_ref()));
                }
                (Some(("static", file)), _) => {
                    assets.insert(file.into(), bytes.into());
                }
                (Some(("templates" | "i18n", _)), None) => {
                    report.push(Diagnostic::new(Severity::Error, place(), "not-utf-8", "the file is not UTF-8"));
                }
                (None, _) if matches!(path, "preview.png" | "README.md" | "LICENSE") => {}
                _ if is_own => {
                    report.push(
                        Diagnostic::new(Severity::Warning, place(), "unknown-file", "a theme has templates/, static/ and i18n/")
                            .help("move the file, or remove it"),
                    );
                }
                _ => {}
            }
        }
        let published = assets.iter().map(|(path, bytes)| (path.clone(), published_name(path, bytes))).collect();
        let mut languages = Vec::new();
        for language in &settings.languages {
            let words = Words::new(*language, settings.default_language(), &catalogues);
            match engine(&templates, &words) {
                Ok(tera) => languages.push((words, tera)),
                Err(error) => {
                    report.push(
                        Diagnostic::new(Severity::Error, Place::of_file(&format!("themes/{name}/templates")), "broken-theme", error)
                            .help("mend the template, or remove it to fall back on the built-in one"),
                    );
                    return (None, report);
                }
            }
        }
        let mark = hash.finalize().iter().fold(String::new(), |mark, byte| format!("{mark}{byte:02x}"));
        (Some(Self { languages, assets, published, mark }), report)
    }

    fn language(&self, language: Language) -> &(Words, Tera) {
        self.languages.iter().find(|(words, _)| words.language == language).unwrap_or(&self.languages[0])
    }

    /// The words of a language.
    pub fn words(&self, language: Language) -> &Words {
        &self.language(language).0
    }

    /// A mark that another theme does not have: a hash of all its files.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// Fills a template.
    pub fn render<T: Serialize>(&self, language: Language, template: &str, view: &T) -> Result<String, TemplateError> {
        let context = Context::from_serialize(view).map_err(|error| TemplateError(error.to_string()))?;
        self.language(language).1.render(template, &context).map_err(|error| TemplateError(error.to_string()))
    }

    /// Static files: their names in the theme, and where they are published.
    pub fn published(&self) -> Vec<(Arc<str>, String)> {
        self.published.iter().map(|(name, path)| (name.clone(), path.clone())).collect()
    }

    /// Where a static file is published, from the output's root.
    pub fn asset(&self, name: &str) -> &str {
        self.published.get(name).map_or("", String::as_str)
    }

    /// What a static file holds.
    pub fn asset_bytes(&self, name: &str) -> &[u8] {
        self.assets.get(name).map_or(&[], |bytes| bytes)
    }
}

/// `site.css` → `assets/site-1a2b3c4d.css`: a browser may keep it for ever, and never shows an old one.
fn published_name(path: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let mark = format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3]);
    match path.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}-{mark}.{ending}"),
        None => format!("assets/{path}-{mark}"),
    }
}

fn engine(templates: &BTreeMap<String, String>, words: &Words) -> Result<Tera, String> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.global_context().insert("w", &nested(words.catalogue()));
    tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(|error| error.to_string())?;
    Ok(tera)
}

/// `a.b.c = "…"` as nested tables, so that templates write `w.a.b.c`; hyphens become underscores there.
fn nested(catalogue: &BTreeMap<String, String>) -> serde_json::Value {
    let mut root = serde_json::Map::new();
    for (key, text) in catalogue {
        insert(&mut root, key, text);
    }
    serde_json::Value::Object(root)
}

fn insert(table: &mut serde_json::Map<String, serde_json::Value>, key: &str, text: &str) {
    match key.split_once('.') {
        None => {
            table.insert(key.replace('-', "_"), serde_json::Value::String(text.to_owned()));
        }
        Some((first, rest)) => {
            let entry = table.entry(first.replace('-', "_")).or_insert_with(|| serde_json::Value::Object(serde_json::Map::new()));
            if let serde_json::Value::Object(inner) = entry {
                insert(inner, rest, text);
            }
        }
    }
}
