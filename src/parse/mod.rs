//! Text → documents as written, each alone, in parallel: front matter, prose and tables.
//!
//! **Nothing here knows another document.** What is written in one is read, and what is wrong in it
//! alone is reported; whether what it names exists is asked in `resolve`.

pub mod code_list;
pub mod collection;
pub mod concept;
pub mod fields;
pub mod form;
pub mod front_matter;
pub mod geojson;
pub mod indicator;
pub mod information;
pub mod lifecycle;
pub mod outline;
pub mod page;
pub mod path;
pub mod prose;
pub mod records;
pub mod regions;
pub mod removed;
mod schemas;
pub mod settings;
mod sorted;
pub mod table;
pub mod use_case;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::{Id, Language};
use crate::source::{SourceFile, Sources};
use code_list::CodeListMatter;
use collection::{CollectionMatter, DocumentMatter};
use concept::ConceptModelMatter;
use fields::{Fields, Reading, WrittenText};
use form::{Pattern, REGION_CODE, SEGMENT};
use indicator::IndicatorMatter;
use information::InformationMatter;
use page::{PageMatter, RegionProseMatter};
use regions::RegionsMatter;
use removed::RemovedMatter;
pub use schemas::schemas;
pub use sorted::unknown_file;
use sorted::{Folder, Sorted};
use use_case::UseCaseMatter;

/// All that a snapshot says, as written.
#[derive(Debug, Default)]
pub struct Documents {
    /// The front page.
    pub front: Option<Written<PageMatter>>,
    /// Pages of prose.
    pub pages: Shelf<PageMatter>,
    /// Use-case descriptions.
    pub use_cases: Shelf<UseCaseMatter>,
    /// Indicators.
    pub indicators: Shelf<IndicatorMatter>,
    /// Prose of regions, by code.
    pub region_prose: Shelf<RegionProseMatter>,
    /// Regions; the one document of the shelf has an empty id.
    pub regions: Shelf<RegionsMatter>,
    /// The map of the regions.
    pub map: Option<SourceFile>,
    /// The information model; likewise.
    pub information: Shelf<InformationMatter>,
    /// What was removed; likewise.
    pub removed: Shelf<RemovedMatter>,
    /// Code lists.
    pub code_lists: Shelf<CodeListMatter>,
    /// Concept models.
    pub concept_models: Shelf<ConceptModelMatter>,
    /// Schemas of collections.
    pub schemas: Shelf<CollectionMatter>,
    /// Documents of collections, by the collection's name.
    pub collections: BTreeMap<Id, Shelf<DocumentMatter>>,
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

impl<T> Shelf<T> {
    /// The document of a shelf that has but one.
    pub fn only(&self) -> Option<&Written<T>> {
        self.documents.values().next()
    }
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
    /// Its values: `data.csv` and the like.
    pub data: Vec<SourceFile>,
    /// Its worked examples: files by name, by case.
    pub examples: BTreeMap<Id, BTreeMap<String, SourceFile>>,
    /// How many of its texts are not there in which language.
    pub unsaid: Vec<(Language, usize)>,
}

impl<T> Written<T> {
    /// A file of `models/`.
    fn model(id: &str, file: &SourceFile, matter: T, unsaid: Vec<(Language, usize)>) -> Self {
        Self { id: id.into(), file: file.clone(), header: 0..0, matter, prose: Vec::new(), data: Vec::new(), examples: BTreeMap::new(), unsaid }
    }
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
    /// The place of the fence.
    pub header: Range<usize>,
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
    let sorted = Sorted::of(sources, &mut report);
    let mut documents = Documents { attachments: sorted.attachments, map: sorted.map.cloned(), ..Documents::default() };
    let mut desk = Desk { languages, report, texts: Vec::new() };
    let folders = |kind: &str| sorted.folders.get(kind);
    let models = |kind: &str| sorted.models.get(kind);
    documents.front = desk.document(&sorted.front, page::page);
    documents.pages = desk.shelf(folders("pages"), SEGMENT, page::page);
    documents.use_cases = desk.shelf(folders("use-cases"), SEGMENT, use_case::use_case);
    documents.indicators = desk.shelf(folders("indicators"), SEGMENT, indicator::indicator);
    documents.region_prose = desk.shelf(folders("regions"), REGION_CODE, page::region_prose);
    documents.regions = desk.models(models("regions.toml"), regions::regions);
    documents.information = desk.models(models("information-model.toml"), information::information);
    documents.removed = desk.models(models("removed.toml"), removed::removed);
    documents.code_lists = desk.models(models("code-lists"), code_list::code_list);
    documents.concept_models = desk.models(models("concepts"), concept::concept_model);
    documents.schemas = desk.models(models("collections"), collection::collection);
    for (kind, folders) in sorted.folders.iter().filter(|(kind, _)| !path::BUILT_IN.contains(kind)) {
        desk.collection(kind, folders, &mut documents);
    }
    documents.texts = desk.texts;
    (documents, desk.report)
}

/// Where documents are read, and what comes of it is gathered.
struct Desk<'a> {
    languages: &'a [Language],
    report: Report,
    texts: Vec<WrittenText>,
}

impl Desk<'_> {
    /// Documents of `content/`, each with its translations.
    fn shelf<T: Send>(&mut self, folders: Option<&BTreeMap<&str, Folder<'_>>>, ids: Pattern<Id>, read: impl Fn(&mut Fields<'_>) -> T + Sync) -> Shelf<T> {
        let folders: Vec<_> = folders.into_iter().flatten().collect();
        let languages = self.languages;
        let outcomes: Vec<_> = folders.into_par_iter().map(|(id, folder)| (Id::from(*id), document(id, folder, Some(ids), languages, &read))).collect();
        self.shelve(outcomes)
    }

    /// Files of `models/`.
    fn models<T: Send>(&mut self, files: Option<&BTreeMap<&str, &SourceFile>>, read: impl Fn(&mut Fields<'_>) -> T + Sync) -> Shelf<T> {
        let files: Vec<_> = files.into_iter().flatten().collect();
        let languages = self.languages;
        let outcomes: Vec<_> = files.into_par_iter().map(|(id, file)| (Id::from(*id), model(id, file, languages, &read))).collect();
        self.shelve(outcomes)
    }

    /// Documents of a collection, where there is a schema to read them by.
    fn collection(&mut self, name: &str, folders: &BTreeMap<&str, Folder<'_>>, documents: &mut Documents) {
        let is_broken = documents.schemas.documents.get(name).is_some_and(|schema| !schema.matter.has_readable_fields);
        if is_broken || documents.schemas.broken.contains(name) {
            let broken = folders.keys().map(|id| Id::from(*id)).collect();
            documents.collections.insert(name.into(), Shelf { documents: BTreeMap::new(), broken });
            return;
        }
        let is_ours = !documents.schemas.documents.contains_key(name);
        if is_ours {
            let Some((file, matter)) = collection::reserved(name, self.languages) else {
                for file in folders.values().flat_map(Folder::files) {
                    self.report.push(unknown_file(file, format!("if `{name}` is a collection, declare it in models/collections/{name}.toml")));
                }
                return;
            };
            documents.schemas.documents.insert(name.into(), Written::model(name, &file, matter, Vec::new()));
        }
        let Some(matter) = documents.schemas.documents.get(name).map(|schema| &schema.matter) else { return };
        let (schema, unreadable) = (matter.meant_fields(), matter.unreadable());
        let read = self.shelf(Some(folders), SEGMENT, |fields| collection::document(fields, &schema, &unreadable, is_ours));
        documents.collections.insert(name.into(), read);
    }

    fn document<T>(&mut self, folder: &Folder<'_>, read: impl Fn(&mut Fields<'_>) -> T) -> Option<Written<T>> {
        let outcome = document("", folder, None, self.languages, &read);
        self.keep(outcome)
    }

    fn shelve<T>(&mut self, outcomes: Vec<(Id, Parsed<T>)>) -> Shelf<T> {
        let mut kept = Shelf::default();
        for (id, outcome) in outcomes {
            match self.keep(outcome) {
                Some(document) => {
                    kept.documents.insert(id, document);
                }
                None => {
                    kept.broken.insert(id);
                }
            }
        }
        kept
    }

    fn keep<T>(&mut self, parsed: Parsed<T>) -> Option<Written<T>> {
        self.report.extend(parsed.report);
        self.texts.extend(parsed.texts);
        parsed.document
    }
}

/// Reads a document and its translations.
fn document<T>(id: &str, folder: &Folder<'_>, ids: Option<Pattern<Id>>, languages: &[Language], read: &impl Fn(&mut Fields<'_>) -> T) -> Parsed<T> {
    let reading = Reading::new(languages);
    let document = folder.original.and_then(|original| {
        check_name(id, original, ids, &reading);
        written(id, original, folder, languages, &reading, read)
    });
    if folder.original.is_none() {
        orphans(folder, &reading);
    }
    let (report, texts) = reading.finish();
    Parsed { document, report, texts }
}

/// Reads a file of `models/`.
fn model<T>(id: &str, file: &SourceFile, languages: &[Language], read: &impl Fn(&mut Fields<'_>) -> T) -> Parsed<T> {
    let reading = Reading::new(languages);
    check_name(id, file, (!id.is_empty()).then_some(SEGMENT), &reading);
    let document = front_matter::toml_file(file, &reading).map(|table| {
        let mut fields = Fields::of(&reading, &table, &[]);
        let matter = read(&mut fields);
        fields.finish();
        Written::model(id, file, matter, reading.unsaid())
    });
    let (report, texts) = reading.finish();
    Parsed { document, report, texts }
}

/// Reports a folder or file whose name cannot be an id.
fn check_name(id: &str, file: &SourceFile, ids: Option<Pattern<Id>>, reading: &Reading<'_>) {
    if let Some(ids) = ids.filter(|ids| (ids.parse)(id).is_none()) {
        let message = format!("`{id}` is not {}", ids.wanted);
        reading.push(Diagnostic::error(file, 0..0, ids.rule, message).help("the name of the folder or file is the id, and the id is the address; rename it"));
    }
}

fn written<T>(
    id: &str,
    original: &SourceFile,
    folder: &Folder<'_>,
    languages: &[Language],
    reading: &Reading<'_>,
    read: &impl Fn(&mut Fields<'_>) -> T,
) -> Option<Written<T>> {
    let page = front_matter::page(original, reading);
    let translations: Vec<_> = folder.translations.iter().filter_map(|(code, file)| translation(code, file, languages, reading)).collect();
    let page = page?;
    let default = *languages.first()?;
    let mut prose = vec![written_prose(default, original, &page)];
    let mut tables = Vec::new();
    for (language, file, page) in translations {
        prose.push(written_prose(language, file, &page));
        tables.push((language, page.matter));
    }
    let mut fields = Fields::of(reading, &page.matter, &tables);
    let matter = read(&mut fields);
    fields.finish();
    if !original.text().get(page.body..).unwrap_or_default().trim().is_empty() {
        reading.count(|language| prose.iter().any(|body| body.language == language));
    }
    let data = folder.data.iter().map(|file| (*file).clone()).collect();
    let files = |files: &BTreeMap<&str, &SourceFile>| files.iter().map(|(name, file)| ((*name).to_owned(), (*file).clone())).collect();
    let examples = folder.examples.iter().map(|(case, named)| (Id::from(*case), files(named))).collect();
    let header = page.matter.header.clone();
    Some(Written { id: id.into(), file: original.clone(), header, matter, prose, data, examples, unsaid: reading.unsaid() })
}

fn written_prose(language: Language, file: &SourceFile, page: &front_matter::Page<'_>) -> WrittenProse {
    WrittenProse { language, file: file.clone(), body: page.body, header: page.matter.header.clone() }
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
