//! What is gathered while a document is read: findings, texts, and how much is not said in which language.

use std::cell::RefCell;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::Language;
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

    /// The site's languages, the default one first.
    pub fn languages(&self) -> &'a [Language] {
        self.languages
    }

    /// Takes note of a text.
    pub fn meet(&self, text: WrittenText) {
        self.texts.borrow_mut().push(text);
    }

    /// Does what may report something.
    pub fn found<T>(&self, what: impl FnOnce(&mut Report) -> T) -> T {
        what(&mut self.report.borrow_mut())
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
