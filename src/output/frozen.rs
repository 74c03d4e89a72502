//! What a run before this one has published of frozen releases: it is linked, neither rendered nor written again.
//!
//! In a folder beside the output folder stands a record of what its dated sites were made from: releases, list
//! of releases, theme, program. Where all of it is the same, a page of theirs is the same too.
//!
//! **Nothing is trusted that was touched.** A file counts only while it is the one that the record's
//! manifest names and nothing about it has changed since the record was written. Without the record
//! everything is rendered, and comes out the same.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::plan::{Edition, Page};
use crate::release::manifest::{FrozenFile, sha256};
use crate::render::Renderer;

/// The hash of the program's own sources: another program may show the same things otherwise.
pub(super) const PROGRAM: &str = env!("VIRTA_PROGRAM");

/// What the dated sites of an output folder were made from.
#[derive(Serialize, Deserialize)]
struct Record {
    key: String,
    /// The hash of the `manifest.json` that the folder had.
    manifest: String,
}

#[derive(Deserialize)]
struct Manifest {
    files: Vec<FrozenFile>,
}

/// The files of an output folder that can be linked into the next one.
pub struct Frozen {
    root: PathBuf,
    files: BTreeMap<String, FrozenFile>,
    /// When the record was written.
    since: SystemTime,
}

/// What all dated sites are made from; `None` where there are none.
pub fn key(renderer: &Renderer<'_>) -> Option<String> {
    let site = renderer.site;
    let dated: Vec<_> = site.releases.iter().filter(|release| release.id.is_some()).collect();
    if dated.is_empty() {
        return None;
    }
    // The switch between releases says on each page which of them have it.
    let places: Vec<String> = renderer.plan.pages.iter().filter(|(_, page)| page.form == crate::plan::Form::Html).map(|(path, _)| path.clone()).collect();
    let seals: Vec<_> = dated.iter().map(|release| (&release.id, &release.seal)).collect();
    let root = (site.root, &site.releases[site.root].state);
    let text = format!("{PROGRAM}\n{}\n{}\n{:?}\n{seals:?}\n{root:?}\n{}", renderer.theme.mark(), renderer.portable, site.settings, places.join("\n"));
    Some(sha256(text.as_bytes()))
}

impl Frozen {
    /// What can be linked from an output folder; `None` where nothing can.
    pub fn open(output: &Path, record: &Path, key: &str) -> Option<Self> {
        let found: Record = serde_json::from_slice(&fs::read(record).ok()?).ok()?;
        let manifest = fs::read(output.join("manifest.json")).ok()?;
        if found.key != key || found.manifest != sha256(&manifest) {
            return None;
        }
        let manifest: Manifest = serde_json::from_slice(&manifest).ok()?;
        let since = changed(&fs::metadata(record).ok()?)?;
        Some(Self { root: output.to_owned(), files: manifest.files.into_iter().map(|file| (file.path.clone(), file)).collect(), since })
    }

    /// Links a page of a dated site to its place in the next output; `None` where it has to be rendered.
    pub fn link(&self, path: &str, page: &Page, staging: &Path) -> Option<&FrozenFile> {
        if page.route.edition == Edition::Root {
            return None;
        }
        let file = self.files.get(path)?;
        let old = self.root.join(path);
        let found = fs::symlink_metadata(&old).ok()?;
        let is_untouched = found.is_file() && found.len() == file.bytes as u64 && changed(&found)? <= self.since;
        (is_untouched && fs::hard_link(&old, staging.join(path)).is_ok()).then_some(file)
    }
}

/// Writes down what an output folder was made from; a record that cannot be written is no loss.
pub fn record(path: &Path, key: &str, manifest: &[u8]) {
    let record = Record { key: key.to_owned(), manifest: sha256(manifest) };
    let _ = serde_json::to_vec_pretty(&record).map(|bytes| fs::write(path, bytes));
}

/// When anything about a file last changed, which nobody can set back.
#[cfg(unix)]
fn changed(file: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    Some(UNIX_EPOCH + Duration::new(u64::try_from(file.ctime()).ok()?, u32::try_from(file.ctime_nsec()).ok()?))
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<SystemTime> {
    None
}
