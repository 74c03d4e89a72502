//! What a run before this one has published of frozen releases: it is linked, neither rendered nor written again.
//!
//! In a folder beside the output folder stands a record of what each of its dated sites was made from: the release
//! and those before it, settings, theme, program. Where all of it is the same, a page of it is the same too; a release
//! that follows does not touch it. Pages also say where the release in force has them or the nearest, so a page
//! counts only where that is the same.
//!
//! **Nothing is trusted that was touched.** A file counts only while it is the one that the record's
//! manifest names and nothing about it has changed since the record was written; what changed within the same
//! step of the clock is read once more. Without the record everything is rendered, and comes out the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::plan::{Edition, Form, Page};
use crate::release::Release;
use crate::release::manifest::{FrozenFile, sha256};
use crate::render::Renderer;
use crate::render::view::frame::{elsewhere, in_force_later};
use crate::source::{Moment, changed};

/// The hash of the program's own sources: another program may show the same things otherwise.
pub(super) const PROGRAM: &str = env!("VIRTA_PROGRAM");

/// What the dated sites of an output folder were made from.
#[derive(Serialize, Deserialize)]
struct Record {
    /// For each release, what its pages were made from.
    keys: BTreeMap<String, String>,
    /// For the pages that the release in force has not, where they send their readers.
    elsewhere: BTreeMap<String, String>,
    /// The hash of the `manifest.json` that the folder had.
    manifest: String,
}

/// What the dated sites of a site are made from.
pub struct Keys {
    keys: BTreeMap<String, String>,
    elsewhere: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Manifest {
    files: Vec<FrozenFile>,
}

impl Keys {
    /// What the dated sites of a site are made from; `None` where there are none.
    pub fn of(renderer: &Renderer<'_>) -> Option<Self> {
        let site = renderer.site;
        let keys: BTreeMap<String, String> =
            site.releases.iter().filter_map(|release| Some((release.id.as_ref()?.to_string(), key(renderer, release)?))).collect();
        let html = renderer.plan.pages.iter().filter(|(_, page)| page.form == Form::Html);
        let elsewhere = html.filter_map(|(path, page)| Some((path.clone(), format!("{:?}", elsewhere(site, &page.route)?)))).collect();
        (!keys.is_empty()).then_some(Self { keys, elsewhere })
    }
}

/// What the pages of one release are made from: itself, those before it, and what is the same for all.
///
/// Of later ones its pages know but whether one of them is in force, and not even which. (Where the root shows
/// the working tree, the one in force is read under its own address, which has its id.)
fn key(renderer: &Renderer<'_>, release: &Release) -> Option<String> {
    let site = renderer.site;
    let id = release.id.as_ref()?;
    let mut settings = site.settings.clone();
    let at = settings.releases.iter().position(|entry| entry.id == *id)?;
    settings.releases.truncate(at + 1);
    let is_known = |release: &&Release| settings.releases.iter().any(|entry| release.id.as_ref() == Some(&entry.id));
    let seals: Vec<_> = site.releases.iter().filter(is_known).map(|release| (&release.id, &release.state, &release.seal)).collect();
    let root = &site.releases[site.root];
    let in_force = in_force_later(site, &Edition::Dated(id.clone()));
    let is_alone = site.releases.len() == 1;
    let text = format!("{PROGRAM}\n{}\n{}\n{settings:?}\n{seals:?}\n{in_force:?}\n{is_alone} {:?}", renderer.theme.mark(), renderer.portable, root.state);
    Some(sha256(text.as_bytes()))
}

/// The files of an output folder that can be linked into the next one.
pub struct Frozen<'k> {
    root: PathBuf,
    files: BTreeMap<String, FrozenFile>,
    made: Record,
    keys: &'k Keys,
    /// When the record was written.
    since: Moment,
}

impl<'k> Frozen<'k> {
    /// What can be linked from an output folder; `None` where nothing can.
    pub fn open(output: &Path, record: &Path, keys: &'k Keys) -> Option<Self> {
        let made: Record = serde_json::from_slice(&fs::read(record).ok()?).ok()?;
        let manifest = fs::read(output.join("manifest.json")).ok()?;
        if made.manifest != sha256(&manifest) {
            return None;
        }
        let manifest: Manifest = serde_json::from_slice(&manifest).ok()?;
        let (_, since) = changed(record)?;
        let files = manifest.files.into_iter().map(|file| (file.path.clone(), file)).collect();
        Some(Self { root: output.to_owned(), files, made, keys, since })
    }

    /// Links a page of a dated site to its place in the next output; `None` where it has to be rendered.
    pub fn link(&self, path: &str, page: &Page, staging: &Path) -> Option<&FrozenFile> {
        let Edition::Dated(id) = &page.route.edition else { return None };
        let is_same = self.made.keys.get(&**id)? == self.keys.keys.get(&**id)? && self.made.elsewhere.get(path) == self.keys.elsewhere.get(path);
        let file = self.files.get(path).filter(|_| is_same)?;
        let old = self.root.join(path);
        (is_untouched(&old, file, self.since) && fs::hard_link(&old, staging.join(path)).is_ok()).then_some(file)
    }
}

/// Whether a file is the one that a manifest names, as far as nothing about it changed since a moment.
///
/// What changed in that very step of the clock can have changed again within it, so that is read.
fn is_untouched(on_disk: &Path, file: &FrozenFile, since: Moment) -> bool {
    let Some((_, day)) = changed(on_disk).filter(|(size, _)| *size == file.bytes as u64) else { return false };
    day < since || day == since && fs::read(on_disk).is_ok_and(|bytes| sha256(&bytes) == file.sha256)
}

/// Writes down what an output folder was made from; a record that cannot be written is no loss.
pub fn record(path: &Path, keys: Keys, manifest: &[u8]) {
    let record = Record { keys: keys.keys, elsewhere: keys.elsewhere, manifest: sha256(manifest) };
    let _ = serde_json::to_vec_pretty(&record).map(|bytes| fs::write(path, bytes));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_in_the_step_of_the_clock_of_the_record_is_read_again() {
        let folder = std::env::temp_dir().join(format!("virta-frozen-{}", std::process::id()));
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::create_dir_all(&folder).and_then(|()| fs::write(&path, text)).expect("a file can be written");
            let (_, moment) = changed(&path).expect("it is there");
            (path, moment)
        };
        let named = FrozenFile { path: "a".to_owned(), bytes: 5, sha256: sha256(b"first") };
        let (first, then) = write("first", "first");
        let (other, also_then) = write("other", "other");
        std::thread::sleep(std::time::Duration::from_millis(30));
        let (_, later) = write("later", "x");
        assert!(then < later, "the clock goes on");
        assert!(is_untouched(&first, &named, then) && is_untouched(&first, &named, later));
        assert!(!is_untouched(&other, &named, also_then), "another text of the same length, written while the record was");
        let (again, now) = write("first", "first");
        assert!(!is_untouched(&again, &named, later) || now == later, "what changed since is not asked what it holds");
        assert!(!is_untouched(&folder.join("none"), &named, later));
        fs::remove_dir_all(folder).expect("it can be taken away");
    }
}
