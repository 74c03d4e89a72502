//! The review bundle of two snapshots: the form `html` of `virta diff`.

use std::path::Path;

use super::Stop;
use super::load::theme;
use crate::diagnostic::{Diagnostic, Report};
use crate::diff::Change;
use crate::model::{Model, Settings};
use crate::plan::{Plan, Site, plan};
use crate::release::Release;
use crate::render::Renderer;
use crate::render::review::{Review, bundle};
use crate::render::theme::Theme;

/// One side of a review: what it is called, what it says, and what was found in it.
pub struct Side<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What it says.
    pub model: Model,
    /// What was found in it.
    pub findings: Report,
}

/// The bundle as one file.
pub fn html(folder: &Path, settings: &Settings, [old, new]: [Side<'_>; 2], changes: &[Change]) -> Result<String, Stop> {
    let (theme, _) = theme(folder, settings);
    let Some(theme) = theme else { return Err(Stop::Failure("the theme cannot be read; `virta check` says why".to_owned())) };
    let findings = new_findings(&old.findings, &new.findings);
    let names = (old.name, new.name);
    let (before, after) = (site(settings, old.model, &theme), site(settings, new.model, &theme));
    let renderers = (Renderer::new(&before.0, &before.1, &theme, true), Renderer::new(&after.0, &after.1, &theme, true));
    let review = Review { old: names.0, new: names.1, changes, findings: &findings, renderers: [&renderers.0, &renderers.1] };
    bundle(&review, settings.default_language()).map_err(|error| Stop::Failure(format!("the theme cannot show the review: {}", error.0)))
}

/// A site that shows one snapshot and knows of no release.
fn site(settings: &Settings, model: Model, theme: &Theme) -> (Site, Plan) {
    let settings = Settings { releases: Vec::new(), ..settings.clone() };
    let site = Site { settings, releases: vec![Release::working_tree(model, true)], root: 0 };
    let (plan, _) = plan(&site, &theme.published());
    (site, plan)
}

/// What was not found before: the same rule, words and file, wherever the line has moved to.
fn new_findings(old: &Report, new: &Report) -> Report {
    let key = |finding: &Diagnostic| (finding.rule, finding.message.clone(), finding.place.file.clone());
    let mut known: Vec<_> = old.diagnostics.iter().map(key).collect();
    let mut found = Report::default();
    for finding in &new.without_notes().sorted().diagnostics {
        match known.iter().position(|known| *known == key(finding)) {
            Some(at) => {
                known.swap_remove(at);
            }
            None => found.push(finding.clone()),
        }
    }
    found
}
