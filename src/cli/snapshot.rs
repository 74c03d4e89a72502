//! Names of snapshots on the command line: the working tree, a release, a folder, a git revision.

use std::path::{Path, PathBuf};

use super::load::snapshot;
use super::{Format, Stop, report};
use crate::model::Settings;
use crate::resolve;
use crate::source::{self, Sources};

/// A snapshot that somebody named.
pub struct Named {
    /// Its files.
    pub sources: Sources,
    /// Where it stands among the releases; the working tree stands after them all.
    pub place: Option<usize>,
}

/// Finds a snapshot by its name, with the settings of the site.
pub fn named(folder: &Path, name: &str) -> Result<(Settings, Named), Stop> {
    let settings = settings(folder, name)?;
    let found = match name.split_once(':') {
        Some(("release", id)) => release(folder, &settings, id)?.ok_or_else(|| Stop::Failure(format!("there is no release `{id}` in site.toml")))?,
        Some(("dir", path)) => directory(Path::new(path))?.ok_or_else(|| Stop::Failure(format!("there is no folder `{path}`")))?,
        Some(("git", revision)) => Named { sources: source::revision(folder, revision).map_err(Stop::Failure)?, place: None },
        _ if name == "." => Named { sources: read(folder)?, place: Some(settings.releases.len()) },
        _ => match release(folder, &settings, name)? {
            Some(found) => found,
            None => match directory(Path::new(name))? {
                Some(found) => found,
                None => Named { sources: source::revision(folder, name).map_err(|reason| Stop::Failure(unknown(name, &settings, &reason)))?, place: None },
            },
        },
    };
    Ok((settings, found))
}

fn unknown(name: &str, settings: &Settings, reason: &str) -> String {
    let ids: Vec<&str> = settings.releases.iter().map(|entry| &*entry.id).collect();
    let known = if ids.is_empty() { "the site has no releases".to_owned() } else { format!("the releases are {}", ids.join(", ")) };
    format!("`{name}` is no release and no folder, and {reason}; {known}")
}

/// The settings of the site; where none is here, as in a bare repository, those of what is compared.
fn settings(folder: &Path, name: &str) -> Result<Settings, Stop> {
    let own = |folder: &Path| source::folder(folder).sources;
    let mut sources = own(folder);
    if sources.get("site.toml").is_none() {
        sources = own(&PathBuf::from(name.strip_prefix("dir:").unwrap_or(name)));
    }
    if sources.get("site.toml").is_none() {
        let revisions = [name.strip_prefix("git:").unwrap_or(name), "HEAD"];
        let found = revisions.into_iter().find_map(|revision| source::file_at(folder, revision, "site.toml").ok().flatten());
        if let Some(file) = found {
            sources.insert(file);
        }
    }
    let (settings, findings) = resolve::settings(&sources);
    match settings {
        Some(settings) => Ok(settings),
        None => Err(report(&findings, Format::Human).err().unwrap_or(Stop::Findings)),
    }
}

fn release(folder: &Path, settings: &Settings, id: &str) -> Result<Option<Named>, Stop> {
    let Some((place, entry)) = settings.releases.iter().enumerate().find(|(_, entry)| *entry.id == *id) else { return Ok(None) };
    let sources = snapshot(folder, entry, &settings.languages).sources;
    let sources = sources.map_err(|reason| Stop::Failure(format!("the release `{id}` cannot be read: {reason}")))?;
    Ok(Some(Named { sources, place: Some(place) }))
}

fn directory(path: &Path) -> Result<Option<Named>, Stop> {
    if path.is_dir() { Ok(Some(Named { sources: read(path)?, place: None })) } else { Ok(None) }
}

fn read(folder: &Path) -> Result<Sources, Stop> {
    let read = source::folder(folder);
    match read.refused.into_iter().next() {
        Some(refused) => Err(Stop::Failure(refused.message)),
        None => Ok(read.sources),
    }
}
