//! Text → documents as written, each alone, in parallel: front matter, prose and tables.
//!
//! **Nothing here knows another document.** What is written in one is read, and what is wrong in it
//! alone is reported; whether what it names exists is asked in `resolve`.

pub mod fields;
pub mod form;
mod front_matter;
pub mod lifecycle;
pub mod page;
pub mod path;
pub mod prose;
pub mod settings;
pub mod table;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::{Id, Language};
use crate::source::{SourceFile, Sources};
use fields::{Fields, Reading, WrittenText};
use page::{PageMatter, RegionProseMatter};
use path::{Part, Path};

/// All that a snapshot says, as written.
#[derive(Debug, Default)]
pub struct Documents {
    /// The front page.
    pub front: Option<Written<PageMatter>>,
    /// Pages of prose.
    pub pages: Shelf<PageMatter>,
    /// Prose of regions, by code.
    pub region_prose: Shelf<RegionProseMatter>,
    /// Files that prose may link to.
    pub attachments: BTreeMap<Arc<str>, SourceFile>,
    /// Localized texts of TOML, in the order they were met.
    pub texts: Vec<WrittenText>,
}

/// The documents of one kind.
#[derive(Debug)]
pub struct Shelf<T> {
    /// By id.
    pub documents: BTreeMap<Id, Written<T>>,
    /// Ids of those that are there and could not be understood: what refers to them is not wrong.
    pub broken: BTreeSet<Id>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { documents: BTreeMap::new(), broken: BTreeSet::new() }
    }
}

/// A document as written.
#[derive(Debug)]
pub struct Written<T> {
    /// Its id.
    pub id: Id,
    /// Its file.
    pub file: SourceFile,
    /// The place of what is missing: the fence, or the first line.
    pub header: Range<usize>,
    /// What stands in the keys.
    pub matter: T,
    /// Its prose, the original first; none where the file is a model's.
    pub prose: Vec<WrittenProse>,
    /// How many of its texts are not there in which language.
    pub unsaid: Vec<(Language, usize)>,
}

/// The body of a document in one language.
#[derive(Debug, Clone)]
pub struct WrittenProse {
    /// The language.
    pub language: Language,
    /// The file.
    pub file: SourceFile,
    /// Where the body begins.
    pub body: usize,
}

/// The files of one document.
#[derive(Debug, Default)]
struct Folder<'a> {
    original: Option<&'a SourceFile>,
    translations: Vec<(&'a str, &'a SourceFile)>,
    data: Vec<&'a SourceFile>,
    examples: BTreeMap<&'a str, BTreeMap<&'a str, &'a SourceFile>>,
}

/// The files of a snapshot, sorted by what they are.
#[derive(Debug, Default)]
struct Sorted<'a> {
    front: Folder<'a>,
    folders: BTreeMap<&'a str, BTreeMap<&'a str, Folder<'a>>>,
    attachments: BTreeMap<Arc<str>, SourceFile>,
}

/// What a document gave: itself, where it could be understood, and what was found on the way.
struct Parsed<T> {
    document: Option<Written<T>>,
    report: Report,
    texts: Vec<WrittenText>,
}

/// Reads a snapshot whose site has some languages, the default one first.
pub fn documents(sources: &Sources, languages: &[Language]) -> (Documents, Report) {
    let mut report = Report::default();
    let sorted = sort(sources, &mut report);
    let mut documents = Documents { attachments: sorted.attachments, ..Documents::default() };
    let mut desk = Desk { languages, report, texts: Vec::new() };
    documents.front = desk.document("", &sorted.front, page::page);
    documents.pages = desk.shelf(sorted.folders.get("pages"), page::page);
    documents.region_prose = desk.shelf(sorted.folders.get("regions"), page::region_prose);
    documents.texts = desk.texts;
    (documents, desk.report)
}

fn sort<'a>(sources: &'a Sources, report: &mut Report) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for (path, file) in &sources.files {
        match path::path(path) {
            Path::Front(part) => sorted.take(part, file, None),
            Path::Document { kind, id, part } => sorted.take(part, file, Some((kind, id))),
            Path::Settings | Path::InformationModel | Path::Regions | Path::Removed | Path::Model { .. } => {}
            Path::Unknown => report.push(unknown_file(file, path::advice(path))),
        }
    }
    sorted
}

impl<'a> Sorted<'a> {
    fn take(&mut self, part: Part<'a>, file: &'a SourceFile, of: Option<(&'a str, &'a str)>) {
        if part == Part::Attachment {
            self.attachments.insert(file.path.clone(), file.clone());
            return;
        }
        let folder = match of {
            None => &mut self.front,
            Some((kind, id)) => self.folders.entry(kind).or_default().entry(id).or_default(),
        };
        match part {
            Part::Original => folder.original = Some(file),
            Part::Translation(language) => folder.translations.push((language, file)),
            Part::Data => folder.data.push(file),
            Part::Example { case, file: name } => {
                folder.examples.entry(case).or_default().insert(name, file);
            }
            Part::Attachment => {}
        }
    }
}

/// A file that no rule knows.
pub fn unknown_file(file: &SourceFile, help: impl Into<String>) -> Diagnostic {
    let place = Place { release: file.release.clone(), ..Place::of_file(&file.path) };
    Diagnostic::new(Severity::Warning, place, "unknown-file", "no rule knows this file").help(help)
}

/// Where documents are read, and what comes of it is gathered.
struct Desk<'a> {
    languages: &'a [Language],
    report: Report,
    texts: Vec<WrittenText>,
}

impl Desk<'_> {
    fn shelf<T: Send>(&mut self, folders: Option<&BTreeMap<&str, Folder<'_>>>, read: impl Fn(&mut Fields<'_>) -> T + Sync) -> Shelf<T> {
        let mut shelf = Shelf::default();
        let folders: Vec<_> = folders.into_iter().flatten().collect();
        let languages = self.languages;
        let outcomes: Vec<_> = folders.into_par_iter().map(|(id, folder)| (Id::from(*id), document(id, folder, languages, &read))).collect();
        for (id, outcome) in outcomes {
            match self.keep(outcome) {
                Some(document) => {
                    shelf.documents.insert(id, document);
                }
                None => {
                    shelf.broken.insert(id);
                }
            }
        }
        shelf
    }

    fn document<T>(&mut self, id: &str, folder: &Folder<'_>, read: impl Fn(&mut Fields<'_>) -> T) -> Option<Written<T>> {
        let parsed = document(id, folder, self.languages, &read);
        self.keep(parsed)
    }

    fn keep<T>(&mut self, parsed: Parsed<T>) -> Option<Written<T>> {
        self.report.extend(parsed.report);
        self.texts.extend(parsed.texts);
        parsed.document
    }
}

/// Reads a document and its translations.
fn document<T>(id: &str, folder: &Folder<'_>, languages: &[Language], read: &impl Fn(&mut Fields<'_>) -> T) -> Parsed<T> {
    let reading = Reading::new(languages);
    let document = folder.original.and_then(|original| written(id, original, &folder.translations, languages, &reading, read));
    if folder.original.is_none() {
        orphans(folder, &reading);
    }
    let (report, texts) = reading.finish();
    Parsed { document, report, texts }
}

fn written<T>(
    id: &str,
    original: &SourceFile,
    translations: &[(&str, &SourceFile)],
    languages: &[Language],
    reading: &Reading<'_>,
    read: &impl Fn(&mut Fields<'_>) -> T,
) -> Option<Written<T>> {
    let page = front_matter::page(original, reading);
    let translations: Vec<_> = translations.iter().filter_map(|(code, file)| translation(code, file, languages, reading)).collect();
    let page = page?;
    let default = *languages.first()?;
    let mut prose = vec![WrittenProse { language: default, file: original.clone(), body: page.body }];
    let mut tables = Vec::new();
    for (language, file, page) in translations {
        prose.push(WrittenProse { language, file: file.clone(), body: page.body });
        tables.push((language, page.matter));
    }
    let header = page.matter.header.clone();
    let mut fields = Fields::of(reading, &page.matter, &tables);
    let matter = read(&mut fields);
    fields.finish();
    if !original.text().get(page.body..).unwrap_or_default().trim().is_empty() {
        reading.count(|language| prose.iter().any(|body| body.language == language));
    }
    Some(Written { id: id.into(), file: original.clone(), header, matter, prose, unsaid: reading.unsaid() })
}

fn translation<'a>(
    code: &str,
    file: &'a SourceFile,
    languages: &[Language],
    reading: &Reading<'_>,
) -> Option<(Language, &'a SourceFile, front_matter::Page<'a>)> {
    let language = Language::parse(code).filter(|language| languages.contains(language));
    if language.is_none() {
        let codes: Vec<&str> = languages.iter().map(Language::code).collect();
        reading.push(Diagnostic::error(file, 0..0, "unknown-language", format!("the site has no language `{code}`")).suggest(
            code,
            codes.iter().copied(),
            format!("the site's languages are {}", codes.join(", ")),
        ));
    }
    let language = language?;
    if Some(&language) == languages.first() {
        reading.push(
            Diagnostic::error(file, 0..0, "text-in-two-places", format!("{language} is the language of the original"))
                .help("the original is index.md; take this file away"),
        );
        return None;
    }
    front_matter::page(file, reading).map(|page| (language, file, page))
}

/// Reports what stands in a folder that has no `index.md`.
fn orphans(folder: &Folder<'_>, reading: &Reading<'_>) {
    for (_, file) in &folder.translations {
        reading.push(
            Diagnostic::error(file, 0..0, "translation-of-nothing", "there is no index.md that this translates")
                .help("the original stands beside it as index.md"),
        );
    }
    for file in folder.data.iter().chain(folder.examples.values().flat_map(BTreeMap::values)) {
        reading.push(unknown_file(file, "it belongs to an indicator, and there is no index.md that says which"));
    }
}
