//! The only door out: pages are staged beside the output folder, and the two are exchanged.
//!
//! **The output is complete, old or new, at every instant.** A run that fails or is cut off
//! leaves the last good output as it was.

mod frozen;
pub mod kept;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use frozen::{Frozen, Keys};
use rayon::prelude::*;
use serde::Serialize;

use crate::plan::Plan;
use crate::release::manifest::sha256;
use crate::render::Renderer;

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// The disk did not take it.
    Disk(PathBuf, io::Error),
    /// The folder that was named holds something that this program did not write.
    NotOurs(PathBuf),
    /// Another run is writing to the same folder.
    Busy(PathBuf),
    /// A template did not accept a page; the path of the page, and what the template says.
    Template(String, String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Disk(path, error) => write!(f, "cannot write {}: {error}", path.display()),
            Self::NotOurs(path) => write!(
                f,
                "{} is not empty and was not written by virta (it has no manifest.json); name another folder with --output, or empty this one",
                path.display()
            ),
            Self::Busy(path) => write!(f, "another run is writing to {}; wait for it to end", path.display()),
            Self::Template(page, error) => write!(f, "the theme cannot show {page}: {error}"),
        }
    }
}

impl std::error::Error for Failure {}

/// One published file, as the manifest names it.
#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    bytes: usize,
    sha256: String,
}

#[derive(Serialize)]
struct Manifest<'a> {
    schema: &'static str,
    release: Option<&'a str>,
    files: Vec<Entry<'a>>,
}

/// Renders every page and publishes them together; `progress` hears of each page that is done.
///
/// Gives back how many files were written.
pub fn publish(renderer: &Renderer<'_>, plan: &Plan, output: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<usize, Failure> {
    refuse_what_is_not_ours(output)?;
    let staging = Staging::open(output)?;
    let total = plan.pages.len();
    make_folders(&staging.path, plan)?;
    let (keys, record) = (Keys::of(renderer), beside(output, "cache").join("frozen.json"));
    let frozen = keys.as_ref().and_then(|keys| Frozen::open(output, &record, keys));
    let done = AtomicUsize::new(0);
    let entries: Vec<Entry> = plan
        .pages
        .par_iter()
        .map(|(path, page)| {
            if let Some(file) = frozen.as_ref().and_then(|frozen| frozen.link(path, page, &staging.path)) {
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                return Ok(Entry { path, bytes: file.bytes, sha256: file.sha256.clone() });
            }
            let bytes = renderer.bytes(page).map_err(|error| Failure::Template(path.clone(), error.0))?;
            let target = staging.path.join(path);
            fs::write(&target, &bytes).map_err(|error| Failure::Disk(target, error))?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(Entry { path, bytes: bytes.len(), sha256: sha256(&bytes) })
        })
        .collect::<Result<_, Failure>>()?;
    let root = &renderer.site.releases[renderer.site.root];
    let manifest = Manifest { schema: "manifest", release: root.id.as_deref(), files: entries };
    let target = staging.path.join("manifest.json");
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(|error| Failure::Disk(target.clone(), error.into()))?;
    bytes.push(b'\n');
    fs::write(&target, &bytes).map_err(|error| Failure::Disk(target, error))?;
    staging.exchange(output)?;
    // Last of all: what the exchange does to files that are linked counts as a change of theirs.
    if let Some(keys) = keys.filter(|_| cache(output).is_ok()) {
        frozen::record(&record, keys, &bytes);
    }
    Ok(total + 1)
}

/// Refuses a folder that another run is writing to.
pub fn refuse_what_is_busy(output: &Path) -> Result<(), Failure> {
    // Where no run is writing there is mostly no staging folder at all. A shared lock keeps nobody else from asking.
    let is_busy = File::open(beside(output, "staging")).is_ok_and(|staging| matches!(staging.try_lock_shared(), Err(fs::TryLockError::WouldBlock)));
    if is_busy { Err(Failure::Busy(output.to_owned())) } else { Ok(()) }
}

/// Renders every page and throws the bytes away: what `check` does after the model is in order.
pub fn rehearse(renderer: &Renderer<'_>, plan: &Plan) -> Result<(), Failure> {
    plan.pages.par_iter().try_for_each(|(path, page)| match renderer.bytes(page) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::Template(path.clone(), error.0)),
    })
}

/// An output folder is replaced as a whole: one with something else in it is left alone.
fn refuse_what_is_not_ours(output: &Path) -> Result<(), Failure> {
    let mut entries = match fs::read_dir(output) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::Disk(output.to_owned(), error)),
    };
    if entries.next().is_some() && !output.join("manifest.json").is_file() {
        return Err(Failure::NotOurs(output.to_owned()));
    }
    Ok(())
}

fn make_folders(root: &Path, plan: &Plan) -> Result<(), Failure> {
    let folders: BTreeSet<&str> = plan.pages.iter().filter_map(|(path, _)| path.rsplit_once('/').map(|(folder, _)| folder)).collect();
    for folder in folders {
        let path = root.join(folder);
        fs::create_dir_all(&path).map_err(|error| Failure::Disk(path, error))?;
    }
    Ok(())
}

/// The folder beside the output in which the next one is made; locked while it is.
struct Staging {
    path: PathBuf,
    lock: File,
}

impl Staging {
    fn open(output: &Path) -> Result<Self, Failure> {
        let path = beside(output, "staging");
        let disk = |error| Failure::Disk(path.clone(), error);
        fs::create_dir_all(&path).map_err(disk)?;
        let lock = File::open(&path).map_err(disk)?;
        if lock.try_lock().is_err() {
            return Err(Failure::Busy(output.to_owned()));
        }
        // What a run that was cut off has left.
        for entry in fs::read_dir(&path).map_err(disk)? {
            let entry = entry.map_err(disk)?.path();
            let removed = if entry.is_dir() { fs::remove_dir_all(&entry) } else { fs::remove_file(&entry) };
            removed.map_err(|error| Failure::Disk(entry, error))?;
        }
        Ok(Self { path, lock })
    }

    /// Puts the staged folder in the output's place in one step, and removes what was there.
    fn exchange(self, output: &Path) -> Result<(), Failure> {
        let disk = |error: io::Error| Failure::Disk(output.to_owned(), error);
        let old = beside(output, "old");
        if fs::symlink_metadata(output).is_err() {
            return fs::rename(&self.path, output).map_err(disk);
        }
        // A run that was cut off while it removed the old output has left some of it.
        let _ = fs::remove_dir_all(&old);
        if swap(&self.path, output).is_ok() {
            fs::rename(&self.path, &old).map_err(disk)?;
        } else {
            // File systems without an exchange: for an instant there is no output, never half of one.
            fs::rename(output, &old).map_err(disk)?;
            fs::rename(&self.path, output).map_err(disk)?;
        }
        drop(self.lock);
        fs::remove_dir_all(&old).map_err(|error| Failure::Disk(old, error))
    }
}

#[cfg(target_os = "linux")]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// `output` → `.output.<word>` in the same folder, so that a rename stays on one file system.
fn beside(output: &Path, word: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or("output".as_ref()));
    name.push(".");
    name.push(word);
    output.with_file_name(name)
}

/// The folder beside the output in which later runs find what they can spare.
fn cache(output: &Path) -> io::Result<PathBuf> {
    let folder = beside(output, "cache");
    if !folder.is_dir() {
        fs::create_dir_all(&folder)?;
        // The folder says by itself that git is to leave it alone, whatever the site's own list says.
        fs::write(folder.join(".gitignore"), "*\n")?;
    }
    Ok(folder)
}
