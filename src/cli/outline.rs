//! `virta outline`: a source file as git shows it in a log; and `virta git-diff`: what changed in one, as `git diff` shows it.

use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::{Outcome, Stop, print};
use crate::diff::diff;
use crate::model::{Model, Settings};
use crate::parse::outline::outline;
use crate::resolve;
use crate::source::{self, SourceFile, Sources};

/// What `outline` can be told.
#[derive(clap::Args)]
pub struct OutlineArgs {
    /// The file
    file: PathBuf,
}

/// Prints the outline of a file: git's `textconv`.
pub fn run(args: &OutlineArgs) -> Outcome {
    print(&outline(&read(&args.file)?))
}

/// What git tells the command of a driver.
#[derive(clap::Args)]
pub struct DiffArgs {
    /// The path in the repository
    path: String,
    /// The file as it was
    old: PathBuf,
    /// Its object
    old_object: String,
    /// Its mode
    old_mode: String,
    /// The file as it is
    new: PathBuf,
    /// Its object
    new_object: String,
    /// Its mode
    new_mode: String,
    /// The path that it was renamed to, and how much of it is the same
    renamed: Vec<String>,
}

/// Prints what changed in a file: the changes of what it says, or else of its outline.
pub fn git_diff(args: &DiffArgs) -> Outcome {
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    let mut out = format!("virta {}\n", args.path);
    let said = said(args, &old, &new);
    if said.is_empty() {
        let (old, new) = (outline(&old), outline(&new));
        out.push_str(&TextDiff::from_lines(&old, &new).unified_diff().context_radius(1).to_string());
    }
    for line in said {
        out.push_str(&line);
    }
    print(&out)
}

fn read(path: &Path) -> Result<String, Stop> {
    if path == Path::new("/dev/null") {
        return Ok(String::new());
    }
    let bytes = fs::read(path).map_err(|error| Stop::Failure(format!("cannot read {}: {error}", path.display())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The changes in words; none where the file is no source of a site, or says the same.
fn said(args: &DiffArgs, old: &str, new: &str) -> Vec<String> {
    let Some((folder, path)) = site_of(&args.path) else { return Vec::new() };
    let sources = source::folder(&folder).sources;
    let Some(settings) = resolve::settings(&sources).0 else { return Vec::new() };
    let model = |text: &str| with(&sources, &path, text, &settings);
    let language = settings.default_language();
    let changes = diff(&model(old), &model(new)).changes;
    changes.iter().map(|change| format!("  [{}] {}\n", change.class.word(), change.sentence.in_language(language))).collect()
}

/// What a site says with one of its files as given.
fn with(sources: &Sources, path: &str, text: &str, settings: &Settings) -> Model {
    let mut sources = sources.clone();
    if text.is_empty() {
        sources.files.remove(path);
    } else {
        sources.insert(SourceFile::new(path, text.as_bytes()));
    }
    resolve::resolve(&sources, settings).0
}

/// The site folder that a path is in, and the path from there; git runs its drivers at the root of the working tree.
fn site_of(path: &str) -> Option<(PathBuf, String)> {
    let whole = Path::new(path);
    let folder = whole.ancestors().skip(1).find(|folder| Path::new(".").join(folder).join("site.toml").is_file())?;
    let inner = whole.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
    (inner.starts_with("content/") || inner.starts_with("models/")).then(|| (Path::new(".").join(folder), inner))
}
