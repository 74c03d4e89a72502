//! Text in several languages, and prose.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A text on one line, with one space between its words: how it was laid out says nothing.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A language by its code, such as `fi`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    code: [u8; 12],
    length: u8,
}

impl Language {
    /// A language of a code of two or three letters, with subtags (`sv-FI`); `None` where the text is not one.
    pub fn parse(code: &str) -> Option<Self> {
        let mut parts = code.split('-');
        let first = parts.next()?;
        let well_formed = (2..=3).contains(&first.len())
            && first.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if !well_formed || code.len() > 12 {
            return None;
        }
        let mut bytes = [0; 12];
        bytes[..code.len()].copy_from_slice(code.as_bytes());
        Some(Self { code: bytes, length: u8::try_from(code.len()).ok()? })
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A text in the languages it has been written in, the site's default language first.
///
/// * **Form:** inline Markdown, with the links of bodies.
/// * **Missing:** a language without text is absent; it is never an empty string.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    versions: Vec<(Language, Box<str>)>,
}

impl Text {
    /// A text of one language.
    pub fn of(language: Language, text: &str) -> Self {
        Self { versions: vec![(language, text.into())] }
    }

    /// A text from its versions; the order given is the order of fall-back.
    pub fn from_versions(versions: impl IntoIterator<Item = (Language, Box<str>)>) -> Self {
        Self { versions: versions.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect() }
    }

    /// Adds a version; replaces the one of the same language.
    pub fn set(&mut self, language: Language, text: &str) {
        self.versions.retain(|(other, _)| *other != language);
        self.versions.push((language, text.into()));
    }

    /// The text of a language, or of the first language that has one, with the language it is in.
    pub fn get(&self, language: Language) -> Option<(Language, &str)> {
        self.exactly(language).map(|text| (language, text)).or_else(|| self.versions.first().map(|(language, text)| (*language, &**text)))
    }

    /// The text of just this language.
    pub fn exactly(&self, language: Language) -> Option<&str> {
        self.versions.iter().find(|(other, _)| *other == language).map(|(_, text)| &**text)
    }

    /// The text of a language or of its fall-back; empty where there is none at all.
    pub fn or_any(&self, language: Language) -> &str {
        self.get(language).map_or("", |(_, text)| text)
    }

    /// All versions, in order of fall-back.
    pub fn versions(&self) -> impl Iterator<Item = (Language, &str)> {
        self.versions.iter().map(|(language, text)| (*language, &**text))
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }
}

impl Serialize for Text {
    /// A table from language to text, in order of fall-back.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.versions.iter().map(|(language, text)| (language, text)))
    }
}

/// The body of one document in one language: a stretch of its source file.
///
/// The bytes are shared with the source, so prose costs no memory of its own.
#[derive(Clone)]
pub struct Body {
    bytes: Arc<[u8]>,
    start: usize,
}

impl Body {
    /// The body that begins at a byte of a file and goes to its end.
    pub fn new(bytes: Arc<[u8]>, start: usize) -> Self {
        Self { bytes, start }
    }

    /// The Markdown.
    pub fn as_str(&self) -> &str {
        self.bytes.get(self.start..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

/// One language's version of a document's prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// The language.
    pub language: Language,
    /// The Markdown.
    pub body: Body,
    /// The folder of the source file, for relative links.
    pub folder: Arc<str>,
    /// The path of the source file, for the edit link.
    pub path: Arc<str>,
    /// The version of the original that a translation renders, where it says so.
    pub translates: Option<super::Version>,
}

/// The prose of a document in the languages it has been written in, the original first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// The original, then the translations.
    pub translations: Vec<Translation>,
}

impl Serialize for Prose {
    /// A table from language to Markdown.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.translations.iter().map(|translation| (translation.language, translation.body.as_str().trim())))
    }
}

impl Prose {
    /// The prose of a language, or the original.
    pub fn get(&self, language: Language) -> Option<&Translation> {
        self.translations.iter().find(|translation| translation.language == language).or_else(|| self.translations.first())
    }

    /// Whether there is anything to read.
    pub fn is_empty(&self) -> bool {
        self.translations.iter().all(|translation| translation.body.as_str().trim().is_empty())
    }
}
