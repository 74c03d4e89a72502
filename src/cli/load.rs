//! What every command on a site begins with: read the sources, resolve them, and put the site together.

use std::path::Path;

use rayon::prelude::*;

use super::Stop;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::settings::{ReleaseEntry, ReleaseSource};
use crate::model::text::{Body, Translation};
use crate::model::{Id, Language, Prose, Settings};
use crate::plan::Site;
use crate::release::Papers;
use crate::render::theme::{BUILT_IN, Theme};
use crate::source::{self, Sources};
use crate::{Asked, Snapshot, WorkingTree, release, resolve};

/// A site that has been read, and what there is to say about it.
pub struct Loaded {
    /// The site, where the settings could be understood.
    pub site: Option<Site>,
    /// Its theme.
    pub theme: Option<Theme>,
    /// All findings.
    pub report: Report,
}

/// How the site is to be shown.
#[derive(Default, Clone)]
pub struct Options {
    /// What is asked of it.
    pub asked: Asked,
    /// Another address than the settings'.
    pub base_url: Option<String>,
}

/// What a site is put together from, but for its frozen releases.
pub struct Begun {
    /// The working tree.
    pub sources: Sources,
    /// The settings.
    pub settings: Settings,
    /// The theme.
    pub theme: Option<Theme>,
    /// What was found so far.
    pub report: Report,
}

/// Reads a site folder with its releases and its theme.
pub fn load(folder: &Path, options: &Options) -> Result<Loaded, Stop> {
    let begun = match begin(folder, options)? {
        Ok(begun) => begun,
        Err(report) => return Ok(Loaded { site: None, theme: None, report: report.sorted() }),
    };
    let working_tree = WorkingTree::new(&begun.sources, &begun.settings);
    let snapshots = snapshots(folder, &begun.settings);
    let mut report = begun.report;
    if options.asked.gated {
        report.diagnostics.extend(rewritten(folder, &snapshots));
    }
    let (site, found) = crate::site(begun.settings, working_tree, snapshots, options.asked);
    report.extend(found);
    Ok(Loaded { site: Some(site), theme: begun.theme, report: report.sorted() })
}

/// Reads the working tree, its settings and its theme; the findings alone where there are no settings.
pub fn begin(folder: &Path, options: &Options) -> Result<Result<Begun, Report>, Stop> {
    if !folder.is_dir() {
        return Err(Stop::Failure(format!("{} is not a folder; name the site folder with --site", folder.display())));
    }
    let mut read = source::folder(folder);
    let mut report = Report { diagnostics: read.refused.drain(..).map(Diagnostic::from).collect() };
    let (settings, found) = resolve::settings(&read.sources);
    report.extend(found);
    // The content is judged all the same, so that a slip in the settings hides nothing else.
    let Some(mut settings) = settings else { return Ok(Err(report)) };
    if let Some(base_url) = &options.base_url {
        settings.base_url = if base_url.ends_with('/') { base_url.clone() } else { format!("{base_url}/") };
    }
    let own = theme_sources(folder, &read.sources, &settings.theme, &mut report);
    let (theme, found) = Theme::new(&settings, &settings.theme, &own);
    report.extend(found);
    Ok(Ok(Begun { sources: read.sources, settings, theme, report }))
}

/// Reads the snapshots of all releases.
pub fn snapshots(folder: &Path, settings: &Settings) -> Vec<Snapshot> {
    settings.releases.par_iter().map(|entry| snapshot(folder, entry, &settings.languages)).collect()
}

/// The paths from the site folder of all that its frozen releases are read from, and what their revisions name by now.
///
/// `None` where that cannot be told without reading them.
pub fn frozen_paths(folder: &Path, settings: &Settings) -> Option<(Vec<String>, Vec<String>)> {
    let (mut paths, mut revisions) = (Vec::new(), Vec::new());
    for ReleaseEntry { id, source, .. } in &settings.releases {
        match source {
            ReleaseSource::Folder(path) => paths.extend(["content", "models", "site.toml"].map(|top| format!("{path}/{top}"))),
            ReleaseSource::Git(revision) => revisions.push(revision.as_str()),
        }
        paths.push(format!("releases/{id}/manifest.json"));
        paths.extend(settings.languages.iter().enumerate().map(|(at, language)| format!("releases/{id}/{}", note(at, *language))));
    }
    Some((paths, source::named(folder, &revisions)?))
}

/// The name of the notes of a release in a language of the site.
fn note(at: usize, language: Language) -> String {
    if at == 0 { "notes.md".to_owned() } else { format!("notes.{language}.md") }
}

/// Releases whose manifest is another one than the one that came into the repository: no manifest can vouch for itself.
fn rewritten(folder: &Path, snapshots: &[Snapshot]) -> Vec<Diagnostic> {
    let path = |id: &Id| format!("releases/{id}/manifest.json");
    let manifests = || snapshots.iter().filter_map(|snapshot| Some((&snapshot.id, snapshot.papers.manifest.as_deref()?)));
    let first = source::first_committed(folder, &manifests().map(|(id, _)| path(id)).collect::<Vec<_>>());
    let found = manifests().filter_map(|(id, bytes)| {
        let first = first.get(&path(id))?;
        release::manifest::rewritten(id, bytes, &first.bytes, &first.commit)
    });
    found.collect()
}

/// Reads the snapshot of one release; what stands in the way is a finding later.
pub fn snapshot(folder: &Path, entry: &ReleaseEntry, languages: &[Language]) -> Snapshot {
    let sources = match &entry.source {
        ReleaseSource::Folder(path) => {
            let root = folder.join(path);
            if !root.is_dir() {
                Err(format!("there is no folder `{path}`"))
            } else if leads_out(folder, &root) {
                Err(format!("`{path}` leads out of the site folder"))
            } else {
                let read = source::folder(&root);
                match read.refused.into_iter().next() {
                    Some(first) => Err(format!("{}: {}", first.path, first.message)),
                    None => Ok(read.sources),
                }
            }
        }
        ReleaseSource::Git(revision) => source::revision(folder, revision),
    };
    Snapshot { id: entry.id.clone(), sources, papers: papers(folder, &entry.id, languages) }
}

/// What stands beside the snapshot of a release: its manifest, and its notes in the languages of the site.
fn papers(folder: &Path, id: &Id, languages: &[Language]) -> Papers {
    let root = folder.join("releases").join(&**id);
    if leads_out(folder, &root) {
        return Papers::default();
    }
    let translation = |(at, language): (usize, &Language)| {
        let name = note(at, *language);
        let bytes = std::fs::read(root.join(&name)).ok()?;
        let path = format!("releases/{id}/{name}");
        Some(Translation {
            language: *language,
            body: Body::new(bytes.into(), 0),
            folder: format!("releases/{id}").into(),
            path: path.into(),
            translates: None,
        })
    };
    let notes = Prose { translations: languages.iter().enumerate().filter_map(translation).collect() };
    Papers { notes, manifest: std::fs::read(root.join("manifest.json")).ok().map(Into::into) }
}

/// The theme of a site.
pub fn theme(folder: &Path, settings: &crate::model::Settings) -> (Option<Theme>, Report) {
    let mut report = Report::default();
    let own = theme_sources(folder, &Sources::default(), &settings.theme, &mut report);
    let (theme, found) = Theme::new(settings, &settings.theme, &own);
    report.extend(found);
    (theme, report)
}

/// Whether a path, with its links followed, lies outside the site folder.
fn leads_out(folder: &Path, path: &Path) -> bool {
    match (folder.canonicalize(), path.canonicalize()) {
        (Ok(folder), Ok(path)) => !path.starts_with(folder),
        _ => true,
    }
}

/// The site's own files of its theme; a theme that is not built in has to be there.
fn theme_sources(folder: &Path, sources: &Sources, name: &str, report: &mut Report) -> Sources {
    let root = folder.join("themes").join(name);
    if !root.is_dir() {
        if name != BUILT_IN {
            report.push(resolve::unknown_theme(sources, name));
        }
        return Sources::default();
    }
    if leads_out(folder, &root) {
        let refused = source::Refused {
            path: format!("themes/{name}"),
            rule: "path-out-of-site",
            message: format!("`themes/{name}` leads out of the site folder"),
            help: "put the theme into the site folder",
        };
        report.push(Diagnostic::from(refused));
        return Sources::default();
    }
    let read = source::theme_folder(&root);
    let of_site = |refused: source::Refused| {
        let path = format!("themes/{name}/{}", refused.path).trim_end_matches('/').to_owned();
        let message = refused.message.replace(&format!("`{}`", refused.path), &format!("`{path}`"));
        Diagnostic::from(source::Refused { path, message, ..refused })
    };
    report.diagnostics.extend(read.refused.into_iter().map(of_site));
    read.sources
}
