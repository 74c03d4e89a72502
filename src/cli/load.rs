//! What every command on a site begins with: read the sources, resolve them, and put the site together.

use std::path::Path;

use super::Stop;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::text::{Body, Translation};
use crate::model::{Id, Language, Prose};
use crate::plan::Site;
use crate::release::Papers;
use crate::render::theme::{BUILT_IN, Theme};
use crate::source::{self, Sources};
use crate::{Asked, Snapshot, resolve};

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

/// Reads a site folder with its releases and its theme.
pub fn load(folder: &Path, options: &Options) -> Result<Loaded, Stop> {
    if !folder.is_dir() {
        return Err(Stop::Failure(format!("{} is not a folder; name the site folder with --site", folder.display())));
    }
    let mut read = source::folder(folder);
    let mut report = Report { diagnostics: read.refused.drain(..).map(Diagnostic::from).collect() };
    let (settings, found) = resolve::settings(&read.sources);
    report.extend(found);
    let Some(mut settings) = settings else {
        // The content is judged all the same, so that a slip in the settings hides nothing else.
        return Ok(Loaded { site: None, theme: None, report: report.sorted() });
    };
    if let Some(base_url) = &options.base_url {
        settings.base_url = if base_url.ends_with('/') { base_url.clone() } else { format!("{base_url}/") };
    }
    let snapshots: Vec<Snapshot> = settings.releases.iter().map(|entry| snapshot(folder, entry, &settings.languages)).collect();
    let own = theme_sources(folder, &read.sources, &settings.theme, &mut report);
    let (theme, found) = Theme::new(&settings, &settings.theme, &own);
    report.extend(found);
    let (site, found) = crate::site(settings, &read.sources, snapshots, options.asked);
    report.extend(found);
    Ok(Loaded { site: Some(site), theme, report: report.sorted() })
}

/// Reads the snapshot of one release; what stands in the way is a finding later.
pub fn snapshot(folder: &Path, entry: &crate::model::settings::ReleaseEntry, languages: &[Language]) -> Snapshot {
    use crate::model::settings::ReleaseSource;
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
    let note = |(at, language): (usize, &Language)| {
        let name = if at == 0 { "notes.md".to_owned() } else { format!("notes.{language}.md") };
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
    let notes = Prose { translations: languages.iter().enumerate().filter_map(note).collect() };
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
