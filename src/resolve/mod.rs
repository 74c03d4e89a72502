//! Documents → model: what is named is looked up, and what cannot be meant is said.
//!
//! **The result can always be used.** A reference to nothing is left out of the model once it has
//! been reported, and so is a document that cannot be understood at all; everything else is there,
//! so that a frozen release with findings can still be shown.
//!
//! **One mistake is reported once.** What refers to a document whose file is there but broken is
//! not wrong; the broken file has its own finding.

mod code_lists;
mod collections;
mod concept_models;
mod examples;
mod indicators;
mod information;
mod lifecycle;
mod names;
mod outlines;
mod pages;
mod prose;
mod regions;
mod removed;
pub mod rules;
mod settings;
pub mod target;
#[cfg(test)]
mod tests;
mod unread;
mod use_cases;

pub use rules::{RULES, Rule, explain, stays_an_error};

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::text::{Body, Translation};
use crate::model::{Id, Language, Model, Prose, Settings, Text};
use crate::parse::lifecycle::LifecycleMatter;
use crate::parse::path::DATA_FILES;
use crate::parse::{self, Documents, Written};
use crate::source::Sources;
use names::Everything;
use rayon::prelude::*;
use rules::disclosure::Surroundings;
use rules::links::World;
use unread::Unread;

/// The settings of a site; `None` where there are none that can be understood.
pub fn settings(sources: &Sources) -> (Option<Settings>, Report) {
    settings::settings(sources)
}

/// What stands in the way of a release that cannot be read, at its source in the settings.
pub fn unreadable_release(sources: &Sources, id: &str, reason: &str) -> Diagnostic {
    settings::unreadable_release(sources, id, reason)
}

/// A theme that is named and is not there.
pub fn unknown_theme(sources: &Sources, name: &str) -> Diagnostic {
    settings::unknown_theme(sources, name)
}

/// The model that sources say, and what is wrong with them.
pub fn resolve(sources: &Sources, settings: &Settings) -> (Model, Report) {
    let (documents, mut report) = parse::documents(sources, &settings.languages);
    let names = Everything::of(&documents, sources, settings);
    let mut desk = Desk { documents: &documents, names: &names, settings, report: &mut report };
    let code_lists = code_lists::code_lists(&mut desk);
    let regions = regions::regions(&mut desk);
    let mut model = Model {
        front: pages::front(sources, &mut desk),
        pages: pages::pages(&mut desk),
        use_cases: use_cases::use_cases(&mut desk),
        indicators: indicators::indicators(&code_lists, &regions, &mut desk),
        regions,
        information: information::information(&mut desk),
        code_lists,
        concept_models: concept_models::concept_models(&mut desk),
        collections: collections::collections(&mut desk),
        removed: removed::removed(&mut desk),
        files: BTreeMap::new(),
    };
    rules::consistency::check(&documents, &model, &mut report);
    model.files = prose::check(&documents, World { model: &model, names: &names, unread: &Unread::of(&documents), sources }, &mut report);
    (model, report.sorted())
}

/// What the values of a model must not show: asked when the cells that a later release suppresses have been withheld.
pub fn disclosure(sources: &Sources, model: &Model, settings: &Settings) -> Report {
    let around = Surroundings { code_lists: &model.code_lists, regions: &model.regions, minimum: settings.minimum_count };
    let found: Vec<Report> = model
        .indicators
        .par_iter()
        .map(|(id, indicator)| {
            let mut report = Report::default();
            let file = DATA_FILES.iter().find_map(|name| sources.get(&format!("content/indicators/{id}/{name}")));
            if let Some(file) = file {
                rules::disclosure::disclosure(file, indicator, around, &mut report);
            }
            report
        })
        .collect();
    found.into_iter().fold(Report::default(), |mut all, report| {
        all.extend(report);
        all
    })
}

/// What is at hand while documents are resolved.
struct Desk<'a> {
    documents: &'a Documents,
    names: &'a Everything,
    settings: &'a Settings,
    report: &'a mut Report,
}

impl Desk<'_> {
    /// The site's default language.
    fn language(&self) -> Language {
        self.settings.default_language()
    }

    /// Says in which languages a document is incomplete.
    fn note_missing_translations<T>(&mut self, document: &Written<T>) {
        if document.unsaid.is_empty() {
            return;
        }
        let lists: Vec<String> = document.unsaid.iter().map(|(language, count)| format!("{language} ({count})")).collect();
        let place = document.file.place(document.header.clone());
        let message = format!("some of it is not said in {}", lists.join(", "));
        self.report
            .push(Diagnostic::new(Severity::Note, place, "missing-translation", message).help("readers get the text of another language, marked as such"));
    }
}

/// The prose of a document.
fn prose_of<T>(document: &Written<T>) -> Prose {
    let translations = document.prose.iter().map(|prose| Translation {
        language: prose.language,
        body: Body::new(prose.file.bytes.clone(), prose.body),
        folder: prose.file.path.rsplit_once('/').map_or("", |(folder, _)| folder).into(),
        path: prose.file.path.clone(),
        translates: None,
    });
    Prose { translations: translations.collect() }
}

/// The prose of a document with a version, which its translations name.
fn versioned_prose<T>(document: &Written<T>, lifecycle: &LifecycleMatter) -> Prose {
    let mut prose = prose_of(document);
    for translation in &mut prose.translations {
        let of = lifecycle.translates.iter().find(|(language, _)| *language == translation.language);
        translation.translates = of.map(|(_, version)| version.value);
    }
    prose
}

/// A text that has to be there; where it is not, which has been reported, the id stands for it.
fn named(text: Option<&Text>, id: &Id, language: Language) -> Text {
    text.cloned().unwrap_or_else(|| Text::of(language, id))
}
