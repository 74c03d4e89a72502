//! Documents → model: what is named is looked up, and what cannot be meant is said.
//!
//! **The result can always be used.** A reference to nothing is left out of the model once it has
//! been reported, and so is a document that cannot be understood at all; everything else is there,
//! so that a frozen release with findings can still be shown.
//!
//! **One mistake is reported once.** What refers to a document whose file is there but broken is
//! not wrong; the broken file has its own finding.

mod pages;
pub mod rules;
mod settings;
pub mod target;

pub use rules::{RULES, Rule, explain, stays_an_error};

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::{Id, Language, Model, Prose, Settings, Text};
use crate::parse::{self, Written};
use crate::source::Sources;

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
    let model = Model { front: pages::front(&documents, sources, &mut report), pages: pages::pages(&documents, settings, &mut report), ..Model::default() };
    (model, report.sorted())
}

/// The prose of a document.
fn prose<T>(document: &Written<T>) -> Prose {
    let translations = document.prose.iter().map(|prose| crate::model::text::Translation {
        language: prose.language,
        body: crate::model::text::Body::new(prose.file.bytes.clone(), prose.body),
        folder: prose.file.path.rsplit_once('/').map_or("", |(folder, _)| folder).into(),
        path: prose.file.path.clone(),
        translates: None,
    });
    Prose { translations: translations.collect() }
}

/// A text that has to be there; where it is not, which has been reported, the id stands for it.
fn named(text: Option<&Text>, id: &Id, language: Language) -> Text {
    text.cloned().unwrap_or_else(|| Text::of(language, id))
}

/// Says in which languages a document is incomplete.
fn note_missing_translations<T>(document: &Written<T>, report: &mut Report) {
    if document.unsaid.is_empty() {
        return;
    }
    let lists: Vec<String> = document.unsaid.iter().map(|(language, count)| format!("{language} ({count})")).collect();
    let place = document.file.place(document.header.clone());
    let message = format!("some of it is not said in {}", lists.join(", "));
    report.push(Diagnostic::new(Severity::Note, place, "missing-translation", message).help("readers get the text of another language, marked as such"));
}
