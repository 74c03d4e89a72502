//! `virta` turns the sources of a site into the site.
//!
//! ```text
//!          source      parse        resolve     release      plan         render         output
//! disk ──> Sources ──> Documents ──> Model ──> [Release] ──> [Page] ──> bytes, one ──> output/
//! git  ──> (bytes)     (spanned)    (typed)                  (route)    page at a time
//!          └ impure ┘  └───────────── pure: no disk, no clock, no environment ─────┘  └ impure ┘
//! ```
//!
//! Each stage is a function from the value before it to the value after it, and everything that
//! an author can do wrong flows sideways into one [`Report`]: nothing is thrown across files, and
//! one broken file neither hides another nor makes a cascade.
//!
//! **Rooms.** A module uses only those above it in this table; `main.rs` and this file alone look down.
//!
//! | room | purpose |
//! |---|---|
//! | [`source`] | the only door in: a folder or a git revision becomes files by path |
//! | [`diagnostic`] | what can be wrong, where, and what to do |
//! | [`model`] | what one release says |
//! | [`parse`] | text becomes documents as written: positions kept, nothing complete yet |
//! | [`resolve`] | documents become a model; all errors are made here |
//! | [`diff`] | model × model → named changes, each with a class, a place, a sentence and a fingerprint |
//! | [`gate`] | what the difference to the last release demands of the working tree |
//! | [`release`] | a model with an id, a day and its ties seen from both ends |
//! | [`impact`] | what a thing reaches when it changes, step by step |
//! | [`statistics`] | newest period, ranks, intervals, verdicts, quartiles, trends |
//! | [`relational`] | concept models as tables: columns, keys, references |
//! | [`plan`] | which pages there are, and where; [`plan::route`] alone knows addresses |
//! | [`render`] | page → bytes: prose, words, charts, diagrams, templates, machine forms |
//! | [`conform`] | an extract held against a specification: counts and row numbers, never values |
//! | [`output`] | the only door out: staged, then exchanged |
//! | [`import`] | other formats become source files |
//! | [`cli`] | one file a command |
//!
//! **A page is a route and a form; what it shows is made when it is rendered.** `plan` therefore
//! holds a few words for each page, and what a template sees (its view) is made in
//! `render::view`, from the release and nothing else. House plan and code differ here on purpose:
//! a view carries HTML, numbers and days already written in the reader's language, and those
//! belong to `render`.

pub mod cli;
pub mod conform;
pub mod diagnostic;
pub mod diff;
pub mod gate;
#[cfg(test)]
mod house;
pub mod impact;
pub mod import;
pub mod model;
pub mod output;
pub mod parse;
pub mod plan;
pub mod relational;
pub mod release;
pub mod render;
pub mod resolve;
pub mod source;
pub mod statistics;
#[cfg(test)]
pub(crate) mod testing;

use diagnostic::Report;
use model::settings::{ReleaseEntry, ReleaseStatus, Settings};
use model::{Id, Model};
use plan::Site;
use rayon::prelude::*;
use release::{Papers, Release};
use source::Sources;

/// The sources of one release of the settings' list, or why they cannot be read.
pub struct Snapshot {
    /// The release.
    pub id: Id,
    /// Its files.
    pub sources: Result<Sources, String>,
    /// What stands beside them.
    pub papers: Papers,
}

/// What is asked of a site beside being put together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// The working tree at the root.
    pub drafts: bool,
    /// That the working tree passes the gate: it could be merged and released as it is. Else the gate is not
    /// asked, and what has been released is published all the same.
    pub gated: bool,
}

/// The working tree, which is always checked: what it says, and what is wrong with it by itself.
pub struct WorkingTree<'s> {
    /// Its files.
    pub sources: &'s Sources,
    /// What they say.
    pub model: model::Model,
    /// What is wrong.
    pub report: Report,
}

impl<'s> WorkingTree<'s> {
    /// Reads the files of the working tree.
    pub fn new(sources: &'s Sources, settings: &Settings) -> Self {
        let (model, mut report) = resolve::resolve(sources, settings);
        report.extend(conform::examples(&model));
        Self { sources, model, report }
    }

    /// All that is wrong with it where every release is in order.
    pub fn findings(&self, settings: &Settings) -> Report {
        let mut report = self.report.clone();
        report.extend(resolve::disclosure(self.sources, &self.model, settings));
        report
    }
}

/// What one frozen release says, judged mildly; nothing of one that was withdrawn or cannot be read.
fn frozen_release(entry: &ReleaseEntry, snapshot: Snapshot, working_tree: &Sources, settings: &Settings) -> (Report, Option<(Sources, Model, Papers)>) {
    let mut report = Report::default();
    let sources = match snapshot.sources {
        Ok(_) if matches!(entry.status, ReleaseStatus::Withdrawn { .. }) => return (report, None),
        Ok(sources) => sources,
        Err(reason) => {
            report.push(resolve::unreadable_release(working_tree, &entry.id, &reason));
            return (report, None);
        }
    };
    report.extend(release::manifest::changed(&entry.id, &sources, snapshot.papers.manifest.as_deref()));
    let sources = sources.of_release(&entry.id);
    let (released, found) = resolve::resolve(&sources, settings);
    report.extend(found.judged_mildly(resolve::stays_an_error));
    (report, Some((sources, released, snapshot.papers)))
}

/// Puts a site together from its settings, its working tree and its frozen releases.
///
/// The working tree is always checked. It is shown at the root where there is no release to show,
/// or where it is asked for.
pub fn site(settings: Settings, working_tree: WorkingTree<'_>, snapshots: Vec<Snapshot>, asked: Asked) -> (Site, Report) {
    let WorkingTree { sources: working_tree, mut model, mut report } = working_tree;
    let current = settings.current().map(|entry| entry.id.clone());
    let mut frozen = Vec::new();
    let listed: Vec<_> = settings.releases.iter().zip(snapshots).collect();
    let read: Vec<_> = listed.into_par_iter().map(|(entry, snapshot)| (entry, frozen_release(entry, snapshot, working_tree, &settings))).collect();
    for (entry, (found, released)) in read {
        report.extend(found);
        let Some((sources, released, papers)) = released else { continue };
        if asked.gated && current.as_ref() == Some(&entry.id) {
            let gate = gate::Gate { released: (&entry.id, &released), model: &model, sources: working_tree, settings: &settings };
            report.extend(gate.report(&report));
        }
        frozen.push((entry, sources, released, papers));
    }
    // What the working tree suppresses is a secret from now on, not only when it is released.
    let models = frozen.iter_mut().map(|(_, _, model, _)| model).chain([&mut model]);
    let touched = release::withhold_what_came_to_be_withheld(&mut models.collect::<Vec<_>>());
    // The hash of a file that holds a secret would tell whether a guess at it is right.
    for at in touched {
        if let Some((.., papers)) = frozen.get_mut(at) {
            papers.manifest = None;
        }
    }
    for (_, sources, model, _) in &frozen {
        report.extend(resolve::disclosure(sources, model, &settings));
    }
    report.extend(resolve::disclosure(working_tree, &model, &settings));
    let mut releases: Vec<Release> = frozen
        .into_iter()
        .map(|(entry, sources, model, papers)| Release {
            seal: release::seal(&sources, &model, &papers),
            papers,
            ..Release::new(entry.id.clone(), entry.date, &entry.status, current.as_ref() == Some(&entry.id), model)
        })
        .collect();
    let at_root = if asked.drafts { None } else { releases.iter().position(|release| release.id == current && current.is_some()) };
    let root = at_root.unwrap_or_else(|| {
        releases.push(Release::working_tree(model, settings.releases.is_empty()));
        releases.len() - 1
    });
    (Site { settings, releases, root }, report)
}
