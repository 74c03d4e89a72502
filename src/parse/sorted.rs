//! The files of a snapshot, put together with those they belong to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::path::{self, Part, Path};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::source::{SourceFile, Sources};

/// The files of one document.
#[derive(Debug, Default)]
pub struct Folder<'a> {
    /// `index.md`
    pub original: Option<&'a SourceFile>,
    /// `index.<language>.md`, with the language's code
    pub translations: Vec<(&'a str, &'a SourceFile)>,
    /// Tables of values
    pub data: Vec<&'a SourceFile>,
    /// Files of worked examples, by case and name
    pub examples: BTreeMap<&'a str, BTreeMap<&'a str, &'a SourceFile>>,
}

impl<'a> Folder<'a> {
    /// All of them.
    pub fn files(&self) -> impl Iterator<Item = &'a SourceFile> {
        let translations = self.translations.iter().map(|(_, file)| *file);
        let examples = self.examples.values().flat_map(BTreeMap::values).copied();
        self.original.into_iter().chain(translations).chain(self.data.iter().copied()).chain(examples)
    }
}

/// The files of a snapshot, sorted by what they are.
#[derive(Debug, Default)]
pub struct Sorted<'a> {
    /// The front page's.
    pub front: Folder<'a>,
    /// Documents', by the folder of their kind and their own.
    pub folders: BTreeMap<&'a str, BTreeMap<&'a str, Folder<'a>>>,
    /// Models', by their folder and name.
    pub models: BTreeMap<&'a str, BTreeMap<&'a str, &'a SourceFile>>,
    /// The map of the regions.
    pub map: Option<&'a SourceFile>,
    /// Files that prose may link to, by path.
    pub attachments: BTreeMap<Arc<str>, SourceFile>,
}

impl<'a> Sorted<'a> {
    /// Sorts the files of a snapshot; those that no rule knows are reported.
    pub fn of(sources: &'a Sources, report: &mut Report) -> Self {
        let mut sorted = Self::default();
        for (path, file) in &sources.files {
            match path::path(path) {
                Path::Front(part) => sorted.take(part, file, None),
                Path::Document { kind, id, part } => sorted.take(part, file, Some((kind, id))),
                Path::Settings => {}
                Path::InformationModel => sorted.take_model("information-model.toml", "", file),
                Path::Map => sorted.map = Some(file),
                Path::Regions => sorted.take_model("regions.toml", "", file),
                Path::Removed => sorted.take_model("removed.toml", "", file),
                Path::Model { folder, id } => sorted.take_model(folder, id, file),
                Path::Unknown if file.is_refused => {}
                Path::Unknown => report.push(unknown_file(file, path::advice(path))),
            }
        }
        sorted
    }

    fn take_model(&mut self, folder: &'a str, id: &'a str, file: &'a SourceFile) {
        self.models.entry(folder).or_default().insert(id, file);
    }

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
