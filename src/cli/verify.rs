//! `virta verify`: holds a published site against its manifest, and against those of its releases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;
use walkdir::WalkDir;

use super::{Format, Outcome, Stop, print, report};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::release::manifest::{FrozenFile, Manifest, Object, sha256};

/// What `verify` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the published site
    #[arg(value_name = "DIR")]
    published: PathBuf,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// What a published site says of itself.
#[derive(Deserialize)]
struct Published {
    schema: String,
    files: Vec<FrozenFile>,
}

/// What a machine-readable twin says of itself.
#[derive(Deserialize)]
struct Twin {
    kind: String,
    id: String,
    release: Option<String>,
    version: Option<String>,
}

/// Verifies a published site.
pub fn run(site: &Path, args: &Args) -> Outcome {
    let root = &args.published;
    let path = root.join("manifest.json");
    let bytes = fs::read(&path).map_err(|error| Stop::Failure(format!("{}: {error}; a site that virta has published holds one", path.display())))?;
    let published: Option<Published> = serde_json::from_slice(&bytes).ok().filter(|published: &Published| published.schema == "manifest");
    let Some(published) = published else { return Err(Stop::Failure(format!("{} is not the manifest of a published site", path.display()))) };
    let mut found = Report::default();
    found.diagnostics.extend(published.files.par_iter().filter_map(|file| changed(root, file)).collect::<Vec<_>>());
    found.diagnostics.extend(additional(root, &published));
    let releases = releases(root, site, &published, &mut found);
    found.diagnostics.extend(
        published.files.par_iter().filter(|file| file.path.ends_with("index.json")).filter_map(|file| behind(root, file, &releases)).collect::<Vec<_>>(),
    );
    report(&found.sorted(), args.format)?;
    if args.format != Format::Human {
        return Ok(());
    }
    let names: Vec<&str> = releases.keys().map(String::as_str).collect();
    let held = if names.is_empty() { String::new() } else { format!("; as released: {}", names.join(", ")) };
    print(&format!("{} files as published{held}\n", published.files.len()))
}

fn finding(path: &str, rule: &'static str, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Severity::Error, Place::of_file(path), rule, message).help(help)
}

/// What is wrong with a file of the manifest.
fn changed(root: &Path, file: &FrozenFile) -> Option<Diagnostic> {
    let path = &file.path;
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside {
        return Some(finding(path, "changed-file", format!("the manifest names `{path}`, which leads out of the site"), "publish the site again"));
    }
    let on_disk = root.join(path);
    let is_file = fs::symlink_metadata(&on_disk).is_ok_and(|found| found.is_file());
    let bytes = if is_file { fs::read(&on_disk) } else { Err(std::io::ErrorKind::NotFound.into()) };
    match bytes {
        Err(_) => Some(finding(path, "lost-file", format!("`{path}` was published and is not there"), "publish the site again")),
        Ok(bytes) if bytes.len() == file.bytes && sha256(&bytes) == file.sha256 => None,
        Ok(bytes) => {
            let size = if bytes.len() == file.bytes { String::new() } else { format!(": {} bytes instead of {}", bytes.len(), file.bytes) };
            Some(finding(path, "changed-file", format!("`{path}` is not what was published{size}"), "publish the site again"))
        }
    }
}

/// Files that the manifest does not know.
fn additional(root: &Path, published: &Published) -> Vec<Diagnostic> {
    let known: BTreeSet<&str> = published.files.iter().map(|file| file.path.as_str()).chain(["manifest.json"]).collect();
    let mut found = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()) {
        let parts = entry.path().strip_prefix(root).unwrap_or(entry.path()).components().map(|part| part.as_os_str().to_string_lossy());
        let path = parts.collect::<Vec<_>>().join("/");
        if !known.contains(path.as_str()) {
            found.push(finding(&path, "additional-file", format!("`{path}` was not published"), "take it away, or publish the site again"));
        }
    }
    found
}

/// The manifests of releases: those of the site folder, and those that were published, which must be the same.
fn releases(root: &Path, site: &Path, published: &Published, found: &mut Report) -> BTreeMap<String, Manifest> {
    let mut releases = BTreeMap::new();
    for file in published.files.iter().filter(|file| file.path.ends_with("/manifest.json")) {
        let Ok(bytes) = fs::read(root.join(&file.path)) else { continue };
        let Some(manifest) = Manifest::read(&bytes) else { continue };
        let own = fs::read(site.join("releases").join(&manifest.release).join("manifest.json"));
        if own.is_ok_and(|own| own != bytes) {
            let message = format!("the manifest of the release `{}` is another than releases/{}/manifest.json", manifest.release, manifest.release);
            found.push(finding(&file.path, "changed-file", message, "one of the two was touched; publish the site again from the release as it was"));
        }
        releases.insert(manifest.release.clone(), manifest);
    }
    releases
}

/// What is wrong with a twin: its release had another version of the thing, or did not have it.
fn behind(root: &Path, file: &FrozenFile, releases: &BTreeMap<String, Manifest>) -> Option<Diagnostic> {
    let twin: Twin = serde_json::from_slice(&fs::read(root.join(&file.path)).ok()?).ok()?;
    let manifest = releases.get(&twin.release?)?;
    let object = manifest.objects.iter().find(|object| object.kind == twin.kind && object.id == twin.id);
    let wanted = object.and_then(|Object { version, .. }| version.clone());
    if wanted == twin.version
        || matches!(twin.kind.as_str(), "area" | "concept" | "region" | "collection" | "release" | "information-model") && object.is_none()
    {
        return None;
    }
    let version = |version: &Option<String>| version.clone().unwrap_or_else(|| "none".to_owned());
    let message = format!("the page has version {}, and the release `{}` has {}", version(&twin.version), manifest.release, version(&wanted));
    Some(finding(&file.path, "changed-file", message, "publish the site again from the release as it was"))
}
